"""A key that shows something only while it is held down, wherever the focus is, but not while somebody types (P70)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QWidget

_TYPING = (QLineEdit, QPlainTextEdit, QAbstractSpinBox)


class HeldKey(QObject):
    """Listens while its owner is shown; a button does the same by `begin` and `end`.

    It hears what has the focus, wherever that goes, and the window. All events of all widgets would go through Python else, which
    was a fifth of the time that a page takes to come.
    """

    began = Signal()
    ended = Signal()

    def __init__(self, owner: QWidget, key: Qt.Key = Qt.Key.Key_K) -> None:
        super().__init__(owner)
        self._owner, self._key = owner, key
        self._on = self.held = False
        owner.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
            application.applicationStateChanged.connect(self._on_state)

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
        if watched is self._owner and kind in {QEvent.Type.Show, QEvent.Type.Hide}:
            self._listen(on=kind == QEvent.Type.Show)
        elif self._on and isinstance(event, QKeyEvent) and event.key() == self._key and not event.isAutoRepeat():
            typing = isinstance(QApplication.focusWidget(), _TYPING)
            if kind == QEvent.Type.KeyPress and event.modifiers() == Qt.KeyboardModifier.NoModifier and not typing:
                self.begin()
            elif kind == QEvent.Type.KeyRelease:
                self.end()
        return super().eventFilter(watched, event)

    def _listen(self, *, on: bool) -> None:
        self._on = on
        for each in {self._owner.window(), QApplication.focusWidget()} - {self._owner, None}:
            self._hear(each, on=on)
        if not on:
            self.end()

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """The keys go somewhere else from now on."""
        for each, on in ((before, False), (now, True)):
            if self._on and each is not None and each not in {self._owner, self._owner.window()}:
                self._hear(each, on=on)

    def _hear(self, each: QWidget | None, *, on: bool) -> None:
        if each is not None and on:
            each.installEventFilter(self)
        elif each is not None:
            each.removeEventFilter(self)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        """Another program has the keys: that this one was let go will not be heard."""
        if state != Qt.ApplicationState.ApplicationActive:
            self.end()
