"""The start window: six doors (P58); those that are not built yet say so plainly."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from fieldapp.text import _
from ui import style
from ui.tokens import RADIUS_CARD
from ui.widgets.busy import Busy
from ui.widgets.text import Said, column, row


@dataclass(frozen=True, slots=True)
class Door:
    """One way in. open: whether it leads anywhere yet."""

    name: str
    icon: str
    title: str
    text: str
    foot: str
    open: bool = True


def doors() -> tuple[Door, ...]:
    """The six doors, in the order of their keys."""
    work, lead, county, rules, restore, demo = _words()
    not_yet = _("Not built yet; coming with a later version")
    return (
        Door("worker", "user-check", *work, _("County file, 10 minutes")),
        Door("supervisor", "users", *lead, _("County file, your team at hand")),
        Door("county", "wrench", *county, not_yet, open=False),
        Door("rules", "scale", *rules, not_yet, open=False),
        Door("restore", "rotate-ccw", *restore, not_yet, open=False),
        Door("demo", "compass", *demo, _("Nothing to bring, 1 minute")),
    )


def _words() -> tuple[tuple[str, str], ...]:
    return (
        (_("I work with youth"), _("Social worker or probation officer: set up this laptop for your own caseload.")),
        (_("I supervise"), _("Enroll your team, read what they send, and see what nobody has picked up.")),
        (_("I set up the county"), _("Directory, letterhead, agency keys and county times.")),
        (_("I review the rules"), _("Read each required contact with its source, try a youth, note and initial.")),
        (_("Restore on a new laptop"), _("From a backup, with your passphrase, your recovery words or the county's key.")),
        (_("Look around"), _("A made-up county with made-up youths. Nothing in it dials a real number.")),
    )


class DoorButton(QPushButton):
    """A door: icon, title, what is behind it, what to bring, and its key."""

    def __init__(self, door: Door, key: str) -> None:
        super().__init__()
        self._door, self._key = door, key
        self.setMinimumSize(QSize(280, 172))
        self.setAccessibleName(f"{door.title}. {door.text} {door.foot}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        style.look().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(style.colour("focus" if self.hasFocus() else "border"), 2 if self.hasFocus() else 1))
        painter.setBrush(style.colour("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(box, RADIUS_CARD, RADIUS_CARD)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("accent_soft" if self._door.open else "hover"))
        painter.drawRoundedRect(QRectF(20, 18, 40, 40), 8, 8)
        ink = "accent" if self._door.open else "faint"
        painter.drawPixmap(30, 28, style.pixmap(self._door.icon, ink, 20, self))
        self._words(painter)
        if self._door.open:
            painter.drawPixmap(self.width() - 40, self.height() - 36, style.pixmap("arrow-right", "muted", 18, self))

    def _words(self, painter: QPainter) -> None:
        width = self.width() - 40
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("muted"))
        painter.drawText(QRectF(self.width() - 44, 20, 24, 20), int(Qt.AlignmentFlag.AlignCenter), self._key)
        painter.setFont(style.font("card"))
        painter.setPen(style.colour("text"))
        painter.drawText(QRectF(20, 70, width, 22), 0, self._door.title)
        painter.setFont(style.font("body"))
        painter.setPen(style.colour("muted"))
        painter.drawText(QRectF(20, 94, width, 38), int(Qt.TextFlag.TextWordWrap), self._door.text)
        painter.setFont(style.font("small"))
        painter.drawText(QRectF(20, self.height() - 34, width - 40, 18), 0, self._door.foot)


class StartPage(QWidget):
    """Which door is yours?"""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.buttons: dict[str, DoorButton] = {}
        self._build()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(16)
        for place, door in enumerate(doors()):
            button = DoorButton(door, str(place + 1))
            button.clicked.connect(lambda _on=False, name=door.name: self.chosen.emit(name))
            QShortcut(QKeySequence(str(place + 1)), self, button.click)
            grid.addWidget(button, place // 3, place % 3)
            self.buttons[door.name] = button
        note = Said(_("You can come back to this window. Nothing leaves this laptop until you say where to."), "lead", "muted")
        self.busy = Busy()
        inner = column(None, Said(_("Which door is yours?"), "elapsed"), 4, note, 20, grid, 12, self.busy, None)
        holder = QWidget()
        holder.setMaximumWidth(1040)
        holder.setLayout(inner)
        middle = row(None, holder, None, margins=(24, 0, 24, 0))
        middle.setStretch(1, 20)
        self.setLayout(middle)
