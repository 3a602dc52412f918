"""One file a page; a page asks the session, shows values, and hands acts over."""
