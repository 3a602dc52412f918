"""Looking up a youth in an open store: the index of names is held while the store is open, and made anew when names change.

It is made in slices: among very many youths that takes seconds, in which other questions are answered, and a search that is given
up loses nothing of what was read.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from fieldapp.desk.desk import Desk, Progress, Slices, run_through
from fieldapp.text import _
from fieldapp.youth.model import YouthLine
from fieldapp.youth.queries import heads, listed, youths
from fieldapp.youth.search import NameIndex

_SLICE = 2_000
"""Youths that are read between two answers to others: a fifth of a second."""


@dataclass(frozen=True, slots=True)
class Found:
    """Lines found, best first, at most as many as a list shows at once, and how many there are in all."""

    lines: tuple[YouthLine, ...]
    total: int


def _read(desk: Desk) -> Generator[Progress]:
    asked = desk.ask(heads)
    lines: list[YouthLine] = []
    for start in range(0, len(asked), _SLICE):
        lines += desk.ask(youths, asked[start : start + _SLICE])
        if len(asked) > _SLICE:
            yield Progress(len(lines), len(asked), _("Reading names"))
    lines, index = listed(lines), NameIndex()
    for start in range(0, len(lines), _SLICE):
        index.add((line.id, line.found_by) for line in lines[start : start + _SLICE])
        if len(lines) > _SLICE:
            yield Progress(len(index), len(lines), _("Sorting names"))
    desk.names.keep(index, lines)


def looking(desk: Desk, typed: str, limit: int = 500) -> Slices[Found]:
    """Whom typed words fit, in slices as long as names are still to be read."""
    while (held := desk.names.held) is None:
        if desk.names.steps is None:
            desk.names.steps = _read(desk)
        try:
            step = next(desk.names.steps, None)
        except BaseException:
            desk.names.changed()  # steps that broke off have no next one: the next search begins anew
            raise
        if isinstance(step, Progress):
            yield step
    hits = held.index.find(typed, limit)
    return Found(tuple(held.lines[each] for each in hits.ids), hits.total)


def lookup(desk: Desk, typed: str, limit: int = 500) -> Found:
    """The same at once."""
    return run_through(looking(desk, typed, limit))
