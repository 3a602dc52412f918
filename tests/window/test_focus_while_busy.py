"""A long act by one click of the mouse: no key does any harm meanwhile, and afterwards the focus is on what was pressed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.window.person import PATIENCE_MS, Person
from ui.pages.caseload import CaseloadPage
from ui.pages.exchange import ExchangePage
from ui.pages.page import Page
from ui.pages.settings import SettingsPage

Presses = Callable[[], None]


def _rests(person: Person, page: Page, button: QPushButton, act: Presses) -> None:
    """It was pressed and works: the focus is on the page, and no key there presses anything."""
    go_on = Event()
    person.app.session.ask(lambda _desk: go_on.wait(PATIENCE_MS / 1_000), lambda _none: None)
    button.setFocus()
    act()
    assert not button.isEnabled()
    had = person.app.shell.focusWidget()
    assert had is page._area, had
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        person.qtbot.keyClick(had, key)
    assert page.isVisible()
    assert not person.app.shell.hidden
    go_on.set()


def _is_back(person: Person, button: QPushButton) -> None:
    person.waits(lambda: person.app.shell.focusWidget() is button, lambda: f"the focus, on {person.app.shell.focusWidget()}")


def _settings(person: Person) -> SettingsPage:
    page = person.goes("settings", SettingsPage)
    person.sees("Ways into this store", page)
    return page


def test_reading_and_sending(person: Person, tmp_path: Path) -> None:
    page = person.goes("exchange", ExchangePage)
    with person.picks(tmp_path):
        person.press("Add a folder", page)
    person.waits(page.read.isEnabled, lambda: "a folder")
    _rests(person, page, page.read, lambda: person.press("Read what came", page))
    person.sees("nothing new to read", page)
    _is_back(person, page.read)


def test_what_came_of_it_is_in_sight_wherever_it_was_asked_for(person: Person, tmp_path: Path) -> None:
    """The rows are made anew, and the button that was pressed is one of them: the page neither goes after it nor stays below."""
    page = person.goes("exchange", ExchangePage)
    person.app.shell.resize(1024, 600)
    spoiled, bar = tmp_path / "holiday.fxb", page._area.verticalScrollBar()
    for n in range(6):
        spoiled.write_text(f"no bundle at all, number {n}")
        person.waits(page.isVisible, lambda: "the page")
        bar.setValue(bar.maximum())
        page._say("")
        with person.picks(spoiled):
            person.press("Read a file", page)
        person.sees("1 bundle read", page)
        person.waits(lambda: bar.value() == 0, lambda: f"the sentence in sight, {bar.value()} down")
        person.waits(lambda: person.app.shell.focusWidget() is page._area, lambda: "the rows, made anew")
        assert bar.value() == 0
        assert not page.state.visibleRegion().isEmpty()
    assert bar.maximum() > 0, "more than fits"


def test_the_check(person: Person) -> None:
    page = _settings(person)
    _rests(person, page, page.verify, lambda: person.press("Check now", page))
    person.sees("everything is as it was written", page)
    _is_back(person, page.verify)


def test_stopped_by_its_button_the_focus_is_back_where_it_began(person: Person) -> None:
    page = _settings(person)
    page.verify.setFocus()
    page._on_verify()
    page.busy.stop.setFocus()
    page.busy.stop.click()
    person.sees("Stopped. Nothing was changed.", page)
    assert person.app.shell.focusWidget() in {page.verify, page._area}


def test_a_backup(person: Person, tmp_path: Path) -> None:
    page = _settings(person)
    with person.picks(tmp_path):
        _rests(person, page, page.backup.now, lambda: person.press("Back up now", page))
    person.sees("Made in", page)
    _is_back(person, page.backup.now)


def test_whoever_went_on_meanwhile_is_not_called_back(person: Person) -> None:
    page = _settings(person)
    page.verify.setFocus()
    person.press("Check now", page)
    page.backup.now.setFocus()
    person.sees("everything is as it was written", page)
    assert person.app.shell.focusWidget() is page.backup.now


def test_a_caseload(person: Person, tmp_path: Path) -> None:
    page = person.goes("caseload", CaseloadPage)
    lines = ["First name,Last name"] + [f"Youth{n},Fictional{n}" for n in range(2_000)]
    (tmp_path / "many.csv").write_text("\n".join(lines), encoding="utf-8")
    page.open_sheet(tmp_path / "many.csv")
    person.sees("2000 of 2000 ticked", page)
    _rests(person, page, page.begin, lambda: person.press("Take in 2000 youths", page))
    person.press("Stop", page)
    person.sees("Stopped. What was taken stays", page)
    _is_back(person, page.begin)
