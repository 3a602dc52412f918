"""What an open store consists of, put together behind its door: for writing, or where that must not or cannot be, for reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection, Engine

from fieldapp.clock import Clock
from fieldapp.county import file as county_file
from fieldapp.desk import heads, office, own, rekeying
from fieldapp.desk.access import Access
from fieldapp.desk.beside import Beside
from fieldapp.desk.catalogue import reading
from fieldapp.desk.desk import Desk
from fieldapp.desk.mending import mend_rows, refuse_newer
from fieldapp.desk.people import People
from fieldapp.desk.reactions import reactions
from fieldapp.desk.settling import note_accesses
from fieldapp.errors import Trouble
from fieldapp.exchange import arrivals
from fieldapp.exchange import keys as device_keys
from fieldapp.ledger import tables
from fieldapp.ledger.book import Book
from fieldapp.ledger.signing import Pen
from fieldapp.ledger.work import Me
from fieldapp.text import _
from fieldapp.vault import attempts, store
from fieldapp.vault.folder import StoreFolder
from fieldapp.vault.following import Following
from fieldapp.vault.lock import StoreLock


@dataclass(frozen=True, slots=True)
class Door:
    """By what a store is opened. lock: held · database_key: 32 bytes · step: told each step · access: what is noted of it."""

    places: StoreFolder
    lock: StoreLock
    database_key: bytes = field(repr=False)
    clock: Clock
    step: Callable[[str], None]
    access: Access


class HeadUnfit(Exception):
    """The head does not fit the chain: nothing may be written before somebody decides."""


@dataclass(frozen=True, slots=True)
class _Held:
    """An open database, and who works there."""

    engine: Engine
    book: Book
    itself: own.Self
    people: People


def for_writing(door: Door) -> Desk:
    """The store, with rows as this version makes them; HeadUnfit, or DestinationTrouble where its disk takes nothing."""
    engine = store.connect(door.places.database, door.database_key)
    with _closed_unless_done(engine):
        connection = engine.connect()
        refuse_newer(connection)
        rekeying.finish(connection, door.places, door.database_key)
        held = _known(engine, connection, door.clock)
        door.step(_("Checking that nothing is missing"))
        if heads.judge(door.places, held.book, held.itself.device, engine):
            raise HeadUnfit
        mend_rows(held.book, door.step, engine)
        return _desk(door, held, "")


def for_reading(door: Door, why: str = "") -> tuple[Desk, bool]:
    """The store as it lies there, on a connection that cannot write; whether its head fits. why: the sentence, if another than
    the head's.
    """
    engine = store.connect(door.places.database, door.database_key, read_only=True)
    with _closed_unless_done(engine):
        connection = engine.connect()
        refuse_newer(connection)
        tables.stand_in(connection)
        held = _known(engine, connection, door.clock)
        door.step(_("Checking that nothing is missing"))
        unfit = heads.judge(door.places, held.book, held.itself.device, engine, heals=False)
        attempts.note_look(door.places.attempts, door.clock())  # its access entry waits there
        return _desk(door, held, " ".join(each for each in (unfit, why) if each)), not unfit


@contextmanager
def _closed_unless_done(engine: Engine) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        try:
            if isinstance(error, Exception) and not isinstance(error, Trouble | HeadUnfit):
                store.require_sound(engine)  # what could not be read is said to be broken, whatever it was taken for
        finally:
            engine.dispose()
        raise


def _known(engine: Engine, connection: Connection, clock: Clock) -> _Held:
    itself, form = own.read_self(connection), reading()
    people = People(itself, form.kinds.roles(), partial(arrivals.here_by, connection, clock))
    people.know(office.roster(connection, bytes.fromhex(county_file.read(own.read_county(connection) or b"").root_public)))
    return _Held(engine, Book(connection, form, people.may_write, people), itself, people)


def _desk(door: Door, held: _Held, read_only: str) -> Desk:
    engine, book, itself, people = held.engine, held.book, held.itself, held.people
    following = Following(door.places.head, own.head_key(book.connection))

    def after_commit() -> None:
        following.follow(heads.of(book, itself.device))

    def close() -> None:
        following.close()
        book.connection.close()
        engine.dispose()
        door.lock.release()

    def first(desk: Desk) -> None:
        store.require_sound(engine)
        note_accesses(desk, door.places, door.access)

    return Desk(
        connection=book.connection,
        book=book,
        pen=Pen(itself.person, itself.device, device_keys.unpack(itself.keys).signer()),
        me=Me(itself.person, itself.name, people.role_of(itself.person, itself.device) or itself.role, itself.device),
        clock=door.clock,
        reactions=reactions(),
        after_commit=after_commit,
        close=close,
        files=Beside(door.places, engine),
        people=people,
        read_only=read_only,
        first=first,
        look=lambda: attempts.note_look(door.places.attempts, door.clock()),
    )
