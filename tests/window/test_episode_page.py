"""The page of an absence as a worker uses it at night: what is next, why, the youth's own call, the ways it ends (P5, P10, P17, P26, P68)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.demo import fiction
from fieldapp.desk import transfer
from fieldapp.desk.accesslog import accesses
from fieldapp.desk.casefile import Casefile
from fieldapp.desk.desk import Desk
from fieldapp.document import acts as document
from fieldapp.document.model import GridRow, Status
from fieldapp.exchange.folder import FolderDestination
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Happened, LastSeen
from fieldapp.text import long_moment
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Channel, Contact, Names, Standing, Tribes
from tests.desk.conftest import Hand, hand, team, worker
from tests.desk.office import Office
from tests.window.person import Person
from ui.app import App
from ui.pages.callmode import CallModePage
from ui.pages.episode import EpisodePage
from ui.pages.episode_return import FirstHourCard
from ui.pages.writing import WritingPage
from ui.widgets.buttons import Choices

__all__ = ["hand", "team", "worker"]

MOTHER = Contact(name="Rosa Sample", relation="parent", channels=(Channel(kind="phone", value="555-0118"),), language="Spanish")
FATHER = Contact(name="Victor Sample", relation="parent", tell="do_not_tell", order="Order of 12 March", review_on="2027-01-12")
ATTORNEY = Contact(name="Lou Letrado", relation="youth_attorney", channels=(Channel(kind="email", value="lou@example.test"),))


class Night:
    """A worker at the page of a youth who is missing since two hours."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.now = person.app.session.now()
        self.youth = self.does(youths.open_record, Names(chosen="Mika Sample", legal="Mikaela Sample"))
        born = f"{clock.day(self.now).year - 15}-01-02"
        self.does(
            youths.say_standing, self.youth, Standing(born=born, jurisdiction="dependent", in_care=True, placement_order=True)
        )
        tribes = Tribes(indian_child="reason_to_know", names=("Example Rancheria",), tribal_police=True)
        self.does(youths.say_tribes, self.youth, tribes)
        for contact in (MOTHER, FATHER, ATTORNEY):
            self.does(youths.say_contact, self.youth, contact)
        self.learned = self.now - 2 * clock.HOUR
        call = Call(came_at=self.learned, caller="Example Home A", call_back="555-0117", youth_name="Mika")
        self.met = self.does(locate.start_from_call, call, self.youth)
        seen = LastSeen(at=self.learned - clock.HOUR, place="Example City transit stop", clothing="gray hoodie")
        self.does(locate.say_happened, *self.met, Happened(agency_learned=self.learned, last_seen=seen))
        self.page = self.goes()

    def goes(self) -> EpisodePage:
        """To the page, until it shows the youth and has the keys."""
        page = self.person.goes("episode", EpisodePage, *self.met)
        self.person.sees("Mika Sample", page)
        self.person.waits(
            lambda: not page._fresh and page.lists.focused() is page.lists.next_row, lambda: "the keys at the next act"
        )
        return page

    def does(self, act: Callable[..., Any], *values: Any) -> Any:
        """What happens elsewhere in the app: an act on the same store."""
        done: list[Any] = []
        failed: list[BaseException] = []
        self.person.app.session.do(lambda desk: desk.do(act, *values), lambda made: done.append([made]), failed.append)
        self.person.waits(lambda: bool(done or failed), lambda: f"{act.__name__}, but {failed}")
        assert not failed, failed
        return done[0][0]

    def tells(self, line: str, outcome: Any, ago: int = 0, **more: Any) -> None:
        self.does(agenda.record_notice, Occasion(*self.met), line, Proof(outcome=outcome, made_at=self.now - ago, **more))

    def words(self) -> str:
        return self.person.words(self.page)

    def case(self) -> Casefile:
        """What the page shows."""
        assert self.page._shown is not None
        return self.page._shown


@pytest.fixture
def night(person: Person) -> Night:
    return Night(person)


def _row(night: Night, key: str) -> Any:
    """The row of a line, on the page as it will stay."""
    night.person.waits(lambda: night.page.is_whole, lambda: "a page that is whole")
    return next(each for each in night.page.lists.rows if each.line.key == key)


