"""Scoring: an interval, the band or the bands that could be, what is not known and why, and which answers decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fieldapp.errors import BadInput
from fieldapp.identify.instrument import Instrument
from fieldapp.identify.measures import Age
from fieldapp.identify.model import Because, Reached, Reason, Result, Step, Unknown
from fieldapp.identify.reach import Search
from fieldapp.identify.sight import AGE, OLDEST, Span, walk
from fieldapp.identify.standing import Answers, Stand
from fieldapp.text import _

Reasons = Mapping[str, Reason]
"""Why items are not known where no code says it (a rater's own "not asked", or sources that differ)."""


def score(form: Instrument, answers: Answers, age: int | None = None, reasons: Reasons | None = None) -> Result:
    """What the answers come to; BadInput names the item whose answer cannot be taken.

    answers: item id to option code, what is not there was not asked · age: whole years, None where it is not known.
    """
    check(form, answers, age)
    stand = Stand(form, answers, age)
    span = form.score.value.measure(stand) if form.score else None
    could = _could(form, stand, span)
    return Result(
        instrument=form.id,
        version=form.head.version,
        hash=form.hash,
        bands=tuple(_reached(form, place) for place in could),
        low=span.low if span else None,
        high=span.high if span else None,
        proposed=bool(form.score and form.score.proposed),
        unknown=tuple(_unknown(form, stand, reasons or {})),
        not_applicable=tuple(name for name in form.items if stand.sight(name).applies is False),
        trace=tuple(_trace(form, stand, span, could, reasons or {})),
    )


# -- what can be taken


def check(form: Instrument, answers: Answers, age: int | None) -> None:
    """Refuse answers that are none: to no item, with no such code, or to an item that is not shown."""
    stand = Stand(form, answers, age)
    if age is not None and not 0 <= age <= OLDEST:
        raise BadInput(AGE, _("{n} is no age.").format(n=age), _("Write it in whole years."))
    if not form.fits(age):
        raise BadInput(AGE, _("This form was not made for somebody of {n}.").format(n=age), _ages(form))
    for name, code in answers.items():
        item = form.items.get(name)
        if item is None:
            raise BadInput(name, _("{item} is no item of this form.").format(item=name), _("Look at the form's items."))
        if not item.of_words and item.option(code) is None:
            known = ", ".join(each.code for each in item.options)
            sentence = _("{item}: {code} is no answer to this item.").format(item=name, code=code)
            raise BadInput(name, sentence, _("Answers are: {codes}.").format(codes=known))
        if not stand.shown(name):
            on = ", ".join(dict.fromkeys(item.shown_when.judge(stand).because))
            sentence = _("{item} is not shown with these answers, so it has none.").format(item=name)
            raise BadInput(name, sentence, _("It hangs on the answer to {items}.").format(items=on))


def _ages(form: Instrument) -> str:
    made = form.head.age
    if made.min is not None and made.max is not None:
        return _("It is for ages {low} to {high}.").format(low=made.min, high=made.max)
    if made.max is not None:
        return _("It is for ages up to {high}.").format(high=made.max)
    return _("It is for ages from {low}.").format(low=made.min)


# -- what it comes to


def _could(form: Instrument, stand: Stand, span: Span | None) -> tuple[int, ...]:
    """The places of the bands that are, or could be, the result."""
    if span is not None and not form.by_test:
        found = (n for n, band in enumerate(form.bands) if (band.low or 0) <= span.high and (band.high or 0) >= span.low)
        return tuple(found)
    return tuple(sorted(Search(form).first_that_could(tuple(form.tests()), stand)))


def _reached(form: Instrument, place: int) -> Reached:
    band = form.bands[place]
    return Reached(id=band.id, title=band.title, says=band.says, actions=band.actions)


def _unknown(form: Instrument, stand: Stand, reasons: Reasons) -> Iterator[Unknown]:
    for name in form.items:
        why = _why(stand, name, reasons)
        if why is not None and stand.shown(name):
            yield Unknown(item=name, reason=why)
    if stand.age is None and _asks_age(form):
        yield Unknown(item=AGE, reason="not_asked")


def _why(stand: Stand, name: str, reasons: Reasons) -> Reason | None:
    why = stand.why_unknown(name)
    return reasons.get(name, why) if why == "not_asked" else why


def _asks_age(form: Instrument) -> bool:
    trees = [*form.tests(), *([form.score.value] if form.score else [])]
    return any(isinstance(node, Age) for tree in trees for node in walk(tree))


# -- why


def _trace(form: Instrument, stand: Stand, span: Span | None, could: tuple[int, ...], reasons: Reasons) -> Iterator[Step]:
    """The score with the points of each answer, then the bands up to the last that could be."""
    if span is not None and form.score is not None:
        points = tuple(_because(form, stand, name, reasons, points=True) for name in dict.fromkeys(span.because))
        yield Step(rule="score", holds=True if span.low == span.high else None, because=points)
    for place, band in enumerate(form.bands[: max(could, default=-1) + 1]):
        holds = None if place in could else False
        if could == (place,):
            holds = True
        names = band.when.judge(stand).because if band.when is not None else ()
        yield Step(rule=band.id, holds=holds, because=tuple(_because(form, stand, name, reasons) for name in names))


def _because(form: Instrument, stand: Stand, name: str, reasons: Reasons, *, points: bool = False) -> Because:
    if name == AGE:
        return Because(
            item=AGE, code="" if stand.age is None else str(stand.age), reason=None if stand.age is not None else "not_asked"
        )
    seen = stand.sight(name)
    why: Reason | None = "does_not_apply" if seen.applies is False else _why(stand, name, reasons)
    if not points or why == "does_not_apply":
        return Because(item=name, code=seen.code or "", reason=why)
    worth = [form.items[name].worth(code) for code in ([seen.code] if seen.code is not None else stand.codes(name))]
    least = [] if seen.applies else [0]
    return Because(item=name, code=seen.code or "", reason=why, low=min(worth + least), high=max(worth + least))
