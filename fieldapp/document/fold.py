"""Entries about CSE status as rows."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.document.entries import RowSaid, StatusEntered, StatusSaid
from fieldapp.document.model import ROW, STATUS, row_key
from fieldapp.document.tables import StatusRow
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import Fold, Folded, Into, Known, Says

_STATUS = Into(StatusRow)
TABLES = (_STATUS,)


def _status(known: Known, fact: StatusSaid) -> Iterator[Folded]:
    yield _STATUS.row(kind=fact.kind, rows=len(fact.value.rows), about="")
    yield Says(STATUS)
    for each in fact.value.rows:
        yield Says(ROW + row_key(known.hash, each))


def _row(_known: Known, fact: RowSaid) -> Iterator[Folded]:
    yield _STATUS.row(kind=fact.kind, rows=1, about="")
    yield Says(ROW + fact.row)


def _entered(_known: Known, fact: StatusEntered) -> Iterator[Folded]:
    yield _STATUS.row(kind=fact.kind, rows=0, about=fact.status)


FOLDS: dict[type[Fact], Fold] = {StatusSaid: _status, RowSaid: _row, StatusEntered: _entered}
