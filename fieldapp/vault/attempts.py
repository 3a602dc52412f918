"""Failed unlocks, counted in a plain file beside the store: a growing delay, and after five in a quarter of an hour only a
recovery slot opens. A copied disk knows no counter; what holds there is the cost of each guess.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import msgspec

from fieldapp import clock
from fieldapp.clock import Instant
from fieldapp.errors import DestinationTrouble, LockedOut, TooSoon
from fieldapp.places import write_durably
from fieldapp.text import _, span

MOST, WINDOW = 5, 15 * clock.MINUTE
_DELAYS = (0, 0, 2 * clock.SECOND, 5 * clock.SECOND, 15 * clock.SECOND)
_KEPT = 200


class _Looked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An unlock that succeeded but could write no entry, since the store was open for reading only. at: ms UTC."""

    at: int


_LINES = msgspec.json.Decoder(list[int | _Looked])


def read(path: Path) -> list[Instant]:
    """When unlocks failed since the last one that did not; a damaged file counts as full, so that damage opens nothing."""
    return [each for each in _lines(path) if isinstance(each, int)]


def looked(path: Path) -> list[Instant]:
    """When the store was unlocked for reading only; each waits here for its access entry."""
    return [each.at for each in _lines(path) if isinstance(each, _Looked)]


def note_look(path: Path, now: Instant) -> None:
    """Remember an unlock for reading only; DestinationTrouble where even that cannot be written."""
    _write(path, [*_lines(path), _Looked(now)])


def _lines(path: Path) -> list[int | _Looked]:
    try:
        return _LINES.decode(path.read_bytes())
    except FileNotFoundError:
        return []
    except (OSError, msgspec.DecodeError):
        return [0] * MOST


def _write(path: Path, lines: list[int | _Looked]) -> None:
    try:
        write_durably(path, msgspec.json.encode(lines[-_KEPT:]))
    except OSError as refused:
        raise DestinationTrouble(
            _("The disk with your store is full or read-only, so no passphrase can be tried. Free some space, then try again."),
            _("Nothing was changed."),
        ) from refused


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
    _write(path, [*_lines(path), now])


def wait_now(path: Path, now: Instant) -> tuple[int, int]:
    """For the locked window, before anything is typed: how many tries are left, and the milliseconds until the next."""
    failed = read(path)
    return tries_left(failed, now), wait_before(failed, now)


def _seconds(wait: int) -> str:
    return _("{n} seconds").format(n=-(-wait // clock.SECOND)) if wait < clock.MINUTE else span(wait)


def succeeded(path: Path) -> None:
    """Take back the try that was counted before it was made.

    On a disk that has become full since then it is taken back in place, and where not even that can be written it stays counted
    until the store's first write: nobody is kept out of a store by the passphrase that opens it.
    """
    rest = _lines(path)[:-1]
    try:
        _write(path, rest)
    except DestinationTrouble:
        with suppress(OSError):
            _overwrite(path, msgspec.json.encode(rest))


def _overwrite(path: Path, content: bytes) -> None:
    """Shorter content in the place of longer, in the blocks that the file has."""
    with path.open("r+b") as file:
        file.write(content.ljust(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def carry(before: Path, to: Path) -> None:
    """What failed goes along to another folder of the store, so that restoring it wins nobody a guess; damage does not."""
    with suppress(OSError, msgspec.DecodeError):
        lines = _LINES.decode(before.read_bytes())
        if lines:
            write_durably(to, msgspec.json.encode(lines))


def forget(path: Path) -> list[Instant]:
    """The failed unlocks, handed over to the audit; nothing is left in the file."""
    failed = read(path)
    if _lines(path):
        _write(path, [])
    return failed
