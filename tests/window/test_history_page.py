"""The history of a youth at the window: read, searched, narrowed and opened by keys alone; what is closed only while K is held."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.desk.accesslog import accesses
from fieldapp.desk.desk import Desk
from fieldapp.document import acts as document
from fieldapp.document.model import Status
from fieldapp.locate import acts as locate
from fieldapp.locate.entries import MomentNoted
from fieldapp.locate.model import Call
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Placement
from tests.window.person import Person
from ui.models.history import AT_ONCE, HistoryModel
from ui.pages.episode import EpisodePage
from ui.pages.history import HistoryPage
from ui.pages.youth import YouthPage

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def _done(person: Person, act: Callable[[Desk], object]) -> object:
    found: list[object] = []
    person.app.session.ask(act, found.append)
    person.waits(lambda: bool(found), lambda: "done")
    return found[0]


@pytest.fixture
def mika(person: Person) -> str:
    """With an absence, a search, and what no list may say."""

    def write(desk: Desk) -> str:
        youth = desk.do(youths.open_record, Names(chosen="Mika Sample")).result
        desk.do(youths.say_placement, youth, Placement(name="Example Home A"))
        _youth, episode = desk.do(locate.start_from_call, Call(came_at=desk.clock(), caller="Example Home A"), youth).result
        desk.do(document.say_status, youth, Status(cse="at_risk", basis="told by the school"))
        desk.do(locate.note, youth, episode, "searched", desk.clock(), "the skate park")
        return youth

    return str(_done(person, write))


@pytest.fixture
def page(person: Person, mika: str) -> HistoryPage:
    person.turns_here()
    shown = person.goes("history", HistoryPage, mika)
    person.waits(lambda: _titles(shown.model) != [], lambda: "records")
    return shown


def _titles(model: HistoryModel) -> list[str]:
    return [str(model.data(model.index(place, 0))) for place in range(model.rowCount())]


def _shown(person: Person, page: HistoryPage, *titles: str) -> None:
    person.waits(lambda: _titles(page.model) == list(titles), lambda: f"{titles} instead of {_titles(page.model)}")


def test_it_is_reached_from_the_youth_by_a_key_and_escape_leads_back(person: Person, mika: str) -> None:
    person.turns_here()
    youth = person.goes("youth", YouthPage, mika)
    person.sees("every record, who and when", youth)
    person.key(KEY.Key_H, Qt.KeyboardModifier.AltModifier)
    page = person.app.pages["history"]
    assert isinstance(page, HistoryPage)
    person.sees("Mika Sample · ", page)
    person.waits(lambda: page.list.hasFocus() and page.model.rowCount() > 0, lambda: "the keys in the list")
    person.key(KEY.Key_Escape)
    person.waits(youth.isVisible, lambda: "back at the youth")


def test_arrows_walk_and_enter_opens_the_thing(page: HistoryPage, person: Person) -> None:
    assert _titles(page.model)[0] == "Searched"
    person.sees("the skate park", page.detail)
    person.key(KEY.Key_Down)
    person.waits(lambda: page.list.currentIndex().row() == 1, lambda: "the next")
    person.key(KEY.Key_Up)
    person.key(KEY.Key_Return)
    episode = person.app.pages["episode"]
    assert isinstance(episode, EpisodePage)
    person.waits(episode.isVisible, lambda: "the absence")


def test_search_forgives_a_slip_walks_by_arrows_and_escape_shows_all_again(page: HistoryPage, person: Person) -> None:
    before = _titles(page.model)
    person.key(KEY.Key_F, CTRL)
    assert page.filter.search.hasFocus()
    person.qtbot.keyClicks(page.filter.search, "skaet park")
    _shown(person, page, "Searched")
    page.filter.search.clear()
    person.qtbot.keyClicks(page.filter.search, "nowhere at all")
    person.sees("No record has these words", page)
    _shown(person, page)
    person.key(KEY.Key_Escape)
    _shown(person, page, *before)
    person.sees_no("No record has these words", page)
    assert page.isVisible()


def test_it_is_narrowed_by_what_it_is_about_by_whom_and_by_day(page: HistoryPage, person: Person) -> None:
    before = _titles(page.model)
    person.press("The youth", page)
    _shown(person, page, "Placement: stated", "Names: stated", "Record begun")
    person.press("Show all", page)
    _shown(person, page, *before)
    assert [page.filter.person.itemText(n) for n in range(page.filter.person.count())] == ["by anybody", "Dana Demo-Worker"]
    assert page.filter.between.since.date() == page.filter.between.until.date(), "all of it was written today"


def test_what_no_list_may_say_is_read_only_while_k_is_held_and_the_look_is_logged(page: HistoryPage, person: Person) -> None:
    place = _titles(page.model).index("Restricted notes: stated")
    page.at_row(place)
    person.sees("Restricted notes: stated", page.detail)
    assert "At risk" not in person.words()
    person.qtbot.keyPress(page.list, KEY.Key_K)
    person.sees("At risk · told by the school", page.detail)
    assert page.list.currentIndex().row() == place, "K is no search in the list"
    person.qtbot.keyRelease(page.list, KEY.Key_K)
    person.sees_no("At risk", page.detail)
    looks = _done(person, lambda desk: [each.what for each in accesses(desk)].count("looked_restricted"))
    assert looks == 1


def test_where_a_record_stands_is_copied_with_its_whole_hash(page: HistoryPage, person: Person) -> None:
    person.sees("of this laptop", page.detail)
    person.press("Copy where it stands", page.detail)
    detail = page.detail.detail
    assert detail is not None
    assert QGuiApplication.clipboard().text().endswith(detail.hash)
    assert len(detail.hash) == 64


def test_what_is_written_meanwhile_comes_in_and_the_chosen_one_stays_chosen(page: HistoryPage, person: Person, mika: str) -> None:
    page.at_row(2)
    chosen = _titles(page.model)[2]
    person.app.session.do(lambda desk: desk.do(youths.say_placement, mika, Placement(name="Example Home B")))
    person.waits(lambda: _titles(page.model)[:1] == ["Placement: stated"], lambda: "the new one")
    person.waits(lambda: page.list.currentIndex().row() == 3, lambda: "the one that was chosen")
    assert _titles(page.model)[3] == chosen


def test_nothing_stays_after_the_lock(page: HistoryPage, person: Person) -> None:
    person.app.session.lock()
    person.waits(lambda: page.model.rowCount() == 0, lambda: "empty")
    assert "Mika" not in person.words(page)
    assert page.detail.detail is None


def test_a_record_that_is_not_here_says_so(person: Person) -> None:
    page = person.goes("history", HistoryPage, "a" * 26)
    person.sees("This record is not in your store.", page)


def test_very_many_come_as_somebody_walks_on_and_the_model_is_sound(
    page: HistoryPage, person: Person, mika: str, qtmodeltester: ModelTester, qtbot: QtBot
) -> None:
    qtmodeltester.check(page.model)

    def write(desk: Desk) -> None:
        def many(book: object) -> None:
            for place in range(3 * AT_ONCE):
                fact = MomentNoted(episode="e" * 26, what="note", at=clock.now(), text=f"note {place}")
                desk.book.write(desk._pen, mika, fact, clock.now())

        desk.batch(many)

    _done(person, write)
    page.stale()
    person.waits(lambda: page.model.rowCount() >= AT_ONCE, lambda: "as many as are shown at once")
    assert page.model.rowCount() < len(page.model.refs())

    def scrolled_to_its_end() -> bool:
        page.list.scrollToBottom()
        return page.model.rowCount() == len(page.model.refs())

    person.waits(scrolled_to_its_end, lambda: f"all of {len(page.model.refs())}, not {page.model.rowCount()}")
    assert not page.model.canFetchMore(QModelIndex())
    qtmodeltester.check(page.model)
