"""The catalogue: every kind, fold and table of every room, put together once."""

from __future__ import annotations

import fieldapp.agenda.entries
import fieldapp.agenda.fold
import fieldapp.determine.entries
import fieldapp.determine.fold
import fieldapp.document.entries
import fieldapp.document.fold
import fieldapp.identify.entries
import fieldapp.identify.fold
import fieldapp.locate.entries
import fieldapp.locate.fold
import fieldapp.report.entries
import fieldapp.report.fold
import fieldapp.youth.entries
import fieldapp.youth.fold
from fieldapp.desk import access, destroyed, office, restored
from fieldapp.ledger import withdrawing
from fieldapp.ledger.kinds import Fact, Kinds
from fieldapp.ledger.reading import Reading
from fieldapp.ledger.rows import Fold

ROW_FORM = 9
"""Raised when a fold or a row table changes, so that stores written before are rebuilt at unlock."""


def reading() -> Reading:
    """How this version reads entries."""
    folds: dict[type[Fact], Fold] = {}
    tables = ()
    for room in (
        fieldapp.youth.fold,
        fieldapp.agenda.fold,
        fieldapp.locate.fold,
        fieldapp.document.fold,
        fieldapp.determine.fold,
        fieldapp.identify.fold,
        fieldapp.report.fold,
        restored,
        destroyed,
        withdrawing,
    ):
        folds |= room.FOLDS
        tables += room.TABLES
    kinds: list[type[Fact]] = [*access.KINDS, *office.KINDS, *restored.KINDS, *destroyed.KINDS, *withdrawing.KINDS]
    for entries in (
        fieldapp.youth.entries,
        fieldapp.agenda.entries,
        fieldapp.locate.entries,
        fieldapp.document.entries,
        fieldapp.determine.entries,
        fieldapp.identify.entries,
        fieldapp.report.entries,
    ):
        kinds.extend(entries.KINDS)
    return Reading(Kinds(kinds), folds, tables)
