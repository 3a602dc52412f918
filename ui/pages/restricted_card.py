"""Restricted notes: read only while K, or the button, is held down; each look is logged before anything is shown (P70)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from fieldapp.desk.restricted import look
from fieldapp.text import _
from ui.session import Session
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.text import Icon, Said, Two, row


class RestrictedCard(Card):
    """While this is on the screen it hears K wherever the focus is, but in a text field."""

    def __init__(self, session: Session, youth: str) -> None:
        super().__init__(margin=12)
        self._session, self._youth = session, youth
        self._held = False
        self.words = Said("", "body", wraps=True)
        self.words.hide()
        self.button = Btn(_("Hold to show"), "quiet", key="K", height=28)
        self.button.pressed.connect(self._begin)
        self.button.released.connect(self._end)
        title = Two(Said(_("Restricted notes"), "strong"), Said(_("each look is logged"), "small", "muted"))
        self.body.addLayout(row(Icon("lock"), 4, title, None, self.button))
        self.body.addWidget(self.words)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to listen."""
        super().showEvent(event)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop listening; nothing stays in sight."""
        super().hideEvent(event)
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """K down, K up."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_K and not event.isAutoRepeat():
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            typing = isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
            if event.type() == QEvent.Type.KeyPress and plain and not typing:
                self._begin()
            elif event.type() == QEvent.Type.KeyRelease:
                self._end()
        elif event.type() == QEvent.Type.ApplicationDeactivate:
            self._end()
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        if self._held:
            return
        self._held = True
        youth = self._youth
        self._session.ask(lambda desk: look(desk, youth), self._show)

    def _end(self) -> None:
        self._held = False
        self.words.setText("")
        self.words.hide()

    def _show(self, lines: tuple[str, ...]) -> None:
        """Unless the key was let go meanwhile."""
        if self._held:
            self.words.setText("\n".join(lines))
            self.words.show()
