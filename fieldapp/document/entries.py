"""What is written about CSE status."""

from __future__ import annotations

from fieldapp.document import model
from fieldapp.ledger.kinds import Fact


class StatusSaid(Fact, frozen=True, kw_only=True):
    """One save: the status as it is held from now on, and the rows that are added. reason: why an earlier one was put right."""

    kind = "document.status"
    value: model.Status
    reason: str = ""


class RowSaid(Fact, frozen=True, kw_only=True):
    """A row of the grid, stated anew: ended, put right or withdrawn. row: the save that added it (hex) and its type."""

    kind = "document.row"
    row: str
    value: model.GridRow
    reason: str = ""
    withdrawn: bool = False


class StatusEntered(Fact, frozen=True, kw_only=True):
    """What an entry states of rows (by its hash, hex) was entered in CWS/CMS."""

    kind = "document.entered"
    status: str
    value: model.EnteredOn


KINDS: tuple[type[Fact], ...] = (StatusSaid, RowSaid, StatusEntered)
