"""A key as it is drawn beside what it does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import style

_PAD = 7


class KeyCap(QWidget):
    """A little cap with the key's name."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        width = QFontMetrics(style.font("small")).horizontalAdvance(key) + 2 * _PAD
        self.setFixedSize(QSize(width, 20))
        self.setAccessibleName(key)
        style.look().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(style.colour("border")))
        painter.setBrush(style.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(style.colour("muted"))
        painter.setFont(style.font("small"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._key)
