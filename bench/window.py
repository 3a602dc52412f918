"""The real window, offscreen: waiting for what a person would see."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QWidget

_PATIENCE_S = 60
_LOOK_MS = 1


class Paints(QObject):
    """Counts the paintings of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count."""
        del watched
        self.count += event.type() == QEvent.Type.Paint
        return False


def until(happened: Callable[[], bool]) -> None:
    """Let the window live until something has happened."""
    loop, look, end = QEventLoop(), QTimer(), time.monotonic() + _PATIENCE_S

    def check() -> None:
        if happened() or time.monotonic() > end:
            loop.quit()

    look.timeout.connect(check)
    look.start(_LOOK_MS)
    check()
    loop.exec()
    look.stop()
    if not happened():
        raise TimeoutError("the window never showed it")
