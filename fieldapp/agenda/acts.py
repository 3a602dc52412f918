"""What a person can do with a required contact or step: record how it went."""

from __future__ import annotations

from fieldapp import clock
from fieldapp.agenda.entries import NoticeCopied, NoticeRecorded
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.errors import BadInput
from fieldapp.ledger.work import Work
from fieldapp.text import _, clean

_NEEDS_REASON = frozenset({"not_required", "declined", "refused"})


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
    if proof.outcome == "message_left" and proof.try_again_at is None:
        raise BadInput("try_again_at", _("A message is not yet a notice."), _("Say when to try again; the line stays open."))
    entry = work.write(occasion.youth, NoticeRecorded(occasion=occasion.id, line=line, proof=proof))
    return entry.hash


def mark_copied(work: Work, youth: str, notice: bytes) -> None:
    """Say that a notice's text was entered in CWS/CMS or the probation system."""
    work.write(youth, NoticeCopied(notice=notice.hex()))