def _answers(where: Any, words: str) -> None:
    """Presses the choice whose whole name is this."""
    found = [each for each in where.findChildren(QPushButton) if each.accessibleName() == words and each.isVisible()]
    assert found, [each.accessibleName() for each in where.findChildren(QPushButton)]
    found[0].click()


# -- what a worker sees at once


def test_who_is_gone_how_long_and_what_comes_next_stand_at_the_top(night: Night) -> None:
    night.person.sees("2 h 00 min", night.page)
    words = night.words()
    for wanted in ("15 · last seen", "Example City transit stop", "gray hoodie", "since the agency learned", "By phone now"):
        assert wanted in words
    assert "0 of 4 settled" in words
    first = night.page.lists.next_row
    assert first is not None
    assert first is night.page.lists.rows[0], "what is next is the first row"
    assert first.button is not None
    night.person.waits(first.button.hasFocus, lambda: "the focus on what is next")
    assert "Call Example City Police, now" in words
    assert [each.reach.name for each in night.page.lists.rows if each._kind == "writing"][:1] != []


def test_enter_goes_to_call_mode_and_w_writes_to_everybody(night: Night, qtbot: QtBot) -> None:
    night.person.turns_here()
    first = night.page.lists.next_row
    assert first is not None
    assert first.button is not None
    first.button.setFocus()
    night.person.key(Qt.Key.Key_Return)
    call = night.person.app.pages["callmode"]
    assert isinstance(call, CallModePage)
    night.person.waits(call.isVisible, lambda: "call mode")
    night.goes()
    night.person.turns_here()
    night.person.sees("Write to these", night.page)
    night.person.key(Qt.Key.Key_W)
    writing = night.person.app.pages["writing"]
    assert isinstance(writing, WritingPage)
    night.person.waits(writing.isVisible, lambda: "the letters")


def test_states_have_words_and_times_and_called_is_not_the_end(night: Night) -> None:
    line = "police//agency_learned"
    night.tells(line, "called", 90 * clock.MINUTE, note="An officer will come.")
    night.person.sees("An officer will come.", night.page)
    assert _row(night, line).button.text() == "Call"
    night.tells(line, "report_taken", 60 * clock.MINUTE, number="26-0417", to_whom="Ofc. R. Example")
    night.person.sees("NCIC not yet confirmed", night.page)
    assert _row(night, line).button.text() == "Confirm"
    assert "0 of 4 settled" in night.words(), "told, but not confirmed"
    night.tells(line, "entry_confirmed", 30 * clock.MINUTE, second_number="M123")
    night.person.sees("1 of 4 settled", night.page)
    night.person.press("View: Example City Police", night.page)
    for wanted in ("called · An officer will come.", "report taken · number 26-0417", "written down"):
        night.person.sees(wanted, night.page)
    again = night.now + 8 * clock.HOUR
    night.tells("tribe//agency_learned", "message_left", 10 * clock.MINUTE, try_again_at=again)
    night.person.sees("try again", night.page)


def test_numbers_are_there_to_read_out_and_copied_with_a_press(night: Night) -> None:
    for wanted in ("Numbers to read out", "not yet reported", "not yet confirmed"):
        assert wanted in night.words()
    night.tells("ncmec//agency_learned", "told", number="NC-77")
    night.person.sees("NC-77", night.page)
    night.person.press("Copy the numbers", night.page)
    assert "NCMEC: NC-77" in QApplication.clipboard().text()


def test_the_clock_is_of_hours_and_lateness_is_said_without_a_grade(night: Night) -> None:
    late = Happened(agency_learned=night.now - 25 * clock.HOUR - 10 * clock.MINUTE)
    night.does(locate.say_happened, *night.met, late)
    night.person.sees("25 h 10 min\nafter the agency learned", night.page)
    night.tells("ncmec//agency_learned", "told", number="NC-1")
    night.person.press("View: NCMEC", night.page)
    night.person.sees("Why it was late is not written down yet.", night.page)
    night.person.sees("Told: 25 h", night.page)
    night.person.press("Write why it was late: NCMEC", night.page)
    sheet = night.page.forms.lateness
    night.person.press("Keep", sheet)
    night.person.sees("The reason is still empty.", sheet)
    night.person.types(sheet.reason.edit, "night desk had no number")
    night.person.press("Keep", sheet)
    night.person.waits(lambda: not sheet.isVisible(), sheet.fault.text)
    night.person.sees_no("Why it was late is not written down yet.", night.page)
    night.person.sees("late because: night desk had no number (added", night.page)
    night.person.sees("by Dana Demo-Worker)", night.page)
    assert "violation" not in night.words().lower()


