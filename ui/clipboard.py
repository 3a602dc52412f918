"""Copying text: the clipboard is emptied after half a minute, unless something else was copied meanwhile.

Programs that keep what was on the clipboard are asked not to keep this.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtWidgets import QApplication

STAYS_MS = 30_000
_copied: list[str] = []
"""What was copied last."""
_PRIVATE = (
    ("x-kde-passwordManagerHint", b"secret"),
    ('application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"', b"1"),
)
"""How a text says to the clipboard history of KDE and of Windows that it is not to be kept."""


def copy(text: str, owner: QObject) -> None:
    """Put a text on the clipboard. owner: what the timer lives and dies with."""
    board = QApplication.clipboard()
    data = QMimeData()
    data.setText(text)
    for kind, value in _PRIVATE:
        data.setData(kind, value)
    board.setMimeData(data)

    _copied[:] = [text]
    QTimer.singleShot(STAYS_MS, owner, lambda: _clear(text))


def forget() -> None:
    """Take back what was copied last, where it is still there: the window ends, and Qt would crash over it."""
    for text in _copied:
        _clear(text)
    _copied.clear()


def _clear(text: str) -> None:
    board = QApplication.clipboard()
    if board.text() == text:
        board.clear()
