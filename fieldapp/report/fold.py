"""Entries about papers as rows."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import Fold, Folded, Into, Known
from fieldapp.report.entries import PaperBack, PaperGiven
from fieldapp.report.tables import CopyRow

_COPY = Into(CopyRow)
TABLES = (_COPY,)


def _copy(_known: Known, fact: PaperGiven | PaperBack) -> Iterator[Folded]:
    yield _COPY.row(kind=fact.kind)


FOLDS: dict[type[Fact], Fold] = {PaperGiven: _copy, PaperBack: _copy}
