"""Start from a call: the time is stamped already; four questions, then the clock (P2, P3, P67)."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

from fieldapp import clock
from fieldapp.desk import calling
from fieldapp.desk.calling import CallDraft, Match, Opened
from fieldapp.errors import BadInput, FieldError
from fieldapp.locate.model import Call, Happened
from fieldapp.text import _
from ui.pages.call_parts import StampBand, TwoAsks
from ui.pages.call_questions import Questions
from ui.pages.call_rest import RestCard
from ui.pages.page import Page
from ui.widgets.beside import Beside
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, Hairline, page_head
from ui.widgets.fields import Field
from ui.widgets.text import Said, column, holding

_CLOSE = 3  # letters typed before somebody of one's own caseload is proposed
_KEEP_MS = 600
_LOW = 680


class CallPage(Page):
    """Everything but a name may wait; Ctrl Enter starts the clock. What is typed is kept until it runs."""

    left_typed = Signal()
    """The page was left with a call that is not started."""

    def _build(self) -> None:
        note = _("Four questions, then the clock. Everything else can be added while you are on the phone.")
        self.anew = Btn(_("Start anew"), "quiet", "rotate-ccw", height=32)
        self.content.addLayout(page_head(_("Start from a call"), note, self.anew))
        self.band, self.form = StampBand(self.session.now), Questions(self.session.now)
        self.asks, self.rest = TwoAsks(self.session.now), RestCard(self.session.now)
        self.content.addWidget(self.band)
        words = _("“Thank you for calling. I have written down the time. Stay near this phone; I will call you back.”")
        say = Card(Said(_("You may say"), "card"), Said(words, "body", wraps=True))
        beside = column(self.asks, self.rest, say, gap=12)
        self.content.addWidget(Beside(column(self.form), beside, width=328, least=690))
        self.content.addStretch(1)
        self._seat = column(margins=(24, 8, 24, 8))
        self._foot = holding(column(Hairline(), self._seat))
        self._foot.hide()
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self._foot)
        self._before: CallDraft | None = None
        self._again = clock.HOUR
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP_MS)
        self._connect()

    def _connect(self) -> None:
        for part in (self.band, self.form, self.asks, self.rest):
            part.edited.connect(self._on_edited)
        self.form.named.connect(self._on_named)
        self.form.late_asked.connect(self._on_late)
        self.form.waited.connect(lambda: self._on_start(waits=True))
        self.form.started.connect(lambda: self._on_start(waits=False))
        self.anew.clicked.connect(self._on_anew)
        self._keeping.timeout.connect(self._keep)

    # -- what the page is told

    def enter(self, youth: str, episode: str) -> None:
        """A call: the time is taken now, unless one was begun and not started. youth: whose record it goes to, if known."""
        del episode
        if self.isVisible() and not self.typed().is_empty:
            self.form.name.edit.setFocus()
            return
        self._show(_bare(self.session.now()), None)
        self.session.ask(lambda desk: desk.ask(calling.opened, youth), self._on_opened)

    def forget(self) -> None:
        """Empty the page; what was typed is kept first, by the thread that then closes the store."""
        if self._keeping.isActive():
            self._keep()
        self._before = None
        self._show(_bare(self.session.now()), None)
        self.band.stop()

    def typed(self) -> CallDraft:
        """The call as far as it is typed."""
        stamped, came_at, match = self.band.stamped, self.band.came_at(), self.form.match.match
        knew, how = self.band.who.text(), self.band.how.text()
        return CallDraft(
            opened_at=stamped,
            call=self.form.put(Call(came_at=came_at, taken_at=stamped, knew_earlier=knew, knew_how=how)),
            happened=self.rest.put(Happened(agency_learned=came_at)),
            asked=self.asks.value(),
            youth=match.youth if match else "",
            wait=self.form.wait.value(),
        )

    def _show(self, typed: CallDraft, match: Match | None) -> None:
        call = typed.call
        self._keeping.stop()
        self.band.begin(typed.opened_at, call.came_at, call.knew_earlier, call.knew_how)
        self.form.show_known(typed, match)
        self.asks.show_known(typed.asked)
        self.rest.show_known(typed.happened)
        self._tell_anew(typed)

    def _on_opened(self, found: Opened) -> None:
        self.form.danger.know(found.first)
        self._again = found.again
        typed = self.typed()
        if found.draft is not None and typed.is_empty:
            self._show(found.draft, found.match)
            return
        if found.match is not None and found.draft is None:
            self.form.match.choose(found.match)
        self._keep()

    # -- what the person does

    def _on_edited(self) -> None:
        self.form.say("")
        self._keeping.start()
        self._tell_anew(self.typed())

    def _tell_anew(self, typed: CallDraft) -> None:
        back = typed.is_empty and self._before is not None
        words = _("Bring it back") if back else _("Start anew")
        self.anew.setVisible(back or not typed.is_empty)
        self.anew.setText(words)
        self.anew.setAccessibleName(words)
        self.anew.updateGeometry()

    def _on_anew(self) -> None:
        """An empty page with the time of now; the one before can be brought back."""
        typed = self.typed()
        back = self._before if typed.is_empty else None
        self._before = None if back else typed
        self._show(back or _bare(self.session.now()), None)
        self._keep()
        self.session.ask(lambda desk: desk.ask(calling.opened), self._on_opened)
        self.form.name.edit.setFocus()

    def _on_named(self) -> None:
        typed, age = self.form.name.text(), self.form.years()
        if len(typed) < _CLOSE:
            self.form.match.offer(())
            return
        self.session.ask(lambda desk: calling.sounds_like(desk, typed, age), lambda found: self._on_found(typed, found))

    def _on_found(self, typed: str, found: tuple[Match, ...]) -> None:
        if typed == self.form.name.text():
            self.form.match.offer(found)

    def _on_late(self) -> None:
        if self.form.wait.isHidden():
            self.form.wait.begin(self.session.me.name if self.session.me else "", self._again)
        else:
            self.form.wait.show_known(None)
        self._on_edited()

    def _on_start(self, *, waits: bool) -> None:
        typed = self.typed()
        if not self.form.wrong() and not self.rest.wrong():
            self._keeping.stop()
            self.form.start.setEnabled(False)
            self.session.do(lambda desk: desk.do(calling.start, typed, waits=waits), self._on_started, self._on_refused)

    def _on_started(self, made: tuple[str, str]) -> None:
        self.form.start.setEnabled(True)
        self._before = None
        self._show(_bare(self.session.now()), None)
        self.go.emit("episode", made[0], made[1])

    def _on_refused(self, error: BaseException) -> None:
        self.form.start.setEnabled(True)
        self._keep()
        if not isinstance(error, FieldError):
            raise error
        said = f"{error.sentence} {getattr(error, 'action', '')}".strip()
        field = self._field(error.field) if isinstance(error, BadInput) else None
        if field is None:
            self.form.say(said)
        else:
            field.complain(said)

    def _field(self, name: str) -> Field | None:
        return self.band.field(name) or self.form.field(name) or self.rest.field(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the clock's button stays in sight below the questions."""
        super().resizeEvent(event)
        low = self.height() < _LOW
        if low == self._foot.isHidden():
            (self._seat if low else self.form.body).addWidget(self.form.end)
            self._foot.setVisible(low)

    # -- kept as typed

    def _keep(self) -> None:
        self._keeping.stop()
        typed = self.typed()
        self.session.do(lambda desk: desk.do(calling.keep_draft, typed), None, self._on_not_kept)

    def _on_not_kept(self, error: BaseException) -> None:
        if not isinstance(error, FieldError):
            raise error
        self.form.say(_("What you type is not kept: {why}").format(why=error.sentence))

    def showEvent(self, event: QShowEvent) -> None:
        """Ready for the name, whatever had the focus before."""
        super().showEvent(event)
        if not event.spontaneous():
            self.form.name.edit.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left for another page: kept as typed; a page that was only opened leaves nothing."""
        super().hideEvent(event)
        if self.session.me is None:
            return
        if self.typed().is_empty:
            self.session.do(lambda desk: desk.do(calling.drop_draft), None, self._on_not_kept)
        else:
            self._keep()
            self.left_typed.emit()


def _bare(stamped: int) -> CallDraft:
    happened = Happened(agency_learned=stamped)
    return CallDraft(opened_at=stamped, call=Call(came_at=stamped, taken_at=stamped), happened=happened)
