"""What the page of next steps is put together from: contacts, proposed, taken up, declined and done; why, behind a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.agenda.model import Line
from fieldapp.desk.casefile import Reach
from fieldapp.desk.desk import Desk
from fieldapp.desk.nextsteps import NextStep, NextSteps, why_contact, why_step
from fieldapp.desk.recipients import is_telling, who_words
from fieldapp.text import _, moment
from ui.pages.made_words import made_words
from ui.pages.notice import state_of
from ui.session import Session
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, CardHead, Chip, Hairline
from ui.widgets.text import Icon, Said, Two, column, holding, row

_STATE = 150


Question = Callable[[Desk], tuple[str, ...]]
"""What asks the store for the reasons, and writes that somebody did."""
Why = Callable[..., QWidget]
"""Makes the line of a reason: what it is about, how it is asked for, and what stands beside its button."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What the buttons of the parts do."""

    take_up: Callable[[NextStep], None]
    decline: Callable[[NextStep], None]
    record: Callable[[Line, Reach], None]
    record_step: Callable[[Line], None]
    state: Callable[[], None]
    explain: Callable[[Line, Reach], None]


class WhyLines(QWidget):
    """Why a row is there: one line with the button, and below it the reasons while it is open; each opening is logged."""

    def __init__(self, session: Session, what: str, reasons: Question, *beside: QWidget) -> None:
        super().__init__()
        self._session, self._reasons = session, reasons
        self.button = Btn(_("Why?"), "quiet", "info", height=24)
        self.button.setAccessibleName(_("Why: {what}").format(what=what))
        self.button.clicked.connect(self._on_asked)
        self.words = Said("", "small", "muted", wraps=True)
        self.words.hide()
        self.setLayout(column(row(*beside, self.button, None, gap=6), self.words, gap=2))

    def _on_asked(self) -> None:
        if not self.words.isHidden():
            self.words.hide()
            self.words.setText("")
            return
        self._session.ask(self._reasons, self._show)

    def _show(self, lines: tuple[str, ...]) -> None:
        self.words.setText("\n".join(lines))
        self.words.show()


def contacts(found: NextSteps, ways: Ways, why: Why, now: clock.Instant) -> Card | None:
    """Whom the law requires to be told, outside any episode."""
    sure = [each for each in found.contacts if each[0].first.applies != "unknown"]
    settled = sum(line.state in {"settled", "stopped"} for line, _reach in sure)
    note = _("{n} of {all} settled").format(n=settled, all=len(sure))
    return _contacts(_("Required contacts"), note, "phone", sure, found, ways, why, now)


def unknown(found: NextSteps, ways: Ways, why: Why, now: clock.Instant) -> Card | None:
    """Contacts of which nobody knows whether they apply: what to find out opens with the reason."""
    open_ones = [each for each in found.contacts if each[0].first.applies == "unknown"]
    return _contacts(_("Not known whether required"), str(len(open_ones)), "circle-dashed", open_ones, found, ways, why, now)


def _contacts(
    title: str,
    note: str,
    icon: str,
    listed: Sequence[tuple[Line, Reach]],
    found: NextSteps,
    ways: Ways,
    why: Why,
    now: clock.Instant,
) -> Card | None:
    if not listed:
        return None
    card = Card(CardHead(title, note, icon), margin=0, gap=0)
    for line, reach in listed:
        shown = replace(reach, name=who_words(line.first.recipient), role="") if is_telling(line.first.recipient) else reach
        reasons = partial(why_contact, youth=line.youth, occasion=line.occasion, line=line.key)
        card.body.addWidget(Hairline())
        row_ = _contact(line, shown, ways, now)
        kept = holding(column(*_proofs(line, shown, ways, found.names), gap=2, margins=(40, 0, 12, 0)))
        card.body.addWidget(holding(column(row_, kept, holding(column(why(shown.name, reasons), margins=(40, 0, 12, 8))))))
    return card


