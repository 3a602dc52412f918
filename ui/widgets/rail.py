"""A timeline drawn beside its words: a rail with a point for each thing that happened."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import style
from ui.widgets.text import Said, column, row

_TOP = 9
"""Where the middle of a first line of text lies."""


class Point(QWidget):
    """One point: filled grey, filled accent for where the clock began, hollow for where the youth was last seen."""

    def __init__(self, mark: str, *, first: bool, last: bool) -> None:
        super().__init__()
        self._mark, self._first, self._last = mark, first, last
        self.setFixedWidth(16)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        style.look().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As high as its row."""
        return QSize(16, 2 * _TOP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rail, then the point on it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(style.colour("border"), 1.5))
        painter.drawLine(QPointF(8, _TOP if self._first else 0), QPointF(8, _TOP if self._last else self.height()))
        radius = 5.5 if self._mark == "learned" else 4.0
        ink = {"learned": "accent", "found": "green"}.get(self._mark, "muted")
        painter.setPen(QPen(style.colour(ink), 1.5) if self._mark == "seen" else Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("surface" if self._mark == "seen" else ink))
        painter.drawEllipse(QPointF(8, _TOP), radius, radius)


def rail_row(when: str, title: str, text: str, mark: str, *, first: bool, last: bool, wide: bool) -> QWidget:
    """When, point, what; wide: times carry their day."""
    at = Said(when, "small", "muted")
    at.setFixedWidth(76 if wide else 38)
    words = [Said(title, "small_strong", wraps=True), *([Said(text, "small", "muted", wraps=True)] if text else [])]
    holder = QWidget()
    line = row(
        column(at, None, margins=(0, 1, 0, 0)),
        Point(mark, first=first, last=last),
        column(*words, gap=1, margins=(0, 0, 0, 8)),
        gap=6,
    )
    line.setStretch(2, 1)
    holder.setLayout(line)
    return holder
