"""Taking in a caseload: looked through against who is here already, then taken a hundred youths at a time (P16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldapp import clock
from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.errors import DestinationTrouble
from fieldapp.places import write_durably
from fieldapp.report.tablefile import as_csv
from fieldapp.text import _
from fieldapp.youth import acts, caseload
from fieldapp.youth.caseload import Candidate, Column, Sheet
from fieldapp.youth.queries import youths

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a sheet. left: rows that were not taken, by the sheet's own number, each with its reason."""

    count: int
    left: tuple[tuple[int, str], ...]


def look(desk: Desk, sheet: Sheet, columns: Mapping[Column, int]) -> tuple[Candidate, ...]:
    """Every row as it would be taken, doubles of youths that are here already marked."""
    lines = desk.ask(youths)
    held = [(line.name, line.born) for line in lines]
    numbers = [each for line in lines for each in line.found_by]
    return tuple(caseload.preview(sheet, columns, held, clock.day(desk.clock()), numbers))


def take(desk: Desk, rows: Sequence[Candidate], chosen: frozenset[int]) -> Slices[Taken]:
    """Take the rows whose numbers are chosen. Stopped half way, what was taken stays, and shows as a double the next time."""
    wanted = [row for row in rows if row.number in chosen and row.names and not row.refused]
    for start in range(0, len(wanted), _AT_ONCE):
        desk.do(acts.take_caseload, wanted[start : start + _AT_ONCE])
        yield Progress(min(start + _AT_ONCE, len(wanted)), len(wanted), _("Taking in youths"))
    taken = {row.number for row in wanted}
    left = tuple((row.number, why_not(row)) for row in rows if row.number not in taken)
    return Taken(len(wanted), left)


def why_not(row: Candidate) -> str:
    """Why a row is not taken, in a few words."""
    if row.refused:
        return row.refused
    return _("the same youth: {twin}").format(twin=row.twin) if row.twin else _("not chosen")


def save_report(taken: Taken, path: Path) -> None:
    """Write which rows were not taken, and why: by number alone, since the sheet itself has the names."""
    rows = [(_("Row"), _("Why it was not taken")), *((str(number), why) for number, why in taken.left)]
    try:
        write_durably(path, as_csv(rows))
    except OSError as error:
        raise DestinationTrouble(_("The report could not be written there."), _("Choose another folder.")) from error
