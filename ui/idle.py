"""The idle lock: after some minutes without a key or a move the store locks; a warning comes first, and any key extends.

During a call it waits, up to half an hour; a machine that slept locks all the same, and so do Lock now and the screen lock.
Twelve hours after the unlock it locks whatever a person does, but in the middle of a call.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

MOST_MINUTES = 30
MOST_HOURS = 12
"""ASVS 7.3.2: a session ends, however busy it is."""
_TOUCHES = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin,
})  # fmt: skip
_WARN_SECONDS = 30
_SLEPT_SECONDS = 90
"""A look comes every second; when the wall clock went so far ahead meanwhile, the lid was closed."""


class Idle(QObject):
    """Watches the windows. minutes: capped at 30 whatever a setting says."""

    expired = Signal()
    warned = Signal(int)

    def __init__(
        self, minutes: int = 5, seconds: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time
    ) -> None:
        super().__init__()
        self._limit = 0
        self.set_minutes(minutes)
        self._seconds = seconds
        self._last = self._began = seconds()
        self._wall, self._looked = wall, wall()
        self._until = 0.0
        self._running = False
        self._timer = QTimer(self)
        self._timer.setInterval(1_000)
        self._timer.timeout.connect(self.look)

    def set_minutes(self, minutes: int) -> None:
        """After how many minutes it locks from now on."""
        self._limit = min(max(minutes, 1), MOST_MINUTES) * 60

    def start(self) -> None:
        """Begin to count, from now."""
        self._last = self._began = self._seconds()
        self._running, self._until = True, 0.0
        self._looked = self._wall()
        self._watch()
        self._timer.start()

    def stop(self) -> None:
        """Stop counting (the store is locked)."""
        self._running, self._until = False, 0.0
        self._timer.stop()

    def hold(self) -> None:
        """Wait from now on, because a call runs; half an hour at most, whoever asks again (P11)."""
        self._until = self._seconds() + MOST_MINUTES * 60

    def release(self) -> None:
        """The call is over: count again, from now."""
        if self._until:
            self._until, self._last = 0.0, self._seconds()

    @property
    def held(self) -> bool:
        """Whether a call keeps it open now."""
        return self._until > self._seconds()

    def left(self) -> int:
        """Seconds until it locks, if nobody touches anything."""
        now = self._seconds()
        idle = min(self._last + self._limit, self._began + MOST_HOURS * 3_600)
        return max(0, round(idle - now), round(self._until - now))

    def look(self) -> None:
        """Warn or expire, by the clock."""
        if not self._running:
            return
        self._watch()
        before, self._looked = self._looked, self._wall()
        left = self.left()
        if left <= 0 or self._looked - before > _SLEPT_SECONDS:
            self.stop()
            self.expired.emit()
        elif left <= _WARN_SECONDS:
            self.warned.emit(left)

    def _watch(self) -> None:
        """Every window there is now, pop-ups too. What a person does reaches a window first; a filter on the application would
        be asked about each event of each widget, and a page makes thousands.
        """
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)  # again is no twice

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Anything a person does counts."""
        del watched
        if event.spontaneous() and event.type() in _TOUCHES:  # whatever no person did is let through without another look
            self._last = self._seconds()
        return False
