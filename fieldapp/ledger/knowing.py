"""Who wrote knowing what, within a stream: what is told apart so needs no clock, and a clock may be wrong by years."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import TypeVar

from sqlmodel import Session

from fieldapp.ledger.envelopes import envelopes
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.order import follows
from fieldapp.ledger.said import Said

F = TypeVar("F", bound=Fact)


class Knowing:
    """What the authors of one stream's entries knew, as far as they are held here."""

    def __init__(self, session: Session, stream: str) -> None:
        found = envelopes(session, stream)
        self._after = {each.hash: each.after for each in found}
        self._places = {each.hash: place for place, each in enumerate(found)}

    def place(self, entry: bytes) -> int:
        """Where an entry stands among all of the stream, none before one that it follows; by their clocks only where neither
        author knew of the other's.
        """
        return self._places[entry]

    def knew(self, later: bytes, earlier: bytes) -> bool:
        """Whether the author of one had the other before them."""
        return follows(self._after, later, earlier)


def in_order(session: Session, found: Iterable[Said[F]]) -> list[Said[F]]:
    """What was said, oldest first: within a stream as `Knowing.place` has it, several streams beside each other by date."""
    streams: dict[str, list[Said[F]]] = {}
    for each in found:
        streams.setdefault(each.stream, []).append(each)
    return list(heapq.merge(*(_ordered(session, each) for each in streams.values()), key=lambda each: each.at))


def _ordered(session: Session, found: list[Said[F]]) -> list[Said[F]]:
    if len(found) < 2:
        return found
    knowing = Knowing(session, found[0].stream)
    return sorted(found, key=lambda each: knowing.place(each.entry))
