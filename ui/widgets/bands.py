"""The results that a score can have, in a row, and a bracket over those that are still possible."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import style

_GAP, _BAR, _TOP = 4, 13, 14


class Bands(QWidget):
    """titles: lowest first · possible: the places of those that could be."""

    def __init__(self, titles: tuple[str, ...], possible: frozenset[int]) -> None:
        super().__init__()
        self._titles, self._possible = titles, possible
        self.setFixedHeight(_TOP + _BAR + 28)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(titles[place] for place in sorted(possible)))
        style.look().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Room for its words."""
        return QSize(200, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars, their words, the bracket."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = (self.width() - _GAP * (len(self._titles) - 1)) / len(self._titles)
        for place, title in enumerate(self._titles):
            box = QRectF(place * (width + _GAP), _TOP, width, _BAR)
            could = place in self._possible
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("accent" if could else "hover"))
            painter.drawRoundedRect(box, _BAR / 2 - 0.5, _BAR / 2 - 0.5)
            painter.setPen(style.colour("text" if could else "muted"))
            painter.setFont(style.font("small_strong" if could else "small"))
            below = QRectF(box.left(), box.bottom() + 6, width, 20)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), title)
        self._bracket(painter, width)

    def _bracket(self, painter: QPainter, width: float) -> None:
        if not self._possible:
            return
        left = min(self._possible) * (width + _GAP) + 1
        right = max(self._possible) * (width + _GAP) + width - 1
        painter.setPen(QPen(style.colour("accent"), 1.5))
        painter.drawPolyline([QPointF(left, _TOP - 3), QPointF(left, 2), QPointF(right, 2), QPointF(right, _TOP - 3)])
