"""A missing episode: who must be told by phone now and in writing, each with why, state and one button; the timeline (P68)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fieldapp.agenda.model import Line
from fieldapp.desk import plans
from fieldapp.desk.casefile import Casefile, Reach, page_of
from fieldapp.desk.recipients import BY_PHONE
from fieldapp.desk.restricted import looked
from fieldapp.desk.window import progress
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Waiting
from fieldapp.text import _
from ui.held import HeldKey
from ui.pages import episode_aside as aside
from ui.pages.episode_forms import EpisodeForms
from ui.pages.episode_head import Head, heard_button
from ui.pages.episode_lists import Lists, Says
from ui.pages.episode_rows import Acts
from ui.pages.joining import JoinStrip
from ui.pages.late import LateStrip
from ui.pages.page import Page
from ui.widgets.beside import Beside
from ui.widgets.buttons import Btn
from ui.widgets.inturns import together
from ui.widgets.parts import Parts
from ui.widgets.text import column, holding, row


class EpisodePage(Page):
    """Opened with a youth and an episode."""

    areas = frozenset({"youth", "agenda", "locate", "document"})

    def _build(self) -> None:
        self._youth = self._episode = ""
        self._shown: Casefile | None = None
        self._fresh = False
        self._head, self._buttons = Parts(gap=0), Parts(gap=0)
        lists, self._aside = Parts(gap=12), Parts(gap=12)
        self.forms = EpisodeForms(self, self.session, lambda: self._shown)
        self.sheet, self.ending = self.forms.notice, self.forms.ending
        self.lists = Lists(
            lists, Acts(self.on_row, self.enter_somebody, self.there_is_none, self._on_looked, self._on_late, self._who),
            Says(
                self._on_write, lambda value: self.forms.do(None, locate.say_first_hour, value),
                lambda page: self.go.emit(page, self._youth, self._episode),
                lambda value: self.forms.do(None, locate.say_happened, value),
            ),
            self.forms.are_open,
        )  # fmt: skip
        self._ways = aside.Ways(self.forms.open_hand_over, self._on_answer, self.forms.open_rest, self.forms.open_add)
        self.content.addWidget(Beside(self._head, self._buttons, width=296, least=560))
        self.join, self.late = JoinStrip(self.session), LateStrip(self.session.now)
        self.content.addWidget(self.join)
        self.content.addWidget(self.late)
        for sheet in self.forms.every:
            self.content.addWidget(sheet)
        self.content.addWidget(Beside(lists, self._aside, width=296, least=770))
        self.content.addStretch(1)
        self._listen()

    def _listen(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("I"), self, self._on_why, context=within)
        self.key = HeldKey(self)
        self.key.began.connect(lambda: self._show_closed(shown=True))
        self.key.ended.connect(lambda: self._show_closed(shown=False))
        self.join.joined.connect(lambda _youth: self.stale())
        self.late.missing.connect(lambda: self.forms.do(None, locate.decide_missing))
        self.late.waits.connect(self._on_wait)
        self._timer = QTimer(self)
        self._timer.setInterval(15_000)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def enter(self, youth: str, episode: str) -> None:
        """Show another episode, and nothing of the one before; what a birthday or newer rules have changed is planned first."""
        if (youth, episode) != (self._youth, self._episode):
            self.forget()
        self._youth, self._episode, self._fresh = youth, episode, True
        self.forms.hide()
        self._area.verticalScrollBar().setValue(0)  # who it is, and whom not to tell, come first
        if youth and self.session.me is not None and not self.session.warning:
            self.session.do(lambda desk: desk.do(plans.keep_up_one, youth, episode))
        self.stale()

    def refresh(self) -> None:
        """Ask for the page."""
        youth, episode = self._youth, self._episode
        if youth:
            self.session.ask(lambda desk: page_of(desk, youth, episode), lambda case: self._on_case((youth, episode), case))

    def forget(self) -> None:
        """Nothing of it stays."""
        self._youth = self._episode = ""
        self._shown = None
        self.forms.hide()
        self.join.forget()
        self.late.forget()
        self._turns.stop()
        for part in (self._head, self._buttons, self._aside):
            part.keep()
        self.lists.clear()

    def half_done(self) -> str:
        """The form, and of which line."""
        return self.forms.half_done()

    def open_again(self, sheet: str) -> None:
        """As its forms are opened."""
        self.forms.open_again(sheet)

    def _on_tick(self) -> None:
        """Time goes on: the elapsed time each time, the rows where one of them now says something else."""
        if self._shown is None or self.session.me is None or not self.isVisible():
            return
        now = self.session.now()
        self.head.tell_time(now)
        if self.lists.have_moved(self._shown, now):
            self.stale()

    # -- showing

    def _on_case(self, of: tuple[str, str], case: Casefile | None) -> None:
        """An answer, unless somebody left, or went on to another; an occasion that is no episode is shown on the youth's page."""
        if of != (self._youth, self._episode) or self.puts_off():
            return
        if case is None:
            self.go.emit("youth", self._youth, "")
        else:
            self.show_case(case)

    def show_case(self, case: Casefile) -> None:
        """Show a case; each part of the page stands until it is replaced."""
        self._shown = case
        self.join.look(case.episode.youth)
        self.late.show_episode(case.episode, self.session.me.name if self.session.me else "")
        not_told, lists = self.lists.in_turns(case, self.session.now(), fresh=self._fresh)
        head = self._head.in_turns({"head": partial(self._made_head, case)})
        buttons = self._buttons.in_turns({"buttons": partial(self._made_buttons, case)})
        beside = aside.cards(case, self.session.now(), self._ways)
        # Whom not to tell comes with who it is, before there is anybody to tell.
        self.fill([together(*head, *buttons, *not_told), *lists, *self._aside.in_turns(beside), self._arrived])

    def _arrived(self) -> None:
        self._fresh = False

    def _made_head(self, case: Casefile) -> Head:
        self.head = Head(case, self.session.now())
        self.head.change.clicked.connect(self.forms.open_happened)
        return self.head

    def _made_buttons(self, case: Casefile) -> QWidget:
        heard = heard_button(case)
        heard.clicked.connect(self.forms.open_heard)
        found = Btn(_("Found, back…"), "plain", "house", height=36).tight().wide()
        found.clicked.connect(self.forms.open_ending)
        both = (heard, found) if case.episode.open else (found,)
        return holding(column(8, row(*both, gap=8)))

    # -- acting

    def on_row(self, line: Line, reach: Reach) -> None:
        """The button of a row: whoever is called or written to has a page for it, everything else the small sheet."""
        case = self._shown
        if case is None:
            return
        told = {line.first.recipient, *line.first.one_of} - {""}
        by_hand = reach.forbidden or case.episode.at("died") is not None
        if not told or by_hand or progress(line, self.session.now()).settled:
            self.forms.open_notice(line, reach)
        else:
            written = reach.email and not told & BY_PHONE
            self.tell.emit(case.episode.youth, case.episode.id, line.key, "write" if written else "call")

    def enter_somebody(self, line: Line, reach: Reach) -> None:
        """Nobody was entered for this row: the person is, and has a row of their own then."""
        del reach
        self.forms.open_contact(plans.RELATIONS.get(line.first.recipient, "other"))

    def there_is_none(self, line: Line, reach: Reach) -> None:
        """Nobody was entered because there is nobody."""
        del reach
        self.forms.there_is_none(line)

    def _on_late(self, line: Line, reach: Reach) -> None:
        """A late notice whose reason is added."""
        self.forms.open_lateness(line, reach)

    def _who(self, person: str) -> str:
        name, _role = self._shown.signed.get(person, ("", "")) if self._shown else ("", "")
        return name or "?"

    def _on_wait(self, wait: Waiting) -> None:
        """Wait longer: another decision, with its own reason (P4)."""
        case = self._shown
        if case is not None:
            youth, episode = case.episode.youth, case.episode.id
            self.session.do(lambda desk: desk.do(locate.wait, youth, episode, wait), self.late.close_wait, self.late.refuse)

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

    def _on_answer(self) -> None:
        """Questions about the absence are answered here, those about the youth on the youth's page."""
        keys = {key for key, _words in self._shown.questions} if self._shown else set()
        if keys & locate.ANSWERED_HERE:
            self.forms.open_happened()
        else:
            self.go.emit("youth", self._youth, "")