# -- why


def test_a_key_opens_the_reason_with_its_source_confidence_and_counsel_s_review(night: Night) -> None:
    night.person.turns_here()
    row = _row(night, "police//agency_learned")
    row.button.setFocus()
    night.person.sees("42 USC 671(a)(35)(B) · statute", night.page)
    night.person.sees("reviewed by county counsel 3 Nov 2026", night.page)
    night.person.key(Qt.Key.Key_I)
    night.person.sees("Because: Missing or abducted", night.page)
    night.person.key(Qt.Key.Key_I)
    night.person.sees_no("42 USC 671(a)(35)(B) · statute", night.page)


def test_a_reason_that_reveals_a_status_opens_only_while_a_key_is_held_and_each_look_is_kept(night: Night, qtbot: QtBot) -> None:
    victim = Status(cse="victim", rows=(GridRow(type="during_foster_care", start="2026-11-01"),), identified_at=night.learned)
    night.does(document.say_status, night.youth, victim)
    night.person.waits(lambda: any(each.line.key == "police//identified" for each in night.page.lists.rows), night.words)
    night.person.turns_here()
    for row in list(night.page.lists.rows):
        row.open_reasons(2)
    shown = night.words()
    for hidden in ("11166", "victim", "Identified", "exploit", "traffick", "(34)(A)", "CSE"):
        assert hidden.lower() not in shown.lower(), hidden
    night.person.sees("Required for this youth", night.page)
    night.page.lists.rows[0].button.setFocus()
    qtbot.keyPress(night.person.app.shell, Qt.Key.Key_K)
    night.person.sees("11166", night.page)
    qtbot.keyRelease(night.person.app.shell, Qt.Key.Key_K)
    night.person.sees_no("11166", night.page)
    found: list[list[str]] = []
    night.person.app.session.ask(lambda desk: [each.what for each in accesses(desk)], found.append)
    night.person.waits(lambda: bool(found), lambda: "the accesses")
    assert "looked_restricted" in found[0]


def test_a_status_that_went_is_named_on_no_open_row_and_read_while_the_key_is_held(night: Night, qtbot: QtBot) -> None:
    victim = Status(cse="victim", rows=(GridRow(type="during_foster_care", start="2026-11-01"),), identified_at=night.learned)
    night.does(document.say_status, night.youth, victim)
    night.does(document.say_status, night.youth, Status(cse="none", rows=(), basis="second look"))
    fold = "Show: No longer required"
    night.person.waits(lambda: any(line.key == "police//identified" for line, _reach in night.case().stopped), night.words)
    night.person.press(fold, night.page)
    row = _row(night, "police//identified")
    night.person.sees("What is known now no longer asks for it.", row)
    row.open_reasons(2)
    shown = night.words()
    for hidden in ("11166", "victim", "Identified", "exploit", "CSE"):
        assert hidden.lower() not in shown.lower(), hidden
    night.page.lists.rows[0].button.setFocus()
    qtbot.keyPress(night.person.app.shell, Qt.Key.Key_K)
    night.person.sees("No longer so: Identified", row)
    qtbot.keyRelease(night.person.app.shell, Qt.Key.Key_K)
    night.person.sees_no("No longer so", row)


def test_whom_not_to_tell_is_said_with_its_ground_and_has_no_number(night: Night) -> None:
    night.person.sees("Do not tell: Victor Sample, parent", night.page)
    night.person.press("Why: Victor Sample", night.page)
    night.person.sees("No number of theirs is shown", night.page)
    night.person.press("Show: No longer required", night.page)
    night.person.sees("Do not tell: Order of 12 March", night.page)


# -- persons


