"""Restricted notes: read only while K, or the button, is held down; each look is logged before anything is shown (P70)."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldapp.desk.restricted import look
from fieldapp.text import _
from ui.held import HeldKey
from ui.session import Session
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.text import Icon, Said, Two, row


class RestrictedCard(Card):
    """While this is on the screen it hears K wherever the focus is, but in a text field; `opened`: to work on them."""

    opened = Signal()

    def __init__(self, session: Session, youth: str) -> None:
        super().__init__(margin=12)
        self._session, self._youth = session, youth
        self.words = Said("", "body", wraps=True)
        self.words.hide()
        self.key = HeldKey(self)
        self.key.began.connect(self._begin)
        self.key.ended.connect(self._end)
        self.button = Btn(_("Hold to show"), "quiet", key="K", height=28)
        self.button.pressed.connect(self.key.begin)
        self.button.released.connect(self.key.end)
        title = Two(Said(_("Restricted notes"), "strong"), Said(_("each look is logged"), "small", "muted"))
        self.body.addLayout(row(Icon("lock"), 4, title, None, self.button))
        self.body.addWidget(self.words)
        self.open = Btn(_("Open to work on them"), "quiet", "lock-open", "Alt K", height=28).bound("Alt+K")
        self.open.clicked.connect(self.opened)
        self.body.addLayout(row(self.open, None))

    def _begin(self) -> None:
        youth = self._youth
        self._session.ask(lambda desk: look(desk, youth), self._show)

    def _end(self) -> None:
        self.words.setText("")
        self.words.hide()

    def _show(self, lines: tuple[str, ...]) -> None:
        """Unless the key was let go meanwhile."""
        if self.key.held:
            self.words.setText("\n".join(lines))
            self.words.show()
