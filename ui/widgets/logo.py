"""The app's mark: a shield on a tile of the accent."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import style


class Logo(QWidget):
    """Decoration only."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(30, 30))
        style.look().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        painter.drawPixmap(6, 6, style.pixmap("shield-check", "accent_text", 18, self))
