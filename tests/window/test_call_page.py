"""Start from a call as a person at night does it: from any page, with few keys, and nothing typed is lost."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.desk import calling, opening
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Episode
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Placement, Standing
from tests.window.person import Person
from ui.app import App
from ui.pages.call import CallPage
from ui.pages.today import TodayPage
from ui.shelf import PAGES

CTRL = Qt.KeyboardModifier.ControlModifier


class Keys:
    """Counts every key that a person presses."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self.pressed = 0

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.pressed += 1
        self._person.key(key, held)

    def types(self, text: str) -> None:
        self.pressed += len(text)
        at = QApplication.focusWidget()
        assert isinstance(at, QLineEdit), f"nothing to type into, but {at}"
        self._person.qtbot.keyClicks(at, text)


@pytest.fixture
def page(unlocked: App, person: Person) -> CallPage:
    return _opens(unlocked, person)


def _opens(app: App, person: Person) -> CallPage:
    person.turns_here()
    person.key(Qt.Key.Key_F2)
    page = app.pages["call"]
    assert isinstance(page, CallPage)
    person.waits(lambda: page.isVisible() and page.form.name.edit.hasFocus(), lambda: "the call page, ready for the name")
    _answered(app, person)
    return page


def _answered(app: App, person: Person) -> None:
    done: list[bool] = []
    app.work.run(lambda: None, lambda _none: done.append(True))
    person.waits(lambda: bool(done), lambda: "an answer")


def _all(app: App, person: Person) -> list[Episode]:
    found: list[list[Episode]] = []
    app.session.ask(lambda desk: desk.ask(locate.all_episodes), found.append)
    person.waits(lambda: bool(found), lambda: "the episodes")
    return found[0]


def _episode(app: App, person: Person) -> Episode:
    page = app.pages["episode"]
    person.waits(page.isVisible, lambda: f"the episode's page, but {person.words()}")
    (found,) = _all(app, person)
    return found


def _field(page: CallPage, label: str) -> QLineEdit:
    return next(each for each in page.findChildren(QLineEdit) if each.isVisible() and each.accessibleName() == label)


@pytest.fixture
def mika(unlocked: App, person: Person) -> str:
    made: list[str] = []
    app = unlocked

    def with_standing(youth: str) -> None:
        standing = Standing(born=f"{clock.day(clock.now()).year - 15}-01-01", jurisdiction="dependent", in_care=True)
        app.session.do(lambda desk: desk.do(youths.say_standing, youth, standing))
        app.session.do(lambda desk: desk.do(youths.say_placement, youth, Placement(name="Example House")))
        made.append(youth)

    app.session.do(lambda desk: desk.do(youths.open_record, Names(chosen="Mika Sample")), with_standing)
    person.waits(lambda: bool(made), lambda: "a record")
    _answered(app, person)
    return made[0]


# -- how fast


def test_the_clock_runs_six_keys_after_f2(unlocked: App, person: Person) -> None:
    person.turns_here()
    keys, began = Keys(person), time.monotonic()
    keys.key(Qt.Key.Key_F2)
    person.waits(unlocked.pages["call"].isVisible, lambda: "the call page")
    keys.types("Mika")
    keys.key(Qt.Key.Key_Return, CTRL)
    episode = _episode(unlocked, person)
    assert (keys.pressed, episode.open) == (6, True)
    assert time.monotonic() - began < 10, "a person has sixty seconds, most of them to type"


def test_f2_leads_there_from_every_page_ready_for_the_name(unlocked: App, person: Person) -> None:
    for name in PAGES:
        unlocked.go(name, "", "")
        person.waits(unlocked.pages[name].isVisible, lambda name=name: name)
        _opens(unlocked, person)


def test_f2_on_the_page_itself_takes_nothing_away(unlocked: App, person: Person, page: CallPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.form.name.edit, "Mik")
    person.key(Qt.Key.Key_F2)
    qtbot.keyClicks(page.form.name.edit, "a")
    _answered(unlocked, person)
    assert page.form.name.text() == "Mika"


def test_the_time_is_that_of_opening_the_page_not_of_starting(
    unlocked: App, person: Person, page: CallPage, qtbot: QtBot
) -> None:
    stamped = page.band.stamped
    person.waits(lambda: page.band.gone.text() != "0 min 00 s", lambda: "a second gone on the page's clock")
    qtbot.keyClicks(page.form.name.edit, "Mika")
    person.key(Qt.Key.Key_Return, CTRL)
    assert _episode(unlocked, person).happened.agency_learned == stamped


# -- what goes with it


