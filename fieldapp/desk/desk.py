"""Two verbs: `desk.do(act, …)` writes in one commit, `desk.ask(query, …)` reads and returns finished values."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlmodel import Session

from fieldapp.clock import Clock, Instant
from fieldapp.desk.access import Access
from fieldapp.desk.beside import Beside
from fieldapp.desk.people import People
from fieldapp.errors import BadInput, DestinationTrouble, FieldError, StoreDamaged, Trouble
from fieldapp.ledger import withdrawing
from fieldapp.ledger.book import Book
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.signing import Pen
from fieldapp.ledger.work import Me, View, Work
from fieldapp.text import _
from fieldapp.youth.search import Names

P = ParamSpec("P")
R = TypeVar("R")
Q = TypeVar("Q", bound=Callable[..., object])
Reaction = Callable[[Work, Entry, Fact], None]


@dataclass(frozen=True, slots=True)
class Changes(Generic[R]):
    """What an act made, and what it touched: areas are the rooms' names, streams the youths' ids."""

    result: R
    areas: frozenset[str]
    streams: frozenset[str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long act is: `done` of `total` (0 where nobody knows), and of what, in the worker's words."""

    done: int
    total: int
    what: str = ""


_OPENS = "opens_youth"
_RECORDS = "record."
"""How kinds begin that say something of other records: they may touch any room."""

Slices = Generator[Progress, None, R]
"""A long act: it yields progress between slices, and everything that it wrote in a slice is committed there."""


def run_through(slices: Slices[R]) -> R:
    """Carry out a long act, or answer a long question, at once and without showing how far it is."""
    while True:
        try:
            next(slices)
        except StopIteration as done:
            result: R = done.value
            return result


def opens_youth(query: Q) -> Q:
    """Mark a query that opens a youth's record: its first argument is the youth; `ask` writes that it was opened."""
    setattr(query, _OPENS, True)
    return query


