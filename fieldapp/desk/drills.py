"""The recovery drills, as they go with the program: read while the store is locked, and without a network."""

from __future__ import annotations

from fieldapp import places


def drills() -> str:
    """Their whole text, in Markdown and in English."""
    return places.document("drills.md").read_text(encoding="utf-8")
