"""One of several parts of a list, as chips with their counts; and the way back to all of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from fieldapp.text import _
from ui.widgets.buttons import Btn
from ui.widgets.flowing import Flowing
from ui.widgets.text import column, emptied


class PartChips(QWidget):
    """`chosen`: a part, "" for all · `cleared`: show all again, whatever narrows the list."""

    chosen = Signal(str)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.part = ""
        self.narrowed = False
        self._group = QButtonGroup(self)
        self._words: dict[str, tuple[str, Btn]] = {}
        self._held = column()
        self._clear: Btn | None = None
        self._flow: Flowing | None = None
        self.setLayout(self._held)

    def show_parts(self, total: int, parts: Mapping[str, tuple[str, int]]) -> None:
        """parts: each with its words and how many; what was chosen stays where it still can be."""
        self.part = self.part if self.part in parts else ""
        emptied(self._held)
        self._group = QButtonGroup(self)
        self._words.clear()
        self._clear = clear = Btn(_("Show all"), "quiet", "x", "Esc", height=32)
        clear.clicked.connect(self.cleared)
        clear.setVisible(self.narrowed)
        buttons: list[QWidget] = [self._button("", _("Everything {n}"), total)]
        buttons += [self._button(part, f"{words} {{n}}", count) for part, (words, count) in parts.items()]
        self._flow = Flowing([*buttons, clear], gap=6, lines=6)
        self._held.addWidget(self._flow)

    def recount(self, total: int, counts: Mapping[str, int]) -> None:
        """Other counts for the same parts: what else narrows the list has changed."""
        for part, (words, button) in self._words.items():
            button.relabel(_counted(words, counts.get(part, 0) if part else total))
            button.setAccessibleName(button.text())
        if self._flow is not None:
            self._flow.settle()

    def narrow(self, *, on: bool) -> None:
        """Whether something is left out, so that all can be shown again."""
        self.narrowed = on
        if self._clear is not None and self._flow is not None:
            self._clear.setVisible(on)
            self._flow.settle()

    def show_all(self) -> None:
        """All parts again."""
        self.part = ""
        for place, button in enumerate(self._group.buttons()):
            button.setChecked(place == 0)

    def forget(self) -> None:
        """No part stays."""
        self.part, self.narrowed, self._clear, self._flow = "", False, None, None
        self._words.clear()
        emptied(self._held)

    def _button(self, part: str, words: str, count: int) -> Btn:
        button = Btn(_counted(words, count), "plain", height=32).tight()
        self._words[part] = words, button
        button.setCheckable(True)
        button.setChecked(part == self.part)
        button.clicked.connect(lambda _on=False: self._on_part(part))
        self._group.addButton(button)
        return button

    def _on_part(self, part: str) -> None:
        self.part = part
        self.chosen.emit(part)


def _counted(words: str, count: int) -> str:
    return words.format(n=f"{count:,}")
