"""Which copies are out, and with whom."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.ledger.said import said
from fieldapp.ledger.work import View
from fieldapp.report.entries import LASTING, PaperBack, PaperGiven
from fieldapp.report.tables import CopyRow


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a paper: which, to whom, when and how it was given, and whether it came back."""

    entry: bytes
    kind: str
    recipient: str
    recipient_name: str
    at: int
    how: str
    number: int
    back: str
    shred_by: str
    reference: str
    episode: str

    @property
    def out(self) -> bool:
        """Whether somebody still has it."""
        return self.how in LASTING and not self.back


def copies(view: View, youth: str) -> list[Copy]:
    """Every copy that was given, newest first."""
    back = {each.fact.given: each.fact.how for each in said(view.session, CopyRow, PaperBack, stream=youth)}
    given = said(view.session, CopyRow, PaperGiven, stream=youth)
    return [
        Copy(
            entry=each.entry,
            kind=each.fact.paper,
            recipient=each.fact.recipient,
            recipient_name=each.fact.recipient_name,
            at=each.at,
            how=each.fact.how,
            number=each.fact.copy_number,
            back=back.get(each.entry.hex(), ""),
            shred_by=each.fact.shred_by,
            reference=each.fact.reference,
            episode=each.fact.episode,
        )
        for each in reversed(given)
    ]
