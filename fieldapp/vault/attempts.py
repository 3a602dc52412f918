"""Failed unlocks, counted in a plain file beside the store: a growing delay, and after five in a quarter of an hour only a
recovery slot opens. A copied disk knows no counter; what holds there is the cost of each guess.

The file is a JSON list with blanks behind it: always as long, so that a disk that is full can count one more. Where nothing can
be written at all the process counts by itself, beside what the file says (docs/decisions/0018).
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

import msgspec

from fieldapp import clock
from fieldapp.clock import Instant
from fieldapp.errors import LockedOut, TooSoon
from fieldapp.places import write_durably
from fieldapp.text import _, span

MOST, WINDOW = 5, 15 * clock.MINUTE
_DELAYS = (0, 0, 2 * clock.SECOND, 5 * clock.SECOND, 15 * clock.SECOND)
_BYTES = 4096
"""One page, which is written whole or not at all, whatever ends the process meanwhile."""
_KEPT = 170
"""So many lines fit, whatever the clock says."""


class _Looked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An unlock that succeeded but could write no entry, since the store was open for reading only. at: ms UTC."""

    at: int


_Line = int | _Looked
_LINES = msgspec.json.Decoder(list[_Line])
_uncounted: dict[Path, list[_Line]] = {}
"""What a disk that takes nothing did not keep: this process knows it until the disk takes something again."""


def read(path: Path) -> list[Instant]:
    """When unlocks failed since the last one that did not; a damaged file counts as full, so that damage opens nothing."""
    return [each for each in _lines(path) if isinstance(each, int)]


def looked(path: Path) -> list[Instant]:
    """When the store was unlocked for reading only; each waits here for its access entry."""
    return [each.at for each in _lines(path) if isinstance(each, _Looked)]


def note_look(path: Path, now: Instant) -> None:
    """Remember an unlock for reading only."""
    _add(path, _Looked(now))


def _lines(path: Path) -> list[_Line]:
    try:
        held = _in_file(path)
    except (OSError, msgspec.DecodeError):
        held = [0] * MOST
    return [*held, *_uncounted.get(path.resolve(), ())]


def _in_file(path: Path) -> list[_Line]:
    try:
        return _LINES.decode(path.read_bytes())
    except FileNotFoundError:
        return []


def _add(path: Path, line: _Line) -> None:
    try:
        _keep(path, [*_lines(path), line])
    except OSError:
        _uncounted.setdefault(path.resolve(), []).append(line)


def _keep(path: Path, lines: list[_Line]) -> None:
    """In a new file, which no power cut tears, or where there is no room for one in the place of the old; else OSError."""
    content = _encoded(lines)
    try:
        write_durably(path, content)
    except OSError:
        _overwrite(path, content)
    _uncounted.pop(path.resolve(), None)


def _encoded(lines: list[_Line]) -> bytes:
    return msgspec.json.encode(lines[-_KEPT:]).ljust(_BYTES)


def _overwrite(path: Path, content: bytes) -> None:
    """In the blocks that the file has; one of an earlier version is shorter, and left alone where it would have to grow."""
    with path.open("r+b") as file:
        size, said = path.stat().st_size, content.rstrip()
        if len(said) > size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # half of it would be damage, and keep its worker out
        file.write(said.ljust(size))
        file.flush()
        with suppress(OSError):  # it is written: counted again in the process, it would count twice
            os.fsync(file.fileno())


def wait_before(failed: list[Instant], now: Instant) -> int:
    """Milliseconds to wait before the next try; a failure in the future tells of a clock put right, and makes nobody wait."""
    if not failed:
        return 0
    delay = _DELAYS[min(len(failed), len(_DELAYS) - 1)]
    left = failed[-1] + delay - now
    return left if 0 < left <= delay else 0


def is_locked(failed: list[Instant], now: Instant) -> bool:
    """Whether only a recovery slot opens: five wrong ones within fifteen minutes, at any time since the last unlock."""
    del now  # a clock put forward must not open what five wrong guesses closed
    return any(later - earlier <= WINDOW for earlier, later in zip(failed, failed[MOST - 1 :], strict=False))


def tries_left(failed: list[Instant], now: Instant) -> int:
    """How many wrong ones, made at once, are left until only a recovery slot opens; MOST where none counts any more."""
    return next(more for more in range(MOST + 1) if is_locked([*failed, *[now] * more], now))


def begin(path: Path, now: Instant) -> None:
    """Count a try as failed before it is made, so that ending the process wins nothing; refuses one that comes too early."""
    failed = read(path)
    if is_locked(failed, now):
        raise LockedOut(
            _("Too many wrong passphrases: this store now opens by its recovery words or by your agency only."),
            _("Take the sheet with your recovery words, or call your agency's IT."),
        )
    wait = wait_before(failed, now)
    if wait:
        raise TooSoon(_("Please wait {span} before the next try.").format(span=_seconds(wait)), wait)
    _add(path, now)


def wait_now(path: Path, now: Instant) -> tuple[int, int]:
    """For the locked window, before anything is typed: how many tries are left, and the milliseconds until the next."""
    failed = read(path)
    return tries_left(failed, now), wait_before(failed, now)


def _seconds(wait: int) -> str:
    return _("{n} seconds").format(n=-(-wait // clock.SECOND)) if wait < clock.MINUTE else span(wait)


def succeeded(path: Path) -> None:
    """Take back the try that was counted before it was made.

    Where not even that can be written it stays counted until the store's first write: nobody is kept out of a store by the
    passphrase that opens it.
    """
    beside = _uncounted.get(path.resolve())
    if beside:
        beside.pop()
        return
    with suppress(OSError):
        _keep(path, _lines(path)[:-1])


def carry(before: Path, to: Path) -> None:
    """What failed goes along to another folder of the store, so that restoring it wins nobody a guess; damage does not."""
    with suppress(OSError, msgspec.DecodeError):
        lines = [*_in_file(before), *_uncounted.get(before.resolve(), ())]
        if lines:
            write_durably(to, _encoded(lines))


def forget(path: Path) -> None:
    """Begin to count anew, once what failed stands in the audit; on a disk that does not take that it is told there twice."""
    if _lines(path):
        with suppress(OSError):
            _keep(path, [])
