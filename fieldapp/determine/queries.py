"""Actions as they stand: what is proposed, taken up and declined, of all records that are one youth."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from fieldapp.agenda import queries as agenda
from fieldapp.agenda.model import Line, Planned
from fieldapp.agenda.queries import Occasion
from fieldapp.determine.entries import ActionDecided, ActionsProposed, DeclineReviewed
from fieldapp.determine.fold import ACTION
from fieldapp.determine.model import Action, Because, Decision, Declined, Proposed, Review, State
from fieldapp.determine.tables import DecisionRow, ProposalRow, ReviewRow
from fieldapp.ledger.asked import asked
from fieldapp.ledger.current import current
from fieldapp.ledger.knowing import in_order
from fieldapp.ledger.said import Said, said
from fieldapp.ledger.work import View
from fieldapp.youth.queries import names, records_of


def actions(view: View, youth: str) -> list[Action]:
    """Every action that was ever proposed for a youth: open ones first, each in the order of the rules that proposed it."""
    streams = records_of(view, youth)
    proposals = _proposals(view, streams)
    decisions = [each for one in streams for each in said(view.session, DecisionRow, ActionDecided, stream=one)]
    kept = {digest for one in streams for held in current(view.session, one, ACTION).values() for digest in held}
    by_rule: dict[str, list[tuple[Said[ActionsProposed], Proposed]]] = defaultdict(list)
    for each in proposals:
        for row in each.fact.rows:
            by_rule[row.row.rule].append((each, row))
    looked = _reviews(view, streams)
    found = [
        _action(view, rule, held, [each for each in decisions if each.fact.rule == rule], kept, looked)
        for rule, held in by_rule.items()
    ]
    return sorted(found, key=lambda each: _ORDER.index(each.state))


_ORDER: tuple[State, ...] = ("proposed", "taken_up", "declined", "settled")


def action(view: View, youth: str, rule: str) -> Action | None:
    """One of them."""
    return next((each for each in actions(view, youth) if each.rule == rule), None)


def contacts_once_stated(view: View, youth: str) -> tuple[Planned, ...]:
    """What the law requires once somebody states what a screening found; those of the last screening that named any."""
    named = (each.fact.contacts for each in _proposals(view, records_of(view, youth)) if each.fact.contacts)
    return next(named, ())


def _proposals(view: View, streams: Iterable[str]) -> list[Said[ActionsProposed]]:
    """Newest first."""
    return in_order(view.session, said(view.session, ProposalRow, ActionsProposed, stream=list(streams)))[::-1]


def _reviews(view: View, streams: Iterable[str]) -> dict[str, Review]:
    """What supervisors said of declined actions, by the decision (hex)."""
    found: dict[str, Review] = {}
    for one in streams:
        for each in said(view.session, ReviewRow, DeclineReviewed, stream=one):
            before = found.get(each.fact.decision)
            if before is None or before.confirmed:
                found[each.fact.decision] = Review(each.fact.confirmed, each.fact.note, each.at, each.actor)
    return found


def _action(
    view: View,
    rule: str,
    held: Sequence[tuple[Said[ActionsProposed], Proposed]],
    decided: Sequence[Said[ActionDecided]],
    kept: set[bytes],
    looked: Mapping[str, Review],
) -> Action:
    back = {each.entry for each in decided if (came := looked.get(each.entry.hex())) is not None and not came.confirmed}
    answered = {answer for each in decided if each.entry not in back for answer in each.fact.answers}
    newest = sorted(decided, key=lambda each: (-each.at, each.entry))
    now = [each for each in newest if each.entry in kept]
    taken = next((each for each in now if each.fact.taken), None)
    step = _step(view, taken) if taken else None
    answers = tuple(each.entry.hex() for each, _row in held if each.entry.hex() not in answered)
    return Action(
        rule=rule,
        youth=held[0][0].stream,
        rules=held[0][0].fact.rules,
        law_of=held[0][0].fact.law_of,
        proposed=held[0][1],
        because=tuple(Because(each.fact.cause, each.fact.of, each.at, each.actor) for each, _row in held),
        answers=answers,
        decisions=tuple(_decision(each, looked) for each in now),
        earlier=tuple(_decision(each, looked) for each in newest if each not in now),
        step=step,
        state=_state(
            step, is_open=bool(answers) or any(each.entry in back for each in now), decided=bool(now), taken=taken is not None
        ),
    )


def _state(step: Line | None, *, is_open: bool, decided: bool, taken: bool) -> State:
    """A step that still runs answers a new proposal too; one that is settled, or put to rest, does not."""
    running = taken and (step is None or step.state not in {"settled", "stopped"})
    if running:
        return "taken_up"
    if is_open or not decided:
        return "proposed"
    return "settled" if taken else "declined"


def _step(view: View, taken: Said[ActionDecided]) -> Line | None:
    return next(iter(agenda.lines(view, [Occasion(taken.stream, taken.fact.step)])), None)


def _decision(each: Said[ActionDecided], looked: Mapping[str, Review]) -> Decision:
    review = looked.get(each.entry.hex())
    return Decision(each.fact.taken, each.fact.reason, each.fact.step, each.at, each.actor, each.entry.hex(), review)


_WAITING = """
WITH back AS (SELECT decision FROM decline_review WHERE came = 'back' AND entry NOT IN (SELECT entry FROM barred)),
decided AS (SELECT * FROM decision WHERE entry NOT IN (SELECT entry FROM barred)
  AND lower(hex(entry)) NOT IN (SELECT decision FROM back))
