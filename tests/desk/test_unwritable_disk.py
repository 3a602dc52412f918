"""A disk that takes nothing: the store opens for reading and says why and what to do; with room again everything goes on."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from fieldapp import cli, clock
from fieldapp.demo import fiction
from fieldapp.desk import accesslog, opening
from fieldapp.desk.desk import Desk
from fieldapp.desk.youthfile import page_of
from fieldapp.errors import DestinationTrouble, LockedOut, StoreInUse, Trouble, WrongPassphrase
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.vault import opening as ways
from fieldapp.vault import store
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Contact, Names
from fieldapp.youth.queries import youth as record_of
from fieldapp.youth.queries import youths as everyone
from tests.desk.conftest import CHEAP
from torture.failing import no_larger_than, read_only

WORDS, NEW = fiction.PASSPHRASES["worker"], fiction.PASSPHRASES["officer"]
FULL = "The disk with your store is full, so the store is open for reading only. Free some space; then lock and unlock."
SHUT = "The disk or the folder of your store cannot be written to, so the store is open for reading only."
Fails = Callable[[Path], AbstractContextManager[None]]
DISKS: list[tuple[Fails, str]] = [(lambda _folder: no_larger_than(4096), FULL), (read_only, SHUT)]


def _files(folder: Path) -> dict[str, bytes]:
    """All that is in a store but what every unlock may write in place."""
    held = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return {name: content for name, content in held.items() if name not in {"attempts", "lock"}}


def _said(desk: Desk) -> list[str]:
    return [each.words for each in accesslog.accesses(desk)]


@pytest.mark.parametrize("at_once", [False, True], ids=["", "read at once"])
@pytest.mark.parametrize(("fails", "sentence"), DISKS, ids=["full", "read-only"])
def test_a_store_on_a_disk_that_takes_nothing_is_read(
    folder: Path, desk: Desk, mika: str, hand: Any, fails: Fails, sentence: str, *, at_once: bool
) -> None:
    desk.do(youths.say_contact, mika, Contact(name="Ana Sample", relation="parent"))
    desk.close()
    before = _files(folder)
    with fails(folder):
        again = opening.unlock(folder, WORDS, hand, read_at_once=at_once)
        assert again.read_only.startswith(sentence)
        assert again.read_only.endswith("lock and unlock.")
        assert [line.name for line in again.ask(everyone)] == ["Mika Sample"]
        record = again.ask(record_of, mika)
        assert record is not None
        assert [each.value.name for each in record.contacts.values()] == ["Ana Sample"]
        with pytest.raises(Trouble, match="reading only") as refused:
            again.do(youths.open_record, Names(chosen="Kai Pattern"))
        assert "Everything recorded so far can be read" in refused.value.safe
        again.close()
    assert _files(folder) == before
    mended = opening.unlock(folder, WORDS, hand)
    assert mended.read_only == ""
    mended.do(youths.open_record, Names(chosen="Kai Pattern"))
    assert _said(mended).count("Opened for reading only") == 1
    mended.close()


def test_a_database_that_may_grow_no_more_is_read(folder: Path, desk: Desk, hand: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite says itself that it is full; until then each unlock finds a little room in the pages that are there."""
    desk.close()
    pages, set_up = (folder / "store.db").stat().st_size // 4096, store._set_up

    def small(connection: Any) -> None:
        set_up(connection)
        connection.execute(f"PRAGMA max_page_count = {pages}")

    monkeypatch.setattr(store, "_set_up", small)
    for _turn in range(60):
        again = opening.unlock(folder, WORDS, hand)
        again.close()
        if again.read_only:
            break
    assert again.read_only == FULL
    monkeypatch.undo()
    mended = opening.unlock(folder, WORDS, hand)
    assert (mended.read_only, "Opened for reading only" in _said(mended)) == ("", True)
    mended.close()


def test_a_disk_that_fills_while_the_store_is_open_keeps_no_record_from_its_worker(
    folder: Path, desk: Desk, mika: str, hand: Any
) -> None:
    desk.close()
    again = opening.unlock(folder, WORDS, hand)
    before = _said(again)
    with no_larger_than(4096):
        for _turn in range(2):
            assert page_of(again, mika) is not None
        with pytest.raises(DestinationTrouble, match="full"):
            again.do(youths.open_record, Names(chosen="Kai Pattern"))
    assert _said(again) == before
    page_of(again, mika)
    assert len(_said(again)) == len(before) + 1, "with room again it is noted as ever"
    again.close()
    mended = opening.unlock(folder, WORDS, hand)
    assert _said(mended).count("Opened for reading only") == 1
    mended.close()


