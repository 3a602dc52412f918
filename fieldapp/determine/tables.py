"""Read rows of actions: which entries propose which, and which decide."""

from __future__ import annotations

from sqlmodel import Field

from fieldapp.ledger.rows import RowTable

_BARE = {"sqlite_with_rowid": False}


class ProposalRow(RowTable, table=True):
    """One action of one proposal."""

    __tablename__ = "proposal"
    __table_args__ = _BARE

    rule: str


class DecisionRow(RowTable, table=True):
    """One proposal (its entry, hex) answered by a decision about a rule; "" where a decision answers none. step: its occasion."""

    __tablename__ = "decision"
    __table_args__ = _BARE

    rule: str
    answer: str = Field(index=True)
    step: str


class ReviewRow(RowTable, table=True):
    """A declined action (the decision's entry, hex) was looked at by a supervisor. came: "confirmed" or "back"."""

    __tablename__ = "decline_review"
    __table_args__ = _BARE

    decision: str = Field(index=True)
    came: str