def test_nobody_entered_leads_to_the_person_or_to_there_is_none(night: Night) -> None:
    night.person.press("There is none: Guardians", night.page)
    night.person.waits(lambda: _row(night, "guardians//agency_learned").line.state == "settled", night.words)
    assert "there is none" in _row(night, "guardians//agency_learned").line.made[0].proof.note
    night.person.press("Enter…: Parents' attorney", night.page)
    sheet = night.page.forms.contact
    night.person.waits(sheet.isVisible, lambda: "the sheet of a contact")
    assert sheet.relation.value() == "parents_attorney"
    night.person.types(sheet.name.edit, "Alex Abogado")
    night.person.types(sheet.email.edit, "alex@example.test")
    sheet.ok.click()
    night.person.sees("Alex Abogado", night.page)
    night.person.sees_no("Enter…: Parents' attorney", night.page)


def test_each_parent_has_a_row_of_their_own(night: Night) -> None:
    night.person.sees("Draft in Spanish", night.page)
    night.person.press("Show: No longer required", night.page)
    mine = [each.reach.name for each in night.page.lists.rows if each.line.first.recipient == "parents"]
    assert sorted(mine) == ["Rosa Sample", "Victor Sample"]


# -- what becomes known


def test_the_two_questions_are_asked_and_what_no_longer_applies_is_shown_with_its_reason(night: Night) -> None:
    night.person.press("What happened", night.page)
    sheet = night.page.forms.happened
    night.person.waits(sheet.isVisible, lambda: "the sheet")
    assert "May that place put the youth at risk?" not in night.person.words(sheet)
    _answers(sheet, "Do we know where the youth is? Yes, a place not approved")
    night.person.sees("May that place put the youth at risk?", sheet)
    assert "18 to 20" not in night.person.words(sheet), "asked only of whom it is asked"
    _answers(sheet, "Do we know where the youth is? Yes, an approved place")
    _answers(sheet, "Abducted? No")
    sheet.ok.click()
    night.person.waits(lambda: not sheet.isVisible(), sheet.fault.text)
    night.person.press("Show: No longer required", night.page)
    night.person.sees("No longer so: Missing or abducted", night.page)


def test_the_youth_s_own_call_is_kept_and_ends_nothing(night: Night) -> None:
    night.person.press("Call from Mika", night.page)
    sheet = night.page.forms.heard
    night.person.sees("You are not in trouble", sheet)
    sheet.ok.click()
    night.person.sees("What did the youth say?", sheet)
    sheet.words.edit.setPlainText("I am at a friend's. Don't send the police.")
    _answers(sheet, "Safe? No")
    night.person.sees("call 911", sheet)
    _answers(sheet, "Safe? Yes")
    _answers(sheet, "Agreed to talk again? Yes")
    night.person.waits(sheet.next_at.isVisible, lambda: "when")
    sheet.ok.click()
    night.person.waits(lambda: not sheet.isVisible(), sheet.fault.text)
    night.person.sees("I am at a friend's.", night.page)
    assert "Missing" in night.words()
    assert night.page._shown is not None
    assert night.page._shown.episode.heard[0].next_at is not None


def test_searches_and_a_poster_go_on_the_timeline_a_poster_with_who_decided(night: Night) -> None:
    night.person.press("Add to the timeline", night.page)
    sheet = night.page.forms.add
    night.person.waits(sheet.isVisible, lambda: "the sheet")
    night.person.types(sheet.text.edit, "skate park, nobody")
    sheet.ok.click()
    night.person.sees("skate park, nobody", night.page)
    night.person.press("Add to the timeline", night.page)
    sheet.what.choose("poster_allowed")
    night.person.sees("Who decided", sheet)
    sheet.ok.click()
    night.person.sees("Write a few words", sheet)
    night.person.types(sheet.text.edit, "P. Template, supervisor")
    sheet.ok.click()
    night.person.sees("P. Template, supervisor", night.page)
    titles = [each.title for each in night.page._shown.timeline] if night.page._shown else []
    assert titles[-2:] == ["Agency learned", "Last seen"], "newest first"


def test_handing_over_names_somebody_until_when_and_what_is_next(night: Night) -> None:
    assert "Now with Dana Demo-Worker" in night.words()
    night.person.press("Hand over", night.page)
    sheet = night.page.forms.hand_over
    night.person.waits(sheet.isVisible, lambda: "the sheet")
    sheet.ok.click()
    night.person.sees("Who has it now?", sheet)
    night.person.types(sheet.name.edit, "Robin Mock")
    night.person.types(sheet.next_act.edit, "Confirm the NCIC entry at six")
    sheet.ok.click()
    night.person.sees("Now with Robin Mock", night.page)
    night.person.sees("Confirm the NCIC entry at six", night.page)
    night.person.sees("until", night.page)


