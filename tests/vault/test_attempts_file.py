"""Failed unlocks: the wait grows, five in a quarter of an hour close the door, and ending the process wins nothing."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.clock import HOUR, MINUTE, SECOND
from fieldapp.errors import Fixable, LockedOut, TooSoon, WrongPassphrase
from fieldapp.vault import attempts, opening
from torture.failing import read_only

ROOT = Path(__file__).resolve().parents[2]
WRONG = "not the passphrase at all"


def _fail(ready: Any, at: int) -> None:
    with pytest.raises(WrongPassphrase):
        opening.unlock(ready.folder, WRONG, lambda: at)


def test_the_wait_grows_with_each_failure(noon: int) -> None:
    waits = [attempts.wait_before([noon] * count, noon) for count in range(6)]
    assert waits == sorted(waits)
    assert waits[:2] == [0, 0]
    assert waits[4] >= 10 * SECOND


@given(st.lists(st.integers(0, 2**43), max_size=8), st.integers(0, 2**43))
def test_no_clock_makes_anybody_wait_for_long(failed: list[int], now: int) -> None:
    """A clock that was a year ahead when the passphrase failed, and was put right, must not lock for a year."""
    assert 0 <= attempts.wait_before(failed, now) <= MINUTE


@given(st.lists(st.integers(0, 2**43), max_size=8), st.integers(0, 2**43))
def test_as_many_are_left_as_then_close_it(failed: list[int], now: int) -> None:
    left = attempts.tries_left(failed, now)
    assert attempts.is_locked([*failed, *[now] * left], now)
    assert left == 0 or not attempts.is_locked([*failed, *[now] * (left - 1)], now)


def test_what_failed_a_quarter_of_an_hour_ago_counts_no_more(noon: int) -> None:
    assert attempts.tries_left([], noon) == attempts.MOST
    assert attempts.tries_left([noon, noon + 14 * MINUTE], noon + 14 * MINUTE) == 3
    assert attempts.tries_left([noon, noon + 14 * MINUTE], noon + 16 * MINUTE) == 4
    assert attempts.tries_left([noon + turn * MINUTE for turn in range(5)], noon + 5 * HOUR) == 0


def test_a_try_too_early_is_refused_and_not_counted(ready: Any, passphrase: str, noon: int) -> None:
    for turn in range(3):
        _fail(ready, noon + turn * MINUTE)
    last = noon + 2 * MINUTE
    with pytest.raises(Fixable, match="wait") as refused:
        opening.unlock(ready.folder, passphrase, lambda: last + 1)
    assert not isinstance(refused.value, WrongPassphrase)
    assert len(attempts.read(ready.places.attempts)) == 3
    assert opening.unlock(ready.folder, passphrase, lambda: last + MINUTE) == ready.made.key


def test_five_in_a_quarter_of_an_hour_leave_only_recovery(ready: Any, passphrase: str, noon: int) -> None:
    for turn in range(5):
        _fail(ready, noon + turn * 3 * MINUTE)
    for later in (MINUTE, HOUR, 1000 * HOUR, -1000 * HOUR):
        with pytest.raises(WrongPassphrase, match="recovery words"):
            opening.unlock(ready.folder, passphrase, lambda: noon + 12 * MINUTE + later)  # noqa: B023 - called at once
    assert opening.unlock_by_words(ready.folder, ready.made.sheets[:2]) == ready.made.key
    assert opening.unlock_by_agency(ready.folder, ready.agency.private) == ready.made.key
    assert len(attempts.read(ready.places.attempts)) == 5
    attempts.forget(ready.places.attempts)
    assert opening.unlock(ready.folder, passphrase, lambda: noon + 13 * MINUTE) == ready.made.key


def test_five_spread_over_days_do_not(ready: Any, passphrase: str, noon: int) -> None:
    for turn in range(6):
        _fail(ready, noon + turn * HOUR)
    assert opening.unlock(ready.folder, passphrase, lambda: noon + 7 * HOUR) == ready.made.key


def test_what_failed_is_handed_over_once(ready: Any, passphrase: str, noon: int) -> None:
    path = ready.places.attempts
    attempts.forget(path)
    assert not path.exists()
    _fail(ready, noon)
    _fail(ready, noon + MINUTE)
    opening.unlock(ready.folder, passphrase, lambda: noon + 2 * MINUTE)
    assert attempts.read(path) == [noon, noon + MINUTE]
    attempts.forget(path)
    assert attempts.read(path) == []


def test_a_damaged_file_opens_nothing_but_recovery(ready: Any, passphrase: str, noon: int) -> None:
    for content in (b"junk", b'["x"]', b"", b"{}"):
        ready.places.attempts.write_bytes(content)
        with pytest.raises(WrongPassphrase):
            opening.unlock(ready.folder, passphrase, lambda: noon)
    assert opening.unlock_by_words(ready.folder, ready.made.sheets[:2]) == ready.made.key


def _full(*_args: object, **_named: object) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_on_a_full_disk_a_try_is_counted_in_the_file_that_is_there(
    ready: Any, passphrase: str, noon: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ready.places.attempts
    _fail(ready, noon)
    size = path.stat().st_size
    monkeypatch.setattr(tempfile, "mkstemp", _full)
    _fail(ready, noon + MINUTE)
    assert opening.unlock(ready.folder, passphrase, lambda: noon + 2 * MINUTE) == ready.made.key
    assert (json.loads(path.read_bytes()), path.stat().st_size) == ([noon, noon + MINUTE], size)
    attempts.note_look(path, noon)
    for turn in range(300):
        attempts.note_look(path, noon + turn * 10**11)
    assert path.stat().st_size == size
    assert attempts.looked(path)[-1] == noon + 299 * 10**11
    attempts.forget(path)
    assert (json.loads(path.read_bytes()), path.stat().st_size) == ([], size)


def test_a_file_of_an_earlier_version_is_read_and_never_left_half_written(
    ready: Any, passphrase: str, noon: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was as long as what stood in it; grown on a full disk it could end in the middle, which keeps its worker out."""
    path = ready.places.attempts
    path.write_bytes(f"[{noon}]".encode())
    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", _full)
        _fail(ready, noon + MINUTE)
        assert (attempts.read(path), json.loads(path.read_bytes())) == ([noon, noon + MINUTE], [noon])
        attempts.forget(path)
        assert attempts.read(path) == []
        _fail(ready, noon + 2 * MINUTE)
    _fail(ready, noon + HOUR)
    assert json.loads(path.read_bytes()) == [noon + 2 * MINUTE, noon + HOUR], "what was counted in the process is kept now"


