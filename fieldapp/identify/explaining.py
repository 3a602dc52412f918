"""A result in plain words: which answers decide it, what is open and whether it matters, and who may know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from fieldapp.identify.instrument import Instrument
from fieldapp.identify.model import Because, Result, SourceKind, Step
from fieldapp.identify.sight import AGE
from fieldapp.text import _, language, ngettext

Weight = Literal["decides", "matters", "open", "zero", "apart"]
"""decides: part of the result · matters: not known, and alone able to change it · open: not known, and not able to alone · zero:
known to be nothing, which counts · apart: left out.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of why: what, and what follows from it."""

    weight: Weight
    title: str
    sub: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Who may know what is not known. source: "" where the form does not say · items: their numbers."""

    source: SourceKind | Literal[""]
    items: tuple[int, ...]


def numbers(form: Instrument) -> Mapping[str, int]:
    """The number that each item has on the screen: its place in the whole form."""
    return {name: place for place, name in enumerate(form.items, 1)}


def why(form: Instrument, result: Result, telling: Sequence[str]) -> tuple[Line, ...]:
    """The trace as a person reads it."""
    if not form.bands:
        return ()
    lines = _by_test(form, result) if form.by_test else _by_score(form, result)
    return (*lines, *_unknown(form, result, telling), *_rest(form, result))


def summary(form: Instrument, result: Result) -> str:
    """How the result was found, in a few words: points, or which row of a table."""
    if form.by_test:
        held = [place for place, band in enumerate(form.bands, 1) if result.band is not None and band.id == result.band.id]
        return _("row {n} of {all}").format(n=held[0], all=len(form.bands)) if held else ""
    if result.low is None or result.high is None:
        return ""
    if result.low == result.high:
        return ngettext("{n} point", "{n} points", result.low).format(n=result.low)
    return _("{low} to {high} points").format(low=result.low, high=result.high)


def ask(form: Instrument, result: Result) -> tuple[Ask, ...]:
    """Whom to ask for the items not known, each under the one who is likeliest to know."""
    found: dict[SourceKind | Literal[""], list[int]] = {}
    place = numbers(form)
    for each in result.unknown:
        if each.item != AGE:
            known = form.items[each.item].who_may_know
            found.setdefault(known[0] if known else "", []).append(place[each.item])
    return tuple(Ask(source, tuple(items)) for source, items in found.items())


# -- the lines


def _by_score(form: Instrument, result: Result) -> Iterator[Line]:
    points = next((step.because for step in result.trace if step.rule == "score"), ())
    counted = [each for each in points if each.code and not each.reason and (each.high or 0) > 0]
    if not counted:
        return
    most = max(each.high or 0 for each in counted)
    heavy = [each for each in counted if 2 * (each.high or 0) >= most]
    got, whole = sum(each.low or 0 for each in heavy), result.low or 0
    reached = next((band for band in form.bands if (band.low or 0) <= whole <= (band.high or 0)), None)
    words = ngettext("{what} counts most", "{what} count most", len(heavy)).format(what=_items(form, heavy))
    title = reached.title.said(language()) if reached else ""
    sub = _("{n} of {all} points so far, which is “{band}”").format(n=got, all=whole, band=title)
    yield Line("decides", words, sub)


def _by_test(form: Instrument, result: Result) -> Iterator[Line]:
    """What holds, or may still hold; what is ruled out is said in one line."""
    titles = {band.id: band.title.said(language()) for band in form.bands}
    out = [titles[step.rule] for step in result.trace if step.holds is False]
    for step in result.trace:
        known = [each for each in step.because if each.code and not each.reason]
        if step.holds:
            yield Line(
                "decides", _answers(form, known) or titles[step.rule], _("comes to “{band}”").format(band=titles[step.rule])
            )
        elif step.holds is None:
            yield Line("matters", _may_be(form, step), _("may still come to “{band}”").format(band=titles[step.rule]))
    if out:
        yield Line("zero", ngettext("{n} row ruled out", "{n} rows ruled out", len(out)).format(n=len(out)), "; ".join(out))


def _may_be(form: Instrument, step: Step) -> str:
    unknown = [each for each in step.because if not each.code or each.reason]
    return _("Not known: {what}").format(what=_items(form, unknown, small=True)) if unknown else _("Nothing speaks against it")


def _answers(form: Instrument, known: Iterable[Because]) -> str:
    """What was answered, in the form's own words: "Item 1 is “Yes”"."""
    place, said = numbers(form), []
    for each in known:
        if each.item == AGE:
            said.append(_("age {n}").format(n=each.code))
            continue
        option = form.items[each.item].option(each.code)
        words = option.display.said(language()) if option and option.display else each.code
        said.append(_("item {n} is “{answer}”").format(n=place[each.item], answer=words))
    text = listed(said)
    return text[:1].upper() + text[1:]


def _unknown(form: Instrument, result: Result, telling: Sequence[str]) -> Iterator[Line]:
    unknown = [each.item for each in result.unknown]
    if form.by_test or not unknown:
        return
    able = [name for name in unknown if name in telling]
    rest = [name for name in unknown if name not in telling]
    if able:
        sub = ngettext("alone can change what is possible", "each alone can change what is possible", len(able))
        yield Line("matters", _("{what} not known").format(what=_names(form, able)), sub)
    if rest:
        sub = ngettext("can’t move it alone", "none of them can move it alone", len(rest))
        yield Line("open", _("{what} not known").format(what=_names(form, rest)), sub)


def _rest(form: Instrument, result: Result) -> Iterator[Line]:
    points = next((step.because for step in result.trace if step.rule == "score"), ())
    zero = [each for each in points if each.code and not each.reason and each.high == 0]
    if zero:
        words = ngettext("{what} is 0, and counted", "{what} are 0, and counted", len(zero)).format(what=_items(form, zero))
        yield Line("zero", words, ngettext("a zero, not a blank", "zeros, not blanks", len(zero)))
    if result.not_applicable:
        count = len(result.not_applicable)
        words = ngettext("{what} does not apply", "{what} do not apply", count).format(what=_names(form, result.not_applicable))
        yield Line("apart", words, ngettext("left out of the count", "left out of the count", count))


def _items(form: Instrument, found: Iterable[Because], *, small: bool = False) -> str:
    return _names(form, [each.item for each in found], small=small)


def _names(form: Instrument, names: Sequence[str], *, small: bool = False) -> str:
    """Items and the age as a sentence names them: "Items 5 and 7"."""
    place = numbers(form)
    count = [str(place[name]) for name in names if name != AGE]
    parts = [ngettext("item {n}", "items {n}", len(count)).format(n=listed(count))] if count else []
    text = listed([*parts, *([_("the age")] if AGE in names else [])])
    return text if small else text[:1].upper() + text[1:]


def listed(parts: Sequence[str]) -> str:
    """Parts as a sentence lists them: "8, 11 and 12"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])
