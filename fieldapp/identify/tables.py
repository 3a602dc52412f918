"""Read rows of screenings: which entries are about which."""

from __future__ import annotations

from fieldapp.ledger.rows import RowTable

_BARE = {"sqlite_with_rowid": False}


class ScreeningRow(RowTable, table=True):
    """An entry about a screening."""

    __tablename__ = "screening"
    __table_args__ = _BARE

    id: str
    kind: str
