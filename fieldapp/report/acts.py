"""What a person can do with a paper: give it, and say that it came back."""

from __future__ import annotations

from fieldapp.ledger.work import Work
from fieldapp.report.entries import LASTING, Back, How, PaperBack, PaperGiven
from fieldapp.report.model import Paper


def give(work: Work, youth: str, episode: str, paper: Paper, how: How, decided_by: str = "") -> bytes:
    """Record that a copy was given; the paper's content is not kept, only which fields were on it."""
    fact = PaperGiven(
        paper=paper.kind.value,
        recipient=paper.recipient,
        recipient_name=paper.recipient_name,
        episode=episode,
        how=how,
        copy_number=paper.copy_number,
        included=tuple(each.field for each in paper.included),
        left_out=tuple(each.field for each in paper.left_out),
        picked=tuple(each.field for each in paper.asked if each.picked),
        language=paper.language,
        shred_by=paper.shred_by.isoformat() if paper.shred_by and how in LASTING else "",
        reference=paper.reference,
        cover=paper.cover,
        decided_by=decided_by,
    )
    return work.write(youth, fact).hash


def take_back(work: Work, youth: str, given: bytes, how: Back) -> None:
    """Say that a copy came back, was shredded, or was never made after all."""
    work.write(youth, PaperBack(given=given.hex(), how=how))
