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
_CLOSED_IN_CHILDREN = getattr(os, "O_CLOEXEC", 0)
_FAR = 1 << 30  # Windows keeps others from reading a locked byte: lock one far behind the text


class StoreLock:
    """Held from unlock to lock; the file says which process on which computer holds it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None
        self.only_reads = False
        """Whether nothing can be written in the folder, and the lock was taken for reading."""

    def take(self, *, or_to_read: bool = False) -> None:
        """Take the lock, or say who has it. Never waits. or_to_read: where nothing can be written, share it with others."""
        if self._handle is not None:
            return
        handle = self._open(or_to_read=or_to_read)
        if handle is None:
            return
        try:
            _lock(handle, shared=self.only_reads)
        except OSError as held:
            os.close(handle)
            act = _("Go to the window that is open, or close it first.")
            raise StoreInUse(_("This store is already open in another window."), " ".join((act, *self._who()))) from held
        self._handle = handle
        if self.only_reads:
            return
        with suppress(OSError):  # who holds it is a courtesy: on a full disk the lock holds without
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()} {platform.node()}".encode()[:_LONGEST])

    def release(self) -> None:
        """Give the lock back. The file stays: removing it would let two processes lock two files of one name."""
        if self._handle is None:
            return
        if not self.only_reads:
            with suppress(OSError):
                os.ftruncate(self._handle, 0)
        os.close(self._handle)
        self._handle = None

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()

    def _open(self, *, or_to_read: bool) -> int | None:
        """The file, made where it is missing; None where it is missing and cannot be made, but the store can be read."""
        self.only_reads = False
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT | _CLOSED_IN_CHILDREN, 0o600)
        except OSError as refused:
            self.only_reads = or_to_read and self._path.parent.is_dir()
            if not self.only_reads:
                raise DestinationTrouble(
                    _("The folder of your store is missing or cannot be written to. Reconnect the disk, then try again."),
                    _("Nothing was changed."),
                ) from refused
        # Two who read a folder in which neither can write harm nobody: they share the lock, or do without where there is none.
        # Who can write there after all, by another way to the same folder, still excludes them, and is excluded by them.
        with suppress(OSError):
            return os.open(self._path, os.O_RDONLY | _CLOSED_IN_CHILDREN)
        return None

    def _who(self) -> tuple[str, ...]:
        """Who has it, for somebody who can do something with that."""
        try:
            pid, host = self._path.read_text("utf-8", "replace").split(" ", 1)
        except (OSError, ValueError):
            return ()
        return (_("If you cannot find it, tell your agency's IT: process {pid} on {host}.").format(pid=pid, host=host),)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, *, shared: bool) -> None:
        if shared:  # there is no such lock here, and none is needed
            return
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(handle: int, *, shared: bool) -> None:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
