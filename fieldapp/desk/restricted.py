"""What of a youth's record is read only while a key is held: the status and its rows; each look is an access entry (P70)."""

from __future__ import annotations

from fieldapp.desk.access import Access
from fieldapp.desk.desk import Desk
from fieldapp.document import queries as document
from fieldapp.document.model import GRID
from fieldapp.ledger.work import View
from fieldapp.text import _
from fieldapp.youth.queries import records_of


def look(desk: Desk, youth: str) -> tuple[str, ...]:
    """The restricted notes in lines; writes that somebody looked, before anything is shown."""
    desk.note_access(Access(what="looked_restricted", about=youth))
    return desk.ask(_notes, youth)


def _notes(view: View, youth: str) -> tuple[str, ...]:
    labels = {kind.type: kind.label for kind in GRID}
    for record in records_of(view, youth):
        stated = document.status(view, record)
        if stated is not None:
            rows = [
                " ".join(part for part in (labels[row.type], row.start or "", row.end or "") if part) for row in stated.value.rows
            ]
            words = {"none": _("No concern stated"), "at_risk": _("At risk"), "victim": _("Identified")}
            return tuple(part for part in (words[stated.value.cse], *rows, stated.value.basis) if part)
    return (_("Nothing restricted is on file."),)
