"""An import that is cut short, at any batch, goes on when the file is read again, and comes to the same rows."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from fieldapp.demo import fiction
from fieldapp.desk import checking, opening, taking, transfer
from fieldapp.desk.checking import digest_of
from fieldapp.desk.desk import Desk, run_through
from fieldapp.exchange.folder import FolderDestination
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from tests.desk.office import Office

WORDS = fiction.PASSPHRASES["worker"]


@pytest.fixture
def sent(team: Office, worker: Desk, hand: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundle of some dozens of records, taken in ten at a time."""
    monkeypatch.setattr(taking, "BATCH", 10)
    for number in range(12):
        call = Call(came_at=hand.now, caller="Example Home A", youth_name=f"Mika Sample{number}")
        worker.do(locate.start_from_call, call)
    (made,) = transfer.send(worker, FolderDestination(team.folder))
    assert made.entries > 40
    return team.folder / made.name


def _lead_again(team: Office, place: Path, hand: Any) -> Desk:
    desk = opening.unlock(place, WORDS, hand)
    team.open.append(desk)
    return desk


def test_whatever_was_taken_in_stays_and_the_rest_follows(team: Office, sent: Path, hand: Any) -> None:
    before = team.root / "Pat-Template-Lead"
    team.lead.close()
    whole = _lead_again(team, shutil.copytree(before, team.root / "whole"), hand)
    assert [each.outcome for each in team.read(whole, sent)] == ["accepted"]
    wanted = digest_of(whole)
    batches = 0
    for stop in range(1, 20):
        place = shutil.copytree(before, team.root / f"cut{stop}")
        desk = _lead_again(team, place, hand)
        slices, seen = transfer.receive(desk, [sent]), 0
        for progress in slices:
            seen += progress.what == "Taking in records"
            if seen == stop:
                break
        slices.close()
        desk.close()
        if seen < stop:
            break
        batches += 1
        again = _lead_again(team, place, hand)
        held = again.book.connection.exec_driver_sql("SELECT count(*) FROM entry").scalar() or 0
        assert held > 0
        assert [each.outcome for each in team.read(again, sent)] in (["accepted"], ["duplicate"])
        assert digest_of(again) == wanted
        assert run_through(checking.verify(again)).findings == ()
        again.close()
    assert batches >= 4


@pytest.mark.parametrize("at", [1, 3])
def test_a_batch_that_fails_leaves_those_before_it_and_nothing_of_its_own(
    team: Office, sent: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    real, turns = team.lead.book.take_in, []

    def fails(read: Any) -> Any:
        turns.append(1)
        done = real(read)
        if len(turns) == at:
            raise RuntimeError("the process ended here")
        return done

    counted = "SELECT count(*) FROM entry WHERE device NOT LIKE '%/access'"
    before = team.lead.book.connection.exec_driver_sql(counted).scalar() or 0
    monkeypatch.setattr(type(team.lead.book), "take_in", lambda _book, read: fails(read))
    with pytest.raises(RuntimeError):
        team.read(team.lead, sent)
    after = team.lead.book.connection.exec_driver_sql(counted).scalar() or 0
    assert after - before == (at - 1) * 10
    monkeypatch.undo()
    assert [each.outcome for each in team.read(team.lead, sent)] == ["accepted"]
    assert run_through(checking.verify(team.lead)).findings == ()
