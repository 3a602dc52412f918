"""Opening a store: made once with a way back in, unlocked by passphrase, and closed so that nothing of it stays reachable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection
from sqlalchemy.orm import configure_mappers

from fieldapp.clock import Clock, Instant, day
from fieldapp.county import file as county_file
from fieldapp.county.model import County
from fieldapp.county.usable import require_usable
from fieldapp.desk import continuing, newwords, own, rekeying, unwritable
from fieldapp.desk.access import Access
from fieldapp.desk.catalogue import ROW_FORM, reading
from fieldapp.desk.desk import Desk
from fieldapp.desk.opened import Door, HeadUnfit, for_reading, for_writing
from fieldapp.desk.settling import expecting, know_slots, settled
from fieldapp.errors import BadInput, DestinationTrouble, StoreDamaged
from fieldapp.exchange import keys as device_keys
from fieldapp.exchange.selfcheck import require_right_answers
from fieldapp.ledger import ids, local, tables
from fieldapp.ledger.entry import GENESIS
from fieldapp.ledger.kinds import Role
from fieldapp.text import _, clean
from fieldapp.vault import attempts, changing, head, opening, slots, store
from fieldapp.vault.folder import StoreFolder
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
    made = opening.create(
        folder,
        new.passphrase,
        bytes.fromhex(county.recovery_public),
        clock(),
        words=new.words,
        cost=cost,
        furnish=partial(_furnish, new),
    )
    return made.sheets


def _furnish(new: NewStore, places: StoreFolder, made: opening.Made, ways: tuple[slots.AnySlot, ...]) -> None:
    engine = store.connect(places.database, made.key.database())
    try:
        with engine.connect() as connection:
            _write_first(connection, places, new, made, ways)
    finally:
        engine.dispose()


def _write_first(
    connection: Connection, places: StoreFolder, new: NewStore, made: opening.Made, ways: tuple[slots.AnySlot, ...]
) -> None:
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
    local.put(connection, own.SLOTS_DIGEST, slots.digest_of(ways))
    local.put(connection, own.NOTE_DIGEST, slots.digest(places.note_key))
    newwords.keep(connection, ways, made.sheets)
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


def unlock(folder: Path, passphrase: str, clock: Clock, step: Steps = lambda _name: None, *, read_at_once: bool = False) -> Desk:
    """Unlock a store with its passphrase, on the thread that will use it.

    Raises WrongPassphrase, StoreInUse, StoreDamaged or StoreNewer; the files are left as they are. A store whose head does not
    fit its chain, or whose disk takes nothing that is written, opens read-only, with the sentence in `desk.read_only`.
    read_at_once: hand it over before every page was looked at (5 ms a MB); StoreDamaged then comes from `desk.settle`, which
    every write calls first.
    """
    places = StoreFolder(folder)
    with _held(places, or_to_read=True) as lock:
        step(_("Checking the passphrase"))
        key = opening.unlock(folder, passphrase, clock)
        door = Door(places, lock, key.database(), clock, step, Access(what="unlocked"))
        try:
            return _as_its_disk_lets(door, read_at_once=read_at_once)
        except StoreDamaged as damaged:
            raise rekeying.of_two(places) or damaged from damaged


@contextmanager
def _held(places: StoreFolder, *, or_to_read: bool = False) -> Iterator[StoreLock]:
    """The store's lock, given back where the store did not open; what a crash left half written is swept up under it."""
    require_right_answers()
    lock = StoreLock(places.lock)
    lock.take(or_to_read=or_to_read)
    try:
        if not lock.only_reads:
            places.sweep()
        yield lock
    except BaseException:
        lock.release()
        raise


def _as_its_disk_lets(door: Door, *, read_at_once: bool) -> Desk:
    """Open for writing; or where what an unlock must write finds no room, for reading: who is on duty at night needs no more."""
    root = door.places.root
    if door.lock.only_reads:
        return _to_read(door, unwritable.sentence(root))
    if not unwritable.has_room(root):
        # Not tried: where a file system finds no room even to take a write back, the store could not be read either. What a crash
        # left half done is taken back where it can be, by opening it.
        with suppress(DestinationTrouble):
            store.connect(door.places.database, door.database_key).dispose()
        return _to_read(door, unwritable.sentence(root))
    try:
        desk = _opened(door)
        return desk if read_at_once else settled(desk)
    except DestinationTrouble as refused:
        said = unwritable.sentence(root, refused)
    door.lock.take(or_to_read=True)  # a desk that was let go gave it back
    return _to_read(door, said)


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
        step(_("Opening the store"))
        desk = settled(_opened(Door(places, lock, key.database(), clock, step, Access(what="recovered", about=way.kind))))
        try:
            step(_("Setting the new passphrase"))
            digest = changing.replace_passphrase(folder, key, passphrase, clock(), expect=expecting(desk), cost=cost)
            know_slots(desk, digest)
            attempts.forget(places.attempts)
        except BaseException:
            desk.close()
            raise
        return desk


def _opened(door: Door) -> Desk:
    door.step(_("Opening the store"))
    try:
        return for_writing(door)
    except HeadUnfit:
        # From here on not one page of the file may change, whoever asks: the same again, on a connection that cannot write.
        return _to_read(door)


def _to_read(door: Door, why: str = "") -> Desk:
    desk, fits = for_reading(door, why)
    if not fits:
        desk.anew = partial(_anew, desk, door)
    return desk


def _anew(desk: Desk, door: Door) -> Desk:
    """Close a store that is open for reading only, and open it again as a new device that goes on from what is there."""
    desk.close()
    with _held(door.places) as lock:
        continuing.as_new_device(door.places, door.database_key, door.clock)
        restored = replace(door, lock=lock, step=lambda _name: None, access=Access(what="restored"))
        fresh = settled(_opened(restored))
        if door.access.what == "recovered":
            fresh.note_access(door.access)
        continuing.say_who(fresh)
        return fresh
