"""Garbage of Python is looked for on the window's thread alone.

Left to itself Python looks wherever it happens to allocate. On the store thread it would take down what belongs to the window
(a timer, a layout, a page that was let go), and Qt then hangs or crashes.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 1_000
_GONE_MS = 200
_PUT_OFF = 10
"""So many times at most: a long act must not fill the memory."""


class Garbage(QObject):
    """Looks once a second, generation by generation, by Python's own thresholds. at_work: whether the store thread is: whatever
    it has in hand would be looked through in vain, which takes as long as drawing a page.
    """

    def __init__(self, at_work: Callable[[], bool]) -> None:
        super().__init__()
        self._at_work, self._put_off = at_work, 0
        self._limits = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation whose time has come."""
        if self._at_work() and self._put_off < _PUT_OFF:
            self._put_off += 1
            return
        self._put_off, counts = 0, gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._limits[generation]:
                gc.collect(generation)
                return

    def clear(self) -> None:
        """All of it, once the pages that were just let go are gone: until then what they held stays in the memory."""
        QTimer.singleShot(_GONE_MS, self, gc.collect)

    def stop(self) -> None:
        """The window ends, and its other threads with it: Python looks by itself again."""
        self._timer.stop()
        gc.collect()
        gc.enable()
