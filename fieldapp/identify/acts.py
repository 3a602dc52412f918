"""What a person can do with a screening: begin, keep after each change, finish and lock, amend, review."""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec.structs import replace

from fieldapp import clock
from fieldapp.errors import BadInput
from fieldapp.identify import flow, rating
from fieldapp.identify.entries import ScreeningAmended, ScreeningFinished, ScreeningReviewed
from fieldapp.identify.instrument import Instrument
from fieldapp.identify.loading import shipped
from fieldapp.identify.model import Rating, Result
from fieldapp.identify.queries import DRAFT, Kept, Part, Screening, draft, drafts, screenings
from fieldapp.ledger import local
from fieldapp.ledger.ids import new_id
from fieldapp.ledger.work import View, Work
from fieldapp.policy.facts import age_on
from fieldapp.text import _, clean, language
from fieldapp.youth.checks import check_past
from fieldapp.youth.queries import born_of


def begin(work: Work, youth: str, instrument: str, contact_on: str = "", part: Part = "rating") -> str:
    """Begin a screening; it lives as a draft on this laptop until it is finished. Returns its id.

    contact_on: ISO date, today where none is given.
    """
    form = form_of(instrument)
    if not form.offered(clock.day(work.now), age_of(work, youth)):
        raise BadInput("instrument", _("This form is not for a youth of this age."), _("Choose another one."))
    on = contact_on or clock.day(work.now).isoformat()
    check_past("contact_on", on, born_of(work, youth), clock.day(work.now))
    kept = Kept(id=new_id(), youth=youth, instrument=instrument, began_at=work.now, contact_on=on, part=part)
    _keep(work, kept)
    return kept.id


def begin_amendment(work: Work, youth: str, screening: str) -> str:
    """Begin to amend a finished screening, or go on with it; as a draft, like any other. Returns the draft's id."""
    under_way = next((each for each in drafts(work) if each.amends == screening), None)
    if under_way is not None:
        return under_way.id
    held = _held(work, youth, screening)
    kept = Kept(
        id=new_id(),
        youth=held.youth,
        instrument=held.result.instrument,
        began_at=work.now,
        contact_on=held.contact_on,
        ratings=held.ratings,
        amends=screening,
    )
    form_of(kept.instrument)
    _keep(work, kept)
    return kept.id


def keep(work: Work, kept: Kept) -> Result:
    """Keep a draft after a change, and say what the answers come to so far."""
    _keep(work, kept)
    return result_of(work, kept)


def _keep(work: Work, kept: Kept) -> None:
    local.put(work.session.connection(), DRAFT + kept.id, msgspec.msgpack.encode(replace(kept, saved_at=work.now)))


def drop(work: Work, screening: str) -> None:
    """Throw a draft away."""
    local.drop(work.session.connection(), DRAFT + screening)


def finish(work: Work, screening: str, reason: str = "") -> Result:
    """Finish and lock: from here on it is read-only, and amended only by dated additions. reason: of an amendment, why."""
    kept = draft(work, screening)
    if kept is None:
        raise BadInput("screening", _("This screening is finished already."), _("Open it to amend it."))
    ratings = _told(work, kept)
    if kept.amends:
        found = amend(work, kept.youth, kept.amends, ratings, reason)
    else:
        found = flow.result(state_of(work, kept))
        notes = tuple(replace(each, words=clean(each.words)) for each in kept.notes if clean(each.words))
        fact = ScreeningFinished(
            id=kept.id, contact_on=kept.contact_on, began_at=kept.began_at, ratings=ratings, notes=notes, result=found
        )
        work.write(kept.youth, fact)
    drop(work, screening)
    return found


def _told(work: Work, kept: Kept) -> tuple[Rating, ...]:
    """The ratings of the items that are shown, each checked, in the form's order."""
    state, today = state_of(work, kept), clock.day(work.now)
    lacking = flow.missing(state)
    if lacking:
        text = state.form.items[lacking[0]].text
        what = text.said(language()) if text else lacking[0]
        raise BadInput(
            lacking[0], _("This form requires an answer: {what}").format(what=what), _("“Not known” is an answer too.")
        )
    born = born_of(work, kept.youth)
    check_past("contact_on", kept.contact_on, born, today)
    given = {each.item: each for each in kept.ratings}
    shown = flow.shown_items(state.form, state.answers, state.age)
    ratings = tuple(given[name] for name in shown if name in given)
    for each in ratings:
        rating.check(state.form, each, today, born)
    return ratings


def amend(work: Work, youth: str, screening: str, ratings: tuple[Rating, ...], reason: str) -> Result:
    """Add to a finished screening, with the reason; what was there stays readable."""
    if not clean(reason):
        raise BadInput("reason", _("An amendment needs its reason."), _("Write in a few words what became known."))
    held = _held(work, youth, screening)
    form = form_of(held.result.instrument)
    born = born_of(work, youth)
    for each in ratings:
        rating.check(form, each, clock.day(work.now), born)
    found = flow.result(_state(form, ratings, age_of(work, youth)))
    work.write(youth, ScreeningAmended(id=screening, reason=clean(reason), ratings=ratings, result=found))
    return found


def _held(work: Work, youth: str, screening: str) -> Screening:
    held = next((each for each in screenings(work, youth) if each.id == screening), None)
    if held is None:
        raise BadInput("screening", _("There is no such finished screening."), _("Open it from the youth's page."))
    return held


def review(work: Work, youth: str, screening: str, note: str = "") -> None:
    """A supervisor has read it."""
    work.write(youth, ScreeningReviewed(id=screening, note=clean(note)))


# -- what a draft comes to


def form_of(instrument: str) -> Instrument:
    """The instrument by its id."""
    found = shipped().get(instrument)
    if found is None:
        raise BadInput("instrument", _("There is no such form here."), _("Choose one from the list."))
    return found


def age_of(view: View, youth: str) -> int | None:
    """The youth's age today in whole years, None where the birth date is not known."""
    born = born_of(view, youth)
    return age_on(date.fromisoformat(born), clock.day(view.now)) if born else None


def state_of(view: View, kept: Kept) -> flow.State:
    """A draft held against its instrument."""
    return state_at(form_of(kept.instrument), kept, age_of(view, kept.youth))


def state_at(form: Instrument, kept: Kept, age: int | None) -> flow.State:
    """The same where the form and the age are at hand."""
    return _state(form, kept.ratings, age, kept.at)


def state_of_ratings(form: Instrument, ratings: tuple[Rating, ...]) -> flow.State:
    """Finished ratings held against their instrument; how old the youth was then is not kept."""
    return _state(form, ratings, None)


def _state(form: Instrument, ratings: tuple[Rating, ...], age: int | None, at: str = "") -> flow.State:
    return flow.State(form, rating.answers(ratings), age, at or None, rating.reasons(ratings))


def result_of(view: View, kept: Kept) -> Result:
    """What a draft comes to so far."""
    return flow.result(state_of(view, kept))
