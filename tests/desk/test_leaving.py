"""Offboarding: what was not received is asked about, a wrong passphrase changes nothing, and afterwards nothing opens any more."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.desk import backups, leaving, opening, transfer
from fieldapp.desk.desk import Desk, run_through
from fieldapp.errors import BadInput, DestinationTrouble, FieldError, WrongPassphrase
from fieldapp.exchange.folder import FolderDestination
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.vault import destroying
from fieldapp.vault.folder import StoreFolder
from fieldapp.youth.queries import youths
from tests.desk.office import Office

WORDS = fiction.PASSPHRASES["worker"]


@pytest.fixture
def worker(team: Office, hand: Any) -> Desk:
    desk = team.store("worker", "Dana Demo-Worker")
    team.enroll(desk)
    team.empty()
    desk.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A", youth_name="Mika Sample"))
    desk.files.put(b"a picture", "image/png")
    return desk


def _place(team: Office) -> Path:
    return team.root / "Dana-Demo-Worker"


def test_what_nobody_else_has_is_asked_about(team: Office, worker: Desk) -> None:
    with pytest.raises(BadInput, match="not reached your supervisor"):
        leaving.destroy(worker, WORDS)
    assert leaving.unsent(worker) > 0
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    team.empty()
    transfer.answer(team.lead, [worker.me.device], FolderDestination(team.folder))
    team.read(worker)
    assert leaving.unsent(worker) == 0
    assert leaving.destroy(worker, WORDS) == leaving.Left((), "")
    assert not _place(team).exists()


def test_restored_what_it_wrote_before_is_counted_too(team: Office, hand: Any, tmp_path: Path) -> None:
    """Nobody enrolled it, and nobody has a record of it: under its new name it wrote one, the rest under the one before."""
    alone = team.store("worker", "Kit Sample-Worker")
    for name in ("Mika Sample", "Kai Pattern"):
        alone.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A", youth_name=name))
    again = _restored(team, alone, tmp_path)
    written = leaving.unsent(alone)
    assert written == alone.book.last(alone.me.device)[0] > 2
    assert leaving.unsent(again) == written + again.book.last(again.me.device)[0] > written
    with pytest.raises(BadInput, match=f"^{leaving.unsent(again)} records have not reached"):
        leaving.destroy(again, WORDS)


@pytest.mark.parametrize("later_by", [0, 400 * clock.DAY], ids=["counts", "has ended"])
def test_restored_what_was_received_of_it_before_is_not_counted(
    team: Office, worker: Desk, hand: Any, tmp_path: Path, later_by: int
) -> None:
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    team.empty()
    transfer.answer(team.lead, [worker.me.device], FolderDestination(team.folder))
    team.read(worker)
    worker.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A", youth_name="Kai Pattern"))
    later = leaving.unsent(worker)
    again = _restored(team, worker, tmp_path)
    hand.pass_by(later_by)
    assert bool(transfer.standing(again).supervisors) is not bool(later_by)
    assert leaving.unsent(again) == later + again.book.last(again.me.device)[0] < worker.book.last(worker.me.device)[0]


def _restored(team: Office, desk: Desk, place: Path) -> Desk:
    (place / "disk").mkdir()
    run_through(backups.back_up(desk, place / "disk"))
    again, _used = backups.restore(place / "disk", place / "again", WORDS, team.hand)
    team.open.append(again)
    return again


def test_a_wrong_passphrase_changes_nothing(team: Office, worker: Desk, hand: Any) -> None:
    before = StoreFolder(_place(team)).slots.read_bytes()
    with pytest.raises(WrongPassphrase):
        leaving.destroy(worker, "not that one at all", unsent_too=True)
    assert StoreFolder(_place(team)).slots.read_bytes() == before
    worker.close()
    hand.pass_by(60_000)
    opening.unlock(_place(team), WORDS, hand).close()


def test_what_was_copied_of_it_meanwhile_needs_slots_that_are_gone(team: Office, worker: Desk, hand: Any, tmp_path: Path) -> None:
    """A disk that keeps old blocks keeps the database at most: without its slots nothing opens it."""
    kept = tmp_path / "kept"
    shutil.copytree(_place(team), kept)
    leaving.destroy(worker, WORDS, unsent_too=True)
    StoreFolder(kept).slots.write_bytes(bytes(StoreFolder(kept).slots.stat().st_size))
    with pytest.raises(FieldError, match="slots"):
        opening.unlock(kept, WORDS, hand)


def test_its_backups_go_too_and_nobody_else_s(team: Office, worker: Desk, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    run_through(backups.back_up(team.lead, disk))
    (theirs,) = disk.iterdir()
    run_through(backups.back_up(worker, disk))
    assert leaving.destroy(worker, WORDS, unsent_too=True).backups == ""
    assert list(disk.iterdir()) == [theirs]


def test_backups_out_of_reach_and_strangers_are_named(team: Office, worker: Desk, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    run_through(backups.back_up(worker, disk))
    disk.rename(tmp_path / "pulled-out")
    stranger = _place(team) / "holiday.txt"
    stranger.write_text("not ours")
    left = leaving.destroy(worker, WORDS, unsent_too=True)
    assert left == leaving.Left(("holiday.txt",), str(disk))
    assert [path.name for path in _place(team).iterdir()] == ["holiday.txt"]


def test_a_disk_that_cannot_be_written_destroys_nothing_and_the_store_stays_open(
    team: Office, worker: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(_path: Path) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(destroying, "_overwrite", read_only)
        with pytest.raises(DestinationTrouble, match="could not be destroyed"):
            leaving.destroy(worker, WORDS, unsent_too=True)
    worker.do(locate.start_from_call, Call(came_at=worker.clock(), youth_name="Kai Pattern"))
    assert "Kai Pattern" in [line.name for line in worker.ask(youths)]
    assert leaving.destroy(worker, WORDS, unsent_too=True) == leaving.Left((), "")
    assert not _place(team).exists()