def test_everything_said_in_the_call_stands_with_the_episode(unlocked: App, person: Person, page: CallPage) -> None:
    form = page.form
    for field, text in (
        (form.caller, "Gene Example"),
        (form.call_back, "555-0117"),
        (form.role, "Caregiver"),
        (form.name, "Mika"),
        (form.age, "15"),
    ):
        person.types(field.edit, text)
    person.press("Have the police been told? Yes")
    assert form.police.agency.edit.hasFocus()
    for field, text in (
        (form.police.agency, "Example City Police"),
        (form.police.number, "26-0417"),
        (form.police.by, "caregiver"),
    ):
        person.types(field.edit, text)
    person.press("Danger now? No")
    person.press("Keep the camera footage")
    person.press("With whom")
    person.types(_field(page, "Car and plate"), "blue sedan, 7ABC000")
    person.press("Own baby along?")
    person.press("Own baby along? Yes")
    person.press("Due back, last seen")
    person.types(_field(page, "Last seen"), "12:01 am")
    person.sees("3 of 6", page)
    person.press("Start clock")
    found = _episode(unlocked, person)
    call, said = found.call, found.happened
    assert call is not None
    assert (call.caller, call.call_back, call.caller_role, call.youth_name, call.age) == (
        "Gene Example",
        "555-0117",
        "Caregiver",
        "Mika",
        15,
    )
    assert (call.police_told, call.police_agency, call.police_number, call.police_by) == (
        True,
        "Example City Police",
        "26-0417",
        "caregiver",
    )
    assert call.danger_now is False
    assert (said.last_seen.vehicle, said.checklist.own_baby) == ("blue sedan, 7ABC000", True)
    assert said.last_seen.at is not None
    assert f"{clock.local(said.last_seen.at):%H:%M}" == "00:01"
    assert [each.what for each in found.timeline] == ["asked_footage"]


def test_danger_now_shows_the_county_s_numbers_first(person: Person, page: CallPage) -> None:
    assert "555-0142" not in person.words(page)
    person.press("Danger now? Yes")
    person.sees("555-0142", page)
    person.sees("Call first", page)
    person.press("Danger now? No")
    person.sees_no("555-0142", page)


def test_who_knew_earlier_is_said_and_a_time_without_it_is_refused_with_everything_kept(
    unlocked: App, person: Person, page: CallPage
) -> None:
    person.types(page.form.name.edit, "Mika")
    person.press("Change")
    page.band.learned.show_instant(page.band.stamped - clock.HOUR)
    person.sees("1 h 00 min", page)
    person.press("Start clock")
    person.sees("Who of the agency knew before this call?", page)
    assert page.form.name.text() == "Mika"
    person.types(page.band.who.edit, "hotline")
    person.press("Start clock")
    found = _episode(unlocked, person)
    assert found.happened.learned_how == "hotline"
    assert found.call is not None
    assert found.call.taken_at is not None
    assert found.call.taken_at - found.call.came_at >= 59 * clock.MINUTE, "both times are kept"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [("age", "fifteen", "Whole years"), ("age", "199", "This age cannot be"), ("last_seen", "soon", "Type a time that has passed"), ("last_seen", "1/1/1999 20:05", "before the youth's birth")],
)  # fmt: skip
def test_what_cannot_be_is_said_where_it_stands(
    unlocked: App, person: Person, page: CallPage, field: str, typed: str, said: str
) -> None:
    person.types(page.form.name.edit, "Mika")
    if field == "age":
        person.types(page.form.age.edit, typed)
    else:
        person.press("Due back, last seen")
        person.types(_field(page, "Last seen"), typed)
    person.press("Start clock")
    person.sees(said, page)
    assert page.form.name.text() == "Mika"
    assert _all(unlocked, person) == []


def test_a_call_without_a_name_asks_for_it(unlocked: App, person: Person, page: CallPage) -> None:
    person.press("Start clock")
    person.sees("Who is gone?", page)
    person.sees("Type the name as the caller says it", page)
    person.waits(page.form.name.edit.hasFocus, lambda: "the focus on the name")
    assert _all(unlocked, person) == []


# -- whose record


def test_enter_takes_the_one_who_sounds_the_same_and_it_can_be_taken_back(
    unlocked: App, person: Person, mika: str, qtbot: QtBot
) -> None:
    page = _opens(unlocked, person)
    qtbot.keyClicks(page.form.name.edit, "Mikka")
    person.sees("One of yours sounds the same: MS, 15, Example House.", page)
    assert "Sample" not in person.words(page), "initials only"
    person.key(Qt.Key.Key_Return)
    person.sees("This call goes to the record of MS, 15, Example House.", page)
    person.press("Not this youth")
    person.sees("One of yours sounds the same", page)
    person.press("This is the youth")
    person.key(Qt.Key.Key_Return, CTRL)
    assert _episode(unlocked, person).youth == mika


def test_nobody_is_taken_who_was_only_proposed(unlocked: App, person: Person, mika: str, qtbot: QtBot) -> None:
    page = _opens(unlocked, person)
    qtbot.keyClicks(page.form.name.edit, "Mika")
    person.sees("One of yours sounds the same", page)
    person.key(Qt.Key.Key_Return, CTRL)
    assert _episode(unlocked, person).youth != mika


# -- late


