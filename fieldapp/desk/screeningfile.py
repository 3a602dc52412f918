"""Screenings as their page shows them: the list, one being rated with what it comes to so far, one that is locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from fieldapp import clock
from fieldapp.desk import team
from fieldapp.desk.county import county
from fieldapp.desk.desk import Changes, Desk, opens_youth
from fieldapp.desk.known import Known
from fieldapp.identify import acts, explaining, flow
from fieldapp.identify.acts import age_of, state_of
from fieldapp.identify.explaining import Ask, Line
from fieldapp.identify.instrument import Instrument
from fieldapp.identify.loading import shipped
from fieldapp.identify.model import Result
from fieldapp.identify.queries import Kept, Screening, all_screenings, draft, drafts, screenings, unread
from fieldapp.ledger.work import View, Work
from fieldapp.text import initials, language
from fieldapp.youth import queries as youths


@dataclass(frozen=True, slots=True)
class Form:
    """A form that can be begun with. about: how it is used and how well it is known to tell · scored: whether it has points."""

    id: str
    title: str
    version: str
    mode: str
    about: str
    fictional: bool
    made_for: tuple[int | None, int | None]

    def fits(self, age: int | None) -> bool:
        """Whether it was made for a youth of an age; an unknown age shuts nothing out."""
        low, high = self.made_for
        return age is None or ((low is None or age >= low) and (high is None or age <= high))


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list: initials, form, how far, last change (ms UTC). amends: it adds to a finished one."""

    id: str
    youth: str
    initials: str
    title: str
    open_items: int
    saved_at: int
    contact_on: str
    amends: bool


@dataclass(frozen=True, slots=True)
class DoneLine:
    """A finished screening in the list: never what it came to (P26). by: a name, or "" for somebody not known here."""

    id: str
    youth: str
    initials: str
    title: str
    finished_at: int
    by: str
    amended: int
    unread: bool


@dataclass(frozen=True, slots=True)
class Screenings:
    """The page's first view."""

    drafts: tuple[DraftLine, ...]
    done: tuple[DoneLine, ...]

    @property
    def unread(self) -> tuple[DoneLine, ...]:
        """What a supervisor has yet to read."""
        return tuple(each for each in self.done if each.unread)


@dataclass(frozen=True, slots=True)
class SoFar:
    """What a draft comes to so far. why: the result explained · summary: how it was found · ask: who may know the rest."""

    shown: tuple[str, ...]
    progress: tuple[flow.Progress, ...]
    result: Result
    why: tuple[Line, ...]
    summary: str
    ask: tuple[Ask, ...]
    saved_at: int


@dataclass(frozen=True, slots=True)
class Rating:
    """The page of one draft. age: in whole years, None where the birth date is not known · limits: counsel's text on what can be
    kept confidential, "" where the county has not filled it, None where the person at the desk need not read it first.
    """

    kept: Kept
    form: Instrument
    initials: str
    age: int | None
    so_far: SoFar
    limits: str | None = None

    def changed(self, kept: Kept) -> Rating:
        """With another draft: what is asked now and how far it is are known at once, what it comes to when it is kept."""
        state = acts.state_at(self.form, kept, self.age)
        shown = flow.shown_items(state.form, state.answers, state.age)
        return replace(self, kept=kept, so_far=replace(self.so_far, shown=shown, progress=flow.progress(state)))


@dataclass(frozen=True, slots=True)
class Locked:
    """The page of a finished screening. names: person id → name · draft: an amendment under way, "" where there is none."""

    screening: Screening
    form: Instrument | None
    initials: str
    names: Mapping[str, str]
    why: tuple[Line, ...]
    summary: str
    draft: str


def overview(desk: Desk) -> Screenings:
    """What is being worked on here, and what is finished."""
    found, names = desk.ask(_overview), team.names(desk)
    return replace(found, done=tuple(replace(each, by=names.get(each.by, "")) for each in found.done))


def _overview(view: View) -> Screenings:
    names = Known(view)
    going = tuple(_draft_line(view, kept, names.initials(kept.youth)) for kept in drafts(view))
    return Screenings(going, tuple(_done_line(each, names.initials(each.youth)) for each in all_screenings(view)))


def _draft_line(view: View, kept: Kept, who: str) -> DraftLine:
    if kept.instrument not in shipped():  # a form that went with a newer version of the app: said when it is opened
        return DraftLine(kept.id, kept.youth, who, kept.instrument, 0, kept.saved_at, kept.contact_on, bool(kept.amends))
    state = state_of(view, kept)
    left = sum(each.shown - each.known for each in flow.progress(state))
    title = state.form.head.title.said(language())
    return DraftLine(kept.id, kept.youth, who, title, left, kept.saved_at, kept.contact_on, bool(kept.amends))