# -- the ways it ends


def _ends(night: Night, what: str, **more: str) -> None:
    night.person.press("Found, back", night.page)
    sheet = night.page.ending
    night.person.waits(sheet.isVisible, lambda: "the sheet")
    sheet.what.choose(what)
    for name, text in more.items():
        night.person.types(getattr(sheet, name).edit, text)
    sheet.ok.click()
    night.person.waits(lambda: not sheet.isVisible(), sheet.fault.text)


def test_the_return_opens_the_first_hour_whom_to_tell_and_what_is_taken_back(night: Night) -> None:
    night.tells("police//agency_learned", "report_taken", number="26-0417")
    _ends(night, "located", place="a bus stop")
    night.person.sees("Found, not yet back", night.page)
    _ends(night, "returned", place="Example Home A")
    for wanted in ("First hour back", "Tell them the youth is found", "When the youth is ready", "Taken back", "Back"):
        night.person.sees(wanted, night.page)
    night.person.sees("NCIC entry is cleared", night.page)
    (choices,) = night.page.findChildren(FirstHourCard)
    _answers(choices.findChildren(Choices)[0], "Food and water Given")
    night.person.sees("1 of 5 offered", night.page)
    assert night.page._shown is not None
    assert night.page._shown.episode.first_hour is not None
    assert night.page._shown.episode.first_hour.food == "given"
    located, returned = (night.page._shown.episode.at(each) for each in ("located", "returned"))
    assert located is not None
    assert returned is not None
    assert "Call from Mika" not in night.words()


def test_what_is_asked_of_the_youth_waits_with_its_reason_and_stays_open(night: Night) -> None:
    _ends(night, "located")
    _ends(night, "returned")
    why, sheet = "Find out what led the youth", night.page.sheet
    night.person.press(f"Record: {why}", night.page)
    night.person.waits(sheet.isVisible, lambda: "the small sheet")
    _answers(sheet, "Outcome 4  Not tonight")
    night.person.press("Record", sheet)
    night.person.sees("This outcome needs a reason.", sheet)
    sheet.note.edit.setPlainText("asleep on the couch")
    night.person.press("Record", sheet)
    night.person.waits(lambda: not sheet.isVisible(), sheet.fault.text)
    night.person.sees("asleep on the couch", night.page)
    night.person.press(f"Record: {why}", night.page)
    night.person.sees("not tonight · asleep on the couch", sheet)
    sheet.close_sheet()
    night.person.press("Record: Respond to those reasons", night.page)
    night.person.sees_no("Not tonight", sheet)


def test_a_return_recorded_by_mistake_is_taken_back_with_its_reason(night: Night) -> None:
    _ends(night, "returned")
    night.person.sees("First hour back", night.page)
    night.person.press("Found, back", night.page)
    night.person.press("Recorded by mistake", night.page)
    sheet = night.page.forms.withdraw
    night.person.waits(sheet.isVisible, lambda: "the sheet")
    sheet.ok.click()
    night.person.sees("needs a reason", sheet)
    night.person.types(sheet.reason.edit, "it was another youth")
    sheet.ok.click()
    night.person.sees_no("First hour back", night.page)
    night.person.sees("Missing", night.page)


def test_found_dead_leaves_no_interview_no_screening_and_no_first_hour(night: Night) -> None:
    night.tells("police//agency_learned", "report_taken", number="26-0417")
    _ends(night, "located")
    _ends(night, "returned")
    night.person.sees("When the youth is ready", night.page)
    night.person.press("Found, back", night.page)
    night.page.ending.what.choose("died")
    night.person.sees("put to rest at once", night.page.ending)
    night.page.ending.ok.click()
    night.person.sees_no("Find out what led the youth", night.page)
    night.person.sees("no form goes out", night.page)
    night.person.sees_no("Write to these", night.page)
    night.person.press("Record: Example City Police", night.page)
    night.person.waits(night.page.sheet.isVisible, lambda: "the small sheet, not a script")
    kept = [each.line for each in night.page.lists.rows if each.line.first.rule in {"R-01", "R-03", "R-04"}]
    assert {line.state for line in kept} <= {"stopped"}
    assert all("Found dead" in line.first.stopped_why or line.first.stopped_why for line in kept)


