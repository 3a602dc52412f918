"""Screening as people do it: a contact, its notes, the rating by keys, what it comes to, the lock, and what comes after."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.demo import county, fiction
from fieldapp.desk import opening
from fieldapp.desk.desk import Changes, Desk
from fieldapp.identify import acts
from fieldapp.identify.model import Rating
from fieldapp.identify.queries import Kept, Screening, all_screenings, draft, drafts
from fieldapp.ledger.work import Work
from fieldapp.vault.kdf import Cost
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Standing
from tests.window.person import Person
from ui.app import App
from ui.pages.monday import MondayPage
from ui.pages.screening import ScreeningPage
from ui.pages.screening_begin import FormTile
from ui.pages.screening_sources import SourceCard
from ui.pages.youth import YouthPage

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
R = TypeVar("R")


class Rater(Person):
    """A worker at the screening page, and what lies in their store."""

    page: ScreeningPage

    def asks(self, question: Callable[[Desk], R]) -> R:
        found: list[R] = []
        self.app.session.ask(question, found.append)
        self.waits(lambda: bool(found), lambda: "an answer of the store")
        return found[0]

    def does(self, act: Callable[[Desk], Changes[R]]) -> R:
        found: list[R] = []
        self.app.session.do(act, found.append)
        self.waits(lambda: bool(found), lambda: "an act")
        return found[0]

    def knows(self, name: str, years: int = 15) -> str:
        born = clock.day(clock.now() - (years * 366 + 10) * clock.DAY).isoformat()
        youth = self.does(lambda desk: desk.do(youths.open_record, Names(chosen=name)))
        self.does(lambda desk: desk.do(youths.say_standing, youth, Standing(born=born)))
        return youth

    def begins(self, form: str, name: str = "Ari Madeup", years: int = 15) -> str:
        """A draft of a form is open, its first row has the keys."""
        youth = self.knows(name, years)
        made = self.does(lambda desk: desk.do(acts.begin, youth, form))
        self.opens(youth, made)
        return made

    def opens(self, youth: str, made: str) -> None:
        self.turns_here()
        self.page = self.goes("screening", ScreeningPage, youth, made)
        self.waits(self.page.rating.isVisible, lambda: "the rating")
        self.waits(self.at_the_row, lambda: f"keys at the row, not {QApplication.focusWidget()}")

    def at_the_row(self) -> bool:
        items = self.page.rating.items
        return items.current in items._rows and items._rows[items.current].digits.hasFocus()

    def presses(self, *keys: Qt.Key | str) -> None:
        for each in keys:
            if isinstance(each, str):
                self.qtbot.keyClicks(QApplication.focusWidget(), each)
            else:
                self.key(each)

    def held(self, made: str) -> Kept:
        found = self.asks(lambda desk: desk.ask(draft, made))
        assert found is not None
        return found

    def keeps(self, made: str, until: Callable[[dict[str, Rating]], bool]) -> dict[str, Rating]:
        """Waits until the store holds ratings as wanted; not longer than a second."""
        end = time.monotonic() + 1
        while True:
            ratings = {each.item: each for each in self.held(made).ratings}
            if until(ratings):
                return ratings
            assert time.monotonic() < end, f"within a second, but: {ratings}"

    def finishes(self) -> None:
        self.page.rating.review_asked.emit()
        self.press("Finish and lock", self.page)


@pytest.fixture
def rater(unlocked: App, qtbot: QtBot) -> Rater:
    return Rater(unlocked, qtbot)


@pytest.fixture
def as_role(
    make_app: Callable[[Path], App], tmp_path: Path, agency: county.Agency, qtbot: QtBot
) -> Callable[[Literal["officer", "supervisor"]], Rater]:
    """Somebody of another role at a store of their own."""

    def make(role: Literal["officer", "supervisor"]) -> Rater:
        place = tmp_path / role
        name = {"officer": fiction.OFFICER, "supervisor": fiction.SUPERVISOR}[role]
        opening.create(
            place, opening.NewStore(name, role, agency.county_file, fiction.PASSPHRASES[role]), clock.now, Cost(64, 1, 1)
        )
        made = Rater(make_app(place), qtbot)
        made.unlocks(fiction.PASSPHRASES[role])
        return made

    return make


# -- beginning


def test_begun_by_keyboard_with_a_slip_in_the_name(rater: Rater) -> None:
    rater.knows("Ari Madeup")
    rater.knows("Robin Sample")
    rater.turns_here()
    page = rater.page = rater.goes("screening", ScreeningPage)
    rater.sees("Nothing goes on.", page)
    rater.sees("Nothing is finished yet.", page)
    rater.qtbot.keyClick(rater.app.shell, KEY.Key_N, CTRL)
    rater.waits(page.begin.search.hasFocus, lambda: "the name is asked for")
    rater.presses("Arri")
    rater.waits(lambda: page.begin.model.rowCount() == 1, lambda: "one slip is forgiven")
    rater.presses(KEY.Key_Return)
    rater.sees("For Ari Madeup, 15 years", page)
    rater.waits(lambda: isinstance(QApplication.focusWidget(), FormTile), lambda: "a form is asked for")
    for _way in range(3):
        rater.presses(KEY.Key_Down)
    rater.presses(KEY.Key_Return)
    rater.sees("Made up", page)
    rater.key(KEY.Key_Return, CTRL)
    rater.waits(page.rating.isVisible, lambda: "the rating")
    rater.sees("AM · Training form A (fictional)", page)
    assert [each.instrument for each in rater.asks(lambda desk: desk.ask(drafts))] == ["training-scored"]


def test_what_lacks_is_asked_for_and_a_form_of_another_age_cannot_be_chosen(rater: Rater) -> None:
    rater.knows("Ari Madeup", years=9)
    rater.turns_here()
    page = rater.goes("screening", ScreeningPage)
    rater.press("Begin a screening", page)
    rater.press("Begin", page.begin)
    rater.sees("Whose screening is it?", page)
    page.begin.search.setFocus()
    rater.presses("Ari", KEY.Key_Return)
    rater.sees("For Ari Madeup, 9 years", page)
    tiles = {tile.form.id: tile for tile in page.begin.findChildren(FormTile)}
    assert not tiles["training-scored"].isEnabled()
    assert tiles["hmis-r15-r16"].isEnabled()
    rater.press("Begin", page.begin)
    rater.sees("With which form?", page)
    rater.presses(KEY.Key_Escape)
    rater.waits(page.list.isVisible, lambda: "the list again")


def test_from_the_youth_s_page_nobody_types_the_name_again(rater: Rater) -> None:
    youth = rater.knows("Ari Madeup")
    rater.turns_here()
    rater.goes("youth", YouthPage, youth)
    rater.press("Begin a screening of this youth")
    page = rater.app.pages["screening"]
    assert isinstance(page, ScreeningPage)
    rater.sees("For Ari Madeup, 15 years", page)
    rater.press("Training form A", page)
    rater.press("Contact Goes on now", page)
    rater.press("Begin", page.begin)
    rater.waits(page.contact.line.hasFocus, lambda: "the notes, because the contact goes on")


def test_what_is_missing_of_an_old_draft_s_form_is_said_and_the_list_stands(rater: Rater) -> None:
    made = rater.begins("training-scored")
    gone = replace(rater.held(made), instrument="form-of-long-ago")
    rater.does(lambda desk: desk.do(_put_back, gone))
    page = rater.goes("screening", ScreeningPage)
    rater.sees("form-of-long-ago", page)
    rater.press("Resume the screening of AM", page)
    rater.waits(lambda: bool(rater.app.shell.notices.sentences()), lambda: "a sentence")
    assert rater.app.shell.notices.sentences() == ("There is no such form here.",)


def _put_back(work: Work, kept: Kept) -> None:
    acts._keep(work, kept)


# -- rating by keys


def test_digits_and_the_four_other_answers_are_different_answers(rater: Rater) -> None:
    made = rater.begins("training-scored")
    rater.presses("2", KEY.Key_Down, "U", KEY.Key_Return, "D", KEY.Key_Down, "A")
    held = rater.keeps(made, lambda found: len(found) == 4)
    assert [held[name].code for name in ("T1", "T2", "T3", "T4")] == ["2", "8", "9", "99"]
    rows = rater.page.rating.items._rows
    pictures = {name: rows[name].digits.grab().toImage() for name in ("T1", "T2", "T3")}
    assert pictures["T1"] != pictures["T2"] != pictures["T3"] != pictures["T1"]
    said = [rows[name].digits.accessibleName() for name in ("T1", "T2", "T3", "T4", "T5")]
    ends = ["2, Often, or the youth fears it", "unknown", "declined", "not asked", "not rated"]
    assert [text.rpartition(": ")[2] for text in said] == ends
    rater.sees("unknown: ask the caregiver", rater.page)
    rater.sees("not asked yet", rater.page)
    rater.presses(KEY.Key_Delete)
    rater.keeps(made, lambda found: "T4" not in found)


def test_does_not_apply_is_offered_only_where_the_form_has_it(rater: Rater) -> None:
    made = rater.begins("training-scored")
    rater.presses("X")
    rater.page.rating.go_to("T11")
    rater.presses("X")
    held = rater.keeps(made, lambda found: "T11" in found)
    assert held["T11"].code == "na"
    assert "T1" not in held


def test_the_tabs_say_how_much_is_known_in_any_order(rater: Rater) -> None:
    made = rater.begins("training-scored")
    tabs = rater.page.rating.items.tabs._tabs
    assert tabs["school"].accessibleName() == "School and work: not begun, 2"
    rater.qtbot.keyClick(tabs["school"], KEY.Key_Return)
    rater.waits(rater.at_the_row, lambda: "the keys at the section's first row")
    rater.presses("1", KEY.Key_Down, "0")
    rater.keeps(made, lambda found: len(found) == 2)
    rater.waits(lambda: tabs["school"].accessibleName() == "School and work: 2 of 2 known", lambda: "both known")
    rater.key(KEY.Key_PageUp, CTRL)
    assert rater.page.rating.items.current == "T9"
    rater.presses("U")
    rater.waits(lambda: tabs["people"].accessibleName() == "People and phones: 0 of 2 known", lambda: "opened, none known")


def test_undo_and_the_same_answer_again_takes_it_back(rater: Rater) -> None:
    made = rater.begins("training-scored")
    rater.presses("2", "3")
    rater.key(KEY.Key_Z, CTRL)
    rater.keeps(made, lambda found: found["T1"].code == "2")
    rater.presses("2")
    rater.keeps(made, lambda found: "T1" not in found)
    rater.key(KEY.Key_Z, CTRL)
    rater.key(KEY.Key_Z, CTRL)
    rater.keeps(made, lambda found: not found)


def test_keys_are_letters_while_somebody_types(rater: Rater) -> None:
    made = rater.begins("training-scored")
    rater.presses("1", "N")
    rater.waits(lambda: isinstance(QApplication.focusWidget(), QWidget) and not rater.at_the_row(), lambda: "the note's line")
    rater.presses("Has 2 keys, under the shade")
    held = rater.keeps(made, lambda found: found["T1"].basis == "Has 2 keys, under the shade")
    assert held["T1"].code == "1"
    rater.presses(KEY.Key_Return)
    rater.waits(rater.at_the_row, lambda: "the keys at the row again")


# -- sources


def adds_source(rater: Rater, source: str, code: str, basis: str) -> None:
    rater.presses("S")
    details = rater.page.rating.items.details
    assert details is not None
    form = details.form
    assert form is not None
    form.source.choose(source)
    form.code.choose(code)
    form.basis.edit.setFocus()
    rater.presses(basis, KEY.Key_Return)
    rater.waits(rater.at_the_row, lambda: "the source is beside")


def test_sources_that_differ_stand_side_by_side_and_nothing_is_averaged(rater: Rater) -> None:
    made = rater.begins("training-scored")
    adds_source(rater, "youth_said", "0", "I sleep at home")
    held = rater.keeps(made, bool)
    assert held["T1"].code == "0", "a single source rates what it says"
    adds_source(rater, "caregiver", "2", "Bed empty twice a week")
    rater.sees("2 sources differ", rater.page)
    held = rater.keeps(made, lambda found: len(found["T1"].sources) == 2)
    assert held["T1"].code == "0", "the second does not move it, and there is no 1"
    rater.sees("You rated 0 on: youth said. What the others say stays beside it; nothing is averaged.", rater.page)
    cards = rater.page.rating.findChildren(SourceCard)
    rater.qtbot.mouseClick(cards[1], Qt.MouseButton.LeftButton)
    held = rater.keeps(made, lambda found: found["T1"].code == "2")
    assert [each.code for each in held["T1"].sources] == ["0", "2"]
    rater.sees("You rated 2 on: caregiver.", rater.page)
    rater.finishes()
    rater.sees("the sources differ, and the rating does not say why it follows one", rater.page)
    rater.sees("say why: sources differ", rater.page)
    assert rater.held(made).id == made, "nothing was locked"
    rater.press("Change item 1", rater.page)
    rater.waits(rater.at_the_row, lambda: "the row")
    rater.presses("N", "The caregiver counts the nights")
    rater.keeps(made, lambda found: bool(found["T1"].basis.endswith("nights")))
    rater.finishes()
    rater.waits(rater.app.pages["actions"].isVisible, lambda: "locked")


def test_a_source_is_kept_as_it_is_typed_and_escape_leaves_all_as_it_was(rater: Rater) -> None:
    made = rater.begins("training-scored")
    rater.presses("S")
    details = rater.page.rating.items.details
    assert details is not None
    form = details.form
    assert form is not None
    assert form.code.value() == "", "nobody has said what it rates"
    form.basis.edit.setFocus()
    rater.presses("A couch", KEY.Key_Return)
    rater.sees("What does it say?", rater.page)
    assert rater.held(made).ratings == ()
    form.code.choose("1")
    form.basis.edit.setFocus()
    rater.presses(", twice")
    held = rater.keeps(made, bool)
    assert [each.basis for each in held["T1"].sources] == ["A couch, twice"]
    rater.presses(KEY.Key_Escape)
    rater.waits(rater.at_the_row, lambda: "the row")
    rater.keeps(made, lambda found: not found)
    rater.presses("2", "S", KEY.Key_Return)
    held = rater.keeps(made, lambda found: bool(found) and bool(found["T1"].sources))
    assert [each.code for each in held["T1"].sources] == ["2"], "a source begins with what is rated"


def test_a_source_can_be_put_right_or_taken_away(rater: Rater) -> None:
    made = rater.begins("training-scored")
    adds_source(rater, "record", "1", "One report")
    rater.press("Change: Record", rater.page)
    details = rater.page.rating.items.details
    assert details is not None
    form = details.form
    assert form is not None
    assert form.basis.text() == "One report"
    form.who.edit.setText("School record")
    rater.press("Put beside", rater.page)
    rater.sees("school record", rater.page)
    held = rater.keeps(made, lambda found: found["T1"].sources[0].who == "School record")
    assert len(held["T1"].sources) == 1
    rater.press("Take away: School record", rater.page)
    held = rater.keeps(made, lambda found: not found["T1"].sources)
    assert held["T1"].code == "1", "the rating stays the rater's"


# -- what it comes to


def test_the_result_is_hidden_until_somebody_says_that_they_are_alone(rater: Rater) -> None:
    made = rater.begins("training-scored")
    rater.presses("3", KEY.Key_Down, "0")
    rater.keeps(made, lambda found: len(found) == 2)
    rater.sees("Hidden, so that nobody beside you reads it.", rater.page)
    for words in ("Little", "Could be", "Why?", "points"):
        assert words not in rater.words(rater.page)
    rater.presses("H")
    rater.sees("Could be Little, Some or Clear:", rater.page)
    rater.sees("Shown because you said you are alone.", rater.page)
    rater.sees("Item 1 counts most", rater.page)
    rater.sees("Item 2 is 0, and counted", rater.page)
    rater.sees("a zero, not a blank", rater.page)
    rater.sees("9 items not yet known", rater.page)
    rater.sees("AM, when the time is right", rater.page)
    rater.sees("It is evidence for a talk with your supervisor, not a finding.", rater.page)
    rater.presses("H")
    rater.sees_no("Could be", rater.page)
    rater.presses("H")
    rater.sees("Could be", rater.page)
    rater.app.go("today", "", "")
    rater.opens(rater.held(made).youth, made)
    rater.sees_no("Could be", rater.page)


def test_what_could_move_the_result_is_told_from_what_could_not(rater: Rater) -> None:
    made = rater.begins("training-scored")
    high = dict.fromkeys(("T1", "T3", "T6", "T8", "T9", "T11"), "3")
    kept = replace(rater.held(made), ratings=tuple(Rating(item=name, code=code) for name, code in high.items()))
    kept = replace(kept, ratings=(*kept.ratings, *(Rating(item=name, code="0") for name in ("T2", "T4", "T10"))))
    rater.does(lambda desk: desk.do(acts.keep, kept))
    rater.app.go("today", "", "")
    rater.opens(kept.youth, made)
    rater.presses("H")
    rater.sees("Could be Some or Clear:", rater.page)
    rater.sees("18 to 33 points", rater.page)
    rater.sees("Items 5, 7 and 12 not known", rater.page)
    rater.sees("none of them can move it alone", rater.page)


def test_hmis_has_its_own_words_its_branching_and_says_that_it_has_no_score(rater: Rater) -> None:
    made = rater.begins("hmis-r15-r16")
    rater.sees("there is no official score or cut-off", rater.page)
    assert "In the last three months" not in rater.words(rater.page)
    rater.presses("1")
    rater.sees("In the last three months", rater.page)
    rater.sees("Ever made/persuaded/forced", rater.page)
    held = rater.keeps(made, bool)
    assert [each.source for each in held["R15.1"].sources] == ["youth_said"], "what is asked, the youth said"
    rater.presses(KEY.Key_Down, KEY.Key_Down, "4")
    held = rater.keeps(made, lambda found: "R15.B" in found)
    assert held["R15.B"].code == "4"
    rater.presses("H")
    rater.sees("Matches the words of the law", rater.page)
    rater.sees("Treat as reasonable belief; talk to your supervisor now.", rater.page)
    rater.sees("Age 15 and item 1 is “Yes”", rater.page)
    rater.presses(KEY.Key_Up, KEY.Key_Up, "0")
    rater.sees_no("Ever made/persuaded/forced", rater.page)
    rater.sees_no("Treat as reasonable belief", rater.page)
    rater.sees("rows ruled out", rater.page)
    rater.presses("1")
    times = rater.page.rating.items._rows["R15.B"].digits
    rater.waits(lambda: times.isVisible() and times.accessibleName().endswith("12 or more"), times.accessibleName)
    rater.finishes()
    rater.waits(rater.app.pages["actions"].isVisible, lambda: "locked")
    rater.app.go("screening", "", "")
    rater.sees("not read yet", rater.page)
    assert "Matches" not in rater.words(rater.page), "no list says what a screening came to"


def test_prompts_have_no_result_and_take_words(rater: Rater) -> None:
    made = rater.begins("federal-indicators")
    rater.presses("1", "H")
    rater.sees("This form has no result: its items are prompts.", rater.page)
    rater.page.rating.go_to("ASK-6")
    rater.page.rating.press("words")
    rater.waits(lambda: not rater.at_the_row(), lambda: "the line for words")
    rater.presses("At a cousin's")
    held = rater.keeps(made, lambda found: "ASK-6" in found)
    assert held["ASK-6"].code == "At a cousin's"
    rater.presses(KEY.Key_Return, "D")
    held = rater.keeps(made, lambda found: found["ASK-6"].reason == "declined")
    assert held["ASK-6"].code == ""


def test_the_definition_test_asks_for_the_source_of_the_belief(rater: Rater) -> None:
    made = rater.begins("definition-test")
    rater.presses("1", KEY.Key_Down, "1")
    rater.sees("Basis: sex trafficking of a person under 18", rater.page)
    rater.sees("What is the source of the belief?", rater.page)
    rater.finishes()
    rater.sees("This form requires an answer: What is the source of the belief?", rater.page)
    rater.sees("1 item must be settled first", rater.page)
    rater.press("Change item 7", rater.page)
    rater.waits(rater.at_the_row, lambda: "the row")
    rater.presses("3")
    held = rater.keeps(made, lambda found: "TEST-D7" in found)
    assert held["TEST-D7"].code == "third_party"
    rater.finishes()
    rater.waits(rater.app.pages["actions"].isVisible, lambda: "locked")


# -- kept whatever happens


def test_after_a_crash_it_goes_on_at_the_same_row_with_all_that_was_typed(
    rater: Rater, store: Path, tmp_path: Path, make_app: Callable[[Path], App], qtbot: QtBot
) -> None:
    made = rater.begins("training-scored")
    rater.presses("2", KEY.Key_Down, KEY.Key_Down, "1", "N", "Typed when the battery went")
    rater.keeps(made, lambda found: found.get("T3", Rating(item="T3")).basis == "Typed when the battery went")
    crashed = tmp_path / "crashed"
    shutil.copytree(store, crashed)  # the files as they lie, with nothing closed
    again = Rater(make_app(crashed), qtbot)
    again.unlocks(fiction.PASSPHRASES["worker"])
    again.turns_here()
    again.goes("today", type(again.app.pages["today"]))
    again.press("Resume the screening where you left off")
    again.page = again.app.pages["screening"]  # type: ignore[assignment]
    again.waits(again.page.rating.isVisible, lambda: "the rating")
    again.waits(again.at_the_row, lambda: "the keys at the row")
    assert again.page.rating.items.current == "T3"
    details = again.page.rating.items.details
    assert details is not None
    assert details.note.edit.text() == "Typed when the battery went"
    assert {each.item: each.code for each in again.held(made).ratings} == {"T1": "2", "T3": "1"}


def test_quick_hide_in_the_middle_of_a_word_loses_nothing(rater: Rater, store: Path) -> None:
    made = rater.begins("training-scored")
    rater.presses("1", "N", "Somebody came in")
    rater.page.rating.card_asked.emit()
    rater.waits(rater.page.card.isVisible, lambda: "the card")
    rater.key(KEY.Key_F9)
    rater.waits(lambda: rater.app.session.me is None, lambda: "locked")
    assert "Somebody came in" not in rater.words()
    rater.app.shell.show_again()
    rater.app.on_passphrase(fiction.PASSPHRASES["worker"])
    rater.waits(lambda: rater.app.session.me is not None, lambda: "unlocked")
    held = {each.item: each for each in rater.held(made).ratings}
    assert held["T1"].basis == "Somebody came in"
    rater.opens(rater.held(made).youth, made)
    assert not rater.page.card.isVisible()
    rater.presses("2")
    rater.keeps(made, lambda found: found["T1"].code == "2")


def test_a_key_is_seen_at_once_and_kept_well_within_a_second(rater: Rater) -> None:
    made = rater.begins("training-scored")
    took = []
    for key in ("1", "2", "3", "0") * 3:
        began = time.monotonic()
        rater.presses(key)
        assert rater.page.rating.rating is not None
        assert rater.page.rating.rating.kept.ratings[0].code == key, "seen before it is kept"
        rater.keeps(made, lambda found, key=key: found["T1"].code == key)
        took.append(time.monotonic() - began)
    assert sorted(took)[len(took) // 2] < 0.5


def test_it_says_when_it_was_kept(rater: Rater) -> None:
    rater.begins("training-scored")
    rater.presses("2")
    here = clock.local(clock.now())
    rater.waits(
        lambda: "saved " in rater.page.rating._about.toolTip() and f"{here:%H:}" in rater.page.rating._about.toolTip(),
        rater.page.rating._about.toolTip,
    )


def test_a_draft_is_thrown_away_only_when_asked_twice(rater: Rater) -> None:
    made = rater.begins("training-scored")
    page = rater.goes("screening", ScreeningPage)
    rater.press("Throw away the screening of AM", page)
    rater.sees("Nothing brings it back.", page)
    rater.press("Keep it", page)
    rater.sees_no("Nothing brings it back.", page)
    assert rater.held(made).id == made
    rater.press("Throw away the screening of AM", page)
    rater.press("Yes, throw away", page)
    rater.sees("Nothing goes on.", page)
    assert rater.asks(lambda desk: desk.ask(drafts)) == []


# -- notes and the card


def test_notes_carry_the_time_of_their_first_letter_and_a_guide_stands_beside(rater: Rater) -> None:
    made = rater.begins("training-scored")
    rater.page.rating.notes_asked.emit()
    rater.waits(rater.page.contact.line.hasFocus, lambda: "the line for notes")
    rater.sees("Do not read aloud", rater.page)
    rater.sees("Is the place private and safe", rater.page)
    before = clock.now()
    rater.presses("Ate, and ")
    rater.keeps(made, lambda _found: bool(rater.held(made).notes))
    began = rater.held(made).notes[0].at
    assert before <= began <= clock.now()
    rater.presses("laughed", KEY.Key_Return, "Then a call", KEY.Key_Return)
    rater.keeps(made, lambda _found: len(rater.held(made).notes) == 2)
    assert [each.words for each in rater.held(made).notes] == ["Ate, and laughed", "Then a call"]
    assert rater.held(made).notes[0].at == began
    assert rater.held(made).part == "contact", "it is gone on with here"
    rater.press("Change the note of", rater.page)
    rater.presses(" twice", KEY.Key_Return)
    rater.keeps(made, lambda _found: rater.held(made).notes[0].words == "Ate, and laughed twice")
    assert rater.held(made).notes[0].at == began
    rater.press("Rate it", rater.page)
    rater.waits(rater.at_the_row, lambda: "the rating")
    rater.finishes()
    rater.waits(rater.app.pages["actions"].isVisible, lambda: "locked")
    (locked,) = rater.asks(lambda desk: desk.ask(all_screenings))
    assert [each.words for each in locked.notes] == ["Ate, and laughed twice", "Then a call"]


def test_the_disclosure_card_is_one_key_away_and_back(rater: Rater) -> None:
    made = rater.begins("training-scored")
    rater.presses("2", KEY.Key_Down)
    rater.key(KEY.Key_F8)
    rater.waits(rater.page.card.isVisible, lambda: "the card")
    for words in ("I believe you", "you are not in trouble", "No promise to keep it secret", "PC 11166"):
        rater.sees(words, rater.page.card)
    rater.sees("36", rater.page.card)
    rater.presses("3")
    rater.presses(KEY.Key_Escape)
    rater.waits(rater.at_the_row, lambda: "the same row")
    assert rater.page.rating.items.current == "T2"
    assert {each.item for each in rater.held(made).ratings} == {"T1"}, "no key went through the card"
    rater.key(KEY.Key_F8)
    rater.waits(rater.page.card.isVisible, lambda: "the card")
    rater.press("Write it down now", rater.page.card)
    rater.waits(rater.page.contact.line.hasFocus, lambda: "the notes")


def test_a_probation_officer_reads_what_can_be_kept_confidential_before_asking(
    as_role: Callable[[str], Rater], rater: Rater
) -> None:
    heading = "Read before you ask: the limits of confidentiality"
    rater.begins("hmis-r15-r16")
    assert heading not in rater.words(rater.page)
    officer = as_role("officer")
    officer.begins("hmis-r15-r16")
    officer.sees(heading, officer.page)
    officer.sees("County counsel’s text is not in the county file yet.", officer.page)
    officer.page.rating.notes_asked.emit()
    officer.sees(heading, officer.page.contact)


# -- locked


def finished(rater: Rater) -> Screening:
    (found,) = rater.asks(lambda desk: desk.ask(all_screenings))
    return found


def test_locked_is_read_only_and_amended_by_a_dated_signed_reason(rater: Rater) -> None:
    rater.begins("training-scored")
    rater.presses("1")
    rater.page.rating.review_asked.emit()
    rater.sees("Finishing locks it", rater.page)
    rater.sees("1 of 11 known", rater.page)
    rater.sees("10 items are not rated", rater.page)
    rater.sees("1 rating has no source", rater.page)
    rater.press("Finish and lock", rater.page)
    rater.waits(rater.app.pages["actions"].isVisible, lambda: "locked")
    first = finished(rater)
    page = rater.goes("screening", ScreeningPage, first.youth, first.id)
    rater.sees("Finished and locked", page)
    rater.sees(f"by {fiction.WORKER}", page)
    buttons = [each.accessibleName() for each in page.findChildren(QPushButton) if each.isVisible()]
    assert not [name for name in buttons if name.startswith(("Change", "Finish"))]
    rater.press("Amend", page)
    rater.waits(rater.at_the_row, lambda: "a draft of the amendment")
    rater.sees("What was finished stays readable beside it.", page)
    rater.presses("3")
    rater.finishes()
    rater.sees("An amendment needs its reason.", page)
    page.review.reason.edit.setPlainText("The school called back")
    rater.press("Finish and lock", page)
    rater.sees("The school called back", page)
    rater.sees("Before: 1, Now and then", page)
    after = finished(rater)
    assert ([each.code for each in after.first], [each.code for each in after.ratings]) == (["1"], ["3"])
    assert after.amended[0].by == after.by
    assert rater.asks(lambda desk: desk.ask(drafts)) == []


def test_a_locked_one_explains_what_could_have_moved_it_and_begins_at_its_top(rater: Rater) -> None:
    made = rater.begins("training-scored")
    known = {"T1": "3", "T2": "0", "T3": "2", "T4": "2", "T6": "1", "T8": "0", "T9": "0", "T10": "0", "T11": "0", "T12": "0"}
    kept = replace(rater.held(made), ratings=tuple(Rating(item=name, code=code) for name, code in known.items()))
    rater.does(lambda desk: desk.do(acts.keep, kept))
    rater.app.go("today", "", "")
    rater.opens(kept.youth, made)
    rater.page.rating.review_asked.emit()
    area = rater.page.findChild(QScrollArea)
    assert area is not None
    rater.waits(lambda: area.verticalScrollBar().maximum() > 0, lambda: "a long page")
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    rater.press("Finish and lock", rater.page)
    rater.waits(rater.app.pages["actions"].isVisible, lambda: "locked")
    page = rater.goes("screening", ScreeningPage, kept.youth, finished(rater).id)
    rater.sees("Finished and locked", page)
    rater.waits(page.locked.hasFocus, lambda: "the keys at the page")
    rater.waits(lambda: not page._bringing.isActive(), lambda: "a page at rest")
    assert page.locked.height() > area.viewport().height(), "the page is longer than the window"
    assert area.verticalScrollBar().value() == 0
    rater.presses("H")
    rater.sees("Items 5 and 7 not known", page)
    rater.sees("each alone can change what is possible", page)


def test_an_amendment_left_halfway_is_gone_on_with(rater: Rater) -> None:
    rater.begins("training-scored")
    rater.presses("1")
    rater.finishes()
    rater.waits(rater.app.pages["actions"].isVisible, lambda: "locked")
    first = finished(rater)
    page = rater.goes("screening", ScreeningPage, first.youth, first.id)
    rater.press("Amend", page)
    rater.waits(rater.at_the_row, lambda: "the amendment")
    rater.presses("2")
    rater.app.go("screening", "", "")
    rater.sees("amending", page)
    rater.app.go("screening", first.youth, first.id)
    rater.press("Go on amending", page)
    rater.waits(rater.at_the_row, lambda: "the same draft")
    assert [each.code for each in rater.asks(lambda desk: desk.ask(drafts))[0].ratings] == ["2"]


def test_a_supervisor_reads_it_from_monday_s_list_and_signs(as_role: Callable[[str], Rater]) -> None:
    lead = as_role("supervisor")
    lead.begins("training-scored")
    lead.presses("1")
    lead.finishes()
    lead.waits(lead.app.pages["actions"].isVisible, lambda: "locked")
    lead.goes("monday", MondayPage)
    lead.press("Read the screenings to review")
    page = lead.app.pages["screening"]
    assert isinstance(page, ScreeningPage)
    lead.sees("To read and review", page)
    lead.press("Read: the screening of AM", page)
    lead.sees("Not read by a supervisor yet.", page)
    lead.press("I have read it", page)
    lead.sees_no("Not read by a supervisor yet.", page)
    read = finished(lead)
    assert read.reviewed is not None
    assert not read.unread
    lead.app.go("screening", "", "")
    lead.sees("Everything finished has been read.", page)


def test_a_worker_is_not_offered_the_signature(rater: Rater) -> None:
    rater.begins("training-scored")
    rater.finishes()
    rater.waits(rater.app.pages["actions"].isVisible, lambda: "locked")
    first = finished(rater)
    page = rater.goes("screening", ScreeningPage, first.youth, first.id)
    rater.sees("Not read by a supervisor yet.", page)
    assert "I have read it" not in rater.words(page)
    assert "Hidden, so that nobody beside you reads it." in rater.words(page)
