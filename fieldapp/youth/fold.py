"""Entries of the youth room as rows."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import Fold, Folded, Into, Known, Says
from fieldapp.youth import entries
from fieldapp.youth.tables import JoinedRow, OpenedRow, SectionRow

_SECTION = Into(SectionRow)
_OPENED = Into(OpenedRow)
_JOINED = Into(JoinedRow)
TABLES = (_SECTION, _OPENED, _JOINED)


def _section(known: Known, fact: entries.SectionSaid) -> Iterator[Folded]:
    subject = f"{fact.kind}/{fact.id}" if isinstance(fact, entries.ManySaid) else fact.kind
    value = msgspec.json.encode(fact.value).decode()
    yield _SECTION.row(kind=fact.kind, subject=subject, at=known.at, actor=known.actor, value=value)
    yield Says(subject)


def _opened(known: Known, fact: entries.Opened) -> Iterator[Folded]:
    yield _OPENED.row(at=known.at, source=fact.source)


def _joined(known: Known, fact: entries.Joined) -> Iterator[Folded]:
    yield _JOINED.row(other=fact.other, at=known.at)


FOLDS: dict[type[Fact], Fold] = {
    **dict.fromkeys(entries.SECTIONS, _section),
    entries.Opened: _opened,
    entries.Joined: _joined,
}
