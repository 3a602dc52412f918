"""From facts to required contacts: the rules' rows for one youth, each recipient who is a person on a line of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda import queries as agenda
from fieldapp.agenda.entries import PlanMade
from fieldapp.agenda.model import TAKEN, Ask, Cite, Line, Planned
from fieldapp.agenda.queries import Occasion
from fieldapp.desk import facts
from fieldapp.desk.rules import rules
from fieldapp.ledger.work import Work
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Episode
from fieldapp.policy import facts as policy_facts
from fieldapp.policy import loading
from fieldapp.policy.planning import Due, Said, plan
from fieldapp.policy.schema import Row
from fieldapp.text import _
from fieldapp.youth import queries as youths
from fieldapp.youth.model import Contact, Relation, Youth

_PEOPLE: Mapping[str, Relation] = {
    "parents": "parent", "guardians": "guardian", "siblings": "sibling", "youth_attorney": "youth_attorney",
    "parents_attorney": "parents_attorney", "casa": "casa", "indian_custodian": "indian_custodian",
}  # fmt: skip
"""Recipients who are persons: each has a row, an outcome and a permission of their own (P10, P20)."""
_OWN_STARTS = frozenset({"identified", "suspected", "trafficking_suspected"})
"""Instants that start a clock without anybody being missing."""
_NOT_IN_EVERYONE = frozenset({"police", "ncmec"})
NOWHERE_MISSING: facts.Sheet = {"whereabouts": "known_approved", "abducted": False}
"""Outside an episode nobody is missing, so nothing of an absence is asked."""


def replan_episode(work: Work, episode: Episode) -> None:
    """Plan an episode again from what is known now; rows are added, and one that stops applying says so."""
    record = youths.youth(work, episode.youth)
    if record is None:
        return
    occasion = Occasion(episode.youth, episode.id)
    lines = agenda.lines(work, locate.group(work, episode.id) or [occasion])
    sheet = facts.sheet(work, record, episode, police_told(lines))
    _plan(work, record, occasion, sheet, lines, lambda due: not due.offered)


def plan_occasion(work: Work, youth: str, occasion: str) -> None:
    """Plan what a status or a screening asks for outside an episode."""
    record = youths.youth(work, youth)
    if record is not None:
        sheet = facts.sheet(work, record, None, None) | NOWHERE_MISSING
        _plan(work, record, Occasion(youth, occasion), sheet, [], lambda due: due.offered or due.started_by in _OWN_STARTS)


def police_told(lines: Sequence[Line]) -> int | None:
    """When police took the missing report; a call alone is no report (P7)."""
    taken = (
        made.proof.made_at
        for line in lines
        if line.first.recipient == "police"
        for made in line.made
        if made.proof.outcome in TAKEN | {"done_by_other"}
    )
    return min(taken, default=None)


def _plan(
    work: Work, record: Youth, occasion: Occasion, sheet: facts.Sheet, lines: Sequence[Line], wants: Callable[[Due], bool]
) -> None:
    before = agenda.planned(work, occasion)
    law_of = _law_of(work, occasion) or clock.day(work.now)
    found = rules(work)
    dues = plan(found, policy_facts.read(sheet, work.now), law_of)
    wanted = [row for due in dues if due.kind == "duty" and wants(due) for row in _rows(due, record, lines)]
    rows = [*wanted, *_stopped(before, wanted)]
    if rows != before:
        work.write(
            occasion.youth, PlanMade(occasion=occasion.id, rules=found.version, law_of=law_of.isoformat(), rows=tuple(rows))
        )


def _law_of(work: Work, occasion: Occasion) -> date | None:
    """An episode keeps the day of the law that it was first planned under."""
    return next((date.fromisoformat(each) for each in agenda.laws_of(work, occasion)), None)


def _stopped(before: Iterable[Planned], wanted: Sequence[Planned]) -> Iterator[Planned]:
    """What was planned and is not asked for any more: it stays, and says so."""
    held = {(row.rule, row.recipient, row.person, row.one_of) for row in wanted}
    for row in before:
        if (row.rule, row.recipient, row.person, row.one_of) not in held:
            stopped = row.applies == "stopped"
            yield row if stopped else replace(row, applies="stopped", stopped_why=_("What is known now no longer asks for it."))


def _rows(due: Due, record: Youth, lines: Sequence[Line]) -> Iterator[Planned]:
    bare = _planned(due)
    if due.one_of:
        yield replace(bare, one_of=due.tell)
        return
    if not due.tell:
        yield bare
        return
    for recipient in _spread(due.tell, lines):
        people = _people(record, recipient)
        if not people:
            yield replace(bare, recipient=recipient)
        for own_id, contact in people:
            yield _for_person(replace(bare, recipient=recipient, person=own_id), contact)


def _spread(tell: Iterable[str], lines: Sequence[Line]) -> Iterator[str]:
    for recipient in tell:
        if recipient != "everyone_told":
            yield recipient
            continue
        told = (line.first.recipient for line in lines if agenda.told(line.made))
        yield from (each for each in dict.fromkeys(told) if each and each not in _NOT_IN_EVERYONE)


def _people(record: Youth, recipient: str) -> list[tuple[str, Contact]]:
    relation = _PEOPLE.get(recipient)
    return [(own_id, each.value) for own_id, each in sorted(record.contacts.items()) if each.value.relation == relation]


def _for_person(row: Planned, contact: Contact) -> Planned:
    """A row about a person who must not be told: stopped by a court's order, else kept with the reason on it (P20)."""
    if contact.tell == "do_not_tell" and facts.limited_by_court(contact):
        return replace(row, applies="stopped", stopped_why=_("Do not tell: {order}").format(order=contact.order))
    if contact.tell == "do_not_tell":
        return replace(row, limit=_("Do not tell: decided by {who}").format(who=contact.decided_by))
    if contact.tell == "through_attorney":
        return replace(row, limit=_("Only through the attorney"))
    return row


