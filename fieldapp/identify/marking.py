"""What a rater does to a draft, step by step: answer, say why not known, put a source beside another, follow one, note why."""

from __future__ import annotations

from msgspec.structs import replace

from fieldapp.identify.instrument import Item
from fieldapp.identify.model import Evidence, Note, Rating, Reason
from fieldapp.identify.queries import Kept
from fieldapp.identify.rating import combine, proposed

_MEANS: dict[Reason, Reason] = {"not_asked": "not_collected"}
"""What a form's own code calls a reason, where it is called otherwise."""


def rated(kept: Kept, item: str) -> Rating:
    """An item's rating as it stands; an empty one where nobody has said anything."""
    return next((each for each in kept.ratings if each.item == item), Rating(item=item))


def at(kept: Kept, item: str) -> Kept:
    """Come to an item: there it is gone on with after a break."""
    return replace(kept, at=item)


def answered(kept: Kept, item: str, code: str) -> Kept:
    """Rated with a code (words, for an item of words; none takes the answer back); the sources stay."""
    return _with(kept, replace(rated(kept, item), code=code, reason=None))


def asked(kept: Kept, item: Item) -> Kept:
    """Of a form that is asked, what the youth said on the day of the contact is the source; one with words of its own stays."""
    rating = rated(kept, item.id)
    bare = all(each.source == "youth_said" and not each.basis and not each.who for each in rating.sources)
    if not bare or len(rating.sources) > 1:
        return kept
    told = (Evidence(source="youth_said", code=rating.code, as_of=kept.contact_on),) if rating.code else ()
    return _with(kept, replace(rating, sources=told))


def unanswered(kept: Kept, item: Item, reason: Reason) -> Kept:
    """Not known, and why: by the form's own code where it has one."""
    means = {reason, _MEANS.get(reason, reason)}
    code = next((each.code for each in item.options if each.means in means), "")
    return _with(kept, replace(rated(kept, item.id), code=code, reason=None if code else reason))


def taken_back(kept: Kept, item: str) -> Kept:
    """Neither rated nor said to be unknown; the sources and the note stay."""
    return _with(kept, replace(rated(kept, item), code="", reason=None))


def sourced(kept: Kept, item: Item, told: Evidence, place: int | None = None) -> Kept:
    """A source put beside the others, or in the place of one. What a person has rated stays; else the sources propose."""
    before = rated(kept, item.id)
    listed = list(before.sources)
    listed[len(listed) if place is None else place : len(listed) if place is None else place + 1] = [told]
    return _with(kept, _proposed(item, before, tuple(listed)))


def unsourced(kept: Kept, item: Item, place: int) -> Kept:
    """A source taken away."""
    before = rated(kept, item.id)
    return _with(kept, replace(before, sources=before.sources[:place] + before.sources[place + 1 :]))


def followed(kept: Kept, item: str, place: int) -> Kept:
    """Rated as one source has it; what the others say stays beside it."""
    return answered(kept, item, rated(kept, item).sources[place].code)


def explained(kept: Kept, item: str, basis: str) -> Kept:
    """Why it is rated so."""
    return _with(kept, replace(rated(kept, item), basis=basis))


def noted(kept: Kept, words: str, at: int) -> Kept:
    """A note of the contact, with its time."""
    return replace(kept, notes=(*kept.notes, Note(at=at, words=words)))


def note_changed(kept: Kept, place: int, words: str) -> Kept:
    """A note put right, its time kept; without words it goes."""
    notes = list(kept.notes)
    notes[place : place + 1] = [replace(notes[place], words=words)] if words else []
    return replace(kept, notes=tuple(notes))


def differ(item: Item, rating: Rating) -> bool:
    """Whether its sources say different things."""
    return combine(item, rating.sources).state == "differ"


def why_unknown(item: Item, rating: Rating) -> Reason | None:
    """Why a rating is no answer; None where it is one, or where nobody has said anything."""
    return rating.reason or (item.reason(rating.code) if rating.code else None)


def keys(item: Item) -> tuple[tuple[str, str], ...]:
    """(key, code) of each answer to the question itself: its own digit where every code is one, else its place."""
    codes = item.codes
    own = all(len(code) == 1 and code.isdigit() for code in codes)
    return tuple((code if own else str(place), code) for place, code in enumerate(codes, 1))


def _proposed(item: Item, before: Rating, sources: tuple[Evidence, ...]) -> Rating:
    said = before.code and not (item.option(before.code) and item.reason(before.code))
    if said or item.of_words:
        return replace(before, code=before.code or sources[-1].code, sources=sources)
    return replace(proposed(item, sources), basis=before.basis)


def _with(kept: Kept, rating: Rating) -> Kept:
    """The draft with one rating put in its place, or left out where nothing is in it; the item is the one worked on."""
    empty = rating == Rating(item=rating.item)
    places = {each.item: n for n, each in enumerate(kept.ratings)}
    listed = list(kept.ratings)
    if rating.item in places:
        listed[places[rating.item]] = rating
    else:
        listed.append(rating)
    return replace(kept, ratings=tuple(each for each in listed if not (empty and each.item == rating.item)), at=rating.item)
