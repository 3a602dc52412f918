"""A ledger in memory with one small kind, so that order and merging are seen without any room above."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from fieldapp.ledger import ids, tables, withdrawing
from fieldapp.ledger.book import Book
from fieldapp.ledger.kinds import Fact, Kinds
from fieldapp.ledger.reading import Reading
from fieldapp.ledger.rows import Folded, Into, Known, RowTable, Says
from fieldapp.ledger.signing import Pen


class Named(Fact, frozen=True, kw_only=True):
    """A name was stated."""

    kind = "trial.named"
    name: str
    subject: str = "name"


class Opened(Fact, frozen=True, kw_only=True):
    """Something was opened; an access entry."""

    kind = "trial.opened"
    access = True


class Ordered(Fact, frozen=True, kw_only=True):
    """Others are to be destroyed."""

    kind = "trial.ordered"
    entries: tuple[str, ...]

    def destroys(self) -> tuple[str, ...]:
        return self.entries


class NamedRow(RowTable, table=True):
    """A stated name."""

    __tablename__ = "trial_name"
    name: str


_NAMED = Into(NamedRow)


def _named(_known: Known, fact: Named) -> Iterator[Folded]:
    yield _NAMED.row(name=fact.name)
    yield Says(fact.subject)


class Begun(Fact, frozen=True, kw_only=True):
    """Something begins, of which others speak by its id."""

    kind = "trial.begun"
    id: str

    def begins(self) -> tuple[str, ...]:
        return (self.id,)


READING = Reading(
    Kinds([Named, Opened, Ordered, Begun, *withdrawing.KINDS]),
    {Named: _named, **withdrawing.FOLDS},
    (_NAMED, *withdrawing.TABLES),
)


def make_book(may_write: Callable[[str, str, str], bool] = lambda *_: True) -> Book:
    """An empty ledger."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    connection = engine.connect()
    tables.create(connection)
    book = Book(connection, READING, may_write)
    weakref.finalize(book, _let_go, connection)
    return book


def _let_go(connection: Connection) -> None:
    connection.close()
    connection.engine.dispose()


def make_pen() -> Pen:
    """A device and its author."""
    return Pen(ids.new_id(), ids.new_id(), Ed25519PrivateKey.generate())


@pytest.fixture
def book() -> Book:
    return make_book()


@pytest.fixture
def pen() -> Pen:
    return make_pen()


@pytest.fixture
def trial() -> type[Named]:
    return Named


@pytest.fixture
def books() -> Callable[..., Book]:
    return make_book


@pytest.fixture
def pens() -> Callable[[], Pen]:
    return make_pen


@pytest.fixture
def opened() -> type[Opened]:
    return Opened


@pytest.fixture
def ordered() -> type[Ordered]:
    return Ordered


@pytest.fixture
def begun() -> type[Begun]:
    return Begun
