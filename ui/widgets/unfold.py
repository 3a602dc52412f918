"""A line that unfolds: icon, title, what is behind it, and how far it is; Enter or Space opens and closes it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import style
from ui.tokens import RADIUS_CONTROL
from ui.widgets.pressed import Pressed
from ui.widgets.text import Icon, Said, Two, column, row


class _Head(Pressed):
    """The line itself."""

    def __init__(self, title: str, sub: str, icon: str) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.state = Said("", "body", "muted")
        words = Two(Said(title, "body"), Said(sub, "small", "muted").cut())
        line = row(Icon(icon, "muted"), 4, words, self.state, margins=(4, 2, 4, 2))
        line.setStretch(2, 1)
        self.setLayout(line)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        style.look().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Two lines high."""
        return QSize(200, 44)

    def minimumSizeHint(self) -> QSize:
        """Never lower."""
        return QSize(160, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground while the pointer is here, a ring while the focus is."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(style.colour("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("hover") if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), RADIUS_CONTROL, RADIUS_CONTROL)


class Unfold(QWidget):
    """A head, and the body that it opens."""

    opened = Signal()

    def __init__(self, title: str, sub: str, icon: str, body: QWidget) -> None:
        super().__init__()
        self._title = title
        self.body = body
        self.head = _Head(title, sub, icon)
        self.head.clicked.connect(lambda: self.unfold(on=not self.body.isVisible()))
        body.setVisible(False)
        self.setLayout(column(self.head, body))

    def unfold(self, *, on: bool) -> None:
        """Open it with the focus in its first field, or close it."""
        self.body.setVisible(on)
        if on:
            self.opened.emit()

    def say(self, state: str, ink: str = "muted") -> None:
        """How far it is."""
        self.head.state.setText(state)
        self.head.state.inked(ink)
        self.head.setAccessibleName(f"{self._title}: {state}")
