"""A passphrase that others know: everything is encrypted anew, a copy of the old slots opens nothing, and a crash leaves a way in."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fieldapp.demo import county, fiction
from fieldapp.desk import accesslog, backups, checking, keeping, locked, newwords, opening, rekeying
from fieldapp.desk.desk import Desk, run_through
from fieldapp.errors import BadInput, Bug, DestinationTrouble, FieldError, Trouble, WrongPassphrase
from fieldapp.ledger import local
from fieldapp.vault import agency_key, slots, store
from fieldapp.vault import opening as ways
from fieldapp.vault.folder import StoreFolder
from fieldapp.vault.words import WordPlan
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from fieldapp.youth.queries import youths as everyone
from tests.desk.conftest import CHEAP

OLD, NEW = fiction.PASSPHRASES["worker"], "eight brown otters cross the slow river"


@pytest.fixture
def made(tmp_path: Path, agency: county.Agency, hand: Any) -> tuple[Path, tuple[str, ...]]:
    place = tmp_path / "store"
    new = opening.NewStore(fiction.WORKER, "worker", agency.county_file, OLD, WordPlan(2, 3))
    sheets = opening.create(place, new, hand, CHEAP)
    desk = opening.unlock(place, OLD, hand)
    desk.do(youths.open_record, Names(chosen="Mika Sample"))
    desk.close()
    return place, sheets


def _fit(desk: Desk) -> None:
    assert [line.name for line in desk.ask(everyone)] == ["Mika Sample"]
    assert run_through(checking.verify(desk)).findings == ()


def test_a_copy_of_the_old_slots_opens_nothing_any_more(made: tuple[Path, tuple[str, ...]], hand: Any, tmp_path: Path) -> None:
    place, sheets = made
    copy = tmp_path / "copied-slots"
    shutil.copy(StoreFolder(place).slots, copy)
    desk = opening.unlock(place, OLD, hand)
    renewed = run_through(rekeying.renew(desk, OLD, NEW, CHEAP))
    _fit(desk)
    desk.do(youths.open_record, Names(chosen="Kai Pattern"))
    assert "rekeyed" in [each.what for each in accesslog.accesses(desk)]
    desk.close()
    desk = opening.unlock(place, NEW, hand)
    assert run_through(checking.verify(desk)).findings == ()
    desk.close()
    with pytest.raises(WrongPassphrase):
        opening.unlock(place, OLD, hand)
    with pytest.raises(WrongPassphrase):
        ways.unlock_by_words(place, sheets[:2])
    key = ways.unlock_by_words(place, renewed.sheets[1:])
    assert store.opens(StoreFolder(place).database, key.database())
    shutil.copy(copy, StoreFolder(place).slots)
    hand.pass_by(60_000)
    with pytest.raises(FieldError, match="database is damaged"):
        opening.unlock(place, OLD, hand)


def test_the_agency_still_opens_it(made: tuple[Path, tuple[str, ...]], agency: county.Agency, hand: Any) -> None:
    place, _sheets = made
    desk = opening.unlock(place, OLD, hand)
    run_through(rekeying.renew(desk, OLD, NEW, CHEAP))
    desk.close()
    key = agency_key.lock(agency.recovery.private, "the agency keeps this one", hand.now, CHEAP)
    desk = opening.recover(
        place, locked.by_agency(key, "the agency keeps this one"), "five wholly new words here", hand, cost=CHEAP
    )
    _fit(desk)
    desk.close()


def test_only_a_backup_that_the_old_passphrase_does_not_open_stays(
    made: tuple[Path, tuple[str, ...]], hand: Any, tmp_path: Path
) -> None:
    place, _sheets = made
    disk = tmp_path / "disk"
    disk.mkdir()
    desk = opening.unlock(place, OLD, hand)
    for _time in range(2):
        run_through(backups.back_up(desk, disk))
        hand.pass_by(1_000)
    assert run_through(rekeying.renew(desk, OLD, NEW, CHEAP)).left == ()
    desk.close()
    (left,) = disk.iterdir()
    with pytest.raises(WrongPassphrase):
        backups.restore(disk, tmp_path / "again", OLD, hand)
    again, _used = backups.restore(left, tmp_path / "again", NEW, hand)
    _fit(again)
    again.close()


def test_backups_out_of_reach_are_named(made: tuple[Path, tuple[str, ...]], hand: Any, tmp_path: Path) -> None:
    place, _sheets = made
    disk = tmp_path / "disk"
    disk.mkdir()
    desk = opening.unlock(place, OLD, hand)
    run_through(backups.back_up(desk, disk))
    disk.rename(tmp_path / "pulled-out")
    assert run_through(rekeying.renew(desk, OLD, NEW, CHEAP)).left == (str(disk),)
    desk.close()


def test_a_wrong_or_weak_or_the_same_passphrase_changes_nothing(made: tuple[Path, tuple[str, ...]], hand: Any) -> None:
    place, _sheets = made
    before = StoreFolder(place).slots.read_bytes()
    desk = opening.unlock(place, OLD, hand)
    for old, new, error in (("not that one at all", NEW, WrongPassphrase), (OLD, "short", BadInput), (OLD, OLD, BadInput)):
        with pytest.raises(error):
            run_through(rekeying.renew(desk, old, new, CHEAP))
    assert StoreFolder(place).slots.read_bytes() == before
    _fit(desk)
    desk.close()
    opening.unlock(place, OLD, hand).close()


def test_a_disk_that_fails_meanwhile_leaves_the_old_passphrase(
    made: tuple[Path, tuple[str, ...]], hand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, _sheets = made
    desk = opening.unlock(place, OLD, hand)

    def full(*_args: object) -> None:
        raise DestinationTrouble("The disk with your store is full.", "Everything recorded before this step is safe.")

    with monkeypatch.context() as patched:
        patched.setattr(store, "rekey", full)
        with pytest.raises(rekeying.KeyNotChanged):
            run_through(rekeying.renew(desk, OLD, NEW, CHEAP))
    desk = opening.unlock(place, OLD, hand)
    _fit(desk)
    desk.close()
    assert len(slots.read(StoreFolder(place).slots)) == 3


def test_slots_that_cannot_be_written_after_it_lead_to_the_new_key_all_the_same(
    made: tuple[Path, tuple[str, ...]], hand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, _sheets = made
    desk = opening.unlock(place, OLD, hand)
    real, written = slots.write, []

    def fails_once(path: Path, held: tuple[slots.AnySlot, ...]) -> None:
        written.append(len(held))
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        real(path, held)

    monkeypatch.setattr(slots, "write", fails_once)  # what could not be written then is settled at the next unlock
    run_through(rekeying.renew(desk, OLD, NEW, CHEAP))
    assert written == [6, 3]
    _fit(desk)
    desk.close()
    desk = opening.unlock(place, NEW, hand)
    _fit(desk)
    desk.close()


@pytest.mark.parametrize("force", [OLD, NEW], ids=["before", "after"])
def test_while_two_sets_of_ways_in_stand_there_no_third_is_made_and_no_passphrase_changed(
    made: tuple[Path, tuple[str, ...]], hand: Any, monkeypatch: pytest.MonkeyPatch, force: str
) -> None:
    """The slots were replaced, and then nothing more could be written; nine of them no version would read."""
    place, _sheets = made
    desk = opening.unlock(place, OLD, hand)
    real, written = slots.write, []

    def fails_after(path: Path, held: tuple[slots.AnySlot, ...]) -> None:
        written.append(len(held))
        if len(written) == 1:
            real(path, held)
        if len(written) > 1 or force == OLD:
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(slots, "write", fails_after)
        if force == NEW:
            run_through(rekeying.renew(desk, OLD, NEW, CHEAP))
        else:
            with pytest.raises(DestinationTrouble):
                run_through(rekeying.renew(desk, OLD, NEW, CHEAP))
    before = StoreFolder(place).slots.read_bytes()
    assert len(slots.read(StoreFolder(place).slots)) == 6
    for old in (OLD, NEW):
        hand.pass_by(60_000)
        with pytest.raises(Trouble, match="not settled yet"):
            run_through(rekeying.renew(desk, old, "five wholly new words here", CHEAP))
        with pytest.raises(Trouble, match="not settled yet"):
            keeping.change_passphrase(desk, old, "five wholly new words here", CHEAP)
    assert StoreFolder(place).slots.read_bytes() == before
    desk.close()
    desk = opening.unlock(place, force, hand)
    _fit(desk)
    assert len(slots.read(StoreFolder(place).slots)) == 3
    keeping.change_passphrase(desk, force, "five wholly new words here", CHEAP)
    desk.close()


def test_more_ways_in_than_any_version_reads_are_never_written(made: tuple[Path, tuple[str, ...]]) -> None:
    path = StoreFolder(made[0]).slots
    held = slots.read(path)
    with pytest.raises(Bug):
        slots.write(path, held * 3)
    assert slots.read(path) == held


@pytest.mark.parametrize("where", ["before", "after"])
def test_cut_short_one_of_the_two_opens_and_settles_it(
    made: tuple[Path, tuple[str, ...]], agency: county.Agency, hand: Any, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """The process ends right before the database is encrypted anew, or right after."""
    place, _sheets = made
    desk = opening.unlock(place, OLD, hand)
    real = store.rekey

    class Ended(BaseException):
        pass

    def ends(connection: Any, key: bytes) -> None:
        if where == "after":
            real(connection, key)
        raise Ended

    monkeypatch.setattr(store, "rekey", ends)
    monkeypatch.setattr(desk.files, "settle_ways", lambda _made: (_ for _ in ()).throw(Ended()))
    with pytest.raises(Ended):
        run_through(rekeying.renew(desk, OLD, NEW, CHEAP))
    desk._close()
    wrong, right = (NEW, OLD) if where == "before" else (OLD, NEW)
    with pytest.raises(WrongPassphrase, match="cut short"):
        opening.unlock(place, wrong, hand)
    assert ways.unlock_by_agency(place, agency.recovery.private).secret
    desk = opening.unlock(place, right, hand)
    _fit(desk)
    desk.close()
    assert len(slots.read(StoreFolder(place).slots)) == 3
    with pytest.raises(WrongPassphrase, match="does not open"):
        opening.unlock(place, wrong, hand)


# -- words that nobody has on paper yet


def test_words_wait_in_the_store_until_somebody_says_to_have_them(made: tuple[Path, tuple[str, ...]], hand: Any) -> None:
    place, sheets = made
    desk = opening.unlock(place, OLD, hand)
    assert newwords.waiting(desk) == sheets, "made at set-up, and nobody said a word"
    newwords.written(desk)
    assert newwords.waiting(desk) == ()
    renewed = run_through(rekeying.renew(desk, OLD, NEW, CHEAP))
    desk.close()  # locked before the window showed them
    desk = opening.unlock(place, NEW, hand)
    assert newwords.waiting(desk) == renewed.sheets != ()
    assert ways.unlock_by_words(place, newwords.waiting(desk)[:2]).secret
    newwords.written(desk)
    newwords.written(desk)
    desk.close()
    desk = opening.unlock(place, NEW, hand)
    assert newwords.waiting(desk) == ()
    assert desk.book.connection.exec_driver_sql("SELECT 1 FROM local WHERE key LIKE 'words%'").first() is None
    desk.close()


def test_words_of_a_change_that_failed_hide_none_that_open_the_store(
    made: tuple[Path, tuple[str, ...]], hand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, sheets = made
    desk = opening.unlock(place, OLD, hand)

    def full(*_args: object) -> None:
        raise DestinationTrouble("The disk with your store is full.", "Everything recorded before this step is safe.")

    with monkeypatch.context() as patched:
        patched.setattr(store, "rekey", full)
        with pytest.raises(rekeying.KeyNotChanged):
            run_through(rekeying.renew(desk, OLD, NEW, CHEAP))
    desk = opening.unlock(place, OLD, hand)
    assert newwords.waiting(desk) == sheets
    desk.close()


_CHILD = """
import sys
from pathlib import Path
from fieldapp import clock
from fieldapp.desk import opening, rekeying
from fieldapp.vault.kdf import Cost
desk = opening.unlock(Path(sys.argv[1]), sys.argv[2], clock.now)
print("open", flush=True)
for _slice in rekeying.renew(desk, sys.argv[2], sys.argv[3], Cost(64, 1, 1)):
    pass