# -- other beginnings


def test_begun_from_a_call_without_a_record_it_already_says_whom_to_call(person: Person) -> None:
    page = person.starts_a_call("a kid named Mika")
    for wanted in ("Example City Police", "NCMEC", "By phone now", "To find out", "age not known"):
        person.sees(wanted, page)
    assert page.lists.next_row is not None
    assert page.lists.next_row.line.first.recipient == "police"


def test_two_calls_of_one_absence_show_both_clocks_and_the_earlier_counts(night: Night) -> None:
    earlier = Call(came_at=night.learned - clock.HOUR, caller="School desk", youth_name="Mika")
    provisional, _episode = night.does(locate.start_from_call, earlier)
    night.does(locate.join_call, provisional, night.youth, "same youth")
    night.person.sees("Two calls, one absence", night.page)
    night.person.sees("School desk", night.page)
    night.person.sees("3 h 00 min", night.page)


def test_stated_by_two_people_at_once_both_stand_until_somebody_decides(
    team: Office, hand: Hand, make_app: Callable[[Path], App], qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    own: Desk = request.getfixturevalue("worker")
    met = own.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A", youth_name="Mika Sample")).result
    transfer.send(own, FolderDestination(team.folder))
    team.read(team.lead)
    hand.pass_by(clock.MINUTE)
    for desk, place in ((own, "Example City park"), (team.lead, "Sample Street library")):
        seen = LastSeen(at=hand.now - clock.HOUR, place=place)
        desk.do(locate.say_happened, *met, Happened(agency_learned=hand.now - clock.MINUTE, last_seen=seen))
    transfer.send(own, FolderDestination(team.folder))
    team.read(team.lead)
    team.open.remove(team.lead)
    team.lead.close()
    person = Person(make_app(team.root / "Pat-Template-Lead"), qtbot)
    person.unlocks(fiction.PASSPHRASES["worker"])
    page = person.goes("episode", EpisodePage, *met)
    person.sees("at the same time", page)
    for place in ("Example City park", "Sample Street library"):
        person.sees(place, page)
    when = long_moment(hand.now)
    for who in ("Dana Demo-Worker · Social worker", "Pat Template-Lead · Supervisor"):
        person.sees(f"{who} · {when}", page)
    person.press("This one counts: 1", page)
    person.sees_no("at the same time", page)


def test_a_change_keeps_the_focus_where_it_was(night: Night) -> None:
    night.person.turns_here()
    key = "ncmec//agency_learned"
    _row(night, key).button.setFocus()
    night.tells("police//agency_learned", "called", note="they ring back")
    night.person.sees("they ring back", night.page)
    night.person.waits(lambda: bool(_row(night, key).button.hasFocus()), lambda: str(QApplication.focusWidget()))


def test_another_youth_s_page_begins_at_its_top_with_the_keys_at_its_own_next_act(night: Night) -> None:
    night.tells("ncmec//agency_learned", "told", to_whom="J. Example", number="PR-30017")
    other = night.person.starts_a_call("Noor")
    night.person.sees("Noor", other)
    _row(night, "ncmec//agency_learned").button.setFocus()
    bar = other._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    night.goes()
    night.person.waits(lambda: night.page.lists.focused() is night.page.lists.next_row, lambda: "the keys at the next act")
    night.person.waits(lambda: not night.page._bringing.isActive(), lambda: "a page at rest")
    assert bar.value() == 0, "whom not to tell is out of sight"


def test_until_the_day_of_birth_is_entered_the_age_is_as_the_caller_said_it(night: Night) -> None:
    youth = night.does(youths.open_record, Names(chosen="Noor, placed with me"))
    call = Call(came_at=night.now, caller="Example Home A", youth_name="Noor, placed with me", age=14)
    met = night.does(locate.start_from_call, call, youth)
    page = night.person.goes("episode", EpisodePage, *met)
    night.person.sees("14 · last seen", page)
    night.person.sees("Call from Noor", page)
    night.person.sees_no("Call from Noor,", page)
