"""Notes left while locked, at the window: into an absence that runs, by mouse and by keyboard; a lock meanwhile loses none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.desk import opening
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.locate.queries import open_episodes
from fieldapp.text import long_moment, moment
from fieldapp.vault import note
from fieldapp.vault.folder import StoreFolder
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from tests.window.person import Person
from ui.app import App
from ui.pages.left_notes import LeftNotesPage
from ui.pages.today import TodayPage

NOTE = "Example House: Mika rang, is at the bus station"
PASSPHRASE = fiction.PASSPHRASES["worker"]


@pytest.fixture
def began() -> int:
    return clock.now() - 3 * clock.HOUR


@pytest.fixture
def places(store: Path, began: int) -> StoreFolder:
    """Mika and Kai are missing for three hours; a note of an hour ago waits in the locked store."""
    desk = opening.unlock(store, PASSPHRASE, clock.now)
    for name in ("Mika Sample", "Kai Pattern"):
        youth = desk.do(youths.open_record, Names(chosen=name)).result
        desk.do(locate.start_from_call, Call(came_at=began, caller="Example House"), youth)
    desk.close()
    note.seal_note(StoreFolder(store), NOTE, began + 2 * clock.HOUR)
    return StoreFolder(store)


@pytest.fixture
def page(make_app: Callable[[Path], App], places: StoreFolder, store: Path, qtbot: QtBot) -> tuple[Person, LeftNotesPage]:
    """The page that comes first after the unlock."""
    person = Person(make_app(store), qtbot)
    person.unlocks(PASSPHRASE)
    shown = person.app.pages["notes"]
    assert isinstance(shown, LeftNotesPage)
    person.sees(NOTE, shown)
    return person, shown


def _tabs_to(person: Person, wanted: QWidget) -> None:
    for _turn in range(30):
        if wanted.hasFocus():
            return
        person.key(Qt.Key.Key_Tab)
    raise AssertionError(f"no Tab leads to {wanted.accessibleName()}")


def _noted(person: Person) -> list[tuple[int, str]]:
    """What stands in the timelines of all who are missing."""
    found: list[list[tuple[int, str]]] = []
    person.app.session.ask(
        lambda desk: [(item.at, item.text) for each in desk.ask(open_episodes) for item in each.timeline], found.append
    )
    person.waits(lambda: bool(found), lambda: "the timelines")
    return found[0]


def _listed(shown: LeftNotesPage) -> list[str]:
    box = shown.sheet.whose.box
    return [box.itemText(at) for at in range(box.count())]


def _button(where: QWidget, name: str) -> QPushButton:
    return next(each for each in where.findChildren(QPushButton) if each.isVisible() and each.accessibleName().startswith(name))


def test_it_is_put_into_the_absence_that_is_chosen_and_not_before_that_is_confirmed(
    page: tuple[Person, LeftNotesPage], places: StoreFolder, began: int
) -> None:
    person, shown = page
    person.press("Put into an absence", shown)
    person.sees(f"in the timeline at {long_moment(began + 2 * clock.HOUR)}", shown.sheet)
    first, *others = _listed(shown)
    assert first == "Choose"
    assert sorted(others) == [f"{name} · missing since {moment(began)}" for name in ("Kai Pattern", "Mika Sample")]
    person.press("Put it there", shown.sheet)
    person.sees("Whose absence is it?", shown.sheet)
    shown.sheet.whose.box.setCurrentText(f"Mika Sample · missing since {moment(began)}")
    person.press("Cancel", shown.sheet)
    assert shown.sheet.isHidden()
    assert _noted(person) == []
    assert len(note.left(places)) == 1
    person.press("Put into an absence", shown)
    assert shown.sheet.whose.value() == "", "nobody is chosen for the worker"
    shown.sheet.whose.box.setCurrentText(f"Mika Sample · missing since {moment(began)}")
    person.press("Put it there", shown.sheet)
    episode = person.app.pages["episode"]
    person.sees(f"Left while locked: {NOTE}", episode)
    person.sees("Mika Sample", episode)
    assert _noted(person) == [(began + 2 * clock.HOUR, f"Left while locked: {NOTE}")]
    person.app.go("notes", "", "")
    person.sees("No notes are waiting", shown)
    person.sees_no(NOTE, shown)
    assert note.left(places) == []
    person.app.go("today", "", "")
    person.sees_no("note waits", person.app.pages["today"])


def test_by_keyboard_alone(page: tuple[Person, LeftNotesPage], places: StoreFolder) -> None:
    person, shown = page
    person.turns_here()
    _tabs_to(person, _button(shown, "Put into an absence"))
    person.key(Qt.Key.Key_Return)
    person.waits(shown.sheet.whose.box.hasFocus, lambda: "the choice has the focus")
    person.key(Qt.Key.Key_Escape)
    person.waits(shown.sheet.isHidden, lambda: "Escape leaves it")
    _tabs_to(person, _button(shown, "Put into an absence"))
    person.key(Qt.Key.Key_Space)
    person.waits(shown.sheet.whose.box.hasFocus, lambda: "the choice has the focus")
    person.key(Qt.Key.Key_Down)
    name = shown.sheet.whose.box.currentText().partition(" · ")[0]
    person.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.sees(f"Left while locked: {NOTE}", person.app.pages["episode"])
    person.sees(name, person.app.pages["episode"])
    assert note.left(places) == []


def test_one_left_before_the_clock_began_says_that_the_clock_stays(
    page: tuple[Person, LeftNotesPage], places: StoreFolder, began: int
) -> None:
    person, shown = page
    note.seal_note(places, "Example House called first", began - clock.HOUR)
    person.app.go("notes", "", "")
    person.sees("called first", shown)
    person.press("Put into an absence", shown)
    person.sees_no("before this clock began", shown.sheet)
    shown.sheet.whose.box.setCurrentIndex(1)
    person.sees("before this clock began", shown.sheet)
    assert shown.sheet.note.text() == "Example House called first"


def test_a_lock_while_it_is_chosen_keeps_the_note_and_nothing_of_it_on_the_page(
    page: tuple[Person, LeftNotesPage], places: StoreFolder
) -> None:
    person, shown = page
    person.press("Put into an absence", shown)
    shown.sheet.whose.box.setCurrentIndex(1)
    person.app.on_lock()
    assert NOTE not in "".join(label.text() for label in shown.findChildren(QLabel))
    assert _listed(shown) == []
    assert len(note.left(places)) == 1
    person.unlocks(PASSPHRASE)
    again = person.app.pages["notes"]
    assert isinstance(again, LeftNotesPage)
    person.sees(NOTE, again)
    assert again.sheet.isHidden()
    assert _noted(person) == []


def test_a_lock_at_once_after_it_is_confirmed_loses_neither(page: tuple[Person, LeftNotesPage], places: StoreFolder) -> None:
    person, shown = page
    person.press("Put into an absence", shown)
    shown.sheet.whose.box.setCurrentIndex(1)
    person.press("Put it there", shown.sheet)
    person.app.on_lock()
    person.unlocks(PASSPHRASE)
    assert [text for _at, text in _noted(person)] == [f"Left while locked: {NOTE}"]
    assert note.left(places) == []


def test_where_nobody_is_missing_it_is_not_offered(
    make_app: Callable[[Path], App], store: Path, qtbot: QtBot, began: int
) -> None:
    note.seal_note(StoreFolder(store), NOTE, began)
    person = Person(make_app(store), qtbot)
    person.unlocks(PASSPHRASE)
    shown = person.app.pages["notes"]
    person.sees(NOTE, shown)
    person.sees("Start the clock from it", shown)
    person.sees_no("Put into an absence", shown)


def test_it_is_thrown_away_only_when_that_is_said_twice(page: tuple[Person, LeftNotesPage], places: StoreFolder) -> None:
    person, shown = page
    person.turns_here()
    person.sees_no("nothing brings it back", shown)
    person.press("Throw away", shown)
    person.sees("nothing brings it back", shown)
    person.waits(_button(shown, "Keep it").hasFocus, lambda: "a key that is pressed twice keeps it")
    person.press("Throw away", shown)
    assert len(note.left(places)) == 1
    person.key(Qt.Key.Key_Space)
    person.sees_no("nothing brings it back", shown)
    person.sees(NOTE, shown)
    assert len(note.left(places)) == 1
    person.press("Throw away", shown)
    person.press("Yes, throw away", shown)
    person.sees("No notes are waiting", shown)
    assert note.left(places) == []


def test_today_says_at_once_how_many_are_left(page: tuple[Person, LeftNotesPage], places: StoreFolder, began: int) -> None:
    person, shown = page
    for minutes in (1, 2):
        note.seal_note(places, f"Nothing more after {minutes}", began + minutes * clock.MINUTE)
    today = person.goes("today", TodayPage)
    person.sees("3 notes wait", today)
    person.press("Read what was left", today)
    person.waits(lambda: len(_names(shown)) == 3, lambda: "three cards")
    person.press("Throw away", shown)
    person.press("Yes, throw away", shown)
    person.waits(lambda: _waiting(today).startswith("2 notes wait"), lambda: f"two of three, not {_waiting(today)}")
    person.waits(lambda: len(_names(shown)) == 2, lambda: "two cards")
    person.types(_names(shown)[0], "Mika")
    person.press("Start the clock", shown)
    person.waits(lambda: _waiting(today).startswith("1 note waits"), lambda: f"one of three, not {_waiting(today)}")
    person.app.go("notes", "", "")
    person.press("Put into an absence", shown)
    shown.sheet.whose.box.setCurrentIndex(1)
    person.press("Put it there", shown.sheet)
    person.waits(today.left.isHidden, lambda: f"none left, not {_waiting(today)}")
    person.goes("today", TodayPage)
    person.sees_no("note waits", today)


def _names(shown: LeftNotesPage) -> list[QLineEdit]:
    return [each for each in shown.findChildren(QLineEdit) if each.isVisible()]


def _waiting(today: TodayPage) -> str:
    """What the strip on Today says, be it in front or not."""
    return next((each.text() for each in today.left.findChildren(QLabel) if "wait" in each.text()), "")
