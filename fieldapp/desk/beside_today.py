"""What stands beside the list of what is due: old ready sheets, notices not yet entered elsewhere, screenings to go on with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fieldapp import clock
from fieldapp.desk.known import Known
from fieldapp.desk.sections import STALE_DAYS
from fieldapp.document import queries as document
from fieldapp.identify.queries import drafts
from fieldapp.ledger.asked import asked
from fieldapp.ledger.work import View


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
    """All of it, as of `at` (ms UTC). ready: sections of ready sheets that want refreshing, oldest first · to_copy: notices not
    yet entered elsewhere · drafts: screenings not finished · resume: (youth, screening) of the one last worked on.
    """

    at: int
    ready: tuple[OldSection, ...]
    to_copy: tuple[ToCopy, ...]
    drafts: int
    resume: tuple[str, str] | None = None


def beside(view: View) -> BesideToday:
    """Everything that stands beside the list, as of now."""
    names, going = Known(view), drafts(view)
    resume = (going[0].youth, going[0].id) if going else None
    return BesideToday(view.now, _old_sections(view, names), _to_copy(view, names), len(going), resume)


def _old_sections(view: View, names: Known) -> tuple[OldSection, ...]:
    """Sections that were begun and are older than three months, oldest first; at most one a youth and section."""
    rows = asked(
        view.session,
        "SELECT stream, subject, max(at) FROM youth_section WHERE kind IN "
        "('youth.reach', 'youth.health', 'youth.description', 'youth.around', 'youth.photo') "
        "AND entry NOT IN (SELECT entry FROM barred) GROUP BY stream, subject",
    )
    newest: dict[tuple[str, str], int] = {}
    for stream, subject, at in rows:
        key = (names.youth(stream), str(subject).partition("/")[0].removeprefix("youth."))
        newest[key] = max(newest.get(key, 0), at)
    before = view.now - STALE_DAYS * clock.DAY
    old = [OldSection(youth, names.initials(youth), what, at) for (youth, what), at in newest.items() if at < before]
    return tuple(sorted(old, key=lambda each: each.at))


def _to_copy(view: View, names: Known) -> tuple[ToCopy, ...]:
    """Notices and attempts of this person, and rows that they stated, oldest first, which nobody has marked as entered."""
    rows = asked(
        view.session,
        "WITH open AS MATERIALIZED (SELECT stream, occasion, entry FROM notice WHERE outcome NOT IN ('not_required', 'done') "
        "AND entry NOT IN (SELECT entry FROM barred) AND lower(hex(entry)) NOT IN ("
        "SELECT notice FROM copied WHERE entry NOT IN (SELECT entry FROM barred) UNION ALL "
        "SELECT notice FROM taken_back WHERE entry NOT IN (SELECT entry FROM barred))) "
        "SELECT n.stream, n.occasion, n.entry, e.at FROM open n "
        "CROSS JOIN entry e ON e.stream = n.stream AND e.hash = n.entry WHERE e.actor = ? ORDER BY e.at",
        view.me.person,
    )
    notes = [
        ToCopy(names.youth(stream), occasion, bytes(entry), names.initials(stream), at) for stream, occasion, entry, at in rows
    ]
    stated = {names.youth(stream): at for stream, at in document.written_by_me(view).items()}
    sheets = [
        ToCopy(youth, "", b"", names.initials(youth), at, "sheet") for youth, at in stated.items() if document.to_key(view, youth)
    ]
    return tuple(sorted((*notes, *sheets), key=lambda each: each.at))
