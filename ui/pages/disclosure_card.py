"""The card for when a youth tells something: what to say, what to leave, what the rules may require; one key, over any page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from fieldapp.desk.disclosing import Report
from fieldapp.text import _
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, Hairline
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Icon, Said, column, emptied, holding, row

_WIDE, _MARGIN = 820, 24


class DisclosureCard(Card):
    """Lies over its page; F8 and Escape put it away. `noted` asks for the notes, with the words to write down."""

    noted = Signal()
    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(margin=0, gap=0)
        self.setParent(over)
        self._over = over
        self._reports = column(gap=6)
        self._build()
        over.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        self.close_button = Btn(_("Close"), "plain", "x", "F8", height=32)
        self.close_button.clicked.connect(self.put_away)
        note = Btn(_("Write it down now"), "primary", "pencil", height=32)
        note.clicked.connect(self._on_note)
        title = Said(_("If the youth tells you something"), "card")
        self.body.addLayout(row(Icon("hand", "accent"), 4, title, None, note, self.close_button, margins=(16, 8, 12, 8)))
        self.body.addWidget(Hairline())
        left = column(
            *_part("check", "green", _("Now"), _now()),
            4,
            *_part("message-square", "accent", _("You can say"), _say()),
            None,
            gap=6,
        )
        right = column(*_part("x", "red", _("Leave this"), _leave()), 4, *self._afterwards(), None, gap=6)
        both = row(left, right, gap=24)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self._inside = holding(column(both, None, margins=(16, 12, 16, 12)))
        self.body.addWidget(Scrolling(self._inside), 1)

    def _afterwards(self) -> list[QWidget]:
        note = Said(_("Afterwards, with your supervisor: what the rules may require"), "strong", wraps=True)
        return [holding(row(Icon("clock", "amber", 16), 2, note)), holding(self._reports)]

    def show_reports(self, reports: tuple[Report, ...]) -> None:
        """The rows of the rules."""
        emptied(self._reports)
        for each in reports:
            limit = f"{each.title}: {each.limit}" if each.limit else each.title
            self._reports.addLayout(
                column(Said(limit, "body", wraps=True), Said(each.cite, "small", "muted", wraps=True), margins=(28, 0, 0, 0))
            )
        if self.isVisible():
            QTimer.singleShot(0, self, self._settle)

    def bring(self) -> None:
        """Show it over the page."""
        self._settle()
        self.show()
        self.raise_()
        self.close_button.setFocus()

    def put_away(self) -> None:
        """Back to the page as it was."""
        self.hide()
        self.closed.emit()

    def _on_note(self) -> None:
        self.put_away()
        self.noted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep its place over a page that changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, and F8 again."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_F8}:
            self.put_away()
        else:
            event.accept()  # no key goes through to what lies below

    def _settle(self) -> None:
        room = self._over.size()
        width = min(_WIDE, room.width() - 2 * _MARGIN)
        needed = self._inside.heightForWidth(width - 4) + 56
        height = min(needed, room.height() - 2 * _MARGIN)
        self.setGeometry((room.width() - width) // 2, max(_MARGIN, (room.height() - height) // 3), width, height)


def _part(icon: str, ink: str, title: str, lines: tuple[str, ...]) -> list[QWidget]:
    parts: list[QWidget] = [holding(row(Icon(icon, ink, 16), 2, Said(title, "strong"), None))]
    for each in lines:
        line = Said(each, "body", wraps=True)
        holder = holding(column(line, margins=(28, 0, 0, 0)))
        parts.append(holder)
    return parts


def _now() -> tuple[str, ...]:
    return (
        _("Stop the form. Listen; let the youth go as far as they want to, in their own words."),
        _("Ask one thing: are you safe right now, and tonight? In danger, call 911 and stay."),
        _("Turn the screen away, or press F9."),
    )


def _say() -> tuple[str, ...]:
    return (
        _("“Thank you for telling me. I believe you.”"),
        _("“It is not your fault, and you are not in trouble.”"),
        _("“I can’t keep this to myself alone. I will tell you whom I tell, and why.”"),
        _("“You decide how much you say. We can stop at any time.”"),
        _("“What do you need tonight?”"),
    )


def _leave() -> tuple[str, ...]:
    return (
        _("No promise to keep it secret, and none about what will happen."),
        _("No questions about details, names or reasons; no “why did you”."),
        _("No surprise, no judgment about the youth or about anybody they care for."),
        _("No reading from a form, no score, no label."),
    )
