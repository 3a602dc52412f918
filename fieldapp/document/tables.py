"""Read rows of CSE status."""

from __future__ import annotations

from fieldapp.ledger.rows import RowTable

_BARE = {"sqlite_with_rowid": False}


class StatusRow(RowTable, table=True):
    """One statement of the status."""

    __tablename__ = "cse_status"
    __table_args__ = _BARE

    at: int
    actor: str
    value: str


class EnteredRow(RowTable, table=True):
    """A status was entered in CWS/CMS."""

    __tablename__ = "cse_entered"
    __table_args__ = _BARE

    status: str
    day: str
    who: str
