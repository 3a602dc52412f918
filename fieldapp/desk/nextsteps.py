"""What follows from a concern, as its page shows it: contacts that the law requires outside an episode, actions proposed, taken
up and declined. Why stands apart, since it says what an open page may not (P26).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from fieldapp.agenda import queries as agenda
from fieldapp.agenda.model import Line, Planned
from fieldapp.desk import team
from fieldapp.desk.access import Access
from fieldapp.desk.casefile import Reach
from fieldapp.desk.county import county
from fieldapp.desk.desk import Desk, opens_youth
from fieldapp.desk.reaching import Whom, whom
from fieldapp.desk.reasons import confidence_words, title_of
from fieldapp.determine import queries as determine
from fieldapp.determine.model import Action, Because, Decision, Review
from fieldapp.identify.queries import screenings
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.text import _, initials, language, moment, ngettext
from fieldapp.youth import queries as youths
from fieldapp.youth.model import Youth


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision in words. reviewed: what a supervisor said of it."""

    taken: bool
    words: str
    reason: str
    reviewed: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """One action as its row shows it. limit: its clock in words, "" where no source gives a number · day: whether its limit
    counts from a day that somebody must give · remark: what to mind · decided: what was made of it, newest first.
    """

    rule: str
    title: str
    limit: str
    day: bool
    remark: str
    state: Literal["proposed", "taken_up", "declined", "settled"]
    perhaps: bool
    decided: tuple[Decided, ...]
    step: Line | None


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The whole page. contacts: what the law requires outside any episode · once_stated: what it would require once somebody
    states what a screening found, by title · since: what proposed all this, in words · names: of persons, by id.
    """

    youth: str
    initials: str
    contacts: tuple[tuple[Line, Reach], ...]
    steps: tuple[NextStep, ...]
    once_stated: tuple[str, ...]
    since: tuple[str, ...]
    names: Mapping[str, str]

    def of(self, *states: str) -> tuple[NextStep, ...]:
        """The steps in these states."""
        return tuple(each for each in self.steps if each.state in states)


@dataclass(frozen=True, slots=True)
class _Held:
    record: Youth
    contacts: tuple[tuple[Line, Reach], ...]
    actions: tuple[Action, ...]
    once_stated: tuple[Planned, ...]


def page_of(desk: Desk, youth: str) -> NextSteps | None:
    """Everything on the page; None where the record is not in this store."""
    held = desk.ask(_held, youth)
    if held is None:
        return None
    who = names(desk)
    causes = {(each.cause, each.of): each for action in held.actions for each in action.because}
    newest = sorted(causes.values(), key=lambda each: -each.at)
    return NextSteps(
        youth=held.record.id,
        initials=initials(held.record.names.value.chosen),
        contacts=held.contacts,
        steps=tuple(_step(each, who) for each in held.actions),
        once_stated=tuple(title_of(each) for each in held.once_stated),
        since=tuple(_because(each, who) for each in newest),
        names=who,
    )


def why_step(desk: Desk, youth: str, rule: str) -> tuple[str, ...]:
    """Why an action was proposed, on what that rests, how sure it is; writes that somebody looked before anything is shown."""
    desk.note_access(Access(what="looked_restricted", about=youth))
    return desk.ask(_why_step, youth, rule)


def why_contact(desk: Desk, youth: str, occasion: str, line: str) -> tuple[str, ...]:
    """The same of a contact: every rule behind its line, and what to find out."""
    desk.note_access(Access(what="looked_restricted", about=youth))
    return desk.ask(_why_contact, youth, occasion, line)


def names(desk: Desk) -> dict[str, str]:
    """Persons by their id, as far as this store knows them."""
    found = team.roster(desk)
    return {**({each.id: each.name for each in found.persons} if found else {}), desk.me.person: desk.me.name}


@opens_youth
def _held(view: View, youth: str) -> _Held | None:
    record = youths.youth(view, youth)
    if record is None:
        return None
    streams = (record.id, *record.joined)
    home, episodes = county(view), locate.ids(view, streams)
    occasions = [each for stream in streams for each in agenda.occasions(view, stream) if each.id not in episodes]
    lines = [line for each in occasions for line in agenda.lines(view, [each])]
    told = [line for line in lines if line.first.recipient or line.first.one_of]
    plans = (row for stream in streams for each in agenda.occasions(view, stream) for row in agenda.planned(view, each))
    planned = {row.rule for row in plans if row.applies != "stopped"}
    return _Held(
        record=record,
        contacts=tuple((line, _reach(whom(home, record, line, view.now))) for line in told),
        actions=tuple(determine.actions(view, record.id)),
        once_stated=tuple(each for each in determine.contacts_once_stated(view, record.id) if each.rule not in planned),
    )


def _reach(to: Whom) -> Reach:
    phones, mails = to.by("phone"), to.by("email")
    return Reach(to.name, to.role, phones[0].value if phones else "", mails[0].value if mails else "", to.limit or to.forbidden)


def _step(each: Action, who: dict[str, str]) -> NextStep:
    row, within = each.proposed.row, each.proposed.within
    due = each.step.due if each.step is not None else None
    return NextStep(
        rule=each.rule,
        title=title_of(row),
        limit=_("by {when}").format(when=moment(due)) if due is not None else limit_words(within),
        day=bool(within),
        remark=row.remark_es if language() == "es" else row.remark_en,
        state=each.state,
        perhaps=each.proposed.perhaps,
        decided=tuple(_decided(one, who) for one in (*each.decisions, *each.earlier)),
        step=each.step,
    )


def limit_words(within: str) -> str:
    """A limit whose start nobody knows yet; "" for none."""
    if not within.startswith("P") or not within.endswith("D"):
        return ""
    days = int(within[1:-1])
    return ngettext("within {n} day", "within {n} days", days).format(n=days)


def _decided(one: Decision, who: dict[str, str]) -> Decided:
    name = who.get(one.by, "?")
    words = _("Taken up by {who}, {when}") if one.taken else _("Declined by {who}, {when}")
    return Decided(one.taken, words.format(who=name, when=moment(one.at)), one.reason, _reviewed(one.review, who))


def _reviewed(one: Review | None, who: dict[str, str]) -> str:
    """What a supervisor said of a declined step; "" where nobody has looked."""
    if one is None:
        return ""
    words = _("Confirmed by {who}, {when}") if one.confirmed else _("Sent back by {who}, {when}: {note}")
    return words.format(who=who.get(one.by, "?"), when=moment(one.at), note=one.note)


def _because(each: Because, who: dict[str, str]) -> str:
    """Where a proposal comes from, in words that an open page may hold."""
    words = _("Screening finished {when}, {who}") if each.cause == "screening" else _("Restricted notes changed {when}, {who}")
    return words.format(when=moment(each.at), who=who.get(each.by, "?"))


def _why_step(view: View, youth: str, rule: str) -> tuple[str, ...]:
    found = determine.action(view, youth, rule)
    if found is None:
        return ()
    lines = [_results(view, youth, each) for each in found.because if each.cause == "screening"]
    return tuple(line for line in (*lines, *_reasons(found.proposed.row)) if line)


def _why_contact(view: View, youth: str, occasion: str, line: str) -> tuple[str, ...]:
    found = (each for each in agenda.lines(view, [agenda.Occasion(youth, occasion)]) if each.key == line)
    rows = [row for each in found for row in each.rules]
    return tuple(said for row in rows for said in (f"{row.rule}: {title_of(row)}", row.stopped_why, *_reasons(row)) if said)


def _reasons(row: Planned) -> Iterator[str]:
    """Why a row applies, what to find out, and each citation with how sure it is."""
    spanish = language() == "es"
    said = [each.es if spanish else each.en for each in row.because]
    if said:
        yield _("Because: {facts}").format(facts=", ".join(said))
    for each in row.ask:
        yield _("To find out: {question}").format(question=each.es if spanish else each.en)
    for cite in row.cite:
        yield f"{cite.law} ({confidence_words(cite.confidence)})"


def _results(view: View, youth: str, each: Because) -> str:
    """What a screening came to; several results where it is not settled."""
    held = (one for record in youths.records_of(view, youth) for one in screenings(view, record) if one.id == each.of)
    bands = [band.title.said(language()) for one in held for band in one.result.bands]
    return _("The screening came to: {result}").format(result=_(" or ").join(bands)) if bands else ""