SELECT DISTINCT p.stream, p.rule FROM proposal p WHERE p.rule <> '' AND p.stream IN (SELECT value FROM json_each(?))
AND NOT EXISTS (SELECT 1 FROM decided d WHERE d.answer = lower(hex(p.entry)) AND d.rule = p.rule)
AND NOT EXISTS (SELECT 1 FROM decided t WHERE t.stream = p.stream AND t.rule = p.rule AND t.step <> '' AND NOT EXISTS (
  SELECT 1 FROM notice n WHERE n.occasion = t.step AND n.outcome IN ('done', 'done_by_other', 'not_required')
  AND n.entry NOT IN (SELECT entry FROM barred)
  AND NOT EXISTS (SELECT 1 FROM taken_back x WHERE x.notice = lower(hex(n.entry)) AND x.entry NOT IN (SELECT entry FROM barred))))
AND NOT EXISTS (SELECT 1 FROM barred b WHERE b.entry = p.entry)
"""
"""Neither answered, nor a required step that still runs."""


def waiting(view: View, among: Sequence[str]) -> list[tuple[str, str]]:
    """(record, rule) of proposals in these records that nobody has answered; read without a walk over everything."""
    return [(stream, rule) for stream, rule in asked(view.session, _WAITING, json.dumps(among))]


def declined(view: View, since: int, among: Sequence[str] | None = None) -> list[Declined]:
    """What was declined since then (ms UTC) and still is, newest first. among: the records looked through, None for all."""
    only = {} if among is None else {"stream": among}
    decided = said(view.session, DecisionRow, ActionDecided, **only)
    streams = {each.stream: None for each in decided if not each.fact.taken and each.at >= since}
    found = []
    shown = dict.fromkeys(records_of(view, each)[0] for each in streams)
    known = names(view, shown)
    for youth in shown:
        for each in actions(view, youth):
            last = each.decisions[0] if each.decisions else None
            if each.state == "declined" and last is not None and last.at >= since:
                row = each.proposed.row
                confirmed = last.review is not None and last.review.confirmed
                what = (row.title_en, row.title_es, last.reason, last.at, last.by, confirmed)
                found.append(Declined(youth, known.get(youth, ""), each.rule, *what))
    return sorted(found, key=lambda each: -each.at)
