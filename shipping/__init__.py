"""Shipping: what the built folder holds, whose work that is, and the Debian package made of it."""
