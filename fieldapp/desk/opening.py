"""Opening a store: made once with a way back in, unlocked by passphrase, and closed so that nothing of it stays reachable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import configure_mappers

from fieldapp.clock import Clock, Instant, day
from fieldapp.county import file as county_file
from fieldapp.county.model import County
from fieldapp.county.usable import require_usable
from fieldapp.desk import continuing, heads, newwords, office, own, rekeying
from fieldapp.desk.access import Access
from fieldapp.desk.beside import Beside
from fieldapp.desk.catalogue import ROW_FORM, reading
from fieldapp.desk.desk import Desk
from fieldapp.desk.mending import mend_rows, refuse_newer
from fieldapp.desk.people import People
from fieldapp.desk.reactions import reactions
from fieldapp.desk.settling import expecting, know_slots, note_accesses, settled
from fieldapp.errors import BadInput, StoreDamaged, Trouble
from fieldapp.exchange import keys as device_keys
from fieldapp.exchange.selfcheck import require_right_answers
from fieldapp.ledger import ids, local, tables
from fieldapp.ledger.book import Book
from fieldapp.ledger.entry import GENESIS
from fieldapp.ledger.kinds import Role
from fieldapp.ledger.signing import Pen
from fieldapp.ledger.work import Me
from fieldapp.text import _, clean
from fieldapp.vault import attempts, changing, head, opening, slots, store
from fieldapp.vault.folder import StoreFolder
from fieldapp.vault.following import Following
from fieldapp.vault.kdf import Cost
from fieldapp.vault.keys import DataKey
from fieldapp.vault.lock import StoreLock
from fieldapp.vault.passphrase import require_strong
from fieldapp.vault.words import WordPlan

configure_mappers()  # every table is declared by now; else the first question after an unlock would wait for it
reading()  # likewise: what each kind of entry looks like is worked out once in a process


@dataclass(frozen=True, slots=True)
class NewStore:
    """What set-up asks for. county: the county file's bytes · words: how recovery words are made, None for none."""

    name: str
    role: Role
    county: bytes
    passphrase: str
    words: WordPlan | None = None


def read_county(content: bytes, now: Instant) -> County:
    """The county of a file, for the set-up page to show before anything is made; refused where no store could go by it."""
    county = county_file.read(content)
    require_usable(county, day(now))
    return county


def create(folder: Path, new: NewStore, clock: Clock, cost: Cost | None = None) -> tuple[str, ...]:
    """Make a store that its worker, and by another way its agency, can open; returns the sheets of recovery words.

    cost: how dear a guess is; only tests pass one. Needs no network. Raises Fixable for a folder, name, passphrase or county
    file that will not do, with nothing made.
    """
    if not clean(new.name):
        raise BadInput("name", _("Your name is missing."), _("Type the name that your colleagues know you by."))
    require_right_answers()
    county = read_county(new.county, clock())
    existed = folder.exists()
    made = opening.create(folder, new.passphrase, bytes.fromhex(county.recovery_public), clock(), words=new.words, cost=cost)
    places = StoreFolder(folder)
    try:
        engine = store.connect(places.database, made.key.database())
        try:
            with engine.connect() as connection:
                _furnish(connection, places, new, made)
        finally:
            engine.dispose()
    except BaseException:
        opening.unmake(places, existed=existed)
        raise
    return made.sheets


def _furnish(connection: Connection, places: StoreFolder, new: NewStore, made: opening.Made) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    tables.create(connection)
    keys = device_keys.new_keys()
    itself = own.Self(
        person=ids.new_id(),
        name=clean(new.name),
        role=new.role,
        device=ids.new_id(),
        keys=keys.pack(),
        note=made.note_private,
    )
    own.write_self(connection, itself)
    own.write_county(connection, new.county)
    local.put(connection, own.ROW_FORM, str(ROW_FORM).encode())
    local.put(connection, own.SLOTS_DIGEST, slots.digest(places.slots))
    local.put(connection, own.NOTE_DIGEST, slots.digest(places.note_key))
    newwords.keep(connection, slots.read(places.slots), made.sheets)
    key = own.head_key(connection)
    connection.commit()
    head.write(places.head, key, head.Heads(itself.device, 0, GENESIS))


Steps = Callable[[str], None]
"""Told the name of each step of unlocking as it begins."""


@dataclass(frozen=True, slots=True)
class WayBack:
    """A way into a store without its passphrase (`locked.by_words`, `by_agency`). key: gets a folder's data key."""

    kind: Literal["words", "agency"]
    key: Callable[[Path], DataKey]


_UNLOCKED = Access(what="unlocked")


def unlock(folder: Path, passphrase: str, clock: Clock, step: Steps = lambda _name: None, *, read_at_once: bool = False) -> Desk:
    """Unlock a store with its passphrase, on the thread that will use it.

    Raises WrongPassphrase, StoreInUse, StoreDamaged or StoreNewer; the files are left as they are. A store whose head does not
    fit its chain opens read-only, with the sentence in `desk.read_only`. read_at_once: hand it over before every
    page was looked at (5 ms a MB); StoreDamaged then comes from `desk.settle`, which every write calls first.
    """
    places = StoreFolder(folder)
    with _held(places) as lock:
        step(_("Checking the passphrase"))
        key = opening.unlock(folder, passphrase, clock)
        try:
            desk = _open(places, lock, key, clock, step)
        except StoreDamaged as damaged:
            raise rekeying.of_two(places) or damaged from damaged
        return desk if read_at_once else settled(desk)


