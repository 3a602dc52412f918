"""Ratings from evidence: each item is rated from sources with their dates; sources that differ are shown, never averaged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fieldapp.errors import BadInput
from fieldapp.identify.instrument import Instrument, Item
from fieldapp.identify.model import Evidence, Rating, Reason
from fieldapp.text import _


@dataclass(frozen=True, slots=True)
class Combined:
    """What the sources of one item say together. state: nothing said, all agree, or they differ · code: what all say, "" unless
    they agree · said: each code with the evidence for it, in the order of the form's answers · silent: evidence that somebody
    declined, did not know or was not asked; it lowers no rating that rests on something else.
    """

    state: Literal["nothing", "agreed", "differ"]
    code: str
    said: tuple[tuple[str, tuple[Evidence, ...]], ...]
    silent: tuple[Evidence, ...]


def combine(item: Item, sources: Iterable[Evidence]) -> Combined:
    """Hold the sources of an item side by side."""
    told = tuple(sources)
    silent = tuple(each for each in told if item.reason(each.code) is not None and item.reason(each.code) != "does_not_apply")
    by_code = {each.code: tuple(one for one in told if one.code == each.code) for each in item.options}
    quiet = {each.code for each in silent}
    said = tuple((code, found) for code, found in by_code.items() if found and code not in quiet)
    if not said:
        return Combined("nothing", "", (), silent)
    if len(said) == 1:
        return Combined("agreed", said[0][0], said, silent)
    return Combined("differ", "", said, silent)


def proposed(item: Item, sources: Iterable[Evidence]) -> Rating:
    """The rating that the sources make by themselves: their code where they agree; else not known, with the reason."""
    told = tuple(sources)
    found = combine(item, told)
    if found.state == "agreed":
        return Rating(item=item.id, code=found.code, sources=told)
    if found.state == "differ":
        return Rating(item=item.id, reason="sources_differ", sources=told)
    codes = {each.code for each in found.silent}
    if len(codes) == 1:
        return Rating(item=item.id, code=codes.pop(), sources=told)
    return Rating(item=item.id, reason="not_asked", sources=told)


def check(form: Instrument, rating: Rating, today: date, born: str | None = None) -> None:
    """Refuse a rating that cannot be kept; BadInput names the item. today: no information is of a later day."""
    item = form.items.get(rating.item)
    if item is None:
        raise BadInput(rating.item, _("{item} is no item of this form.").format(item=rating.item), _("Choose an item."))
    for code in (*([rating.code] if rating.code else []), *(each.code for each in rating.sources)):
        if not item.of_words and item.option(code) is None:
            known = ", ".join(each.code for each in item.options)
            sentence = _("{item}: {code} is no answer to this item.").format(item=rating.item, code=code)
            raise BadInput(rating.item, sentence, _("Answers are: {codes}.").format(codes=known))
    if not rating.code and rating.reason is None:
        raise BadInput(rating.item, _("{item} is not rated.").format(item=rating.item), _("Rate it, or say why it is not known."))
    if combine(item, rating.sources).state == "differ" and rating.code and not rating.basis.strip():
        sentence = _("{item}: the sources differ, and the rating does not say why it follows one.").format(item=rating.item)
        raise BadInput(rating.item, sentence, _("Write a short basis."))
    for each in rating.sources:
        _check_day(rating.item, each.as_of, today, born)


def _check_day(item: str, written: str, today: date, born: str | None) -> None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        sentence = _("{item}: {day} is no date.").format(item=item, day=written)
        raise BadInput(item, sentence, _("Write it as 2026-11-22.")) from None
    if day > today:
        raise BadInput(item, _("{item}: {day} lies in the future.").format(item=item, day=written), _("Check the date."))
    if born and day < date.fromisoformat(born):
        sentence = _("{item}: {day} lies before the youth's birth.").format(item=item, day=written)
        raise BadInput(item, sentence, _("Check the date."))


def answers(ratings: Iterable[Rating]) -> dict[str, str]:
    """Ratings as scoring takes them: what has a code."""
    return {each.item: each.code for each in ratings if each.code}


def reasons(ratings: Iterable[Rating]) -> Mapping[str, Reason]:
    """Why the rest is not known."""
    return {each.item: each.reason for each in ratings if not each.code and each.reason is not None}
