"""The history of a youth: every record that this store holds, newest first, by day; searched, narrowed, and opened by keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListView

from fieldapp.desk.desk import Progress
from fieldapp.desk.history import Outline, Ref, Wanted, chosen, outline
from fieldapp.desk.historydetail import Detail, Place, Words, closed_words, detail, place_of, searching
from fieldapp.desk.historylines import Line, lines
from fieldapp.text import _, ngettext
from ui.models.history import HistoryModel
from ui.pages.history_detail import DetailCard
from ui.pages.history_filter import Filter
from ui.pages.page import Page
from ui.pages.wrong_youth import chosen_words
from ui.session import Session
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.day_rows import DayList
from ui.widgets.text import Filling, Said, column, holding, row
from ui.work import Job

_NARROW, _MOST_AT_ONCE = 304, 1_000


class HistoryPage(Page):
    """Opened with a youth."""

    areas = frozenset({"youth", "agenda", "locate", "document", "determine", "identify", "report"})

    def __init__(self, session: Session) -> None:
        self._youth = ""
        self._outline: Outline | None = None
        self._found: frozenset[bytes] | None = None
        self._words, self._at = Words(), b""
        self._asked: Job | None = None
        self._before = 0
        super().__init__(session)

    def _build(self) -> None:
        self.title, self.note = Said(_("History"), "title"), Said("", "body", "muted")
        back = Btn(_("Youth"), "plain", "user", height=36)
        back.clicked.connect(self._on_back)
        head = row(column(self.title, self.note, gap=2), None, back)
        self.content.addLayout(head)
        self.filter = Filter()
        self.filter.changed.connect(self._narrow)
        self.filter.typed.connect(self._on_typed)
        self.filter.search.moved.connect(self._on_moved)
        self.filter.search.returnPressed.connect(self._on_open)
        self.content.addWidget(self.filter)
        self.model = HistoryModel()
        self.model.wanted.connect(self._on_wanted)
        self.list = DayList(self.model, _("Records of this youth"))
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.selectionModel().selectionChanged.connect(lambda _now, _before: self._on_selected())
        self.list.activated.connect(lambda _index: self._on_open())
        self.said = Said("", "body", "muted", wraps=True)
        self.detail = DetailCard()
        self.detail.setFixedWidth(_NARROW)
        self.detail.opened.connect(self._on_open)
        self.detail.looking.connect(self._on_looking)
        self.detail.wrong.connect(self._on_wrong)
        self.empty = holding(column(self.said, margins=(16, 12, 16, 12)))
        listed = Card(self.empty, self.list, margin=1, gap=0)
        listed.body.setContentsMargins(1, 8, 1, 8)  # the list has no round corners
        listed.body.setStretch(1, 1)
        both = row(listed, self.detail, gap=16)
        both.setStretch(0, 1)
        self.content.addWidget(Filling(both), 1)
        self._keys()
        self._say("")

    def _keys(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+F"), self, self._on_find, context=within)
        QShortcut(QKeySequence("Escape"), self, self._on_escape, context=within)

    # -- where we are

    def enter(self, youth: str, episode: str) -> None:  # noqa: ARG002 - the page is about the youth
        """Show another youth's; the same one's as it was left."""
        if youth and youth != self._youth:
            self.forget()
            self._youth = youth
        self.stale()

    def refresh(self) -> None:
        """Ask for the outline."""
        youth = self._youth
        if youth:
            self.session.ask(lambda desk: outline(desk, youth), partial(self._on_outline, youth))
        self.list.setFocus()

    def forget(self) -> None:
        """Nothing of it stays."""
        self._stop()
        self._youth, self._outline, self._found, self._at = "", None, None, b""
        self._words = Words()
        self.model.show_refs(())
        self.filter.forget()
        self.detail.forget()
        self.note.setText("")
        self._say("")

    # -- what is shown

    def _on_outline(self, youth: str, found: Outline | None) -> None:
        if youth != self._youth:
            return
        self._before = self.model.rowCount()
        self._outline, self._words = found, Words()
        if found is None:
            self.model.show_refs(())
            self._say(_("This record is not in your store."))
            return
        count = ngettext("{n} record", "{n} records", len(found.refs)).format(n=f"{len(found.refs):,}")
        self.note.setText(_("{name} · {count}, newest first").format(name=found.name, count=count))
        self.filter.show_outline(found)
        self._on_typed(self.filter.search.text())

    def _on_typed(self, typed: str) -> None:
        """Other words: a search that is given up loses nothing of what was read for it."""
        self._stop()
        found, held = self._outline, self._words
        if found is None or not typed.strip():
            self._found = None
            self._narrow()
            return
        self._asked = self.session.ask_long(
            lambda desk: searching(desk, found, typed, held), partial(self._on_hits, typed), None, self._on_reading
        )

    def _stop(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None

    def _on_reading(self, far: Progress) -> None:
        self._say(_("{what}: {done} of {total}").format(what=far.what, done=f"{far.done:,}", total=f"{far.total:,}"))

    def _on_hits(self, typed: str, hits: frozenset[bytes]) -> None:
        self._asked = None
        if typed == self.filter.search.text():
            self._found = hits
            self._narrow()

    def _narrow(self) -> None:
        """Show what is wanted of the outline."""
        if self._outline is None:
            return
        of = self.filter.wanted()
        wanted = Wanted(of.part, of.person, of.since, of.until, self._found)
        refs = chosen(self._outline.refs, wanted)
        self.filter.parts.narrow(on=not wanted.all)
        self._say("" if refs else self._nothing(wanted))
        first, self._before = self._before, 0
        self.model.show_refs(refs, min(first, _MOST_AT_ONCE))
        self.model.fetchMore(QModelIndex())

    def _nothing(self, wanted: Wanted) -> str:
        if wanted.found is not None:
            return _("No record has these words. Accents and one slip a word are forgiven; Esc shows all.")
        return _("Nothing of that kind in these days. Esc shows all.")

    def _on_wanted(self, refs: tuple[Ref, ...]) -> None:
        self.session.ask(lambda desk: lines(desk, refs), partial(self._on_lines, refs))

    def _on_lines(self, refs: tuple[Ref, ...], found: tuple[Line, ...]) -> None:
        first = self.model.rowCount() == 0
        self.model.add_lines(refs, found)
        if first and self.model.rowCount():
            self.at_row(max(0, self.model.place_of(self._at)))
        elif first:
            self.detail.forget()

    # -- one of them

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        line, found = self.model.line(now), self._outline
        if line is None or found is None:
            self.detail.forget()
            return
        self._at = line.ref.entry
        self.session.ask(lambda desk: detail(desk, found, line.ref), partial(self._on_detail, line.ref))

    def _on_detail(self, ref: Ref, found: Detail | None) -> None:
        if ref.entry == self._at:
            self.detail.show_detail(found)

    def _on_looking(self) -> None:
        youth, shown = self._youth, self.detail.detail
        if shown is not None:
            self.session.ask(lambda desk: closed_words(desk, youth, shown.line.ref), self.detail.show_closed)

    def _on_open(self) -> None:
        line, youth = self.model.line(self.list.currentIndex()), self._youth
        if line is not None:
            self.session.ask(lambda desk: place_of(desk, youth, line.ref), self._on_place)

    def _chosen(self) -> list[Line]:
        """The records that are chosen in the list, from the top."""
        places = sorted(each.row() for each in self.list.selectionModel().selectedIndexes())
        return [line for each in places if (line := self.model.line(self.model.index(each, 0))) is not None]

    def _on_selected(self) -> None:
        self.detail.choose(len(self._chosen()))

    def _on_wrong(self) -> None:
        """What is chosen was entered in the wrong youth; what is withdrawn already can be put back."""
        chosen = self._chosen()
        current = self.model.line(self.list.currentIndex())
        if current is None or not chosen:
            return
        if current.standing.how == "withdrawn":
            self.go.emit("wrongyouth", self._youth, "")
            return
        stream = current.ref.stream  # of records that are joined each is withdrawn from where it stands
        entries = [line.ref.entry for line in chosen if line.ref.stream == stream]
        self.go.emit("wrongyouth", self._youth, chosen_words(stream, entries))

    def _on_place(self, place: Place) -> None:
        self.go.emit(place.page, place.youth, place.id)

    def _on_moved(self, by: int) -> None:
        self.at_row(max(0, min(self.list.currentIndex().row() + by, self.model.rowCount() - 1)))

    def at_row(self, place: int) -> None:
        """Choose one record, whatever key is down."""
        self.list.selectionModel().setCurrentIndex(self.model.index(place, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    # -- keys

    def _on_find(self) -> None:
        self.filter.search.setFocus()
        self.filter.search.selectAll()

    def _on_escape(self) -> None:
        """First everything again, then back to the youth."""
        if self.filter.parts.narrowed or self.filter.search.text():
            self.filter.show_all()
            self.list.setFocus()
        else:
            self._on_back()

    def _on_back(self) -> None:
        self.go.emit("youth", self._youth, "")

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.empty.setVisible(bool(sentence))
