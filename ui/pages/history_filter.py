"""What of a history is shown: by words, by what it is about, by who wrote it, and between two days."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from fieldapp import clock
from fieldapp.desk.history import Outline, Part, Wanted
from fieldapp.text import _
from ui.pages.history_words import part_words
from ui.pages.youths import SearchLine
from ui.widgets.buttons import Btn
from ui.widgets.flowing import Flowing
from ui.widgets.picker import Picker, WhenPicker
from ui.widgets.text import Said, column, emptied, row

_SEARCH = 200


class Filter(QWidget):
    """`changed`: something else is wanted, but for the words · `typed`: other words are looked for."""

    changed = Signal()
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._part: Part | None = None
        self._days: tuple[date, date] = (date(2020, 1, 1), date(2020, 1, 1))
        self._build()

    def _build(self) -> None:
        self.search = SearchLine()
        self.search.setPlaceholderText(_("Words, a name, a number"))
        self.search.setAccessibleName(_("Look in this history"))
        self.search.setMinimumWidth(_SEARCH)
        self.search.textChanged.connect(self.typed)
        self.person = Picker()
        self.person.setAccessibleName(_("Written by"))
        self.person.setMinimumWidth(150)
        self.person.setMaximumWidth(220)
        self.person.activated.connect(lambda _at: self.changed.emit())
        self.since, self.until = _day(_("From")), _day(_("Until"))
        for each in (self.since, self.until):
            each.dateChanged.connect(lambda _date: self.changed.emit())
        self.clear = Btn(_("Show all"), "quiet", "x", "Esc", height=32)
        self.clear.clicked.connect(self.show_all)
        for field in (self.person, self.since, self.until):
            field.setFixedHeight(self.search.sizeHint().height())
        between = row(Said(_("From"), "small", "muted"), self.since, Said(_("until"), "small", "muted"), self.until, gap=6)
        first = row(self.search, self.person, between, gap=8)
        first.setStretch(0, 1)
        self._parts = column()
        self._group = QButtonGroup(self)
        self.setLayout(column(first, self._parts, gap=8))

    def show_outline(self, found: Outline) -> None:
        """What can be chosen of a history; what was chosen stays where it still can be."""
        self._part = self._part if self._part in found.parts else None
        person = self.person.currentData()
        self.person.clear()
        self.person.addItem(_("by anybody"), "")
        for own, name, _count in found.people:
            self.person.addItem(name, own)
        self.person.setCurrentIndex(max(0, self.person.findData(person)))
        self._show_parts(found)
        self._show_days(found)

    def _show_parts(self, found: Outline) -> None:
        emptied(self._parts)
        self._group = QButtonGroup(self)
        buttons: list[QWidget] = [self._button(None, _("Everything {n}").format(n=f"{len(found.refs):,}"))]
        buttons += [self._button(part, f"{part_words(part)} {count:,}") for part, count in found.parts.items()]
        self._parts.addWidget(Flowing([*buttons, self.clear], gap=6, lines=6))

    def _button(self, part: Part | None, words: str) -> Btn:
        button = Btn(words, "plain", height=32).tight()
        button.setCheckable(True)
        button.setChecked(part == self._part)
        button.clicked.connect(lambda _on=False: self._on_part(part))
        self._group.addButton(button)
        return button

    def _show_days(self, found: Outline) -> None:
        """The first and the last day there is; a narrower span that was chosen stays."""
        days = sorted(clock.day(each) for each in (found.refs[0].at, found.refs[-1].at, *_ends(found))) if found.refs else []
        whole = self._span() == self._days
        self._days = (days[0], days[-1]) if days else self._days
        if whole:
            self._set_days(self._days)

    def _set_days(self, days: tuple[date, date]) -> None:
        for edit, day in zip((self.since, self.until), days, strict=True):
            edit.blockSignals(True)
            edit.setDate(QDate(day.year, day.month, day.day))
            edit.blockSignals(False)

    def _span(self) -> tuple[date, date]:
        since, until = self.since.date(), self.until.date()
        return date(since.year(), since.month(), since.day()), date(until.year(), until.month(), until.day())

    def wanted(self) -> Wanted:
        """What is chosen, but for the words; a day that is the first or the last there is leaves nothing out."""
        since, until = self._span()
        return Wanted(
            part=self._part or "",
            person=str(self.person.currentData() or ""),
            since=_midnight(since) if since > self._days[0] else None,
            until=_midnight(until + timedelta(days=1)) if until < self._days[1] else None,
        )

    def show_all(self) -> None:
        """Leave nothing out any more."""
        self._part = None
        self.person.setCurrentIndex(0)
        self._set_days(self._days)
        for place, button in enumerate(self._group.buttons()):
            button.setChecked(place == 0)
        self.search.clear()
        self.changed.emit()

    def forget(self) -> None:
        """Nothing of it stays."""
        self._part = None
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.person.clear()
        self._set_days(self._days)
        emptied(self._parts)

    def _on_part(self, part: Part | None) -> None:
        self._part = part
        self.changed.emit()


def _ends(found: Outline) -> tuple[int, int]:
    """A clock that was wrong may have dated something before the oldest, or after the newest."""
    return min(each.at for each in found.refs), max(each.at for each in found.refs)


def _midnight(day: date) -> clock.Instant:
    return clock.of_wall(day.year, day.month, day.day, 0, 0)


def _day(label: str) -> WhenPicker:
    made = WhenPicker("d MMM yyyy")
    made.setAccessibleName(label)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
