"""Start from a call: the time is stamped already; four questions, then the clock (P2, P3, P67)."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from fieldapp import clock
from fieldapp.desk.lookup import Found, lookup
from fieldapp.errors import BadInput
from fieldapp.locate import acts, model
from fieldapp.locate.model import Call, Waiting
from fieldapp.text import _, long_moment
from ui.pages.page import Page
from ui.widgets.beside import Beside
from ui.widgets.buttons import Btn, Choices
from ui.widgets.cards import Card, Hairline, page_head
from ui.widgets.fields import Field, Line, Moment
from ui.widgets.text import Icon, Said, Two, column, row

_CLOSE = 3  # letters typed before somebody of one's own caseload is proposed


class CallPage(Page):
    """Everything but a name may wait; Ctrl Enter starts the clock."""

    def _build(self) -> None:
        note = _("Four questions, then the clock. Everything else can be added while you are on the phone.")
        self.content.addLayout(page_head(_("Start from a call"), note))
        self.content.addWidget(self._stamp_band())
        left = Card(margin=24, gap=10)
        for part in (*self._who_calls(), *self._who_is_gone(), *self._police(), *self._danger()):
            left.body.addWidget(part)
        left.body.addLayout(self._end())
        right = column(self._two_asks(), self._may_say(), gap=12)
        self.content.addWidget(Beside(column(left), right, width=328, least=690))
        self.content.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(1_000)
        self._timer.timeout.connect(self._on_tick)

    def _stamp_band(self) -> QWidget:
        self.stamp, self.gone = Said("", "strong"), Said("", "figure", "accent")
        change = Btn(_("Change…"), "plain", height=32)
        change.clicked.connect(self._on_change)
        said = _("The time this page opened, kept as “agency learned”. Somebody knew earlier? Change it and say who.")
        self.earlier = Moment(_("The agency learned at"), self.session.now())
        self.earlier.setVisible(False)
        self.earlier.edit.dateTimeChanged.connect(self._on_earlier)
        words = Two(self.stamp, Said(said, "small", "muted").cut())
        line = row(Icon("clock", "accent", 22), 8, words, self.gone, 8, change)
        line.setStretch(2, 1)
        band = Card(line, self.earlier, margin=14)
        return band.inked("accent_soft", "accent_soft")

    def _who_calls(self) -> list[QWidget]:
        self.caller, self.call_back = Line(_("Name")), Line(_("Call-back number"))
        self.role = Line(_("Who they are to the youth"))
        return [Said(_("Who is calling?"), "card"), _side_by_side(self.caller, self.call_back, self.role), Hairline()]

    def _who_is_gone(self) -> list[QWidget]:
        self.name = Line(_("Name as you hear it"))
        self.name.edit.textChanged.connect(self._on_name)
        self.match = Said("", "body", "muted")
        self.this_one = Btn(_("This is the youth"), "quiet", height=28)
        self.this_one.clicked.connect(self._on_this_one)
        self.this_one.hide()
        line = QWidget()
        line.setLayout(row(self.match, self.this_one, None))
        return [Said(_("Who is gone?"), "card"), self.name, line, Hairline()]

    def _police(self) -> list[QWidget]:
        self.police = Choices(_("Have the police been told?"), (("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))))
        self.agency, self.number, self.by = Line(_("Agency")), Line(_("Their number")), Line(_("Told by"))
        self.police_more = _side_by_side(self.agency, self.number, self.by)
        self.police_more.hide()
        self.police.chosen.connect(lambda value: self.police_more.setVisible(value == "yes"))
        return [Said(_("Have the police been told?"), "card"), self.police, self.police_more, Hairline()]

    def _danger(self) -> list[QWidget]:
        self.danger = Choices(_("Danger now?"), (("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))))
        self.danger_said = Said(_("Yes shows whom to call first, before anything else."), "body", "muted")
        self.danger.chosen.connect(self._on_danger)
        return [Said(_("Danger now?"), "card"), self.danger, self.danger_said, Hairline()]

    def _end(self) -> QBoxLayout:
        self.late = Btn(_("Late, not yet missing…"), "plain", "hourglass")
        self.late.clicked.connect(self._on_late)
        self.start = Btn(_("Start clock"), "primary", "phone-call", _("Ctrl Enter"), height=44).bound("Ctrl+Return")
        self.start.clicked.connect(lambda: self._on_start(waiting=False))
        self.why = Line(_("Why you wait"))
        self.again = Moment(_("Decide again at"), self.session.now() + clock.HOUR)
        keep = Btn(_("Wait"), "plain", height=36)
        keep.clicked.connect(lambda: self._on_start(waiting=True))
        self.waiting = _side_by_side(self.why, self.again, keep)
        self.waiting.hide()
        rest = Said(_("The rest can be added while it runs."), "body", "muted")
        return column(self.waiting, row(rest, None, self.late, self.start), gap=8)

    def _two_asks(self) -> Card:
        self.asked: dict[model.Moment, int] = {}
        card = Card(Said(_("Ask the caller to do two things"), "card"))
        asks: tuple[tuple[model.Moment, str], ...] = (
            ("asked_footage", _("Keep the camera footage")),
            ("asked_report", _("Send the incident report")),
        )
        for what, words in asks:
            state = Said(_("not asked"), "body", "muted")
            button = Btn(words, "plain", height=32)
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, what=what, state=state: self._on_asked(what, state))
            card.body.addLayout(row(button, state, None))
        card.setMinimumWidth(300)
        return card

    def _may_say(self) -> Card:
        words = _("“Thank you for calling. I have written down the time. Stay near this phone; I will call you back.”")
        return Card(Said(_("You may say"), "card"), Said(words, "body", wraps=True))

    # -- what the page is told

    def enter(self, youth: str, episode: str) -> None:  # noqa: ARG002 - a call is about nobody yet
        """A fresh call: the time is taken now."""
        self.forget()
        self._stamped = self._learned = self.session.now()
        self.earlier.show_instant(self._learned)
        self.earlier.setVisible(False)
        self.stamp.setText(long_moment(self._learned))
        self._timer.start()
        self._on_tick()
        self.name.edit.setFocus()

    def forget(self) -> None:
        """Empty the page."""
        self._timer.stop()
        self._youth = ""
        self._found: Found | None = None
        self.asked.clear()
        for field in (self.caller, self.call_back, self.role, self.name, self.agency, self.number, self.by, self.why):
            field.edit.clear()
            field.complain("")
        self.match.setText("")
        self.this_one.hide()

    # -- what the person does

    def _on_tick(self) -> None:
        gone = (self.session.now() - self._learned) // clock.SECOND
        self.gone.setText(_("{m} min {s:02d} s").format(m=gone // 60, s=gone % 60))

    def _on_change(self) -> None:
        self.earlier.setVisible(not self.earlier.isVisible())

    def _on_late(self) -> None:
        self.waiting.setVisible(not self.waiting.isVisible())

    def _on_earlier(self) -> None:
        if self.earlier.isVisible():
            self._learned = min(self.earlier.instant(), self._stamped)
            self.stamp.setText(long_moment(self._learned))

    def _on_name(self, typed: str) -> None:
        self._youth = ""
        self.this_one.hide()
        self.match.setText("")
        if len(typed.strip()) >= _CLOSE:
            self.session.ask(lambda desk: lookup(desk, typed, 3), self._on_found)

    def _on_found(self, found: Found) -> None:
        self._found = found
        if found.lines and found.total <= _CLOSE:
            line = found.lines[0]
            self.match.setText(
                _("One of yours sounds the same: {who}. Joining later keeps the clock too.").format(who=line.initials)
            )
            self.this_one.show()

    def _on_this_one(self) -> None:
        if self._found and self._found.lines:
            self._youth = self._found.lines[0].id
            self.match.setText(_("The call goes to the record of {who}.").format(who=self._found.lines[0].initials))
            self.this_one.hide()

    def _on_danger(self, value: str) -> None:
        first = _("Call 911 first. Then start the clock.")
        self.danger_said.setText(first if value == "yes" else _("Yes shows whom to call first, before anything else."))
        self.danger_said.inked("red" if value == "yes" else "muted")

    def _on_asked(self, what: model.Moment, state: Said) -> None:
        self.asked[what] = self.session.now()
        state.setText(_("asked {when}").format(when=long_moment(self.asked[what])[-9:-4]))
        state.inked("green")

    def _on_start(self, *, waiting: bool) -> None:
        told = {"yes": True, "no": False}.get(self.police.value())
        call = Call(
            came_at=self._learned,
            caller=self.caller.text(),
            caller_role=self.role.text(),
            call_back=self.call_back.text(),
            youth_name=self.name.text(),
            police_told=told,
            police_agency=self.agency.text(),
            police_number=self.number.text(),
            police_by=self.by.text(),
            danger_now={"yes": True, "no": False}.get(self.danger.value()),
        )
        who = self.session.me.name if self.session.me else ""
        wait = Waiting(decided_by=who, why=self.why.text(), decide_again_at=self.again.instant()) if waiting else None
        asked = tuple(self.asked.items())
        youth = self._youth
        self.session.do(lambda desk: desk.do(acts.begin, call, youth, asked, wait), self._on_started, self._on_refused)

    def _on_started(self, made: tuple[str, str]) -> None:
        self.forget()
        self.go.emit("episode", made[0], made[1])

    def _on_refused(self, error: BaseException) -> None:
        fields: dict[str, Field] = {
            "youth_name": self.name,
            "came_at": self.earlier,
            "why": self.why,
            "decide_again_at": self.again,
        }
        if isinstance(error, BadInput) and error.field in fields:
            fields[error.field].setVisible(True)
            fields[error.field].complain(f"{error.sentence} {error.action}")
        else:
            raise error


def _side_by_side(*fields: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(row(*fields, gap=12))
    return holder
