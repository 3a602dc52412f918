"""Read rows of CSE status: which entries state it, and which say that it was entered."""

from __future__ import annotations

from fieldapp.ledger.rows import RowTable

_BARE = {"sqlite_with_rowid": False}


class StatusRow(RowTable, table=True):
    """One statement of the status, or of its entering."""

    __tablename__ = "cse_status"
    __table_args__ = _BARE

    kind: str
