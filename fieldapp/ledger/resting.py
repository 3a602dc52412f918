"""Resting: streams in which nothing waits while their latest entry is this one; what is asked all day passes them over.

Whoever finds that nothing waits says so with `rest`. An entry more, a body that comes late, a right that changes: the stream is
awake again by itself. It is an index: wiped, everything is looked through once more and comes out the same.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from fieldapp.ledger.asked import asked

# In the order of both keys, so that one walk along both finds it: half of what a look-up for each record takes.
_AWAKE = "SELECT stream, hash FROM tip EXCEPT SELECT stream, hash FROM rested WHERE form IN (?, ?) ORDER BY 1, 2"
_RESTING = "SELECT r.stream FROM rested r JOIN tip t ON t.stream = r.stream AND t.hash = r.hash WHERE r.form = ?"
_FOUND = "fieldapp.resting"
_UNTOUCHED = "SELECT s.value FROM json_each(?) s WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.stream = s.value AND e.at >= ?)"
_REST = (
    "INSERT OR REPLACE INTO rested (stream, hash, form) SELECT stream, hash, ? FROM tip"
    " WHERE stream IN (SELECT value FROM json_each(?)) GROUP BY stream HAVING count(*) = 1"
)


def awake(session: Session, form: int, other: int) -> list[str]:
    """Streams that are to be looked through: that rest in neither of two forms. A form says what counts as waiting."""
    return _while_unchanged(session, _AWAKE, form, other)


def resting(session: Session, form: int) -> list[str]:
    """Streams that rest in one form."""
    return _while_unchanged(session, _RESTING, form)


def _while_unchanged(session: Session, statement: str, *forms: int) -> list[str]:
    """Asked all day, and found out once for as long as nothing is written: nobody else writes while this store is open. Amid a
    commit nothing is kept, for it may be taken back.
    """
    connection = session.connection()
    driver: Any = connection.connection.driver_connection
    kept: dict[tuple[str, tuple[int, ...]], tuple[int, list[str]]] = connection.info.setdefault(_FOUND, {})
    now, (at, found) = driver.total_changes, kept.get((statement, forms), (-1, []))
    if at != now or driver.in_transaction:
        found = list(dict.fromkeys(row[0] for row in asked(connection, statement, *forms)))
        if not driver.in_transaction:
            kept[statement, forms] = (now, found)
    return list(found)


def untouched(session: Session, streams: Collection[str], since: int) -> list[str]:
    """Those of these streams in which nothing is dated since then (ms UTC), by whatever clock."""
    return [row[0] for row in asked(session, _UNTOUCHED, json.dumps(sorted(streams)), since)]


def rest(connection: Connection, streams: Collection[str], form: int) -> None:
    """Nothing waits in these; those whose latest entries are several stay awake, until somebody has written after both."""
    connection.exec_driver_sql(_REST, (form, json.dumps(sorted(streams))))


def wake(connection: Connection, streams: Collection[str] | None = None) -> None:
    """Something changed under the latest entry: of these streams, or nobody knows of which."""
    if streams is None:
        connection.exec_driver_sql("DELETE FROM rested")
    elif streams:
        connection.exec_driver_sql(
            "DELETE FROM rested WHERE stream IN (SELECT value FROM json_each(?))", (json.dumps(sorted(streams)),)
        )
