"""From facts to required contacts: the rules' rows for one youth, each recipient who is a person on a line of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date

from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda import queries as agenda
from fieldapp.agenda.entries import PlanMade
from fieldapp.agenda.model import TAKEN, Ask, Cite, Line, Planned, Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk import facts
from fieldapp.desk.fitting import fitting
from fieldapp.desk.loose_ends import loose_ends
from fieldapp.desk.rules import rules
from fieldapp.desk.stopping import AFTER_RETURN, Known, ended, silenced, stopped
from fieldapp.errors import BadInput
from fieldapp.ledger.work import Work
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Episode
from fieldapp.policy import facts as policy_facts
from fieldapp.policy.planning import Due, Said, plan
from fieldapp.report.queries import copies
from fieldapp.text import _, moment
from fieldapp.youth import queries as youths
from fieldapp.youth.model import Contact, Relation, Youth

RELATIONS: Mapping[str, Relation] = {
    "parents": "parent", "guardians": "guardian", "siblings": "sibling", "youth_attorney": "youth_attorney",
    "parents_attorney": "parents_attorney", "casa": "casa", "indian_custodian": "indian_custodian",
    "tribe": "tribe", "tribal_police": "tribal_police",
}  # fmt: skip
"""Recipients who are persons: each has a row, an outcome and a permission of their own (P10, P20)."""
_SEVERAL = 2
"""From so many possible tribes on each has a row of its own, under its name after an "=" (P33)."""
_AFTER = frozenset({"found", "returned"})
_OWN_STARTS = frozenset({"identified", "suspected", "trafficking_suspected"})
"""Instants that start a clock without anybody being missing."""
_TAKEN_BY_SOMEBODY = TAKEN | {"done_by_other"}
_NOT_IN_EVERYONE = frozenset({"police", "ncmec"})


def replan_group(work: Work, episode: Episode) -> None:
    """Plan an episode, as it was just read, and those joined to it again from what is known now."""
    replan_episode(work, episode)
    for each in episode.joined:
        found = locate.find(work, each)
        if found is not None:
            replan_episode(work, found)


def replan_episode(work: Work, episode: Episode) -> None:
    """Plan an episode again from what is known now; rows are added, and one that stops applying says so."""
    record = youths.youth(work, episode.youth)
    if record is None:
        return
    occasion = Occasion(episode.youth, episode.id)
    lines = agenda.lines(work, [occasion, *(each for each in locate.group(work, episode.id) if each.id != episode.id)])
    told = police_told(lines)
    _require_order(episode, told, "last_seen")
    sheet = facts.sheet(work, record, episode, told)
    died = episode.at("died") is not None
    dues = _not_elsewhere(work, record, occasion, _dues(work, occasion, sheet))
    wanted = [row for due in dues if not due.offered and not (died and _silenced(due)) for row in _rows(due, record, lines)]
    after = facts.aftermath(sheet, episode, told=any(agenda.told(line.made) for line in lines))
    if after is not None:
        dues = [due for due in _dues(work, occasion, after) if due.started_by in _AFTER and not due.offered]
        wanted += [row for due in dues for row in _rows(due, record, lines)]
    given = [each for one in youths.records_of(work, episode.youth) for each in copies(work, one)]
    wanted += loose_ends(episode, lines, copies_out=any(each.out and each.episode == episode.id for each in given))
    _keep(work, occasion, list(ended(wanted, episode)), sheet, record, episode)


def _silenced(due: Due) -> bool:
    """Not owed of a youth who died: the telling of everybody by a form, and whatever follows a return."""
    return "everyone_told" in due.tell or bool(AFTER_RETURN & {due.id, *due.also})


def put_to_rest(work: Work, episode: Episode, at: clock.Instant) -> None:
    """A youth was found dead: no return, interview, screening or offer of any other occasion is asked of anybody again."""
    for record in youths.records_of(work, episode.youth):
        for occasion in agenda.occasions(work, record):
            if occasion.id not in {episode.id, *episode.joined}:
                before = agenda.planned(work, occasion)
                rows = silenced(before, at)
                if rows != before:
                    _write(work, occasion, rows)


def keep_up(work: Work) -> int:
    """Plan the open episodes that this person has again: a birthday, newer rules, or what others recorded change what is
    required. Returns how many changed; elsewhere whoever has the case plans.
    """
    before = len(work.written)
    for episode in locate.open_episodes(work):
        if episode.now_with is not None and episode.now_with.person == work.me.person:
            with suppress(BadInput):  # a time by another's clock lies ahead of this one: planned when it has come
                replan_episode(work, episode)
    return len(work.written) - before


def keep_up_one(work: Work, youth: str, episode_id: str) -> None:
    """The same for the episode that somebody opens, also where nobody has it."""
    episode = next((e for each in youths.records_of(work, youth) if (e := locate.episode(work, each, episode_id))), None)
    if episode is None or not episode.open:
        return
    if episode.now_with is None or episode.now_with.person in {"", work.me.person}:
        with suppress(BadInput):
            replan_group(work, episode)


def plan_status(work: Work, youth: str, status: str) -> None:
    """Plan what a status (its entry, hex) asks for outside an episode: its reports have their own clocks."""
    _plan_own(work, Occasion(youth, status), lambda _due: True)


def replan_status(work: Work, youth: str, status: str) -> None:
    """Plan an earlier status again: what it asked for stays as long as the same instant still asks for it."""
    occasion = Occasion(youth, status)
    same = {(row.rule, row.start_at) for row in agenda.planned(work, occasion)}
    _plan_own(work, occasion, lambda due: (due.id, due.start) in same)


def _plan_own(work: Work, occasion: Occasion, wants: Callable[[Due], bool]) -> None:
    record = youths.youth(work, occasion.youth)
    if record is not None:
        sheet = outside(work, record)
        dues = _not_elsewhere(work, record, occasion, _dues(work, occasion, sheet))
        own = [due for due in dues if not due.offered and due.started_by in _OWN_STARTS and wants(due)]
        _keep(work, occasion, [row for due in own for row in _rows(due, record, [])], sheet, record, None)


def outside(work: Work, record: Youth) -> facts.Sheet:
    """The facts of a youth outside any episode: nobody is missing, so nothing of an absence is asked."""
    return facts.sheet(work, record, None, None) | {"whereabouts": "known_approved", "abducted": False}


def _not_elsewhere(work: Work, record: Youth, occasion: Occasion, dues: Iterable[Due]) -> list[Due]:
    """Without what the same instant asks for on another occasion of this youth: a report made once is made."""
    others = (each for stream in (record.id, *record.joined) for each in agenda.occasions(work, stream) if each != occasion)
    rows = (row for other in others for row in agenda.planned(work, other) if row.start_at and row.applies != "stopped")
    asked = {(row.rule, row.start_at) for row in rows if row.start in _OWN_STARTS}
    if not asked:
        return list(dues)
    asked -= {(row.rule, row.start_at) for row in agenda.planned(work, occasion)}
    return [due for due in dues if (due.id, due.start) not in asked]


def check_police_told(work: Work, episode: Episode, proof: Proof) -> None:
    """Before a report to police counts: its time agrees with each of the episodes that are one."""
    if proof.outcome in _TAKEN_BY_SOMEBODY:
        joined = (locate.find(work, each) for each in episode.joined)
        for each in (episode, *(one for one in joined if one is not None)):
            _require_order(each, proof.made_at, "made_at")


def _require_order(episode: Episode, told: int | None, field: str) -> None:
    """BadInput where police would have taken the report before the youth was last seen: no plan can follow from that."""
    seen = episode.happened.last_seen.at
    if told is not None and seen is not None and told < seen:
        raise BadInput(
            field,
            _("Police took the report {told}, and by the record the youth was last seen later, {seen}.").format(
                told=moment(told), seen=moment(seen)
            ),
            _("Check both times. A sighting after the report is noted on the timeline; it never moves last seen."),
        )


def police_told(lines: Sequence[Line]) -> int | None:
    """When police took the missing report; a call alone is no report (P7)."""
    taken = (
        made.proof.made_at
        for line in lines
        if line.first.recipient == "police"
        for made in line.made
        if made.proof.outcome in _TAKEN_BY_SOMEBODY
    )
    return min(taken, default=None)


def _dues(work: Work, occasion: Occasion, sheet: facts.Sheet) -> list[Due]:
    law_of = _law_of(work, occasion) or clock.day(work.now)
    return [due for due in plan(rules(work), policy_facts.read(sheet, work.now), law_of) if due.kind == "duty"]


def _keep(
    work: Work, occasion: Occasion, wanted: list[Planned], sheet: facts.Sheet, record: Youth, episode: Episode | None
) -> None:
    """Write the plan where it differs from the one before; what is not asked for any more stays, with its reason."""
    before = agenda.planned(work, occasion)
    known = Known(rules(work), policy_facts.read(sheet, work.now), record, episode)
    rows = [*wanted, *stopped(before, wanted, known)]
    if rows != before:
        _write(work, occasion, rows)


def _write(work: Work, occasion: Occasion, rows: Sequence[Planned]) -> None:
    law_of = _law_of(work, occasion) or clock.day(work.now)
    made = PlanMade(occasion=occasion.id, rules=rules(work).version, law_of=law_of.isoformat(), rows=tuple(rows))
    work.write(occasion.youth, fitting(made))


def _law_of(work: Work, occasion: Occasion) -> date | None:
    """An episode keeps the day of the law that it was first planned under."""
    return next((date.fromisoformat(each) for each in agenda.laws_of(work, occasion)), None)


def _rows(due: Due, record: Youth, lines: Sequence[Line]) -> Iterator[Planned]:
    bare = planned_of(due)
    if due.one_of:
        yield replace(bare, one_of=due.tell)
        return
    if not due.tell:
        yield bare
        return
    for recipient, meant in _spread(due.tell, lines):
        people = [each for each in _people(record, recipient) if meant is None or not meant - {""} or each[0] in meant]
        if not people:
            yield replace(bare, recipient=recipient)
        for own_id, contact in people:
            row = replace(bare, recipient=recipient, person=own_id)
            yield _for_person(row, contact) if contact else row


def _spread(tell: Iterable[str], lines: Sequence[Line]) -> Iterator[tuple[str, frozenset[str] | None]]:
    """Recipients, each with the persons who are meant: None for everybody, else those who were told in the episode."""
    for recipient in tell:
        if recipient != "everyone_told":
            yield recipient, None
            continue
        told = [line.first for line in lines if line.first.start not in _AFTER and agenda.told(line.made)]
        for each in dict.fromkeys(row.recipient for row in told if row.recipient not in {"", *_NOT_IN_EVERYONE}):
            yield each, frozenset(row.person for row in told if row.recipient == each)


def _people(record: Youth, recipient: str) -> list[tuple[str, Contact | None]]:
    relation = RELATIONS.get(recipient)
    people = [(own_id, each.value) for own_id, each in sorted(record.contacts.items()) if each.value.relation == relation]
    if people or recipient != "tribe" or record.tribes is None or len(record.tribes.value.names) < _SEVERAL:
        return [*people]
    return [(f"={name}", None) for name in record.tribes.value.names]


def _for_person(row: Planned, contact: Contact) -> Planned:
    """A row about a person who must not be told: stopped by a court's order, else kept with the reason on it (P20)."""
    if contact.tell == "do_not_tell" and facts.limited_by_court(contact):
        return replace(row, applies="stopped", stopped_why=_("Do not tell: {order}").format(order=contact.order))
    if contact.tell == "do_not_tell":
        return replace(row, limit=_("Do not tell: decided by {who}").format(who=contact.decided_by))
    if contact.tell == "through_attorney":
        return replace(row, limit=_("Only through the attorney"))
    return row


def planned_of(due: Due) -> Planned:
    """A row of the rules as the agenda keeps it, before anybody is named."""
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
