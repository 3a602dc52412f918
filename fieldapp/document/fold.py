"""Entries about CSE status as rows."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.document.entries import StatusEntered, StatusSaid
from fieldapp.document.tables import StatusRow
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import Fold, Folded, Into, Known, Says

_STATUS = Into(StatusRow)
TABLES = (_STATUS,)


def _status(_known: Known, fact: StatusSaid) -> Iterator[Folded]:
    yield _STATUS.row(kind=fact.kind)
    yield Says("document.status")


def _entered(_known: Known, fact: StatusEntered) -> Iterator[Folded]:
    yield _STATUS.row(kind=fact.kind)


FOLDS: dict[type[Fact], Fold] = {StatusSaid: _status, StatusEntered: _entered}
