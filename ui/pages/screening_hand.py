"""What a rater's hand does at the form, whatever it is done with, and the keys for it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from fieldapp.desk.window import Item, marking
from fieldapp.text import _
from ui.widgets.keys import KeyCap
from ui.widgets.text import Said, emptied, holding, row

_NEEDED = 5
"""So many keys are shown in the smallest window."""


class Hand(Protocol):
    """What a rater does; the view carries it out."""

    def come(self, item: str) -> None:
        """Come to an item."""

    def press(self, key: str) -> None:
        """A key of an answer, or the letter of why it is not known."""

    def keyed(self, event: QKeyEvent) -> None:
        """A key on the strip."""

    def follow(self, place: int) -> None:
        """Rate as a source does."""

    def remove(self, place: int) -> None:
        """Take a source away."""

    def open(self, what: str, place: int | None) -> None:
        """Open a source's form, or the line for the note."""

    def put(self, told: object, place: int | None) -> None:
        """A source, new or changed."""

    def type_source(self, told: object, place: int | None) -> None:
        """A source as it is typed."""

    def explain(self, text: str) -> None:
        """The note as it is typed."""

    def word(self, text: str) -> None:
        """An answer in words as it is typed."""

    def close_open(self) -> None:
        """Done typing."""


_PLAIN = {
    Qt.Key.Key_Down: "next",
    Qt.Key.Key_Return: "next",
    Qt.Key.Key_Enter: "next",
    Qt.Key.Key_Up: "back",
    Qt.Key.Key_N: "note",
    Qt.Key.Key_S: "source",
    Qt.Key.Key_H: "hide",
    Qt.Key.Key_Delete: "take back",
    Qt.Key.Key_Backspace: "take back",
}
_WITH_CTRL = {Qt.Key.Key_Z: "undo", Qt.Key.Key_PageDown: "next section", Qt.Key.Key_PageUp: "last section"}


def meaning(event: QKeyEvent) -> str:
    """What a key means to a rater: an act by its name, else the key of an answer; "" for nothing."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if held == Qt.KeyboardModifier.ControlModifier:
        return _WITH_CTRL.get(key, "")
    if held == Qt.KeyboardModifier.NoModifier:
        return _PLAIN.get(key) or event.text().strip().upper()
    return ""


class Legend(QWidget):
    """The keys; the first are those of the item one is at."""

    def __init__(self) -> None:
        super().__init__()
        self._own, self._keys = row(gap=6), ""
        keys = (
            ("U", _("unknown")),
            ("D", _("declined")),
            ("N", _("note")),
            ("S", _("source")),
            ("↑ ↓", _("item")),
            (_("Enter"), _("next")),
            ("Ctrl Z", _("undo")),
        )
        pairs = [holding(row(KeyCap(key), Said(words, "small", "muted"), gap=6)) for key, words in keys]
        self._rest = pairs[_NEEDED:]
        self.setLayout(row(self._own, *pairs, None, gap=12, margins=(16, 0, 16, 0)))
        self.setFixedHeight(44)

    def set_narrow(self, *, narrow: bool) -> None:
        """Only the most needed ones where there is less room."""
        for each in self._rest:
            each.setHidden(narrow)

    def show_item(self, item: Item) -> None:
        """The keys of its answers."""
        own = [key for key, _code in marking.keys(item)]
        keys = f"{own[0]} – {own[-1]}" if len(own) > 2 else " ".join(own)
        if keys != self._keys:
            self._keys = keys
            emptied(self._own)
            for part in (KeyCap(keys), Said(_("rate"), "small", "muted")) if keys else ():
                self._own.addWidget(part)
