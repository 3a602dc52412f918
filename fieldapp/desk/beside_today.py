"""What stands beside the list of what is due: old ready sheets, notices not yet entered elsewhere, screenings to go on with."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nsmallest
from typing import Literal

from fieldapp import clock
from fieldapp.agenda import queries as agenda
from fieldapp.desk import clocks
from fieldapp.desk.clocks import Doubt
from fieldapp.desk.known import Known
from fieldapp.desk.quiet import awake
from fieldapp.desk.sections import STALE_DAYS
from fieldapp.document import queries as document
from fieldapp.identify.queries import drafts
from fieldapp.ledger.asked import asked
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate

_SHOWN = 3
"""So many old sections are named; there may be thousands."""


@dataclass(frozen=True, slots=True)
class OldSection:
    """A section of a youth's ready sheet that nobody has looked at for long. what: its word · at: when it was stated."""

    youth: str
    initials: str
    what: str
    at: int


@dataclass(frozen=True, slots=True)
class ToCopy:
    """A notice or attempt whose text was not yet entered in CWS/CMS or the probation system, or rows of the CWS/CMS sheet.
    notice: the entry behind it, b"" for rows.
    """

    youth: str
    occasion: str
    notice: bytes
    initials: str
    at: int
    what: Literal["note", "sheet"] = "note"


@dataclass(frozen=True, slots=True)
class BesideToday:
    """All of it, as of `at` (ms UTC).

    ready: sections of ready sheets that want refreshing, the oldest; old: how many there are · to_copy: notices not yet entered
    elsewhere · drafts: screenings not finished · resume: (youth, screening) of the one last worked on · clock: what speaks
    against this computer's clock.
    """

    at: int
    ready: tuple[OldSection, ...]
    old: int
    to_copy: tuple[ToCopy, ...]
    drafts: int
    resume: tuple[str, str] | None = None
    clock: Doubt | None = None


def beside(view: View) -> BesideToday:
    """Everything that stands beside the list, as of now."""
    heads, going = Known(view, ()), drafts(view)
    resume = (going[0].youth, going[0].id) if going else None
    old = _old_sections(view, heads)
    shown = nsmallest(_SHOWN, old)
    notes, sheets = agenda.uncopied(view, awake(view, locate.joined(view))), _sheets(view, heads)
    names = Known(view, {*(youth for _at, youth, _what in shown), *(stream for stream, *_note in notes), *sheets})
    ready = tuple(OldSection(youth, names.initials(youth), what, at) for at, youth, what in shown)
    to_copy = [
        *(ToCopy(names.youth(stream), occasion, entry, names.initials(stream), at) for stream, occasion, entry, at in notes),
        *(ToCopy(youth, "", b"", names.initials(youth), at, "sheet") for youth, at in sheets.items()),
    ]
    to_copy.sort(key=lambda each: each.at)
    return BesideToday(view.now, ready, len(old), tuple(to_copy), len(going), resume, clocks.doubt(view))


def _old_sections(view: View, heads: Known) -> list[tuple[int, str, str]]:
    """(stated at, youth, section) of those that were begun and are older than three months, one a youth and section."""
    rows = asked(
        view.session,
        "SELECT stream, subject, max(at) FROM youth_section WHERE kind IN "
        "('youth.reach', 'youth.health', 'youth.description', 'youth.around', 'youth.photo') "
        "AND entry NOT IN (SELECT entry FROM barred) GROUP BY stream, subject",
    )
    newest: dict[tuple[str, str], int] = {}
    for stream, subject, at in rows:
        key = (heads.youth(stream), str(subject).partition("/")[0].removeprefix("youth."))
        newest[key] = max(newest.get(key, 0), at)
    before = view.now - STALE_DAYS * clock.DAY
    return [(at, youth, what) for (youth, what), at in newest.items() if at < before]


def _sheets(view: View, heads: Known) -> dict[str, int]:
    """Youths of whom rows that this person stated are still to be entered in CWS/CMS -> since when."""
    stated = {heads.youth(stream): at for stream, at in document.written_by_me(view).items()}
    return {youth: at for youth, at in stated.items() if document.to_key(view, youth)}
