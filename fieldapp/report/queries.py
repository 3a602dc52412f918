"""Which copies are out, and with whom."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import select

from fieldapp.ledger.current import allowed
from fieldapp.ledger.work import View
from fieldapp.report.tables import BackRow, GivenRow


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


def copies(view: View, youth: str) -> list[Copy]:
    """Every copy that was given, newest first."""
    returned = {
        row.given: row.how
        for row in allowed(view.session, view.session.exec(select(BackRow).where(BackRow.stream == youth)).all())
    }
    rows = allowed(view.session, view.session.exec(select(GivenRow).where(GivenRow.stream == youth)).all())
    found = [
        Copy(r.entry, r.paper, r.recipient, r.recipient_name, r.at, r.how, r.copy_number, returned.get(r.entry.hex(), ""))
        for r in rows
    ]
    return sorted(found, key=lambda each: -each.at)
