"""The start window: six doors (P58); those that are not built yet say so plainly."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QSizePolicy, QWidget

from fieldapp.errors import BadInput
from fieldapp.text import _
from ui import style
from ui.picked import COUNTY_BYTES, content_of
from ui.tokens import RADIUS_CARD
from ui.widgets.busy import Busy
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, Mark
from ui.widgets.pressed import Pressed
from ui.widgets.text import Said, Two, column, row

_RING = 6
"""Room around a door for the ring of the focus."""


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
        Door("restore", "rotate-ccw", *restore, _("The folder with your backups")),
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


class DoorButton(Pressed):
    """A door: icon, title, what is behind it, what to bring, and its key."""

    def __init__(self, door: Door, key: str) -> None:
        super().__init__()
        self._door, self._key = door, key
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(f"{door.title}. {door.text} {door.foot}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        style.look().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Airy where there is room."""
        return QSize(348, 200)

    def minimumSizeHint(self) -> QSize:
        """All its words, where there is little."""
        return QSize(280, 174)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it; the ring of the focus stands outside of the card."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        if self.hasFocus():
            painter.setPen(QPen(style.colour("focus"), 2))
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), RADIUS_CARD + 4, RADIUS_CARD + 4)
        box = whole.adjusted(_RING, _RING, -_RING, -_RING)
        painter.setPen(QPen(style.colour("border")))
        painter.setBrush(style.colour("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(box, RADIUS_CARD, RADIUS_CARD)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("accent_soft" if self._door.open else "hover"))
        painter.drawRoundedRect(QRectF(box.left() + 20, box.top() + 18, 44, 44), 8, 8)
        ink = "accent" if self._door.open else "faint"
        painter.drawPixmap(round(box.left()) + 31, round(box.top()) + 29, style.pixmap(self._door.icon, ink, 22, self))
        self._words(painter, box.adjusted(20, 0, -20, 0))
        if self._door.open:
            arrow = style.pixmap("arrow-right", "accent" if self.hasFocus() else "muted", 18, self)
            painter.drawPixmap(round(box.right()) - 38, round(box.bottom()) - 34, arrow)

    def _words(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(style.font("small"))
        cap = QRectF(box.right() - 20, box.top() + 18, 20, 20)
        painter.setPen(QPen(style.colour("border")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(style.colour("muted"))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self._key)
        painter.setFont(style.font("card"))
        painter.setPen(style.colour("text"))
        painter.drawText(QRectF(box.left(), box.top() + 72, box.width(), 22), 0, self._door.title)
        painter.setFont(style.font("body"))
        painter.setPen(style.colour("muted"))
        painter.drawText(QRectF(box.left(), box.top() + 95, box.width(), 38), int(Qt.TextFlag.TextWordWrap), self._door.text)
        painter.setFont(style.font("small"))
        painter.drawText(QRectF(box.left(), box.bottom() - 32, box.width() - 30, 18), 0, self._door.foot)


class CountyStrip(Card):
    """Whether a county file was opened, what it brings, and the way to open one."""

    opened = Signal(bytes)

    def __init__(self) -> None:
        super().__init__(margin=14)
        self._mark = Mark("file-warning", "muted", 36, "hover")
        self._title, self._said = Said("", "strong"), Said("", "small", "muted")
        self.button = Btn(_("Open a county file…"), "plain", "folder", height=36)
        self.button.clicked.connect(self._on_open)
        self.body.addLayout(row(self._mark, 6, Two(self._title, self._said), None, self.button))
        self.show_none()

    def show_none(self) -> None:
        """None was opened yet."""
        said = _("It brings the phone numbers, the letterhead and the county's settings, all signed.")
        self._show(_("No county file yet"), said, "muted")

    def show_county(self, title: str, said: str) -> None:
        """What the file brings."""
        self._show(title, said, "muted")

    def refuse(self, sentence: str, action: str) -> None:
        """Why a file will not do."""
        self._show(sentence, action, "red")

    def _show(self, title: str, said: str, ink: str) -> None:
        self._title.setText(title)
        self._title.inked("red" if ink == "red" else "text")
        self._said.setText(said)

    def _on_open(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, _("County file"), "", _("County files (*.county *.json);;All files (*)")
        )
        if not name:
            return
        try:
            content = content_of(Path(name), COUNTY_BYTES)
        except BadInput as error:
            self.refuse(error.sentence, error.action)
        else:
            self.opened.emit(content)


class StartPage(QWidget):
    """Which door is yours?"""

    chosen = Signal(str)
    county_opened = Signal(bytes)
    drills_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.buttons: dict[str, DoorButton] = {}
        self._build()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(16 - 2 * _RING + 2)
        for place, door in enumerate(doors()):
            button = DoorButton(door, str(place + 1))
            button.clicked.connect(lambda _on=False, name=door.name: self.chosen.emit(name))
            QShortcut(QKeySequence(str(place + 1)), self, button.click)
            grid.addWidget(button, place // 3, place % 3)
            self.buttons[door.name] = button
        note = Said(_("You can come back to this window. Nothing leaves this laptop until you say where to."), "lead", "muted")
        self.busy, self.county = Busy(), CountyStrip()
        self.county.opened.connect(self.county_opened)
        drills = Btn(_("Drills"), "quiet", "list-checks", height=32)
        drills.clicked.connect(self.drills_asked)
        head = column(row(Said(_("Which door is yours?"), "elapsed"), None, drills), 4, note, margins=(_RING, 0, _RING, 0))
        foot = column(self.busy, self.county, gap=8, margins=(_RING, 0, _RING, 0))
        holder = QWidget()
        holder.setMaximumWidth(1040 + 2 * _RING)
        holder.setLayout(column(None, head, 16, grid, 8, foot, None))
        middle = row(None, holder, None, margins=(18, 0, 18, 0))
        middle.setStretch(1, 20)
        self.setLayout(middle)

    def showEvent(self, event: QShowEvent) -> None:
        """The first door is the primary: Enter opens it."""
        super().showEvent(event)
        if not event.spontaneous():
            next(iter(self.buttons.values())).setFocus()
