"""Names that somebody may give a file to break what reads it: everything that a file of this system can be called."""

from __future__ import annotations

import os

_TEXTS = (
    "..", "...", "....", " ", " x", "x ", "x.", ".hidden", "~", "~root", "-", "--", "-rf", "--to=x", "$HOME", "$(id)", "`id`",
    ";ls", "|cat", "&", "*", "?", "[a]", "{a,b}", "'", '"', "\\", "\\\\server\\share", "C:", "C:\\x", "a:b", "<b>x",
    "<img src=x>", "&lt;", "%", "%s%n", "%00", "%2e%2e%2fescaped", "CON", "PRN", "AUX", "NUL", "COM1", "LPT1", "con.txt",
    "\u202egpj.exe", "\u2066x\u2069", "\u200e", "\ufeffx", "\u2028", "\u2029", "\n", "a\nb.fxb: accepted", "\r", "\t", "\x1b[2J",
    "\x07", "\x7f", "e\u0301", "é", "\U0001f600", "zero\u200bwidth", "\u05d0\u05d1\u05d2", "UPPER", "upper", "x" * 251, "é" * 125,
    "file:x?mode=memory", "x?y#z", "000001-0000000000000000",
)  # fmt: skip
_BYTES = (b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\x80", b"\xf0\x9f")
"""No text at all: Linux takes them for a name."""

STEMS = (*_TEXTS, *map(os.fsdecode, _BYTES))
assert len(set(STEMS)) == len(STEMS) > 60
FEW = ("...", "x ", "-rf", "%2e%2e%2fescaped", "a\nb.fxb: accepted", "\u202egpj.exe", "x?y#z", "file:x?mode=memory")
"""For what takes longer: one of each sort of text."""
NO_TEXT = STEMS[-len(_BYTES) :]
