"""Set-up in the window, with no network: county file, name, passphrase, and recovery words that are really shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from fieldapp.demo import county
from fieldapp.desk import opening as desk_opening
from fieldapp.errors import Trouble
from fieldapp.vault import kdf, opening
from fieldapp.vault.kdf import Cost
from tests.window.person import Person
from ui import printing
from ui.app import App
from ui.pages.settings import SettingsPage

WORDS = "six patient herons wade through morning fog"


@pytest.fixture
def newcomer(
    make_app: Callable[[Path], App], qtbot: QtBot, tmp_path: Path, agency: county.Agency, monkeypatch: pytest.MonkeyPatch
) -> Person:
    """Somebody at the last question of set-up."""
    monkeypatch.setattr(kdf, "calibrate", lambda: Cost(64, 1, 1))
    person = Person(make_app(tmp_path / "nothing here"), qtbot)
    setup = person.app.setup
    person.press("I work with youth", person.app.start)
    person.press("Next", setup)
    person.sees("Choose the county file first", setup)
    file = tmp_path / "example.county"
    file.write_bytes(agency.county_file)
    with person.picks(file):
        person.press("Open a county file", setup)
    person.sees("Example County", setup)
    person.press("Next", setup)
    person.types(setup.name.edit, "Robin Mock-Worker")
    person.press("Next", setup)
    for first, again, says in (("short", "short", "at least 15"), (WORDS, WORDS + "x", "differ")):
        person.types(setup.passphrase.edit, first)
        person.types(setup.again.edit, again)
        person.press("Next", setup)
        person.sees(says, setup)
    person.types(setup.again.edit, WORDS)
    person.press("Next", setup)
    person.sees("A way back in", setup)
    person.types(setup.folder.edit, str(tmp_path / "store"))
    return person


def _numbered(person: Person) -> list[str]:
    """The recovery words on the screen, each behind its number."""
    shown = person.words(person.app.setup.sheets).split("\n")
    return [shown[at + 1] for at in range(len(shown) - 1) if shown[at].isdigit()]


def test_a_newcomer_comes_to_today(newcomer: Person) -> None:
    newcomer.press("Make the store", newcomer.app.setup)
    newcomer.sees("Nobody of yours is missing")
    newcomer.sees("Robin Mock-Worker")
    assert newcomer.app.setup.passphrase.edit.text() == ""


def test_recovery_words_are_shown_once_and_open_the_store(newcomer: Person, tmp_path: Path) -> None:
    setup = newcomer.app.setup
    assert setup.sharing.isHidden()
    setup.words.setChecked(True)
    newcomer.waits(setup.sharing.isVisible, lambda: "how many sheets")
    newcomer.press("Make the store", setup)
    newcomer.sees("Your recovery words", setup)
    newcomer.sees("Write these down on paper, by number", setup)
    newcomer.waits(lambda: len(_numbered(newcomer)) == 33, lambda: "the words of the sheet")
    words = _numbered(newcomer)
    newcomer.press("Next", setup)
    newcomer.sees("then tick the box", setup)
    setup.sheets.written.setChecked(True)
    newcomer.press("Next", setup)
    newcomer.sees("Nobody of yours is missing")
    assert words[0] not in newcomer.words(setup.sheets)
    assert opening.unlock_by_words(tmp_path / "store", [" ".join(words)])
    page = newcomer.goes("settings", SettingsPage)
    newcomer.sees("Recovery words, on one sheet")
    newcomer.waits(page.words.isHidden, lambda: "words that are on paper are not shown again")


def test_words_on_three_sheets_are_each_looked_at_and_any_two_open_the_store(newcomer: Person, tmp_path: Path) -> None:
    setup = newcomer.app.setup
    setup.words.setChecked(True)
    newcomer.press("Sheets Three sheets, any two open it", setup)
    newcomer.press("Make the store", setup)
    newcomer.sees("There are 3 sheets, and any 2 of them open the store.", setup)
    setup.next.click()
    newcomer.sees("Look at sheet 2 too.", setup)
    assert not setup.sheets.written.isEnabled()
    sheets = []
    for number in (1, 2, 3):
        newcomer.sees(f"Sheet {number} of 3", setup)
        newcomer.waits(lambda: len(_numbered(newcomer)) == 33, lambda: "the words of a sheet")
        sheets.append(" ".join(_numbered(newcomer)))
        setup.sheets.after.click()
    setup.sheets.before.click()
    newcomer.sees("Sheet 2 of 3", setup)
    setup.sheets.written.setChecked(True)
    setup.next.click()
    newcomer.sees("Nobody of yours is missing")
    for two in ((0, 1), (1, 2), (2, 0)):
        assert opening.unlock_by_words(tmp_path / "store", [sheets[at] for at in two])


def test_words_are_printed_a_sheet_on_each_page(newcomer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    setup, printed = newcomer.app.setup, list[bytes]()
    setup.words.setChecked(True)
    newcomer.press("Sheets Three sheets", setup)
    newcomer.press("Make the store", setup)
    newcomer.sees("Sheet 1 of 3", setup)
    newcomer.press("Print", setup)
    newcomer.sees("No printer is set up on this computer", setup)
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "choose", lambda *_args: object())
    monkeypatch.setattr(printing, "send", lambda _printer, pages: bool(printed.extend(pages)))
    newcomer.press("Print", setup)
    newcomer.sees("The printer took nothing", setup)
    monkeypatch.setattr(printing, "send", lambda _printer, _pages: True)
    newcomer.press("Print", setup)
    newcomer.sees("Take every page out of the printer", setup)
    assert setup.sheets.written.isEnabled()
    assert len({page for page in printed if page.startswith(b"\x89PNG")}) == 3


def test_a_folder_that_will_not_do_is_said_and_nothing_typed_is_lost(newcomer: Person, tmp_path: Path) -> None:
    setup = newcomer.app.setup
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "something").write_text("x")
    newcomer.turns_here()
    newcomer.press("Make the store", setup)
    newcomer.sees("This folder is not empty", setup.folder)
    assert QApplication.focusWidget() is setup.folder.edit, "the keys are where something is to be typed anew"
    assert setup.passphrase.edit.text() == WORDS
    newcomer.types(setup.folder.edit, str(tmp_path / "another"))
    newcomer.key(Qt.Key.Key_Return)
    newcomer.key(Qt.Key.Key_Return)  # once too often
    newcomer.sees("Nobody of yours is missing")


def test_what_no_field_can_mend_is_said_at_the_button_that_is_pressed_again(
    newcomer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = newcomer.app.setup

    def full(*_all: object) -> None:
        raise Trouble("The disk is full.", "Nothing was made.")

    newcomer.turns_here()
    with monkeypatch.context() as once:
        once.setattr(desk_opening, "create", full)
        newcomer.press("Make the store", setup)
        newcomer.sees("The disk is full. Nothing was made.", setup)
    assert QApplication.focusWidget() is setup.next
    newcomer.key(Qt.Key.Key_Space)
    newcomer.sees("Nobody of yours is missing")


def test_enter_alone_leads_from_question_to_question(
    make_app: Callable[[Path], App], qtbot: QtBot, tmp_path: Path, agency: county.Agency
) -> None:
    person = Person(make_app(tmp_path / "nothing here"), qtbot)
    person.turns_here()
    person.key(Qt.Key.Key_1)
    file = tmp_path / "example.county"
    file.write_bytes(agency.county_file)
    with person.picks(file):
        person.key(Qt.Key.Key_Return)
    person.sees("Example County", person.app.setup)
    person.key(Qt.Key.Key_Return)
    for says, words in (("Who are you?", "Robin Mock-Worker"), ("It opens this store", WORDS)):
        person.sees(says, person.app.setup)
        at = QApplication.focusWidget()
        assert isinstance(at, QLineEdit)
        person.types(at, words)
        person.key(Qt.Key.Key_Return)
    assert person.app.setup.again.edit.hasFocus(), "behind the first of two passphrases it leads to the second"
    person.key(Qt.Key.Key_Return)
    person.sees("differ", person.app.setup)
