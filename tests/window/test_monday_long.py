"""A Monday with very many exceptions: the first are on the screen before the others are made, and nothing jumps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fieldapp import clock
from fieldapp.demo import county, fiction
from fieldapp.desk import opening
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Happened
from fieldapp.vault.kdf import Cost
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Standing
from tests.window.person import Person
from ui.app import App
from ui.pages.monday import MondayPage

_NOW = clock.parse("2026-11-23T07:58:00-08:00")
_MANY = 24


@pytest.fixture
def lead(tmp_path: Path, agency: county.Agency, make_app: Callable[[Path], App], qtbot: QtBot) -> Person:
    """A supervisor in whose store so many youths are missing, and nobody has them."""
    place = tmp_path / "lead"
    new = opening.NewStore(fiction.SUPERVISOR, "supervisor", agency.county_file, fiction.PASSPHRASES["supervisor"])
    opening.create(place, new, lambda: _NOW, Cost(64, 1, 1))
    desk = opening.unlock(place, fiction.PASSPHRASES["supervisor"], lambda: _NOW)
    for number in range(_MANY):
        learned = _NOW - (number + 30) * clock.HOUR
        youth = desk.do(youths.open_record, Names(chosen=f"Sample{number:02d} Youth")).result
        desk.do(youths.say_standing, youth, Standing(born="2011-05-30", jurisdiction="dependent", in_care=True))
        call = Call(came_at=learned, caller="Example Home A")
        met, episode = desk.do(locate.start_from_call, call, youth).result
        desk.do(locate.say_happened, met, episode, Happened(agency_learned=learned, whereabouts="unknown"))
    desk.close()
    app = make_app(place)
    app.session.now = lambda: _NOW
    person = Person(app, qtbot)
    person.unlocks(fiction.PASSPHRASES["supervisor"])
    return person


def _made(page: MondayPage) -> list[QPushButton]:
    return [each for each in page.findChildren(QPushButton) if ": SY" in each.accessibleName()]


def _rows(page: MondayPage) -> list[QPushButton]:
    return [each for each in _made(page) if each.isVisible()]


def _all_there(lead: Person, page: MondayPage) -> None:
    lead.waits(lambda: len(_rows(page)) == _MANY, lambda: f"{_MANY} rows, not {len(_rows(page))}")


def test_the_first_rows_are_there_before_the_others_are_made(lead: Person) -> None:
    page, at_first = lead.app.pages["monday"], list[int]()
    assert isinstance(page, MondayPage)
    page.counted.connect(lambda _many: QTimer.singleShot(0, lambda: at_first.append(len(_made(page)))))
    lead.goes("monday", MondayPage)
    _all_there(lead, page)
    assert 0 < at_first[-1] < _MANY
    tops = [each.mapTo(page, each.rect().topLeft()).y() for each in _rows(page)]
    assert tops == sorted(tops)
    lead.sees(f"{_MANY}", page)


class _Seen(QObject):
    """Where the first rows are each time that the page is painted, with how many there are."""

    def __init__(self, page: MondayPage) -> None:
        super().__init__()
        self._page = page
        self.rows = list[int]()
        self.places = set[tuple[tuple[int, int], ...]]()
        page._area.widget().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - a virtual function of Qt
        del watched
        if event.type() == QEvent.Type.Paint and (rows := _rows(self._page)):
            self.rows.append(len(rows))
            self.places.add(tuple(each.mapTo(self._page, each.rect().topLeft()).toTuple() for each in rows[:4]))
        return False


@pytest.mark.parametrize(("width", "height", "scrolls"), [(1366, 768, True), (1120, 700, True), (1366, 2400, False)])
def test_the_first_rows_stay_where_they_are_while_it_grows(lead: Person, width: int, height: int, *, scrolls: bool) -> None:
    page = lead.app.pages["monday"]
    assert isinstance(page, MondayPage)
    lead.app.go("youths", "", "")
    lead.sees(f"{_MANY} youths", lead.app.pages["youths"])
    lead.app.shell.resize(width, height)
    page._stale = True
    seen = _Seen(page)
    lead.goes("monday", MondayPage)
    lead.waits(lambda: bool(seen.rows) and seen.rows[-1] == _MANY, lambda: f"all rows painted, not {seen.rows}")
    page._area.widget().repaint()
    page._area.widget().removeEventFilter(seen)
    assert len(set(seen.rows)) > 1, "it is seen while it grows"
    assert len(seen.places) == 1
    assert page._area.verticalScrollBar().isVisible() == scrolls


def test_who_is_far_down_stays_there_when_something_changes(lead: Person) -> None:
    page = lead.goes("monday", MondayPage)
    _all_there(lead, page)
    _rows(page)[-1].setFocus(Qt.FocusReason.TabFocusReason)
    lead.waits(lambda: page._area.verticalScrollBar().value() > 0, lambda: "the last row is brought into sight")
    before, shown = page._area.verticalScrollBar().value(), list[int]()
    page.counted.connect(shown.append)
    page.refresh()
    lead.waits(lambda: bool(shown), lambda: "shown again")
    _all_there(lead, page)
    assert _rows(page)[-1].hasFocus()
    assert page._area.verticalScrollBar().value() == before


def test_who_read_far_down_without_the_keys_reads_on_there(lead: Person) -> None:
    page = lead.goes("monday", MondayPage)
    _all_there(lead, page)
    bar, shown = page._area.verticalScrollBar(), list[int]()
    lead.waits(lambda: bar.maximum() > 600, lambda: "as long as its rows")
    bar.setValue(600)
    page.counted.connect(shown.append)
    page.refresh()
    lead.waits(lambda: bool(shown), lambda: "shown again")
    assert bar.value() == 600
    _all_there(lead, page)
    assert bar.value() == 600


def test_who_leaves_at_once_finds_it_when_they_come_back(lead: Person) -> None:
    page = lead.app.pages["monday"]
    assert isinstance(page, MondayPage)
    lead.waits(lambda: lead.app.session.me is not None, lambda: "unlocked")
    lead.app.go("monday", "", "")
    lead.app.go("youths", "", "")
    lead.sees(f"{_MANY} youths", lead.app.pages["youths"])
    lead.app.go("monday", "", "")
    _all_there(lead, page)


def test_a_lock_amid_it_leaves_nothing(lead: Person) -> None:
    page = lead.app.pages["monday"]
    assert isinstance(page, MondayPage)
    page.counted.connect(lambda _many: QTimer.singleShot(0, lead.app.session.lock))
    lead.app.go("monday", "", "")
    lead.waits(lambda: lead.app.session.me is None, lambda: "locked")
    lead.waits(lambda: not isValid(page) or not _made(page), lambda: "nothing of the list is left")
