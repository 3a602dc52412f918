"""Next steps: what the law requires outside an episode, and what was proposed, to be taken up or declined; nothing by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Line, Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk.casefile import Reach
from fieldapp.desk.desk import Changes, Desk
from fieldapp.desk.nextsteps import NextStep, NextSteps, page_of
from fieldapp.determine import acts
from fieldapp.errors import FieldError
from fieldapp.text import _
from ui.pages import actions_parts as parts
from ui.pages.action_sheets import DeclineSheet, TakeUpSheet
from ui.pages.forms import Sheet
from ui.pages.lateness_sheet import LatenessSheet
from ui.pages.notice import NoticeSheet
from ui.pages.page import Page
from ui.widgets.beside import Beside
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, page_head
from ui.widgets.text import Said, column, emptied
from ui.work import words_for

_NARROW, _LEAST = 288, 560


class NextStepsPage(Page):
    """Opened with a youth."""

    areas = frozenset({"youth", "agenda", "document", "determine", "identify"})

    def _build(self) -> None:
        self._youth = ""
        self._shown: NextSteps | None = None
        self._occasion: Occasion | None = None
        self.take_up, self.decline, self.notice = TakeUpSheet(), DeclineSheet(), NoticeSheet(tried=True)
        self.lateness = LatenessSheet()
        self.lateness.done.connect(self._on_explained)
        self.notice.taken_back.connect(self._on_taken_back)
        self.take_up.done.connect(self._on_taken_up)
        self.decline.done.connect(self._on_declined)
        self.notice.recorded.connect(self._on_recorded)
        for sheet in self._sheets():
            self.content.addWidget(sheet)
        self._ways = parts.Ways(
            self._on_take_up, self._on_decline, self._on_record, self._on_record_step, self._on_state, self._on_late
        )
        self._filled = column(gap=12)
        self.content.addLayout(self._filled)
        self.content.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(30_000)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def enter(self, youth: str, episode: str) -> None:  # noqa: ARG002 - the page is about the youth
        """Show another youth; a sheet that was open for the one before is put away."""
        if youth != self._youth:
            self.forget()
        self._youth = youth
        self.stale()

    def refresh(self) -> None:
        """Ask for the page."""
        youth = self._youth
        if youth:
            self.session.ask(lambda desk: page_of(desk, youth), lambda found: self.show_steps(youth, found))

    def forget(self) -> None:
        """Nothing of it stays."""
        self._youth, self._shown, self._occasion = "", None, None
        self._put_away()
        emptied(self._filled)

    def _on_tick(self) -> None:
        if self.isVisible() and self._shown is not None and self.session.me is not None and not self._is_asking():
            self.show_steps(self._youth, self._shown)

    # -- showing

    def show_steps(self, youth: str, found: NextSteps | None) -> None:
        """Show what was asked for, unless somebody went on to another youth."""
        if youth != self._youth:
            return
        emptied(self._filled)
        self._shown = found
        if found is None:
            self._filled.addWidget(Card(Said(_("This record is not in your store."), "lead", "muted")))
            return
        record = Btn(_("Youth’s page"), "plain", "user", height=36)
        record.clicked.connect(lambda: self.go.emit("youth", found.youth, ""))
        note = _("{who} · a proposed step is required only once somebody takes it up").format(who=found.initials)
        self._filled.addLayout(page_head(_("Next steps"), note, record))
        now = self.session.now()
        cards = [
            parts.contacts(found, self._ways, self._why, now),
            parts.unknown(found, self._ways, self._why, now),
            parts.proposed(found, self._ways, self._why),
            parts.taken_up(found, self._ways, now),
            parts.declined(found, self._ways),
            parts.settled(found),
        ]
        listed = column(*(each for each in cards if each is not None), gap=12)
        if not any(cards):
            listed.addWidget(parts.nothing())
        right = column(*parts.beside(found, self._ways), gap=12)
        self._filled.addWidget(Beside(listed, right, width=_NARROW, least=_LEAST))

    def _why(self, what: str, reasons: parts.Question, *beside: QWidget) -> QWidget:
        return parts.WhyLines(self.session, what, reasons, *beside)

    def _is_asking(self) -> bool:
        return any(not sheet.isHidden() for sheet in self._sheets())

    def _sheets(self) -> tuple[Sheet | NoticeSheet, ...]:
        return (self.take_up, self.decline, self.notice, self.lateness)

    def _put_away(self) -> None:
        for sheet in self._sheets():
            if not sheet.isHidden():
                sheet.close_sheet()

    def _bring_up(self) -> None:
        area = self.findChild(QScrollArea)
        if area is not None:
            area.verticalScrollBar().setValue(0)

    # -- acting

    def _on_take_up(self, step: NextStep) -> None:
        self._put_away()
        self.take_up.open_for(step)
        self._bring_up()

    def _on_decline(self, step: NextStep) -> None:
        self._put_away()
        self.decline.open_for(step)
        self._bring_up()

    def _on_record(self, line: Line, reach: Reach) -> None:
        self._put_away()
        self._occasion = Occasion(line.youth, line.occasion)
        self.notice.open_for(line, reach, self.session.now())
        self._bring_up()

    def _on_late(self, line: Line, reach: Reach) -> None:
        self._put_away()
        self.lateness.open_for(line, reach.name)
        self._bring_up()

    def _on_record_step(self, line: Line) -> None:
        self._on_record(line, Reach("", "", "", "", ""))

    def _on_state(self) -> None:
        self.go.emit("restricted", self._youth, "")

    def _on_taken_up(self, value: tuple[str, str, str]) -> None:
        youth = self._youth
        self._do(lambda desk: desk.do(acts.take_up, youth, *value), self.take_up)

    def _on_declined(self, value: tuple[str, str]) -> None:
        youth = self._youth
        self._do(lambda desk: desk.do(acts.decline, youth, *value), self.decline)

    def _on_recorded(self, line: str, proof: Proof) -> None:
        occasion = self._occasion
        if occasion is not None:
            self._do(lambda desk: desk.do(agenda.record_notice, occasion, line, proof), self.notice)

    def _on_taken_back(self, notice: bytes, reason: str) -> None:
        self._do(lambda desk: desk.do(agenda.take_back, notice, reason), self.notice)

    def _on_explained(self, value: tuple[bytes, str]) -> None:
        self._do(lambda desk: desk.do(agenda.explain_lateness, *value), self.lateness)

    def _do(self, act: Callable[[Desk], Changes[Any]], sheet: Sheet | NoticeSheet) -> None:
        """Carry out an act; a refusal is said where it was made, and what was typed stays."""

        def refused(error: BaseException) -> None:
            if not isinstance(error, FieldError):
                raise error
            sheet.refuse(" ".join(words_for(error)).strip())

        self.session.do(act, lambda _result: sheet.close_sheet(), refused)
