"""When what others wrote first came here, by this computer's clock: theirs may say anything, but nobody sends before writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import msgspec
from sqlalchemy import Connection

from fieldapp.clock import Clock, Instant
from fieldapp.exchange.header import Span
from fieldapp.ledger import local

_CAME = "came/"


class _Came(msgspec.Struct, frozen=True, array_like=True):
    first: int
    at: int


def note(connection: Connection, places: Iterable[Span], now: Instant) -> None:
    """Entries from verified bundles came; of one place the first time counts."""
    for span in places:
        key = f"{_CAME}{span.chain}:{span.last:016d}"
        if local.get(connection, key) is None:
            local.put(connection, key, msgspec.msgpack.encode(_Came(span.first, now)))


def received_at(connection: Connection, chain: str, seq: int) -> Instant | None:
    """When the entry at a place of a chain first came; None for this store's own, and where that was never noted."""
    return _first(_of(connection, chain), seq)


def here_by(connection: Connection, now: Clock, chain: str, seq: int) -> Instant | None:
    """By when it was surely here: what came while this computer's clock ran ahead came before the present."""
    came = received_at(connection, chain, seq)
    return None if came is None else min(came, now())


def came_at(connection: Connection) -> Callable[[str, int], Instant | None]:
    """The same for many, each chain looked up once: (chain, place) -> when."""
    held = cache(lambda chain: _of(connection, chain))
    return lambda chain, seq: _first(held(chain), seq)


def _of(connection: Connection, chain: str) -> list[tuple[int, int, Instant]]:
    """(first, last, when) of everything that came of a chain."""
    start = f"{_CAME}{chain}:"
    rows = ((int(key.removeprefix(start)), value) for key, value in local.starting_with(connection, start))
    return [(came.first, last, came.at) for last, value in rows for came in [msgspec.msgpack.decode(value, type=_Came)]]


def _first(found: list[tuple[int, int, Instant]], seq: int) -> Instant | None:
    return min((at for first, last, at in found if first <= seq <= last), default=None)
