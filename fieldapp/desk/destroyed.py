"""Destruction by order as it is written down: the order, and each laptop's word that it was carried out there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal

import msgspec

from fieldapp.ledger.asked import asked
from fieldapp.ledger.kinds import FIELD, LEAD, Fact, Role
from fieldapp.ledger.rows import Fold, Folded, Into, Known, RowTable
from fieldapp.ledger.said import Said, said
from fieldapp.ledger.work import View

Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
Beyond = Literal["backups", "bundles"]
"""What a laptop could not reach: the folder of its backups, or one that it sent bundles to."""


class DestructionOrdered(Fact, frozen=True, kw_only=True):
    """The bodies of these entries go, wherever they are. order: one id for all entries that carry out one order.

    by, reference, dated: who gave the order, its number and day, as the supervisor typed them; nothing of the youth.
    whole: all of the record was meant, so what comes of it later is to be decided on.
    """

    kind = "youth.destruction_ordered"
    roles: ClassVar[frozenset[Role]] = LEAD
    order: str
    by: str
    reference: str
    dated: str
    whole: bool
    entries: tuple[Hash, ...]

    def destroys(self) -> tuple[str, ...]:
        """Those entries."""
        return self.entries


class DestructionConfirmed(Fact, frozen=True, kw_only=True):
    """It was carried out on a laptop. beyond: what could not be reached from there."""

    kind = "youth.destruction_confirmed"
    roles: ClassVar[frozenset[Role]] = FIELD
    order: str
    device: str
    beyond: tuple[Beyond, ...] = ()


KINDS: tuple[type[Fact], ...] = (DestructionOrdered, DestructionConfirmed)


class OrderedRow(RowTable, table=True):
    """One entry of an order."""

    __tablename__ = "destruction_ordered"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLModel reads it so

    order: str


class ConfirmedRow(RowTable, table=True):
    """One laptop's word."""

    __tablename__ = "destruction_confirmed"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLModel reads it so

    order: str


_ORDERED, _CONFIRMED = Into(OrderedRow), Into(ConfirmedRow)
TABLES = (_ORDERED, _CONFIRMED)


def _ordered(_known: Known, fact: DestructionOrdered) -> Iterator[Folded]:
    yield _ORDERED.row(order=fact.order)


def _confirmed(_known: Known, fact: DestructionConfirmed) -> Iterator[Folded]:
    yield _CONFIRMED.row(order=fact.order)


FOLDS: dict[type[Fact], Fold] = {DestructionOrdered: _ordered, DestructionConfirmed: _confirmed}


def ordered(view: View, order: str) -> list[Said[DestructionOrdered]]:
    """The entries of one order, the first first."""
    return said(view.session, OrderedRow, DestructionOrdered, order=order)


def all_ordered(view: View) -> list[Said[DestructionOrdered]]:
    """The entries of every order that counts here."""
    return said(view.session, OrderedRow, DestructionOrdered)


def confirmed(view: View, order: str) -> dict[str, dict[str, Said[DestructionConfirmed]]]:
    """What laptops said of one order: device -> record -> its word. What was reached once is reached, whatever its clock says."""
    found: dict[str, dict[str, Said[DestructionConfirmed]]] = {}
    for each in said(view.session, ConfirmedRow, DestructionConfirmed, order=order):
        words = found.setdefault(each.fact.device, {})
        kept = words.get(each.stream)
        if kept is None or len(each.fact.beyond) < len(kept.fact.beyond):
            words[each.stream] = each
    return found


_HELD = (
    "SELECT stream, hash FROM entry WHERE stream IN (SELECT value FROM json_each(?)) AND NOT EXISTS ("
    "SELECT 1 FROM destroyed d WHERE d.stream = entry.stream AND d.hash = entry.hash)"
    " AND (kind IS NULL OR kind NOT IN (SELECT value FROM json_each(?))) ORDER BY stream, at, hash"
)


def held(view: View, records: Sequence[str]) -> list[tuple[str, bytes]]:
    """(stream, hash) of every entry of some records that no order has named yet, bodies held here or not."""
    rows = asked(view.session, _HELD, json.dumps(list(records)), json.dumps([each.kind for each in KINDS]))
    return [(stream, bytes(digest)) for stream, digest in rows]
