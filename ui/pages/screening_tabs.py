"""The sections of a form as tabs: how much of each is known; any order."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.desk.window import Instrument
from fieldapp.identify.flow import Progress
from fieldapp.text import _
from ui import style
from ui.pages import screening_words as say
from ui.tokens import RADIUS_CARD
from ui.widgets.pressed import Pressed
from ui.widgets.text import row

_HIGH = 50


class SectionTab(Pressed):
    """One section."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._progress: Progress | None = None
        self._current = False
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(title)
        style.look().changed.connect(self.update)

    def show_progress(self, progress: Progress, *, current: bool) -> None:
        """How far it is."""
        self._progress, self._current = progress, current
        self.setAccessibleName(f"{self.text()}: {_how_far(progress)}")
        self.update()

    def sizeHint(self) -> QSize:
        """The tabs part the width."""
        return QSize(90, _HIGH)

    def minimumSizeHint(self) -> QSize:
        """Its words may be cut; the whole is in the tool tip."""
        return QSize(60, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title, how far, a check when complete, a bar when current."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect().adjusted(1, 6, -1, -1), style.colour("hover"))
        complete = self._progress is not None and self._progress.complete and self._progress.shown > 0
        room = self.width() - 32 - (20 if complete else 0)
        painter.setFont(style.font("strong"))
        painter.setPen(style.colour("accent" if self._current else "text"))
        title = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(16, 8, room + 4, 18), int(Qt.AlignmentFlag.AlignVCenter), title)
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("muted"))
        if self._progress is not None:
            far = painter.fontMetrics().elidedText(_how_far(self._progress), Qt.TextElideMode.ElideRight, room + 20)
            painter.drawText(QRectF(16, 25, room + 24, 18), int(Qt.AlignmentFlag.AlignVCenter), far)
        if complete:
            painter.drawPixmap(self.width() - 30, 9, style.pixmap("check", "green", 16, self))
        if self._current:
            painter.fillRect(QRectF(0, _HIGH - 2, self.width(), 2), style.colour("accent"))
        if self.hasFocus():
            painter.setPen(style.colour("focus"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 3, -2, -4), 6, 6)


def _how_far(progress: Progress) -> str:
    if not progress.opened:
        return _("not begun, {n}").format(n=progress.shown) if progress.shown else _("nothing to rate")
    return _("{n} of {all} known").format(n=progress.known, all=progress.shown)


class Tabs(QWidget):
    """All sections beside each other."""

    chosen = Signal(str)

    def __init__(self, form: Instrument) -> None:
        super().__init__()
        self._tabs = {each.id: SectionTab(say.said(each.text, each.id)) for each in form.sections}
        for name, tab in self._tabs.items():
            tab.clicked.connect(lambda _on=False, name=name: self.chosen.emit(name))
        tabs: list[QWidget] = list(self._tabs.values())
        self.setLayout(row(*tabs, gap=0))
        self.setFixedHeight(_HIGH + 1)
        style.look().changed.connect(self.update)

    def show_progress(self, progress: tuple[Progress, ...], current: str) -> None:
        """How far each is, and where one is."""
        for each in progress:
            self._tabs[each.section].show_progress(each, current=each.section == current)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines between them and below."""
        del event
        painter = QPainter(self)
        painter.fillRect(1, _HIGH, self.width() - 2, 1, style.colour("border"))
        for tab in list(self._tabs.values())[1:]:
            painter.fillRect(tab.x(), RADIUS_CARD // 6, 1, _HIGH, style.colour("hairline"))