print("done", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="the signal that nothing survives is one of posix")
@pytest.mark.parametrize("after_ms", [1, 8, 16, 30, 45, 60, 90])
@pytest.mark.parametrize("first", ["old", "new"])
def test_killed_at_any_moment_one_of_the_two_opens(
    made: tuple[Path, tuple[str, ...]], agency: county.Agency, hand: Any, after_ms: int, first: str
) -> None:
    """The database is large enough that the kill finds its journal half written, or half played back."""
    place, _sheets = made
    desk = opening.unlock(place, OLD, hand)
    desk.batch(lambda book: local.put(book.connection, "filler", os.urandom(4_000_000)))
    desk.close()
    child = subprocess.Popen([sys.executable, "-c", _CHILD, str(place), OLD, NEW], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    try:
        child.wait(after_ms / 1_000)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    copy = shutil.copytree(place, place.with_name("copy"))
    key = ways.unlock_by_agency(copy, agency.recovery.private)
    assert store.opens(StoreFolder(copy).database, key.database())
    opened = []
    for each in (OLD, NEW) if first == "old" else (NEW, OLD):
        hand.now += 600_000
        try:
            desk = opening.unlock(place, each, hand)
        except WrongPassphrase:
            continue
        _fit(desk)
        desk.close()
        opened.append(each)
    assert len(opened) == 1
    assert len(slots.read(StoreFolder(place).slots)) == 3
