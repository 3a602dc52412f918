"""A screening as its page shows it: the form, what was rated with which sources, and what it comes to so far."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp import clock
from fieldapp.desk.desk import opens_youth
from fieldapp.identify import flow
from fieldapp.identify.acts import age_of, state_of
from fieldapp.identify.instrument import Instrument
from fieldapp.identify.loading import shipped
from fieldapp.identify.model import Result
from fieldapp.identify.queries import Kept, Screening, draft, drafts, screenings
from fieldapp.ledger.work import View
from fieldapp.text import initials
from fieldapp.youth import queries as youths


@dataclass(frozen=True, slots=True)
class Form:
    """A form that can be begun with: its id and title, and whom it is asked of."""

    id: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list: initials, form, how far, last change (ms UTC)."""

    id: str
    youth: str
    initials: str
    title: str
    open_items: int
    saved_at: int


@dataclass(frozen=True, slots=True)
class Screenings:
    """The page's first view: what goes on, and which forms there are."""

    drafts: tuple[DraftLine, ...]
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """The page of one draft."""

    kept: Kept
    form: Instrument
    initials: str
    shown: tuple[str, ...]
    result: Result
    telling: tuple[str, ...]


def overview(view: View) -> Screenings:
    """What is being worked on here, and the forms in force today."""
    lines = tuple(_line(view, kept) for kept in drafts(view))
    today = clock.day(view.now)
    forms = (form for form in shipped().values() if form.offered(today, None))
    return Screenings(lines, tuple(Form(form.id, form.head.title.en, form.head.mode) for form in forms))


def _line(view: View, kept: Kept) -> DraftLine:
    state = state_of(view, kept)
    left = sum(each.shown - each.known for each in flow.progress(state))
    return DraftLine(kept.id, kept.youth, _who(view, kept.youth), state.form.head.title.en, left, kept.saved_at)


@opens_youth
def rating_of(view: View, youth: str, screening: str) -> Rating | None:
    """One draft, ready to go on; None where it was finished or thrown away."""
    del youth
    kept = draft(view, screening)
    if kept is None:
        return None
    state = state_of(view, kept)
    shown = flow.shown_items(state.form, state.answers, age_of(view, kept.youth))
    return Rating(kept, state.form, _who(view, kept.youth), shown, flow.result(state), flow.telling(state))


def finished(view: View, youth: str) -> tuple[Screening, ...]:
    """A youth's finished screenings, of all records that are this youth."""
    return tuple(each for record in youths.records_of(view, youth) for each in screenings(view, record))


def _who(view: View, youth: str) -> str:
    record = youths.youth(view, youth)
    return initials(record.names.value.chosen) if record else "?"
