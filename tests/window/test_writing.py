"""Telling people in writing as a worker does it: one key copies and records; all of them in one act; nobody who must not be told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.agenda.model import Line
from fieldapp.agenda.queries import lines
from fieldapp.demo import fiction
from fieldapp.demo.story import Walk, store_of
from fieldapp.locate.queries import group
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Channel, Contact
from tests.window.person import Person
from ui import clipboard
from ui.app import App
from ui.pages.episode import EpisodePage
from ui.pages.writing import WritingPage


class Writer:
    """A worker in front of the page."""

    def __init__(self, app: App, person: Person, walk: Walk) -> None:
        self.app, self.person, self.walk = app, person, walk
        page = app.pages["writing"]
        assert isinstance(page, WritingPage)
        self.page = page

    def opens(self, line: str = "") -> WritingPage:
        self.person.turns_here()
        self.app.telling.tell(*self.walk.missing, line, "write")
        self.person.waits(lambda: self.page.isVisible() and bool(self.page.list.rows), lambda: "the recipients")
        return self.page

    def names(self, contact: Contact) -> None:
        """Enters somebody on the youth's page."""
        done: list[str] = []
        mika = self.walk.youths[fiction.MISSING]
        self.app.session.do(lambda desk: desk.do(youths.say_contact, mika, contact), done.append)
        self.person.waits(lambda: bool(done), lambda: contact.name)

    def lines(self) -> list[Line]:
        found: list[Line] = []
        self.app.session.ask(lambda desk: desk.ask(lines, desk.ask(group, self.walk.missing[1])), found.extend)
        self.person.waits(lambda: bool(found), lambda: "the lines")
        return found

    def sent_to(self) -> list[str]:
        return sorted(each.proof.to_whom for line in self.lines() for each in line.made if each.proof.outcome == "sent")

    def chooses(self, name: str) -> None:
        row = next(each for each in self.page.list.rows if each.letter.whom.name == name)
        row.click()
        self.person.waits(
            lambda: any(each.current and each.letter.whom.name == name for each in self.page.list.rows), lambda: name
        )


@pytest.fixture
def writer(make_app: Callable[[Path], App], walk: Walk, qtbot: QtBot) -> Writer:
    app = make_app(store_of(walk, "worker"))
    person = Person(app, qtbot)
    person.unlocks(fiction.PASSPHRASES["worker"])
    return Writer(app, person, walk)


ATTORNEY = f"{fiction.ATTORNEY} <attorney@example.test>"
CASA = f"{fiction.CASA} <casa@example.test>"
COURT = "Juvenile court, Department 4, clerk <dept4@example.test>"


def test_one_key_copies_and_records_and_the_next_text_is_shown(writer: Writer) -> None:
    page = writer.opens()
    writer.person.sees("attorney@example.test", page)
    assert fiction.MISSING not in page.text.words.text()
    writer.person.key(Qt.Key.Key_C)
    writer.person.sees(f"Copied and recorded: {fiction.ATTORNEY}", page)
    copied = QApplication.clipboard().text()
    assert copied.startswith("attorney@example.test\nPlease read today and call back\n")
    assert "About court number" in copied
    writer.person.waits(lambda: writer.sent_to() == [ATTORNEY], lambda: f"one notice, not {writer.sent_to()}")
    writer.person.sees("dept4@example.test", page)
    writer.person.key(Qt.Key.Key_Return)
    writer.person.waits(lambda: writer.sent_to() == sorted([ATTORNEY, COURT]), lambda: "Enter does the same")


def test_w_on_the_episode_page_and_one_act_for_everybody_who_takes_e_mail(writer: Writer) -> None:
    writer.person.turns_here()
    writer.person.goes("episode", EpisodePage, *writer.walk.missing)
    writer.person.sees("since the agency learned", writer.app.pages["episode"])
    writer.app.pages["episode"].setFocus()
    writer.person.key(Qt.Key.Key_W)
    writer.person.waits(lambda: writer.page.isVisible() and bool(writer.page.list.rows), lambda: "the recipients")
    writer.person.press("Copy all 3 texts and record", writer.page)
    writer.person.sees("Copied and recorded", writer.page)
    assert writer.sent_to() == sorted([ATTORNEY, CASA, COURT])
    copied = QApplication.clipboard().text()
    for address in ("attorney@example.test", "casa@example.test", "dept4@example.test"):
        assert copied.count(address) == 1
    for line in writer.lines():
        for each in line.made:
            if each.proof.outcome == "sent":
                assert each.proof.shared
                assert each.proof.channel == "email"


def test_whoever_takes_no_e_mail_says_how_else_and_leads_to_the_call(writer: Writer) -> None:
    page = writer.opens()
    writer.chooses(fiction.SIBLING)
    writer.person.sees("by phone 555-0124", page)
    assert not page.one.isEnabled()
    writer.person.key(Qt.Key.Key_C)
    assert writer.sent_to() == []
    writer.person.press("Call instead", page)
    writer.person.sees("555-0124", writer.app.pages["callmode"])