def test_late_says_who_why_and_until_when_and_stands_on_today(unlocked: App, person: Person, page: CallPage) -> None:
    person.types(page.form.name.edit, "Mika")
    person.press("Late, not yet missing")
    person.waits(page.form.wait.why.edit.hasFocus, lambda: "the focus on the reason")
    assert page.form.wait.by.text() == fiction.WORKER
    person.press("Wait")
    person.sees("Waiting needs its reason", page)
    person.types(page.form.wait.why.edit, "texted from the bus")
    person.press("Wait")
    found = _episode(unlocked, person)
    assert found.late
    assert found.waiting is not None
    assert abs(found.waiting.decide_again_at - clock.now() - clock.HOUR) < 2 * clock.MINUTE, "the county's time"
    person.goes("today", TodayPage)
    person.sees("Late, not yet missing")


# -- nothing is lost


def _filled(page: CallPage, person: Person) -> None:
    person.types(page.form.name.edit, "Mika")
    person.types(page.form.caller.edit, "Gene Example")
    person.press("Send the incident report")


def _same(page: CallPage, stamped: int) -> bool:
    return (page.form.name.text(), page.form.caller.text(), page.band.stamped) == ("Mika", "Gene Example", stamped)


@pytest.mark.parametrize("locks", ["lock", "hide", "idle"])
def test_a_lock_in_the_middle_of_a_word_loses_nothing_and_the_call_comes_first(
    unlocked: App, person: Person, page: CallPage, locks: str
) -> None:
    _filled(page, person)
    stamped = page.band.stamped
    if locks == "idle":
        unlocked.idle.expired.emit()
    else:
        person.key(Qt.Key.Key_L, CTRL) if locks == "lock" else person.key(Qt.Key.Key_F9)
    person.waits(lambda: unlocked.session.me is None, lambda: "locked")
    assert "Mika" not in person.words()
    person.waits(lambda: not isValid(page), lambda: "the page that was locked is gone")
    page = unlocked.pages["call"]  # type: ignore[assignment]
    assert page.form.name.text() == page.form.caller.text() == ""
    if locks == "hide":
        person.key(Qt.Key.Key_L, CTRL)
    person.unlocks(fiction.PASSPHRASES["worker"])
    person.waits(lambda: page.isVisible() and _same(page, stamped), lambda: "the call as it was typed")
    assert [what for what, _at in page.asks.value()] == ["asked_report"]
    person.key(Qt.Key.Key_Return, CTRL)
    assert _episode(unlocked, person).happened.agency_learned == stamped


def test_a_crash_loses_less_than_a_second_of_typing(
    unlocked: App, person: Person, page: CallPage, store: Path, tmp_path: Path
) -> None:
    _filled(page, person)
    person.waits(lambda: not page._keeping.isActive(), lambda: "kept")
    _answered(unlocked, person)
    pulled = tmp_path / "as the disk was when the battery died"
    shutil.copytree(store, pulled)
    desk = opening.unlock(pulled, fiction.PASSPHRASES["worker"], clock.now)
    try:
        kept = desk.ask(calling.draft)
        assert kept == page.typed()
    finally:
        desk.close()


def test_another_page_meanwhile_keeps_the_call_and_f2_goes_on(unlocked: App, person: Person, page: CallPage) -> None:
    _filled(page, person)
    stamped = page.band.stamped
    person.goes("today", TodayPage)
    person.sees("The call is kept as you typed it")
    assert _same(_opens(unlocked, person), stamped)


def test_a_page_that_was_only_opened_leaves_nothing_behind(unlocked: App, person: Person, page: CallPage) -> None:
    person.goes("today", TodayPage)
    _answered(unlocked, person)
    held: list[object] = []
    unlocked.session.ask(lambda desk: desk.ask(calling.draft), held.append)
    person.waits(lambda: bool(held), lambda: "an answer")
    assert held == [None]


def test_starting_anew_can_be_undone(person: Person, page: CallPage) -> None:
    _filled(page, person)
    stamped = page.band.stamped
    person.press("Start anew")
    assert page.form.name.text() == ""
    person.press("Bring it back")
    assert _same(page, stamped)


# -- small screens


@pytest.mark.parametrize("size", [(1092, 614), (1366, 768)])
def test_the_clock_s_button_is_in_sight_on_every_screen(
    unlocked: App, person: Person, page: CallPage, size: tuple[int, int]
) -> None:
    unlocked.shell.resize(*size)
    person.waits(lambda: _in_sight(page.form.start, unlocked.shell), lambda: "Start clock in sight")


def test_what_is_to_be_mended_is_brought_into_sight(unlocked: App, person: Person, page: CallPage) -> None:
    unlocked.shell.resize(1092, 614)
    person.types(page.form.name.edit, "Mika")
    page.rest.lines[2].head.setFocus()
    person.key(Qt.Key.Key_Return)
    field = page.rest.parts[2].findChildren(QLineEdit)[0]
    person.waits(lambda: field.hasFocus() and _in_sight(field, unlocked.shell), lambda: "the field in sight")


def _in_sight(widget: QWidget, window: QWidget) -> bool:
    return window.isVisible() and widget.isVisible() and widget.visibleRegion().boundingRect().height() >= widget.height() - 1
