"""What an officer photographs at the car window: photo, description, clothing, and the number that is answered (P13)."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from fieldapp.report.model import Line, Paper
from fieldapp.text import _, speaking
from ui import style

_INK, _MUTED = QColor("#16202E"), QColor("#55627A")
_NAME, _ROW, _NUMBER = 44, 24, 72


class Shown(QDialog):
    """White over the whole screen, in any theme; any key or a click ends it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = self._number = self._call = self._practice = ""
        self._photo = QImage()
        self._lines: tuple[tuple[str, str], ...] = ()
        self.setWindowTitle("FieldApp")
        self.setMinimumSize(800, 500)

    def show_paper(self, paper: Paper) -> None:
        """Take the screen."""
        head, *rest = paper.sections
        self._name = head.name.value if head.name else ""
        self._photo = QImage.fromData(head.photo.content) if head.photo else QImage()
        lines = [*head.lines, *(line for section in rest for line in section.lines)]
        self._lines = tuple((line.label, _words(line)) for line in lines if line.field and line.value)
        with speaking(paper.language):
            self._number = paper.letterhead.phone_24h
            self._call = _("Call, 24 hours")
            self._practice = _("Practice") if paper.practice else ""
        self.setAccessibleName("; ".join((self._name, *(f"{label} {value}" for label, value in self._lines), self._number)))
        self.showFullScreen()
        self.setFocus()

    def said(self) -> str:
        """All the words that stand on the screen."""
        return "\n".join((self._practice, self._name, *(f"{label}: {value}" for label, value in self._lines), self._number))

    def put_away(self) -> None:
        """Nothing of a case stays."""
        self._name, self._number, self._lines, self._photo = "", "", (), QImage()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key."""
        event.accept()
        self.put_away()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click."""
        event.accept()
        self.put_away()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The photo at the left, the words at the right, the number below."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        whole = self.rect().adjusted(40, 36, -40, -36)
        scale = min(1.6, max(0.6, self.height() / 768))
        tall = round(150 * scale)
        left = self._paint_photo(painter, whole.adjusted(0, 0, 0, -tall - 16))
        self._paint_words(painter, QRect(left, whole.top(), whole.right() - left, whole.height() - tall), scale)
        self._paint_number(painter, QRect(whole.left(), whole.bottom() - tall, whole.width(), tall), scale)

    def _paint_photo(self, painter: QPainter, room: QRect) -> int:
        """Draw it as large as there is room; returns where the words begin."""
        if self._photo.isNull():
            return room.left()
        size = self._photo.size().scaled(room.width() * 2 // 5, room.height(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(room.topLeft(), size), self._photo)
        return room.left() + size.width() + 40

    def _paint_words(self, painter: QPainter, room: QRect, scale: float) -> None:
        painter.setPen(_INK)
        painter.setFont(_font(round(_NAME * scale), 700))
        wrap = int(Qt.TextFlag.TextWordWrap)
        used = painter.boundingRect(room, wrap, self._name)
        painter.drawText(room, wrap, self._name)
        top, label_width = used.bottom() + round(16 * scale), round(190 * scale)
        for label, value in self._lines:
            painter.setFont(_font(round(_ROW * scale), 400))
            painter.setPen(_MUTED)
            painter.drawText(QRect(room.left(), top, label_width, room.bottom() - top), wrap, label)
            painter.setFont(_font(round(_ROW * scale), 600))
            painter.setPen(_INK)
            place = QRect(room.left() + label_width, top, room.width() - label_width, room.bottom() - top)
            painter.drawText(place, wrap, value)
            top = painter.boundingRect(place, wrap, value).bottom() + round(9 * scale)

    def _paint_number(self, painter: QPainter, room: QRect, scale: float) -> None:
        painter.setPen(_MUTED)
        painter.setFont(_font(round(_ROW * scale), 400))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), self._call)
        painter.setFont(_font(round(_NAME * scale), 200))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), self._practice)
        painter.setPen(_INK)
        painter.setFont(_font(round(_NUMBER * scale), 700))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), self._number)


def _words(line: Line) -> str:
    return line.words or line.value


def _font(size: int, weight: int) -> QFont:
    made = style.font("body")
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    return made
