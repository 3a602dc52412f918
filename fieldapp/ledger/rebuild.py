"""Rebuild: rows made anew from the entries, of streams that wait for it or of all; and a digest by which stores are compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

import msgspec

from fieldapp.ledger import resting
from fieldapp.ledger.book import Book
from fieldapp.ledger.placing import AMONG

GROUP = 5_000
"""So many entries are folded together: statements are shared, and the memory stays small."""
_COUNTED = "SELECT stream, count(*) FROM entry WHERE stream IN (SELECT value FROM json_each(?)) GROUP BY stream"
_ROW = msgspec.msgpack.Encoder()


def streams(book: Book) -> list[str]:
    """Every stream whose entries make rows: the youths' and the agency's."""
    rows = book.connection.exec_driver_sql("SELECT DISTINCT stream FROM entry WHERE stream NOT LIKE 'device:%' ORDER BY 1")
    return [row[0] for row in rows]


def digest(book: Book) -> str:
    """One line for the rows of all youth and agency streams: equal entries and bodies give equal lines on any device."""
    total = hashlib.sha256(b"fieldapp/rows/1")
    for name in ("version", "link", *sorted(into.name for into in book.reading.tables)):
        total.update(name.encode() + b"\0")
        keys = "1, 2, 3, 4" if name == "link" else "1, 2, 3"
        rows = book.connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY {keys}')  # noqa: S608 - the names are ours
        for row in rows:
            total.update(_ROW.encode(tuple(row)))
    return total.hexdigest()


def rebuild(book: Book) -> Iterator[tuple[int, int]]:
    """Fold every stream anew and judge every author again; yields (streams done, of how many).

    Rows under a stream that no entry made are nobody's, and go.
    """
    names, done = streams(book), 0
    book.wipe()
    for group in groups(book, names):
        book.refold(group)
        done += len(group)
        yield done, len(names)
    book.judge_again()
    while fold_stale(book):
        pass


def fold_stale(book: Book) -> int:
    """Fold a group of the streams that are marked; returns how many still are."""
    marked = [row[0] for row in book.connection.exec_driver_sql("SELECT stream FROM stale ORDER BY 1")]
    group = next(groups(book, marked), [])
    if group:
        book.refold(group)
    return len(marked) - len(group)


def refit(book: Book, group: Sequence[str]) -> int:
    """Fold streams anew; of how many the rows come out otherwise than they were. Where of none, the caller takes it all back."""
    before = _rows_of(book, group)
    book.refold(group)
    changed = {str(row[0]) for row in before ^ _rows_of(book, group)}
    resting.wake(book.connection, changed)  # by the rows of before nothing may have waited in them
    return len(changed)


def rejudge(book: Book) -> int:
    """Judge every author again; in how many streams that comes out otherwise than it was."""
    asked = "SELECT entry, stream FROM barred"
    before = set(map(tuple, book.connection.exec_driver_sql(asked)))
    book.judge_again()
    return len({row[1] for row in before ^ set(map(tuple, book.connection.exec_driver_sql(asked)))})


def _rows_of(book: Book, group: Sequence[str]) -> set[tuple[object, ...]]:
    """Every row of these streams: the stream first, its table last."""
    tables = ("version", "link", "tip", "awaited", *(into.name for into in book.reading.tables))
    among = (json.dumps(group),)
    found: set[tuple[object, ...]] = set()
    for name in tables:
        rows = book.connection.exec_driver_sql(f'SELECT * FROM "{name}" WHERE {AMONG}', among)  # noqa: S608 - the names are ours
        found.update((*row, name) for row in rows)
    return found


def groups(book: Book, names: Sequence[str], most: int = GROUP) -> Iterator[list[str]]:
    """Whole streams together, as many as come to so many entries; one that is larger by itself."""
    rows = book.connection.exec_driver_sql(_COUNTED, (json.dumps(names),))
    counted: dict[str, int] = {row[0]: row[1] for row in rows}
    group: list[str] = []
    entries = 0
    for name in names:
        if group and entries + counted.get(name, 0) > most:
            yield group
            group, entries = [], 0
        group.append(name)
        entries += counted.get(name, 0)
    if group:
        yield group
