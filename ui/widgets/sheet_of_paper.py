"""A page of paper in a well: always white, whatever the theme; fitted to the width, or larger and moved about."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui import style
from ui.widgets.cards import Card
from ui.widgets.text import Said, column

WIDTH, MARGIN, TOP = 464, 16, 10
_RATIO = 11 / 8.5
_BAR = 12
"""Room for a bar at the side, so that none is needed below."""
_INK, _EDGE, _WATER = QColor("#16202E"), QColor("#C6CED9"), QColor("#E6E8EB")


class Leaf(QWidget):
    """One page: a picture of it, or a text set on white."""

    def __init__(self) -> None:
        super().__init__()
        self._picture, self._text, self._practice = QImage(), "", ""
        self.setFixedSize(QSize(WIDTH, round(WIDTH * _RATIO)))

    def show_picture(self, content: bytes) -> None:
        """A page as PNG; nothing for an empty well."""
        self._picture, self._text = QImage.fromData(content) if content else QImage(), ""
        self.update()

    def show_text(self, text: str, practice: str = "") -> None:
        """A text that is copied or read out; behind it the word of a practice store."""
        self._picture, self._text, self._practice = QImage(), text, practice
        self.update()

    @property
    def text(self) -> str:
        """The text that is shown, "" where it is a picture or nothing."""
        return self._text

    @property
    def blank(self) -> bool:
        """Whether there is no page."""
        return self._picture.isNull() and not self._text

    def stand(self, width: int) -> None:
        """As wide as this, with the shape of the page."""
        ratio = self._picture.height() / self._picture.width() if not self._picture.isNull() else _RATIO
        self.setFixedSize(QSize(width, round(width * ratio)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """White, an edge, and what stands on it."""
        del event
        if self.blank:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self._picture.isNull():
            painter.drawImage(QRectF(self.rect()), self._picture)
        else:
            self._write(painter)
        painter.setPen(QPen(_EDGE))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _write(self, painter: QPainter) -> None:
        self._write_practice(painter)
        made: QFont = style.font("lead")
        made.setPixelSize(round(15 * self.width() / WIDTH))
        painter.setFont(made)
        painter.setPen(_INK)
        inset = round(40 * self.width() / WIDTH)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(self.rect().adjusted(inset, inset, -inset, -inset), int(flags), self._text)

    def _write_practice(self, painter: QPainter) -> None:
        """Across the page, as on every other paper (P35)."""
        painter.save()
        made = style.font("title")
        made.setPixelSize(round(92 * self.width() / WIDTH))
        made.setWeight(QFont.Weight.ExtraLight)
        painter.setFont(made)
        painter.setPen(_WATER)
        painter.translate(self.rect().center())
        painter.rotate(-40)
        painter.drawText(QRectF(-400, -100, 800, 200), int(Qt.AlignmentFlag.AlignCenter), self._practice)
        painter.restore()


class Well(Card):
    """Where the page lies. `zoom` 1 fits it to the well."""

    def __init__(self, name: str) -> None:
        super().__init__(margin=0, fill="sidebar")
        self.leaf, self.zoom = Leaf(), 1.0
        self._over: QWidget | None = None
        self.leaf.setAccessibleName(name)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area.setWidget(self._holder())
        self._area.setWidgetResizable(True)
        self._area.setCornerWidget(QWidget())
        self._area.setAccessibleName(name)
        self.body.addWidget(self._area)
        self.setMinimumSize(QSize(312, 240))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _holder(self) -> QWidget:
        holder = QWidget()
        self._saying = Said("", "body", "muted", wraps=True)
        self._saying.hide()
        line = column(self._saying, self.leaf, None, gap=0, margins=(MARGIN, TOP, MARGIN, TOP))
        line.setAlignment(self.leaf, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        holder.setLayout(line)
        return holder

    def float_over(self, widget: QWidget) -> None:
        """Something that is shown over the page for a while."""
        widget.setParent(self)
        widget.hide()
        self._over = widget

    def say(self, sentence: str) -> None:
        """A sentence in place of the page; "" for the page."""
        self._saying.setText(sentence)
        self._saying.setVisible(bool(sentence))
        self.leaf.setVisible(not sentence)

    def stand(self, zoom: float | None = None) -> None:
        """Fit the page, at another zoom where one is given."""
        self.zoom = self.zoom if zoom is None else zoom
        whole = (self.height() - 2 * TOP - 2) / _RATIO  # the width at which all of the page is seen
        fit = min(self._area.width() - _BAR - 2 * MARGIN, max(WIDTH, whole))
        self.leaf.stand(round(max(200, fit) * self.zoom))

    def to_top(self) -> None:
        """Begin at the head of the page."""
        self._area.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page follows the well."""
        super().resizeEvent(event)
        self.stand()
        if self._over is not None:
            self._over.setGeometry(MARGIN, MARGIN, self.width() - 2 * MARGIN, self._over.sizeHint().height())
