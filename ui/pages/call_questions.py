"""The four questions of a call, in one column, and how it ends: the clock, or a decision to wait (P67)."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.desk.calling import CallDraft, Match
from fieldapp.locate.model import Call
from fieldapp.text import _
from ui.pages.call_parts import WaitPart
from ui.pages.call_who import DangerRow, MatchStrip, PoliceRow
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, Hairline
from ui.widgets.fields import Field, Line
from ui.widgets.text import Said, column, holding, row


class Questions(Card):
    """Who calls, who is gone, police told, danger now."""

    edited = Signal()
    named = Signal()
    """The name or the age was typed: somebody of one's own may sound the same."""
    started = Signal()
    waited = Signal()
    late_asked = Signal()

    def __init__(self, now: clock.Clock) -> None:
        super().__init__(margin=24, gap=10)
        for part in (*self._who_calls(), *self._who_is_gone(), *self._police(), *self._danger()):
            self.body.addWidget(part)
        self.end = self._end(now)
        self.body.addWidget(self.end)
        self._connect()

    def _who_calls(self) -> list[QWidget]:
        self.caller, self.call_back = Line(_("Name")), Line(_("Call-back number"))
        self.role = Line(_("Who they are to the youth"))
        line = row(self.caller, self.call_back, self.role, gap=12)
        for place, share in enumerate((27, 18, 31)):
            line.setStretch(place, share)
        return [Said(_("Who is calling?"), "card"), holding(line), Hairline()]

    def _who_is_gone(self) -> list[QWidget]:
        self.name, self.age = Line(_("Name as you hear it")), Line(_("Age, if known"))
        self.age.setFixedWidth(104)
        line = row(self.name, self.age, gap=12)
        for each in (self.name, self.age):
            line.setAlignment(each, Qt.AlignmentFlag.AlignTop)
        line.setStretch(0, 1)
        self.match = MatchStrip()
        return [Said(_("Who is gone?"), "card"), holding(column(line, 6, self.match)), Hairline()]

    def _police(self) -> list[QWidget]:
        self.police = PoliceRow()
        return [Said(_("Have the police been told?"), "card"), self.police, Hairline()]

    def _danger(self) -> list[QWidget]:
        self.danger = DangerRow()
        return [Said(_("Danger now?"), "card"), self.danger, Hairline()]

    def _end(self, now: clock.Clock) -> QWidget:
        self.late = Btn(_("Late, not yet missing…"), "plain", "hourglass")
        self.start = Btn(_("Start clock"), "primary", "phone-call", _("Ctrl Enter"), height=44).bound("Ctrl+Return")
        self.wait = WaitPart(now)
        self.fault = Said("", "body", "red", wraps=True)
        self.fault.hide()
        rest = Said(_("The rest can be added while it runs."), "body", "muted")
        return holding(column(self.wait, self.fault, row(rest, None, self.late, self.start), gap=8))

    def _connect(self) -> None:
        for each in (self.caller, self.call_back, self.role, self.name, self.age):
            each.edit.textEdited.connect(lambda _text: self.edited.emit())
        for each in (self.name, self.age):
            each.edit.textEdited.connect(lambda _text: self.named.emit())
        for part in (self.police, self.danger, self.wait):
            part.edited.connect(self.edited)
        self.match.chosen.connect(self._on_chosen)
        self.name.edit.returnPressed.connect(self.match.take_first)
        self.start.clicked.connect(self.started)
        self.wait.waits.connect(self.waited)
        self.late.clicked.connect(self.late_asked)

    def show_known(self, typed: CallDraft, match: Match | None) -> None:
        """Show a call as far as it is typed."""
        call = typed.call
        texts = ((self.caller, call.caller), (self.call_back, call.call_back), (self.role, call.caller_role))
        for line, text in (*texts, (self.name, call.youth_name), (self.age, "" if call.age is None else str(call.age))):
            line.show_text(text)
            line.complain("")
        self.police.show_known(told=call.police_told, agency=call.police_agency, number=call.police_number, by=call.police_by)
        self.danger.show_known(danger=call.danger_now)
        self.wait.show_known(typed.wait)
        self.match.choose(match)
        self.say("")

    def put(self, call: Call) -> Call:
        """The call with what stands here."""
        return replace(
            call,
            age=self.years(),
            caller=self.caller.text(),
            caller_role=self.role.text(),
            call_back=self.call_back.text(),
            youth_name=self.name.text(),
            police_told=self.police.value(),
            police_agency=self.police.agency.text(),
            police_number=self.police.number.text(),
            police_by=self.police.by.text(),
            danger_now=self.danger.value(),
        )

    def years(self) -> int | None:
        """The age, where whole years are typed."""
        typed = self.age.text()
        return int(typed) if typed.isdecimal() and len(typed) < 4 else None

    def wrong(self) -> bool:
        """Whether an age is typed that is none; said where it stands."""
        wrong = bool(self.age.text()) and self.years() is None
        if wrong:
            self.age.complain(_("Whole years, or leave it empty."))
        return wrong

    def field(self, name: str) -> Field | None:
        """The field that a refusal names."""
        named: dict[str, Field] = {
            "youth_name": self.name,
            "age": self.age,
            "decided_by": self.wait.by,
            "why": self.wait.why,
            "decide_again_at": self.wait.again,
        }
        return named.get(name)

    def say(self, fault: str) -> None:
        """What is wrong with no field in particular."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def _on_chosen(self, match: Match | None) -> None:
        self.edited.emit()
        if match is None:
            self.named.emit()
