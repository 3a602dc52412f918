"""Restricted notes at the window: opened from behind the key, rows checked while typing, the CWS/CMS sheet and what was entered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.desk import transfer
from fieldapp.desk.accesslog import accesses
from fieldapp.document import acts, queries
from fieldapp.document.model import GridRow, Status
from fieldapp.exchange.folder import FolderDestination
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Standing
from tests.desk.conftest import Hand, team, worker
from tests.desk.office import Office
from tests.window.person import Person
from ui.app import App
from ui.pages.actions import NextStepsPage
from ui.pages.papers import PapersPage
from ui.pages.restricted import RestrictedPage
from ui.pages.today import TodayPage
from ui.pages.youth import YouthPage

__all__ = ["hand", "team", "worker"]
DURING = GridRow(type="during_foster_care", start="2026-11-01")


@pytest.fixture
def hand() -> Hand:
    return Hand()


def _wrote(person: Person, act: Callable[..., object], *args: object) -> object:
    found: list[object] = []
    person.app.session.do(lambda desk: desk.do(act, *args), found.append)
    person.waits(lambda: bool(found), lambda: "written")
    return found[0]


def _looks(person: Person) -> int:
    found: list[list[str]] = []
    person.app.session.ask(lambda desk: [each.what for each in accesses(desk)], found.append)
    person.waits(lambda: bool(found), lambda: "the accesses")
    return found[0].count("looked_restricted")


@pytest.fixture
def mika(person: Person) -> str:
    youth = str(_wrote(person, youths.open_record, Names(chosen="Mika Sample")))
    _wrote(person, youths.say_standing, youth, Standing(born="2011-05-30", jurisdiction="dependent", in_care=True))
    return youth


@pytest.fixture
def notes(person: Person, mika: str) -> RestrictedPage:
    page = person.goes("youth", YouthPage, mika)
    person.press("Open to work on them", page)
    shown = person.app.pages["restricted"]
    assert isinstance(shown, RestrictedPage)
    person.sees("Nobody has stated anything", shown)
    return shown


def test_they_open_by_a_key_each_opening_is_logged_and_leaving_closes_them(person: Person, mika: str, qtbot: QtBot) -> None:
    _wrote(person, acts.say_status, mika, Status(cse="victim", rows=(DURING,)))
    page = person.goes("youth", YouthPage, mika)
    person.sees("Restricted notes", page)
    person.turns_here()
    assert _looks(person) == 0
    qtbot.keyClick(person.app.shell, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    shown = person.app.pages["restricted"]
    person.sees("Victim During Foster Care", shown)
    person.sees("6869? inferred: go by the label", shown)
    assert _looks(person) == 1
    person.goes("today", TodayPage)
    person.app.shell.show_page("restricted", shown)
    person.sees("The notes were closed when you left", shown)
    assert "Victim" not in person.words()
    person.press("Open again", shown)
    person.sees("Victim During Foster Care", shown)
    assert _looks(person) == 2
    person.app.session.lock()
    person.waits(lambda: "Victim" not in person.words(shown), lambda: "nothing left after the lock")


def test_no_list_title_or_today_says_the_status(person: Person, mika: str) -> None:
    _wrote(person, acts.say_status, mika, Status(cse="victim", rows=(DURING,), identified_at=person.app.session.now()))
    for name, kind in (("today", TodayPage), ("youth", YouthPage), ("actions", NextStepsPage)):
        page = person.goes(name, kind, mika)
        person.sees("proposed", page)
        said = person.words(page).lower()
        assert not any(word in said for word in ("victim", "exploit", "traffick", "identified", "csec", "at risk")), said


def test_several_types_are_saved_at_once_each_checked_while_it_is_typed(notes: RestrictedPage, person: Person, mika: str) -> None:
    person.press("State and add rows", notes)
    sheet = notes.save
    person.sees("our proposal", sheet)
    sheet.lines["during_foster_care"].yes.click()
    sheet.lines["while_absent"].yes.click()
    during, absent = sheet.lines["during_foster_care"], sheet.lines["while_absent"]
    person.types(during.start.edit, "2011-01-01")
    person.sees("The start date lies before the birth date. (R-10974)", sheet)
    person.types(during.start.edit, "2026-11-01")
    person.types(absent.start.edit, "2026-10-03")
    person.sees("needs an end date. (R-10971)", sheet)
    person.types(absent.end.edit, "2026-10-01")
    person.sees("lies before the start date. (R-10975)", sheet)
    person.press("Save", sheet)
    person.sees("CWS/CMS would not take this row either", sheet)
    assert during.start.text() == "2026-11-01", "what was typed stays"
    person.types(absent.end.edit, "2026-10-05")
    person.sees_no("R-109", sheet)
    assert sheet.word.value() == "victim", "the rows show it"
    person.types(sheet.basis.edit, "the school's record")
    person.press("Save", sheet)
    steps = person.app.pages["actions"]
    person.sees("Required contacts", steps)
    found: list[list[str]] = []
    person.app.session.ask(lambda desk: [each.first.value.type for each in desk.ask(queries.grid, mika)], found.append)
    person.waits(lambda: bool(found), lambda: "the grid")
    assert found[0] == ["during_foster_care", "while_absent"]


def test_a_suspicion_and_the_hhs_question_are_answered_here_in_the_rules_own_words(
    notes: RestrictedPage, person: Person, mika: str
) -> None:
    person.press("State and add rows", notes)
    sheet = notes.save
    person.sees("Do not ask about immigration status", sheet)
    sheet.trafficking.yes.click()
    person.waits(sheet.trafficking.at.isVisible, lambda: "the time")
    person.press("Does the HHS question come up? Yes", sheet)
    person.press("Save", sheet)
    steps = person.app.pages["actions"]
    person.sees("Federal office", steps)
    person.sees("0 of 1 settled", steps)
    assert "HHS" not in person.words(steps)
    person.press("Why: Federal office", steps)
    person.sees("XR-6: Notify HHS (OTIP)", steps)


def test_at_risk_beside_a_victim_row_is_doubted_and_not_refused(notes: RestrictedPage, person: Person) -> None:
    person.press("State and add rows", notes)
    sheet = notes.save
    for type_ in ("at_risk", "open_case"):
        sheet.lines[type_].yes.click()  # type: ignore[index]
        person.types(sheet.lines[type_].start.edit, "2026-11-01")  # type: ignore[index]
    person.sees("At Risk is for risk only", sheet)
    person.types(sheet.lines["at_risk"].end.edit, "2026-11-02")
    person.sees_no("At Risk is for risk only", sheet)


def test_a_row_is_ended_put_right_and_withdrawn_and_what_was_before_stays(
    notes: RestrictedPage, person: Person, mika: str
) -> None:
    _wrote(person, acts.say_status, mika, Status(cse="victim", rows=(DURING,)))
    person.press("Change the row: Victim During Foster Care", notes)
    person.types(notes.row.end.edit, "2026-10-20")
    person.sees("(R-10975)", notes.row)
    person.types(notes.row.end.edit, "2026-11-10")
    person.press("Keep", notes.row)
    person.sees("10 Nov 2026", notes)
    person.press("Change the row: Victim During Foster Care", notes)
    person.press("What Put right", notes.row)
    person.types(notes.row.start.edit, "2026-11-03")
    person.press("Keep", notes.row)
    person.sees("This needs its reason", notes.row)
    person.types(notes.row.reason.edit, "the school wrote again")
    person.press("Keep", notes.row)
    person.sees("the school wrote again", notes)
    person.sees("1 Nov 2026 – 10 Nov 2026", notes)
    person.press("Change the row: Victim During Foster Care", notes)
    person.press("What Withdraw", notes.row)
    person.types(notes.row.reason.edit, "another youth's")
    person.press("Keep", notes.row)
    person.sees("withdrawn", notes)
    person.sees("Nothing to enter", notes)


def test_rows_are_marked_as_entered_and_today_counts_them(notes: RestrictedPage, person: Person, mika: str) -> None:
    _wrote(person, acts.say_status, mika, Status(cse="victim", rows=(DURING,)))
    today = person.goes("today", TodayPage)
    person.press("Open the next sheet", today)
    person.sees("1 row is to be entered there", notes)
    person.press("Mark entered", notes)
    person.types(notes.entered.day.edit, "2099-01-01")
    person.press("Mark entered", notes.entered)
    person.sees("This day lies in the future", notes.entered)
    person.types(notes.entered.day.edit, "2026-11-02")
    person.press("Mark entered", notes.entered)
    person.sees("entered 2 Nov 2026, DD", notes)
    person.sees("Every row is marked as entered", notes)
    person.goes("today", TodayPage)
    person.sees_no("Open the next sheet", today)


def test_the_sheet_is_a_paper_of_the_papers_page(notes: RestrictedPage, person: Person, mika: str) -> None:
    _wrote(person, acts.say_status, mika, Status(cse="victim", rows=(DURING,)))
    _wrote(person, locate.start_from_call, Call(came_at=person.app.session.now(), caller="Example Home A"), mika)
    person.press("Print or save", notes)
    papers = person.app.pages["papers"]
    assert isinstance(papers, PapersPage)
    person.waits(papers.isVisible, lambda: "the papers page")
    person.sees("CWS/CMS", papers)
    person.waits(lambda: papers._opened is not None, lambda: f"the paper, but: {person.words(papers)}")
    opened = papers._opened
    assert opened is not None
    rows = [row for section in opened.made.paper.sections if section.table for row in section.table.rows]
    assert rows == [("Victim During Foster Care", "6869?", "1 Nov 2026", "", "")]


def test_no_sheet_while_a_birth_date_that_was_put_right_breaks_a_row(notes: RestrictedPage, person: Person, mika: str) -> None:
    _wrote(person, acts.say_status, mika, Status(cse="at_risk", rows=(GridRow(type="at_risk", start="2012-01-01"),)))
    _wrote(person, youths.say_standing, mika, Standing(born="2012-06-01", jurisdiction="dependent", in_care=True))
    person.sees("No sheet yet: The start date lies before the birth date. (R-10974)", notes)


def test_what_two_people_stated_stands_twice_until_one_is_chosen(
    team: Office, hand: Hand, make_app: Callable[[Path], App], qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    desk = request.getfixturevalue("worker")
    youth = desk.do(youths.open_record, Names(chosen="Mika Sample")).result
    desk.do(acts.say_status, youth, Status(cse="at_risk", rows=(GridRow(type="at_risk", start="2026-01-10"),)))
    key = desk.ask(queries.grid, youth)[0].key
    transfer.send(desk, FolderDestination(team.folder))
    team.read(team.lead)
    hand.pass_by(clock.MINUTE)
    desk.do(acts.end_row, youth, key, "2026-11-01")
    team.lead.do(acts.end_row, youth, key, "2026-10-01")
    transfer.send(desk, FolderDestination(team.folder))
    team.read(team.lead)
    team.open.remove(team.lead)
    team.lead.close()
    person = Person(make_app(team.root / "Pat-Template-Lead"), qtbot)
    person.unlocks(fiction.PASSPHRASES["worker"])
    page = person.goes("restricted", RestrictedPage, youth)
    person.sees("At Risk: stated by two people at the same time", page)
    person.sees("No sheet yet: Two people stated this row", page)
    person.press("This is right: 10 Jan 2026 – 1 Nov 2026", page)
    person.sees_no("at the same time", page)
    person.sees("chosen of two", page)
