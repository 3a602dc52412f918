"""The window: pages, widgets and the one thread that works for them; no SQL, no crypto."""
