"""Local values of a store: its keys, settings and drafts; never sent, in every backup."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection


def get(connection: Connection, key: str) -> bytes | None:
    """A local value."""
    row = connection.exec_driver_sql("SELECT value FROM local WHERE key = ?", (key,)).first()
    return bytes(row[0]) if row else None


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
