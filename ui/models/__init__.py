"""Lists and tables as Qt shows them."""
