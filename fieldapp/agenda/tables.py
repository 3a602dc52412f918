"""Read rows of the agenda."""

from __future__ import annotations

from fieldapp.ledger.rows import RowTable

_BARE = {"sqlite_with_rowid": False}


class RequiredRow(RowTable, table=True):
    """One planned row of a plan; the plan's entry says whether it still counts."""

    __tablename__ = "required"
    __table_args__ = _BARE

    occasion: str
    line: str
    due: int | None
    value: str


class NoticeRow(RowTable, table=True):
    """One notice or attempt."""

    __tablename__ = "notice"
    __table_args__ = _BARE

    occasion: str
    line: str
    made_at: int
    recorded_at: int
    actor: str
    outcome: str
    value: str


class CopiedRow(RowTable, table=True):
    """A notice's narrative was entered elsewhere."""

    __tablename__ = "copied"
    __table_args__ = _BARE

    notice: str
    at: int