@pytest.mark.parametrize("fails", [each for each, _sentence in DISKS], ids=["full", "read-only"])
def test_wrong_ones_are_counted_there_and_stand_in_the_audit_later(folder: Path, desk: Desk, hand: Any, fails: Fails) -> None:
    desk.close()
    with fails(folder):
        for _turn in range(3):
            hand.pass_by(clock.MINUTE)
            with pytest.raises(WrongPassphrase):
                opening.unlock(folder, "not the passphrase", hand)
        hand.pass_by(clock.MINUTE)
        opening.unlock(folder, WORDS, hand).close()
    mended = opening.unlock(folder, WORDS, hand)
    assert "3 wrong passphrases while locked" in _said(mended)
    mended.close()
    again = opening.unlock(folder, WORDS, hand)
    assert sum("while locked" in each for each in _said(again)) == 1
    again.close()


@pytest.mark.parametrize("fails", [each for each, _sentence in DISKS], ids=["full", "read-only"])
def test_five_lock_out_there_too(folder: Path, desk: Desk, hand: Any, fails: Fails) -> None:
    desk.close()
    with fails(folder):
        for _turn in range(5):
            hand.pass_by(clock.MINUTE)
            with pytest.raises(WrongPassphrase):
                opening.unlock(folder, "not the passphrase", hand)
        hand.pass_by(clock.HOUR)
        with pytest.raises(LockedOut):
            opening.unlock(folder, WORDS, hand)


def test_two_may_read_at_once_and_nobody_else_writes_meanwhile(folder: Path, desk: Desk, hand: Any) -> None:
    desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Mika Sample"))
    desk.close()
    with read_only(folder):
        first, second = opening.unlock(folder, WORDS, hand), opening.unlock(folder, WORDS, hand)
        assert [each.ask(everyone)[0].name for each in (first, second)] == ["Mika Sample", "Mika Sample"]
        first.close()
    with pytest.raises(StoreInUse):
        opening.unlock(folder, WORDS, hand)
    second.close()


@pytest.fixture
def crashed(desk: Desk, folder: Path, hand: Any, tmp_path: Path) -> Path:
    """A store as a power cut leaves it in the midst of a commit."""
    desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Mika Sample"))
    connection, place = desk.book.connection, tmp_path / "crashed"
    connection.exec_driver_sql("PRAGMA cache_size = 10")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    connection.exec_driver_sql("INSERT INTO local (key, value) VALUES ('large', zeroblob(400000))")
    shutil.copytree(folder, place)
    connection.exec_driver_sql("ROLLBACK")
    return place


def test_what_a_crash_left_half_done_needs_a_disk_that_can_be_written(crashed: Path, hand: Any) -> None:
    with read_only(crashed):
        for _turn in range(2):
            with pytest.raises(DestinationTrouble, match="was cut short") as refused:
                opening.unlock(crashed, WORDS, hand)
            assert "Everything recorded before that change is safe" in refused.value.safe
    again = opening.unlock(crashed, WORDS, hand)
    assert (again.read_only, [line.name for line in again.ask(everyone)]) == ("", ["Mika Sample"])
    again.close()


def test_on_a_full_disk_it_is_taken_back_in_place(crashed: Path, hand: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    again = opening.unlock(crashed, WORDS, hand)
    assert (again.read_only, [line.name for line in again.ask(everyone)]) == (FULL, ["Mika Sample"])
    again.close()


def test_a_head_that_is_lost_there_is_said_as_well(folder: Path, desk: Desk, hand: Any) -> None:
    desk.close()
    (folder / "head").unlink()
    with read_only(folder):
        again = opening.unlock(folder, WORDS, hand)
        assert "The file “head” of this store is missing" in again.read_only
        assert SHUT in again.read_only
        assert again.anew is not None
        with pytest.raises(DestinationTrouble):
            again.anew()
    mended = opening.unlock(folder, WORDS, hand)
    assert mended.anew is not None
    mended.anew().close()


def test_a_new_passphrase_needs_a_disk_that_can_be_written(folder: Path, desk: Desk, hand: Any, agency: Any) -> None:
    desk.close()
    way = opening.WayBack("agency", lambda place: ways.unlock_by_agency(place, agency.recovery.private))
    for fails, _sentence in DISKS:
        with fails(folder), pytest.raises(DestinationTrouble):
            opening.recover(folder, way, NEW, hand, cost=CHEAP)
        assert ways.by_passphrase(folder, WORDS)


def test_a_disk_is_no_finding_of_the_check(folder: Path, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk.close()
    (tmp_path / "words").write_text(WORDS)
    with read_only(folder):
        code = cli.main(["verify", "--store", str(folder), "--passphrase-file", str(tmp_path / "words"), "--json"])
    said = capsys.readouterr()
    assert (code, json.loads(said.out)["findings"]) == (0, [])
    assert SHUT in said.err
