"""The papers page as a person uses it: choose, look, decide, give, collect; by mouse and by keyboard."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QRadioButton, QScrollArea
from pytestqt.qtbot import QtBot

from fieldapp.demo import fiction
from fieldapp.demo.story import Walk, store_of
from fieldapp.desk import paperwork
from fieldapp.desk.accesslog import accesses
from tests.window.person import Person
from ui import printing, style
from ui.app import App
from ui.pages.papers import PapersPage


class Desk:
    """The worker at the papers page of the youth who is missing."""

    def __init__(self, app: App, person: Person, page: PapersPage) -> None:
        self.app, self.person, self.page = app, person, page

    def chooses(self, paper: str, then: str) -> None:
        self.person.press(f"Paper: {paper}", self.page)
        self.person.sees(then, self.page)

    def sees_given(self, words: str) -> None:
        self.person.sees(words, self.page.copies)

    def listed(self) -> str:
        return self.person.words(self.page.lists)


@pytest.fixture
def desk(make_app: Callable[[Path], App], walked: Walk, qtbot: QtBot, tmp_path: Path) -> Desk:
    store = tmp_path / "worker"
    shutil.copytree(store_of(walked, "worker"), store)
    app = make_app(store)
    person = Person(app, qtbot)
    person.unlocks(fiction.PASSPHRASES["worker"])
    page = person.goes("papers", PapersPage, *walked.missing)
    person.sees("Give copy 2", page)
    person.turns_here()
    return Desk(app, person, page)


def test_the_page_stands_as_sketched_without_a_scroll(desk: Desk) -> None:
    desk.app.shell.resize(1366, 768)
    page = desk.page
    outer = page.findChildren(QScrollArea)[0]
    desk.person.waits(lambda: outer.verticalScrollBar().maximum() == 0, lambda: "no scroll of the page itself")
    assert page.about.currentText().startswith("Mika Sample")
    assert abs(page.view.well.leaf.width() - 464) <= 12
    assert not page.view.well.leaf.blank
    desk.person.sees("Example City Police, Ofc. R. Example", page.whom)
    assert "Legal name" in desk.listed()
    assert "This reader does not need it." in desk.listed()


def test_the_paper_can_be_read_out_by_a_screen_reader(desk: Desk) -> None:
    said = desk.page.view.well.leaf.accessibleDescription()
    assert "Missing youth: for police" in said
    assert "Wearing: gray hoodie" in said
    assert fiction.LURING not in said


def test_paper_stays_white_in_the_dark(desk: Desk, qapp: QApplication) -> None:
    style.apply(qapp, "dark")
    shown = desk.page.view.well.leaf.grab().toImage()
    style.apply(qapp, "light")
    assert isinstance(shown, QImage)
    assert shown.pixelColor(20, 20).name() == "#ffffff"


def test_pages_and_size_by_key(desk: Desk) -> None:
    view, person = desk.page.view, desk.person
    assert view.page.text() == "Page 1 of 1"
    person.key(Qt.Key.Key_PageUp)
    assert view.page.text() == "Cover page"
    person.key(Qt.Key.Key_PageDown)
    assert view.page.text() == "Page 1 of 1"
    before = view.well.leaf.width()
    person.key(Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    person.waits(lambda: view.well.leaf.width() > before, lambda: "a larger page")
    person.key(Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    person.waits(lambda: view.well.leaf.width() == before, lambda: "the page as it was")


def test_without_a_cover_there_is_one_page(desk: Desk) -> None:
    desk.person.press("Cover page first", desk.page)
    desk.person.waits(lambda: not desk.page.view.after.isVisible(), lambda: "nothing to turn to")
    assert desk.page.view.page.text() == "Page 1 of 1"


@pytest.mark.parametrize(
    ("paper", "there"),
    [
        ("Radio text", "characters"),
        ("NCMEC call", "NCMEC (practice line)"),
        ("NCMEC sheet", "NCMEC (practice line)"),
        ("E-mail", "Juvenile court"),
        ("Chronology", "Supervisor"),
    ],
)
def test_every_paper_is_shown_for_whom_it_is(desk: Desk, paper: str, there: str) -> None:
    desk.chooses(paper, there)
    assert not desk.page.view.well.leaf.blank
    assert desk.page.view.well.leaf.isVisible()


def test_a_sheet_that_cannot_be_made_says_why_and_gives_nothing(desk: Desk) -> None:
    desk.chooses("CWS/CMS", "There are no rows for CWS/CMS yet.")
    assert "Give copy" not in desk.person.words(desk.page)
    desk.chooses("Police sheet", "Give copy 2")


def test_a_person_of_concern_is_named_only_after_a_yes_and_can_be_taken_back(desk: Desk) -> None:
    desk.person.press("Pick Persons of concern", desk.page)
    desk.person.press("Leave out Persons of concern", desk.page)
    desk.person.sees_no("Leave out\n", desk.page.lists)
    desk.person.sees("Persons of concern", desk.page.lists)


def test_other_youths_are_picked_by_name_and_the_paper_names_those_alone(desk: Desk, tmp_path: Path) -> None:
    page, person = desk.page, desk.person
    person.press("Pick Other youths, by name", page)
    person.sees("Whoever is not picked", page)
    assert not page._beside.isVisible()
    page.minors._boxes[0].click()
    page.minors.ok.click()
    person.press("Save PDF", page)
    with person.picks(tmp_path / "sheet.pdf"):
        person.press("Choose where", page)
        person.waits((tmp_path / "sheet.pdf").exists, lambda: "the file")
    said = " ".join(part.extract_text() for part in PdfReader(tmp_path / "sheet.pdf").pages)
    assert fiction.FRIEND in said
    assert fiction.LURING not in said


def test_a_photo_for_ncmec_needs_somebody_who_decided_it(desk: Desk) -> None:
    page, person = desk.page, desk.person
    desk.chooses("NCMEC sheet", "NCMEC (practice line)")
    person.press("Pick Photo", page)
    person.sees("A photo sent to NCMEC may be published", page)
    page.decided.ok.click()
    person.sees("Without somebody who decided it", page)
    page.decided.who.edit.setText("Pat Template-Lead")
    page.decided.ok.click()
    person.press("Leave out Photo", page)
    assert page._wanted is not None
    person.waits(lambda: page._wanted is not None and not page._wanted.picked, lambda: "the photo is out again")


def test_another_recipient_begins_without_any_yes(desk: Desk) -> None:
    page, person = desk.page, desk.person
    person.press("Pick Persons of concern", page)
    person.sees("Leave out", page.lists)
    person.press("Change who gets it", page)
    sheriff = next(each for each in page.recipients.findChildren(QRadioButton) if each.text() == "Example County Sheriff")
    sheriff.click()
    page.recipients.named.edit.setText("Dep. Q. Example")
    page.recipients.ok.click()
    person.sees("Example County Sheriff, Dep. Q. Example", page.whom)
    person.waits(lambda: "Leave out Persons" not in desk.listed(), lambda: "no yes is carried over")
    assert page._wanted is not None
    assert not page._wanted.picked


def test_whoever_must_not_be_told_is_not_among_the_recipients(desk: Desk) -> None:
    page, person = desk.page, desk.person
    desk.chooses("E-mail", "Juvenile court")
    person.press("Change who gets it", page)
    names = [each.text() for each in page.recipients.findChildren(QRadioButton)]
    assert fiction.MOTHER in names
    assert fiction.FATHER not in names
    assert fiction.LURING not in names
    person.sees("1 contact is not listed", page)
    next(each for each in page.recipients.findChildren(QRadioButton) if each.text() == fiction.MOTHER).click()
    page.recipients.ok.click()
    person.waits(lambda: "Por favor" in page.view.well.leaf.text, lambda: "Spanish for a mother who speaks it")


def test_escape_closes_a_sheet_and_changes_nothing(desk: Desk) -> None:
    page, person = desk.page, desk.person
    person.press("Change who gets it", page)
    person.key(Qt.Key.Key_Escape)
    person.sees("Example City Police, Ofc. R. Example", page.whom)


def test_without_a_printer_the_page_says_what_to_do_and_records_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    desk.person.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.person.sees("No printer is set up", desk.page)
    desk.person.sees("Give copy 2", desk.page)


def test_a_printed_copy_is_recorded_listed_and_collected(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page, person = desk.page, desk.person

    def choose(*_args: object) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return printer

    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "choose", choose)
    person.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    person.sees("Copy 2 printed, and recorded.", page)
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == 2, "the cover goes first"
    desk.sees_given("Police sheet: Example City Police, Ofc. R. Example")
    person.sees("Give copy 3", page)
    out = page._opened.around.out  # type: ignore[union-attr]
    given = page._opened.around.copies[0]  # type: ignore[union-attr]
    page.copies.came_back.emit(given, "shredded")
    desk.sees_given("shredded")
    person.waits(lambda: page._opened is not None and page._opened.around.out == out - 1, lambda: "one copy fewer is out")
    listed: list[str] = []
    desk.app.session.ask(accesses, lambda found: listed.extend(each.words for each in found))
    person.waits(lambda: "Printed a paper" in listed, lambda: f"an access entry among {listed}")


def test_a_printer_that_fails_leaves_no_copy_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "choose", lambda *_args: QPrinter())
    monkeypatch.setattr(printing, "send", lambda *_args: False)
    desk.person.press("Give copy 2", desk.page)
    desk.person.sees("recorded as never made", desk.page)
    desk.sees_given("never made")


def test_saving_says_what_ends_and_a_folder_that_takes_nothing_is_said(desk: Desk, tmp_path: Path) -> None:
    page, person = desk.page, desk.person
    person.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    person.sees("The file will not be: whoever has it can read it.", page)
    with person.picks(tmp_path / "no such folder" / "paper.pdf"):
        person.press("Choose where", page)
        person.sees("could not be written there", page)
    person.press("Cancel", page.giving.sheet)
    desk.sees_given("never made")


def test_a_text_is_copied_and_recorded(desk: Desk) -> None:
    page, person = desk.page, desk.person
    desk.chooses("Radio text", "Copy text")
    person.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    person.sees("Copied for 30 seconds", page)
    copied = QApplication.clipboard().text()
    assert "M-I-K-A" in copied
    assert len(copied) <= 400
    desk.sees_given("text copied")


def test_an_officer_is_shown_the_card_and_any_key_ends_it(desk: Desk) -> None:
    page, person = desk.page, desk.person
    desk.chooses("Show officer", "Show full screen")
    person.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    shown = page.giving.full
    person.waits(shown.isVisible, lambda: "the card")
    words = shown.said()
    for expected in ("Mika Sample", "gray hoodie", "brown", "555-0151", "Practice"):
        assert expected in words
    for kept in (fiction.FATHER, "inhaler", "DEMO-JV", fiction.LURING):
        assert kept not in words
    desk.sees_given("shown")
    person.qtbot.keyClick(shown, Qt.Key.Key_Space)
    assert not shown.isVisible()
    assert "Mika" not in shown.said()


def test_locking_leaves_no_paper(desk: Desk) -> None:
    desk.person.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.person.waits(lambda: desk.app.session.me is None, lambda: "locked")
    assert desk.page.view.well.leaf.blank
    assert desk.page.view.well.leaf.accessibleDescription() == ""
    assert desk.page.about.count() == 0
    assert "Mika" not in desk.person.words(desk.page)
    assert desk.page._opened is None


def test_a_youth_who_is_not_missing_has_the_sheet_for_cws_cms_alone(desk: Desk, walked: Walk) -> None:
    desk.app.go("papers", walked.youths[fiction.ADULT], "")
    desk.person.waits(lambda: desk.page.about.currentText().startswith(fiction.ADULT), lambda: fiction.ADULT)
    desk.person.sees("There are no rows for CWS/CMS yet.", desk.page)
    assert [kind for kind, chip in desk.page.view.chips.items() if chip.isVisible()] == ["cws_cms_sheet"]


def test_spanish_is_one_press_away(desk: Desk) -> None:
    desk.person.press("Language Español", desk.page)
    desk.person.waits(
        lambda: desk.page._opened is not None and desk.page._opened.made.paper.language == "es", lambda: "a Spanish paper"
    )
    assert desk.page._opened is not None
    read = PdfReader(io.BytesIO(paperwork.pdf(desk.page._opened.made.paper)))
    assert read.trailer["/Root"]["/Lang"] == "es-US"  # type: ignore[index]
