"""Making all rows anew from the entries: read, understand, sort, fold, insert; beside the same rows put in by `executemany`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.case import fill
from bench.county import County
from bench.figures import Figure, at_most_times, seen
from bench.sizes import Size
from fieldapp.desk.desk import Desk
from fieldapp.ledger.rebuild import rebuild
from fieldapp.ledger.verify import verify_chains

_TIMES, _LIMIT_US = 3, 20


def measure(size: Size) -> Iterator[Figure]:
    """In one commit each, in one store; and the ledger part of `verify` over the same entries."""
    with TemporaryDirectory(prefix="bench-") as at:
        county = County(Path(at))
        desk = county.unlocked(county.store("worker"), "worker")
        fill(county, desk, size.imported, max(3, size.imported * 3 // 200))
        rebuilt, bare, checked = _rebuilt(desk), _bare(desk), _checked(desk)
        entries = desk.book.connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one()
        desk.close()
    yield at_most_times(f"Making the rows of {entries:,} entries anew", rebuilt, _TIMES, bare, "the same rows, executemany")
    each = checked * 1_000 / entries
    goal = f"≤ {_LIMIT_US} µs"
    yield Figure(what="Checking an entry's chain and seal", figure=each, unit="µs", goal=goal, holds=each <= _LIMIT_US)
    yield seen("Checking all of them", checked)


def _rebuilt(desk: Desk) -> float:
    began = time.perf_counter()
    desk.batch(lambda book: list(rebuild(book)))
    return (time.perf_counter() - began) * 1_000


def _bare(desk: Desk) -> float:
    """The rows that were there, in the order of their keys, into the same tables once they are empty."""
    connection = desk.book.connection
    names = ("version", "link", "tip", *(into.name for into in desk.book.reading.tables))
    held = {name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY 1, 2')] for name in names}
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    for name in names:
        connection.exec_driver_sql(f'DELETE FROM "{name}"')
    connection.commit()
    began = time.perf_counter()
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    for name, rows in held.items():
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            connection.exec_driver_sql(f'INSERT INTO "{name}" VALUES ({marks})', [tuple(row) for row in rows])
    connection.commit()
    return (time.perf_counter() - began) * 1_000


def _checked(desk: Desk) -> float:
    began = time.perf_counter()
    broken = [found for _count, found in verify_chains(desk.book, desk.public_of, 500)][-1]
    if broken:
        raise SystemExit(f"does not hold: {broken}")
    return (time.perf_counter() - began) * 1_000
