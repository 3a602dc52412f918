"""Take in a caseload: choose the sheet, check which column holds what, look through the rows, take them (P16)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHeaderView, QTableView, QWidget

from fieldapp.desk import window
from fieldapp.desk.desk import Progress
from fieldapp.desk.intake import Taken, look, save_report, take
from fieldapp.desk.window import Candidate, Column, Sheet
from fieldapp.errors import FieldError
from fieldapp.places import begin_of
from fieldapp.text import _, harmless, ngettext
from ui.models.caseload import CaseloadModel
from ui.pages.page import Page
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, CardHead, Chip, Hairline, page_head
from ui.widgets.fields import Pick
from ui.widgets.text import Said, column, row
from ui.work import Job, words_for

_SHOWN = 12


def column_words() -> tuple[tuple[Column, str], ...]:
    """What a column of the sheet can hold, in the order of the page."""
    return (
        ("given", _("First name")), ("family", _("Last name")), ("chosen", _("Chosen name")), ("legal", _("Legal name")),
        ("pronouns", _("Pronouns")), ("born", _("Birth date")), ("jurisdiction", _("Status")), ("lead_agency", _("Lead agency")),
        ("cws_client_id", _("Client ID")), ("court_number", _("Court number")), ("probation_number", _("Probation number")),
        ("placement", _("Placement")), ("placement_phone", _("Placement phone")), ("court_county", _("Court county")),
        ("placement_county", _("Placement county")),
    )  # fmt: skip


class CaseloadPage(Page):
    """Nothing is written before the rows were looked through."""

    def _build(self) -> None:
        self._sheet: Sheet | None = None
        self._job: Job | None = None
        self._taken: Taken | None = None
        back = Btn(_("Youths"), "plain", "users")
        back.clicked.connect(lambda: self.go.emit("youths", "", ""))
        self.other = Btn(_("Another sheet…"), "plain", "folder")
        self.other.clicked.connect(self._on_choose)
        self.begin = Btn(_("Take in"), "primary", "check", "Ctrl Return").bound("Ctrl+Return")
        self.begin.clicked.connect(self._on_take)
        self.stop = Btn(_("Stop"), "plain")
        self.stop.clicked.connect(self._on_stop)
        note = _("An Excel or CSV file with one row a youth. Nothing is taken before you have looked through it.")
        self.content.addLayout(page_head(_("Take in a caseload"), note, back, self.other, self.stop, self.begin))
        self.said = Said("", "body", "muted", wraps=True)
        self.content.addWidget(self.said)
        self.content.addWidget(self._empty())
        self.content.addWidget(self._mapping())
        self.content.addWidget(self._table(), 1)
        self.content.addWidget(self._report())
        self.content.addStretch(0)
        self._ready()

    def _empty(self) -> Card:
        """What to do, where nothing was chosen yet."""
        self.choose = choose = Btn(_("Choose a sheet…"), "primary", "folder", "Ctrl O").bound("Ctrl+O")
        choose.clicked.connect(self._on_choose)
        steps = (
            _("Export your caseload from the county's system as an Excel or CSV file, without a password."),
            _("Say which column holds what. Most are guessed from their headings; a name is all that is needed."),
            _("Look through the rows: what is new, what is here already, and what cannot be taken with the reason."),
            _("Take them in. You can stop at any time, and save a list of what was not taken."),
        )
        said = [(Chip(str(n), "accent"), Said(words, "body", wraps=True)) for n, words in enumerate(steps, 1)]
        lines = [row(number, 4, words, margins=(0, 3, 0, 3)) for number, words in said]
        for line in lines:
            line.setStretch(2, 1)
        head = CardHead(_("One row a youth, and nobody is typed twice"), "", "upload")
        body = column(*lines, 8, row(choose, None), margins=(16, 8, 16, 16))
        self.empty = Card(head, Hairline(), body, margin=0, gap=0)
        return self.empty

    def _mapping(self) -> Card:
        self.picks: dict[Column, Pick] = {}
        grid = QGridLayout()
        grid.setContentsMargins(16, 8, 16, 16)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, (name, words) in enumerate(column_words()):
            pick = Pick(words, ())
            pick.box.setMinimumWidth(120)
            pick.box.currentIndexChanged.connect(self._on_mapped)
            self.picks[name] = pick
            grid.addWidget(pick, place // 5, place % 5)
        held = QWidget()
        held.setLayout(grid)
        self.mapping = Card(
            CardHead(_("Which column holds what"), _("guessed from the headings"), "list-checks"), held, margin=0, gap=0
        )
        return self.mapping

    def _table(self) -> Card:
        self.model, self.table = CaseloadModel(), QTableView()
        self.model.chosen_changed.connect(self._ready)
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Rows of the sheet"))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate((72, 240, 110, 220)):
            head.resizeSection(place, width)
        self.table.verticalHeader().setDefaultSectionSize(32)
        self.table.setMinimumHeight(220)
        self.head = CardHead(_("Rows"), "", "users")
        self.rows = Card(self.head, Hairline(), self.table, margin=1, gap=0)
        return self.rows

    def _report(self) -> Card:
        save = Btn(_("Save the report…"), "plain", "save", height=32)
        save.clicked.connect(self._on_save)
        self.outcome = CardHead(_("Taken in"), "", "check", save)
        self.left = Said("", "body", "muted", wraps=True)
        self.report = Card(self.outcome, Hairline(), column(self.left, margins=(16, 8, 16, 12)), margin=0, gap=0)
        return self.report

    def forget(self) -> None:
        """No name stays."""
        self._sheet, self._taken, self._job = None, None, None
        self.model.show_rows(())
        self._say("")
        self._ready()

    def refresh(self) -> None:
        """What can be done first has the focus."""
        if self.choose.isVisible():
            self.choose.setFocus()

    def enter(self, youth: str, episode: str) -> None:  # noqa: ARG002 - about nobody yet
        """Empty, until a sheet is chosen."""
        self.forget()
        self.stale()

    # -- the sheet

    def _on_choose(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, _("Caseload"), "", _("Sheets (*.xlsx *.xlsm *.csv *.txt)"))
        if name:
            self.open_sheet(Path(name))

    def open_sheet(self, path: Path) -> None:
        """Read a sheet and guess its columns."""
        self.forget()
        self._say(_("Reading {name} …").format(name=harmless(path.name)))
        self.session.read(lambda: window.read(_bytes(path), path.name), self._on_sheet, self._on_refused)

    def _on_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        guessed = window.guess(sheet.headings)
        for name, pick in self.picks.items():
            pick.box.blockSignals(True)
            pick.box.clear()
            pick.box.addItem(_("none"), "")
            for place, heading in enumerate(sheet.headings):
                pick.box.addItem(heading or _("column {n}").format(n=place + 1), str(place))
            pick.choose(str(guessed.get(name, "")))
            pick.box.blockSignals(False)
        self._on_mapped()

    def _on_mapped(self) -> None:
        self._look(_("Look through the rows. What stands here already is left out unless you tick it."))

    def _look(self, words: str) -> None:
        """Ask what would become of each row; words: what is said above them."""
        sheet = self._sheet
        if sheet is None:
            return
        columns: dict[Column, int] = {name: int(pick.value()) for name, pick in self.picks.items() if pick.value()}
        self.session.ask(lambda desk: look(desk, sheet, columns), lambda rows: self._on_rows(words, rows), self._on_refused)

    def _on_rows(self, words: str, rows: tuple[Candidate, ...]) -> None:
        self._say(words)
        self.model.show_rows(rows)

    def _on_refused(self, error: BaseException) -> None:
        """Said where the sheet was chosen; the rows of before are no longer offered."""
        if not isinstance(error, FieldError):
            raise error
        self.model.show_rows(())
        self._say(" ".join(words_for(error)), "red")

    # -- taking in

    def _on_take(self) -> None:
        rows, chosen = self.model.rows(), self.model.chosen()
        if not chosen or self._job is not None:
            return
        self._job = self.session.do_long(
            lambda desk: desk.slices(take, rows, chosen), self._on_taken, self._on_failed, self._on_progress
        )
        self._ready()

    def _on_progress(self, progress: Progress) -> None:
        self._say(_("{what}: {done} of {total}").format(what=progress.what, done=progress.done, total=progress.total))

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._look(_("Stopped. What was taken stays, and shows below as already in your store."))
            self._ready()

    def _on_taken(self, taken: Taken) -> None:
        self._job, self._taken, self._sheet = None, taken, None
        self.model.show_rows(())
        self._say("")
        self.outcome.title.setText(ngettext("{n} youth taken in", "{n} youths taken in", taken.count).format(n=taken.count))
        lines = [_("Row {n}: {why}").format(n=number, why=why) for number, why in taken.left]
        more = [_("… and {n} more; the saved report has them all.").format(n=len(lines) - _SHOWN)] if len(lines) > _SHOWN else []
        self.left.setText("\n".join([*lines[:_SHOWN], *more]) or _("Every row was taken."))
        self._ready()

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        self._ready()
        self._on_refused(error)

    def _on_save(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(self, _("Save the report"), "caseload-report.csv")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the report."""
        taken = self._taken
        if taken is not None:
            self.session.read(lambda: save_report(taken, path), lambda _none: self._say(_("Saved.")), self._on_refused)

    # -- what can be done now

    def _ready(self) -> None:
        """Show and enable what fits the step."""
        rows, chosen = len(self.model.rows()), len(self.model.chosen())
        chosen_one = self._sheet is not None or self._taken is not None
        self.empty.setVisible(not chosen_one)
        self.other.setVisible(chosen_one)
        self.begin.setVisible(self._sheet is not None)
        self.mapping.setVisible(self._sheet is not None)
        self.rows.setVisible(rows > 0)
        self.report.setVisible(self._taken is not None)
        self.stop.setVisible(self._job is not None)
        self.begin.setEnabled(chosen > 0 and self._job is None)
        self.begin.setText(
            ngettext("Take in {n} youth", "Take in {n} youths", chosen).format(n=chosen) if chosen else _("Take in")
        )
        self.begin.setAccessibleName(self.begin.text())
        self.head.note.setText(_("{n} of {all} ticked").format(n=chosen, all=rows))

    def _say(self, sentence: str, ink: str = "muted") -> None:
        self.said.inked(ink)
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))


def _bytes(path: Path) -> bytes:
    try:
        return begin_of(path, window.MOST_BYTES + 1)
    except OSError as error:
        raise window.unreadable() from error
