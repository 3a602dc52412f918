"""Entries about actions as rows."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.determine.entries import ActionDecided, ActionsProposed, DeclineReviewed
from fieldapp.determine.tables import DecisionRow, ProposalRow, ReviewRow
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import Fold, Folded, Into, Known, Says

ACTION = "determine.action/"
"""The subject whose present value is what was decided about a rule."""

_PROPOSAL = Into(ProposalRow)
_DECISION = Into(DecisionRow)
_REVIEW = Into(ReviewRow)
TABLES = (_PROPOSAL, _DECISION, _REVIEW)


def _proposed(_known: Known, fact: ActionsProposed) -> Iterator[Folded]:
    rules = dict.fromkeys(each.row.rule for each in fact.rows)
    for rule in rules or ("",):  # what proposes no step may still name contacts
        yield _PROPOSAL.row(rule=rule)


def _decided(_known: Known, fact: ActionDecided) -> Iterator[Folded]:
    yield Says(ACTION + fact.rule)
    for answer in fact.answers or ("",):
        yield _DECISION.row(rule=fact.rule, answer=answer, step=fact.step)


def _reviewed(_known: Known, fact: DeclineReviewed) -> Iterator[Folded]:
    yield _REVIEW.row(decision=fact.decision, came="confirmed" if fact.confirmed else "back")


FOLDS: dict[type[Fact], Fold] = {ActionsProposed: _proposed, ActionDecided: _decided, DeclineReviewed: _reviewed}
