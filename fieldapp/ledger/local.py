"""Local values of a store: its keys, settings and drafts; never sent, in every backup."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from fieldapp.ledger.asked import asked


def get(connection: Connection, key: str) -> bytes | None:
    """A local value."""
    rows = asked(connection, "SELECT value FROM local WHERE key = ?", key)
    return bytes(rows[0][0]) if rows else None


def put(connection: Connection, key: str, value: bytes) -> None:
    """Set a local value."""
    connection.exec_driver_sql(
        "INSERT INTO local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
    )


def drop(connection: Connection, key: str) -> None:
    """Forget a local value."""
    connection.exec_driver_sql("DELETE FROM local WHERE key = ?", (key,))


def starting_with(connection: Connection, start: str) -> Iterator[tuple[str, bytes]]:
    """Local values whose key begins so, in order of key."""
    rows = connection.exec_driver_sql(
        "SELECT key, value FROM local WHERE key BETWEEN ? AND ? ORDER BY key", (start, start + "\U0010ffff")
    )
    return ((row[0], bytes(row[1])) for row in rows)
