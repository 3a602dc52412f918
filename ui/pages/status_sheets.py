"""The sheet of a save in the restricted notes: what is held, since when clocks run, and the rows that are added with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.desk.statusfile import StatusFile, cse_words
from fieldapp.desk.window import faults
from fieldapp.document import flow
from fieldapp.document.model import GRID, Cse, GridRow, GridType, Status
from fieldapp.text import _
from ui.pages.forms import Sheet, as_bool, beside, show_bool, yes_no
from ui.widgets.buttons import Choices
from ui.widgets.cards import Hairline
from ui.widgets.fields import Field, Line, Moment
from ui.widgets.text import Said, column, holding, row
from ui.widgets.ticks import Tick

_WORDS: tuple[Cse, ...] = ("none", "at_risk", "victim")


class GridLine(QWidget):
    """One type of the grid: its question; answered yes, its row with start, end and basis, and what the state would refuse."""

    changed = Signal()

    def __init__(self, type_: GridType, question: str) -> None:
        super().__init__()
        self.type_ = type_
        kind = next(each for each in GRID if each.type == type_)
        self.yes = Tick(question)
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


class Since(QWidget):
    """A question of the rules that an instant answers: no answer is none; what was answered stays to the millisecond."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._before: int | None = None
        self.yes, self.at = Tick(what), Moment(_("Since"), 0)
        self.at.hide()
        self.yes.toggled.connect(self.at.setVisible)
        line = row(self.yes, None, self.at)
        self.setLayout(line)

    def ask(self, question: str, before: int | None, now: int) -> None:
        """Ask it, with the answer that was given before."""
        self._before = before
        self.yes.say(question)
        self.at.show_instant(before if before is not None else now)
        self.yes.setChecked(before is not None)

    def instant(self) -> int | None:
        """The answer."""
        return same_minute(self.at.instant(), self._before) if self.yes.isChecked() else None


def same_minute(shown: int, before: int | None) -> int:
    """What a field of minutes shows; the instant that it was filled with, where nobody changed it."""
    return before if before is not None and before // clock.MINUTE == shown // clock.MINUTE else shown


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save states. reason: why an earlier status is put right · hhs: whether the HHS question comes up."""

    status: Status
    reason: str
    hhs: bool | None


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
        self.suspected, self.trafficking = Since(_("Suspicion of abuse")), Since(_("Possible trafficking"))
        self.hhs_asked, self.hhs = Said("", "body", wraps=True), yes_no(_("Does the HHS question come up?"))
        self.hhs_line = row(self.hhs_asked, self.hhs, gap=12)
        self.hhs_line.setStretch(0, 1)
        for part in (self.suspected, self.trafficking):
            self.body.addWidget(part)
        self.body.addWidget(holding(self.hhs_line))
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
        self.suspected.ask(file.asks["suspected"], held.suspected_at if held else None, now)
        self.trafficking.ask(file.asks["trafficking_suspected"], held.trafficking_at if held else None, now)
        self.hhs_asked.setText(file.asks["hhs_question"])
        self.hhs_asked.setVisible(file.minor)
        self.hhs.setVisible(file.minor)
        show_bool(self.hhs, file.hhs)
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

    def value(self) -> Saved:
        """The save as it is typed."""
        cse, held = self._word(), self._file.status if self._file else None
        believed = same_minute(self.believed.instant(), held.identified_at if held else None) if cse == "victim" else None
        status = Status(
            cse=cse,
            rows=tuple(self.rows()),
            basis=self.basis.text(),
            identified_at=believed,
            suspected_at=self.suspected.instant(),
            trafficking_at=self.trafficking.instant(),
        )
        return Saved(status, self.reason.text(), as_bool(self.hhs))
