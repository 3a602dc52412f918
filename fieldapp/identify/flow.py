"""Going through an instrument in any order: which items are shown, which comes next, what is left, what would settle it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from fieldapp.identify.instrument import Instrument
from fieldapp.identify.model import Reason, Result
from fieldapp.identify.scoring import score
from fieldapp.identify.standing import Answers, Stand


@dataclass(frozen=True, slots=True)
class State:
    """Where somebody stands in an instrument. answers: all that was ever given, so that an item hidden by a changed answer comes
    back as it was · reasons: why items are not known where no code says it · at: the item in focus.
    """

    form: Instrument
    answers: Answers = field(default_factory=dict)
    age: int | None = None
    at: str | None = None
    reasons: Mapping[str, Reason] = field(default_factory=dict)

    @property
    def stand(self) -> Stand:
        """The answers held against the instrument."""
        return Stand(self.form, self.answers, self.age)


@dataclass(frozen=True, slots=True)
class Reply:
    """One step: an answer to an item, a reason why there is none, or neither, which takes the answer back."""

    item: str
    code: str = ""
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a section is. shown: items to be asked with the answers so far · known: those answered · opened: whether anything
    was ever said of one, so that never opened and opened but not complete look different.
    """

    section: str
    shown: int
    known: int
    opened: bool

    @property
    def complete(self) -> bool:
        """Nothing left that is not known."""
        return self.known == self.shown


def begin(form: Instrument, age: int | None = None) -> State:
    """At the first item."""
    return replace(State(form, age=age), at=next(iter(form.items), None))


def take(state: State, reply: Reply) -> State:
    """The state after one reply; the focus moves to the next item shown."""
    answers = {name: code for name, code in state.answers.items() if name != reply.item}
    reasons = {name: why for name, why in state.reasons.items() if name != reply.item}
    if reply.code:
        answers[reply.item] = reply.code
    elif reply.reason is not None:
        reasons[reply.item] = reply.reason
    told = replace(state, answers=answers, reasons=reasons, at=reply.item)
    return replace(told, at=next_item(told) or reply.item)


def shown_items(form: Instrument, answers: Answers, age: int | None = None) -> tuple[str, ...]:
    """The items to be asked with these answers, in order."""
    stand = Stand(form, answers, age)
    return tuple(name for name in form.items if stand.shown(name))


def told(state: State) -> dict[str, str]:
    """The answers that count: those to items that are shown."""
    shown = set(shown_items(state.form, state.answers, state.age))
    return {name: code for name, code in state.answers.items() if name in shown}


def next_item(state: State) -> str | None:
    """The next item shown after the one in focus, None at the end."""
    shown = shown_items(state.form, state.answers, state.age)
    if state.at is None:
        return shown[0] if shown else None
    order = list(state.form.items)
    return next((name for name in shown if order.index(name) > order.index(state.at)), None)


def next_open(state: State) -> str | None:
    """The next item that nobody has said anything of, from the focus on and then from the start; None if there is none."""
    shown = shown_items(state.form, state.answers, state.age)
    order = list(state.form.items)
    here = order.index(state.at) + 1 if state.at else 0
    untouched = [name for name in shown if name not in state.answers and name not in state.reasons]
    return next((name for name in untouched if order.index(name) >= here), untouched[0] if untouched else None)


def progress(state: State) -> tuple[Progress, ...]:
    """How far each section is."""
    return tuple(_progress(state, section.id, section.items) for section in state.form.sections)


def _progress(state: State, section: str, items: Iterable[str]) -> Progress:
    stand = state.stand
    shown = [name for name in items if stand.shown(name)]
    known = [name for name in shown if stand.why_unknown(name) is None]
    said = any(name in state.answers or name in state.reasons for name in shown)
    return Progress(section, len(shown), len(known), said)


def missing(state: State) -> tuple[str, ...]:
    """The items shown that the form requires and that have no answer."""
    stand = state.stand
    shown = shown_items(state.form, state.answers, state.age)
    return tuple(name for name in shown if state.form.items[name].required and stand.why_unknown(name) is not None)


def result(state: State) -> Result:
    """What the answers come to so far."""
    return score(state.form, told(state), state.age, state.reasons)


def telling(state: State) -> tuple[str, ...]:
    """The unknown items that could, each alone, change which bands are possible: worth finding out first."""
    answers = told(state)
    now = _bands(state.form, answers, state.age)
    shown = shown_items(state.form, answers, state.age)
    stand = Stand(state.form, answers, state.age)
    open_ones = [name for name in shown if stand.why_unknown(name) is not None and not state.form.items[name].of_words]
    return tuple(
        name
        for name in open_ones
        if any(_bands(state.form, {**answers, name: code}, state.age) != now for code in state.form.items[name].codes)
    )


def _bands(form: Instrument, answers: Answers, age: int | None) -> tuple[str, ...]:
    return tuple(band.id for band in score(form, answers, age).bands)
