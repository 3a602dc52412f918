"""Looking up a youth in an open store: the index of names is held while the store is open, and made anew when names change."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.desk.desk import Desk
from fieldapp.youth.model import YouthLine
from fieldapp.youth.queries import youths
from fieldapp.youth.search import NameIndex


@dataclass(frozen=True, slots=True)
class Found:
    """Lines found, best first, at most as many as a list shows at once, and how many there are in all."""

    lines: tuple[YouthLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Names:
    """The index and the lines behind it, as of a number of changes."""

    index: NameIndex
    lines: dict[str, YouthLine]
    changes: int


def lookup(desk: Desk, typed: str, limit: int = 500) -> Found:
    """Whom typed words fit."""
    names = desk.names
    if names is None or names.changes != desk.name_changes:
        lines = desk.ask(youths)
        names = Names(NameIndex((line.id, line.found_by) for line in lines), {line.id: line for line in lines}, desk.name_changes)
        desk.names = names
    hits = names.index.find(typed, limit)
    return Found(tuple(names.lines[each] for each in hits.ids), hits.total)
