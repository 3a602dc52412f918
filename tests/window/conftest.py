"""The real window over a real store of the fictional county, offscreen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.demo import county, fiction
from fieldapp.demo.story import Walk
from fieldapp.demo.walk import run
from fieldapp.desk import opening
from fieldapp.vault.kdf import Cost
from tests.window.person import Person
from ui import style
from ui.app import App
from ui.front import Front


@pytest.fixture(scope="session")
def agency() -> county.Agency:
    return county.new_agency()


@pytest.fixture
def store(tmp_path: Path, agency: county.Agency) -> Path:
    place = tmp_path / "store"
    new = opening.NewStore(fiction.WORKER, "worker", agency.county_file, fiction.PASSPHRASES["worker"])
    opening.create(place, new, clock.now, Cost(64, 1, 1))
    return place


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """The demo's main job, walked once for a file of tests."""
    made = Walk(tmp_path_factory.mktemp("walk"), cost=Cost(64, 1, 1))
    for _step in run(made):
        pass
    return made


@pytest.fixture
def walk(walked: Walk, tmp_path: Path) -> Walk:
    """A copy of it, for a test that writes."""
    at = tmp_path / "walk"
    shutil.copytree(walked.at, at)
    return replace(walked, at=at)


@pytest.fixture
def make_app(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Path | Front], App]]:
    made: list[App] = []
    style.apply(qapp, "light")

    def make(folder: Path | Front) -> App:
        app = App(folder)
        made.append(app)
        app.begin()
        app.shell.show()
        app.shell.activateWindow()
        qtbot.waitUntil(app.shell.isActiveWindow)
        return app

    yield make
    for app in made:
        app.close()
        app.shell.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def unlocked(make_app: Callable[[Path], App], store: Path, qtbot: QtBot) -> App:
    app = make_app(store)
    Person(app, qtbot).unlocks(fiction.PASSPHRASES["worker"])
    return app


@pytest.fixture
def person(unlocked: App, qtbot: QtBot) -> Person:
    """The worker, at their unlocked window."""
    return Person(unlocked, qtbot)


@pytest.fixture
def unnamed() -> Callable[[QWidget], list[str]]:
    """Controls that a person can act on and that a screen reader cannot name."""
    acting = {
        QAccessible.Role.PushButton, QAccessible.Role.CheckBox, QAccessible.Role.EditableText, QAccessible.Role.ComboBox,
        QAccessible.Role.List, QAccessible.Role.RadioButton, QAccessible.Role.SpinBox,
    }  # fmt: skip

    def walk(node: QAccessibleInterface | None, path: str, found: list[str]) -> None:
        if node is None or not node.isValid() or node.state().invisible:
            return
        name = node.text(QAccessible.Text.Name)
        role = node.role()
        inner = role == QAccessible.Role.ComboBox
        if role in acting and not name.strip():
            found.append(f"{path}/{role.name}")
        for place in range(0 if inner else node.childCount()):
            walk(node.child(place), f"{path}/{name or role.name}", found)

    def names(widget: QWidget) -> list[str]:
        found: list[str] = []
        walk(QAccessible.queryAccessibleInterface(widget), "", found)
        return found

    return names
