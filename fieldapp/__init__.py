"""FieldApp: all meaning, no pixels; the rooms are drawn in README.md."""

__version__ = "0.1.0"
