"""The state's own edits of the CSEC grid, checked before a row is kept, so that it can be entered there as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fieldapp.document.model import GridRow, kind_of
from fieldapp.text import _


@dataclass(frozen=True, slots=True)
class Edit:
    """A row that the state's screen would not take: the rule, the row's place, and what to do."""

    rule: str
    row: int
    sentence: str

    @property
    def words(self) -> str:
        """The sentence with the number of the state's rule, where it is one of the state's."""
        return f"{self.sentence} ({self.rule})" if self.rule.startswith(("R-", "intake-")) else self.sentence


def faults(rows: Iterable[GridRow], born: str | None, today: date) -> list[Edit]:
    """What is wrong with the rows of one save. born: ISO date; without one R-10974 passes, as in the state's code."""
    found: list[Edit] = []
    seen: set[str] = set()
    for place, row in enumerate(rows):
        if row.type in seen:
            found.append(Edit("intake-2", place, _("One row a type in one save: this type stands twice.")))
        seen.add(row.type)
        found.extend(_of_row(place, row, born, today))
    return found


def _of_row(place: int, row: GridRow, born: str | None, today: date) -> Iterator[Edit]:
    start, end = _day(row.start), _day(row.end)
    if not row.start:
        yield Edit("intake-1", place, _("Every row needs a start date."))
    if (row.start and start is None) or (row.end and end is None):
        yield Edit("date", place, _("Write dates as 2026-11-22."))
        return
    if kind_of(row).end_required and end is None:
        yield Edit("R-10971", place, _("Victim while Absent from Placement needs an end date."))
    if start is not None and born is not None and start < date.fromisoformat(born):
        yield Edit("R-10974", place, _("The start date lies before the birth date."))
    if start is not None and end is not None and end < start:
        yield Edit("R-10975", place, _("The end date lies before the start date."))
    if any(day is not None and day > today for day in (start, end)):
        yield Edit("date", place, _("A date lies in the future."))


def _day(text: str | None) -> date | None:
    """A day as it is written on the sheet; other ISO forms (20261122) are none, since texts are compared and printed."""
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found and found.isoformat() == text else None
