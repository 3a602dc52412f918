"""The one presenter: sentences for the person, stacked in the window, never in the way; nobody opens a message box."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from fieldapp.text import _
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.text import Icon, Said, column, emptied, row

Offer = tuple[str, Callable[[], None]]
"""The words of a button, and what it does."""
_STAYS_MS = 8_000
_MOST = 3


class Notices(QWidget):
    """A stack over the lower right of its parent. The same sentence stands there once."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._holder = parent
        self._stack = column(gap=8)
        self.setLayout(self._stack)
        self._shown: dict[str, QWidget] = {}
        self.hide()

    def say(self, sentence: str, more: str = "", *, ink: str = "text", stays: bool = False, offer: Offer | None = None) -> None:
        """Show a sentence; it goes by itself unless it `stays`. offer: what can be done about it."""
        if sentence in self._shown:
            return
        while len(self._shown) >= _MOST:
            self._drop(next(iter(self._shown)))
        card = self._card(sentence, more, ink, offer)
        self._shown[sentence] = card
        self._stack.addWidget(card)
        card.show()
        self.show()
        self.settle()
        event = QAccessibleEvent(card, QAccessible.Event.Alert)
        QAccessible.updateAccessibility(event)
        if not stays:
            QTimer.singleShot(_STAYS_MS, card, lambda: self._drop(sentence))

    def stay(self, sentence: str, more: str, owed: bool) -> None:  # noqa: FBT001 - a slot's signature
        """Show what came of something, until it is closed. owed: something is left to do."""
        self.say(sentence, more, ink="red" if owed else "text", stays=True)

    def trouble(self, sentence: str, more: str = "", *, offer: Offer | None = None) -> None:
        """Show what went wrong, until it is closed."""
        self.say(sentence, more, ink="red", stays=True, offer=offer)

    def sentences(self) -> tuple[str, ...]:
        """What is shown."""
        return tuple(self._shown)

    def clear(self) -> None:
        """Take everything down (the store locks)."""
        self._shown.clear()
        emptied(self._stack)
        self.hide()

    def settle(self) -> None:
        """Stand at the lower right of the parent, above its foot."""
        room = self._holder.size()
        width = min(420, room.width() - 48)
        self._stack.activate()
        self.resize(width, self._stack.heightForWidth(width))  # sentences wrap: how high they are depends on the width
        self.move(room.width() - self.width() - 24, room.height() - self.height() - 48)
        self.raise_()

    def _card(self, sentence: str, more: str, ink: str, offer: Offer | None) -> QWidget:
        icon = Icon("circle-alert" if ink == "red" else "info", ink if ink == "red" else "accent")
        close = Btn(_("Close"), "quiet", height=28)
        close.clicked.connect(lambda: self._drop(sentence))
        said = column(
            Said(sentence, "strong", ink, wraps=True), *([Said(more, "body", "muted", wraps=True)] if more else []), gap=2
        )
        card = Card(margin=12)
        card.body.addLayout(row(icon, said, close))
        if offer:
            words, act = offer
            button = Btn(words, "plain", height=32)
            button.clicked.connect(act)
            button.clicked.connect(lambda: self._drop(sentence))
            card.body.addLayout(row(None, button))
        card.setAccessibleName(f"{sentence} {more}".strip())
        return card

    def _drop(self, sentence: str) -> None:
        card = self._shown.pop(sentence, None)
        if card is not None:
            self._stack.removeWidget(card)
            card.hide()
            card.deleteLater()
        if not self._shown:
            self.hide()
        self.settle()
