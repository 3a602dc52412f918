"""What every page has: a scroll around its content, and a refresh that waits until it is seen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from fieldapp.desk.desk import Changes
from ui.pages.forms import Sheet
from ui.pages.notice import NoticeSheet
from ui.session import Session
from ui.widgets.inturns import InTurns, Put
from ui.widgets.text import column

_AROUND = 64
"""Pixels shown above and below what has the focus."""


class Page(QWidget):
    """A page behind the unlock. `areas`: the rooms whose changes make it ask again · came_for: the youth and the episode that
    somebody came to it for, "" for none.
    """

    areas: frozenset[str] = frozenset()
    go = Signal(str, str, str)
    """To another page: its name, a youth, an episode."""
    tell = Signal(str, str, str, str)
    """To where somebody is told: a youth, an episode, a line ("" for whoever is next, or for all), and "call" or "write"."""
    counted = Signal(int)
    """How many things wait on this page, for its item of the navigation."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName("page")
        self._stale = True
        self.came_for = ("", "")
        self._down = self._was_down = 0
        self._turns = InTurns(self, session.shows)
        self._bringing = QTimer(self)
        self._bringing.setSingleShot(True)
        self._bringing.timeout.connect(self._bring)
        self.content = column(gap=12, margins=(24, 16, 24, 12))
        self._scrolled()
        self._build()
        session.bus.changed.connect(self._on_changed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def _scrolled(self) -> None:
        self._inner = QWidget()
        self._inner.setLayout(self.content)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inner)
        self._area = area
        self.setLayout(column(area))

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What got the focus by a key or by a fault is brought into sight; what was clicked is seen already."""
        if now is not None and self.isVisible() and self._area.isAncestorOf(now) and not QApplication.mouseButtons():
            self._bringing.start(0)

    def _stay(self, at: int) -> None:
        """After its rows were made anew: as far down as before, whatever had the focus meanwhile."""
        self._bringing.stop()
        for each in self._inner.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if each.isHidden() and not each.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                each.show()  # what was just put on the page has no height before the next turn else
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._area.verticalScrollBar().setValue(at)

    def fill(self, acts: Iterable[Put]) -> None:
        """Put the page together, each part in a turn of its own, for all at once would hold the window; it stays as far down."""
        self._down = self._was_down = self._area.verticalScrollBar().value()
        self._turns.begin(partial(self._and_stay, act) for act in acts)

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there that was to be put on it."""
        return not self._turns.at_work

    def _and_stay(self, act: Put) -> None:
        bar, brings = self._area.verticalScrollBar(), self._bringing.isActive()
        if bar.value() != self._was_down:
            self._down = bar.value()  # somebody scrolled meanwhile
        act()
        self._stay(self._down)
        self._was_down = bar.value()
        if brings:
            self._bringing.start(0)  # somebody went on by a key meanwhile

    def _bring(self) -> None:
        now = QApplication.focusWidget()
        if now is None or not self._area.isAncestorOf(now):
            return
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # rows just made have no place before
        if now.height() < self._area.viewport().height():  # else it is the page itself, and its middle would be brought
            self._area.ensureWidgetVisible(now, 0, _AROUND)

    def _build(self) -> None:
        """Make what the page is made of, once."""

    def sheet_open(self) -> Sheet | NoticeSheet | None:
        """The sheet that somebody fills in."""
        sheets: list[Sheet | NoticeSheet] = [*self.findChildren(Sheet), *self.findChildren(NoticeSheet)]
        return next((each for each in sheets if not each.isHidden()), None)

    def half_done(self) -> str:
        """By which name `open_again` opens that sheet; "" where it cannot."""
        return ""

    def open_again(self, sheet: str) -> None:
        """Open a sheet that was half filled in when the store was locked; nothing where what it was about is settled."""

    def enter(self, youth: str, episode: str) -> None:
        """Somebody comes to this page, for a youth and an episode where it is about one. Without: as it was left."""

    def refresh(self) -> None:
        """Ask again for what is shown."""

    def forget(self) -> None:
        """Let go of every value (the store locks)."""

    def stale(self) -> None:
        """Ask again, now if seen, else when next seen."""
        if self.isVisible():
            self._stale = False
            self.refresh()
        else:
            self._stale = True

    def puts_off(self) -> bool:
        """Put off what came once the page was left: asked for again when next seen. Returns whether it was."""
        self._stale = self._stale or not self.isVisible()
        return not self.isVisible()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed meanwhile is asked for."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is left of it is made when it is next seen."""
        super().hideEvent(event)
        if not self.is_whole:
            self._turns.stop()
            self._stale = True

    def _on_changed(self, changes: Changes[object]) -> None:
        if self.session.me is not None and ("*" in changes.areas or changes.areas & self.areas):
            self.stale()
