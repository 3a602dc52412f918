"""What falls due while the store is locked: said at its time without a name, and gone at the unlock; the clock is the test's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from unittest.mock import Mock, patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Line, Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.demo import county, fiction
from fieldapp.desk import calling, opening
from fieldapp.desk.calling import CallDraft
from fieldapp.desk.desk import Changes, Desk
from fieldapp.desk.limits import Limit
from fieldapp.desk.overview import owed, waits
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Happened, Waiting
from fieldapp.text import moment, speak
from fieldapp.vault.kdf import Cost
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Standing
from tests.window.person import Person
from ui.app import App
from ui.reminders import words_of

R = TypeVar("R")
NAMES = ("Mika", "Sample", "MS", "Ari", "Madeup", "AM", "Template-Lead", "texted from the bus")


class Hand:
    """A clock that stands still until the test moves it."""

    def __init__(self) -> None:
        self.now = clock.now() // clock.MINUTE * clock.MINUTE

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def worker(make_app: Callable[[Path], App], store: Path, qtbot: QtBot, hand: Hand) -> Person:
    """The worker, whose window goes by the test's clock."""
    app = make_app(store)
    app.session.now = hand
    person = Person(app, qtbot)
    person.unlocks(fiction.PASSPHRASES["worker"])
    return person


@pytest.fixture(autouse=True)
def alert() -> Iterator[Mock]:
    """The window asks to be looked at."""
    with patch.object(QApplication, "alert") as asked:
        yield asked


def _waits_until(person: Person, name: str, until: int) -> tuple[str, str]:
    """Somebody is late, and it is to be decided again at an instant; the youth and the episode."""
    now = person.app.session.now()
    wait = Waiting(decided_by="Pat Template-Lead", why="texted from the bus", decide_again_at=until)
    call = Call(came_at=now, taken_at=now, youth_name=name)
    typed = CallDraft(opened_at=now, call=call, happened=Happened(agency_learned=now), wait=wait)
    return _does(person, lambda desk: desk.do(calling.start, typed, waits=True))


def _misses(person: Person) -> tuple[str, str]:
    """Somebody is missing for whom many must be told; the youth and the episode."""

    def calls(desk: Desk) -> Changes[tuple[str, str]]:
        youth = desk.do(youths.open_record, Names(chosen="Ari Madeup")).result
        standing = Standing(born="2011-05-30", jurisdiction="dependent", in_care=True, placement_order=True)
        desk.do(youths.say_standing, youth, standing)
        return desk.do(locate.start_from_call, Call(came_at=desk.clock(), caller="Example Home", youth_name="Ari"), youth)

    return _does(person, calls)


def _does(person: Person, act: Callable[[Desk], Changes[R]]) -> R:
    done: list[R] = []
    person.app.session.do(act, done.append)
    person.waits(lambda: bool(done), lambda: "the act")
    _comes_to_know(person)
    return done[0]


def _comes_to_know(person: Person) -> None:
    """Waits until what the window asks behind its page has come."""
    known: list[None] = []
    session = person.app.session
    session.behind(lambda: session.ask(lambda _desk: None, known.append))
    person.waits(lambda: known == [None], lambda: "what is asked behind the page")


def _locks(person: Person) -> None:
    person.app.on_lock()
    person.sees("This laptop's store is locked")


def _hm(instant: int) -> str:
    return moment(instant)[-5:]


def test_what_falls_due_in_half_an_hour_is_said_and_again_at_its_time_without_a_name(
    worker: Person, hand: Hand, alert: Mock
) -> None:
    due = hand.now + 30 * clock.MINUTE
    youth, episode = _waits_until(worker, "Mika Sample", due)
    _locks(worker)
    worker.sees(f"Something falls due at {_hm(due)}. Unlock to see what.", worker.app.unlock)
    assert alert.call_count == 1
    assert alert.call_args.args[0] is worker.app.shell
    hand.now = due
    worker.sees(f"Something fell due at {_hm(due)}. Unlock to see what.", worker.app.unlock)
    assert alert.call_count == 2
    hand.now += 5 * clock.MINUTE
    worker.app.reminders.look()
    assert alert.call_count == 2, "it asks once before and once at the limit"
    said = worker.words() + worker.app.shell.windowTitle() + repr(vars(worker.app.reminders))
    assert not [each for each in (*NAMES, youth, episode) if each in said]


def test_what_is_further_off_is_said_an_hour_before(worker: Person, hand: Hand, alert: Mock) -> None:
    due = hand.now + 5 * clock.HOUR
    _waits_until(worker, "Mika Sample", due)
    _locks(worker)
    worker.app.reminders.look()
    assert worker.app.unlock.owed.text() == ""
    alert.assert_not_called()
    hand.now = due - clock.HOUR
    worker.sees(f"Something falls due at {_hm(due)}.", worker.app.unlock)
    assert alert.call_count == 1


