"""Two days, from and until: all there is unless somebody narrows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.text import _
from ui.widgets.picker import WhenPicker
from ui.widgets.text import Said, row

_NEVER = date(2020, 1, 1)


class Between(QWidget):
    """`changed`: somebody chose another day."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._days = (_NEVER, _NEVER)
        self.since, self.until = _day(_("From")), _day(_("Until"))
        for each in (self.since, self.until):
            each.dateChanged.connect(lambda _date: self.changed.emit())
        parts = (Said(_("From"), "small", "muted"), self.since, Said(_("until"), "small", "muted"), self.until)
        self.setLayout(row(*parts, gap=6))
        self.show_all()

    def of_height(self, pixels: int) -> Between:
        """As high as the fields beside it."""
        for each in (self.since, self.until):
            each.setFixedHeight(pixels)
        return self

    def show_days(self, instants: Iterable[clock.Instant]) -> None:
        """The first and the last day there is; a narrower span that was chosen stays."""
        whole, found = self._span() == self._days, list(instants)
        if found:
            self._days = (clock.day(min(found)), clock.day(max(found)))
        if whole:
            self.show_all()

    def show_all(self) -> None:
        """Leave nothing out."""
        for edit, day in zip((self.since, self.until), self._days, strict=True):
            edit.blockSignals(True)
            edit.setDate(QDate(day.year, day.month, day.day))
            edit.blockSignals(False)

    def limits(self) -> tuple[clock.Instant | None, clock.Instant | None]:
        """From which instant on, and before which; None where the first or the last day leaves nothing out."""
        since, until = self._span()
        return (
            _midnight(since) if since > self._days[0] else None,
            _midnight(until + timedelta(days=1)) if until < self._days[1] else None,
        )

    def _span(self) -> tuple[date, date]:
        since, until = self.since.date(), self.until.date()
        return date(since.year(), since.month(), since.day()), date(until.year(), until.month(), until.day())


def _midnight(day: date) -> clock.Instant:
    return clock.of_wall(day.year, day.month, day.day, 0, 0)


def _day(label: str) -> WhenPicker:
    made = WhenPicker("d MMM yyyy")
    made.setAccessibleName(label)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
