"""Controls beside each other that go on in the next line where the room ends."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Flowing(QWidget):
    """As high as its lines."""

    def __init__(self, parts: Iterable[QWidget], *, gap: int = 8, lines: int = 4) -> None:
        """gap: pixels between parts · lines: pixels between lines."""
        super().__init__()
        self._parts = list(parts)
        self._gap, self._lines = gap, lines
        for part in self._parts:
            part.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._place(600)

    def sizeHint(self) -> QSize:
        """As wide as its widest part, at least."""
        return QSize(self._widest(), self.height())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def settle(self) -> None:
        """A part came or went."""
        self._place(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines anew."""
        super().resizeEvent(event)
        self._place(self.width())

    def _widest(self) -> int:
        return max((part.sizeHint().width() for part in self._parts), default=0)

    def _place(self, width: int) -> None:
        left = top = tall = 0
        for part in self._parts:
            if part.isHidden() and part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                continue  # put away; what was never shown yet is hidden too
            size = part.sizeHint()
            if left and left + size.width() > width:
                left, top, tall = 0, top + tall + self._lines, 0
            part.setGeometry(left, top, min(size.width(), max(width, 1)), size.height())
            left, tall = left + size.width() + self._gap, max(tall, size.height())
        self.setFixedHeight(max(top + tall, 1))
