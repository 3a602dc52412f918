"""The fields of a call's proof: the numbers that the row asks for, who took it, when to call again, and why it was late."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.agenda.model import CLOSING, Line, Outcome, Proof
from fieldapp.desk.callfile import Callfile
from fieldapp.text import _, moment
from ui.pages.call_outcomes import wants_number
from ui.widgets.cards import Card
from ui.widgets.fields import Field, Moment, Pick
from ui.widgets.fields import Line as TextLine
from ui.widgets.flow import Flow
from ui.widgets.keys import KeyCap
from ui.widgets.text import Said, row
from ui.widgets.ticks import Tick

OPEN: frozenset[str] = frozenset({"message_left", "no_answer", "called", "number_pending", "refused"})
"""Outcomes after which somebody calls again."""
_AT = "at"
_OPENING = 3
"""The place of the next opening among the times to call again."""


def ways_to_call_again(now: clock.Instant, opens: clock.Instant | None) -> tuple[tuple[str, str], ...]:
    """When to call again: (minutes from now, words); the next opening where the desk is closed; or a time of its own."""
    hours = tuple((str(h * clock.HOUR), _("{when}, in {n} h").format(when=moment(now + h * clock.HOUR), n=h)) for h in (1, 4))
    morning = clock.day(now + 12 * clock.HOUR)
    eight = clock.of_wall(morning.year, morning.month, morning.day, 8, 0)
    early = ((str(eight - now), moment(eight)),) if eight > now else ()
    opening = ((str(opens - now), _("{when}, when they open").format(when=moment(opens))),) if opens and opens > now else ()
    return (("", _("Not needed")), *hours, *opening, *early, (_AT, _("At …")))


class ProofCard(Card):
    """Shows only what this line and this outcome ask for."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(margin=14, gap=8)
        self._line: Line | None = None
        self._now, self._usual = 0, 1
        self._build()
        for each in (self.number, self.second, self.person, self.agency, self.interpreter, self.language, self.late):
            each.edit.textChanged.connect(self.changed)
        for box in (self.withheld, self.confirmed, self.sheriff):
            box.toggled.connect(self._on_box)
        self.again.box.currentIndexChanged.connect(self._on_again)

    def _build(self) -> None:
        self.number = TextLine(_("Report number"), beside=KeyCap("R"))
        self.second, self.entered = TextLine(_("NCIC number")), Moment(_("NCIC record made at"), 0)
        self.withheld = Tick(_("They give no number"))
        self.confirmed = Tick(_("NCIC record confirmed by voice"))
        self.sheriff = Tick(_("The Tribe has no police: the sheriff was told"))
        self.person, self.agency = TextLine(_("Who took it")), TextLine(_("Agency"))
        self.again, self.again_at = Pick(_("Call again"), ()), Moment(_("Call again at"), 0)
        self.again.box.setMinimumWidth(120)
        self.language, self.interpreter = TextLine(_("Language used")), TextLine(_("Interpreter"))
        self.made = Moment(_("Call made at"), 0)
        self.late = TextLine(_("Why it was late"), _("Asked now, while you know it; shown beside the hours, never a grade."))
        self.fault = Said("", "body", "red", wraps=True)
        self.body.addWidget(self.number)
        self.body.addLayout(Flow(12).put(self.withheld, self.confirmed))  # side by side they would widen the card past the window
        self.body.addWidget(self.sheriff)
        self.body.addWidget(self.second)
        self.body.addWidget(self.entered)
        for left, right in ((self.person, self.again), (self.language, self.interpreter)):
            pair = row(left, right, gap=12)
            pair.setStretch(0, 1)
            pair.setStretch(1, 1)
            self.body.addLayout(pair)
        self.body.addWidget(self.again_at)
        self.body.addWidget(self.agency)
        for field in (self.made, self.late, self.fault):
            self.body.addWidget(field)

    # -- showing

    def show_call(self, call: Callfile, now: clock.Instant, typed: dict[str, str]) -> None:
        """Another call, with what was typed before."""
        self._line, self._now = call.line, now
        opens = next((way.opens_at for way in call.whom.by("phone")), None)
        self._usual = _OPENING if opens and opens > now else 1
        self.again.box.blockSignals(True)
        self.again.box.clear()
        for value, words in ways_to_call_again(now, opens):
            self.again.box.addItem(words, value)
        self.again.box.blockSignals(False)
        label = _("NCMEC report number") if call.line.first.recipient == "ncmec" else _("Report number")
        self.number.rename(label)
        for name, field in self._texts().items():
            field.edit.setText(typed.get(name, ""))
            field.complain("")
        for name, box in self._boxes().items():
            box.setChecked(bool(typed.get(name)))
        if call.whom.person and not typed:
            self.language.edit.setText(call.whom.speaks or ("English" if call.language == "en" else "Español"))
            self.interpreter.edit.setPlaceholderText(call.whom.interpreter)
        for name, when in self._times().items():
            when.show_instant(int(typed[name]) if name in typed else now)
        self.again.choose(typed.get("again", ""))
        self.fault.setText("")

    def suit(self, outcome: Outcome | None, *, earlier: bool, person: bool) -> None:
        """Show what an outcome asks for. earlier: the call was made before, and its time is typed."""
        line = self._line
        if line is None:
            return
        number, police = wants_number(line), line.first.recipient == "police"
        self.number.setVisible(number and outcome not in {"refused", "no_answer", "message_left", "number_pending"})
        self.withheld.setVisible(number and outcome in {"report_taken", "told"})
        self.confirmed.setVisible(police and outcome == "report_taken")
        sure = police and (outcome == "entry_confirmed" or (outcome == "report_taken" and self.confirmed.isChecked()))
        self.second.setVisible(sure)
        self.entered.setVisible(sure)
        self.sheriff.setVisible(line.first.recipient == "tribal_police" and outcome == "report_taken")
        self.agency.setVisible(line.first.recipient in {"police", "tribal_police"})
        self.again_at.setVisible(self.again.value() == _AT)
        self.person.rename(_("Who refused, badge") if outcome == "refused" else _("Who took it"))
        self.language.setVisible(person)
        self.interpreter.setVisible(person)
        self.made.setVisible(earlier)
        late = line.due is not None and self._now > line.due and outcome in CLOSING | {"number_pending"}
        self.late.setVisible(late and line.state != "settled")
        if outcome in {"message_left", "no_answer"} and not self.again.value():
            self.again.box.setCurrentIndex(self._usual)

    def _on_again(self) -> None:
        self.again_at.setVisible(self.again.value() == _AT)
        self.changed.emit()

    def _on_box(self) -> None:
        self.changed.emit()

    def forget(self) -> None:
        """Nothing of it stays."""
        self._line = None
        for field in self._texts().values():
            field.edit.clear()
        for box in self._boxes().values():
            box.setChecked(False)
        self.fault.setText("")

    # -- what was typed

    def _texts(self) -> dict[str, TextLine]:
        return {
            "number": self.number,
            "second": self.second,
            "person": self.person,
            "agency": self.agency,
            "language": self.language,
            "interpreter": self.interpreter,
            "late": self.late,
        }

    def _boxes(self) -> dict[str, Tick]:
        return {"withheld": self.withheld, "confirmed": self.confirmed, "sheriff": self.sheriff}

    def _times(self) -> dict[str, Moment]:
        return {"again_at": self.again_at, "entered": self.entered, "made": self.made}

    def typed(self) -> dict[str, str]:
        """Everything, by name, to be kept."""
        texts = {name: field.text() for name, field in self._texts().items() if field.text()}
        boxes = {name: "yes" for name, box in self._boxes().items() if box.isChecked()}
        again = {"again": _AT, "again_at": str(self.again_instant())} if self.again.value() else {}
        return {**texts, **boxes, **again}

    def lacks(self, outcome: Outcome) -> tuple[Field, str] | None:
        """What has to be there before it can be recorded: the field, and what is said under it."""
        if self._asks(self.number) and outcome in {"report_taken", "told"} and not self.number.text() and not self._any_way():
            return self.number, _("No number yet? Choose “Number pending” (2): it stays open.")
        if self._asks(self.late) and not self.late.text():
            return self.late, _("In a few words: it is asked once.")
        return None

    def _asks(self, field: QWidget) -> bool:
        return field.isVisibleTo(self)

    def _any_way(self) -> bool:
        return self.withheld.isChecked() or self.sheriff.isChecked()

    def again_instant(self) -> clock.Instant | None:
        """When to call again."""
        chosen = self.again.value()
        return None if not chosen else self.again_at.instant() if chosen == _AT else self._now + int(chosen)

    def proof(self, outcome: Outcome, made_at: clock.Instant) -> Proof:
        """What was filled in."""
        sure = self._asks(self.second)
        return Proof(
            outcome=self._said(outcome),
            made_at=made_at,
            channel="phone",
            to_whom=self.person.text(),
            agency=self.agency.text() if self._asks(self.agency) else "",
            number=self.number.text(),
            second_number=self.second.text() if sure else "",
            entered_at=self.entered.instant() if sure else None,
            language=self.language.text() if self._asks(self.language) else "",
            interpreter=self.interpreter.text() if self._asks(self.language) else "",
            late_reason=self.late.text() if self._asks(self.late) else "",
            try_again_at=self.again_instant(),
        )

    def _said(self, outcome: Outcome) -> Outcome:
        """The outcome with what the boxes add to it."""
        if self._asks(self.sheriff) and self.sheriff.isChecked():
            return "sheriff_told"
        if self._asks(self.confirmed) and self.confirmed.isChecked():
            return "entry_confirmed"
        return "number_withheld" if self._asks(self.withheld) and self.withheld.isChecked() else outcome

    def refuse(self, sentence: str) -> None:
        """Why it was not recorded; everything typed stays."""
        self.fault.setText(sentence)
