"""Entries of the agenda as rows."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from fieldapp.agenda.entries import NoticeCopied, NoticeRecorded, PlanMade
from fieldapp.agenda.lines import line_key
from fieldapp.agenda.tables import CopiedRow, NoticeRow, RequiredRow
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import Fold, Folded, Into, Known, Says

_REQUIRED = Into(RequiredRow)
_NOTICE = Into(NoticeRow)
_COPIED = Into(CopiedRow)
TABLES = (_REQUIRED, _NOTICE, _COPIED)


def _planned(_known: Known, fact: PlanMade) -> Iterator[Folded]:
    yield Says(f"plan/{fact.occasion}")
    for row in fact.rows:
        value = msgspec.json.encode(row).decode()
        yield _REQUIRED.row(occasion=fact.occasion, line=line_key(row), due=row.due, value=value)


def _notice(known: Known, fact: NoticeRecorded) -> Iterator[Folded]:
    yield _NOTICE.row(
        occasion=fact.occasion,
        line=fact.line,
        made_at=fact.proof.made_at,
        recorded_at=known.at,
        actor=known.actor,
        outcome=fact.proof.outcome,
        value=msgspec.json.encode(fact.proof).decode(),
    )


def _copied(known: Known, fact: NoticeCopied) -> Iterator[Folded]:
    yield _COPIED.row(notice=fact.notice, at=known.at)


FOLDS: dict[type[Fact], Fold] = {PlanMade: _planned, NoticeRecorded: _notice, NoticeCopied: _copied}
