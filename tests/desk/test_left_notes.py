"""A note left while locked, put into an absence that runs: once, at its own time, and lost by neither a kill nor a lock."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fieldapp import clock, places
from fieldapp.desk import leftnotes, locked
from fieldapp.desk.casefile import casefile
from fieldapp.desk.checking import verify
from fieldapp.desk.desk import Desk, run_through
from fieldapp.errors import BadInput, DestinationTrouble, Fixable, Trouble
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Waiting
from fieldapp.vault import note
from fieldapp.vault.folder import StoreFolder

WORDS = "Example Home A: Mika rang, is at the bus station"


@pytest.fixture
def absence(desk: Desk, mika: str, hand: Any) -> tuple[str, str]:
    """Mika is missing for two hours."""
    made = desk.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A"), mika).result
    hand.pass_by(2 * clock.HOUR)
    return made


@pytest.fixture
def left(absence: tuple[str, str], folder: Path, hand: Any) -> int:
    """A note of then, an hour ago; the time it was left."""
    at = locked.leave_note(folder, WORDS, hand)
    hand.pass_by(clock.HOUR)
    return at


def _noted(desk: Desk, absence: tuple[str, str]) -> list[tuple[str, int, str]]:
    case = desk.ask(casefile, *absence)
    assert case is not None
    return [(each.what, each.at, each.text) for each in case.episode.timeline]


def test_it_goes_into_the_timeline_at_the_time_it_was_left_and_is_gone(
    desk: Desk, absence: tuple[str, str], left: int, folder: Path, hand: Any
) -> None:
    (one,) = leftnotes.waiting(desk)
    (running,) = desk.ask(leftnotes.running)
    assert (running.youth, running.episode, running.name, running.late) == (*absence, "Mika Sample", False)
    before = desk.ask(casefile, *absence)
    changes = leftnotes.put_into(desk, one.id, running.episode)
    assert changes.result == absence
    assert changes.areas == {"locate", leftnotes.AREA}
    assert _noted(desk, absence) == [("note", left, f"Left while locked: {WORDS}")]
    assert leftnotes.waiting(desk) == ()
    assert note.left(StoreFolder(folder)) == []
    after = desk.ask(casefile, *absence)
    assert before is not None
    assert after is not None
    assert after.episode.since == before.episode.since, "the clock stays"
    assert after.episode.timeline[0].recorded_at == hand.now
    assert run_through(verify(desk)).findings == ()


def test_nothing_is_an_entry_where_none_is_chosen_or_it_is_over(desk: Desk, absence: tuple[str, str], left: int) -> None:
    (one,) = leftnotes.waiting(desk)
    with pytest.raises(BadInput, match="Whose absence"):
        leftnotes.put_into(desk, one.id, "")
    desk.do(locate.end, *absence, "returned", left)
    assert desk.ask(leftnotes.running) == ()
    with pytest.raises(BadInput, match="does not run any more"):
        leftnotes.put_into(desk, one.id, absence[1])
    assert _noted(desk, absence) == []
    assert leftnotes.waiting(desk) == (one,)


def test_an_absence_is_listed_once_late_ones_too_and_joined_ones_under_one_name(
    desk: Desk, absence: tuple[str, str], left: int, hand: Any
) -> None:
    assert desk.ask(leftnotes.running)[0].since == left - 2 * clock.HOUR
    wait = Waiting(decided_by="Pat Template-Lead", why="Often late", decide_again_at=hand.now + clock.HOUR)
    desk.do(locate.begin, Call(came_at=hand.now, youth_name="Kai Pattern"), "", (), wait)
    heard = desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Mikka")).result
    assert {each.name for each in desk.ask(leftnotes.running)} == {"Mika Sample", "Kai Pattern", "Mikka"}
    desk.do(locate.join_call, heard[0], absence[0], "said by the caregiver")
    running = {each.name: each for each in desk.ask(leftnotes.running)}
    assert {name: each.late for name, each in running.items()} == {"Mika Sample": False, "Kai Pattern": True}
    (one,) = leftnotes.waiting(desk)
    youth, episode = leftnotes.put_into(desk, one.id, running["Mika Sample"].episode).result
    assert youth == absence[0]
    assert len(_noted(desk, (youth, episode))) == 1


def test_a_kill_between_the_entry_and_the_note_loses_neither_and_doubles_nothing(
    absence: tuple[str, str], left: int, unlock: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = unlock()
    (one,) = leftnotes.waiting(desk)

    def killed(_path: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(note, "discard", killed)
        with pytest.raises(KeyboardInterrupt):
            leftnotes.put_into(desk, one.id, absence[1])
    desk = unlock()
    assert leftnotes.waiting(desk) == (one,)
    assert len(_noted(desk, absence)) == 1
    assert leftnotes.put_into(desk, one.id, absence[1]).areas == {leftnotes.AREA}
    assert _noted(desk, absence) == [("note", left, f"Left while locked: {WORDS}")]
    assert leftnotes.waiting(desk) == ()
    with pytest.raises(Fixable, match="no longer there"):
        leftnotes.put_into(desk, one.id, absence[1])


def test_a_kill_before_the_entry_is_on_the_disk_keeps_the_note(
    absence: tuple[str, str], left: int, unlock: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = unlock()
    (one,) = leftnotes.waiting(desk)

    def killed(*_args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Desk, "_refuse_withdrawn", killed)
        with pytest.raises(KeyboardInterrupt):
            leftnotes.put_into(desk, one.id, absence[1])
    desk = unlock()
    assert leftnotes.waiting(desk) == (one,)
    assert _noted(desk, absence) == []


def test_one_that_cannot_be_read_goes_nowhere_and_stays(desk: Desk, absence: tuple[str, str], left: int, folder: Path) -> None:
    (path,) = note.left(StoreFolder(folder))
    path.write_bytes(path.read_bytes()[:-1])
    (one,) = leftnotes.waiting(desk)
    with pytest.raises(Trouble, match="cannot be read"):
        leftnotes.put_into(desk, one.id, absence[1])
    assert path.exists()
    assert _noted(desk, absence) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_where_its_folder_cannot_be_flushed_it_is_recorded_and_gone_all_the_same(
    desk: Desk, absence: tuple[str, str], left: int, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = leftnotes.waiting(desk)

    def failing(_folder: Path) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(places, "flush_folder", failing)
    assert leftnotes.put_into(desk, one.id, absence[1]).result == absence
    assert [at for _what, at, _text in _noted(desk, absence)] == [left]
    assert leftnotes.waiting(desk) == ()


def test_one_that_cannot_be_removed_is_kept_and_said_and_what_was_recorded_stands(
    desk: Desk, absence: tuple[str, str], left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = leftnotes.waiting(desk)

    def failing(_path: Path) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as patched:
        patched.setattr(note, "take_away", failing)
        with pytest.raises(DestinationTrouble, match="could not be removed"):
            leftnotes.discard(desk, one.id)
        assert leftnotes.waiting(desk) == (one,)
        assert leftnotes.put_into(desk, one.id, absence[1]).result == absence
        assert leftnotes.waiting(desk) == (one,)
    leftnotes.put_into(desk, one.id, absence[1])
    assert [at for _what, at, _text in _noted(desk, absence)] == [left], "once"
    assert leftnotes.waiting(desk) == ()
