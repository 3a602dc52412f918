"""In turns: what takes long to put on a page is put there bit by bit, with keys and painting in between."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

Put = Callable[[], object]
"""What puts something on a page."""


def together(*acts: Put) -> Put:
    """Parts that nobody should see one without the other."""

    def all_of_them() -> None:
        for act in acts:
            act()

    return all_of_them


class InTurns(QObject):
    """Does one thing after another, each in a turn of the window's own. shows: hears of each, before it is done and after.

    What is still to be done is dropped where something else is begun.
    """

    def __init__(self, parent: QObject, shows: Callable[[], None]) -> None:
        super().__init__(parent)
        self._shows = shows
        self._left = deque[Put]()
        self._next = QTimer(self)
        self._next.setSingleShot(True)  # set anew after each, else two of them may come before anybody else's turn
        self._next.timeout.connect(self._on_next)

    @property
    def at_work(self) -> bool:
        """Whether anything is still to be done."""
        return bool(self._left)

    def begin(self, acts: Iterable[Put]) -> None:
        """The first now, each of the others in a turn of its own."""
        self._left = deque(acts)
        self._on_next()

    def stop(self) -> None:
        """Do none of what is left: where it would be put is going."""
        self._next.stop()
        self._left.clear()

    def _on_next(self) -> None:
        if not self._left:
            return
        self._shows()
        try:
            self._left.popleft()()
        finally:
            self._shows()
            if self._left:
                self._next.start(0)
