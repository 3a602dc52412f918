"""What a person can do with a required contact or step: record how it went."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda.entries import LatenessExplained, NoticeCopied, NoticeRecorded, NoticeTakenBack
from fieldapp.agenda.model import TO_THE_PERSON, WHEN_READY, CallKept, Proof
from fieldapp.agenda.queries import Occasion, call_key, recorded
from fieldapp.errors import BadInput, NotAllowed
from fieldapp.ledger import local
from fieldapp.ledger.work import View, Work
from fieldapp.text import _, clean
from fieldapp.youth.checks import check_lived
from fieldapp.youth.queries import born_of
from fieldapp.youth.queries import youth as youth_of

_NEEDS_REASON = frozenset({"not_required", "refused", "not_tonight"})
_IN_WRITING = "step/P29-"
"""Loose ends after a return: a warrant that still stands re-arrests the youth, so somebody must have confirmed it (P29)."""


def record_notice(work: Work, occasion: Occasion, line: str, proof: Proof) -> bytes:
    """Record a notice, an attempt or how a line was settled; returns the entry's hash. Nothing is ever back-dated:
    the time it was made and the time it was written down are both kept.
    """
    if proof.made_at > work.now + clock.MINUTE:
        raise BadInput("made_at", _("This time lies in the future."), _("Enter the time at which the contact was made."))
    if proof.outcome in _NEEDS_REASON and not clean(proof.note):
        raise BadInput(
            "note", _("This outcome needs a reason."), _("Write in a few words why, and by whose order if there is one.")
        )
    if line.startswith(_IN_WRITING) and proof.outcome == "done" and not clean(proof.note + proof.number + proof.to_whom):
        raise BadInput(
            "note", _("Who confirmed it in writing?"), _("Write from whom and when it came; until then it stays open on Today.")
        )
    if proof.outcome == "message_left" and proof.try_again_at is None:
        raise BadInput("try_again_at", _("A message is not yet a notice."), _("Say when to try again; the line stays open."))
    if proof.outcome == "not_tonight" and not line.startswith(WHEN_READY):
        raise BadInput("outcome", _("This cannot wait."), _("Record what was tried; it stays open with its time limit."))
    _check_times(proof)
    if proof.made_at < work.now - clock.DAY:  # what was done today is read and written without opening the record
        check_lived("made_at", proof.made_at, born_of(work, occasion.youth))
    if proof.outcome in TO_THE_PERSON:
        _check_may_be_told(work, occasion, line)
    entry = work.write(occasion.youth, NoticeRecorded(occasion=occasion.id, line=line, proof=proof))
    return entry.hash


def mark_copied(work: Work, youth: str, notice: bytes) -> None:
    """Say that a notice's text was entered in CWS/CMS or the probation system."""
    work.write(youth, NoticeCopied(notice=notice.hex()))


def take_back(work: Work, notice: bytes, reason: str) -> None:
    """A notice was recorded by mistake (not sent after all, the wrong line): it settles nothing any more; both stay readable."""
    held = recorded(work, notice)
    if held is None:
        raise BadInput("notice", _("There is no such notice."), _("Open the episode again."))
    if not clean(reason):
        raise BadInput("note", _("Taking it back needs a reason."), _("Write in a few words what was wrong."))
    fact = NoticeTakenBack(occasion=held.fact.occasion, line=held.fact.line, notice=notice.hex(), reason=clean(reason))
    work.write(held.stream, fact)


def explain_lateness(work: Work, notice: bytes, reason: str) -> None:
    """Why a notice was late, after it was recorded without its reason; it stands beside the notice with who wrote it and when."""
    held = recorded(work, notice)
    if held is None:
        raise BadInput("notice", _("There is no such notice."), _("Open the episode again."))
    if not clean(reason):
        raise BadInput("reason", _("The reason is still empty."), _("Say in a few words why it was late."))
    if held.fact.proof.late_reason:
        raise BadInput("reason", _("Its reason was written down when it was recorded."), _("Read it on its row."))
    work.write(held.stream, LatenessExplained(notice=notice.hex(), reason=clean(reason)))


def _check_times(proof: Proof) -> None:
    if proof.began_at is not None and proof.ended_at is not None and proof.ended_at < proof.began_at:
        raise BadInput("ended_at", _("The call ends before it begins."), _("Check both times."))
    if proof.entered_at is not None and proof.entered_at > proof.made_at + clock.MINUTE:
        raise BadInput(
            "entered_at", _("The NCIC record would be made after it was confirmed."), _("Enter the time that the agency named.")
        )


def _check_may_be_told(view: View, occasion: Occasion, line: str) -> None:
    """Nobody is told whom the record says not to tell (P20); that somebody else did it can still be written down."""
    person = line.split("/")[1] if "/" in line else ""
    record = youth_of(view, occasion.youth) if person else None
    contact = record.contacts.get(person) if record else None
    if contact is not None and contact.value.tell == "do_not_tell":
        ground = contact.value.order or contact.value.decided_by
        raise NotAllowed(
            _("Do not tell: {who} ({ground}).").format(who=contact.value.name, ground=ground),
            _("Nothing was recorded. If somebody told them, record it as done by someone else, with what happened."),
        )


# -- a call that is not recorded yet


def keep_call(work: Work, kept: CallKept) -> None:
    """Keep a call after a change, on this laptop alone; it is there again after a lock or a crash."""
    key = call_key(kept.episode, kept.line)
    local.put(work.session.connection(), key, msgspec.msgpack.encode(replace(kept, saved_at=work.now)))


def drop_call(work: Work, episode: str, line: str) -> None:
    """Throw away what was kept of a call."""
    local.drop(work.session.connection(), call_key(episode, line))


def record_call(work: Work, occasion: Occasion, line: str, proof: Proof) -> bytes:
    """Record how a call went, and let go of what was kept of it, in one commit."""
    made = record_notice(work, occasion, line, proof)
    drop_call(work, occasion.id, line)
    return made
