"""The start window: six doors by key, a county file before any of them, and the language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp import text
from fieldapp.demo import county, fiction
from fieldapp.desk.desk import Progress, Slices
from tests.window.person import Person
from ui.app import App


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    text.speak("en")


@pytest.fixture
def person(make_app: Callable[[Path], App], tmp_path: Path, qtbot: QtBot) -> Person:
    made = Person(make_app(tmp_path / "none"), qtbot)
    made.turns_here()
    return made


def test_the_first_door_is_the_primary_and_enter_opens_it(person: Person) -> None:
    person.waits(person.app.start.buttons["worker"].hasFocus, lambda: "the focus on the first door")
    person.key(Qt.Key.Key_Return)
    person.sees("Your county's file")


@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_3, "county"), (Qt.Key.Key_4, "rules")])
def test_a_door_that_is_not_built_says_so_on_itself_and_when_it_is_tried(person: Person, key: Qt.Key, name: str) -> None:
    assert "Not built yet" in person.app.start.buttons[name].accessibleName()
    person.key(key)
    person.sees("Not built yet.")
    person.sees("This door comes with a later version.")
    assert person.app.start.isVisible()


def test_a_county_file_opened_here_is_known_to_set_up(person: Person, agency: county.Agency, tmp_path: Path) -> None:
    file = tmp_path / "example.county"
    file.write_bytes(agency.county_file)
    with person.picks(file):
        person.press("Open a county file")
    person.sees("County file opened")
    person.sees("Example County")
    person.key(Qt.Key.Key_1)
    person.sees("Example County", person.app.setup)
    person.press("Next", person.app.setup)
    person.sees("Who are you?", person.app.setup)


def test_one_that_is_cut_is_refused_with_what_to_do_and_another_may_follow(
    person: Person, agency: county.Agency, tmp_path: Path
) -> None:
    file = tmp_path / "cut.county"
    file.write_bytes(agency.county_file[:-40])
    with person.picks(file):
        person.press("Open a county file")
    person.sees_no("No county file yet")
    assert "County file opened" not in person.words()
    with person.picks(tmp_path / "gone.county"):
        person.press("Open a county file")
    person.sees("The file cannot be read")
    file.write_bytes(agency.county_file)
    with person.picks(file):
        person.press("Open a county file")
    person.sees("County file opened")


def test_the_language_is_changed_before_anything_is_unlocked_and_back(person: Person) -> None:
    person.press("Language: English")
    person.sees("Sin conexión")
    person.waits(person.app.start.isVisible, lambda: "the doors again")
    person.press("Idioma: Español" if text._("Language: {language}") != "Language: {language}" else "Language: Español")
    person.sees("Which door is yours?")


def test_the_practice_county_opens_again_after_a_lock_without_a_passphrase_that_anybody_was_told(
    person: Person, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made() -> Slices[tuple[Path, str]]:
        yield Progress(1, 1, "")
        return store, fiction.PASSPHRASES["worker"]

    monkeypatch.setattr("ui.demo.make_for_window", made)
    person.key(Qt.Key.Key_6)
    person.sees("Missing now")
    person.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    person.sees(f"It opens with: {fiction.PASSPHRASES['worker']}", person.app.unlock)
    person.unlocks(fiction.PASSPHRASES["worker"])
    person.sees("Missing now")


def test_quick_hide_hides_the_window_before_an_unlock_too_and_leads_back(person: Person) -> None:
    person.key(Qt.Key.Key_F9)
    person.waits(lambda: not person.app.start.isVisible(), lambda: "nothing but a neutral window")
    person.sees_no("Which door")
    person.key(Qt.Key.Key_F9)
    person.sees("Which door")
