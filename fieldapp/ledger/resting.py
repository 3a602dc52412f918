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

_AWAKE = (
    "SELECT DISTINCT t.stream FROM tip t WHERE NOT EXISTS ("
    "SELECT 1 FROM rested r WHERE r.stream = t.stream AND r.hash = t.hash AND r.form = ?)"
)
_FOUND = "fieldapp.awake"
_REST = (
    "INSERT OR REPLACE INTO rested (stream, hash, form) SELECT stream, hash, ? FROM tip"
    " WHERE stream IN (SELECT value FROM json_each(?)) GROUP BY stream HAVING count(*) = 1"
)


def awake(session: Session, form: int) -> list[str]:
    """Streams that are to be looked through. form: of what counts as waiting; raised where that changes.

    Asked all day, and found out once for as long as nothing is written: nobody else writes while this store is open. Amid a
    commit nothing is kept, for it may be taken back.
    """
    connection = session.connection()
    driver: Any = connection.connection.driver_connection
    kept: dict[int, tuple[int, list[str]]] = connection.info.setdefault(_FOUND, {})
    now, (at, found) = driver.total_changes, kept.get(form, (-1, []))
    if at != now or driver.in_transaction:
        found = [row[0] for row in asked(connection, _AWAKE, form)]
        if not driver.in_transaction:
            kept[form] = (now, found)
    return list(found)


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