def test_it_is_impossible_to_write_to_somebody_who_must_not_be_told(writer: Writer) -> None:
    mail = (Channel(kind="email", value="never@example.test"),)
    writer.names(Contact(name="Otis Never", relation="parent", channels=mail, tell="do_not_tell", decided_by="P. Template"))
    page = writer.opens()
    writer.chooses("Otis Never")
    writer.person.sees("Do not tell", page)
    assert "never@example.test" not in writer.person.words(page)
    assert page.text.words.text() == ""
    for key in (Qt.Key.Key_C, Qt.Key.Key_Return):
        writer.person.key(key)
    assert not page.one.isEnabled()
    writer.person.press("Copy all", page)
    writer.person.sees("Copied and recorded", page)
    assert "never@example.test" not in QApplication.clipboard().text()
    assert all("Otis Never" not in each for each in writer.sent_to())


def test_a_parent_s_text_is_in_their_language_and_can_be_had_in_the_other(writer: Writer) -> None:
    mail = (Channel(kind="email", value="ana@example.test"),)
    contact = Contact(name="Ana Sample-Fiction", relation="parent", channels=mail, language="Spanish", name_to_use="Mikaela")
    writer.names(contact)
    page = writer.opens()
    writer.chooses("Ana Sample-Fiction")
    writer.person.sees("Por favor, lea hoy y llámenos", page)
    assert "Le escribimos acerca de Mikaela" in page.text.words.text()
    writer.person.press("Language of the text English", page)
    writer.person.sees("Please read today and call back", page)
    writer.chooses("Ana Sample-Fiction")
    writer.person.press("Copy and record", page)
    writer.person.sees("Copied and recorded: Ana", page)
    sent = [each.proof for line in writer.lines() for each in line.made if "ana@" in each.proof.to_whom]
    assert [each.language for each in sent] == ["en"]


def test_what_a_person_decides_is_in_the_text_only_after_a_yes(writer: Writer) -> None:
    page = writer.opens()
    writer.chooses(fiction.CASA)
    assert "26-0417" not in page.text.words.text()
    writer.person.sees("Left out, and why", page)
    decided = [each.label for each in next(r for r in page.list.rows if r.current).letter.asked]
    writer.chooses("Example Rancheria, ICWA desk")
    assert "DEMO-JV" not in page.text.words.text()
    writer.person.press("Decide: Court", page)
    writer.person.waits(lambda: "DEMO-JV" in page.text.words.text(), lambda: f"the number, decided: {decided}")


def test_a_late_text_is_asked_why_now(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    page = writer.opens()
    monkeypatch.setattr(writer.app.session, "now", lambda: clock.now() + 48 * clock.HOUR)
    page.list.rows[0].click()
    writer.person.waits(page.left_out.late.isVisible, lambda: "why it is late")
    page.one.click()
    writer.person.sees("it is asked once", page)
    assert writer.sent_to() == []


def test_the_clipboard_is_emptied_and_leaves_alone_what_was_copied_meanwhile(
    writer: Writer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clipboard.STAYS_MS == 30_000
    monkeypatch.setattr(clipboard, "STAYS_MS", 60)
    clipboard.copy("about court number", writer.page)
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "", timeout=5_000)
    clipboard.copy("about court number", writer.page)
    QApplication.clipboard().setText("a shopping list")
    qtbot.wait(200)
    assert QApplication.clipboard().text() == "a shopping list"


def test_locking_leaves_no_text_on_the_page(writer: Writer) -> None:
    page = writer.opens()
    writer.person.sees("attorney@example.test", page)
    writer.app.session.lock()
    writer.person.waits(lambda: writer.app.session.me is None, lambda: "locked")
    assert page.text.words.text() == ""
    assert "attorney" not in writer.person.words(page)


def test_what_was_copied_and_not_sent_is_taken_back_by_one_key(writer: Writer) -> None:
    page = writer.opens()
    writer.person.key(Qt.Key.Key_C)
    writer.person.sees(f"Copied and recorded: {fiction.ATTORNEY}", page)
    writer.person.waits(lambda: writer.sent_to() == [ATTORNEY], lambda: "recorded")
    writer.person.key(Qt.Key.Key_U)
    writer.person.sees_no("Copied and recorded", page)
    writer.person.waits(lambda: writer.sent_to() == [], lambda: "taken back")
    back = [each for line in writer.lines() for each in line.taken_back]
    assert [(each.proof.to_whom, each.back) for each in back] == [(ATTORNEY, "copied, not sent after all")]


def test_a_settled_row_shows_what_was_recorded_and_takes_it_back_with_a_reason(writer: Writer) -> None:
    writer.person.turns_here()
    episode = writer.person.goes("episode", EpisodePage, *writer.walk.missing)
    writer.person.sees("since the agency learned", episode)
    writer.person.press("View: Example Rancheria Police", episode)
    writer.person.press("Record another: Example Rancheria Police", episode)
    sheet = episode.sheet
    writer.person.sees("number TR-0093", sheet)
    writer.person.press("Recorded by mistake", sheet)
    writer.person.sees("Write in a few words what was wrong", sheet)
    writer.person.qtbot.keyClicks(sheet.note.edit, "another tribe")
    writer.person.press("Recorded by mistake", sheet)
    writer.person.waits(lambda: not sheet.isVisible(), lambda: "taken back")
    line = next(each for each in writer.lines() if each.key == "tribal_police//agency_learned")
    assert (line.state, [each.back for each in line.taken_back]) == ("open", ["another tribe"])
