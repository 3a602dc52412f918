"""A store destroyed for good: its slots are overwritten first, and with them the only way to its key; then every file goes.

What a disk keeps of overwritten blocks (an SSD does) is encrypted under a key that nothing opens any more.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from fieldapp.errors import DestinationTrouble
from fieldapp.places import flush_folder
from fieldapp.text import _
from fieldapp.vault.folder import StoreFolder


def overwrite_ways(places: StoreFolder) -> None:
    """From here on nothing opens the store. DestinationTrouble where that cannot be done: nothing was changed, and a desk that is
    open goes on.
    """
    try:
        _overwrite(places.slots)
    except OSError as error:
        raise DestinationTrouble(
            _("The store could not be destroyed: the disk is read-only or not answering."), _("Nothing was changed.")
        ) from error


def destroy_earlier(places: StoreFolder) -> list[Path]:
    """Destroy one that was kept beside it when it was restored, as far as that goes; it may have no slots any more."""
    with suppress(OSError):
        _overwrite(places.slots)
    return remove(places)


def remove(places: StoreFolder) -> list[Path]:
    """Remove a store that is closed and has no way in any more; returns what is still there: strangers in its folder, or files
    that would not go.
    """
    for path in (places.head, places.note_key):
        with suppress(OSError):
            _overwrite(path)
    journal = places.database.with_name(places.database.name + "-journal")
    own = (places.slots, places.head, places.note_key, places.database, journal, places.attempts, places.lock)
    rooms = (places.attachments, places.notes)
    beside = (path for room in rooms if room.is_dir() for path in room.iterdir() if path not in places.strangers())
    for path in (*own, *beside):
        with suppress(OSError):
            path.unlink(missing_ok=True)
    for room in (*rooms, places.root):
        with suppress(OSError):
            room.rmdir()
    with suppress(OSError):
        flush_folder(places.root.parent)
    return sorted(path for path in places.root.rglob("*") if path.is_file()) if places.root.exists() else []


def _overwrite(path: Path) -> None:
    """Random bytes in the place of a small file, on the disk before it is unlinked."""
    size = path.stat().st_size
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.write(handle, os.urandom(size))
        with suppress(OSError):  # it is overwritten all the same, and removed next
            os.fsync(handle)
    finally:
        os.close(handle)
