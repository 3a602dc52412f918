"""The desk: the one door to an unlocked store. `do` writes, `ask` reads; nothing else touches rows."""
