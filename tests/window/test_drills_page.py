"""The drills, where they are needed: on the start window, at the locked store, and in the settings; none of it asks a network."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp import text
from tests.window.person import Person
from ui.app import App
from ui.front import Front
from ui.pages.drills import Drills, DrillsPage
from ui.pages.settings import SettingsPage

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object) -> None:
        raise AssertionError("a connection was asked for")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refused)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    text.speak("en")


def _is_whole(shown: Drills) -> bool:
    """Whether every heading of the file is there, as a heading and not as a mark."""
    lines = (ROOT / "docs" / "drills.md").read_text(encoding="utf-8").splitlines()
    heads = [line.lstrip("# ") for line in lines if line.startswith("#")]
    said = shown.text.toPlainText()
    return len(heads) > 6 and all(each in said for each in heads) and "##" not in said and "fieldapp restore --from" in said


def test_they_are_a_press_away_from_the_settings_and_lead_back(unlocked: App, person: Person) -> None:
    settings = person.goes("settings", SettingsPage)
    person.press("Drills", settings)
    page = unlocked.pages["drills"]
    assert isinstance(page, DrillsPage)
    person.sees("None needs a network", page)
    assert _is_whole(page.drills)
    person.key(Qt.Key.Key_Escape)
    person.waits(settings.isVisible, lambda: "the settings")


def test_they_are_read_at_the_locked_store_and_lead_back_to_the_passphrase(
    make_app: Callable[[Path], App], store: Path, qtbot: QtBot
) -> None:
    app = make_app(store)
    person = Person(app, qtbot)
    person.turns_here()
    person.press("Drills", app.unlock)
    shown = app.before.drills
    person.sees("None needs a network", shown)
    assert _is_whole(shown)
    assert shown.text.hasFocus(), "the keys scroll it at once"
    assert app.session.me is None
    person.key(Qt.Key.Key_Escape)
    person.waits(app.unlock.passphrase.edit.hasFocus, lambda: "the passphrase")


def test_another_language_chosen_over_them_leads_back_to_the_locked_store(
    make_app: Callable[[Path], App], store: Path, qtbot: QtBot
) -> None:
    app = make_app(store)
    person = Person(app, qtbot)
    person.press("Drills", app.unlock)
    before = app.before.drills
    person.press("Language: English")
    person.sees("¿Un joven ausente ahora?")
    app.unlock.drills.click()
    assert app.before.drills is not before
    assert _is_whole(app.before.drills)
    person.waits(
        lambda: app.shell.pages.findChildren(Drills) == [app.before.drills], lambda: "those in the other language are gone"
    )


def test_they_are_read_on_a_laptop_without_a_store(make_app: Callable[[Path], App], tmp_path: Path, qtbot: QtBot) -> None:
    app = make_app(tmp_path / "none yet")
    person = Person(app, qtbot)
    person.press("Drills", app.start)
    person.sees("None needs a network", app.before.drills)
    person.press("Back", app.before.drills)
    person.waits(app.start.isVisible, lambda: "the doors")


def test_they_need_not_wait_until_everything_is_loaded(store: Path, qtbot: QtBot) -> None:
    front = Front(store)
    qtbot.addWidget(front.shell)
    front.begin()
    front.show()
    qtbot.mouseClick(front.unlock.drills, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(front.drills.isVisible)
    assert _is_whole(front.drills)