def _done_line(each: Screening, who: str) -> DoneLine:
    form = shipped().get(each.result.instrument)
    title = form.head.title.said(language()) if form else each.result.instrument
    return DoneLine(each.id, each.youth, who, title, each.finished_at, each.by, len(each.amended), each.unread)


def forms(view: View) -> tuple[Form, ...]:
    """The forms that are in force today and may be used here."""
    today = clock.day(view.now)
    return tuple(_form(each) for each in shipped().values() if each.offered(today, None))


def _form(each: Instrument) -> Form:
    head, spoken = each.head, language()
    about = (head.guidance, head.validity.text)
    words = " ".join(text.said(spoken) for text in about if text)
    ages = (head.age.min, head.age.max)
    return Form(each.id, head.title.said(spoken), head.version, head.mode, words, head.fictional, ages)


# -- one draft


@opens_youth
def opened(view: View, youth: str, screening: str) -> Rating | None:
    """One draft, ready to go on; None where it was finished or thrown away."""
    kept = draft(view, screening)
    if kept is None or kept.youth != youth:
        return None
    form = acts.form_of(kept.instrument)
    return Rating(kept, form, _who(view, youth), age_of(view, youth), _so_far(view, kept), _limits(view))


def _limits(view: View) -> str | None:
    """A probation officer reads counsel's text before asking (P30)."""
    if view.me.role != "officer":
        return None
    home = county(view)
    return home.limits_es if language() == "es" and home.limits_es else home.limits_en


def waiting(view: View) -> int:
    """How many screenings wait for the person at the desk: drafts, and for a supervisor what nobody has read."""
    to_read = len(unread(view)) if view.me.role == "supervisor" else 0
    return len(drafts(view)) + to_read


def keep(desk: Desk, kept: Kept) -> Changes[SoFar]:
    """Keep a draft after a change; what it comes to so far."""
    return desk.do(_keep, kept)


def _keep(work: Work, kept: Kept) -> SoFar:
    acts.keep(work, kept)
    return _so_far(work, kept)


def _so_far(view: View, kept: Kept) -> SoFar:
    state = state_of(view, kept)
    result = flow.result(state)
    shown = flow.shown_items(state.form, state.answers, age_of(view, kept.youth))
    why = explaining.why(state.form, result, flow.telling(state))
    asks = explaining.ask(state.form, result)
    return SoFar(shown, flow.progress(state), result, why, explaining.summary(state.form, result), asks, view.now)


# -- one that is finished


def locked(desk: Desk, youth: str, screening: str) -> Locked | None:
    """A finished screening with who signed what; None where it is not in this store."""
    found = desk.ask(_locked, youth, screening)
    return replace(found, names=team.names(desk)) if found else None


@opens_youth
def _locked(view: View, youth: str, screening: str) -> Locked | None:
    held = next((each for each in finished(view, youth) if each.id == screening), None)
    if held is None:
        return None
    form = shipped().get(held.result.instrument)
    same = form if form is not None and form.hash == held.result.hash else None  # another version would explain it wrongly
    telling = flow.telling(acts.state_of_ratings(same, held.ratings)) if same else ()
    why = explaining.why(same, held.result, telling) if same else ()
    summary = explaining.summary(same, held.result) if same else ""
    under_way = next((each.id for each in drafts(view) if each.amends == screening), "")
    return Locked(held, form, _who(view, youth), {}, why, summary, under_way)


def finished(view: View, youth: str) -> tuple[Screening, ...]:
    """A youth's finished screenings, of all records that are this youth."""
    return tuple(each for record in youths.records_of(view, youth) for each in screenings(view, record))


def _who(view: View, youth: str) -> str:
    record = youths.youth(view, youth)
    return initials(record.names.value.chosen) if record else "?"


# -- beginning


@dataclass(frozen=True, slots=True)
class About:
    """A youth as the beginning of a screening needs them: the name that heads their page, and their age."""

    id: str
    name: str
    born: date | None
    age: int | None


def about(view: View, youth: str) -> About | None:
    """Whom a screening would be about."""
    record = youths.youth(view, youth)
    if record is None:
        return None
    born = record.standing.value.born if record.standing else None
    return About(record.id, record.names.value.chosen, date.fromisoformat(born) if born else None, age_of(view, youth))
