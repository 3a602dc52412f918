"""Who did what with this store: every way in, youth opened, paper, bundle, check and backup; by whom, when, on which laptop."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog

from fieldapp.desk.accesslog import SORTS, Log, Sort, WantedLog, chosen, read, save
from fieldapp.desk.desk import Progress
from fieldapp.errors import FieldError
from fieldapp.text import _, ngettext
from ui.models.accesses import AccessModel
from ui.pages.page import Page
from ui.widgets.between import Between
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, page_head
from ui.widgets.day_rows import DayList
from ui.widgets.part_chips import PartChips
from ui.widgets.picker import Picker
from ui.widgets.text import Filling, Said, column, holding, row
from ui.work import Job, words_for

_HIGH = 38


def sort_words(sort: Sort) -> str:
    """What accesses are about, for the choice above the list."""
    return {
        "ways_in": _("Ways in"),
        "youths": _("Youths opened"),
        "papers": _("Papers"),
        "exchange": _("Bundles"),
        "store": _("The store"),
        "people": _("Laptops"),
        "gap": _("Missing"),
    }[sort]


class AuditPage(Page):
    """Opened for all of it, or with a youth for who opened that record."""

    def _build(self) -> None:
        self._log: Log | None = None
        self._wanted_youth = self._told = ""
        self._reading: Job | None = None
        self.save = Btn(_("Save the list…"), "plain", "save", "Ctrl S", height=36).bound("Ctrl+S")
        self.save.clicked.connect(self._on_save)
        back = Btn(_("Settings"), "plain", "settings", height=36)
        back.clicked.connect(lambda: self.go.emit("settings", "", ""))
        note = _("Youths by their initials. What a laptop has not sent yet is shown as missing.")
        self.content.addLayout(page_head(_("Accesses"), note, back, self.save))
        self.content.addWidget(self._filter())
        self.model = AccessModel()
        self.list = DayList(self.model, _("Accesses, newest first"))
        self.list.activated.connect(lambda _index: self._on_open())
        self.said = Said("", "body", "muted", wraps=True)
        self.empty = holding(column(self.said, margins=(16, 12, 16, 12)))
        listed = Card(self.empty, self.list, margin=1, gap=0)
        listed.body.setContentsMargins(1, 8, 1, 8)  # the list has no round corners
        listed.body.setStretch(1, 1)
        self.content.addWidget(Filling(column(listed)), 1)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Escape"), self, self._on_escape, context=within)
        self._say("")

    def _filter(self) -> Filling:
        self.person, self.youth = Picker(), Picker()
        for box, name in ((self.person, _("By whom")), (self.youth, _("Whose record was opened"))):
            box.setAccessibleName(name)
            box.setMinimumWidth(160)
            box.setMaximumWidth(260)
            box.setFixedHeight(_HIGH)
            box.activated.connect(lambda _at: self._narrow())
        self.between = Between().of_height(_HIGH)
        self.between.changed.connect(self._narrow)
        self.parts = PartChips()
        self.parts.chosen.connect(lambda _part: self._narrow())
        self.parts.cleared.connect(self._show_all)
        return Filling(column(row(self.person, self.youth, self.between, None, gap=8), self.parts, gap=8))

    # -- where we are

    def enter(self, youth: str, episode: str) -> None:  # noqa: ARG002 - the page is about the youth
        """With a youth: who opened that record; without: all of it, as it was left."""
        if youth:
            self._wanted_youth = youth
            self._clear()
        self.stale()

    def refresh(self) -> None:
        """Read all of it."""
        self._stop()
        self._reading = self.session.look_long(read, self._on_read, None, self._on_reading)
        self.list.setFocus()

    def forget(self) -> None:
        """Nothing of it stays."""
        self._stop()
        self._log, self._wanted_youth = None, ""
        self.model.show_found(())
        self._clear()
        for box in (self.person, self.youth):
            box.clear()
        self.parts.forget()
        self._say("")

    def _stop(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    # -- what is shown

    def _on_reading(self, far: Progress) -> None:
        if self._log is None:
            self._say(_("{what}: {done}").format(what=far.what, done=f"{far.done:,}"))

    def _on_read(self, log: Log) -> None:
        self._reading, self._log = None, log
        _filled(self.person, _("by anybody"), log.people)
        _filled(self.youth, _("any youth"), log.youths)
        if self._wanted_youth:
            self.youth.setCurrentIndex(max(0, self.youth.findData(self._wanted_youth)))
            self._wanted_youth = ""
        counts = Counter(each.sort for each in log.accesses)
        self.parts.show_parts(len(log.accesses), {sort: (sort_words(sort), counts[sort]) for sort in SORTS if counts[sort]})
        self.between.show_days(each.at for each in log.accesses)
        self._narrow()

    def _narrow(self) -> None:
        if self._log is None:
            return
        since, until = self.between.limits()
        sort: Sort | Literal[""] = next((each for each in SORTS if each == self.parts.part), "")
        person, youth = str(self.person.currentData() or ""), str(self.youth.currentData() or "")
        wanted = WantedLog(sort, person, youth, since, until)
        found, of_any_kind = chosen(self._log, wanted), chosen(self._log, replace(wanted, sort=""))
        self.parts.recount(len(of_any_kind), Counter(each.sort for each in of_any_kind))
        self.parts.narrow(on=wanted != WantedLog())
        self.model.show_found(found)
        self.save.setEnabled(bool(found))
        self._say(self._told if found else _("Nothing of that kind in these days. Esc shows all."))
        self._told = ""
        if found:
            self.list.setCurrentIndex(self.model.index(0, 0))

    def _clear(self) -> None:
        self.parts.show_all()
        self.person.setCurrentIndex(0)
        self.youth.setCurrentIndex(0)
        self.between.show_all()

    def _show_all(self) -> None:
        self._clear()
        self._narrow()

    def _say(self, sentence: str, ink: str = "muted") -> None:
        self.said.inked(ink)
        self.said.setText(sentence)
        self.empty.setVisible(bool(sentence))

    # -- keys

    def _on_escape(self) -> None:
        """First everything again, then back to the settings."""
        if self.parts.narrowed:
            self._show_all()
        else:
            self.go.emit("settings", "", "")

    def _on_open(self) -> None:
        """To the history of the youth whose record was opened."""
        each = self.model.access(self.list.currentIndex())
        if each is not None and each.youth:
            self.go.emit("history", each.youth, "")

    # -- saving

    def _on_save(self) -> None:
        kinds = _("Tables (*.csv *.xlsx)")
        name, _filter = QFileDialog.getSaveFileName(self, _("Save the list of accesses"), "accesses.csv", kinds)
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write what is shown; that it was written down first is the next line of the list."""
        shown = tuple(self.model.found())
        self.session.ask(lambda desk: save(desk, shown, path), partial(self._on_saved, len(shown)), self._on_not_saved)

    def _on_saved(self, count: int, _none: None) -> None:
        self._told = ngettext("Saved: {n} access.", "Saved: {n} accesses.", count).format(n=f"{count:,}")
        self.refresh()

    def _on_not_saved(self, error: BaseException) -> None:
        if not isinstance(error, FieldError):
            raise error
        self._say(" ".join(words_for(error)).strip(), "red")


def _filled(box: Picker, first: str, options: tuple[tuple[str, str], ...]) -> None:
    """A box with what there is; what was chosen stays where it still can be."""
    before = box.currentData()
    box.clear()
    box.addItem(first, "")
    for value, words in options:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(before)))
