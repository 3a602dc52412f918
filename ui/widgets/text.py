"""Words and icons in the theme's ink, and the layouts that hold them."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from ui import style
from ui.tokens import Role
from ui.widgets.neutral import has_focus, rest


def plain_tip(text: str) -> str:
    """A text as a tool tip shows it as it is: one that looks like markup would be drawn as such."""
    return f"<qt>{escape(text)}</qt>" if "<" in text else text


class Said(QLabel):
    """A text with the size of its role and an ink that follows the theme."""

    def __init__(self, text: str = "", role: Role = "body", ink: str = "text", *, wraps: bool = False) -> None:
        super().__init__(text)
        self.setForegroundRole(style.ink(ink))
        self._whole = ""
        self.setFont(style.font(role))
        self.setTextFormat(Qt.TextFormat.PlainText)
        if wraps:
            self.setWordWrap(True)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def cut(self) -> Said:
        """Let it be narrower than its words, with dots at the end; the whole stands in the tool tip and for a screen reader."""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(40)
        self._whole = self.text()
        self.setToolTip(plain_tip(self._whole))
        self.setAccessibleName(self._whole)
        return self  # cut when it gets its width

    def say(self, text: str) -> None:
        """Say something else, in one that is cut."""
        self._whole = text
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)
        self.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut to the width that there is."""
        super().resizeEvent(event)
        if self._whole:
            self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))

    def inked(self, ink: str) -> None:
        """Change the ink."""
        self.setForegroundRole(style.ink(ink))


class Icon(QWidget):
    """An icon; decoration only, the words beside it say the same."""

    def __init__(self, name: str, ink: str = "muted", size: int = 18) -> None:
        super().__init__()
        self._name, self._ink, self._size = name, ink, size
        self.setFixedSize(QSize(size, size))
        style.look().changed.connect(self.update)

    def show_icon(self, name: str, ink: str) -> None:
        """Show another."""
        self._name, self._ink = name, ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        QPainter(self).drawPixmap(0, 0, style.pixmap(self._name, self._ink, self._size, self))


Part = QWidget | QLayout | int | None
"""A widget, a layout, so many pixels of space, or None for all the space that is left."""


def _fill(layout: QBoxLayout, parts: tuple[Part, ...]) -> None:
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def column(*parts: Part, gap: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Parts under each other; a number is space in pixels, None takes what is left."""
    layout = QVBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    _fill(layout, parts)
    return layout


def row(*parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Parts beside each other, in the same way."""
    layout = QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    _fill(layout, parts)
    return layout


def holding(layout: QBoxLayout) -> QWidget:
    """A widget around a layout."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


class Filling(QWidget):
    """Takes the height that is there and asks for no more than its least: what is long scrolls inside it."""

    def __init__(self, layout: QBoxLayout) -> None:
        super().__init__()
        self.setLayout(layout)

    def hasHeightForWidth(self) -> bool:
        """Long words in it make nothing around it higher."""
        return False

    def sizeHint(self) -> QSize:
        """The least."""
        return self.minimumSizeHint()


def emptied(layout: QBoxLayout) -> None:
    """Take everything out of a layout, and let it go."""
    while layout.count():
        item: QLayoutItem | None = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            taken_off(widget)
        elif isinstance(inner, QBoxLayout):
            emptied(inner)


def taken_off(widget: QWidget) -> None:
    """Let a part of a page go: what it said is gone now, itself a little later."""
    for label in (*([widget] if isinstance(widget, QLabel) else []), *widget.findChildren(QLabel)):
        label.clear()
    if has_focus(widget):
        rest(widget)
    widget.hide()
    widget.deleteLater()


class Two(QWidget):
    """Two lines or more on top of each other that keep together in a row of any height."""

    def __init__(self, first: Said, *more: Said) -> None:
        super().__init__()
        self.setLayout(column(None, first, *more, None, gap=2))
