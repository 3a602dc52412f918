"""A person at the window, for tests: what they see, press and type, each with the patience that a person has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.app import App
from ui.pages.call import CallPage
from ui.pages.episode import EpisodePage
from ui.pages.page import Page

P = TypeVar("P", bound=Page)
PATIENCE_MS = 10_000


class Person:
    """Looks at one window. Each step waits for what it is about, and fails with what was there instead."""

    def __init__(self, app: App, qtbot: QtBot) -> None:
        self.app = app
        self.qtbot = qtbot

    def words(self, where: QWidget | None = None) -> str:
        """Every word that can be read now."""
        where = where or self.app.shell
        labels = [label.text() for label in where.findChildren(QLabel) if label.isVisible()]
        return "\n".join([*labels, *(button.text() for button in self._buttons(where))])

    def sees(self, words: str, where: QWidget | None = None) -> None:
        """Waits until the words are there, and the page that they are on is whole."""
        self.waits(lambda: words in self.words(where), lambda: f"“{words}” in:\n{self.words(where)}")
        pages = self.app.pages.made().values()
        self.waits(lambda: all(page.is_whole for page in pages if page.isVisible()), lambda: "a page that is whole")

    def sees_no(self, words: str, where: QWidget | None = None) -> None:
        """Waits until the words are gone."""
        self.waits(lambda: words not in self.words(where), lambda: f"no “{words}” in:\n{self.words(where)}")

    def press(self, name: str, where: QWidget | None = None) -> None:
        """Press the first button whose name begins so, once it is there and can be pressed."""
        place = where or self.app.shell

        def found() -> list[QPushButton]:
            return [each for each in self._buttons(place) if each.isEnabled() and each.accessibleName().startswith(name)]

        self.waits(lambda: bool(found()), lambda: f"a button “{name}” among {[b.accessibleName() for b in self._buttons(place)]}")
        self.qtbot.mouseClick(found()[0], Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.app.shell, key, held)

    def types(self, field: QLineEdit, text: str) -> None:
        """Type into a field, in place of what it holds."""
        field.clear()
        self.qtbot.keyClicks(field, text)

    @contextmanager
    def picks(self, path: Path) -> Iterator[None]:
        """Picks a file or folder in the next dialog of the system."""
        named = (str(path), "")
        with (
            patch.object(QFileDialog, "getOpenFileName", return_value=named),
            patch.object(QFileDialog, "getSaveFileName", return_value=named),
            patch.object(QFileDialog, "getExistingDirectory", return_value=str(path)),
        ):
            yield

    def goes(self, name: str, kind: type[P], youth: str = "", episode: str = "") -> P:
        """Goes to a page and waits until it is in front."""
        page = self.app.pages[name]
        assert isinstance(page, kind)
        self.app.go(name, youth, episode)
        self.waits(page.isVisible, lambda: f"page {name}")
        return page

    def unlocks(self, passphrase: str) -> None:
        """Types the passphrase on the unlock page."""
        self.app.unlock.passphrase.edit.setText(passphrase)
        self.app.unlock.button.click()
        self.waits(lambda: self.app.session.me is not None, lambda: f"unlocked, but: {self.words()}")

    def turns_here(self) -> None:
        """Turns to this window, where keys go from now on."""
        self.app.shell.activateWindow()
        self.qtbot.waitUntil(self.app.shell.isActiveWindow, timeout=PATIENCE_MS)

    def starts_a_call(self, name: str = "Mika") -> EpisodePage:
        """A caregiver calls about somebody: the clock is started, and its page is in front."""
        self.turns_here()
        self.qtbot.keyClick(self.app.shell, Qt.Key.Key_F2)
        page = self.app.pages["call"]
        assert isinstance(page, CallPage)
        self.waits(page.isVisible, lambda: "the call page")
        self.qtbot.keyClicks(page.form.name.edit, name)
        page.form.start.click()
        episode = self.app.pages["episode"]
        assert isinstance(episode, EpisodePage)
        self.sees("since the agency learned", episode)
        return episode

    def waits(self, until: Callable[[], bool], wanted: Callable[[], str]) -> None:
        """Waits until something is true; else says what was wanted."""

        def look() -> None:
            assert until(), f"wanted {wanted()}"

        self.qtbot.waitUntil(look, timeout=PATIENCE_MS)

    @staticmethod
    def _buttons(where: QWidget) -> list[QPushButton]:
        return [each for each in where.findChildren(QPushButton) if each.isVisible()]
