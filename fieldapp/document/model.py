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


class GridRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row of the grid; ISO dates."""

    type: GridType
    start: str | None = None
    end: str | None = None


class Status(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the agency holds about CSE, with its rows. identified_at: when it was first reasonably believed (ms UTC)."""

    cse: Literal["none", "at_risk", "victim"]
    rows: tuple[GridRow, ...] = ()
    basis: str = ""
    identified_at: int | None = None
    screening: str = ""


class EnteredOn(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When the rows were entered in CWS/CMS, and by whom. day: ISO date."""

    day: str
    by: str


@dataclass(frozen=True, slots=True)
class StatusStated:
    """The status as it stands, who stated it and when, and whether it stands in CWS/CMS."""

    entry: bytes
    value: Status
    at: int
    by: str
    entered: EnteredOn | None
    others: tuple[Status, ...] = ()
