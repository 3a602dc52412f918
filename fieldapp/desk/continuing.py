"""A store that goes on as a new device: restored, or a copy whose head does not fit; its old name writes nothing more."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from sqlalchemy import Connection

from fieldapp.clock import Clock
from fieldapp.county import file as county_file
from fieldapp.desk import heads, office, own, team
from fieldapp.desk.catalogue import reading
from fieldapp.desk.desk import Desk
from fieldapp.desk.own import Before
from fieldapp.desk.people import People
from fieldapp.desk.restored import said_of
from fieldapp.exchange import arrivals, sending
from fieldapp.exchange import keys as device_keys
from fieldapp.exchange.succession import Succession
from fieldapp.ledger import ids, local, tables
from fieldapp.ledger.book import Book
from fieldapp.ledger.signing import Pen
from fieldapp.vault import head, slots, store
from fieldapp.vault.folder import StoreFolder


def as_new_device(places: StoreFolder, database_key: bytes, clock: Clock) -> None:
    """Give a store a new device id and new keys, which the old key vouches for in the new chain's first entry; then a head.

    Raises StoreDamaged where the file is not whole; nothing was changed then.
    """
    engine = store.connect(places.database, database_key)
    try:
        store.require_sound(engine)
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            now = _renamed(connection, places, clock)
            local.drop(connection, own.HEAD_KEY)
            key = own.head_key(connection)
            connection.commit()
            head.write(places.head, key, now)
    finally:
        engine.dispose()


def say_who(desk: Desk) -> None:
    """A restored store that signs who is enrolled says so of its new device itself, before it signs or sends anything else:
    bundles come for the device that the roster names, and a list with a number that was given already is taken by nobody.

    By a clock that is wrong its office key may not be good now: then it says so with the first that it does once it is.
    """
    connection = desk.book.connection
    if not own.read_self(connection).before or not office.may_sign(connection, desk.clock()):
        return
    signed = office.signed_roster(connection, team.root(desk))
    if signed is None or signed.find(desk.me.device) is None:
        desk.do(office.speak_anew, team.card(desk))
        team.reload(desk)


def _renamed(connection: Connection, places: StoreFolder, clock: Clock) -> head.Heads:
    tables.create(connection)
    before = own.read_self(connection)
    old, new = device_keys.unpack(before.keys), device_keys.new_keys()
    was = Before(device=before.device, signing=old.public().signing)
    itself = replace(before, device=ids.new_id(), keys=new.pack(), before=(*before.before, was))
    local.put(connection, own.SLOTS_DIGEST, slots.digest(places.slots))
    local.put(connection, own.NOTE_DIGEST, slots.digest(places.note_key))
    sending.begin_anew(connection)
    people = People(itself, reading().kinds.roles(), partial(arrivals.here_by, connection, clock))
    root = bytes.fromhex(county_file.read(own.read_county(connection) or b"").root_public)
    people.know(office.roster(connection, root))
    book = Book(connection, reading(), people.may_write, people)
    ends = {chain: book.last(chain) for chain in (before.device, ids.access_chain(before.device))}
    own.write_self(connection, replace(itself, before=(*before.before, replace(was, ends=ends))))
    seq, digest = ends[before.device]
    public = new.public()
    said = Succession(
        person=itself.person,
        device=itself.device,
        signing=public.signing,
        sealing=public.sealing,
        before=before.device,
        seq=seq,
        hash=digest,
    ).signed(old)
    book.write(Pen(itself.person, itself.device, new.signer()), ids.AGENCY, said_of(said), clock())
    return heads.of(book, itself.device)
