"""Which theme the window wears: the system's, or the one that was chosen; the system's changes are followed at once."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ui import style
from ui.style import Choice


class Looks(QObject):
    """As of set-up the system's. wearer: what is dressed; the system is followed as long as it lives."""

    def __init__(self, wearer: QObject) -> None:
        super().__init__(wearer)
        self._chosen: Choice = "system"
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    def turn(self) -> None:
        """Light to dark, dark to light."""
        self.wear("light" if style.theme().name == "dark" else "dark")

    def wear(self, theme: Choice) -> None:
        """Put a theme on, where it is another than before."""
        if theme != self._chosen:
            self._chosen = theme
            self._apply()

    def _on_system_changed(self) -> None:
        if self._chosen == "system":
            self._apply()

    def _apply(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            style.apply(application, self._chosen)
