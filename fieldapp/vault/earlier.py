"""What lay in a store's folder before one was restored there: kept beside it under a name of its own, and never written over."""

from __future__ import annotations

import os
import re
from pathlib import Path

from fieldapp import clock
from fieldapp.clock import Instant
from fieldapp.places import flush_folder
from fieldapp.vault.folder import StoreFolder
from fieldapp.vault.lock import StoreLock

_NAME = "{folder}-before-{when}"
_WHEN = re.compile(r"\d{8}-\d{6}")


def name_for(folder: Path, now: Instant) -> Path:
    """Where what is in a folder now would be kept."""
    made = folder.with_name(_NAME.format(folder=folder.name, when=f"{clock.local(now):%Y%m%d-%H%M%S}"))
    return made if not made.exists() else name_for(folder, now + clock.SECOND)


def keep_beside(folder: Path, to: Path) -> None:
    """Move a folder out of the way; StoreInUse where a window has its store open, OSError where it cannot be moved.

    The lock is held meanwhile, so that nobody opens it under the name that it is about to lose; Windows moves no folder in which
    a file is open, but nobody can open one there either while it is being moved.
    """
    lock = StoreLock(StoreFolder(folder).lock)
    lock.take()
    try:
        if os.name != "posix":
            lock.release()
        folder.rename(to)
    finally:
        lock.release()
    flush_folder(folder.parent)


def found_beside(folder: Path) -> list[Path]:
    """Every store that was kept beside this one, the oldest first."""
    start = _NAME.format(folder=folder.name, when="")
    there = folder.parent.iterdir() if folder.parent.is_dir() else ()
    return sorted(path for path in there if path.name.startswith(start) and _WHEN.fullmatch(path.name.removeprefix(start)))
