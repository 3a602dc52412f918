"""A yes or no that stays: a box and its words, painted in the theme's ink so that it is seen in both."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from ui import style
from ui.tokens import RADIUS_CONTROL

_BOX, _GAP, _PAD = 18, 8, 4


class Tick(QCheckBox):
    """Space ticks it; the words are part of what can be pressed."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        style.look().changed.connect(self.update)

    def say(self, text: str) -> None:
        """Other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(_BOX + _GAP + width + 2 * _PAD + 2, max(_BOX, self.fontMetrics().height()) + 2 * _PAD)

    def minimumSizeHint(self) -> QSize:
        """Never narrower: nothing is cut off."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Anywhere on it."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, mark, words, ring."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        box = QRectF(_PAD, (self.height() - _BOX) / 2, _BOX, _BOX).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(style.colour("accent" if on else "muted"), 1))
        painter.setBrush(style.colour("accent" if on else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            painter.drawPixmap(_PAD + 2, round((self.height() - 14) / 2), style.pixmap("check", "accent_text", 14, self))
        painter.setPen(style.colour("text" if self.isEnabled() else "faint"))
        painter.setFont(self.font())
        words = QRectF(_PAD + _BOX + _GAP, 0, self.width(), self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.hasFocus():
            painter.setPen(QPen(style.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_CONTROL - 2, RADIUS_CONTROL - 2)
