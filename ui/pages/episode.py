"""A missing episode: who must be told by phone now and in writing, each with why, state and one button; the timeline (P68)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Line, Proof
from fieldapp.agenda.progress import progress
from fieldapp.agenda.queries import Occasion
from fieldapp.desk import plans
from fieldapp.desk.casefile import Casefile, Reach, casefile
from fieldapp.desk.desk import Changes, Desk
from fieldapp.desk.handing import people
from fieldapp.desk.recipients import BY_PHONE
from fieldapp.desk.restricted import looked
from fieldapp.errors import FieldError
from fieldapp.locate import acts as locate
from fieldapp.text import _
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Contact
from ui.held import HeldKey
from ui.pages import episode_aside as aside
from ui.pages.ending_sheet import EndingSheet
from ui.pages.episode_head import Head, heard_button
from ui.pages.episode_lists import Lists
from ui.pages.episode_rows import Acts
from ui.pages.episode_sheets import AddSheet, FromYouthSheet, HandOverSheet, WithdrawSheet
from ui.pages.forms import Sheet
from ui.pages.happened_sheet import HappenedSheet
from ui.pages.notice import NoticeSheet
from ui.pages.page import Page
from ui.pages.people_sheets import ContactSheet
from ui.widgets.beside import Beside
from ui.widgets.buttons import Btn
from ui.widgets.text import column, emptied, holding, row


class EpisodePage(Page):
    """Opened with a youth and an episode."""

    areas = frozenset({"youth", "agenda", "locate", "document"})

    def _build(self) -> None:
        self._youth = self._episode = ""
        self._shown: Casefile | None = None
        self._fresh = False
        self._head, self._buttons = column(), column()
        self._lists, self._aside = column(gap=12), column(gap=12)
        self._acts = Acts(self.on_row, self.enter_somebody, self.there_is_none, self._on_looked)
        self.lists = Lists(self._lists, self._acts)
        self._build_sheets()
        self.content.addWidget(Beside(self._head, self._buttons, width=296, least=560))
        for sheet in self._sheets:
            self.content.addWidget(sheet)
        self.content.addWidget(Beside(self._lists, self._aside, width=296, least=770))
        self.content.addStretch(1)
        self._listen()

    def _build_sheets(self) -> None:
        self.sheet = NoticeSheet()
        self.happened, self.ending, self.withdraw = HappenedSheet(), EndingSheet(), WithdrawSheet()
        self.heard, self.add, self.hand_over, self.contact = FromYouthSheet(), AddSheet(), HandOverSheet(), ContactSheet()
        self._sheets: tuple[Sheet | NoticeSheet, ...] = (
            self.sheet, self.happened, self.ending, self.withdraw, self.heard, self.add, self.hand_over, self.contact,
        )  # fmt: skip
        self.sheet.recorded.connect(self._on_recorded)
        self.happened.done.connect(lambda value: self._do(self.happened, locate.say_happened, value))
        self.ending.done.connect(lambda value: self._do(self.ending, locate.end, *value))
        self.ending.take_back.connect(lambda: self._open(self.withdraw, lambda case: self.withdraw.open_for(case.episode)))
        self.withdraw.done.connect(lambda value: self._do(self.withdraw, locate.withdraw_ending, *value))
        self.heard.done.connect(lambda value: self._do(self.heard, locate.hear_from_youth, value))
        self.add.done.connect(lambda value: self._do(self.add, locate.note, *value))
        self.hand_over.done.connect(lambda value: self._do(self.hand_over, locate.hand_over, value))
        self.contact.done.connect(self._on_contact)

    def _listen(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("I"), self, self._on_why, context=within)
        self.key = HeldKey(self)
        self.key.began.connect(lambda: self._show_closed(shown=True))
        self.key.ended.connect(lambda: self._show_closed(shown=False))
        self._timer = QTimer(self)
        self._timer.setInterval(15_000)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def enter(self, youth: str, episode: str) -> None:
        """Show another episode; what a birthday or newer rules have changed is planned first."""
        self._youth, self._episode, self._fresh = youth, episode, True
        self._hide_sheets()
        if youth and self.session.me is not None and not self.session.warning:
            self.session.do(lambda desk: desk.do(plans.keep_up_one, youth, episode))
        self.stale()

    def refresh(self) -> None:
        """Ask for the page."""
        youth, episode = self._youth, self._episode
        if youth:
            self.session.ask(lambda desk: desk.ask(casefile, youth, episode), self.show_case)

    def forget(self) -> None:
        """Nothing of it stays."""
        self._youth = self._episode = ""
        self._shown = None
        self._hide_sheets()
        for layout in self._columns():
            emptied(layout)
        self.lists.forget()

    def _columns(self) -> tuple[QBoxLayout, ...]:
        return (self._head, self._buttons, self._lists, self._aside)

    def _hide_sheets(self) -> None:
        for sheet in self._sheets:
            sheet.hide()

    def _on_tick(self) -> None:
        """Time goes on: the elapsed time each time, the rows where one of them now says something else."""
        if self._shown is None or self.session.me is None or not self.isVisible():
            return
        now = self.session.now()
        self.head.tell_time(now)
        if self.lists.have_moved(self._shown, now):
            self.stale()

    # -- showing

    def show_case(self, case: Casefile | None) -> None:
        """Show what was asked for; an occasion that is no episode is shown on the youth's page."""
        if case is None:
            self.go.emit("youth", self._youth, "")
            return
        self._shown = case
        kept = self.lists.held()
        for layout in self._columns():
            emptied(layout)
        self._show_head(case)
        self.lists.show(case, self.session.now())
        if self.lists.first_hour is not None:
            self.lists.first_hour.said.connect(lambda value: self._do(None, locate.say_first_hour, value))
            self.lists.first_hour.asked.connect(lambda page: self.go.emit(page, self._youth, self._episode))
        if self.lists.twice is not None:
            self.lists.twice.decided.connect(lambda value: self._do(None, locate.say_happened, value))
        self.lists.write.clicked.connect(self._on_write)
        self._show_aside(case)
        self.lists.hold(kept, fresh=self._fresh and not self._typing())
        self._fresh = False

    def _typing(self) -> bool:
        return any(sheet.isVisible() for sheet in self._sheets)

    def _show_head(self, case: Casefile) -> None:
        self.head = Head(case, self.session.now())
        self.head.change.clicked.connect(self._on_change)
        self._head.addWidget(self.head)
        heard = heard_button(case)
        heard.clicked.connect(lambda: self._open(self.heard, lambda _case: self.heard.open_for(self.session.now())))
        found = Btn(_("Found, back…"), "plain", "house", height=36).tight().wide()
        found.clicked.connect(
            lambda: self._open(self.ending, lambda case: self.ending.open_for(case.episode, self.session.now()))
        )
        both = (heard, found) if case.episode.open else (found,)
        self._buttons.addWidget(holding(column(8, row(*both, gap=8))))

    def _show_aside(self, case: Casefile) -> None:
        over = Btn(_("Hand over"), "quiet", height=28)
        over.clicked.connect(self._on_hand_over)
        self._aside.addWidget(aside.owner_card(case, over))
        self._aside.addWidget(aside.numbers_card(case))
        if len(case.episode.clocks) > 1:
            self._aside.addWidget(aside.clocks_card(case))
        if case.questions and case.episode.open:
            answer = Btn(_("Answer…"), "quiet", height=28)
            answer.clicked.connect(self._on_answer)
            self._aside.addWidget(aside.questions_card(case, answer))
        add = Btn(_("Add"), "quiet", "plus", height=28)
        add.setAccessibleName(_("Add to the timeline"))
        add.clicked.connect(lambda: self._open(self.add, lambda _case: self.add.open_for(self.session.now())))
        self._aside.addWidget(aside.timeline_card(case, self.session.now(), add))

    # -- acting

    def on_row(self, line: Line, reach: Reach) -> None:
        """The button of a row: whoever is called or written to has a page for it, everything else the small sheet."""
        case = self._shown
        if case is None:
            return
        told = line.first.recipient or line.first.one_of
        if not told or reach.forbidden or progress(line, self.session.now()).settled:
            self._hide_sheets()
            self.sheet.open_for(line, reach, self.session.now())
            self._into_view(self.sheet)
        else:
            written = reach.email and not {line.first.recipient, *line.first.one_of} & BY_PHONE
            self.tell.emit(case.episode.youth, case.episode.id, line.key, "write" if written else "call")

    def enter_somebody(self, line: Line, reach: Reach) -> None:
        """Nobody was entered for this row: the person is, and has a row of their own then."""
        del reach
        relations = plans.RELATIONS
        self._open(self.contact, lambda case: self.contact.open_new(case.youth, relations.get(line.first.recipient, "other")))

    def there_is_none(self, line: Line, reach: Reach) -> None:
        """Nobody was entered because there is nobody: settled with that reason, until somebody is entered after all."""
        del reach
        proof = Proof(outcome="not_required", made_at=self.session.now(), note=_("there is none"))
        self._on_recorded(line.key, proof)

    def _on_write(self) -> None:
        """Everybody who is still to be written to, in one act (P8)."""
        case = self._shown
        if case is not None:
            self.tell.emit(case.episode.youth, case.episode.id, "", "write")

    def _on_why(self) -> None:
        """I: the reasons of the row that has the focus, else of the one that is next."""
        found = self.lists.focused() or self.lists.next_row
        if found is not None:
            found.toggle()

    def _show_closed(self, *, shown: bool) -> None:
        for each in self.lists.rows:
            each.show_closed(shown)

    def _on_looked(self) -> None:
        youth = self._youth
        if youth and not self.session.warning:
            self.session.ask(lambda desk: looked(desk, youth), lambda _none: None)

    def _on_change(self) -> None:
        self._open(self.happened, lambda case: self.happened.open_for(case.episode, self.session.now(), case.age))

    def _on_answer(self) -> None:
        """Questions about the absence are answered here, those about the youth on the youth's page."""
        keys = {key for key, _words in self._shown.questions} if self._shown else set()
        if keys & locate.ANSWERED_HERE or not keys:
            self._on_change()
        else:
            self.go.emit("youth", self._youth, "")

    def _on_hand_over(self) -> None:
        case = self._shown
        if case is not None:
            self.session.ask(people, lambda found: self._open(self.hand_over, partial(self._hand_to, found)))

    def _hand_to(self, found: tuple[tuple[str, str], ...], case: Casefile) -> None:
        self.hand_over.open_for(case, found, self.session.now())

    def _open(self, sheet: Sheet, fill: Callable[[Casefile], None]) -> None:
        if self._shown is not None:
            self._hide_sheets()
            fill(self._shown)
            self._into_view(sheet)

    def _into_view(self, sheet: QWidget) -> None:
        area = self.findChild(QScrollArea)
        if area is not None:
            QTimer.singleShot(0, sheet, lambda: area.ensureWidgetVisible(sheet, 0, 24))

    def _do(self, sheet: Sheet | None, act: Callable[..., None], *values: object) -> None:
        """An act about this episode; refused, it says so on the sheet, and everything typed stays."""
        case = self._shown
        if case is None:
            return
        youth, episode = case.episode.youth, case.episode.id

        def do(desk: Desk) -> Changes[None]:
            return desk.do(act, youth, episode, *values)

        if sheet is None:
            self.session.do(do)
        else:
            self.session.do(do, lambda _none: sheet.close_sheet(), lambda error: _refuse(sheet, error))

    def _on_contact(self, value: Contact) -> None:
        youth = self._shown.youth.id if self._shown else ""
        if youth:
            self.session.do(
                lambda desk: desk.do(youths.say_contact, youth, value),
                lambda _id: self.contact.close_sheet(),
                lambda error: _refuse(self.contact, error),
            )

    def _on_recorded(self, line: str, proof: Proof) -> None:
        case = self._shown
        if case is None:
            return
        occasion = Occasion(case.episode.youth, case.episode.id)
        self.session.do(
            lambda desk: desk.do(agenda.record_notice, occasion, line, proof),
            lambda _hash: self.sheet.close_sheet(),
            lambda error: _refuse(self.sheet, error),
        )


def _refuse(sheet: NoticeSheet | Sheet, error: BaseException) -> None:
    """Say it on the sheet where it can be mended."""
    if not isinstance(error, FieldError):
        raise error
    sheet.refuse(f"{error.sentence} {getattr(error, 'action', '')}".strip())
