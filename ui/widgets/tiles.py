"""A tile: a card that is one button, whatever stands in it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from ui import style
from ui.tokens import RADIUS_CARD
from ui.widgets.pressed import Pressed
from ui.widgets.text import column


class TileButton(Pressed):
    """Fill `body`; the name is what a screen reader says."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.body = column(gap=8, margins=(16, 14, 16, 14))
        self.setLayout(self.body)
        self.setAccessibleName(name)
        self.setMinimumWidth(240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        style.look().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As large as what stands in it."""
        return self.body.sizeHint().expandedTo(QSize(240, 0))

    def minimumSizeHint(self) -> QSize:
        """Never lower than its lines."""
        return QSize(240, self.body.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface, and a ring while it has the focus."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "focus" if self.hasFocus() else "accent" if self.isChecked() else "border"
        painter.setPen(QPen(style.colour(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(style.colour("accent_soft" if self.isChecked() else "hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_CARD, RADIUS_CARD)