@contextmanager
def _held(places: StoreFolder) -> Iterator[StoreLock]:
    """The store's lock, given back where the store did not open; what a crash left half written is swept up under it."""
    require_right_answers()
    lock = StoreLock(places.lock)
    lock.take()
    try:
        places.sweep()
        yield lock
    except BaseException:
        lock.release()
        raise


def recover(
    folder: Path, way: WayBack, passphrase: str, clock: Clock, step: Steps = lambda _name: None, cost: Cost | None = None
) -> Desk:
    """Open a store by its recovery words or by its agency's key, and give it a new passphrase in place of the old.

    passphrase: the new one. Raises BadInput for a word that does not fit or a weak passphrase, WrongPassphrase where the way is
    that of another store; nothing is changed then. cost: only tests pass one.
    """
    places = StoreFolder(folder)
    require_strong(passphrase, "new_passphrase")
    with _held(places) as lock:
        step(_("Checking the recovery key"))
        key = way.key(folder)
        desk = settled(_open(places, lock, key, clock, step, Access(what="recovered", about=way.kind)))
        try:
            step(_("Setting the new passphrase"))
            digest = changing.replace_passphrase(folder, key, passphrase, clock(), expect=expecting(desk), cost=cost)
            know_slots(desk, digest)
            attempts.forget(places.attempts)
        except BaseException:
            desk.close()
            raise
        return desk


def _open(places: StoreFolder, lock: StoreLock, key: DataKey, clock: Clock, step: Steps, access: Access = _UNLOCKED) -> Desk:
    step(_("Opening the store"))
    return _opened(places, lock, key.database(), clock, step, access, read_only=False)


def _opened(
    places: StoreFolder, lock: StoreLock, database_key: bytes, clock: Clock, step: Steps, access: Access, *, read_only: bool
) -> Desk:
    engine = store.connect(places.database, database_key, read_only=read_only)
    try:
        connection = engine.connect()
        refuse_newer(connection)
        if not read_only:
            rekeying.finish(connection, places, database_key)
        own_self = own.read_self(connection)
        form = reading()
        people = People(own_self, form.kinds.roles())
        people.know(office.roster(connection, _root(connection)))
        book = Book(connection, form, people.may_write)
        step(_("Checking that nothing is missing"))
        warning = heads.judge(places, book, own_self.device, engine)
        if warning and not read_only:
            # From here on not one page of the file may change, whoever asks: the same again, on a connection that cannot write.
            connection.close()
            engine.dispose()
            desk = _opened(places, lock, database_key, clock, step, access, read_only=True)
            desk.anew = partial(_anew, desk, places, database_key, clock, access)
            return desk
        if not warning:
            mend_rows(book, step, engine)
        if warning:
            tables.stand_in(connection)
            attempts.note_look(places.attempts, clock())  # its access entry waits there
        return _desk(places, lock, engine, book, own_self, people, clock, access, warning)
    except BaseException as error:
        try:
            if isinstance(error, Exception) and not isinstance(error, Trouble):
                store.require_sound(engine)  # what could not be read is said to be broken, whatever it was taken for
        finally:
            engine.dispose()
        raise


def _anew(desk: Desk, places: StoreFolder, database_key: bytes, clock: Clock, access: Access) -> Desk:
    """Close a store that is open for reading only, and open it again as a new device that goes on from what is there."""
    desk.close()
    with _held(places) as lock:
        continuing.as_new_device(places, database_key, clock)
        restored = Access(what="restored")
        fresh = settled(_opened(places, lock, database_key, clock, lambda _name: None, restored, read_only=False))
        if access.what == "recovered":
            fresh.note_access(access)
        continuing.say_who(fresh)
        return fresh


def _root(connection: Connection) -> bytes:
    return bytes.fromhex(county_file.read(own.read_county(connection) or b"").root_public)


def _desk(  # noqa: PLR0913 - everything that an open store consists of
    places: StoreFolder,
    lock: StoreLock,
    engine: Engine,
    book: Book,
    itself: own.Self,
    people: People,
    clock: Clock,
    access: Access,
    warning: str,
) -> Desk:
    following = Following(places.head, own.head_key(book.connection))

    def after_commit() -> None:
        following.follow(heads.of(book, itself.device))

    def close() -> None:
        following.close()
        book.connection.close()
        engine.dispose()
        lock.release()

    def first(desk: Desk) -> None:
        store.require_sound(engine)
        note_accesses(desk, places, access)

    return Desk(
        connection=book.connection,
        book=book,
        pen=Pen(itself.person, itself.device, device_keys.unpack(itself.keys).signer()),
        me=Me(itself.person, itself.name, people.role_of(itself.person, itself.device) or itself.role, itself.device),
        clock=clock,
        reactions=reactions(),
        after_commit=after_commit,
        close=close,
        files=Beside(places, engine),
        people=people,
        read_only=warning,
        first=first,
    )
