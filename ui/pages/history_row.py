"""Paints a row of a youth's history: what it is, what was said, when and by whom; a day at the head of its first."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp import clock
from fieldapp.desk.historylines import Line
from fieldapp.text import _, long_day, moment
from ui import style
from ui.models.history import HistoryModel, _Index
from ui.pages.history_words import ICONS, INKS, mark_words, standing_words
from ui.tokens import RADIUS_CHIP, Role

_HEAD, _ROW, _LEFT, _RIGHT = 28, 52, 46, 150
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


class HistoryRow(QStyledItemDelegate):
    """52 high, 80 where it heads a day."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Higher where a day begins."""
        del option
        model = index.model()
        head = isinstance(model, HistoryModel) and model.heads_day(index.row())
        return QSize(200, _ROW + (_HEAD if head else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw it."""
        model = index.model()
        line = model.line(index) if isinstance(model, HistoryModel) else None
        if line is None or not isinstance(model, HistoryModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box: QRect = option.rect
        if model.heads_day(index.row()):
            head = QRect(box.left(), box.top(), box.width(), _HEAD)
            painter.fillRect(head, style.colour("bg"))
            _write(painter, head.adjusted(16, 0, -16, 0), "small_strong", "muted", long_day(line.ref.at))
            box = box.adjusted(0, _HEAD, 0, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, style.colour("accent_soft"))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), style.colour("accent"))
        self._row(painter, box, line)
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), style.colour("hairline"))
        painter.restore()

    def _row(self, painter: QPainter, box: QRect, line: Line) -> None:
        painter.drawPixmap(box.left() + 16, box.top() + 17, style.pixmap(ICONS[line.ref.part], "muted", 18))
        right = QRect(box.right() - _RIGHT - 16, box.top(), _RIGHT, box.height())
        top = QRect(box.left() + _LEFT, box.top() + 7, right.left() - box.left() - _LEFT - 12, 20)
        chips = [(mark_words(each), INKS[each]) for each in line.marks]
        ended = standing_words(line.standing.how)
        chips += [(ended, "muted")] if ended else []
        room = top.width() - sum(_chip_width(words) + 6 for words, _ink in chips)
        used = _write(
            painter,
            QRect(top.left(), top.top(), max(room, 80), 20),
            "strong",
            "text",
            line.title,
            struck=not line.standing.counts,
        )
        at = top.left() + used + 8
        for words, ink in chips:
            at = _chip(painter, at, top.top(), words, ink) + 6
        said = line.standing.why or " · ".join(part for part in (line.text, line.late) if part)
        _write(painter, QRect(top.left(), box.top() + 27, top.width(), 18), "small", "muted", " ".join(said.split()))
        _write(painter, QRect(right.left(), box.top() + 7, _RIGHT, 20), "body", "text", _when(line))
        _write(painter, QRect(right.left(), box.top() + 27, _RIGHT, 18), "small", "muted", line.who)


def _when(line: Line) -> str:
    time = f"{clock.local(line.ref.at):%H:%M}"
    return time if line.came is None else _("{time}, came {when}").format(time=time, when=moment(line.came))


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
