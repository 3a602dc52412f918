"""A place to send to and read from, as a card that can be chosen: what it is, and whether it is in reach."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from ui import style
from ui.tokens import RADIUS_CARD, RADIUS_CONTROL
from ui.tokens import Role as TypeRole
from ui.widgets.pressed import Pressed

_TILE = 36


class PlaceButton(Pressed):
    """Name, a line about it, and its state; out of reach it is grey and its mark is dashed."""

    def __init__(self, name: str, note: str, state: str, *, there: bool) -> None:
        super().__init__(name)
        self._note, self._state, self._there = note, state, there
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedHeight(68)
        self.setMinimumWidth(220)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{name}, {state}, {note}")
        self.setToolTip(f"{name}\n{note}")
        style.look().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As high as its two lines."""
        return QSize(320, 68)

    def minimumSizeHint(self) -> QSize:
        """Its lines are cut with an ellipsis where three stand side by side."""
        return QSize(self.minimumWidth(), 68)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        self._mark(painter)
        state = self._words(painter, "small_strong", self._state, self.width(), "green" if self._there else "muted", right=16)
        box = QRectF(self.width() - 16 - state - 22, 26, 16, 16)
        icon = "circle-check" if self._there else "circle-dashed"
        painter.drawPixmap(box.topLeft(), style.pixmap(icon, "green" if self._there else "muted", 16, self))
        self._lines(painter, self.width() - 16 - state - 22 - 12 - 68)

    def _ground(self, painter: QPainter) -> None:
        chosen = self.isChecked()
        painter.setPen(QPen(style.colour("accent" if chosen else "border"), 2 if chosen else 1))
        painter.setBrush(style.colour("hover" if self.underMouse() and not chosen else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_CARD, RADIUS_CARD)
        if self.hasFocus():
            painter.setPen(QPen(style.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), RADIUS_CARD - 3, RADIUS_CARD - 3)

    def _mark(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("accent_soft" if self._there else "hover"))
        painter.drawRoundedRect(QRectF(16, 16, _TILE, _TILE), RADIUS_CONTROL, RADIUS_CONTROL)
        ink = "accent" if self._there else "muted"
        painter.drawPixmap(25, 25, style.pixmap("hard-drive" if self._there else "folder", ink, 18, self))

    def _lines(self, painter: QPainter, width: float) -> None:
        for top, role, text, ink in ((14, "strong", self.text(), "text"), (34, "small", self._note, "muted")):
            font = style.font(role)  # type: ignore[arg-type]
            painter.setFont(font)
            painter.setPen(style.colour(ink))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, int(width))
            painter.drawText(QRectF(64, top, width, 20), int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _words(self, painter: QPainter, role: TypeRole, text: str, width: int, ink: str, *, right: int) -> int:
        painter.setFont(style.font(role))
        painter.setPen(style.colour(ink))
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignRight)
        painter.drawText(QRectF(0, 0, width - right, self.height()), flags, text)
        return QFontMetrics(style.font(role)).horizontalAdvance(text)
