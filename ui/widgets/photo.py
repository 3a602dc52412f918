"""A youth's photo with round corners; initials where there is none."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import style
from ui.tokens import RADIUS_CARD


class Photo(QWidget):
    """Square; the picture is cut to it, its middle kept."""

    def __init__(self, content: bytes, initials: str, name: str, size: int = 84) -> None:
        super().__init__()
        self._picture, self._initials = QImage.fromData(content), initials
        self.setFixedSize(QSize(size, size))
        self.setAccessibleName(name)
        style.look().changed.connect(self.update)

    def show_picture(self, content: bytes) -> None:
        """Show another."""
        self._picture = QImage.fromData(content)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), RADIUS_CARD, RADIUS_CARD)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), style.colour("accent_soft"))
        if self._picture.isNull():
            painter.setPen(style.colour("accent"))
            painter.setFont(style.font("title"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._initials)
            return
        side = min(self._picture.width(), self._picture.height())
        part = QRectF((self._picture.width() - side) / 2, (self._picture.height() - side) / 2, side, side)
        painter.drawImage(QRectF(self.rect()), self._picture, part)
