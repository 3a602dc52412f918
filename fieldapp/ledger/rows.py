"""Rows: what folds make of entries, and how they are put into their tables.

A fold is a pure function from one entry to rows, so the rows of a stream depend on the set of its entries alone, never on the
order in which they came. Every row names its entry; what follows from several entries is worked out in queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, LargeBinary
from sqlmodel import Field, SQLModel

from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import Fact


class RowTable(SQLModel):
    """What each table of rows begins with: the stream, the entry that made the row, and its place in that entry."""

    stream: str = Field(primary_key=True)
    entry: bytes = Field(primary_key=True, sa_type=LargeBinary)
    n: int = Field(primary_key=True)


class Known(msgspec.Struct, frozen=True, gc=False):
    """What a fold may know of an entry beside what it says: nothing of clocks, rules or other streams."""

    stream: str
    hash: bytes
    device: str
    seq: int
    at: int
    actor: str
    zone: str


class Row(msgspec.Struct, frozen=True, gc=False):
    """One row for a table, without the columns that every row begins with."""

    into: Into
    values: tuple[Any, ...]


class Says(msgspec.Struct, frozen=True, gc=False):
    """This entry states the present value of a subject; the causally latest counts."""

    subject: str


Folded = Row | Says
Fold = Callable[[Known, Any], Iterable[Folded]]
Folds = Mapping[type[Fact], Fold]


class Into:
    """A table of rows with its prepared statement."""

    def __init__(self, table: type[RowTable]) -> None:
        made = SQLModel.metadata.tables[str(table.__tablename__)]
        self.name = made.name
        self.columns = tuple(column.name for column in made.columns)[3:]
        names = ", ".join(f'"{name}"' for name in ("stream", "entry", "n", *self.columns))
        marks = ", ".join("?" * (3 + len(self.columns)))
        self.insert = f'INSERT OR IGNORE INTO "{self.name}" ({names}) VALUES ({marks})'  # noqa: S608 - names are ours

    def row(self, **values: object) -> Row:
        """A row; every column must be given, so that none is forgotten when a table grows."""
        if len(values) != len(self.columns):
            raise TypeError(f"{self.name} wants {self.columns}, not {tuple(values)}")
        return Row(self, tuple([values[name] for name in self.columns]))


class Gathered:
    """Rows gathered from many entries, to be put into their tables together. says: an entry (its hash) -> of which subjects."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[Into, list[tuple[Any, ...]]]] = {}
        self.says: dict[bytes, tuple[str, ...]] = {}

    def take(self, entry: Entry, folded: Iterable[Folded]) -> None:
        """Keep what one entry makes; one that comes twice says no more than once."""
        subjects = []
        for n, each in enumerate(folded):
            if isinstance(each, Says):
                subjects.append(each.subject)
            else:
                _, rows = self._rows.setdefault(each.into.name, (each.into, []))
                rows.append((entry.stream, entry.hash, n, *each.values))
        if subjects:
            self.says[entry.hash] = tuple(subjects)

    def order(self) -> None:
        """Bring the rows into the order of their tables' keys: half the pages touched."""
        for _into, rows in self._rows.values():
            rows.sort()

    def put(self, connection: Connection) -> None:
        """Insert everything gathered, table by table; a row that is there already is the same row."""
        for into, rows in self._rows.values():
            connection.exec_driver_sql(into.insert, rows)
