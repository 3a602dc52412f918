"""Identify: instruments as data, three-valued logic, results that explain themselves, ratings with their sources."""
