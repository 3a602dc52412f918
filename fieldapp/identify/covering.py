"""What only trying out can tell: branches and bands that can never be reached, and ranges that leave a gap or overlap."""

from __future__ import annotations

from fieldapp.identify.draft import Draft
from fieldapp.identify.instrument import Instrument
from fieldapp.identify.logic import Always
from fieldapp.identify.reach import Search
from fieldapp.identify.schema import Band
from fieldapp.identify.sight import Span, walk
from fieldapp.identify.standing import Stand
from fieldapp.text import _


def check(draft: Draft, form: Instrument, *, whole: bool, score_is_sound: bool) -> None:
    """Add the faults to the draft. form: what is sound of it · whole: no band was left out of it."""
    _branches(draft, form)
    kinds = {_kind(draft, band) for band in draft.bands}
    if kinds >= {"test", "range"}:
        draft.fault("-", "band", _("Bands are either ranges of the score or tests in order, not both."))
    elif kinds == {"test"}:
        _tests(draft, form, whole=whole)
    elif kinds == {"range"}:
        _ranges(draft, form, score_is_sound=score_is_sound)
    elif not kinds and form.score is not None:
        draft.fault("-", "band", _("A score without bands tells nobody anything."))


def _kind(draft: Draft, band: Band) -> str:
    ranged = band.low is not None and band.high is not None
    half = not ranged and (band.low is not None or band.high is not None)
    if half or ranged == (band.when is not None):
        draft.fault(band.id, "when", _("A band has either low and high, or a test."))
        return "neither"
    return "range" if ranged else "test"


def _branches(draft: Draft, form: Instrument) -> None:
    search, nothing_known = Search(form), Stand(form, {})
    for item in form.items.values():
        if not search.can_hold(item.shown_when, nothing_known):
            on = ", ".join(dict.fromkeys(each.item for node in walk(item.shown_when) for each in node.mentions()))
            sentence = _("No way to answer the items before ever shows this one; look at what it asks of {items}.")
            draft.fault(item.id, "enableWhen", sentence.format(items=on))


def _tests(draft: Draft, form: Instrument, *, whole: bool) -> None:
    for place, band in enumerate(draft.bands, 1):
        if isinstance(band.when, Always) != (place == len(draft.bands)):
            draft.fault(band.id, "when", _("The last band, and no other, holds always; else some answers have no result."))
            return
    if whole:
        reached = Search(form).first_that_could(tuple(form.tests()), Stand(form, {}))
        for place, band in enumerate(form.bands):
            if place not in reached:
                draft.fault(band.id, "when", _("No way to answer ever leads here."))


def _ranges(draft: Draft, form: Instrument, *, score_is_sound: bool) -> None:
    bands = sorted((band.low or 0, band.high or 0, band.id) for band in draft.bands)
    reached, last = bands[0][1:]
    for place, (low, high, name) in enumerate(bands):
        if low > high:
            draft.fault(name, "high", _("From {low} to {high} is nothing.").format(low=low, high=high))
        if place and low <= reached:
            draft.fault(name, "low", _("It overlaps with {name} at {low}.").format(name=last, low=low))
        if place and low > reached + 1:
            sentence = _("Nothing stands between {a} and {b}: a gap. Let it begin at {n}, or {other} end at {m}.")
            draft.fault(name, "low", sentence.format(a=reached, b=low, n=reached + 1, other=last, m=low - 1))
        if high > reached:
            reached, last = high, name
    if form.score is not None:
        if score_is_sound:
            _covers(draft, form.score.value.measure(Stand(form, {})), bands)
    elif not any(fault.row == "-" and fault.key.startswith("score") for fault in draft.faults):
        draft.fault("-", "score", _("Bands of low and high need a score."))


def _covers(draft: Draft, span: Span, bands: list[tuple[int, int, str]]) -> None:
    """Whether the bands begin and end where the score does."""
    least, most = bands[0], max(bands, key=lambda band: band[1])
    if least[0] != span.low:
        sentence = _("The score begins at {n}; the bands begin at {m}.").format(n=span.low, m=least[0])
        draft.fault(least[2], "low", sentence)
    if most[1] != span.high:
        sentence = _("The score ends at {n}; the bands end at {m}.").format(n=span.high, m=most[1])
        draft.fault(most[2], "high", sentence)
