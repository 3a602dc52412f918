"""Where the focus stays while what had it cannot be pressed or is gone: on the page itself, where no key does any harm.

Qt would move it on to whatever comes next, and that may hide everything, or destroy the store.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def rest(gone: QWidget) -> QWidget | None:
    """Give the focus to the part of the page that scrolls around a widget, or to nothing; returns which."""
    place = gone.parentWidget()
    while place is not None and not (isinstance(place, QScrollArea) and place.focusPolicy() & Qt.FocusPolicy.TabFocus):
        place = place.parentWidget()
    had: QWidget | None = gone.window().focusWidget()
    if place is not None and place.isEnabled():
        place.setFocus(Qt.FocusReason.OtherFocusReason)
    elif had is not None:
        had.clearFocus()
    return gone.window().focusWidget()


def has_focus(widget: QWidget) -> bool:
    """Whether the focus of its window is on a widget or in it."""
    had: QWidget | None = widget.window().focusWidget()
    return had is not None and (had is widget or widget.isAncestorOf(had))
