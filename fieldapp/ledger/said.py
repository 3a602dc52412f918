"""What was said: facts read back from their entries through the rows that point to them.

A row holds only what is looked up and sorted by; the words stay once, in the entry. What an author without the right wrote is
passed over here, so no query has to think of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

import msgspec
from sqlalchemy import and_, exists, select
from sqlmodel import Session, col

from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import RowTable
from fieldapp.ledger.tables import Barred, EntryRow

F = TypeVar("F", bound=Fact)
_ENTRY = tuple(col(each) for each in (EntryRow.hash, EntryRow.stream, EntryRow.at, EntryRow.actor, EntryRow.kind, EntryRow.body))


@dataclass(frozen=True, slots=True)
class Said(Generic[F]):
    """One fact with its entry: when (as the device claims, ms UTC), by whom (person id), in which stream."""

    fact: F
    entry: bytes
    stream: str
    at: int
    actor: str


def said(
    session: Session, table: type[RowTable], kinds: type[F] | tuple[type[F], ...], **where: str | Sequence[str]
) -> list[Said[F]]:
    """Facts whose rows in a table have these values (a list: any of them), by time, then entry; withheld bodies left out."""
    wanted = kinds if isinstance(kinds, tuple) else (kinds,)
    types = {each.kind: each for each in wanted}
    query = (
        select(*_ENTRY)
        .join(table, and_(col(table.stream) == col(EntryRow.stream), col(table.entry) == col(EntryRow.hash)))
        .where(~exists().where(col(Barred.entry) == col(EntryRow.hash)))
        .distinct()
    )
    for name, value in where.items():
        column = col(getattr(table, name))
        query = query.where(column == value if isinstance(value, str) else column.in_(value))
    found: list[Said[F]] = []
    for row in session.connection().execute(query):
        digest, stream, at, actor, kind, body = tuple(row)
        if kind in types and body is not None:
            found.append(Said(_decoder(types[kind]).decode(body), digest, stream, at, actor))
    return sorted(found, key=lambda each: (each.at, each.entry))


@cache
def _decoder(kind: type[F]) -> msgspec.json.Decoder[F]:
    return msgspec.json.Decoder(kind)
