"""A store that goes on as a new device, restored from a backup or kept as a copy: its entry, and who goes on for whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import msgspec
from sqlalchemy import Connection

from fieldapp.exchange.succession import Succession
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import FIELD, Fact, Role
from fieldapp.ledger.rows import Fold, Folded, Into, Known, RowTable


class Restored(Fact, frozen=True, kw_only=True):
    """The first entry of a new device's chain. Keys, hash and signature are hex; what they mean is Succession's."""

    kind = "agency.restored"
    roles: ClassVar[frozenset[Role]] = FIELD
    person: str
    device: str
    signing: str
    sealing: str
    before: str
    seq: int
    hash: str
    signature: str


KINDS: tuple[type[Fact], ...] = (Restored,)


class RestoredRow(RowTable, table=True):
    """A device that goes on for another."""

    __tablename__ = "restored"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLModel reads it so

    device: str
    before: str


_ROW = Into(RestoredRow)
TABLES = (_ROW,)


def _fold(_known: Known, fact: Restored) -> Iterator[Folded]:
    yield _ROW.row(device=fact.device, before=fact.before)


FOLDS: dict[type[Fact], Fold] = {Restored: _fold}


def said_of(found: Succession) -> Restored:
    """A succession as it is written down."""
    return Restored(
        person=found.person,
        device=found.device,
        signing=found.signing.hex(),
        sealing=found.sealing.hex(),
        before=found.before,
        seq=found.seq,
        hash=found.hash.hex(),
        signature=found.signature.hex(),
    )


def succession_in(entry: Entry) -> Succession | None:
    """What an entry says of it; None where it says nothing of the kind, or not of its own device."""
    sealed = entry.sealed
    if sealed is None or (sealed.kind, sealed.version) != (Restored.kind, Restored.version):
        return None
    found = _read(sealed.body)
    return found if found and (found.device, found.person) == (entry.device, entry.actor) else None


def successions(connection: Connection) -> list[Succession]:
    """Everything of the kind that is held here, whoever may believe it."""
    if connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'restored'").first() is None:
        return []  # a store of an earlier version, not brought up to date yet
    rows = connection.exec_driver_sql(
        "SELECT e.body FROM restored r JOIN entry e ON e.stream = r.stream AND e.hash = r.entry"
        " WHERE e.device = r.device ORDER BY r.device"
    )
    return [found for (body,) in rows if (found := _read(body))]


def _read(body: bytes) -> Succession | None:
    try:
        fact = msgspec.json.decode(body, type=Restored)
        signing, sealing, digest, signature = map(bytes.fromhex, (fact.signing, fact.sealing, fact.hash, fact.signature))
    except (msgspec.MsgspecError, ValueError):
        return None
    return Succession(
        person=fact.person,
        device=fact.device,
        signing=signing,
        sealing=sealing,
        before=fact.before,
        seq=fact.seq,
        hash=digest,
        signature=signature,
    )
