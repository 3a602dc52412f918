"""CSE status in values, in the words and codes of the CWS/CMS grid (identify-document-determine.md 5.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

GridType = Literal["at_risk", "before_foster_care", "during_foster_care", "open_case", "while_absent"]


@dataclass(frozen=True, slots=True)
class GridKind:
    """One of the five types of the grid: its exact label, its system id, and whether the id was seen or inferred."""

    type: GridType
    label: str
    system_id: int
    id_seen: bool
    end_required: bool = False


GRID: tuple[GridKind, ...] = (
    GridKind("at_risk", "At Risk", 6867, id_seen=True),
    GridKind("before_foster_care", "Victim Before Foster Care", 6868, id_seen=False),
    GridKind("during_foster_care", "Victim During Foster Care", 6869, id_seen=False),
    GridKind("open_case", "Victim in Open Case not in Foster Care", 6870, id_seen=True),
    GridKind("while_absent", "Victim while Absent from Placement", 6871, id_seen=True, end_required=True),
)
"""In the order of the state's screen. Source: the state's own code (state-code); ids 6868 and 6869 are inferred."""


STATUS = "document.status"
"""The subject whose present value is the status; a row of the grid is a subject of its own."""
ROW = "document.row/"


class GridRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row of the grid; ISO dates. basis: on what it rests, in a few words."""

    type: GridType
    start: str | None = None
    end: str | None = None
    basis: str = ""


def row_key(save: bytes, row: GridRow) -> str:
    """What a row is known by: the save that added it, which holds at most one of a type."""
    return f"{save.hex()}/{row.type}"


Cse = Literal["none", "at_risk", "victim"]


class Status(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the agency holds about CSE, and the rows that are added with it; instants in ms UTC.

    identified_at: when it was first reasonably believed · suspected_at: first reasonable suspicion of abuse (not general neglect
    alone) · trafficking_at: first learned that a minor may be a victim of sex or labor trafficking · screening: the finished one
    that it follows.
    """

    cse: Cse
    rows: tuple[GridRow, ...] = ()
    basis: str = ""
    identified_at: int | None = None
    suspected_at: int | None = None
    trafficking_at: int | None = None
    screening: str = ""


def starts_a_clock(value: Status) -> bool:
    """Whether the law may ask for something because of it."""
    return value.cse != "none" or value.suspected_at is not None or value.trafficking_at is not None


class EnteredOn(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When rows were entered in CWS/CMS, and by whom. day: ISO date."""

    day: str
    by: str


@dataclass(frozen=True, slots=True)
class StatusStated:
    """One statement of the status. by: a person's id · others: what else was stated at the same time, until somebody decides."""

    entry: bytes
    youth: str
    value: Status
    at: int
    by: str
    reason: str = ""
    others: tuple[StatusStated, ...] = ()


@dataclass(frozen=True, slots=True)
class RowStated:
    """One statement of a row: added, ended, put right or withdrawn."""

    entry: bytes
    value: GridRow
    at: int
    by: str
    reason: str
    withdrawn: bool
    entered: EnteredOn | None


@dataclass(frozen=True, slots=True)
class RowHeld:
    """A row of the grid. now: what counts, more than one where people stated it at the same time · earlier: newest first."""

    key: str
    youth: str
    now: tuple[RowStated, ...]
    earlier: tuple[RowStated, ...]

    @property
    def first(self) -> RowStated:
        """The statement that is shown first."""
        return self.now[0]

    @property
    def stands(self) -> bool:
        """Whether it is a row to be found in CWS/CMS."""
        return any(not each.withdrawn for each in self.now)

    @property
    def to_key(self) -> bool:
        """Whether it must still be entered in CWS/CMS, or taken out there after it was withdrawn."""
        if not self.stands:
            return self.first.entered is None and any(each.entered for each in self.earlier)
        return any(each.entered is None for each in self.now if not each.withdrawn)


def kind_of(row: GridRow) -> GridKind:
    """The type of a row as the state's screen has it."""
    return next(each for each in GRID if each.type == row.type)


def grid_place(row: GridRow) -> int:
    """Where a type stands on the state's screen."""
    return GRID.index(kind_of(row))
