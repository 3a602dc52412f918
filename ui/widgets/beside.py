"""Two columns that stand under each other where the window is too narrow for both."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.widgets.text import column, holding


class Beside(QWidget):
    """A wide column and a narrow one. least: the width under which the first would be squeezed."""

    def __init__(self, first: QBoxLayout, second: QBoxLayout, *, width: int, least: int, gap: int = 16) -> None:
        super().__init__()
        self._width, self._least, self._gap = width, least, gap
        self._first, self._second = holding(column(first, None)), holding(column(second, None))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        self._box.addWidget(self._first, 1)
        self._box.addWidget(self._second)
        self.setLayout(self._box)
        self._turn()

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider of the two: they may stand under each other."""
        hint = super().minimumSizeHint()
        widest = max(self._first.minimumSizeHint().width(), min(self._width, self._second.minimumSizeHint().width()))
        return QSize(min(widest, self._least), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        wide = self.width() >= self._least + self._gap + self._width
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._second.setMinimumWidth(self._width if wide else 0)
        self._second.setMaximumWidth(self._width if wide else 16_777_215)
