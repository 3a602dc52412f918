"""Entries of the youth room as rows."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import Fold, Folded, Into, Known, Says
from fieldapp.youth import entries
from fieldapp.youth.tables import JoinedRow, OpenedRow, SectionRow

_SECTION = Into(SectionRow)
_OPENED = Into(OpenedRow)
_JOINED = Into(JoinedRow)
TABLES = (_SECTION, _OPENED, _JOINED)


def _section(known: Known, fact: entries.SectionSaid) -> Iterator[Folded]:
    subject = entries.subject_of(fact)
    yield _SECTION.row(kind=fact.kind, subject=subject, at=known.at)
    yield Says(subject)


def _opened(_known: Known, fact: entries.Opened) -> Iterator[Folded]:
    yield _OPENED.row(source=fact.source)


def _joined(_known: Known, fact: entries.Joined) -> Iterator[Folded]:
    yield _JOINED.row(other=fact.other)


FOLDS: dict[type[Fact], Fold] = {
    **dict.fromkeys(entries.SECTIONS, _section),
    entries.Opened: _opened,
    entries.Joined: _joined,
}
