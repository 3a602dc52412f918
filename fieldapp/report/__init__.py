"""Papers made from frozen values."""
