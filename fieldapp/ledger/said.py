"""What was said: facts read back from their entries through the rows that point to them.

A row holds only what is looked up and sorted by; the words stay once, in the entry. What an author without the right wrote is
passed over here, so no query has to think of it; and what was moved from another record has the time and the author of before.
"""

from __future__ import annotations

import json
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

import msgspec
from sqlmodel import Session

from fieldapp.ledger.asked import asked
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import RowTable
from fieldapp.ledger.withdrawing import BY_ITS_MOVER

F = TypeVar("F", bound=Fact)
# CROSS: the rows first, then each one's entry. Left to itself the database may go through every entry instead.
_FROM = (
    'SELECT e.hash, e.stream, ifnull(m.at, e.at), ifnull(m.actor, e.actor), e.kind, e.body FROM "{table}" t'  # noqa: S608 - names and words are ours
    " CROSS JOIN entry e ON e.stream = t.stream AND e.hash = t.entry"
    f" LEFT JOIN moved m ON m.made = t.entry AND m.stream = t.stream AND {BY_ITS_MOVER}"
    " WHERE e.body IS NOT NULL AND NOT EXISTS (SELECT 1 FROM barred b WHERE b.entry = t.entry)"
)
_IS, _IS_ONE_OF = ' AND t."{column}" = ?', ' AND t."{column}" IN (SELECT value FROM json_each(?))'


@dataclass(frozen=True, slots=True)
class Said(Generic[F]):
    """One fact with its entry: when (as the device claims, ms UTC), by whom (person id), in which stream.

    Of what was moved here: when and by whom it was written before, as whoever moved it says.
    """

    fact: F
    entry: bytes
    stream: str
    at: int
    actor: str


def said(
    session: Session,
    table: type[RowTable],
    kinds: type[F] | tuple[type[F], ...],
    among: Container[bytes] | None = None,
    /,
    **where: str | Sequence[str],
) -> list[Said[F]]:
    """Facts whose rows in a table have these values (a list: any of them), by time, then entry; withheld bodies left out.

    among: the entries that are asked for; the words of no other are read.
    """
    wanted = kinds if isinstance(kinds, tuple) else (kinds,)
    types = {each.kind: each for each in wanted}
    tests, values = [], []
    for name, value in where.items():
        one = isinstance(value, str)
        tests.append((_IS if one else _IS_ONE_OF).format(column=name))
        values.append(value if one else json.dumps(value))
    # An entry that made several rows is met several times: told apart here, because to compare long bodies costs more.
    found: dict[bytes, Said[F]] = {}
    rows = asked(session, f"{_FROM.format(table=table.__tablename__)}{''.join(tests)}", *values)
    for digest, stream, at, actor, kind, body in rows:
        if kind in types and digest not in found and (among is None or digest in among):
            found[digest] = Said(_decoder(types[kind]).decode(body), digest, stream, at, actor)
    return sorted(found.values(), key=lambda each: (each.at, each.entry))


@cache
def _decoder(kind: type[F]) -> msgspec.json.Decoder[F]:
    return msgspec.json.Decoder(kind)
