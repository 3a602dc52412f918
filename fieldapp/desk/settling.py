"""What comes before the first write to a store just unlocked: its pages looked at, and the accesses that waited for that."""

from __future__ import annotations

from contextlib import suppress

from fieldapp.desk import own
from fieldapp.desk.access import Access
from fieldapp.desk.desk import Desk
from fieldapp.errors import DestinationTrouble, Trouble
from fieldapp.ledger import local
from fieldapp.text import _
from fieldapp.vault import attempts, slots
from fieldapp.vault.changing import Expect
from fieldapp.vault.folder import StoreFolder


def settled(desk: Desk) -> Desk:
    """The desk, once its file is known to be whole; closed again where it is not."""
    try:
        desk.settle()
    except BaseException:
        desk.let_go()
        raise
    return desk


def note_accesses(desk: Desk, places: StoreFolder, access: Access) -> None:
    """The unlock's own entry, and those that waited for it; what a crash left open about the slots file is settled."""
    looked, failed = attempts.looked(places.attempts), attempts.read(places.attempts)
    digest = slots.digest(places.slots)
    if own.awaits_slots(desk.book.connection, digest):
        know_slots(desk, digest)
    waited = [Access(what="failed_unlocks", count=len(failed))] if failed else []
    waited += [Access(what="looked_read_only", count=len(looked))] if looked else []
    desk.note_access(*waited, access)
    attempts.forget(places.attempts)  # not before: on a disk that takes no entry they wait on


def require_one_set(desk: Desk) -> None:
    """Trouble while old and new ways in stand beside each other: which of them count is settled at the next unlock, and until
    then a passphrase may lead to a key that the database does not have.
    """
    if desk.files.is_cut_short():
        raise Trouble(
            _("A change of this store's key is not settled yet."),
            _("Nothing was changed. Make room on the disk, lock the store, unlock it, then try again."),
        )


def expecting(desk: Desk) -> Expect:
    """Notes what the slots file will be before it is written, so that no crash makes it look like another's."""

    def expect(*digests: bytes) -> None:
        if not desk.read_only:
            desk.batch(lambda book: own.expect_slots(book.connection, *digests))

    return expect


def know_slots(desk: Desk, digest: bytes) -> None:
    """Of the digests that the slots file may have this one stays. Where the disk is full that waits for the next unlock: the ways
    in are changed by now, and nobody must be told that they are not.
    """
    if not desk.read_only:
        with suppress(DestinationTrouble):
            desk.batch(lambda book: local.put(book.connection, own.SLOTS_DIGEST, digest))
