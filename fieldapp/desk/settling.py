"""What comes before the first write to a store just unlocked: its pages looked at, and the accesses that waited for that."""

from __future__ import annotations

from fieldapp.desk.access import Access
from fieldapp.desk.desk import Desk
from fieldapp.vault import attempts
from fieldapp.vault.folder import StoreFolder


def settled(desk: Desk) -> Desk:
    """The desk, once its file is known to be whole; closed again where it is not."""
    try:
        desk.settle()
    except BaseException:
        desk.close()
        raise
    return desk


def note_accesses(desk: Desk, places: StoreFolder, access: Access) -> None:
    """The unlock's own entry, and those that waited for it."""
    looked = attempts.looked(places.attempts)
    failed = attempts.forget(places.attempts)
    if failed:
        desk.note_access(Access(what="failed_unlocks", count=len(failed)))
    if looked:
        desk.note_access(Access(what="looked_read_only", count=len(looked)))
    desk.note_access(access)
