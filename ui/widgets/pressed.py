"""A button that Enter presses as well as Space: outside a dialog Qt leaves Enter without meaning."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton


class Pressed(QPushButton):
    """What every button of the window is made from."""

    def setText(self, text: str) -> None:
        """Other words, the same key: Qt would take the key away with the old words."""
        keys = self.shortcut()
        super().setText(text)
        self.setShortcut(keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; every other key as ever."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.click()
        else:
            super().keyPressEvent(event)
