"""Read rows of the youth room: which entries state which section of whom."""

from __future__ import annotations

from fieldapp.ledger.rows import RowTable

_BARE = {"sqlite_with_rowid": False}


class SectionRow(RowTable, table=True):
    """One statement of a section; subject: the section's kind, with its own id where there are many · at: when it was stated."""

    __tablename__ = "youth_section"
    __table_args__ = _BARE

    kind: str
    subject: str
    at: int


class OpenedRow(RowTable, table=True):
    """A youth's record was begun."""

    __tablename__ = "youth_opened"
    __table_args__ = _BARE

    source: str


class JoinedRow(RowTable, table=True):
    """Two records are one young person."""

    __tablename__ = "youth_joined"
    __table_args__ = _BARE

    other: str