def test_the_window_keeps_instants_and_ids_alone(worker: Person, hand: Hand) -> None:
    due = hand.now + clock.HOUR
    _waits_until(worker, "Mika Sample", due)
    _locks(worker)
    (kept,) = worker.app.reminders._owed
    assert isinstance(kept, Limit)
    assert kept.at == due
    assert len(kept.id) == 26
    assert set(kept.id) <= set("0123456789abcdef")


def _due_first(person: Person) -> list[Line]:
    """The lines of an absence that share its earliest limit."""
    asked: list[list[Line]] = []
    person.app.session.ask(lambda desk: [each for found in desk.ask(waits).lines.values() for each in owed(found)], asked.append)
    person.waits(lambda: bool(asked), lambda: "what is owed")
    first = min(each.due for each in asked[0] if each.due is not None)
    return [each for each in asked[0] if each.due == first]


def test_what_is_due_at_once_is_counted_in_one_sentence_without_what_was_settled(worker: Person, hand: Hand) -> None:
    youth, episode = _misses(worker)
    lines = _due_first(worker)
    assert len(lines) > 2
    due, told = lines[0].due, next(each for each in lines if each.first.recipient == "ncmec")
    assert due is not None
    proof = Proof(outcome="told", made_at=hand.now, channel="phone", to_whom="Intake", number="NC-90023")
    _does(worker, lambda desk: desk.do(agenda.record_notice, Occasion(youth, episode), told.key, proof))
    hand.now = due - 30 * clock.MINUTE
    _locks(worker)
    worker.sees(f"{len(lines) - 1} things fall due at {_hm(due)}. Unlock to see what.", worker.app.unlock)
    kept = repr(worker.app.reminders._owed)
    assert not [each for each in (*NAMES, youth, episode) if each in worker.words() + kept]
    assert not [each for each in {line.first.recipient for line in lines} if each in kept]


def test_what_was_settled_before_the_lock_is_not_said(worker: Person, hand: Hand, alert: Mock) -> None:
    due = hand.now + 30 * clock.MINUTE
    youth, episode = _waits_until(worker, "Mika Sample", due)
    _does(worker, lambda desk: desk.do(locate.end, youth, episode, "back_before_any_call", hand.now))
    _locks(worker)
    hand.now = due + clock.MINUTE
    worker.app.reminders.look()
    assert worker.app.unlock.owed.text() == ""
    alert.assert_not_called()


def test_unlocked_nothing_is_said_and_what_was_late_then_is_not_said_at_the_next_lock(
    worker: Person, hand: Hand, alert: Mock
) -> None:
    due = hand.now + 30 * clock.MINUTE
    _waits_until(worker, "Mika Sample", due)
    _locks(worker)
    hand.now = due + clock.MINUTE
    worker.sees("Something fell due", worker.app.unlock)
    worker.unlocks(fiction.PASSPHRASES["worker"])
    worker.sees_no("fell due")
    assert worker.app.unlock.owed.text() == ""
    _comes_to_know(worker)
    before = alert.call_count
    _locks(worker)
    worker.app.reminders.look()
    assert worker.app.unlock.owed.text() == "", "whoever unlocked has seen it on Today"
    assert alert.call_count == before


def test_what_fell_due_while_nobody_sat_there_or_the_lid_was_closed_is_said_at_the_lock(worker: Person, hand: Hand) -> None:
    due = hand.now + 30 * clock.MINUTE
    _waits_until(worker, "Mika Sample", due)
    hand.now = due + 9 * clock.HOUR
    worker.app.idle.expired.emit()
    worker.sees(f"Something fell due at {_hm(due)}.", worker.app.unlock)


def test_a_machine_that_slept_over_the_instant_says_it_when_it_wakes(worker: Person, hand: Hand, alert: Mock) -> None:
    due = hand.now + 5 * clock.HOUR
    _waits_until(worker, "Mika Sample", due)
    _locks(worker)
    hand.now = due + 3 * clock.DAY
    worker.sees(f"Something fell due at {moment(due)}. Unlock to see what.", worker.app.unlock)
    assert alert.call_count == 1
    hand.now = due - 10 * clock.MINUTE  # a clock that was wrong, and was set back
    worker.sees(f"Something falls due at {_hm(due)}.", worker.app.unlock)


