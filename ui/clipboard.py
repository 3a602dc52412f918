"""Copying text: the clipboard is emptied after half a minute, unless something else was copied meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

STAYS_MS = 30_000


def copy(text: str, owner: QObject) -> None:
    """Put a text on the clipboard. owner: what the timer lives and dies with."""
    board = QApplication.clipboard()
    board.setText(text)

    def clear() -> None:
        if board.text() == text:
            board.clear()

    QTimer.singleShot(STAYS_MS, owner, clear)
