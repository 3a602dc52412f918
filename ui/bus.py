"""What changed, not who changed it: pages that show it ask again, hidden ones when they are next shown."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from fieldapp.desk.desk import Changes

R = TypeVar("R")


class Bus(QObject):
    """Carries the changes of every act to every page."""

    changed = Signal(object)

    def say(self, changes: Changes[R]) -> None:
        """Something was written."""
        self.changed.emit(changes)
