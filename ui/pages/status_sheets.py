"""Sheets of the restricted notes: rows added with the status, one row ended, put right or withdrawn, rows marked as entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from fieldapp import clock
from fieldapp.desk.statusfile import RowView, StatusFile, cse_words
from fieldapp.desk.window import faults
from fieldapp.document import flow
from fieldapp.document.model import GRID, Cse, GridRow, GridType, Status
from fieldapp.text import _, initials
from ui.pages.forms import Sheet, beside
from ui.widgets.buttons import Choices
from ui.widgets.cards import Hairline
from ui.widgets.fields import Field, Line, Moment
from ui.widgets.text import Said, column, holding, row

_WORDS: tuple[Cse, ...] = ("none", "at_risk", "victim")


class GridLine(QWidget):
    """One type of the grid: its question; answered yes, its row with start, end and basis, and what the state would refuse."""

    changed = Signal()

    def __init__(self, type_: GridType, question: str) -> None:
        super().__init__()
        self.type_ = type_
        kind = next(each for each in GRID if each.type == type_)
        self.yes = QCheckBox(question)
        self.yes.setAccessibleName(question)
        number = str(kind.system_id) if kind.id_seen else _("{id}, inferred").format(id=kind.system_id)
        self.start, self.end = Line(_("Start, as 2026-11-22")), Line(_("End") if not kind.end_required else _("End, required"))
        self.basis = Line(_("On what it rests"))
        self.fault = Said("", "small", "red", wraps=True)
        self.more = holding(column(beside(self.start, self.end, self.basis), self.fault, gap=2, margins=(26, 0, 0, 0)))
        self.more.hide()
        label = Said(f"{kind.label} · {number}", "small", "muted")
        self.setLayout(column(row(self.yes, None, label), self.more, gap=4))
        self.yes.toggled.connect(self._on_toggled)
        for line in (self.start, self.end, self.basis):
            line.edit.textEdited.connect(lambda _text: self.changed.emit())

    def value(self) -> GridRow:
        """The row as it is typed."""
        return GridRow(type=self.type_, start=self.start.text() or None, end=self.end.text() or None, basis=self.basis.text())

    def empty(self) -> None:
        """No answer and no row."""
        for line in (self.start, self.end, self.basis):
            line.edit.clear()
        self.fault.setText("")
        self.yes.setChecked(False)

    def _on_toggled(self, on: bool) -> None:  # noqa: FBT001 - a signal has no names
        self.more.setVisible(on)
        if on:
            self.start.edit.setFocus()
        self.changed.emit()


class SaveSheet(Sheet):
    """A status and the rows that come with it: each yes is a row, one of a type."""

    def __init__(self) -> None:
        self._file: StatusFile | None = None
        self._chosen = flow.Chosen()
        super().__init__(_("State and add rows"), _("Save"))

    def _fields(self) -> None:
        self.hint = Said("", "small", "muted", wraps=True)
        self.screening = Said("", "small", "muted", wraps=True)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.screening)
        self.lines: dict[GridType, GridLine] = {type_: GridLine(type_, ask) for type_, ask in flow.questions()}
        for type_, line in self.lines.items():
            self.body.addWidget(Hairline())
            self.body.addWidget(line)
            line.yes.toggled.connect(lambda on, type_=type_: self._on_answer(type_, on=on))
            line.changed.connect(self._on_changed)
        self.body.addWidget(Hairline())
        self.word = Choices(_("Held from now on"), tuple((each, cse_words(each)) for each in _WORDS), height=32)
        self.word.chosen.connect(lambda _value: self._on_changed())
        self.believed = Moment(_("First reasonably believed"), 0, _("Reports to police and hotline count from here."))
        self.basis = Line(_("On what the status rests"))
        self.body.addWidget(beside(Field(_("Held from now on"), self.word), self.believed))
        self.reason = Line(_("Why an earlier status is put right"), _("Only where the one before was wrong."))
        self.body.addWidget(beside(self.basis, self.reason))
        self.doubt = Said("", "small", "amber", wraps=True)
        self.body.addWidget(self.doubt)

    def open_for(self, file: StatusFile, now: int) -> None:
        """Begin with what is held."""
        self._file, self._chosen = file, flow.Chosen()
        said = _("The questions are our proposal ({sure}), read from the grid’s labels and WIC 16501.45; a supervisor confirms.")
        self.hint.setText(said.format(sure=_("practice, not law")))
        self.screening.setText(file.screening)
        self.screening.setVisible(bool(file.screening))
        for line in self.lines.values():
            line.empty()
        held = file.status
        self.word.choose(held.cse if held else "none")
        self.believed.show_instant(held.identified_at if held and held.identified_at is not None else now)
        self.basis.edit.setText(held.basis if held else "")
        self.reason.edit.clear()
        self.reason.setVisible(held is not None)
        self._on_changed()
        self.show()
        self.lines["at_risk"].yes.setFocus()

    def _on_answer(self, type_: GridType, *, on: bool) -> None:
        self._chosen = flow.answer(self._chosen, type_, yes=on)
        shown = flow.word_for(self._chosen.types)
        if _WORDS.index(shown) > _WORDS.index(self._word()):
            self.word.choose(shown)
        self._on_changed()

    def _on_changed(self) -> None:
        """What the state's screen would not take, row by row; and what to look at again."""
        file, rows = self._file, self.rows()
        self.fault.setText("")
        self.believed.setVisible(self._word() == "victim")
        if file is None:
            return
        found = faults(rows, file.born, date.fromisoformat(file.today))
        for place, each in enumerate(rows):
            line, typed = self.lines[each.type], each.start or each.end
            said = [fault.words for fault in found if fault.row == place and (typed or fault.rule != "intake-1")]
            line.fault.setText(said[0] if said and typed else "")
        self.doubt.setText("\n".join(flow.doubts(rows, file.absences)))

    def _word(self) -> Cse:
        return next((each for each in _WORDS if each == self.word.value()), "none")

    def rows(self) -> list[GridRow]:
        """The rows of the yes answers, in the order of the grid."""
        return [self.lines[type_].value() for type_ in self._chosen.types]

    def value(self) -> tuple[Status, str]:
        """(status with its rows, why an earlier one is put right)."""
        cse = self._word()
        believed = self.believed.instant() if cse == "victim" else None
        held = self._file.status if self._file else None
        before = held.identified_at if held else None
        if believed is not None and before is not None and before // clock.MINUTE == believed // clock.MINUTE:
            believed = before
        status = Status(cse=cse, rows=tuple(self.rows()), basis=self.basis.text(), identified_at=believed)
        return status, self.reason.text()


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
