"""Paints rows under the days they are of: an icon, what it is, more of it, when and by whom."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.text import long_day
from ui import style
from ui.models.days import DayModel, DayRow
from ui.tokens import RADIUS_CHIP, Role

_HEAD, _ROW, _LEFT, _RIGHT = 28, 52, 46, 150
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)
_Index = QModelIndex | QPersistentModelIndex


class DayList(QListView):
    """A list whose letters are keys of the page, not a search of its own; `activated` by Enter or a double click."""

    def __init__(self, model: DayModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(DayDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(name)
        self.setMinimumHeight(180)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters are keys of the page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what is current, whatever the system takes for it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class DayDelegate(QStyledItemDelegate):
    """52 high, 80 where it heads a day."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Higher where a day begins."""
        del option
        model = index.model()
        head = isinstance(model, DayModel) and model.heads_day(index.row())
        return QSize(200, _ROW + (_HEAD if head else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw it."""
        model = index.model()
        if not isinstance(model, DayModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect
        row = model.row(index.row())
        if model.heads_day(index.row()):
            head = QRect(box.left(), box.top(), box.width(), _HEAD)
            painter.fillRect(head, style.colour("bg"))
            _write(painter, head.adjusted(16, 0, -16, 0), "small_strong", "muted", long_day(row.at))
            box = box.adjusted(0, _HEAD, 0, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, style.colour("accent_soft"))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), style.colour("accent"))
        _row(painter, box, row)
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), style.colour("hairline"))
        painter.restore()


def _row(painter: QPainter, box: QRect, row: DayRow) -> None:
    painter.drawPixmap(box.left() + 16, box.top() + 17, style.pixmap(row.icon, "muted", 18))
    right = QRect(box.right() - _RIGHT - 16, box.top(), _RIGHT, box.height())
    top = QRect(box.left() + _LEFT, box.top() + 7, right.left() - box.left() - _LEFT - 12, 20)
    room = top.width() - sum(_chip_width(words) + 6 for words, _ink in row.chips)
    used = _write(painter, QRect(top.left(), top.top(), max(room, 80), 20), "strong", "text", row.title, struck=row.struck)
    at = top.left() + used + 8
    for words, ink in row.chips:
        at = _chip(painter, at, top.top(), words, ink) + 6
    _write(painter, QRect(top.left(), box.top() + 27, top.width(), 18), "small", "muted", " ".join(row.text.split()))
    _write(painter, QRect(right.left(), box.top() + 7, _RIGHT, 20), "body", "text", row.when)
    _write(painter, QRect(right.left(), box.top() + 27, _RIGHT, 18), "small", "muted", row.below)


def _write(painter: QPainter, box: QRect, role: Role, ink: str, text: str, *, struck: bool = False) -> int:
    """Text cut to a box; returns how wide it is."""
    font = style.font(role)
    font.setStrikeOut(struck)
    painter.setFont(font)
    painter.setPen(style.colour("muted" if struck else ink))
    cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, _MIDDLE, cut)
    return QFontMetrics(font).horizontalAdvance(cut)


def _chip_width(words: str) -> int:
    return QFontMetrics(style.font("small_strong")).horizontalAdvance(words) + 16


def _chip(painter: QPainter, left: int, top: int, words: str, ink: str) -> int:
    """A word on a soft ground; returns where it ends."""
    box = QRect(left, top + 1, _chip_width(words), 18)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour({"red": "red_soft", "amber": "amber_soft"}.get(ink, "hover")))
    painter.drawRoundedRect(box, RADIUS_CHIP - 2, RADIUS_CHIP - 2)
    painter.setFont(style.font("small_strong"))
    painter.setPen(style.colour(ink))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
    return box.right()
