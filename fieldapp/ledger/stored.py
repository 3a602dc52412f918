"""Stored: an entry as its row in the table of entries, and back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from fieldapp.ledger.asked import asked
from fieldapp.ledger.entry import Entry, Sealed
from fieldapp.ledger.order import causal
from fieldapp.ledger.placing import split_hashes

INSERT = (
    "INSERT INTO entry (stream, hash, device, seq, prev, at, actor, audience, after, commitment, signature,"
    " salt, kind, version, zone, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
COLUMNS = (
    "e.hash, e.device, e.seq, e.prev, e.at, e.stream, e.actor, e.audience, e.after, e.commitment, e.signature,"
    " e.salt, e.kind, e.version, e.zone, e.body"
)


def as_row(e: Entry) -> tuple[object, ...]:
    """What INSERT takes."""
    s = e.sealed
    under = (s.salt, s.kind, s.version, s.zone, s.body) if s else (None, None, None, None, None)
    after = b"".join(e.after)
    return (e.stream, e.hash, e.device, e.seq, e.prev, e.at, e.actor, e.audience, after, e.commitment, e.signature, *under)


def from_row(row: Row[Any] | tuple[Any, ...]) -> Entry:
    """An entry again, of a row of COLUMNS."""
    digest, device, seq, prev, at, stream, actor, audience, after, commitment, signature, *under = tuple(row)
    sealed = Sealed(*under) if under[0] is not None else None
    return Entry(digest, device, seq, prev, at, stream, actor, audience, split_hashes(after), commitment, signature, sealed)


def held(session: Session, stream: str) -> list[Entry]:
    """Every entry of a stream that is held here, none before one that it follows."""
    rows = asked(session, f"SELECT {COLUMNS} FROM entry e WHERE e.stream = ? ORDER BY e.at, e.seq", stream)  # noqa: S608
    return causal(map(from_row, rows))
