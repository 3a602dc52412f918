"""Rebuild: the rows made anew from the entries, and a digest by which two stores can be compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec

from fieldapp.ledger.book import Book

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
    names = sorted({*streams(book), *_rows_under(book)})
    for done, stream in enumerate(names, 1):
        book.refold(stream)
        yield done, len(names)
    book.judge_again()
    book.fold_stale()


def _rows_under(book: Book) -> set[str]:
    tables = ("version", "link", *(into.name for into in book.reading.tables))
    either = " UNION ".join(f'SELECT stream FROM "{name}"' for name in tables)  # noqa: S608 - the names are ours
    return {row[0] for row in book.connection.exec_driver_sql(either)}
