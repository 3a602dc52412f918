"""What a person can do with a proposed action: take it up as a required step, or decline it with a reason."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.entries import PlanMade
from fieldapp.agenda.model import Planned, Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.determine.entries import ActionDecided, ActionsProposed, DeclineReviewed
from fieldapp.determine.model import Action, Proposed
from fieldapp.determine.queries import action, actions
from fieldapp.errors import BadInput
from fieldapp.ledger.ids import new_id
from fieldapp.ledger.work import Work
from fieldapp.policy import clocks
from fieldapp.text import _, clean


def propose(work: Work, youth: str, proposal: ActionsProposed) -> None:
    """Propose actions; nothing of them is required until somebody takes it up. What names none is not written."""
    if proposal.rows or proposal.contacts:
        work.write(youth, proposal)


def take_up(work: Work, youth: str, rule: str, counts_from: str = "", do_by: str = "") -> str:
    """Take an action up: from now on it is a required step on Today. Returns the step's occasion.

    counts_from: the day that its limit counts from, where the rule has one · do_by: a day of one's own; the earlier one is due.
    """
    held = _held(work, youth, rule)
    if held.state in {"taken_up", "settled"}:
        raise BadInput("action", _("This was taken up already."), _("It stands among the required steps."))
    step = new_id()
    row = _with_clock(work, held.proposed, counts_from, do_by)
    decided = ActionDecided(rule=rule, answers=held.answers, taken=True, step=step)
    work.write(youth, decided)
    work.write(youth, PlanMade(occasion=step, rules=held.rules, law_of=held.law_of, rows=(row,)))
    return step


def decline(work: Work, youth: str, rule: str, reason: str) -> None:
    """Decline an action, with the reason; one that was taken up is settled as not required. It can be taken up later."""
    why = clean(reason)
    if not why:
        raise BadInput("reason", _("Declining needs its reason."), _("Say in a few words why, and who decided."))
    held = _held(work, youth, rule)
    if held.state in {"declined", "settled"}:
        raise BadInput("action", _("This has been decided meanwhile."), _("Look at what stands there now."))
    if held.step is not None and held.state == "taken_up":
        occasion = Occasion(held.step.youth, held.step.occasion)
        proof = Proof(outcome="not_required", made_at=work.now, note=why)
        agenda.record_notice(work, occasion, held.step.key, proof)
    work.write(youth, ActionDecided(rule=rule, answers=held.answers, taken=False, reason=why))


def review_declined(work: Work, youth: str, rule: str, note: str = "", *, confirmed: bool) -> None:
    """A supervisor confirms that an action was declined, or sends it back: then it is proposed again, with the note."""
    held = _held(work, youth, rule)
    if held.state != "declined" or not held.decisions:
        raise BadInput("action", _("This has been decided meanwhile."), _("Look at what stands there now."))
    if not confirmed and not clean(note):
        raise BadInput("note", _("Sending it back needs a few words."), _("Say what is still to be done or thought of."))
    for each in held.decisions:
        fact = DeclineReviewed(rule=rule, decision=each.entry, confirmed=confirmed, note=clean(note))
        work.write(youth, fact)


def put_to_rest(work: Work, youth: str, why: str) -> None:
    """Nothing that was proposed is asked of anybody any more."""
    for each in actions(work, youth):
        if each.state == "proposed":
            work.write(youth, ActionDecided(rule=each.rule, answers=each.answers, taken=False, reason=why))


def _held(work: Work, youth: str, rule: str) -> Action:
    held = action(work, youth, rule)
    if held is None:
        raise BadInput("action", _("Nobody proposed this."), _("Look at what stands there now."))
    return held


def _with_clock(work: Work, proposed: Proposed, counts_from: str, do_by: str) -> Planned:
    """The step with its limit: the rule's where a start is given, or a day of one's own, which is no limit of law."""
    row = proposed.row
    start = _day("counts_from", counts_from)
    own = _day("do_by", do_by)
    if own is not None and own < clock.day(work.now):
        raise BadInput("do_by", _("This day is over."), _("Enter a day from today on."))
    if start is not None and start > clock.day(work.now):
        raise BadInput("counts_from", _("This day lies in the future."), _("Enter the day that the limit counts from."))
    begins = _wall(start) if start is not None else None
    limit = clocks.end(begins, proposed.within) if begins is not None and proposed.within else None
    wished = _end_of(own) if own is not None else None
    if wished is not None and (limit is None or wished < limit):
        return replace(row, due=wished, start_at=begins, law=False)
    return replace(row, due=limit, start_at=begins) if limit is not None else row


def _wall(day: date) -> clock.Instant:
    return clock.of_wall(day.year, day.month, day.day, 0, 0)


def _end_of(day: date) -> clock.Instant:
    return clock.of_wall(day.year, day.month, day.day, 23, 59)


def _day(field: str, text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(field, _("{day} is no date.").format(day=text), _("Write it as 2026-11-22.")) from None
