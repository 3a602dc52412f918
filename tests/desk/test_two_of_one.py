"""A laptop and a copy of it that both write, and an older copy put in its place: everything is kept, and everybody is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fieldapp.demo import fiction
from fieldapp.desk import backups, checking, enrolling, exchangefile, opening, transfer
from fieldapp.desk import team as team_of
from fieldapp.desk.desk import Desk, run_through
from fieldapp.exchange.folder import FolderDestination
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from fieldapp.youth.queries import youths as everyone
from tests.desk.office import Office

WORDS = fiction.PASSPHRASES["worker"]


def _opened(team: Office, desk: Desk, name: str) -> None:
    team.hand.pass_by(1_000)
    desk.do(youths.open_record, Names(chosen=name))


def _names(desk: Desk) -> list[str]:
    return sorted(line.name for line in desk.ask(everyone))


def _folder_of(desk: Desk) -> Path:
    return desk.files._places.root


def _copied(team: Office, desk: Desk) -> Desk:
    """Somebody copied the folder, and opens the copy."""
    place = team.root / f"a-copy-{len(team.open)}"
    shutil.copytree(_folder_of(desk), place)
    team.open.append(opening.unlock(place, WORDS, team.hand))
    return team.open[-1]


def _send(team: Office, desk: Desk, *, again: bool = False) -> None:
    run_through(transfer.posting(desk, FolderDestination(team.folder), again=again))


@pytest.fixture
def second(team: Office) -> Desk:
    """Another supervisor, who knows who is who."""
    desk = team.store("supervisor", "Robin Sample-Lead")
    team.enroll(desk)
    team.empty()
    return desk


def test_a_laptop_and_its_copy_are_both_kept_and_the_supervisor_is_told_to_ask(team: Office, worker: Desk) -> None:
    _opened(team, worker, "Mika Sample")
    copy = _copied(team, worker)
    _opened(team, worker, "Kai Pattern")
    _opened(team, copy, "Noa Trial")
    for desk in (worker, copy):
        _send(team, desk)
    outcomes = team.read(team.lead)
    assert sorted(each.outcome for each in outcomes) == ["accepted", "fork"]
    assert "and a copy of it both wrote" in next(each.sentence for each in outcomes if each.outcome == "fork")
    assert _names(team.lead) == ["Kai Pattern", "Mika Sample", "Noa Trial"]
    assert run_through(checking.verify(team.lead)).findings == ()


def test_an_older_copy_in_the_store_s_place_is_told_by_the_receipt_that_comes_and_by_what_it_sends(
    team: Office, worker: Desk, tmp_path: Path
) -> None:
    """Yesterday's store with yesterday's head: nothing on this laptop can tell, and the next exchange does."""
    _opened(team, worker, "Mika Sample")
    folder, aside = _folder_of(worker), tmp_path / "yesterday"
    shutil.copytree(folder, aside)
    _opened(team, worker, "Kai Pattern")
    _send(team, worker)
    assert team.through(team.lead) == ["accepted"]
    worker.close()
    shutil.rmtree(folder)
    shutil.copytree(aside, folder)
    older = opening.unlock(folder, WORDS, team.hand)
    team.open.append(older)
    assert (older.read_only, _names(older)) == ("", ["Mika Sample"])
    assert team.through(older) == ["set_aside"]
    (told,) = exchangefile.exchange(older).aside
    assert told.sentence.startswith("The sender has records of this laptop that are not on it")
    assert "backup" in told.sentence
    assert transfer.standing(older).waiting > 0, "it settles nothing"
    _opened(team, older, "Noa Trial")
    team.empty()
    _send(team, older)
    assert team.through(team.lead) == ["fork"]
    assert _names(team.lead) == ["Kai Pattern", "Mika Sample", "Noa Trial"]


def test_a_restored_supervisor_to_whom_the_laptop_before_and_its_copy_both_wrote_still_sends(
    team: Office, second: Desk, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    _opened(team, second, "Mika Sample")
    run_through(backups.back_up(second, disk))
    again, _used = backups.restore(disk, team.root / "again", WORDS, team.hand)
    team.open.append(again)
    card = team_of.card(again)
    enrolling.enroll(team.lead, card, card.words())
    _send(team, team.lead)
    for desk in (second, again):
        team.through(desk)
    copy = _copied(team, second)
    _opened(team, second, "Kai Pattern")
    _opened(team, copy, "Noa Trial")
    team.empty()
    for desk in (second, copy):
        _send(team, desk)
    assert sorted(team.through(again)) == ["accepted", "fork"]
    _opened(team, again, "Ash Placeholder")
    _send(team, again)
    assert "set_aside" not in team.through(team.lead)
    assert _names(team.lead) == ["Ash Placeholder", "Kai Pattern", "Mika Sample", "Noa Trial"]
    team.through(again)
    assert transfer.standing(again).waiting == 0
