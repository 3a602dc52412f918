"""A disk that takes nothing that is written: whether there is room, and why a store is therefore open for reading only."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fieldapp.errors import DestinationTrouble
from fieldapp.text import _
from fieldapp.vault.folder import HALF_WRITTEN

_ROOM = 1 << 18
"""More than an unlock writes, with the database's journal and what the database grows by."""
_FULL, _READ_ONLY = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}, {errno.EROFS, errno.EACCES, errno.EPERM}
_DATABASE_FULL, _DATABASE_READ_ONLY = 13, 8


def has_room(folder: Path) -> bool:
    """Whether what an unlock writes surely finds room; asked of the disk itself, for a quota shows in no count of free bytes."""
    return _refused(folder) is None


def sentence(folder: Path, refused: DestinationTrouble | None = None) -> str:
    """Why the store is open for reading only, and what to do. refused: what came of writing to it."""
    asked = _refused(folder)
    said = [each for each in (*_causes(refused), asked) if each is not None]
    numbers = {each.errno for each in said if isinstance(each, OSError)}
    codes = {getattr(each, "sqlite_errorcode", 0) & 0xFF for each in said}
    if numbers & _READ_ONLY or _DATABASE_READ_ONLY in codes:
        return _(
            "The disk or the folder of your store cannot be written to, so the store is open for reading only."
            " Make it writable, or call your agency's IT; then lock and unlock."
        )
    if numbers & _FULL or _DATABASE_FULL in codes:
        return _(
            "The disk with your store is full, so the store is open for reading only. Free some space; then lock and unlock."
        )
    return _(
        "The disk with your store takes nothing that is written, so the store is open for reading only."
        " Reconnect it, or call your agency's IT; then lock and unlock."
    )


def _refused(folder: Path) -> OSError | None:
    """What the disk says to a file that is gone again at once."""
    try:
        with tempfile.TemporaryFile(prefix=HALF_WRITTEN, dir=folder) as file:
            file.write(bytes(_ROOM))
            file.flush()
    except OSError as refused:
        return refused
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
