"""How a call ended: one to five cards under the script, true to life; "called" alone never settles anything (P7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget

from fieldapp.agenda.model import TAKEN, Line, Outcome
from fieldapp.text import _
from ui import style
from ui.tokens import RADIUS_CONTROL
from ui.widgets.buttons import Btn
from ui.widgets.pressed import Pressed

_POLICE = frozenset({"police", "tribal_police"})
_WIDE = 960


@dataclass(frozen=True, slots=True)
class Ending:
    """One way in which a call ends."""

    outcome: Outcome
    title: str
    note: str


def wants_number(line: Line) -> bool:
    """Whether the law's row asks for a number that comes back."""
    return any("reference_number" in rule.proof for rule in line.rules)


def endings(line: Line) -> tuple[Ending, ...]:
    """What can have come of a call, the usual one first; what the line has already decides what is asked next."""
    to = line.first.recipient
    no_answer = Ending("no_answer", _("No answer"), _("stays open, try again"))
    refused = Ending("refused", _("Refused"), _("who, why, next step"))
    message = Ending("message_left", _("Message left"), _("stays open, try again"))
    pending = Ending("number_pending", _("Number pending"), _("taken, stays open"))
    if to == "police" and any(each.proof.outcome in TAKEN for each in line.made):
        confirmed = Ending("entry_confirmed", _("NCIC confirmed"), _("by voice"))
        given = Ending("report_taken", _("Number given"), _("report number"))
        return (confirmed, given, Ending("called", _("Nothing new"), _("called again")), refused, no_answer)
    if to == "police":
        taken = Ending("report_taken", _("Report taken"), _("number given"))
        return (taken, pending, Ending("called", _("Officer will come"), _("called, stays open")), refused, no_answer)
    if wants_number(line):
        taken = Ending("report_taken" if to in _POLICE else "told", _("Report taken"), _("number given"))
        return (taken, pending, message, refused, no_answer)
    back = Ending("called", _("Will call back"), _("stays open"))
    return (Ending("told", _("Told"), _("they know now")), message, back, refused, no_answer)


class OutcomeCard(Pressed):
    """An ending with its key."""

    def __init__(self, key: int, ending: Ending) -> None:
        super().__init__()
        self.ending, self._key = ending, str(key)
        self.setCheckable(True)
        self.setFixedHeight(52)
        self.setMinimumWidth(118)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{self._key} {ending.title}: {ending.note}")
        self.setToolTip(ending.note)
        style.look().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as a fifth of the row."""
        return QSize(150, 52)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Key cap, title, and what it means for the line."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(style.colour("accent" if on or self.hasFocus() else "border"), 2 if on or self.hasFocus() else 1))
        painter.setBrush(style.colour("accent_soft" if on else "hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        if self.hasFocus():
            painter.setPen(QPen(style.colour("focus"), 1))
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), RADIUS_CONTROL - 3, RADIUS_CONTROL - 3)
        cap = QRectF(12, 14, 24, 24)
        painter.setPen(QPen(style.colour("accent" if on else "border")))
        painter.setBrush(style.colour("surface"))
        painter.drawRoundedRect(cap, 5, 5)
        self._text(painter, cap, self._key, "accent" if on else "text", bold=True, centre=True)
        left = 46
        width = self.width() - left - 8
        self._text(painter, QRectF(left, 8, width, 18), self.ending.title, "accent" if on else "text", bold=True)
        self._text(painter, QRectF(left, 26, width, 18), self.ending.note, "muted")

    def _text(self, painter: QPainter, box: QRectF, text: str, ink: str, *, bold: bool = False, centre: bool = False) -> None:
        painter.setFont(style.font("strong" if bold else "small"))
        painter.setPen(style.colour(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        flag = Qt.AlignmentFlag.AlignCenter if centre else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, int(flag), shown)


class Outcomes(QWidget):
    """The cards and Record, in one row where there is room, else in two."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[OutcomeCard] = []
        self._group = QButtonGroup(self)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self.setLayout(self._grid)
        self.record = Btn(_("Record call"), "primary", "check", _("Ctrl Enter"), height=52).bound("Ctrl+Return").wide()
        self._wide: bool | None = None

    def show_endings(self, found: tuple[Ending, ...], outcome: str) -> None:
        """Other endings; `outcome` is chosen already ("" for none)."""
        for card in self.cards:
            self._group.removeButton(card)
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [OutcomeCard(place, each) for place, each in enumerate(found, 1)]
        for card in self.cards:
            self._group.addButton(card)
            card.setChecked(card.ending.outcome == outcome)
            card.clicked.connect(lambda _on=False, card=card: self.chosen.emit(card.ending.outcome))
        self._wide = None
        self._lay_out()

    def choose(self, place: int) -> None:
        """By its key."""
        if 0 < place <= len(self.cards):
            self.cards[place - 1].click()

    def outcome(self) -> Outcome | None:
        """What was chosen."""
        return next((card.ending.outcome for card in self.cards if card.isChecked()), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One row or two."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        wide = self.width() >= _WIDE
        if wide is self._wide:
            return
        self._wide = wide
        parts: list[QWidget] = [*self.cards, self.record]
        in_row = len(parts) if wide else (len(parts) + 1) // 2
        for place, part in enumerate(parts):
            self._grid.addWidget(part, place // in_row, place % in_row)
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 1 if at < in_row else 0)


def keys_of(outcomes: Outcomes) -> dict[int, Callable[[], None]]:
    """The digit keys, by Qt's number of the key."""
    return {Qt.Key.Key_0 + place: partial(outcomes.choose, place) for place in range(1, 6)}
