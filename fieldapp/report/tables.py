"""Read rows of papers: which entries say that a copy was given, or came back."""

from __future__ import annotations

from fieldapp.ledger.rows import RowTable

_BARE = {"sqlite_with_rowid": False}


class CopyRow(RowTable, table=True):
    """A copy that was given, or came back."""

    __tablename__ = "paper_copy"
    __table_args__ = _BARE

    kind: str
