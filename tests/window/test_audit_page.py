"""Who did what with this store, at the window: reached from the settings and from a youth, narrowed, saved, and left by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fieldapp.desk.access import Access
from fieldapp.desk.desk import Desk
from fieldapp.desk.youthfile import youthfile
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from tests.window.person import Person
from ui.models.accesses import AT_ONCE, AccessModel
from ui.pages.audit import AuditPage
from ui.pages.history import HistoryPage
from ui.pages.settings import SettingsPage
from ui.pages.youth import YouthPage

KEY = Qt.Key


def _done(person: Person, act: Callable[[Desk], object]) -> object:
    found: list[object] = []
    person.app.session.ask(act, found.append)
    person.waits(lambda: bool(found), lambda: "done")
    return found[0]


@pytest.fixture
def mika(person: Person) -> str:
    return str(_done(person, lambda desk: desk.do(youths.open_record, Names(chosen="Mika Sample")).result))


@pytest.fixture
def page(person: Person, mika: str) -> AuditPage:
    _done(person, lambda desk: desk.ask(youthfile, mika))
    person.turns_here()
    shown = person.goes("audit", AuditPage)
    person.waits(lambda: _titles(shown) != [], lambda: "accesses")
    return shown


def _titles(page: AuditPage) -> list[str]:
    return [str(page.model.data(page.model.index(place, 0))) for place in range(page.model.rowCount())]


def test_it_is_reached_from_the_settings_and_escape_leads_back(person: Person) -> None:
    person.turns_here()
    settings = person.goes("settings", SettingsPage)
    person.press("All accesses", settings)
    page = person.app.pages["audit"]
    assert isinstance(page, AuditPage)
    person.waits(lambda: page.isVisible() and _titles(page) == ["Unlocked"], lambda: f"the unlock, not {_titles(page)}")
    person.key(KEY.Key_Escape)
    person.waits(settings.isVisible, lambda: "the settings")


def test_from_a_youth_it_shows_who_opened_the_record_and_enter_leads_to_the_history(person: Person, mika: str) -> None:
    person.turns_here()
    youth = person.goes("youth", YouthPage, mika)
    person.press("Who opened this record", youth)
    page = person.app.pages["audit"]
    assert isinstance(page, AuditPage)
    person.waits(lambda: _titles(page) == ["Opened a youth's record · MS"], lambda: f"one of {_titles(page)}")
    person.key(KEY.Key_Return)
    history = person.app.pages["history"]
    assert isinstance(history, HistoryPage)
    person.waits(history.isVisible, lambda: "the history")


def test_it_is_narrowed_and_shown_whole_again(page: AuditPage, person: Person) -> None:
    before = _titles(page)
    person.press("Ways in", page)
    person.waits(lambda: _titles(page) == ["Unlocked"], lambda: "the unlock")
    person.key(KEY.Key_Escape)
    person.waits(lambda: _titles(page) == before, lambda: "all")
    assert page.isVisible()
    assert [page.youth.itemText(n) for n in range(page.youth.count())] == ["any youth", "MS"]


def test_the_counts_are_of_what_else_is_chosen(page: AuditPage, person: Person) -> None:
    def chips() -> list[str]:
        return [each.text() for each in page.parts.findChildren(QPushButton) if each.isCheckable()]

    assert chips() == ["Everything 2", "Ways in 1", "Youths opened 1"]
    person.press("Youths opened", page)
    page.youth.setCurrentIndex(1)
    page.youth.activated.emit(1)
    assert chips() == ["Everything 1", "Ways in 0", "Youths opened 1"]
    person.key(KEY.Key_Escape)
    assert chips() == ["Everything 2", "Ways in 1", "Youths opened 1"]


def test_what_is_shown_is_saved_and_that_stands_at_the_top_then(page: AuditPage, person: Person, tmp_path: Path) -> None:
    with person.picks(tmp_path / "list.csv"):
        person.press("Save the list", page)
    person.sees("Saved: 2 accesses.", page)
    person.waits(lambda: _titles(page)[0].startswith("Saved this list"), lambda: "its own access")
    assert (tmp_path / "list.csv").read_text("utf-8-sig").count("\n") == 3
    with person.picks(tmp_path / "no" / "list.csv"):
        person.press("Save the list", page)
    person.sees("could not be written there", page)


def test_very_many_come_as_somebody_walks_on(page: AuditPage, person: Person) -> None:
    _done(person, lambda desk: [desk.note_access(Access(what="verified")) for _each in range(AT_ONCE + 50)])
    page.stale()
    person.waits(lambda: page.model.rowCount() >= AT_ONCE, lambda: "as many as are shown at once")

    def scrolled_to_its_end() -> bool:
        page.list.scrollToBottom()
        return page.model.rowCount() == len(page.model.found())

    person.waits(scrolled_to_its_end, lambda: "all of them")
    assert not page.model.canFetchMore(QModelIndex())


def test_the_model_is_sound(page: AuditPage, qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    model = AccessModel()
    qtmodeltester.check(model)
    model.show_found(tuple(page.model.found()) * AT_ONCE)

    def whole() -> bool:
        model.fetchMore(QModelIndex())
        return model.rowCount() == len(model.found()) > AT_ONCE

    qtbot.waitUntil(whole)
    model.show_found(())
    assert model.rowCount() == 0


def test_nothing_stays_after_the_lock(page: AuditPage, person: Person) -> None:
    person.app.session.lock()
    person.waits(lambda: page.model.rowCount() == 0, lambda: "empty")
    assert page.youth.count() == 0
