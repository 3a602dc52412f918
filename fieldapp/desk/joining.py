"""A record that only calls have begun, and whom of this store it may be: proposed by initials, joined by a person (P2)."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.desk.calling import Match, match_of, sounds_like
from fieldapp.desk.desk import Desk
from fieldapp.desk.lookup import lookup
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.youth import queries as youths

_MOST = 5


@dataclass(frozen=True, slots=True)
class Loose:
    """A record begun from a call. heard: the name as it was said · at: ms UTC, the first call · may_be: who sounds the same."""

    youth: str
    heard: str
    at: int
    may_be: tuple[Match, ...]


def loose(desk: Desk, youth: str) -> Loose | None:
    """The record, where nobody has said yet whose it is; None for every other."""
    found = desk.ask(_begun, youth)
    return None if found is None else Loose(youth, *found, sounds_like(desk, found[0], but=youth))


def _begun(view: View, youth: str) -> tuple[str, int] | None:
    record = youths.youth(view, youth) if youths.only_calls(view, youth) else None
    if record is None:
        return None
    own = youths.records_of(view, youth)
    since = [each.happened.agency_learned for one in own for each in locate.episodes(view, one)]
    return record.names.value.chosen, min(since, default=view.now)


def candidates(desk: Desk, typed: str, but: str) -> tuple[Match, ...]:
    """Whom typed words fit, the record itself left out."""
    lines = [line for line in lookup(desk, typed, _MOST + 1).lines if line.id != but][:_MOST]
    return tuple(match for line in lines if (match := desk.ask(match_of, line.id)) is not None)
