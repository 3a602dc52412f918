"""Growing: a long list of lines whose first ones are on the screen before the others are made."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

Make = Callable[[], QWidget]


class Growing(QObject):
    """Makes the lines of one list by and by. at_a_time: lines between two keys, so that a page of hundreds keeps none waiting."""

    def __init__(self, page: QWidget, at_a_time: int) -> None:
        super().__init__(page)
        self._at_a_time = at_a_time
        self._left = deque[Make]()
        self._put: Callable[[QWidget], None] | None = None
        self._next = QTimer(self)
        self._next.timeout.connect(self._on_next)

    def grow(self, lines: Iterable[Make], put: Callable[[QWidget], None], at_once: int) -> None:
        """Make the first lines now and the others by and by, each put where it belongs. What is left of another is let go."""
        self._left, self._put = deque(lines), put
        self._make(at_once)
        self._next.start(0)

    def stop(self) -> None:
        """Make no more of them: where they would be put is going."""
        self._next.stop()
        self._left.clear()
        self._put = None

    def _on_next(self) -> None:
        self._make(self._at_a_time)
        if not self._left:
            self.stop()

    def _make(self, most: int) -> None:
        for _line in range(min(most, len(self._left))):
            if self._put is not None:
                self._put(self._left.popleft()())
