"""What of a youth's record is read only while a key is held: the status and its rows; each look is an access entry (P70)."""

from __future__ import annotations

from fieldapp.desk.access import Access
from fieldapp.desk.desk import Desk
from fieldapp.desk.statusfile import cse_words
from fieldapp.document import queries as document
from fieldapp.document.model import kind_of
from fieldapp.ledger.work import View
from fieldapp.text import _


def look(desk: Desk, youth: str) -> tuple[str, ...]:
    """The restricted notes in lines; writes that somebody looked, before anything is shown."""
    desk.note_access(Access(what="looked_restricted", about=youth))
    return desk.ask(_notes, youth)


def looked(desk: Desk, youth: str) -> None:
    """Write that somebody read what stays closed on a page that holds it already (P26)."""
    desk.note_access(Access(what="looked_restricted", about=youth))


def _notes(view: View, youth: str) -> tuple[str, ...]:
    stated, grid = document.status(view, youth), document.grid(view, youth)
    if stated is None and not grid:
        return (_("Nothing restricted is on file."),)
    twice = _("Stated by two people at the same time; not decided yet.") if stated is not None and stated.others else ""
    head = (cse_words(stated.value.cse), stated.value.basis, twice) if stated else ()
    rows = (row.first.value for row in grid if row.stands)
    lines = (" · ".join(part for part in (kind_of(row).label, row.start or "", row.end or "") if part) for row in rows)
    return tuple(part for part in (*head, *lines) if part)
