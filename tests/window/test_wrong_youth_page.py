"""Entered in the wrong youth, at the window: chosen in the history, seen whole, moved by keys, struck through, and put back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.demo import fiction
from fieldapp.demo.story import Walk, store_of
from fieldapp.desk import wrongyouth
from fieldapp.desk.desk import Desk
from fieldapp.desk.history import outline
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Placement
from fieldapp.youth.queries import youth as record_of
from tests.window.person import Person
from ui.app import App
from ui.pages.destruction import DestructionPage
from ui.pages.history import HistoryPage
from ui.pages.monday import MondayPage
from ui.pages.wrong_youth import WrongYouthPage

KEY, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def _done(person: Person, act: Callable[[Desk], object]) -> object:
    found: list[object] = []
    person.app.session.ask(act, found.append)
    person.waits(lambda: bool(found), lambda: "done")
    return found[0]


@pytest.fixture
def two(person: Person) -> tuple[str, str]:
    """The wrong youth with an absence, and the right one."""

    def write(desk: Desk) -> tuple[str, str]:
        wrong = desk.do(youths.open_record, Names(chosen="Mika Sample")).result
        desk.do(locate.start_from_call, Call(came_at=desk.clock(), caller="Example Home A"), wrong)
        desk.do(youths.say_placement, wrong, Placement(name="Example Home B"))
        return wrong, desk.do(youths.open_record, Names(chosen="Kai Pattern")).result

    found = _done(person, write)
    assert isinstance(found, tuple)
    return found


@pytest.fixture
def history(person: Person, two: tuple[str, str]) -> HistoryPage:
    person.turns_here()
    page = person.goes("history", HistoryPage, two[0])
    person.waits(lambda: page.model.rowCount() > 0 and page.list.hasFocus(), lambda: "records")
    person.sees("Example Home B", page.detail)
    return page


def _page(person: Person) -> WrongYouthPage:
    page = person.app.pages["wrongyouth"]
    assert isinstance(page, WrongYouthPage)
    person.waits(page.isVisible, lambda: "the page")
    return page


def _titles(page: HistoryPage) -> list[str]:
    return [str(page.model.data(page.model.index(place, 0))) for place in range(page.model.rowCount())]


def test_by_keys_alone_a_record_is_moved_and_struck_through(history: HistoryPage, person: Person, two: tuple[str, str]) -> None:
    person.key(KEY.Key_W, ALT)
    page = _page(person)
    person.sees("Placement: stated", page)
    person.sees("It has not left this laptop.", page)
    person.qtbot.keyClicks(page.right.line.edit, "Kai")
    person.sees("Kai Pattern", page.right)
    person.press("It is this youth: Kai Pattern", page.right)
    person.sees("1 record, 1 written anew", page)
    person.key(KEY.Key_Return, CTRL)
    person.sees("Withdrawing needs its reason", page)
    assert page.right.youth == two[1], "what was chosen stays"
    page.reason.edit.setFocus()
    person.qtbot.keyClicks(page.reason.edit, "two youths of one name")
    person.key(KEY.Key_Return, CTRL)
    person.waits(history.isVisible, lambda: "the history")
    person.waits(
        lambda: _titles(history)[:2] == ["1 record withdrawn: entered in the wrong youth", "Something about the youth"],
        lambda: f"struck through: {_titles(history)}",
    )
    person.sees_no("Example Home B", history)
    right = _done(person, lambda desk: desk.ask(record_of, two[1]))
    assert right is not None
    assert right.placement.value.name == "Example Home B"  # type: ignore[attr-defined]


def test_what_was_withdrawn_is_put_back_from_the_history(history: HistoryPage, person: Person, two: tuple[str, str]) -> None:
    root = history.model.line(history.list.currentIndex())
    assert root is not None
    _done(
        person,
        lambda desk: desk.do(wrongyouth.withdraw, desk.book.reading.kinds, two[0], [root.ref.entry], "", "wrong one"),
    )
    history.stale()
    person.waits(lambda: "Something about the youth" in _titles(history), lambda: "withdrawn")
    history.at_row(_titles(history).index("Something about the youth"))
    person.sees("Put back…", history.detail)
    person.key(KEY.Key_W, ALT)
    page = _page(person)
    person.press("Put back what was withdrawn from MS", page)
    person.sees("1 record counts again for MS", page.back)
    person.press("Put back", page.back)
    person.sees("Putting back needs its reason", page.back)
    person.qtbot.keyClicks(page.back.reason.edit, "it was this one")
    person.press("Put back", page.back)
    person.sees("Nothing waits.", page)
    record = _done(person, lambda desk: desk.ask(record_of, two[0]))
    assert record is not None
    assert record.placement is not None  # type: ignore[attr-defined]


def test_several_are_chosen_at_once_and_what_cannot_be_says_why(history: HistoryPage, person: Person) -> None:
    for _press in range(history.model.rowCount()):
        person.key(KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    person.sees(f"{history.model.rowCount()} in the wrong youth…", history.detail)
    person.key(KEY.Key_W, ALT)
    page = _page(person)
    person.sees("This cannot be withdrawn by itself.", page)
    assert not page.ok.isEnabled()
    person.key(KEY.Key_Escape)
    person.waits(history.isVisible, lambda: "back at the history")


def test_nothing_stays_after_the_lock(history: HistoryPage, person: Person) -> None:
    person.key(KEY.Key_W, ALT)
    page = _page(person)
    person.sees("Placement: stated", page)
    person.app.session.lock()
    person.waits(lambda: "Placement" not in person.words(page), lambda: "empty")


def test_a_supervisor_sees_what_waits_and_goes_on_to_destroy_it(
    make_app: Callable[[Path], App], walk: Walk, qtbot: QtBot
) -> None:
    app = make_app(store_of(walk, "supervisor"))
    person = Person(app, qtbot)
    person.unlocks(fiction.PASSPHRASES["supervisor"])
    youth = walk.youths[fiction.MISSING]

    def withdraw(desk: Desk) -> int:
        found = outline(desk, youth)
        assert found is not None
        root = next(each.entry for each in found.refs if each.kind == "locate.started")
        stream = next(each.stream for each in found.refs if each.entry == root)
        return desk.do(wrongyouth.withdraw, desk.book.reading.kinds, stream, [root], "", "two youths of one name").result

    _done(person, withdraw)
    app.pages["monday"].stale()
    monday = person.goes("monday", MondayPage)
    person.sees("records entered in the wrong youth", monday)
    person.press("Look at what was entered in the wrong youth", monday)
    page = _page(person)
    person.sees("two youths of one name", page)
    person.press("Destroy what was withdrawn", page)
    destruction = app.pages["destruction"]
    assert isinstance(destruction, DestructionPage)
    person.sees("Destroy what was entered in the wrong youth", destruction)
    person.sees(" records, ", destruction.sheet)
    assert "This youth is missing now" not in person.words(destruction)
