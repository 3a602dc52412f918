"""What of a history is shown: by words, by what it is about, by who wrote it, and between two days."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.desk.history import PARTS, Outline, Part, Wanted
from fieldapp.text import _
from ui.pages.history_words import part_words
from ui.pages.youths import SearchLine
from ui.widgets.between import Between
from ui.widgets.part_chips import PartChips
from ui.widgets.picker import Picker
from ui.widgets.text import column, row

_SEARCH = 200


class Filter(QWidget):
    """`changed`: something else is wanted, but for the words · `typed`: other words are looked for."""

    changed = Signal()
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchLine()
        self.search.setPlaceholderText(_("Words, a name, a number"))
        self.search.setAccessibleName(_("Look in this history"))
        self.search.setMinimumWidth(_SEARCH)
        self.search.textChanged.connect(self.typed)
        height = self.search.sizeHint().height()
        self.person = Picker()
        self.person.setAccessibleName(_("Written by"))
        self.person.setMinimumWidth(150)
        self.person.setMaximumWidth(220)
        self.person.setFixedHeight(height)
        self.person.activated.connect(lambda _at: self.changed.emit())
        self.between = Between().of_height(height)
        self.between.changed.connect(self.changed)
        self.parts = PartChips()
        self.parts.chosen.connect(lambda _part: self.changed.emit())
        self.parts.cleared.connect(self.show_all)
        first = row(self.search, self.person, self.between, gap=8)
        first.setStretch(0, 1)
        self.setLayout(column(first, self.parts, gap=8))

    def show_outline(self, found: Outline) -> None:
        """What can be chosen of a history; what was chosen stays where it still can be."""
        person = self.person.currentData()
        self.person.clear()
        self.person.addItem(_("by anybody"), "")
        for own, name, _count in found.people:
            self.person.addItem(name, own)
        self.person.setCurrentIndex(max(0, self.person.findData(person)))
        self.parts.show_parts(len(found.refs), {part: (part_words(part), count) for part, count in found.parts.items()})
        self.between.show_days(each.at for each in found.refs)

    def wanted(self) -> Wanted:
        """What is chosen, but for the words."""
        since, until = self.between.limits()
        part: Part | Literal[""] = next((each for each in PARTS if each == self.parts.part), "")
        return Wanted(part=part, person=str(self.person.currentData() or ""), since=since, until=until)

    def show_all(self) -> None:
        """Leave nothing out any more."""
        self.parts.show_all()
        self.person.setCurrentIndex(0)
        self.between.show_all()
        self.search.clear()
        self.changed.emit()

    def forget(self) -> None:
        """Nothing of it stays."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.person.clear()
        self.between.show_all()
        self.parts.forget()
