"""Read rows of papers given."""

from __future__ import annotations

from fieldapp.ledger.rows import RowTable

_BARE = {"sqlite_with_rowid": False}


class GivenRow(RowTable, table=True):
    """A copy that was given."""

    __tablename__ = "paper_given"
    __table_args__ = _BARE

    at: int
    actor: str
    paper: str
    recipient: str
    recipient_name: str
    how: str
    copy_number: int


class BackRow(RowTable, table=True):
    """A copy that came back or was shredded."""

    __tablename__ = "paper_back"
    __table_args__ = _BARE

    given: str
    at: int
    how: str
