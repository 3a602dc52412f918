"""Disks that fail: the n-th write of this process, every write past a size, a file system with so many bytes left, or a folder in
which nothing can be written.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Self

_CALLS: tuple[tuple[Any, str], ...] = (
    (os, "fsync"),
    (os, "fdatasync"),
    (os, "write"),
    (os, "replace"),
    (os, "rename"),
    (os, "mkdir"),
    (os, "fdopen"),
    (shutil, "copyfile"),
    (tempfile, "mkstemp"),
)
"""What the app itself writes with; SQLite writes from C, and is made to fail by the others."""
_CAPABILITIES, _PASSING_OVER_MODES = 0x20080522, 0b110
"""Of Linux: the form of its call, and CAP_DAC_OVERRIDE with CAP_DAC_READ_SEARCH."""


class NthWrite:
    """Fails one call, and no other. happened: whether it came so far, and at what."""

    def __init__(self, number: int, code: int) -> None:
        self._left, self._code = number, code
        self.happened = ""

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """While it lasts, the calls are counted."""
        true = {(home, name): getattr(home, name) for home, name in _CALLS if hasattr(home, name)}
        for (home, name), call in true.items():
            setattr(home, name, self._opened(call) if name == "fdopen" else self._counted(name, call))
        try:
            yield
        finally:
            for (home, name), call in true.items():
                setattr(home, name, call)

    def _fails(self, name: str) -> None:
        self._left -= 1
        if self._left == 0:
            self.happened = name
            raise OSError(self._code, os.strerror(self._code))

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the call itself
            self._fails(name)
            return call(*args, **kwargs)

        return counted

    def _opened(self, call: Callable[..., IO[bytes]]) -> Callable[..., Any]:
        def opened(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the call itself
            return _File(call(*args, **kwargs), self._fails)

        return opened


class _File:
    """An open file whose writes are counted too."""

    def __init__(self, file: IO[bytes], fails: Callable[[str], None]) -> None:
        self._file, self._fails = file, fails

    def write(self, content: bytes) -> int:
        """Counted."""
        self._fails("file.write")
        return self._file.write(content)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the file has
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()


@contextmanager
def no_larger_than(size: int) -> Iterator[None]:
    """Every write past so many bytes of any file fails, SQLite's too, which takes it for a disk that does not answer."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing in a folder can be written by this thread, nor made there."""
    held = {each: each.stat().st_mode for each in (folder, *folder.rglob("*"))}
    for each, mode in held.items():
        each.chmod(mode & ~0o222)
    try:
        with _bound_by_modes():
            yield
    finally:
        for each, mode in held.items():
            each.chmod(mode)


@contextmanager
def _bound_by_modes() -> Iterator[None]:
    """Modes bind everybody but root, who lays aside meanwhile, in this thread, the right to pass over them."""
    if sys.platform != "linux" or os.geteuid() != 0:
        yield
        return
    libc, whom = ctypes.CDLL(None), (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    held = (ctypes.c_uint32 * 6)()
    libc.capget(whom, held)
    less = (ctypes.c_uint32 * 6)(*held)
    less[0] &= ~_PASSING_OVER_MODES
    if libc.capset(whom, less) != 0:
        raise OSError("the right to pass over modes cannot be laid aside")
    try:
        yield
    finally:
        libc.capset(whom, held)


class SmallDisk:
    """A file system in memory at a folder, as large as it is told to be; None of it where this machine does not let us."""

    def __init__(self, at: Path) -> None:
        self.at = at
        at.mkdir()

    def mounted(self) -> str:
        """Mount it, roomy; returns why not, "" where it is."""
        mount = shutil.which("mount")
        if mount is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
            return "a small disk needs root"
        done = self._run(mount, "-t", "tmpfs", "-o", "size=64m", "torture", str(self.at))
        return "" if done.returncode == 0 else f"no small disk here: {done.stderr.strip()}"

    def leave(self, left: int | None) -> None:
        """So many bytes are free from now on; None for plenty."""
        held = os.statvfs(self.at)
        used = (held.f_blocks - held.f_bfree) * held.f_frsize
        self._run("mount", "-o", f"remount,size={64 * 2**20 if left is None else used + left}", str(self.at)).check_returncode()

    def gone(self) -> None:
        """Unmount it."""
        self._run("umount", str(self.at))

    @staticmethod
    def _run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