def _proofs(line: Line, reach: Reach, ways: Ways, names: Mapping[str, str]) -> Iterator[QWidget]:
    """Every notice and attempt as it was kept, and why it was late or a button to say so."""
    for made in line.made:
        yield Said(made_words(made, lambda person: names.get(person, "?")), "small", "muted", wraps=True)
    if line.late_notice is not None and not line.late_because:
        late = Btn(_("Write why…"), "quiet", "pencil", height=24)
        late.setAccessibleName(_("Write why it was late: {who}").format(who=reach.name))
        late.clicked.connect(lambda: ways.explain(line, reach))
        yield holding(row(Said(_("Why it was late is not written down yet."), "small", "amber"), late, None))


def _contact(line: Line, reach: Reach, ways: Ways, now: clock.Instant) -> QWidget:
    words, ink, icon = state_of(line, now)
    if line.state == "stopped":
        words = _("no longer required")
    due = line.due if line.due is not None else line.written_due
    when = _("by {when}").format(when=moment(due)) if due is not None else _("now")
    if line.due is None and line.written_due is not None:
        when = _("now; in writing by {when}").format(when=moment(line.written_due))
    who = Two(Said(reach.name, "strong").cut(), Said(reach.role, "small", "muted").cut())
    number = Two(Said(reach.phone or reach.email, "body").cut(), Said(when, "small", "muted").cut())
    state = Said(words, "small_strong", ink, wraps=True)
    state.setFixedWidth(_STATE)
    parts: list[QWidget] = [Icon(icon, ink), who, number, state]
    if line.state in {"open", "begun"}:
        button = Btn(_("Record"), "plain", height=32)
        button.setAccessibleName(_("Record: {who}").format(who=reach.name))
        button.clicked.connect(lambda: ways.record(line, reach))
        parts.append(button)
    made = row(*parts, gap=12, margins=(16, 8, 12, 2))
    made.setStretch(1, 3)
    made.setStretch(2, 3)
    return holding(made)


def proposed(found: NextSteps, ways: Ways, why: Why) -> Card | None:
    """What waits for a yes or no."""
    steps = found.of("proposed")
    if not steps:
        return None
    card = Card(CardHead(_("Proposed"), str(len(steps)), "list-checks"), margin=0, gap=0)
    for step in steps:
        take, no = Btn(_("Take up"), "plain", "check", height=32), Btn(_("Decline…"), "quiet", height=32)
        take.setAccessibleName(_("Take up: {what}").format(what=step.title))
        no.setAccessibleName(_("Decline: {what}").format(what=step.title))
        take.clicked.connect(lambda _on=False, s=step: ways.take_up(s))
        no.clicked.connect(lambda _on=False, s=step: ways.decline(s))
        marks: list[QWidget] = [Chip(step.limit, "muted", "clock")] if step.limit else []
        if step.perhaps:
            marks.append(Chip(_("perhaps"), "muted", "circle-dashed"))
        words = column(Said(step.title, "strong", wraps=True), Said(step.remark, "small", "muted", wraps=True), gap=2)
        for each in step.decided[:1]:
            if each.reviewed:
                words.addWidget(Said(each.reviewed, "small", "amber", wraps=True))
        line = row(holding(words), column(row(no, take), None), gap=12)
        line.setStretch(0, 1)
        card.body.addWidget(Hairline())
        reasons = partial(why_step, youth=found.youth, rule=step.rule)
        card.body.addWidget(holding(column(line, why(step.title, reasons, *marks), gap=4, margins=(16, 10, 12, 8))))
    return card


