"""Restricted notes, opened to work on them: the status and its rows; every look and change is logged, and leaving closes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QScrollArea

from fieldapp.desk.desk import Changes, Desk
from fieldapp.desk.statusfile import RowView, StatusFile, again, open_file, save
from fieldapp.document import acts
from fieldapp.document.model import starts_a_clock
from fieldapp.errors import FieldError
from fieldapp.text import _
from ui.pages import restricted_parts as parts
from ui.pages.forms import Sheet
from ui.pages.page import Page
from ui.pages.status_row_sheets import EnteredSheet, RowChange, RowSheet
from ui.pages.status_sheets import Saved, SaveSheet
from ui.widgets.beside import Beside
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, page_head
from ui.widgets.text import Said, column, emptied
from ui.work import words_for

_NARROW, _LEAST = 288, 560


class RestrictedPage(Page):
    """Opened with a youth, from behind the key."""

    areas = frozenset({"document", "youth", "locate"})

    def _build(self) -> None:
        self._youth = ""
        self._file: StatusFile | None = None
        self.save, self.row, self.entered = SaveSheet(), RowSheet(), EnteredSheet()
        self.save.done.connect(self._on_saved)
        self.row.done.connect(self._on_row)
        self.entered.done.connect(self._on_entered)
        for sheet in (self.save, self.row, self.entered):
            self.content.addWidget(sheet)
        self.fault = Said("", "body", "red", wraps=True)
        self.fault.hide()
        self.content.addWidget(self.fault)
        self._ways = parts.Ways(self._on_change, self._on_enter, self._on_decide_row, self._on_decide_status, self._on_paper)
        self._filled = column(gap=12)
        self.content.addLayout(self._filled)
        self.content.addStretch(1)

    def enter(self, youth: str, episode: str) -> None:  # noqa: ARG002 - the page is about the youth
        """Open them for a youth: one look, one line in the log."""
        self.forget()
        self._youth = youth
        if youth:
            self.session.ask(lambda desk: open_file(desk, youth), lambda file: self.show_file(youth, file))

    def refresh(self) -> None:
        """Ask again while they are open."""
        youth = self._youth
        if youth and self._file is not None:
            self.session.ask(lambda desk: again(desk, youth), lambda file: self.show_file(youth, file))

    def forget(self) -> None:
        """Nothing of it stays."""
        self._youth, self._file = "", None
        self._put_away()
        self._say("")
        emptied(self._filled)

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight, closed: nobody finds them open who comes to the laptop later."""
        super().hideEvent(event)
        youth = self._youth
        if self._file is not None:
            self.forget()
            open_again = Btn(_("Open again"), "plain", "lock-open", height=36)
            open_again.clicked.connect(lambda: self.enter(youth, ""))
            self._filled.addWidget(parts.closed(open_again))

    # -- showing

    def show_file(self, youth: str, file: StatusFile | None) -> None:
        """Show what was asked for, unless they were closed meanwhile."""
        if youth != self._youth:
            return
        emptied(self._filled)
        self._file = file
        if file is None:
            self._filled.addWidget(Card(Said(_("This record is not in your store."), "lead", "muted")))
            return
        close = Btn(_("Close"), "plain", "lock", height=36)
        close.clicked.connect(lambda: self.go.emit("youth", file.youth, ""))
        add = Btn(_("State and add rows…"), "primary", "plus", height=36)
        add.clicked.connect(self._on_add)
        note = _("{who} · this look is logged; leaving the page closes them").format(who=file.initials)
        self._filled.addLayout(page_head(_("Restricted notes"), note, close, add))
        for card in parts.twice(file, self._ways):
            self._filled.addWidget(card)
        listed = column(parts.rows(file, self._ways), gap=12)
        right = column(*parts.beside(file, self._ways, lambda: self.go.emit("actions", file.youth, "")), gap=12)
        self._filled.addWidget(Beside(listed, right, width=_NARROW, least=_LEAST))

    def _put_away(self) -> None:
        for sheet in (self.save, self.row, self.entered):
            if not sheet.isHidden():
                sheet.close_sheet()

    def _bring_up(self) -> None:
        area = self.findChild(QScrollArea)
        if area is not None:
            area.verticalScrollBar().setValue(0)

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    # -- acting

    def _on_add(self) -> None:
        if self._file is not None:
            self._put_away()
            self.save.open_for(self._file, self.session.now())
            self._bring_up()

    def _on_change(self, view: RowView) -> None:
        if self._file is not None:
            self._put_away()
            self.row.open_for(view, self._file)
            self._bring_up()

    def _on_enter(self) -> None:
        if self._file is not None and self.session.me is not None:
            self._put_away()
            self.entered.open_for(self._file, self.session.me.name)
            self._bring_up()

    def _on_paper(self) -> None:
        self.go.emit("papers", self._youth, "")

    def _on_saved(self, value: Saved) -> None:
        youth = self._youth

        def done(_hash: bytes) -> None:
            self.save.close_sheet()
            if starts_a_clock(value.status):
                self.go.emit("actions", youth, "")

        self._do(lambda desk: desk.do(save, youth, value.status, value.reason, hhs=value.hhs), self.save, done)

    def _on_row(self, change: RowChange) -> None:
        youth = self._youth
        made: dict[str, Callable[[Desk], Changes[bytes]]] = {
            "end": lambda desk: desk.do(acts.end_row, youth, change.key, change.value.end or ""),
            "correct": lambda desk: desk.do(acts.correct_row, youth, change.key, change.value, change.reason),
            "withdraw": lambda desk: desk.do(acts.withdraw_row, youth, change.key, change.reason),
        }
        self._do(made[change.how], self.row)

    def _on_entered(self, value: tuple[str, str]) -> None:
        file = self._file
        if file is not None:
            self._do(lambda desk: desk.do(acts.mark_entered, file.youth, file.to_key, *value), self.entered)

    def _on_decide_row(self, key: str, entry: bytes) -> None:
        youth = self._youth
        self._do(lambda desk: desk.do(acts.decide_row, youth, key, entry))

    def _on_decide_status(self, entry: bytes) -> None:
        youth = self._youth
        self._do(lambda desk: desk.do(acts.decide_status, youth, entry))

    def _do(
        self, act: Callable[[Desk], Changes[Any]], sheet: Sheet | None = None, then: Callable[[Any], None] | None = None
    ) -> None:
        """Carry out an act; a refusal is said where it was made, and what was typed stays."""

        def refused(error: BaseException) -> None:
            if not isinstance(error, FieldError):
                raise error
            sentence = " ".join(words_for(error)).strip()
            if sheet is not None:
                sheet.refuse(sentence)
            else:
                self._say(sentence)

        def done(result: object) -> None:
            self._say("")
            if then is not None:
                then(result)
            elif sheet is not None:
                sheet.close_sheet()

        self.session.do(act, done, refused)
