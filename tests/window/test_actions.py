"""Next steps at the window: proposed after a screening, taken up onto Today, declined with a reason that the supervisor reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.demo import county, fiction
from fieldapp.desk import opening
from fieldapp.desk.accesslog import accesses
from fieldapp.determine import acts
from fieldapp.document import acts as document
from fieldapp.document.model import GridRow, Status
from fieldapp.identify import acts as screening
from fieldapp.identify.model import Evidence, Rating
from fieldapp.identify.queries import draft
from fieldapp.vault.kdf import Cost
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Standing
from tests.window.person import Person
from ui.app import App
from ui.pages.actions import NextStepsPage
from ui.pages.monday import MondayPage
from ui.pages.restricted import RestrictedPage
from ui.pages.today import TodayPage
from ui.pages.youth import YouthPage

MDT = "Call the county's multidisciplinary team (MDT) at the right level"
CFT = "Hold or update the child and family team (CFT) meeting"


def _wrote(person: Person, act: Callable[..., object], *args: object) -> object:
    found: list[object] = []
    person.app.session.do(lambda desk: desk.do(act, *args), found.append)
    person.waits(lambda: bool(found), lambda: "written")
    return found[0]


@pytest.fixture
def mika(person: Person) -> str:
    youth = str(_wrote(person, youths.open_record, Names(chosen="Mika Sample")))
    _wrote(person, youths.say_standing, youth, Standing(born="2011-05-30", jurisdiction="dependent", in_care=True))
    return youth


def _screened(person: Person, youth: str, sign: str) -> None:
    made = str(_wrote(person, screening.begin, youth, "hmis-r15-r16"))
    today = clock.day(person.app.session.now()).isoformat()
    more = (("R15.A", "0"), ("R15.B", "1"), ("R15.C", "1"), ("R15.D", "0")) if sign == "1" else ()
    codes = (("R15.1", sign), *more, ("R16.1", "0"), ("R16.2", "0"))
    rated = tuple(
        Rating(item=item, code=code, sources=(Evidence(source="youth_said", code=code, as_of=today),)) for item, code in codes
    )

    def keep(work: object) -> None:
        kept = draft(work, made)  # type: ignore[arg-type]
        assert kept is not None
        screening.keep(work, replace(kept, ratings=rated))  # type: ignore[arg-type]

    _wrote(person, keep)
    _wrote(person, screening.finish, made)


def _stated(person: Person, youth: str) -> None:
    rows = (GridRow(type="during_foster_care", start="2026-11-01"),)
    _wrote(person, document.say_status, youth, Status(cse="victim", rows=rows, identified_at=person.app.session.now()))


def test_after_a_screening_each_step_says_what_and_why_opens_by_its_button(person: Person, mika: str) -> None:
    _screened(person, mika, "1")
    page = person.goes("actions", NextStepsPage, mika)
    person.sees(MDT, page)
    person.sees("within 30 days", page)
    person.sees("Screening finished", page)
    assert "WIC 16524.8" not in person.words(page)
    person.press(f"Why: {MDT}", page)
    person.sees("WIC 16524.8(b) (statute)", page)
    person.sees("The screening came to:", page)
    found: list[list[str]] = []
    person.app.session.ask(lambda desk: [each.what for each in accesses(desk)], found.append)
    person.waits(lambda: bool(found), lambda: "the accesses")
    assert found[0].count("looked_restricted") == 1
    person.press(f"Why: {MDT}", page)
    person.sees_no("WIC 16524.8", page)


def test_what_the_law_would_require_stands_beside_and_leads_to_where_it_is_stated(person: Person, mika: str) -> None:
    _screened(person, mika, "1")
    page = person.goes("actions", NextStepsPage, mika)
    person.sees("Report to police, apart from any missing report", page)
    assert "Required contacts" not in person.words(page)
    person.press("State it", page)
    notes = person.app.pages["restricted"]
    person.waits(notes.isVisible, lambda: "the restricted notes")
    _stated(person, mika)
    person.goes("actions", NextStepsPage, mika)
    person.sees("Required contacts", page)
    person.sees("0 of 2 settled", page)
    person.sees_no("Required once stated", page)
    assert isinstance(notes, RestrictedPage)


def test_no_sign_proposes_nothing_and_says_so(person: Person, mika: str) -> None:
    _screened(person, mika, "0")
    page = person.goes("actions", NextStepsPage, mika)
    person.sees("Nothing is proposed and nothing is required", page)


def test_taken_up_it_stands_on_today_with_its_clock_until_it_is_done(person: Person, mika: str) -> None:
    _stated(person, mika)
    today = person.goes("today", TodayPage)
    person.press("Open: 7 steps are proposed", today)
    page = person.app.pages["actions"]
    assert isinstance(page, NextStepsPage)
    person.press(f"Take up: {CFT}", page)
    person.types(page.take_up.counts_from.edit, "2099-01-01")
    person.press("Take up", page.take_up)
    person.sees("This day lies in the future", page.take_up)
    day = clock.day(person.app.session.now() - 10 * clock.DAY).isoformat()
    person.types(page.take_up.counts_from.edit, day)
    person.press("Take up", page.take_up)
    person.sees("Required steps", page)
    person.goes("today", TodayPage)
    person.sees(CFT, today)
    person.sees("19 d", today)
    person.press(f"Open: {CFT}", today)
    person.press(f"Done: {CFT}", page)
    person.press("Record", page.notice)
    person.sees("Done", page)
    person.goes("today", TodayPage)
    person.sees_no(CFT, today)


def test_declined_with_a_reason_and_taken_up_after_all(person: Person, mika: str) -> None:
    _stated(person, mika)
    page = person.goes("actions", NextStepsPage, mika)
    person.press(f"Decline: {MDT}", page)
    person.press("Decline", page.decline)
    person.sees("Declining needs its reason", page.decline)
    person.types(page.decline.reason.edit, "The team met yesterday.")
    person.press("Decline", page.decline)
    person.sees("The team met yesterday.", page)
    person.press(f"Take up after all: {MDT}", page)
    person.press("Take up", page.take_up)
    person.sees("Required steps", page)
    person.sees("The team met yesterday.", page)


def test_open_items_of_the_youth_lead_here(person: Person, mika: str) -> None:
    _stated(person, mika)
    page = person.goes("youth", YouthPage, mika)
    person.sees("Tell: Police", page)
    person.sees("take up or decline", page)
    person.press("Open: Tell: Police", page)
    person.waits(person.app.pages["actions"].isVisible, lambda: "the next steps")


def test_a_required_contact_outside_an_episode_is_recorded_here(person: Person, mika: str) -> None:
    _stated(person, mika)
    today = person.goes("today", TodayPage)
    person.press("Open: Tell: Police", today)
    page = person.app.pages["actions"]
    assert isinstance(page, NextStepsPage)
    person.press("Record: Example City Police", page)
    person.press("Outcome 4  Message left", page.notice)
    person.press("Record", page.notice)
    person.sees("message left", page)
    person.sees("0 of 2 settled", page)
    person.press("Record: Example City Police", page)
    person.types(page.notice.number.edit, "26-0501")
    person.types(page.notice.person.edit, "Ofc. R. Example")
    person.press("Record", page.notice)
    person.sees("1 of 2 settled", page)
    person.sees("told · number 26-0501 · Ofc. R. Example", page)
    person.press("Why: Example City Police", page)
    person.sees("42 USC 671(a)(34)(A) (statute)", page)


def test_what_was_recorded_by_mistake_outside_an_episode_is_taken_back_here(person: Person, mika: str) -> None:
    _stated(person, mika)
    page = person.goes("actions", NextStepsPage, mika)
    person.press("Record: Example City Police", page)
    person.press("Outcome 5  No answer", page.notice)
    person.press("Record", page.notice)
    person.sees("no answer", page)
    person.press("Record: Example City Police", page)
    page.notice.note.edit.setPlainText("it was another youth")
    person.press("Recorded by mistake", page.notice)
    person.waits(lambda: not page.notice.isVisible(), page.notice.fault.text)
    person.sees_no("no answer", page)


def test_a_late_contact_outside_an_episode_takes_its_reason_here(person: Person, mika: str) -> None:
    rows = (GridRow(type="during_foster_care", start="2026-11-01"),)
    believed = person.app.session.now() - 30 * clock.HOUR
    told = _wrote(person, document.say_status, mika, Status(cse="victim", rows=rows, identified_at=believed))
    assert isinstance(told, bytes)
    proof = Proof(outcome="told", made_at=person.app.session.now(), number="26-0502")
    _wrote(person, agenda.record_notice, Occasion(mika, told.hex()), "police//identified", proof)
    page = person.goes("actions", NextStepsPage, mika)
    person.press("Write why it was late: ", page)
    person.types(page.lateness.reason.edit, "nobody had the case")
    person.press("Keep", page.lateness)
    person.sees("late because: nobody had the case (added", page)


def test_the_supervisor_reads_what_was_declined_and_why(
    tmp_path: Path, agency: county.Agency, make_app: Callable[[Path], App], qtbot: QtBot
) -> None:
    place = tmp_path / "lead"
    new = opening.NewStore(fiction.SUPERVISOR, "supervisor", agency.county_file, fiction.PASSPHRASES["supervisor"])
    opening.create(place, new, clock.now, Cost(64, 1, 1))
    person = Person(make_app(place), qtbot)
    person.unlocks(fiction.PASSPHRASES["supervisor"])
    youth = str(_wrote(person, youths.open_record, Names(chosen="Mika Sample")))
    _stated(person, youth)
    _wrote(person, acts.decline, youth, "ACT-MDT", "No team in this county.")
    page = person.goes("monday", MondayPage)
    person.sees("Declined steps", page)
    person.sees("“No team in this county.”", page)
    person.press("Send back, MS", page)
    person.press("Send back", page.send_back)
    person.sees("needs a few words", page.send_back)
    person.types(page.send_back.note.edit, "Ask the next county's team.")
    person.press("Send back", page.send_back)
    person.sees_no("Declined steps", page)
    steps = person.goes("actions", NextStepsPage, youth)
    person.sees(": Ask the next county's team.", steps)
    _wrote(person, acts.decline, youth, "ACT-MDT", "They have none either.")
    person.goes("monday", MondayPage)
    person.press("Confirm, MS", page)
    person.sees("confirmed", page)
    held = QApplication.focusWidget()
    assert held is not None
    assert held.accessibleName().startswith("Open the next steps of MS"), "the keys stay on the row"
    person.press("Open the next steps of MS", page)
    person.sees("Confirmed by Pat Template-Lead", steps)
    person.waits(person.app.pages["actions"].isVisible, lambda: "the next steps")
