"""Whose work is inside the program, and under which licence: the notices that were made when it was built."""

from __future__ import annotations

from pathlib import Path

import msgspec

from fieldapp import places


class Licence(msgspec.Struct, frozen=True):
    """One work. about: what it is for, and where its source is where its licence asks for that · text: names its whole notice."""

    name: str
    version: str
    licence: str
    about: str
    text: str


def folder() -> Path:
    """Where the notices lie, if they were made."""
    return places.resource("notices")


def licences() -> tuple[Licence, ...]:
    """Every work inside; none where the program runs from its sources, for which nobody handed anything on."""
    listed = folder() / "index.json"
    if not listed.exists():
        return ()
    return tuple(msgspec.json.decode(listed.read_bytes(), type=list[Licence]))


def text_of(each: Licence) -> str:
    """Its whole notice."""
    return (folder() / each.text).read_text(encoding="utf-8")
