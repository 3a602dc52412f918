"""What a person sees and presses: unlock, a call, the clock, a notice, the way back, lock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.demo import fiction
from tests.window.person import Person
from ui import style
from ui.app import App
from ui.pages.papers import PapersPage
from ui.pages.people_sheets import ContactSheet
from ui.pages.sections import StandingSheet
from ui.pages.youth import YouthPage
from ui.pages.youths import YouthsPage


def test_a_wrong_passphrase_says_so_and_what_was_typed_is_gone(
    make_app: Callable[[Path], App], store: Path, qtbot: QtBot
) -> None:
    app = make_app(store)
    app.unlock.passphrase.edit.setText("not the passphrase at all")
    app.unlock.button.click()
    Person(app, qtbot).sees("does not open", app.unlock)
    assert app.unlock.passphrase.edit.text() == ""
    assert app.session.me is None


def test_a_locked_window_shows_public_numbers_and_a_blank_sheet(
    make_app: Callable[[Path], App], store: Path, qtbot: QtBot
) -> None:
    app = make_app(store)
    qtbot.keyClick(app.shell, Qt.Key.Key_F3)
    assert "1-800-843-5678" in app.unlock.shown()
    qtbot.keyClick(app.shell, Qt.Key.Key_F5)
    assert "Who is gone" in app.unlock.shown()
    assert "Example County" not in Person(app, qtbot).words()


def test_a_call_becomes_a_running_clock_and_required_contacts(unlocked: App, person: Person, qtbot: QtBot) -> None:
    episode = person.starts_a_call()
    words = person.words(episode)
    assert "0 min" in words
    assert "NCMEC" in words
    today = unlocked.pages["today"]
    unlocked.go("today", "", "")
    person.sees("since the agency learned", today)
    assert "Mika" not in person.words(today), "lists show initials"


def test_a_notice_is_recorded_with_its_number(unlocked: App, person: Person, qtbot: QtBot) -> None:
    episode = person.starts_a_call()
    case = episode._shown
    assert case is not None
    line, reach = next(pair for pair in (*case.by_phone, *case.unknown) if pair[0].key == "ncmec//agency_learned")
    episode.sheet.open_for(line, reach, unlocked.session.now())
    qtbot.keyClicks(episode.sheet.number.edit, "NC-1")
    episode.sheet.record.click()
    person.sees("NC-1", episode)
    assert not episode.sheet.isVisible()


def test_what_is_not_required_needs_a_reason_and_keeps_what_was_typed(unlocked: App, person: Person, qtbot: QtBot) -> None:
    episode = person.starts_a_call()
    case = episode._shown
    assert case is not None
    line, reach = (*case.by_phone, *case.unknown)[0]
    episode.sheet.open_for(line, reach, unlocked.session.now())
    episode.sheet._choose("not_required")
    qtbot.keyClicks(episode.sheet.by_whom.edit, "P. Template")
    episode.sheet.record.click()
    qtbot.waitUntil(lambda: "needs a reason" in episode.sheet.fault.text(), timeout=10_000)
    assert episode.sheet.isVisible()
    assert episode.sheet.by_whom.text() == "P. Template"


def test_located_and_returned_are_recorded_from_the_page(unlocked: App, person: Person, qtbot: QtBot) -> None:
    episode = person.starts_a_call()
    for what in ("located", "returned"):
        person.press("Found", episode)
        qtbot.waitUntil(episode.ending.isVisible)
        assert episode.ending.what.value() == what
        episode.ending.ok.click()
        qtbot.waitUntil(lambda: not episode.ending.isVisible(), timeout=10_000)
        person.sees(what.capitalize(), episode)


def test_search_forgives_and_a_new_record_opens(unlocked: App, person: Person, qtbot: QtBot) -> None:
    page = unlocked.pages["youths"]
    assert isinstance(page, YouthsPage)
    unlocked.go("youths", "", "")
    qtbot.waitUntil(page.isVisible)
    page.search.setText("María Exampleton")
    page._on_new()
    qtbot.waitUntil(unlocked.pages["youth"].isVisible, timeout=10_000)
    unlocked.go("youths", "", "")
    qtbot.waitUntil(page.isVisible)
    for typed in ("exampelton maria", "maria", "exampletn"):
        page.search.setText(typed)
        qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=10_000)
    page.search.setText("nobody at all")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=10_000)


def test_locking_leaves_nothing_on_any_page(unlocked: App, person: Person, qtbot: QtBot) -> None:
    person.starts_a_call("Mika Unforgettable")
    person.sees("Mika Unforgettable", unlocked.shell)
    qtbot.keyClick(unlocked.shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: unlocked.session.me is None)
    for page in unlocked.pages.values():
        assert "Unforgettable" not in "\n".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())
    assert unlocked.unlock.isVisible()


def test_quick_hide_shows_a_neutral_window_at_once(unlocked: App, person: Person, qtbot: QtBot) -> None:
    person.starts_a_call("Mika Hidden")
    qtbot.keyClick(unlocked.shell, Qt.Key.Key_F9)
    assert "Mika" not in person.words(unlocked.shell)
    assert unlocked.shell.windowTitle() == "FieldApp"
    qtbot.waitUntil(lambda: unlocked.session.me is None)


def test_a_paper_says_what_is_left_out_and_giving_it_is_recorded(
    unlocked: App, person: Person, qtbot: QtBot, tmp_path: Path
) -> None:
    person.starts_a_call()
    page = unlocked.pages["papers"]
    assert isinstance(page, PapersPage)
    unlocked.go("papers", "", "")
    person.sees("Left out, and why", page)
    person.press("Save PDF", page)
    person.sees("The file will not be", page)
    with person.picks(tmp_path / "paper.pdf"):
        person.press("Choose where", page)
        qtbot.waitUntil((tmp_path / "paper.pdf").exists, timeout=20_000)
    person.sees("Copy 1 saved, and recorded", page)
    person.sees("Give copy 2", page)


@pytest.mark.parametrize(
    "name", ["today", "youths", "call", "papers", "screening", "monday", "episode", "start", "unlock", "setup"]
)
def test_every_control_has_a_name(
    unlocked: App, person: Person, qtbot: QtBot, unnamed: Callable[[QWidget], list[str]], name: str
) -> None:
    if name in {"start", "unlock", "setup"}:
        page: QWidget = getattr(unlocked, name)
        unlocked.shell.show_page(name, page)
    elif name == "episode":
        page = person.starts_a_call()
    else:
        page = unlocked.pages[name]
        unlocked.go(name, "", "")
    qtbot.waitUntil(page.isVisible)
    assert unnamed(unlocked.shell) == []


def test_the_theme_switches_while_the_window_is_open(unlocked: App, person: Person, qtbot: QtBot, qapp: QApplication) -> None:
    before = style.theme().name
    qtbot.keyClick(unlocked.shell, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert style.theme().name != before
    style.apply(qapp, "light")


def test_the_demo_s_passphrase_is_no_text_on_the_screen(unlocked: App, person: Person) -> None:
    assert fiction.PASSPHRASES["worker"] not in person.words(unlocked.shell)


def test_today_says_what_to_do_when_nobody_is_missing(unlocked: App, person: Person, qtbot: QtBot) -> None:
    page = unlocked.pages["today"]
    person.sees("Nobody of yours is missing", page)
    person.press("Start from a call", page)
    qtbot.waitUntil(unlocked.pages["call"].isVisible)


def test_a_newcomer_enters_a_youth_and_a_parent_who_must_not_be_told(unlocked: App, person: Person, qtbot: QtBot) -> None:
    unlocked.go("youths", "", "")
    listing = unlocked.pages["youths"]
    assert isinstance(listing, YouthsPage)
    listing.search.setText("Mika Exampleton")
    listing._on_new()
    page = unlocked.pages["youth"]
    assert isinstance(page, YouthPage)
    qtbot.waitUntil(lambda: page.isVisible() and page._file is not None, timeout=10_000)
    page.edit("standing")
    standing = page.sheets["standing"]
    assert isinstance(standing, StandingSheet)
    standing.born.edit.setText("2099-01-01")
    standing.ok.click()
    qtbot.waitUntil(lambda: "future" in standing.fault.text(), timeout=10_000)
    standing.born.edit.setText("2011-05-30")
    standing.ok.click()
    qtbot.waitUntil(lambda: not standing.isVisible() and "30 May 2011" in person.words(page), timeout=10_000)
    page.edit("contact")
    contact = page.sheets["contact"]
    assert isinstance(contact, ContactSheet)
    contact.name.edit.setText("Victor Exampleton")
    contact.tell.choose("do_not_tell")
    contact.ok.click()
    qtbot.waitUntil(lambda: "needs its ground" in contact.fault.text(), timeout=10_000)
    contact.order.edit.setText("Order of 12 March")
    contact.ok.click()
    person.sees("Victor Exampleton, parent", page)
