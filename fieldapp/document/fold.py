"""Entries about CSE status as rows."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from fieldapp.document.entries import StatusEntered, StatusSaid
from fieldapp.document.tables import EnteredRow, StatusRow
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import Fold, Folded, Into, Known, Says

_STATUS = Into(StatusRow)
_ENTERED = Into(EnteredRow)
TABLES = (_STATUS, _ENTERED)


def _status(known: Known, fact: StatusSaid) -> Iterator[Folded]:
    yield _STATUS.row(at=known.at, actor=known.actor, value=msgspec.json.encode(fact.value).decode())
    yield Says("document.status")


def _entered(_known: Known, fact: StatusEntered) -> Iterator[Folded]:
    yield _ENTERED.row(status=fact.status, day=fact.value.day, who=fact.value.by)


FOLDS: dict[type[Fact], Fold] = {StatusSaid: _status, StatusEntered: _entered}
