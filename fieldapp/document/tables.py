"""Read rows of CSE status: which entries state it or rows of the grid, and which say that they were entered."""

from __future__ import annotations

from fieldapp.ledger.rows import RowTable

_BARE = {"sqlite_with_rowid": False}


class StatusRow(RowTable, table=True):
    """One statement, or its entering. rows: how many rows of the grid it states · about: the entry that was entered, hex."""

    __tablename__ = "cse_status"
    __table_args__ = _BARE

    kind: str
    rows: int
    about: str
