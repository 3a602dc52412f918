"""Read rows of the agenda: which entries plan, tell and copy for which occasion."""

from __future__ import annotations

from sqlmodel import Field

from fieldapp.ledger.rows import RowTable

_BARE = {"sqlite_with_rowid": False}
OTHERWISE = "refused_otherwise"
"""The outcome of a refusal that is settled by what is done instead."""


class PlanRow(RowTable, table=True):
    """A plan for an occasion; `version` and `link` say whether it still counts.

    waits: the lines that it wants settled once, one a text line; so whatever still waits is found without reading any plan.
    """

    __tablename__ = "plan"
    __table_args__ = _BARE

    occasion: str = Field(index=True)
    waits: str


class NoticeRow(RowTable, table=True):
    """One notice or attempt; `outcome` as recorded, or OTHERWISE."""

    __tablename__ = "notice"
    __table_args__ = _BARE

    occasion: str = Field(index=True)
    line: str
    outcome: str


class CopiedRow(RowTable, table=True):
    """A notice's narrative was entered elsewhere."""

    __tablename__ = "copied"
    __table_args__ = _BARE

    notice: str


class LateBecauseRow(RowTable, table=True):
    """A notice (hex of its entry) whose lateness was explained after it was recorded."""

    __tablename__ = "late_because"
    __table_args__ = _BARE

    notice: str = Field(index=True)


class TakenBackRow(RowTable, table=True):
    """A notice that was recorded by mistake (hex of its entry)."""

    __tablename__ = "taken_back"
    __table_args__ = _BARE

    notice: str = Field(index=True)