def taken_up(found: NextSteps, ways: Ways, now: clock.Instant) -> Card | None:
    """Required steps: each stands on Today until it is done."""
    steps = found.of("taken_up")
    if not steps:
        return None
    card = Card(CardHead(_("Required steps"), str(len(steps)), "circle-dot"), margin=0, gap=0)
    for step in steps:
        done, no = Btn(_("Done…"), "plain", "check", height=32), Btn(_("Decline…"), "quiet", height=32)
        done.setAccessibleName(_("Done: {what}").format(what=step.title))
        no.setAccessibleName(_("Decline: {what}").format(what=step.title))
        no.clicked.connect(lambda _on=False, s=step: ways.decline(s))
        if step.step is not None:
            done.clicked.connect(lambda _on=False, line=step.step: ways.record_step(line))
        late = step.step is not None and step.step.due is not None and step.step.due < now
        due = Said(step.limit or _("no limit in law"), "small", "amber" if late else "muted")
        card.body.addWidget(Hairline())
        card.body.addWidget(_kept(step, due, no, done))
    return card


def declined(found: NextSteps, ways: Ways) -> Card | None:
    """What was declined, by whom and why; each can be taken up after all."""
    steps = found.of("declined")
    if not steps:
        return None
    card = Card(CardHead(_("Declined"), str(len(steps)), "x"), margin=0, gap=0)
    for step in steps:
        after_all = Btn(_("Take up after all"), "plain", height=32)
        after_all.setAccessibleName(_("Take up after all: {what}").format(what=step.title))
        after_all.clicked.connect(lambda _on=False, s=step: ways.take_up(s))
        card.body.addWidget(Hairline())
        card.body.addWidget(_kept(step, None, after_all))
    return card


def settled(found: NextSteps) -> Card | None:
    """What was taken up and is done."""
    steps = found.of("settled")
    if not steps:
        return None
    card = Card(CardHead(_("Done"), str(len(steps)), "circle-check"), margin=0, gap=0)
    for step in steps:
        made = step.step.made[-1] if step.step is not None and step.step.made else None
        when = Said(_("done {when}").format(when=moment(made.proof.made_at)) if made else "", "small", "green")
        card.body.addWidget(Hairline())
        card.body.addWidget(_kept(step, when))
    return card


def _kept(step: NextStep, note: QWidget | None, *controls: QWidget) -> QWidget:
    """A step that was decided, with every decision below it."""
    words = column(Said(step.title, "strong", wraps=True), *([note] if note else []), gap=2)
    for each in step.decided:
        said = " · ".join(part for part in (f"{each.words}: {each.reason}" if each.reason else each.words, each.reviewed) if part)
        words.addWidget(Said(said, "small", "muted", wraps=True))
    line = row(holding(words), column(row(*controls), None), gap=12, margins=(16, 10, 12, 10))
    line.setStretch(0, 1)
    return holding(line)


def nothing() -> Card:
    """Nobody proposed anything yet."""
    words = _(
        "Nothing is proposed and nothing is required. A finished screening, or a change of the restricted notes, proposes steps."
    )
    return Card(Said(words, "lead", "muted", wraps=True))


def beside(found: NextSteps, ways: Ways) -> Iterator[QWidget]:
    """The cards of the right column."""
    if found.once_stated:
        yield _once_stated(found, ways)
    if found.since:
        card = Card(Said(_("Where this comes from"), "card"), gap=6)
        for each in found.since[:4]:
            card.body.addWidget(Said(each, "small", "muted", wraps=True))
        yield card
    yield Card(Said(_("Why a step is proposed opens by its button; each opening is logged."), "small", "muted", wraps=True))


def _once_stated(found: NextSteps, ways: Ways) -> Card:
    card = Card(row(Icon("scale"), 4, Said(_("Required once stated"), "card"), None), gap=8)
    words = _(
        "A screening alone requires nothing. If you hold what it points to, state it: these then stand on Today with clocks."
    )
    card.body.addWidget(Said(words, "small", "muted", wraps=True))
    for each in found.once_stated:
        card.body.addWidget(Said(each, "small_strong", wraps=True))
    state = Btn(_("State it…"), "primary", "pencil", height=32)
    state.clicked.connect(ways.state)
    card.body.addLayout(row(state, None))
    return card
