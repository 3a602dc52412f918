"""The answers to one item in a strip: a digit or a word each, and a last cell for what is not known, which looks different."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import style
from ui.tokens import RADIUS_CONTROL

Cells = tuple[tuple[str, str], ...]
"""(key, words) of each answer."""
RING = 4
"""Room around the strip for the ring of the one that has the focus."""
_HIGH, _LEAST, _PAD = 32, 32, 10


class Digits(QWidget):
    """One tab stop; keys choose. `chosen` carries the key of the cell pressed, the last one's too."""

    chosen = Signal(str)
    keyed = Signal(QKeyEvent)
    entered = Signal()

    def __init__(self, cells: Cells, unknown: str) -> None:
        """unknown: the letter of the last cell while nothing is said."""
        super().__init__()
        self._cells, self._blank = cells, unknown
        self._key, self._mark, self._open = "", "", False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())
        style.look().changed.connect(self.update)

    def show_answer(self, key: str, mark: str, *, current: bool) -> None:
        """key: of the answer, "" for none · mark: the letter of why it is not known, "" where it is or nobody said."""
        self._key, self._mark, self._open = key, mark, current
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its cells."""
        return QSize(sum(self._widths()) + 2 * RING + 2, _HIGH + 2 * RING)

    def _widths(self) -> list[int]:
        metrics = QFontMetrics(style.font("strong"))
        return [*(max(_LEAST, metrics.horizontalAdvance(words) + 2 * _PAD) for _key, words in self._cells), _LEAST]

    def _boxes(self) -> list[QRectF]:
        boxes, left = [], RING + 1.0
        for width in self._widths():
            boxes.append(QRectF(left, RING + 1, width, _HIGH - 2))
            left += width
        return boxes

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, the cells, and a ring while it is the current one."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(RING + 0.5, RING + 0.5, -RING - 0.5, -RING - 0.5)
        painter.setPen(QPen(style.colour("border")))
        painter.setBrush(style.colour("surface"))
        painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
        boxes, shown = self._boxes(), self._shown()
        for place, box in enumerate(boxes):
            if place and not {place, place - 1} & shown:
                painter.fillRect(QRectF(box.left(), box.top() + 8, 1, box.height() - 16), style.colour("border"))
        for (key, words), box in zip(self._cells, boxes, strict=False):
            self._cell(painter, box, words, filled=key == self._key)
        self._last(painter, boxes[-1])
        if self._open or self.hasFocus():
            self._ring(painter)

    def _shown(self) -> set[int]:
        """The places that stand out, beside which no line is drawn."""
        held = {place for place, (key, _words) in enumerate(self._cells) if key == self._key}
        return held | ({len(self._cells)} if self._mark else set())

    def _cell(self, painter: QPainter, box: QRectF, words: str, *, filled: bool) -> None:
        if filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("accent"))
            painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), RADIUS_CONTROL, RADIUS_CONTROL)
        painter.setFont(style.font("strong" if filled else "body"))
        painter.setPen(style.colour("accent_text" if filled else "muted"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def _last(self, painter: QPainter, box: QRectF) -> None:
        """Not known: outlined, never filled like an answer."""
        if self._mark:
            painter.setPen(QPen(style.colour("muted"), 1.5))
            painter.setBrush(style.colour("hover"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CONTROL, RADIUS_CONTROL)
        painter.setFont(style.font("strong" if self._mark else "body"))
        painter.setPen(style.colour("text" if self._mark else "muted"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._mark or self._blank)

    def _ring(self, painter: QPainter) -> None:
        painter.setPen(QPen(style.colour("focus" if self.hasFocus() else "border"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_CONTROL + 2, RADIUS_CONTROL + 2)

    # -- acting

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press a cell."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        for place, box in enumerate(self._boxes()):
            if box.contains(event.position()):
                self.chosen.emit(self._cells[place][0] if place < len(self._cells) else self._blank)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys are for the page: digits, letters and arrows mean the same wherever the focus is."""
        event.ignore()
        self.keyed.emit(event)

    def focusInEvent(self, event: object) -> None:
        """Whoever comes here comes to the item."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.entered.emit()
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """The ring grows pale."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()
