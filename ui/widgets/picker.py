"""Fields that open a list or a calendar, with the mark that says so: the style's own arrow knows only one theme."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QWidget

from ui import style

_SIZE, _RIGHT = 16, 12


def _mark(field: QWidget) -> None:
    painter = QPainter(field)
    ink = "muted" if field.isEnabled() else "faint"
    left, top = field.width() - _SIZE - _RIGHT, round((field.height() - _SIZE) / 2)
    painter.drawPixmap(left, top, style.pixmap("chevron-down", ink, _SIZE, field))


class Picker(QComboBox):
    """One of a list; as wide as its longest choice."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        style.look().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the mark at its end."""
        super().paintEvent(event)
        _mark(self)


class WhenPicker(QDateTimeEdit):
    """A day, or a day and a time, typed or taken from a calendar. shown: how it is written ("ddd d MMM yyyy")."""

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.setDisplayFormat(shown)
        self.setCalendarPopup(True)
        style.look().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the mark at its end."""
        super().paintEvent(event)
        _mark(self)
