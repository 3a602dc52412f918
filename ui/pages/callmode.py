"""Call mode: script left, notes right, stamps, and how it ended by one key; nothing typed is lost by a lock (P11, P69)."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut

from fieldapp import clock
from fieldapp.agenda import acts
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk.callfile import Callfile, callfile, held_line
from fieldapp.errors import FieldError
from ui.pages.call_form import CallForm
from ui.pages.notice import NoticeSheet
from ui.pages.page import Page

_HELD_MS = 30 * clock.MINUTE
_KEEP_AFTER_MS = 400


class CallModePage(Page):
    """Opened for a line of an episode. calling: a call runs, so that nothing locks for being idle; or it is over."""

    calling = Signal(bool)

    def _build(self) -> None:
        self._empty()
        self.form = CallForm()
        self.form.notes.now = self.session.now
        self.content.setContentsMargins(24, 8, 24, 10)
        self.sheet = NoticeSheet()
        self.content.addWidget(self.sheet)
        self.content.addWidget(self.form, 1)
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self._on_tick)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_KEEP_AFTER_MS)
        self._later.timeout.connect(self.keep)
        self._connect()

    def _empty(self) -> None:
        self._youth = self._episode = self._line = self._after = ""
        self._began, self._held_from = 0, 0
        self._ended: clock.Instant | None = None
        self._shown = False

    def _connect(self) -> None:
        form = self.form
        form.changed.connect(self._later.start)
        form.head.stopped.connect(self._on_stop)
        form.head.earlier.connect(self._on_earlier)
        form.script.look.connect(self._on_look)
        form.script.spoken.connect(self._on_spoken)
        form.script.decided.connect(self._on_decided)
        form.outcomes.record.clicked.connect(self._on_record)
        form.back.clicked.connect(self._on_back)
        self.session.locking.connect(self.keep)
        form.otherwise.clicked.connect(self._on_otherwise)
        self.sheet.recorded.connect(self._on_settled)
        self.sheet.taken_back.connect(self._on_taken_back)
        self.sheet.closed.connect(form.show)
        for place in range(1, 6):
            QShortcut(QKeySequence(f"Alt+{place}"), form, lambda place=place: form.outcomes.choose(place))

    # -- coming and going

    def enter(self, youth: str, episode: str) -> None:
        """The next call of an episode; without one, as it was left."""
        if youth:
            self.open_line(youth, episode, "")

    def open_line(self, youth: str, episode: str, line: str, after: str = "") -> None:
        """Call about a line; the clock of the call starts at once. after: the number that refused, so another one is dialed."""
        self.keep()
        self.forget()
        self._youth, self._episode, self._line, self._after = youth, episode, line, after
        self._began = self.session.now()
        self.stale()

    def refresh(self) -> None:
        """Ask for the call."""
        youth, episode, line = self._youth, self._episode, self._line
        language, picked = self.form.language, self.form.picked
        if youth:
            self.session.ask(lambda desk: desk.ask(callfile, youth, episode, line, language, picked), self.show_call)

    def forget(self) -> None:
        """Nothing of it stays."""
        self._later.stop()
        self._tick.stop()
        if self._held_from:
            self.calling.emit(False)
        self._empty()
        self.form.forget()
        self.sheet.hide()
        self.form.show()
        self._later.stop()

    def show_call(self, call: Callfile | None) -> None:
        """Show it; the first time with what was kept of it."""
        if call is None:
            self.go.emit("episode", self._youth, self._episode)
        elif self._shown:
            self.form.show_again(call)
        else:
            self._show_first(call)

    def _show_first(self, call: Callfile) -> None:
        self._shown, self._line = True, call.line.key
        self.form.show_first(call, self.session.now())
        if self._after == self.form.head.dial:
            self.form.head.next_number()
        kept = call.kept
        if kept:
            self._began, self._ended = kept.began_at, kept.ended_at or kept.saved_at
        elif call.whom.forbidden:
            self._ended = self._began
        self._run(on=self._ended is None)
        if self.form.script.rows:
            self.form.script.step(0)
        self._later.stop()

    # -- the clock of the call

    def _run(self, *, on: bool) -> None:
        self._held_from = self.session.now() if on else 0
        self.calling.emit(on)
        self._tick.start()
        self._on_tick()

    def _on_tick(self) -> None:
        now = self.session.now()
        held = bool(self._held_from) and now - self._held_from < _HELD_MS
        self.form.head.show_time(self._began, self._ended, now, held=held)
        self.form.notes.tick(now)

    def _on_stop(self) -> None:
        call = self.form.call
        if call is not None and not call.whom.forbidden:
            self.form.earlier = False
            self._ended = self.session.now() if self._ended is None else None
            self._run(on=self._ended is None)
            self.form.suit()

    def _on_earlier(self) -> None:
        """The call was made before, from the car: its time is typed."""
        self.form.earlier = not self.form.earlier
        self._ended = self._began if self.form.earlier else None
        self._run(on=not self.form.earlier)
        self.form.suit()
        if self.form.earlier:
            self.form.proof.made.edit.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Left by the navigation with nothing said or typed: no call runs, so nothing is kept from locking for it (P11)."""
        super().hideEvent(event)
        if not event.spontaneous() and self._held_from and self.form.kept(self._began, self._ended) is None:
            self.forget()

    # -- what is said

    def _on_spoken(self, language: str) -> None:
        self.form.language = language
        self.refresh()

    def _on_decided(self, field: str) -> None:
        self.form.picked ^= {field}
        self.refresh()
        self._later.start()

    def _on_look(self, place: int) -> None:
        call, picked, language = self.form.call, self.form.picked, self.form.language
        if call is not None:
            self.session.ask(
                lambda desk: held_line(desk, call.youth, call.episode, call.line.key, language, picked, place),
                self.form.script.show_held,
            )

    # -- how it ended

    def _on_record(self) -> None:
        call, outcome = self.form.call, self.form.outcomes.outcome()
        if call is None or call.whom.forbidden:
            return
        lacking = self.form.lacking()
        self.form.proof.refuse(lacking)
        if lacking or outcome is None:
            return
        self._later.stop()
        occasion, line = Occasion(call.line.youth, call.line.occasion), call.line.key
        proof = self.form.result(outcome, self._began, self._ended or self.session.now())
        self.session.do(lambda desk: desk.do(acts.record_call, occasion, line, proof), self._on_recorded, self._on_refused)

    def _on_recorded(self, _made: bytes) -> None:
        youth, episode, line = self._youth, self._episode, self._line
        form, dialed = self.form, self.form.head.dial
        another = form.outcomes.outcome() == "refused" and form.refusal.next.value() == "another_agency"
        self.forget()
        if another:
            self.open_line(youth, episode, line, dialed)
        else:
            self.go.emit("episode", youth, episode)

    def _on_otherwise(self) -> None:
        """It is settled without a call from here: the small sheet, in place of the call."""
        call = self.form.call
        if call is not None:
            self.form.hide()
            self.sheet.open_for(call.line, call.whom, self.session.now())

    def _on_settled(self, line: str, proof: Proof) -> None:
        call = self.form.call
        if call is not None:
            occasion = Occasion(call.line.youth, call.line.occasion)
            self.session.do(
                lambda desk: desk.do(acts.record_call, occasion, line, proof), self._on_recorded, self._on_sheet_refused
            )

    def _on_taken_back(self, notice: bytes, reason: str) -> None:
        call = self.form.call
        if call is not None:
            self.session.do(
                lambda desk: desk.do(acts.take_back, notice, reason),
                lambda _none: self._on_back(),
                self._on_sheet_refused,
            )

    def _on_sheet_refused(self, error: BaseException) -> None:
        if not isinstance(error, FieldError):
            raise error
        self.sheet.refuse(f"{error.sentence} {getattr(error, 'action', '')}".strip())

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, FieldError):
            raise error
        self.form.proof.refuse(f"{error.sentence} {getattr(error, 'action', '')}".strip())

    # -- kept until it is recorded

    def keep(self) -> None:
        """Keep what was typed and said, if there is anything."""
        kept = self.form.kept(self._began, self._ended)
        self._later.stop()
        if kept is not None and self.session.me is not None:
            self.session.do(lambda desk: desk.do(acts.keep_call, kept))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nobody took mean here what they mean on the form."""
        if not (self.form.isVisible() and self.form.takes(event)):
            super().keyPressEvent(event)

    def _on_back(self) -> None:
        youth, episode = self._youth, self._episode
        self.keep()
        self.forget()
        if youth:
            self.go.emit("episode", youth, episode)
