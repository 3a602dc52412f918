"""What a finished screening or a new status proposes: the steps of the rules that nobody must take by himself, and what the law
would require once it is stated that the youth was identified.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda.model import Cite, Planned
from fieldapp.desk.plans import outside, planned_of
from fieldapp.desk.rules import rules
from fieldapp.determine import acts as determine
from fieldapp.determine import queries as actions
from fieldapp.determine.entries import ActionsProposed
from fieldapp.determine.model import Cause, Proposed
from fieldapp.document import queries as document
from fieldapp.document.entries import StatusSaid
from fieldapp.identify.entries import ScreeningAmended, ScreeningFinished
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.work import Work
from fieldapp.policy import facts as policy_facts
from fieldapp.policy import loading
from fieldapp.policy.facts import Facts
from fieldapp.policy.layers import Rules
from fieldapp.policy.loading import Placed
from fieldapp.policy.planning import Due, limit_of, plan
from fieldapp.youth import queries as youths


def propose_after_screening(work: Work, entry: Entry, fact: Fact) -> None:
    """A finished screening proposes what its result names; one named by only some of the possible results says so. An
    amendment proposes what was not named before.
    """
    finished = cast("ScreeningFinished | ScreeningAmended", fact)
    bands = finished.result.bands
    found, sheet = rules(work), _sheet(work, entry.stream)
    dues = _dues(work, sheet)
    named = [action for band in bands for action in band.actions]
    by_all = {action for action in named if all(action in band.actions for band in bands)}
    placed = [each for each in found.rows if each.kind == "duty" and {each.row.id, *each.row.also} & set(named)]
    steps = [
        replace(
            _proposed(each, dues.get(each.row.id), _limit(found, sheet, each)),
            perhaps=not ({each.row.id, *each.row.also} & by_all),
        )
        for each in placed
        if each.row.offered
    ]
    contacts = tuple(_bare(each) for each in placed if not each.row.offered)
    named_before = {each.rule for each in actions.actions(work, entry.stream) if finished.id in {one.of for one in each.because}}
    steps = [each for each in steps if each.row.rule not in named_before]
    _propose(work, entry.stream, _proposal(work, "screening", finished.id, found, steps, contacts))


def propose_after_status(work: Work, entry: Entry, fact: Fact) -> None:
    """A status that is new, not one that only adds a row, proposes every step whose condition holds or may hold."""
    status = cast("StatusSaid", fact).value
    before = next((each.value for each in document.history(work, entry.stream) if each.entry != entry.hash), None)
    same = before is not None and (before.cse, before.identified_at) == (status.cse, status.identified_at)
    if status.cse == "none" or same:
        return
    found, sheet = rules(work), _sheet(work, entry.stream)
    dues = _dues(work, sheet)
    steps = [
        replace(_proposed(each, dues[each.row.id], _limit(found, sheet, each)), perhaps=dues[each.row.id].applies is None)
        for each in found.rows
        if each.kind == "duty" and each.row.offered and each.row.id in dues
    ]
    _propose(work, entry.stream, _proposal(work, "status", entry.hash.hex(), found, steps))


def _propose(work: Work, youth: str, proposal: ActionsProposed) -> None:
    """What is a required step already is not proposed again."""
    running = {each.rule for each in actions.actions(work, youth) if each.state == "taken_up"}
    determine.propose(work, youth, replace(proposal, rows=tuple(each for each in proposal.rows if each.row.rule not in running)))


def _proposal(
    work: Work, cause: Cause, of: str, found: Rules, steps: Sequence[Proposed], contacts: Sequence[Planned] = ()
) -> ActionsProposed:
    day = clock.day(work.now).isoformat()
    rows, named = tuple(steps), tuple(contacts)
    return ActionsProposed(cause=cause, of=of, rules=found.version, law_of=day, rows=rows, contacts=named)


def _sheet(work: Work, youth: str) -> Facts | None:
    """What is known of a youth now, as the rules ask it; None where there is no record."""
    record = youths.youth(work, youth)
    return policy_facts.read(outside(work, record), work.now) if record else None


def _limit(found: Rules, sheet: Facts | None, placed: Placed) -> str:
    return limit_of(found, sheet, placed.row) if sheet else placed.row.within or ""


def _dues(work: Work, sheet: Facts | None) -> dict[str, Due]:
    """The steps whose condition holds or may hold now, by id."""
    if sheet is None:
        return {}
    return {due.id: due for due in plan(rules(work), sheet, clock.day(work.now)) if due.offered}


def _proposed(placed: Placed, due: Due | None, within: str) -> Proposed:
    """As the rules have it now; a row that the facts do not bear out is proposed all the same where a result names it."""
    row = planned_of(due) if due else _bare(placed)
    return Proposed(row=row, within=within)


def _bare(placed: Placed) -> Planned:
    row = placed.row
    recipients: Iterable[str] = loading.recipients_of(row)
    return Planned(
        rule=row.id,
        also=row.also,
        recipient=next(iter(recipients), "") if not row.tell_one_of else "",
        one_of=row.tell_one_of,
        do=row.do.en if row.do else "",
        title_en=row.title.en if row.title else row.id,
        title_es=row.title.es if row.title else row.id,
        applies="unknown",
        cite=tuple(Cite(law=each.law, url=each.url, confidence=each.confidence) for each in row.cite),
        remark_en=row.remark.en if row.remark else "",
        remark_es=row.remark.es if row.remark else "",
        proof=row.proof,
    )