def test_where_nothing_can_be_written_the_process_counts(ready: Any, passphrase: str, noon: int) -> None:
    _fail(ready, noon)
    before = ready.places.attempts.read_bytes()
    with read_only(ready.folder):
        for turn in range(1, 3):
            _fail(ready, noon + turn * MINUTE)
        with pytest.raises(TooSoon):
            opening.unlock(ready.folder, passphrase, lambda: noon + 2 * MINUTE + 1)
        for turn in range(3, 5):
            _fail(ready, noon + turn * MINUTE)
        with pytest.raises(LockedOut):
            opening.unlock(ready.folder, passphrase, lambda: noon + HOUR)
    assert ready.places.attempts.read_bytes() == before
    with pytest.raises(LockedOut):
        opening.unlock(ready.folder, passphrase, lambda: noon + HOUR)


def test_what_the_file_says_holds_there_too_and_the_right_passphrase_takes_back_only_its_own_try(
    ready: Any, passphrase: str, noon: int
) -> None:
    path = ready.places.attempts
    _fail(ready, noon)
    with read_only(ready.folder):
        assert opening.unlock(ready.folder, passphrase, lambda: noon + MINUTE) == ready.made.key
        assert attempts.read(path) == [noon]
    for turn in range(1, 5):
        _fail(ready, noon + turn * MINUTE)
    with read_only(ready.folder), pytest.raises(LockedOut):
        opening.unlock(ready.folder, passphrase, lambda: noon + HOUR)


def test_a_disk_that_fills_up_while_it_opens_keeps_nobody_out(
    ready: Any, passphrase: str, noon: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The try was counted, the passphrase was right, and then no new file could be made: it is taken back in place."""
    write, path = attempts.write_durably, ready.places.attempts
    written: list[bytes] = []

    def full_after_one(place: Path, content: bytes) -> None:
        written.append(content)
        if len(written) % 2 == 0:
            raise OSError(28, "No space left on device")
        write(place, content)

    _fail(ready, noon)
    monkeypatch.setattr(attempts, "write_durably", full_after_one)
    for turn in range(1, 8):
        assert opening.unlock(ready.folder, passphrase, lambda: noon + turn * MINUTE) == ready.made.key  # noqa: B023
        assert attempts.read(path) == [noon], "what failed before is still counted, and nothing else"
    monkeypatch.setattr(attempts, "_overwrite", lambda *_args: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    assert opening.unlock(ready.folder, passphrase, lambda: noon + HOUR) == ready.made.key
    assert attempts.read(path) == [noon, noon + HOUR]
    monkeypatch.undo()
    attempts.forget(path)
    assert attempts.read(path) == [], "it goes with the store's first write"


def test_what_failed_goes_along_to_another_folder_and_damage_does_not(ready: Any, tmp_path: Path, noon: int) -> None:
    _fail(ready, noon)
    attempts.carry(ready.places.attempts, tmp_path / "there")
    assert attempts.read(tmp_path / "there") == [noon]
    ready.places.attempts.write_bytes(b"junk")
    attempts.carry(ready.places.attempts, tmp_path / "clean")
    attempts.carry(tmp_path / "none", tmp_path / "clean")
    assert not (tmp_path / "clean").exists()


def test_a_long_wait_is_said_in_minutes(tmp_path: Path, noon: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "_DELAYS", (0, 3 * MINUTE))
    path = tmp_path / "attempts"
    attempts.begin(path, noon)
    with pytest.raises(Fixable, match="2 min"):
        attempts.begin(path, noon + MINUTE)


_KILLED = """
import errno, os, signal, sys, tempfile
from pathlib import Path
from fieldapp.vault import kdf, opening
def full(*_args, **_named):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
if sys.argv[4:]:
    tempfile.mkstemp = full
kdf.derive = lambda *_args: os.kill(os.getpid(), signal.SIGKILL)
opening.unlock(Path(sys.argv[1]), sys.argv[2], lambda: int(sys.argv[3]))
"""


@pytest.mark.parametrize("disk", [(), ("full",)], ids=["a disk with room", "a full disk"])
def test_a_process_killed_while_trying_has_still_tried(ready: Any, noon: int, disk: tuple[str, ...]) -> None:
    _fail(ready, noon)
    for turn in range(1, 4):
        arguments = [str(ready.folder), WRONG, str(noon + turn * HOUR), *disk]
        assert subprocess.run([sys.executable, "-c", _KILLED, *arguments], cwd=ROOT, check=False).returncode == -9
    assert attempts.read(ready.places.attempts) == [noon + turn * HOUR for turn in range(4)]