class Desk:
    """An unlocked store. Made by `opening.unlock`, used on one thread, closed by `close`."""

    def __init__(  # noqa: PLR0913 - everything that an open store consists of
        self,
        connection: Connection,
        book: Book,
        pen: Pen,
        me: Me,
        clock: Clock,
        reactions: Mapping[type[Fact], tuple[Reaction, ...]],
        after_commit: Callable[[], None],
        close: Callable[[], None],
        files: Beside,
        people: People,
        read_only: str = "",
        first: Callable[[Desk], None] | None = None,
        look: Callable[[], None] = lambda: None,
    ) -> None:
        self.book = book
        self.files = files
        self.people = people
        self.public_of = people.public_of
        self.me = me
        self.clock = clock
        self.read_only = read_only
        self.anew: Callable[[], Desk] | None = None
        """Of a store that is open for reading only: closes it, and opens it as a new device that goes on from what is there."""
        self._connection = connection
        self._pen = pen
        self._reactions = reactions
        self._after_commit = after_commit
        self._close = close
        self._first = first
        self._damaged: StoreDamaged | None = None
        self._look = look
        self._has_looked = False
        self._opened: set[str] = set()
        self.names = Names()

    # -- the two verbs

    def do(self, act: Callable[Concatenate[Work, P], R], *args: P.args, **kwargs: P.kwargs) -> Changes[R]:
        """Carry out an act in one commit, with whatever other rooms must do about it; on any error nothing is written."""
        self._refuse_when_read_only()
        self.settle()
        self._connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            with Session(self._connection) as session:
                work = self._work(session)
                result = act(work, *args, **kwargs)
                self._react(work)
                self._refuse_withdrawn(work)
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            raise
        self._after_commit()
        if any(fact.kind.startswith(("youth.", _RECORDS)) for _entry, fact in work.written):
            self.names.changed()
        return _changes(result, work.written)

    def ask(self, query: Callable[Concatenate[View, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Read finished values. A query that opens a youth leaves its access entry, once per youth and unlock."""
        with Session(self._connection) as session:
            result = query(View(session, self.me, self.clock(), self.files), *args, **kwargs)
        if getattr(query, _OPENS, False) and args and str(args[0]) not in self._opened:
            self._note_opened(str(args[0]))
        return result

    def slices(self, act: Callable[Concatenate[Desk, P], Slices[R]], *args: P.args, **kwargs: P.kwargs) -> Slices[Changes[R]]:
        """Carry out a long act slice by slice; it commits by `batch`, so what waits between slices sees whole batches."""
        self._refuse_when_read_only()
        result = yield from act(self, *args, **kwargs)
        self.names.changed()
        return Changes(result, frozenset({"*"}), frozenset())

    def batch(self, write: Callable[[Book], R]) -> R:
        """One commit of a long act."""
        self._refuse_when_read_only()
        self.settle()
        self._connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            result = write(self.book)
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            raise
        self._after_commit()
        return result

    def note_access(self, *facts: Access) -> None:
        """Write access entries in a commit of their own; a store that is read-only keeps none."""

        def write(book: Book) -> None:
            for fact in facts:
                book.write_access(self._pen, fact, self.clock())

        if not self.read_only:
            self.batch(write)

    def note_done(self, fact: Access) -> None:
        """Write that something was done that stands already: if that fails, what was done is not said to have failed."""
        with suppress(FieldError):
            self.note_access(fact)

    def settle(self) -> None:
        """Do what comes before the first write: see that the file is whole, and write the accesses that waited for that.

        StoreDamaged where it is not, each time anything would be written, whatever the disk gives the next time it is read; not
        one byte of the file has changed then.
        """
        if self._damaged is not None:
            raise self._damaged
        first, self._first = self._first, None
        if first is not None and not self.read_only:
            try:
                first(self)
            except BaseException as error:
                self._first = first
                self._damaged = error if isinstance(error, StoreDamaged) else None
                raise

    def close(self) -> None:
        """Lock: the connection and the store's lock are given back; nothing of it can be used afterwards."""
        with suppress(FieldError):
            self.settle()
        self._close()

    def let_go(self) -> None:
        """The same, and nothing is written any more: what waited for the first write waits for the next unlock."""
        self._close()

    # -- inside

    def _note_opened(self, youth: str) -> None:
        """Where the disk filled meanwhile the record is read all the same; that there was reading is noted at the next unlock."""
        try:
            self.note_access(Access(what="opened_youth", about=youth))
        except DestinationTrouble:
            if not self._has_looked:
                self._look()
                self._has_looked = True
        else:
            self._opened.add(youth)

    def _work(self, session: Session) -> Work:
        def writer(stream: str, fact: Fact, at: Instant, zone: str) -> Entry:
            return self.book.write(self._pen, stream, fact, at, zone)

        return Work(session, self.me, self.clock(), self.files, writer)

    def _react(self, work: Work) -> None:
        """Let other rooms answer each entry, their own entries too, until nobody has anything to add."""
        done = 0
        while done < len(work.written):
            entry, fact = work.written[done]
            done += 1
            for reaction in () if entry.hash in work.alone else self._reactions.get(type(fact), ()):
                reaction(work, entry, fact)

    def _refuse_withdrawn(self, work: Work) -> None:
        """What would be hidden as soon as it is written is not written: its page was open when the thing was withdrawn."""
        for stream in withdrawing.streams(self._connection, {entry.stream for entry, _fact in work.written}):
            loose = withdrawing.hidden(self._connection, self.book.reading.kinds, stream).loose
            if any(entry.hash in loose for entry, _fact in work.written):
                raise BadInput(
                    "record",
                    _("This was withdrawn meanwhile: it had been entered in the wrong youth."),
                    _("Nothing was recorded. Look at the history of this youth, and record it where it belongs."),
                )

    def _refuse_when_read_only(self) -> None:
        if self.read_only:
            raise Trouble(
                self.read_only, _("Everything recorded so far can be read; nothing new is written until this is settled.")
            )


def _changes(result: R, written: list[tuple[Entry, Fact]]) -> Changes[R]:
    areas = frozenset("*" if fact.kind.startswith(_RECORDS) else fact.kind.partition(".")[0] for _entry, fact in written)
    return Changes(result, areas, frozenset(entry.stream for entry, _fact in written))
