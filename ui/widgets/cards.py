"""Cards and what stands in them: heads, strips, chips, avatars, group heads."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from ui import style
from ui.tokens import RADIUS_CARD, RADIUS_CHIP, RADIUS_CONTROL
from ui.widgets.neutral import rest
from ui.widgets.text import Icon, Part, Said, column, row


class Card(QFrame):
    """A surface with a border and round corners; `body` is the layout to fill."""

    def __init__(self, *parts: Part, margin: int = 16, gap: int = 8, fill: str = "surface") -> None:
        super().__init__()
        self._fill, self._edge = fill, "border"
        self.body = column(*parts, gap=gap, margins=(margin, margin, margin, margin))
        self.setLayout(self.body)
        style.look().changed.connect(self.update)

    def inked(self, fill: str, edge: str) -> Card:
        """Another ground and border (a red strip, a focused row)."""
        self._fill, self._edge = fill, edge
        self.update()
        return self

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's
        """A card that is put away with the focus in it leaves that on the page, and not on whatever comes next."""
        if not self.isHidden():
            return super().focusNextPrevChild(forward)
        rest(self)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(style.colour(self._edge)))
        painter.setBrush(style.colour(self._fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)


class Hairline(QWidget):
    """A thin line between rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)
        style.look().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        QPainter(self).fillRect(event.rect(), style.colour("hairline"))


class CardHead(QWidget):
    """The head of a card: icon, title, how far, and controls at the right."""

    def __init__(self, title: str, note: str = "", icon: str = "", *controls: QWidget) -> None:
        super().__init__()
        self.title, self.note = Said(title, "card"), Said(note, "body", "muted")
        left: list[QWidget | int] = [Icon(icon, "text"), 4] if icon else []
        self.setLayout(row(*left, self.title, 4, self.note, None, *controls, margins=(16, 8, 12, 8)))
        self.setMinimumHeight(42)


class GroupHead(QWidget):
    """The head of a group of rows inside a card."""

    def __init__(self, title: str, count: int, *, first: bool = False) -> None:
        super().__init__()
        self._first = first
        self.setFixedHeight(28)
        self.setLayout(
            row(Said(title, "small_strong", "muted"), Said(str(count), "small", "muted"), None, margins=(16, 0, 16, 0))
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quieter ground, inside the card's border and, at its top, inside its corners."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1 if self._first else 0, -1, 0)
        painter.setClipRect(box)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("bg"))
        radius = RADIUS_CARD - 1 if self._first else 0
        painter.drawRoundedRect(box.adjusted(0, 0, 0, radius), radius, radius)


class Chip(QWidget):
    """A word with a soft ground."""

    def __init__(self, text: str, ink: str = "muted", icon: str = "") -> None:
        super().__init__()
        self._ink = ink
        parts = [Icon(icon, ink, 14)] if icon else []
        self.setLayout(row(*parts, Said(text, "small_strong", ink), gap=4, margins=(10, 0, 10, 0)))
        self.setFixedHeight(2 * RADIUS_CHIP)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        style.look().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        del event
        soft = {"red": "red_soft", "amber": "amber_soft", "green": "green_soft", "accent": "accent_soft"}.get(self._ink, "hover")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour(soft))
        painter.drawRoundedRect(self.rect(), RADIUS_CHIP, RADIUS_CHIP)


class Avatar(QWidget):
    """Initials in a circle: lists show no names (P66)."""

    def __init__(self, initials: str, size: int = 32) -> None:
        super().__init__()
        self._initials = initials
        self.setFixedSize(QSize(size, size))
        self.setAccessibleName(initials)
        style.look().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The circle."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("hover"))
        painter.drawEllipse(self.rect())
        painter.setPen(style.colour("muted"))
        painter.setFont(style.font("small_strong" if self.width() <= 32 else "strong"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._initials)


class Mark(QWidget):
    """An icon on a soft tile; decoration only."""

    def __init__(self, icon: str, ink: str = "accent", size: int = 36, fill: str = "") -> None:
        """fill: the tile's ground, the ink's soft one where none is named."""
        super().__init__()
        self._icon, self._ink, self._ground = icon, ink, fill or f"{ink}_soft"
        self.setFixedSize(QSize(size, size))
        style.look().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour(self._ground))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CONTROL, RADIUS_CONTROL)
        size = self.width() // 2
        at = (self.width() - size) // 2
        painter.drawPixmap(at, at, style.pixmap(self._icon, self._ink, size, self))


class Strip(Card):
    """A line across the page that must be seen: do not tell, read only."""

    def __init__(self, ink: str, icon: str, title: str, text: str = "", *controls: QWidget) -> None:
        super().__init__(margin=0)
        self.inked(f"{ink}_soft", ink)
        said = Said(text, "body", ink)
        self.body.addLayout(row(Icon(icon, ink), 4, Said(title, "strong", ink), said, None, *controls, margins=(16, 6, 16, 6)))
        self.setMinimumHeight(40)


def page_head(title: str, note: str = "", *controls: QWidget) -> QBoxLayout:
    """The head of a page: title and note at the left, what to do at the right."""
    left = column(Said(title, "title"), Said(note, "body", "muted", wraps=True) if note else 0, gap=2)
    head = row(left, *controls)
    head.setStretch(0, 1)
    return head
