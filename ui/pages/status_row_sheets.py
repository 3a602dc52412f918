"""Sheets of one row of the restricted notes, ended, put right or withdrawn, and of rows marked as entered in CWS/CMS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fieldapp.desk.statusfile import RowView, StatusFile
from fieldapp.desk.window import faults
from fieldapp.document.model import GridRow
from fieldapp.text import _, initials
from ui.pages.forms import Sheet, beside
from ui.widgets.buttons import Choices
from ui.widgets.fields import Line
from ui.widgets.text import Said, column

Change = Literal["end", "correct", "withdraw"]


@dataclass(frozen=True, slots=True)
class RowChange:
    """What is done to a row."""

    how: Change
    key: str
    value: GridRow
    reason: str


class RowSheet(Sheet):
    """One row: its end, its days put right, or withdrawn; the last two with their reason."""

    def __init__(self) -> None:
        self._view: RowView | None = None
        self._file: StatusFile | None = None
        super().__init__(_("A row"), _("Keep"))

    def _fields(self) -> None:
        ways = (("end", _("It ended")), ("correct", _("Put right")), ("withdraw", _("Withdraw")))
        self.how = Choices(_("What"), ways, height=32)
        self.how.chosen.connect(lambda _value: self._on_changed())
        self.start, self.end, self.basis = Line(_("Start, as 2026-11-22")), Line(_("End")), Line(_("On what it rests"))
        self.reason = Line(_("Why"), _("The row as it was stays here to be read."))
        self.faults = Said("", "small", "red", wraps=True)
        self.earlier = column(gap=2)
        self.body.addWidget(self.how)
        self.body.addWidget(beside(self.start, self.end, self.basis))
        self.body.addWidget(self.faults)
        self.body.addWidget(self.reason)
        self.body.addLayout(self.earlier)
        for line in (self.start, self.end):
            line.edit.textEdited.connect(lambda _text: self._on_changed())

    def open_for(self, view: RowView, file: StatusFile) -> None:
        """Begin with the row as it stands."""
        self._view, self._file = view, file
        value = view.held.first.value
        self.title.setText(f"{view.label} · {view.id_words}")
        self.start.edit.setText(value.start or "")
        self.end.edit.setText(value.end or "")
        self.basis.edit.setText(value.basis)
        self.reason.edit.clear()
        self.how.choose("correct" if value.end or view.held.first.withdrawn else "end")
        self._on_changed()
        self.show()
        (self.start if value.end else self.end).edit.setFocus()

    def _on_changed(self) -> None:
        how = self.how.value()
        self.start.setEnabled(how == "correct")
        self.basis.setEnabled(how == "correct")
        self.end.setEnabled(how != "withdraw")
        self.reason.setVisible(how != "end")
        if self._file is not None and self._view is not None:
            found = faults([self._row()], self._file.born, date.fromisoformat(self._file.today))
            self.faults.setText(found[0].words if found and how != "withdraw" else "")

    def _row(self) -> GridRow:
        type_ = self._view.held.first.value.type if self._view else "at_risk"
        return GridRow(type=type_, start=self.start.text() or None, end=self.end.text() or None, basis=self.basis.text())

    def value(self) -> RowChange:
        """The change."""
        how: Change = "correct"
        if self.how.value() == "end":
            how = "end"
        elif self.how.value() == "withdraw":
            how = "withdraw"
        return RowChange(how, self._view.held.key if self._view else "", self._row(), self.reason.text())


class EnteredSheet(Sheet):
    """The rows stand in CWS/CMS now: on which day, and who entered them."""

    def __init__(self) -> None:
        super().__init__(_("Entered in CWS/CMS"), _("Mark entered"))

    def _fields(self) -> None:
        self.day, self.by = Line(_("Entered on"), _("As 2026-11-22")), Line(_("Entered by"), _("Name or initials"))
        self.body.addWidget(beside(self.day, self.by))

    def open_for(self, file: StatusFile, me: str) -> None:
        """Today, and the person at the desk."""
        self.day.edit.setText(file.today)
        self.by.edit.setText(initials(me))
        self.show()
        self.day.edit.setFocus()
        self.day.edit.selectAll()

    def value(self) -> tuple[str, str]:
        """(day, by)."""
        return self.day.text(), self.by.text()
