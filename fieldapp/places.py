"""Where things lie: the app's own data files, and the durable way to write a small file."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_RETRIES = 8  # a virus scanner on Windows may hold a new file for some tenths of a second


def resource(*parts: str) -> Path:
    """A file or folder of `resources/`, in the source tree or in the frozen app."""
    return _root().joinpath("resources", *parts)


def document(name: str) -> Path:
    """A file of `docs/` that goes with the app, in the source tree or in the frozen app."""
    return _root() / "docs" / name


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def default_store() -> Path:
    """The folder a new store is offered in: this user's own, never a roaming one."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "FieldApp" / "store"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "FieldApp" / "store"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "fieldapp" / "store"


def can_be_named(path: Path) -> bool:
    """Whether a path is text, so that it can be kept and shown; Linux takes any bytes for a name."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def read_small(path: Path, most: int) -> bytes:
    """The content of a plain file that somebody picked; OSError for what is none, or holds more than `most` bytes."""
    content = begin_of(path, most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return content


def begin_of(path: Path, most: int) -> bytes:
    """The first so many bytes of a plain file; OSError for a folder, or for a pipe, which would be waited for without end."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "not a plain file")
    with path.open("rb") as file:
        return file.read(most)


def write_durably(path: Path, content: bytes) -> None:
    """Replace a small file so that a crash leaves the old or the new one, never a part.

    Written beside the target, readable by its owner only, flushed to the disk, renamed over it; then the folder itself is
    flushed where the system has such a thing. Raises OSError with the old file untouched.
    """
    handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _replace(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def take_away(path: Path) -> None:
    """Remove a file so that no power cut brings it back; gone already is fine. Raises OSError."""
    path.unlink(missing_ok=True)
    flush_folder(path.parent)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make a folder, and those above it that are missing, so that a power cut takes none of them away again."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True, mode=mode)
    for each in missing:
        with suppress(PermissionError):  # one in which others may make folders and not look is for its owner to flush
            flush_folder(each.parent)


def flush_folder(folder: Path) -> None:
    """Make a rename in a folder survive a power cut; nothing to do on Windows."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(new: Path, target: Path) -> None:
    for attempt in range(_RETRIES):
        try:
            new.replace(target)
        except PermissionError:
            if os.name == "posix" or attempt == _RETRIES - 1:
                raise
            time.sleep(0.05 * (attempt + 1))
        else:
            return
