"""Data of the app: rules, instruments, texts, papers, style; no code."""