def test_a_clock_that_was_ahead_at_the_unlock_hides_nothing(worker: Person, hand: Hand) -> None:
    due = hand.now + 30 * clock.MINUTE
    _waits_until(worker, "Mika Sample", due)
    _locks(worker)
    hand.now += clock.DAY
    worker.unlocks(fiction.PASSPHRASES["worker"])
    _comes_to_know(worker)
    hand.now -= clock.DAY
    _locks(worker)
    worker.sees(f"Something falls due at {_hm(due)}.", worker.app.unlock)


def test_a_window_that_was_hidden_draws_no_eyes_and_says_it_to_whoever_comes_back(
    worker: Person, hand: Hand, alert: Mock
) -> None:
    due = hand.now + 30 * clock.MINUTE
    _waits_until(worker, "Mika Sample", due)
    worker.turns_here()
    worker.key(Qt.Key.Key_F9)
    worker.waits(lambda: bool(worker.app.unlock.owed.text()), lambda: "kept for whoever comes back")
    worker.sees_no("Something falls due")
    alert.assert_not_called()
    worker.key(Qt.Key.Key_F9)
    worker.sees(f"Something falls due at {_hm(due)}.", worker.app.unlock)


def test_another_store_says_nothing_of_the_first(worker: Person, hand: Hand, agency: county.Agency, tmp_path: Path) -> None:
    due = hand.now + 30 * clock.MINUTE
    _waits_until(worker, "Mika Sample", due)
    _locks(worker)
    worker.sees("Something falls due", worker.app.unlock)
    other = tmp_path / "other"
    new = opening.NewStore(fiction.OFFICER, "officer", agency.county_file, fiction.PASSPHRASES["officer"])
    opening.create(other, new, hand, Cost(64, 1, 1))
    worker.app.before.folder = other
    worker.unlocks(fiction.PASSPHRASES["officer"])
    _comes_to_know(worker)
    _locks(worker)
    hand.now = due + clock.MINUTE
    worker.app.reminders.look()
    assert worker.app.unlock.owed.text() == ""


def test_a_backup_that_was_laid_out_is_another_store(worker: Person, hand: Hand) -> None:
    _waits_until(worker, "Mika Sample", hand.now + 30 * clock.MINUTE)
    _locks(worker)
    worker.sees("Something falls due", worker.app.unlock)
    worker.app.backing.laid_out.emit()
    worker.app.reminders.look()
    assert worker.app.unlock.owed.text() == ""


def test_a_store_that_is_gone_owes_nothing(worker: Person, hand: Hand, alert: Mock) -> None:
    due = hand.now + 2 * clock.HOUR
    _waits_until(worker, "Mika Sample", due)
    _locks(worker)
    (worker.app.before.folder / "slots").unlink()
    hand.now = due
    worker.app.reminders.look()
    assert worker.app.unlock.owed.text() == ""
    assert worker.app.reminders._owed == ()
    alert.assert_not_called()


def test_it_is_said_in_the_language_that_was_chosen_at_the_locked_window(worker: Person, hand: Hand) -> None:
    due = hand.now + 30 * clock.MINUTE
    _waits_until(worker, "Mika Sample", due)
    _locks(worker)
    worker.sees("Something falls due", worker.app.unlock)
    try:
        before = worker.app.unlock
        worker.press("Language")
        worker.waits(lambda: worker.app.unlock is not before, lambda: "a page in the other language")
        worker.waits(lambda: _hm(due) in worker.app.unlock.owed.text(), lambda: "the sentence on it")
    finally:
        speak("en")


def test_a_stopped_unlocking_leaves_the_sentence(worker: Person, hand: Hand) -> None:
    _waits_until(worker, "Mika Sample", hand.now + 30 * clock.MINUTE)
    _locks(worker)
    worker.sees("Something falls due", worker.app.unlock)
    worker.app.on_stop()
    worker.sees("Something falls due", worker.app.unlock)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ((), ""),
        ((61,), ""),
        ((60,), "Something falls due at 15:05. Unlock to see what."),
        ((30, 30), "2 things fall due at 14:35. Unlock to see what."),
        ((10, 30, 50), "3 things fall due, the first at 14:15. Unlock to see what."),
        ((0,), "Something fell due at 14:05. Unlock to see what."),
        ((-5, -5), "2 things fell due at 14:00. Unlock to see what."),
        ((-60, -5, 300), "2 things fell due, the first at 13:05. Unlock to see what."),
        ((-5, 30), "Something fell due at 14:00. Something falls due at 14:35. Unlock to see what."),
        ((-48 * 60,), "Something fell due at Thu 14:05. Unlock to see what."),
    ],
)
def test_one_sentence_says_how_many(minutes: tuple[int, ...], said: str) -> None:
    now = clock.parse("2026-11-21T14:05:00-08:00")
    assert words_of([now + each * clock.MINUTE for each in minutes], now) == said
