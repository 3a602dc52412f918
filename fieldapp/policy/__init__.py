"""The rules as data: loading, layers, dates in force, clocks, the disclosure matrix; pure, facts and rules in, rows out."""
