"""A step, an offer, and what was settled without a call or an e-mail from here: one small sheet, keys Alt 1 to Alt 4 (P7)."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QWidget

from fieldapp import clock
from fieldapp.agenda.model import CHANNELS, CLOSING, WHEN_READY, Line, Made, Outcome, Proof
from fieldapp.desk.window import outcome_words
from fieldapp.text import _, long_moment, span
from ui.pages.call_outcomes import wants_number
from ui.widgets.buttons import Btn, Choices
from ui.widgets.fields import Line as TextLine
from ui.widgets.fields import Moment, Pick, Words
from ui.widgets.text import Said, column, emptied, row
from ui.widgets.typed import FilledIn


class Named(Protocol):
    """Whom a line is about."""

    @property
    def name(self) -> str:
        """As they are called."""

    @property
    def limit(self) -> str:
        """What to mind, "" for nothing."""


_TRIED: tuple[Outcome, ...] = ("message_left", "no_answer", "refused")


def outcomes(line: Line, *, tried: bool = False) -> tuple[tuple[Outcome, str], ...]:
    """How a line can be settled here; calls and e-mails have pages of their own, but outside an episode (tried) an attempt too.

    What is asked of the youth can wait, with its reason (P51); it stays open. A contact is never put off: its limit is the law's,
    and P7 knows only what was tried ("message left", "no answer"), which leaves it open with its clock.
    """
    if line.first.recipient or line.first.one_of:
        settled: tuple[tuple[Outcome, str], ...] = (
            ("told", _("Told") if tried else _("Told another way")),
            ("done_by_other", _("Done by someone else")),
            ("not_required", _("Not required")),
        )
        words = {"message_left": _("Message left"), "no_answer": _("No answer"), "refused": _("Refused")}
        return (*settled, *((each, words[each]) for each in _TRIED)) if tried else settled
    usual: tuple[tuple[Outcome, str], ...] = (
        ("done", _("Done")),
        ("done_by_other", _("Done by someone else")),
        ("not_required", _("Not required")),
    )
    return (*usual, ("not_tonight", _("Not tonight"))) if line.key.startswith(WHEN_READY) else usual


def _channels() -> tuple[tuple[str, str], ...]:
    return (
        ("in_person", _("In person")),
        ("fax", _("By fax")),
        ("web", _("On their website")),
        ("post", _("By post")),
        ("phone", _("By phone")),
        ("email", _("By e-mail")),
    )


class NoticeSheet(FilledIn):
    """The sheet; it emits the proof that was filled in."""

    recorded = Signal(str, object)
    taken_back = Signal(object, str)
    """A notice of the line was recorded by mistake: its hash, and the reason."""
    closed = Signal()

    def __init__(self, *, tried: bool = False) -> None:
        super().__init__()
        self._tried = tried
        self._line: Line | None = None
        self._outcome: Choices | None = None
        self._now = 0
        self._build()
        self.hide()

    def _build(self) -> None:
        self.title, self.limit = Said("", "card", wraps=True), Said("", "small", "amber", wraps=True)
        self._so_far, self.slot = column(gap=4), column()
        self.channel = Pick(_("How"), _channels())
        self.person, self.by_whom = TextLine(_("Who was told")), TextLine(_("Who did it"))
        self.number = TextLine(_("Their number"))
        self.at = Moment(_("When"), 0)
        self.again = Moment(_("Try again"), 0)
        self.note = Words(_("Note"), height=56)
        self.late = TextLine(_("Why it was late"), _("Asked now, while you know it; shown beside the hours, never a grade."))
        self.fault = Said("", "body", "red", wraps=True)
        self.record = Btn(_("Record"), "primary", "check", _("Ctrl Enter"), height=40).bound("Ctrl+Return")
        self.record.clicked.connect(self._on_record)
        cancel = Btn(_("Cancel"), "plain", key="Esc").bound("Escape")
        cancel.clicked.connect(self.close_sheet)
        for part in (self.title, self.limit):
            self.body.addWidget(part)
        self.body.addLayout(self._so_far)
        self.body.addLayout(self.slot)
        for left, right in ((self.at, self.channel), (self.person, self.by_whom)):
            pair = row(left, right, gap=12)
            pair.setStretch(0, 1)
            pair.setStretch(1, 1)
            self.body.addLayout(pair)
        for field in (self.number, self.again, self.note, self.late, self.fault):
            self.body.addWidget(field)
        self.body.addLayout(row(None, cancel, self.record))

    # -- showing

    def open_for(self, line: Line, whom: Named, now: clock.Instant) -> None:
        """Show the sheet for a line."""
        self._line, self._now = line, now
        self.title.setText(whom.name)
        self.limit.setText(whom.limit)
        self.limit.setVisible(bool(whom.limit))
        self._show_so_far(line)
        self._show_outcomes(line)
        for field in (self.person, self.by_whom, self.number, self.late):
            field.edit.clear()
            field.complain("")
        self.note.edit.clear()
        self.note.complain("")
        self.at.show_instant(now)
        self.again.show_instant(now + clock.HOUR)
        self.fault.setText("")
        self.show()
        self.note.edit.setFocus()

    def _show_so_far(self, line: Line) -> None:
        """What was recorded before; each can be taken back with a reason, and stays readable."""
        emptied(self._so_far)
        for made in line.made:
            back = Btn(_("Recorded by mistake"), "quiet", height=24)
            back.setAccessibleName(_("Recorded by mistake: {what}").format(what=_told(made)))
            back.clicked.connect(lambda _on=False, made=made: self._on_taken_back(made))
            self._so_far.addLayout(_stretched(Said(_told(made), "body", wraps=True), back))
        for made in line.taken_back:
            words = _("{what}, taken back: {why}").format(what=_told(made), why=made.back)
            self._so_far.addWidget(Said(words, "body", "muted", wraps=True))

    def _on_taken_back(self, made: Made) -> None:
        if self.note.text():
            self.taken_back.emit(made.entry, self.note.text())
        else:
            self.note.complain(_("Write in a few words what was wrong, then press it again."))

    def _show_outcomes(self, line: Line) -> None:
        if self._outcome is not None:
            self.slot.removeWidget(self._outcome)
            self._outcome.deleteLater()
        options = outcomes(line, tried=self._tried)
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
        """Only what this outcome asks for."""
        line = self._line
        if line is None:
            return
        told, other, waived = value == "told", value == "done_by_other", value == "not_required"
        to_somebody = bool(line.first.recipient or line.first.one_of)
        attempt = value in _TRIED
        self.channel.setVisible(told or attempt)
        self.person.setVisible(to_somebody and (told or other or attempt))
        self.again.setVisible(value == "message_left")
        self.by_whom.setVisible(other or waived)
        self.by_whom.rename(_("By whose order, if there is one") if waived else _("Who did it"))
        self.number.setVisible(to_somebody and (told or other) and (self._tried or wants_number(line)))
        self.note.rename(_("Why") if waived or value in {"not_tonight", "refused"} else _("Note"))
        late = line.due is not None and self._now > line.due and value in CLOSING and not waived
        self.late.setVisible(late and line.state != "settled")

    # -- recording

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
        outcome = next(
            (value for value, _words in outcomes(self._line, tried=self._tried) if value == self._outcome.value()), None
        )
        if outcome is None:
            return
        if self.late.isVisibleTo(self) and not self.late.text():
            self.late.complain(_("In a few words: it is asked once."))
            return
        self.recorded.emit(self._line.key, self._proof(outcome))

    def _proof(self, outcome: Outcome) -> Proof:
        channel = next((value for value in CHANNELS if value == self.channel.value()), CHANNELS[0])
        return Proof(
            outcome=outcome,
            made_at=self.at.instant(),
            channel=channel if outcome == "told" or outcome in _TRIED else "",
            to_whom=self.person.text(),
            by_whom=self.by_whom.text(),
            number=self.number.text(),
            try_again_at=self.again.instant() if outcome == "message_left" else None,
            note=self.note.text(),
            late_reason=self.late.text(),
        )


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


def _told(made: Made) -> str:
    """A notice in a line: when, what, who, number."""
    proof = made.proof
    number = _("number {n}").format(n=proof.number) if proof.number else ""
    parts = (long_moment(proof.made_at), outcome_words(proof.outcome), proof.to_whom, proof.by_whom, number, proof.note)
    return " · ".join(part for part in parts if part)


def _stretched(said: QWidget, button: QWidget) -> QBoxLayout:
    made = row(said, button)
    made.setStretch(0, 1)
    return made
