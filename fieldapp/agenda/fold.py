"""Entries of the agenda as rows."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.agenda.entries import LatenessExplained, NoticeCopied, NoticeRecorded, NoticeTakenBack, PlanMade
from fieldapp.agenda.lines import waiting
from fieldapp.agenda.model import closes
from fieldapp.agenda.tables import OTHERWISE, CopiedRow, LateBecauseRow, NoticeRow, PlanRow, TakenBackRow
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import Fold, Folded, Into, Known, Says

_PLAN = Into(PlanRow)
_NOTICE = Into(NoticeRow)
_COPIED = Into(CopiedRow)
_BACK = Into(TakenBackRow)
_LATE = Into(LateBecauseRow)
TABLES = (_PLAN, _NOTICE, _COPIED, _BACK, _LATE)


def _planned(_known: Known, fact: PlanMade) -> Iterator[Folded]:
    yield Says(f"plan/{fact.occasion}")
    yield _PLAN.row(occasion=fact.occasion, waits="\n".join(waiting(fact.rows)))


def _notice(_known: Known, fact: NoticeRecorded) -> Iterator[Folded]:
    otherwise = fact.proof.outcome == "refused" and closes(fact.line, fact.proof)
    yield _NOTICE.row(occasion=fact.occasion, line=fact.line, outcome=OTHERWISE if otherwise else fact.proof.outcome)


def _copied(_known: Known, fact: NoticeCopied) -> Iterator[Folded]:
    yield _COPIED.row(notice=fact.notice)


def _taken_back(_known: Known, fact: NoticeTakenBack) -> Iterator[Folded]:
    yield _BACK.row(notice=fact.notice)


def _late_because(_known: Known, fact: LatenessExplained) -> Iterator[Folded]:
    yield _LATE.row(notice=fact.notice)


FOLDS: dict[type[Fact], Fold] = {
    PlanMade: _planned,
    NoticeRecorded: _notice,
    NoticeCopied: _copied,
    NoticeTakenBack: _taken_back,
    LatenessExplained: _late_because,
}
