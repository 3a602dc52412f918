"""Buttons, painted: icon, words and the key that does the same; and a choice of one among several."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from ui import style
from ui.tokens import RADIUS_CONTROL
from ui.widgets.pressed import Pressed
from ui.widgets.text import column, row

Kind = Literal["primary", "plain", "quiet", "danger"]
_INKS: dict[Kind, tuple[str, str, str]] = {
    "primary": ("accent", "accent_text", "accent"),
    "plain": ("surface", "text", "border"),
    "quiet": ("", "accent", ""),
    "danger": ("red_soft", "red", "red"),
}
_GAP, _PAD, _CAP_PAD = 8, 16, 6
_IN_A_ROW = 5


class Btn(Pressed):
    """A button. key: how its key reads on it ("F2"); `shortcut` binds it."""

    def __init__(self, text: str, kind: Kind = "plain", icon: str = "", key: str = "", *, height: int = 40) -> None:
        super().__init__(text)
        self._kind, self._icon, self._key = kind, icon, key
        self._least, self._pad = 0, _PAD if kind != "quiet" else 6
        self._ticks = False
        self.setFont(style.font("strong"))
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        style.look().changed.connect(self.update)

    def relabel(self, text: str) -> None:
        """Other words, and no icon that says otherwise."""
        self.setText(text)
        self._icon = ""
        self.updateGeometry()
        self.update()

    def bound(self, keys: str) -> Btn:
        """Bind a key sequence that presses it."""
        self.setShortcut(QKeySequence(keys))
        return self

    def wide(self) -> Btn:
        """Let it take the width that is there."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return self

    def ticked(self) -> Btn:
        """A button that stays down, with a check while it is."""
        self._ticks = True
        self.setCheckable(True)
        self.toggled.connect(self.updateGeometry)
        return self

    def tight(self) -> Btn:
        """Less room at its sides (in the navigation, in a narrow column)."""
        self._pad = 10
        return self

    def square(self) -> Btn:
        """An icon alone."""
        self._pad = 8
        return self

    def at_least(self, width: int) -> Btn:
        """As wide as its neighbours in a column."""
        self._least = width
        return self

    def sizeHint(self) -> QSize:
        """As wide as its parts."""
        return QSize(max(self._least, self._content() + 2 * self._pad), self.height())

    def minimumSizeHint(self) -> QSize:
        """Never narrower: nothing is cut off."""
        return self.sizeHint()

    def _content(self) -> int:
        width = self.fontMetrics().horizontalAdvance(self.text())
        width += 18 + (_GAP if self.text() else 0) if self._shown_icon() else 0
        return width + (self._cap_width() + _GAP + 2 if self._key else 0)

    def _shown_icon(self) -> str:
        return "check" if self._ticks and self.isChecked() else self._icon

    def _cap_width(self) -> int:
        return QFontMetrics(style.font("small")).horizontalAdvance(self._key) + 2 * _CAP_PAD

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, words, key cap."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, ink, edge = _INKS[self._kind]
        if not self.isEnabled():
            fill, ink, edge = ("hairline" if fill else ""), "faint", ("border" if edge else "")
        elif self.isChecked():
            fill, ink, edge = "accent_soft", "accent", "accent"
        elif self.isDown():
            fill = "pressed" if self._kind in {"plain", "quiet"} else fill
        elif self.underMouse() and self._kind in {"plain", "quiet"}:
            fill = "hover"
        self._ground(painter, fill, edge)
        self._words(painter, ink)

    def _ground(self, painter: QPainter, fill: str, edge: str) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(style.colour(edge)) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(style.colour(fill) if fill else Qt.BrushStyle.NoBrush)
        if fill or edge:
            painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        if self.hasFocus():
            painter.setPen(QPen(style.colour("accent_text" if self._kind == "primary" else "focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), RADIUS_CONTROL - 2, RADIUS_CONTROL - 2)

    def _words(self, painter: QPainter, ink: str) -> None:
        left = (self.width() - self._content()) / 2
        if icon := self._shown_icon():
            painter.drawPixmap(round(left), round((self.height() - 18) / 2), style.pixmap(icon, ink, 18, self))
            left += 18 + _GAP
        painter.setPen(style.colour(ink))
        painter.setFont(self.font())
        width = self.fontMetrics().horizontalAdvance(self.text())
        painter.drawText(QRectF(left, 0, width + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self._key:
            self._cap(painter, left + width + _GAP + 2, ink)

    def _cap(self, painter: QPainter, left: float, ink: str) -> None:
        box = QRectF(left, (self.height() - 20) / 2, self._cap_width(), 20)
        painter.setPen(QPen(style.colour(ink if self._kind == "primary" else "border")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(style.font("small"))
        painter.setPen(style.colour(ink if self._kind == "primary" else "muted"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._key)


class Choices(QWidget):
    """One of several, as buttons that stay down; arrow keys and Space choose."""

    chosen = Signal(str)

    def __init__(
        self, label: str, options: tuple[tuple[str, str], ...], *, height: int = 36, ticks: bool = False, tight: bool = False
    ) -> None:
        """options: (value, words) · ticks: a check on the one chosen · tight: for a narrow column."""
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._values: dict[str, Btn] = {}
        for value, words in options:
            button = Btn(words, height=height)
            button.setCheckable(True)
            button.setAccessibleName(f"{label} {words}")
            if ticks:
                button.ticked()
            if tight:
                button.tight()
            self._group.addButton(button)
            self._values[value] = button
            button.clicked.connect(lambda _on=False, v=value: self.chosen.emit(v))
        self._lay_out(list(self._values.values()))

    def _lay_out(self, buttons: list[Btn]) -> None:
        """In rows of five, so that a form's long lists stay inside the page."""
        rows = [row(*buttons[start : start + _IN_A_ROW], None, gap=8) for start in range(0, len(buttons), _IN_A_ROW)]
        self.setLayout(column(*rows, gap=8))

    def value(self) -> str:
        """What is chosen, "" for nothing yet."""
        return next((value for value, button in self._values.items() if button.isChecked()), "")

    def choose(self, value: str) -> None:
        """Choose one."""
        self._values[value].setChecked(True)
