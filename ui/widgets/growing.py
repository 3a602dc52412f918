"""Growing: a long list of lines whose first ones are on the screen before the others are made, and stay where they are."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.widgets.inturns import InTurns
from ui.widgets.parts import Make


class Lines(QVBoxLayout):
    """Lines under each other, each as high as it will be: what is around them becomes higher a little later than they."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(0)

    def setGeometry(self, rect: QRect) -> None:
        """Where there is not room for all yet, the last go below the edge, and none is squeezed."""
        super().setGeometry(QRect(rect.x(), rect.y(), rect.width(), max(rect.height(), self.heightForWidth(rect.width()))))


class Growing:
    """Makes the lines of one list by and by. at_a_time: lines between two keys, so that a page of hundreds keeps none waiting.

    area: what scrolls the page that the list is on · least: pixels that a line takes, or more · shows: as in `InTurns`.
    """

    def __init__(self, area: QScrollArea, at_a_time: int, least: int, shows: Callable[[], None]) -> None:
        self._area, self._at_a_time, self._least = area, at_a_time, least
        self._left = deque[Make]()
        self._turns = InTurns(area, shows)

    def grow(self, lines: Iterable[Make], put: Callable[[QWidget], None], at_once: int) -> None:
        """Make the first lines now and the others by and by, each put where it belongs. What is left of another is let go."""
        self._left = deque(lines)
        later = range(at_once, len(self._left), self._at_a_time)
        self._turns.begin(
            [partial(self._make, put, most) for most in (at_once, *(self._at_a_time for _each in later))] + [self._end]
        )

    def make_room(self) -> None:
        """Once all else is on the page: where the whole list will not fit, the scroll bar takes its room now, and not amid it."""
        inner, seen, more = self._area.widget(), self._area.viewport(), len(self._left) * self._least
        if inner is not None and more and inner.heightForWidth(seen.width()) + more > seen.height():
            self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def stop(self) -> None:
        """Make no more of them: where they would be put is going."""
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._turns.stop()
        self._left.clear()

    def _end(self) -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # else the bar would be taken for needless
        self.stop()

    def _make(self, put: Callable[[QWidget], None], most: int) -> None:
        for _line in range(min(most, len(self._left))):
            put(self._left.popleft()())
