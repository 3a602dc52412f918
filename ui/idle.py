"""The idle lock: after some minutes without a key or a move the store locks; a warning comes first, and any key extends."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

MOST_MINUTES = 30
_TOUCHES = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin,
})  # fmt: skip
_WARN_SECONDS = 30


class Idle(QObject):
    """Watches the application. minutes: capped at 30 whatever a setting says."""

    expired = Signal()
    warned = Signal(int)

    def __init__(self, minutes: int = 5, seconds: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._limit = 0
        self.set_minutes(minutes)
        self._seconds = seconds
        self._last = seconds()
        self._running = False
        self._timer = QTimer(self)
        self._timer.setInterval(1_000)
        self._timer.timeout.connect(self.look)

    def set_minutes(self, minutes: int) -> None:
        """After how many minutes it locks from now on."""
        self._limit = min(max(minutes, 1), MOST_MINUTES) * 60

    def start(self) -> None:
        """Begin to count, from now."""
        self._last, self._running = self._seconds(), True
        self._timer.start()

    def stop(self) -> None:
        """Stop counting (the store is locked)."""
        self._running = False
        self._timer.stop()

    def left(self) -> int:
        """Seconds until it locks."""
        return max(0, round(self._limit - (self._seconds() - self._last)))

    def look(self) -> None:
        """Warn or expire, by the clock."""
        if not self._running:
            return
        left = self.left()
        if left <= 0:
            self.stop()
            self.expired.emit()
        elif left <= _WARN_SECONDS:
            self.warned.emit(left)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Anything a person does counts."""
        del watched
        if event.type() in _TOUCHES:
            self._last = self._seconds()
        return False
