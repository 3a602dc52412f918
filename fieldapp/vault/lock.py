"""One process a store: a lock of the operating system's, so that it is gone when the process is, however it ended."""

from __future__ import annotations

import os
import platform
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from fieldapp.errors import DestinationTrouble, StoreInUse
from fieldapp.text import _

_LONGEST = 200
_FAR = 1 << 30  # Windows keeps others from reading a locked byte: lock one far behind the text


class StoreLock:
    """Held from unlock to lock; the file says which process on which computer holds it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self) -> None:
        """Take the lock, or say who has it. Never waits."""
        if self._handle is not None:
            return
        handle = self._open()
        try:
            _lock(handle)
        except OSError as held:
            os.close(handle)
            act = _("Go to the window that is open, or close it first.")
            raise StoreInUse(_("This store is already open in another window."), " ".join((act, *self._who()))) from held
        self._handle = handle
        with suppress(OSError):  # who holds it is a courtesy: on a full disk the lock holds without
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()} {platform.node()}".encode()[:_LONGEST])

    def release(self) -> None:
        """Give the lock back. The file stays: removing it would let two processes lock two files of one name."""
        if self._handle is None:
            return
        with suppress(OSError):
            os.ftruncate(self._handle, 0)
        os.close(self._handle)
        self._handle = None

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()

    def _open(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as refused:
            raise DestinationTrouble(
                _("The folder of your store is missing or cannot be written to. Reconnect the disk, then try again."),
                _("Nothing was changed."),
            ) from refused

    def _who(self) -> tuple[str, ...]:
        """Who has it, for somebody who can do something with that."""
        try:
            pid, host = self._path.read_text("utf-8", "replace").split(" ", 1)
        except (OSError, ValueError):
            return ()
        return (_("If you cannot find it, tell your agency's IT: process {pid} on {host}.").format(pid=pid, host=host),)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