def _planned(due: Due) -> Planned:
    return Planned(
        rule=due.id,
        also=due.also,
        kind=due.kind,
        do=due.do.en if due.do else "",
        by=due.by,
        title_en=due.title.en,
        title_es=due.title.es,
        start=due.started_by,
        start_at=due.start,
        due=due.due,
        written_due=due.written_due,
        ongoing=due.ongoing,
        may=due.may,
        law=due.law,
        offered=due.offered,
        applies="yes" if due.applies else "unknown",
        because=_asks(due.because),
        ask=_asks(due.ask),
        cite=tuple(
            Cite(
                law=each.law,
                url=each.url,
                confidence=each.confidence,
                of_en=each.of.en if each.of else "",
                of_es=each.of.es if each.of else "",
            )
            for each in due.cite
        ),
        remark_en=due.remark.en if due.remark else "",
        remark_es=due.remark.es if due.remark else "",
        content=tuple(each.item.en for each in due.content),
        proof=due.proof,
    )


def _asks(said: Iterable[Said]) -> tuple[Ask, ...]:
    return tuple(Ask(key=each.name, en=each.words.en, es=each.words.es) for each in said)


def offer(work: Work, youth: str, occasion: str, actions: Iterable[str]) -> None:
    """Propose the actions that a screening's result names; nothing of them is required until somebody takes it up."""
    found = rules(work)
    wanted = set(actions)
    rows = tuple(
        replace(_offered(placed.row), title_en=placed.row.title.en, title_es=placed.row.title.es)
        for placed in found.rows
        if placed.kind == "duty" and placed.row.title and wanted & {placed.row.id, *placed.row.also}
    )
    if rows:
        day = clock.day(work.now).isoformat()
        work.write(youth, PlanMade(occasion=occasion, rules=found.version, law_of=day, rows=rows))


def _offered(row: Row) -> Planned:
    cites = tuple(Cite(law=each.law, url=each.url, confidence=each.confidence) for each in row.cite)
    recipients = loading.recipients_of(row)
    return Planned(
        rule=row.id,
        also=row.also,
        recipient=recipients[0] if recipients else "",
        one_of=row.tell_one_of,
        do=row.do.en if row.do else "",
        title_en=row.id,
        title_es=row.id,
        offered=True,
        cite=cites,
        proof=row.proof,
    )
