"""A button that Enter presses as well as Space: outside a dialog Qt leaves Enter without meaning.

While it works it cannot be pressed, and the focus stays on the page until it can again.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets.neutral import rest


class Pressed(QPushButton):
    """What every button of the window is made from."""

    _lent: tuple[QWidget | None] | None = None
    """Where the focus is until this can be pressed again; None where it did not have it."""

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

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's
        """Qt calls it for Tab, and where what has the focus can be pressed no more: then it goes no further than the page."""
        if self.isEnabled() and not self.isHidden():
            return super().focusNextPrevChild(forward)
        found = rest(self)
        self._lent = None if self.isHidden() else (found,)
        return True

    def changeEvent(self, event: QEvent) -> None:
        """It can be pressed again: the focus comes back, unless something else took it meanwhile."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and self.isEnabled() and self._lent is not None:
            (place,), self._lent = self._lent, None
            if self.window().focusWidget() is place:
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever went on to another page is not called back."""
        super().hideEvent(event)
        self._lent = None
