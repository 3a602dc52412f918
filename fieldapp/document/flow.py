"""Which types of the grid a case is, by questions (identify-document-determine.md 5.2): our reading of the labels and of
WIC 16501.45, a proposal that a supervisor confirms, never a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from fieldapp.document.model import GRID, Cse, GridRow, GridType
from fieldapp.text import _

CONFIDENCE = "proposal"
"""How sure the questions are, in the one vocabulary of the rules."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was answered yes so far, in the order of the grid."""

    types: tuple[GridType, ...] = ()


def questions() -> tuple[tuple[GridType, str], ...]:
    """Each type with its question, in the order of the grid."""
    return (
        ("at_risk", _("Only risk, and no reasonable belief of exploitation?")),
        ("before_foster_care", _("Exploited before the removal of the present episode?")),
        ("during_foster_care", _("Exploited while placed, and not missing?")),
        ("open_case", _("Exploited while the case was open, but not in foster care?")),
        ("while_absent", _("Exploited while missing or absent from placement?")),
    )


def answer(chosen: Chosen, type_: GridType, *, yes: bool) -> Chosen:
    """After one more answer; several may be true, each a row of its own."""
    held = {*chosen.types, type_} if yes else {*chosen.types} - {type_}
    return replace(chosen, types=tuple(kind.type for kind in GRID if kind.type in held))


def word_for(types: Iterable[GridType]) -> Cse:
    """The status that rows of these types show."""
    held = set(types)
    return "victim" if held - {"at_risk"} else "at_risk" if held else "none"


@dataclass(frozen=True, slots=True)
class Absence:
    """An absence on file. end: None while the youth is missing."""

    start: date
    end: date | None


def doubts(rows: Iterable[GridRow], absences: Iterable[Absence]) -> Iterator[str]:
    """What to look at again before saving; none of it is refused."""
    listed, spells = list(rows), list(absences)
    types = {row.type for row in listed if not row.end}
    if "at_risk" in types and word_for(types) == "victim":
        yield _("At Risk is for risk only. With a belief of exploitation, give it an end date or leave it out.")
    for row in listed:
        if row.type == "while_absent" and spells and not any(_inside(row, spell) for spell in spells):
            yield _("These days lie inside no absence on file.")


def _inside(row: GridRow, spell: Absence) -> bool:
    try:
        start = date.fromisoformat(row.start or "")
        end = date.fromisoformat(row.end) if row.end else start
    except ValueError:
        return True  # a day that is none yet is said by the edits
    return spell.start <= start and (spell.end is None or end <= spell.end)
