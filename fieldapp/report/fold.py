"""Entries about papers as rows."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import Fold, Folded, Into, Known
from fieldapp.report.entries import PaperBack, PaperGiven
from fieldapp.report.tables import BackRow, GivenRow

_GIVEN = Into(GivenRow)
_BACK = Into(BackRow)
TABLES = (_GIVEN, _BACK)


def _given(known: Known, fact: PaperGiven) -> Iterator[Folded]:
    yield _GIVEN.row(
        at=known.at,
        actor=known.actor,
        paper=fact.paper,
        recipient=fact.recipient,
        recipient_name=fact.recipient_name,
        how=fact.how,
        copy_number=fact.copy_number,
    )


def _back(known: Known, fact: PaperBack) -> Iterator[Folded]:
    yield _BACK.row(given=fact.given, at=known.at, how=fact.how)


FOLDS: dict[type[Fact], Fold] = {PaperGiven: _given, PaperBack: _back}
