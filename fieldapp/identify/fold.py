"""Entries about screenings as rows."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.identify.entries import ScreeningAmended, ScreeningFinished, ScreeningReviewed
from fieldapp.identify.tables import ScreeningRow
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import Fold, Folded, Into, Known

_SCREENING = Into(ScreeningRow)
TABLES = (_SCREENING,)


def _about(_known: Known, fact: ScreeningFinished | ScreeningAmended | ScreeningReviewed) -> Iterator[Folded]:
    yield _SCREENING.row(id=fact.id, kind=fact.kind)


FOLDS: dict[type[Fact], Fold] = {ScreeningFinished: _about, ScreeningAmended: _about, ScreeningReviewed: _about}
