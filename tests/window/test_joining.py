"""A call that was started without the youth's record: found, looked up and joined by what a person sees and presses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.desk import overview
from fieldapp.desk.overview import Today
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Waiting
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Placement, Standing
from tests.window.person import Person
from ui.app import App
from ui.pages.episode import EpisodePage
from ui.pages.youth import YouthPage


def _done(app: App, person: Person, act: object) -> object:
    made: list[object] = []
    app.session.do(act, made.append)  # type: ignore[arg-type]
    person.waits(lambda: bool(made), lambda: "done")
    return made[0]


def _today(app: App, person: Person) -> Today:
    found: list[Today] = []
    app.session.ask(lambda desk: desk.ask(overview.today), found.append)
    person.waits(lambda: bool(found), lambda: "today")
    return found[0]


@pytest.fixture
def mika(unlocked: App, person: Person) -> str:
    youth = str(
        _done(unlocked, person, lambda desk: desk.do(youths.open_record, Names(chosen="Mika Sample", legal="Mikaela Sample")))
    )
    born = f"{clock.day(clock.now()).year - 15}-01-01"
    standing = Standing(born=born, jurisdiction="dependent", in_care=True, placement_order=True, cws_client_id="DEMO-77")
    _done(unlocked, person, lambda desk: desk.do(youths.say_standing, youth, standing))
    _done(unlocked, person, lambda desk: desk.do(youths.say_placement, youth, Placement(name="Example House")))
    return youth


@pytest.fixture
def called(unlocked: App, person: Person) -> tuple[str, str]:
    """A call of an hour ago about somebody whose name was heard wrongly."""
    call = Call(came_at=clock.now() - clock.HOUR, caller="Neighbor", youth_name="Mikka")
    made = _done(unlocked, person, lambda desk: desk.do(locate.start_from_call, call))
    assert isinstance(made, tuple)
    return made


def test_whoever_sounds_the_same_is_proposed_and_joined_only_on_purpose(
    unlocked: App, person: Person, mika: str, called: tuple[str, str]
) -> None:
    page = person.goes("youth", YouthPage, called[0])
    person.sees("no record is joined yet", page)
    person.sees("Sounds the same: MS, 15, Example House.", page.join)
    person.press("This is the youth", page.join)
    person.sees("become one record", page.join)
    person.press("Not this youth", page.join)
    person.sees_no("become one record", page.join)
    assert len(_today(unlocked, person).missing) == 1
    person.press("This is the youth", page.join)
    person.types(page.join.reason.edit, "said by the caregiver")
    person.press("Join the two records", page.join)
    person.sees("Mika Sample", page)
    person.waits(page.join.isHidden, lambda: "the strip is gone")
    (tile,) = _today(unlocked, person).missing
    assert (tile.youth, tile.initials) == (mika, "MS")


def test_a_record_that_sounds_otherwise_is_looked_up_by_a_number_and_both_clocks_are_one(
    unlocked: App, person: Person, mika: str, qtbot: QtBot
) -> None:
    first = clock.now() - 2 * clock.HOUR
    heard = Call(came_at=first, caller="Hotline", youth_name="a girl with a green bag")
    called = _done(unlocked, person, lambda desk: desk.do(locate.start_from_call, heard))
    known = Call(came_at=clock.now(), caller="Example House")
    _done(unlocked, person, lambda desk: desk.do(locate.start_from_call, known, mika))
    page = person.goes("youth", YouthPage, called[0])  # type: ignore[index]
    person.press("Find the record", page.join)
    person.waits(page.join.typed.edit.hasFocus, lambda: "ready for a name")
    qtbot.keyClicks(page.join.typed.edit, "zzzz")
    person.sees("Nobody in this store fits", page.join)
    page.join.typed.edit.clear()
    qtbot.keyClicks(page.join.typed.edit, "DEMO-77")
    person.sees("MS, 15, Example House", page.join)
    person.sees("missing since", page.join)
    person.press("This is the youth", page.join)
    person.press("Join the two records", page.join)
    person.waits(lambda: len(_today(unlocked, person).missing) == 1, lambda: "one search")
    assert _today(unlocked, person).missing[0].next_due == first + 24 * clock.HOUR


def test_what_is_typed_there_stays_while_the_page_asks_again_and_goes_with_the_lock(
    unlocked: App, person: Person, mika: str, called: tuple[str, str], qtbot: QtBot
) -> None:
    page = person.goes("youth", YouthPage, called[0])
    person.press("Find the record", page.join)
    qtbot.keyClicks(page.join.typed.edit, "Mi")
    page.refresh()
    person.sees("MS, 15", page.join)
    assert page.join.typed.text() == "Mi"
    person.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    person.waits(lambda: unlocked.session.me is None, lambda: "locked")
    assert page.join.typed.text() == ""


def test_a_record_of_the_caseload_shows_no_such_strip(unlocked: App, person: Person, mika: str) -> None:
    page = person.goes("youth", YouthPage, mika)
    person.sees("Mika Sample", page)
    assert page.join.isHidden()


def test_the_episode_s_page_leads_there_too_and_shows_the_earlier_clock(
    unlocked: App, person: Person, mika: str, called: tuple[str, str]
) -> None:
    page = person.goes("episode", EpisodePage, *called)
    person.sees("no record is joined yet", page)
    person.press("This is the youth", page.join)
    person.press("Join the two records", page.join)
    person.sees("Mika Sample", page)
    person.waits(page.join.isHidden, lambda: "the strip is gone")
    person.sees("1 h 00 min", page)


# -- late, and what is asked later


def _late(app: App, person: Person) -> EpisodePage:
    wait = Waiting(decided_by="Pat Template-Lead", why="texted from the bus", decide_again_at=clock.now() + 5 * clock.MINUTE)
    call = Call(came_at=clock.now() - clock.HOUR, caller="Example House", youth_name="Mikka")
    made = _done(app, person, lambda desk: desk.do(locate.begin, call, wait_for=wait))
    assert isinstance(made, tuple)
    return person.goes("episode", EpisodePage, *made)


def test_late_becomes_missing_and_the_clock_is_the_first_call_s(unlocked: App, person: Person) -> None:
    page = _late(unlocked, person)
    person.sees("Waiting was decided by Pat Template-Lead: texted from the bus", page)
    person.press("Missing: start the required contacts", page)
    person.waits(page.late.isHidden, lambda: "late no longer")
    person.sees("1 h 00 min", page)
    (tile,) = _today(unlocked, person).missing
    assert tile.waiting is None


def test_waiting_longer_is_another_decision_with_its_own_reason(unlocked: App, person: Person) -> None:
    page = _late(unlocked, person)
    person.press("Wait longer", page)
    person.press("Wait", page.late.wait)
    person.sees("Waiting needs its reason", page)
    person.types(page.late.wait.why.edit, "called from the station")
    person.press("Wait", page.late.wait)
    person.sees("called from the station. If the youth is missing", page)
    assert page.late.wait.isHidden()


def test_what_was_not_asked_in_the_call_is_filled_in_on_the_episode(
    unlocked: App, person: Person, called: tuple[str, str]
) -> None:
    page = person.goes("episode", EpisodePage, *called)
    person.sees("0 of 6 known", page)
    person.press("What the caller was asked", page)
    rest = page.forms.rest
    fields = {each.accessibleName(): each for each in rest.findChildren(QLineEdit)}
    person.types(fields["Last seen"], "soon")
    person.press("Keep", rest)
    person.sees("Type a time that has passed", rest)
    person.types(fields["Last seen"], "yesterday 12:01 am")
    person.types(fields["Car and plate"], "blue sedan")
    person.press("Keep", rest)
    person.waits(rest.isHidden, lambda: f"kept, but {person.words(rest)}")
    person.sees("2 of 6 known", page)
