"""Recording how a required contact went: outcome, number, who, when; one sheet beside the line, keys 1 to 5 (P7, P69)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut

from fieldapp import clock
from fieldapp.agenda.model import Line, Outcome, Proof
from fieldapp.desk.casefile import Reach
from fieldapp.text import _, span
from ui.widgets.buttons import Btn, Choices
from ui.widgets.cards import Card
from ui.widgets.fields import Line as TextLine
from ui.widgets.fields import Moment, Words
from ui.widgets.text import Said, column, row

_HOUR_LATER = 8


def outcomes(line: Line) -> tuple[tuple[Outcome, str], ...]:
    """What can have come of it, for whom the line is; the first is the usual one."""
    to = line.first.recipient
    if to == "police":
        return (
            ("report_taken", _("Report taken")),
            ("called", _("Called, officer will come")),
            ("entry_confirmed", _("NCIC entry confirmed")),
            ("number_withheld", _("Number withheld")),
            ("refused", _("Refused")),
            ("done_by_other", _("Done by someone else")),
        )
    if not to and not line.first.one_of:
        return (("done", _("Done")), ("not_required", _("Not required")))
    return (
        ("told", _("Told")),
        ("message_left", _("Message left")),
        ("sent", _("Sent in writing")),
        ("refused", _("Attempted, refused")),
        ("done_by_other", _("Done by someone else")),
        ("not_required", _("Not required")),
    )


class NoticeSheet(Card):
    """The sheet; it emits the proof that was filled in."""

    recorded = Signal(str, object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(margin=20, gap=10)
        self._line: Line | None = None
        self._outcome: Choices | None = None
        self._build()
        self.hide()

    def _build(self) -> None:
        self.title, self.number_said = Said("", "card"), Said("", "elapsed")
        self.why = Said("", "small", "muted", wraps=True)
        self.slot = column()
        self.person, self.number, self.second = (
            TextLine(_("Who took it")),
            TextLine(_("Their number")),
            TextLine(_("NCIC number")),
        )
        self.agency = TextLine(_("Agency"))
        self.at = Moment(_("When"), 0)
        self.again = Moment(_("Try again at"), 0)
        self.note = Words(_("Note"), height=56)
        self.late = TextLine(_("Why it was late"), _("Asked now, while you know it; hours and reason are shown, never a grade."))
        self.record = Btn(_("Record"), "primary", "check", _("Ctrl Enter"), height=40).bound("Ctrl+Return")
        self.record.clicked.connect(self._on_record)
        cancel = Btn(_("Cancel"), "plain", key="Esc").bound("Escape")
        cancel.clicked.connect(self.close_sheet)
        self.fault = Said("", "body", "red", wraps=True)
        for part in (self.title, self.number_said, self.why):
            self.body.addWidget(part)
        self.body.addLayout(self.slot)
        self.body.addLayout(row(self.person, self.agency, gap=12))
        self.body.addLayout(row(self.number, self.second, gap=12))
        self.body.addLayout(row(self.at, self.again, gap=12))
        for field in (self.note, self.late, self.fault):
            self.body.addWidget(field)
        self.body.addLayout(row(None, cancel, self.record))

    def open_for(self, line: Line, reach: Reach, now: clock.Instant) -> None:
        """Show the sheet for a line: the number to dial, why it applies, its citation."""
        self._line = line
        first = line.first
        self.title.setText(f"{first.title_en}: {reach.name}" if reach.name else first.title_en)
        self.number_said.setText(reach.phone or reach.email)
        self.number_said.setVisible(bool(reach.phone or reach.email))
        cites = " · ".join(f"{cite.law} ({cite.confidence})" for rule in line.rules for cite in rule.cite[:1])
        self.why.setText(f"{cites}\n{reach.limit}".strip())
        self._show_outcomes(line)
        for field in (self.person, self.number, self.second, self.agency, self.late):
            field.edit.clear()
            field.complain("")
        self.note.edit.clear()
        self.at.show_instant(now)
        self.again.show_instant(now + _HOUR_LATER * clock.HOUR)
        police = first.recipient == "police"
        self.second.setVisible(police)
        self.agency.setVisible(police)
        told = bool(first.recipient or first.one_of)
        self.person.setVisible(told)
        self.number.setVisible(told)
        self.late.setVisible(line.due is not None and now > line.due)
        self.fault.setText("")
        self.show()
        self.person.edit.setFocus()

    def _show_outcomes(self, line: Line) -> None:
        if self._outcome is not None:
            self.slot.removeWidget(self._outcome)
            self._outcome.deleteLater()
        options = outcomes(line)
        self._outcome = Choices(
            _("Outcome"), tuple((value, f"{place}  {words}") for place, (value, words) in enumerate(options, 1))
        )
        self._outcome.choose(options[0][0])
        self._outcome.chosen.connect(self._on_outcome)
        self.slot.addWidget(self._outcome)
        for place, (value, _words) in enumerate(options, 1):
            keys = QShortcut(QKeySequence(f"Alt+{place}"), self._outcome)
            keys.activated.connect(lambda value=value: self._choose(value))
        self._on_outcome(options[0][0])

    def _choose(self, value: str) -> None:
        if self._outcome is not None:
            self._outcome.choose(value)
            self._on_outcome(value)

    def _on_outcome(self, value: str) -> None:
        self.again.setVisible(value == "message_left")

    def refuse(self, sentence: str) -> None:
        """Say why it was not recorded; everything typed stays."""
        self.fault.setText(sentence)

    def close_sheet(self) -> None:
        """Put it away."""
        self.hide()
        self.closed.emit()

    def _on_record(self) -> None:
        if self._line is None or self._outcome is None:
            return
        outcome = next((value for value, _words in outcomes(self._line) if value == self._outcome.value()), None)
        if outcome is None:
            return
        proof = Proof(
            outcome=outcome,
            made_at=self.at.instant(),
            channel="email" if outcome == "sent" else "phone" if self._line.first.recipient else "",
            to_whom=self.person.text(),
            agency=self.agency.text(),
            number=self.number.text(),
            second_number=self.second.text(),
            note=self.note.text(),
            late_reason=self.late.text(),
            try_again_at=self.again.instant() if outcome == "message_left" else None,
        )
        self.recorded.emit(self._line.key, proof)


def state_of(line: Line, now: clock.Instant) -> tuple[str, str, str]:
    """A line's state in words, its ink and its icon; always words, never colour alone."""
    last = line.made[-1].proof if line.made else None
    if line.state == "settled":
        late = line.late_by
        words = _("settled, {span} after the limit").format(span=span(late)) if late else _("settled")
        return words, "green", "circle-check"
    if line.state == "stopped":
        return line.first.stopped_why, "muted", "circle-alert"
    if last is not None:
        return _("begun: {what}").format(what=last.outcome.replace("_", " ")), "amber", "circle-dot"
    if line.first.applies == "unknown":
        return _("not known whether it applies"), "muted", "circle-dashed"
    if line.due is not None and now > line.due:
        return _("{span} late").format(span=span(now - line.due)), "red", "triangle-alert"
    return _("not yet told"), "text", "circle-dashed"
