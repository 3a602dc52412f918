"""A stretch of a youth's history in words: what was said, by whom, when it came here, and whether it still counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from fieldapp import clock
from fieldapp.desk import team
from fieldapp.desk.desk import Desk
from fieldapp.desk.history import Ref, part_of
from fieldapp.desk.historystanding import Standing, standings
from fieldapp.desk.plainwords import around, telling_of, untold, withdrawn_words
from fieldapp.desk.telling import Around, Telling
from fieldapp.exchange.arrivals import came_at
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.erasing import is_destroyed
from fieldapp.ledger.kinds import Fact, Role
from fieldapp.text import _, ngettext, span

_LATER = clock.HOUR
"""From so much on it is said that a record was written down, or dated, apart from what it tells of."""
Mark = Literal["not_authorized", "newer", "without_words", "destroyed", "same_time", "disputed", "clock", "moved", "loose"]


@dataclass(frozen=True, slots=True)
class Line:
    """One record as its row shows it.

    closed: it says more while a key is held · role: None where nobody here knows the author · came: when it first came with a
    bundle (ms UTC), None for what was written here · late: how long after it happened it was written down, in words ·
    standing: whether it counts, and what ended that.
    """

    ref: Ref
    title: str
    text: str
    closed: bool
    who: str
    role: Role | None
    came: int | None
    late: str
    standing: Standing
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """Records read whole: the entry of each, what it says (None where that cannot be read here), and that in words."""

    entry: Entry
    fact: Fact | None
    telling: Telling
    destroyed: bool = False


def opened(desk: Desk, refs: Iterable[Ref]) -> tuple[Opened, ...]:
    """The records themselves; one that is not held any more is left out."""
    refs = tuple(refs)
    people = team.names(desk)
    context = desk.ask(around, tuple(dict.fromkeys(each.stream for each in refs)), people)
    return tuple(_opened(desk, entry, context) for ref in refs if (entry := desk.book.find(ref.stream, ref.entry)) is not None)


def _opened(desk: Desk, entry: Entry, context: Around) -> Opened:
    fact = desk.book.reading.kinds.read(entry.sealed) if entry.sealed else None
    if fact is not None:
        return Opened(entry, fact, telling_of(fact, context))
    gone = entry.sealed is None and is_destroyed(desk.book.connection, entry.stream, entry.hash)
    return Opened(entry, None, untold(entry, destroyed=gone), gone)


def lines(desk: Desk, refs: Sequence[Ref]) -> tuple[Line, ...]:
    """Records of an outline in words, in the same order."""
    held = {each.entry.hash: each for each in opened(desk, refs)}
    found = desk.ask(standings, [(each.entry, each.fact) for each in held.values()], desk.book.reading, team.names(desk))
    known, came = team.signed(desk), came_at(desk.book.connection)
    forks = _forks(desk)
    shown = {each: _veiled(desk, of, found[each]) for each, of in held.items()}
    return tuple(
        _line(ref, shown[ref.entry], found[ref.entry], known.get(ref.actor), came, forks) for ref in refs if ref.entry in held
    )


def may_read(desk: Desk, entry: Entry) -> bool:
    """Who may read, behind the key, what was entered in the wrong youth: its author, and whoever decides on it."""
    return desk.me.role == "supervisor" or entry.actor == desk.me.person


def _veiled(desk: Desk, held: Opened, standing: Standing) -> Opened:
    """What is about another youth says no more than that it was there."""
    if not standing.hidden or held.fact is None:
        return held
    closed = held.telling.title if may_read(desk, held.entry) else ""
    return replace(held, telling=Telling(withdrawn_words(part_of(held.fact.kind)), "", closed))


def _forks(desk: Desk) -> Mapping[str, int]:
    """Devices under whose name two wrote, each with the place from which on."""
    rows = desk.book.connection.exec_driver_sql("SELECT device, seq FROM fork")
    return {row[0]: row[1] for row in rows}


def _line(
    ref: Ref,
    held: Opened,
    standing: Standing,
    author: tuple[str, Role] | None,
    came: Callable[[str, int], int | None],
    forks: Mapping[str, int],
) -> Line:
    arrived = came(ref.device, ref.seq)
    return Line(
        ref=ref,
        title=held.telling.title,
        text=held.telling.text,
        closed=bool(held.telling.closed),
        who=author[0] if author else _("Somebody not known here"),
        role=author[1] if author else None,
        came=arrived,
        late=_late(held),
        standing=standing,
        marks=tuple(_marks(ref, held, standing, arrived, forks)),
    )


def _late(held: Opened) -> str:
    happened = held.telling.happened
    if happened is None or held.entry.at - happened < _LATER:
        return ""
    days, rest = divmod(held.entry.at - happened, clock.DAY)
    if days and rest < 12 * clock.HOUR:
        return ngettext("written down {n} day after", "written down {n} days after", days).format(n=days)
    return _("written down {span} after").format(span=span(held.entry.at - happened))


def _marks(ref: Ref, held: Opened, standing: Standing, arrived: int | None, forks: Mapping[str, int]) -> Iterator[Mark]:
    if standing.how == "barred":
        yield "not_authorized"
    if held.destroyed:
        yield "destroyed"
    elif held.entry.sealed is None:
        yield "without_words"
    elif held.fact is None:
        yield "newer"
    if standing.beside:
        yield "same_time"
    if standing.how == "loose":
        yield "loose"
    if standing.origin:
        yield "moved"
    if ref.seq >= forks.get(ref.device, ref.seq + 1):
        yield "disputed"
    if ref.jumped or (arrived is not None and ref.at > arrived + _LATER):
        yield "clock"
