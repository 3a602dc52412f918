"""A key that shows something only while it is held down, wherever the focus is, but not while somebody types (P70)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QWidget

_TYPING = (QLineEdit, QPlainTextEdit, QAbstractSpinBox)


class HeldKey(QObject):
    """Listens while its owner is shown; a button does the same by `begin` and `end`."""

    began = Signal()
    ended = Signal()

    def __init__(self, owner: QWidget, key: Qt.Key = Qt.Key.Key_K) -> None:
        super().__init__(owner)
        self._key = key
        self.held = False
        owner.installEventFilter(self)

    def begin(self) -> None:
        """The key, or the button, went down."""
        if not self.held:
            self.held = True
            self.began.emit()

    def end(self) -> None:
        """It was let go, or the window went out of sight."""
        if self.held:
            self.held = False
            self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The owner comes and goes; the key goes down and up."""
        kind = event.type()
        if watched is self.parent() and kind in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._listen(on=kind == QEvent.Type.Show)
        elif isinstance(event, QKeyEvent) and event.key() == self._key and not event.isAutoRepeat():
            typing = isinstance(QApplication.focusWidget(), _TYPING)
            if kind == QEvent.Type.KeyPress and event.modifiers() == Qt.KeyboardModifier.NoModifier and not typing:
                self.begin()
            elif kind == QEvent.Type.KeyRelease:
                self.end()
        elif kind == QEvent.Type.ApplicationDeactivate:
            self.end()
        return super().eventFilter(watched, event)

    def _listen(self, *, on: bool) -> None:
        application = QApplication.instance()
        if application is not None and on:
            application.installEventFilter(self)
        elif application is not None:
            application.removeEventFilter(self)
            self.end()
