"""*My passphrase is known to others*: a new data key, everything encrypted anew, and no backup left that the old one opens."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from fieldapp.desk import backups, newwords, own
from fieldapp.desk.access import Access
from fieldapp.desk.county import county
from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.desk.settling import require_one_set
from fieldapp.errors import BadInput, FieldError, Trouble, WrongPassphrase
from fieldapp.ledger import local
from fieldapp.text import _
from fieldapp.vault.folder import StoreFolder
from fieldapp.vault.kdf import Cost
from fieldapp.vault.passphrase import require_strong
from fieldapp.vault.rekeying import Fresh, Planned, is_cut_short, settle

_PLANNED = "rekeying"


class KeyNotChanged(Trouble):
    """It was not encrypted anew, and the store was locked: the connection to a database left halfway is of no use any more."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """What came of it. sheets: new recovery words to write down, the old ones open nothing · left: folders of which something
    still opens by the old passphrase: backups that could not be reached, stores kept beside since this one was restored.
    """

    sheets: tuple[str, ...] = field(repr=False)
    left: tuple[str, ...]


def renew(desk: Desk, old: str, new: str, cost: Cost | None = None) -> Slices[Renewed]:
    """A new key and a new passphrase; WrongPassphrase or BadInput leave everything as it was. cost: only tests pass one."""
    if desk.read_only:
        raise Trouble(desk.read_only, _("The old passphrase still opens the store."))
    require_one_set(desk)
    require_strong(new, "new_passphrase")
    if new == old:
        raise BadInput("new_passphrase", _("That is the one that others know."), _("Choose another."))
    yield Progress(0, 4, _("Checking the passphrase"))
    agency = bytes.fromhex(desk.ask(county).recovery_public)
    made = desk.files.fresh_key(old, new, agency, desk.clock, cost)
    yield Progress(1, 4, _("Encrypting everything anew"))
    desk.batch(lambda book: _plan(book.connection, made, desk.files.digests_with(made)))
    try:
        desk.files.stand_beside(made)
    except FieldError:
        _settle(desk, made)
        raise
    try:
        desk.files.rekey(made)
    except FieldError as failed:
        desk.close()
        raise KeyNotChanged(
            _("The disk has no room to encrypt everything anew, or is not answering, so the store was locked."),
            _("Nothing recorded is lost. Free as much space as the store is large, and unlock it with the passphrase it had."),
        ) from failed
    _settle(desk, made)
    with suppress(FieldError):  # it is done; a disk that is full now must not make anybody believe otherwise
        desk.note_access(Access(what="rekeyed"))
    yield Progress(3, 4, _("Making a backup"))
    left = yield from _backups_anew(desk)
    return Renewed(made.sheets, (*left, *backups.clear_elsewhere(desk), *backups.kept_beside(desk)))


def _plan(connection: Connection, made: Fresh, digests: tuple[bytes, bytes]) -> None:
    local.put(connection, _PLANNED, msgspec.msgpack.encode(made.planned()))
    newwords.keep(connection, made.ways, made.sheets)
    own.expect_slots(connection, *digests)


def _settle(desk: Desk, made: Fresh) -> None:
    """Keep the ways in that lead to the key in force. Where the disk takes nothing that waits for the next unlock."""
    with suppress(FieldError):
        digest = desk.files.settle_ways(made)
        desk.batch(lambda book: _settled(book.connection, digest))


def _backups_anew(desk: Desk) -> Slices[tuple[str, ...]]:
    """One backup under the new key; those that the old passphrase opens go. Returns the folder where they could not."""
    kept = backups.backups(desk)
    if kept.to:
        with suppress(FieldError):
            yield from backups.back_up(desk, Path(kept.to), keep=1)
            return ()
    return (kept.to,) if kept.to else ()


def finish(connection: Connection, places: StoreFolder, database_key: bytes) -> None:
    """At an unlock: what a crash left of it half done is settled, one way or the other."""
    held = local.get(connection, _PLANNED)
    if held is not None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        _settled(connection, settle(places, msgspec.msgpack.decode(held, type=Planned), database_key))
        connection.commit()


def of_two(places: StoreFolder) -> WrongPassphrase | None:
    """Where a crash cut a change short: the passphrase typed leads to the key that is not in force. None where there was none."""
    if not is_cut_short(places):
        return None
    return WrongPassphrase(
        _("A change of this store's key was cut short, and this passphrase is not the one that opens it now."),
        _("Type the other one, the old or the new."),
    )


def _settled(connection: Connection, digest: bytes) -> None:
    local.put(connection, own.SLOTS_DIGEST, digest)
    local.drop(connection, _PLANNED)
