"""Erasing: what an order names loses its salt and body here and gets them from nowhere again; its envelope stays, so chains hold.

Which files went with it is kept as a local value for each order, until whoever looks after the store has removed those too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection

from fieldapp.ledger import local
from fieldapp.ledger.entry import Entry, Sealed
from fieldapp.ledger.kinds import Kinds

_DUE = "destroying/"
_NOTE = 'INSERT OR IGNORE INTO destroyed (stream, hash, "order") VALUES (?, ?, ?)'
_BODY = "SELECT salt, kind, version, zone, body FROM entry WHERE stream = ? AND hash = ? AND body IS NOT NULL"
_WIPE = "UPDATE entry SET salt = NULL, kind = NULL, version = NULL, zone = NULL, body = NULL WHERE stream = ? AND hash = ?"


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """What an order left to do beside the database. stream: the record's · files: digests of files whose entries went."""

    stream: str
    files: tuple[str, ...]


def without_destroyed(connection: Connection, kinds: Kinds, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Entries that come from elsewhere, as they may be kept: of what was destroyed here only the envelope."""
    streams = json.dumps(sorted({entry.stream for entry in entries}))
    rows = connection.exec_driver_sql("SELECT hash FROM destroyed WHERE stream IN (SELECT value FROM json_each(?))", (streams,))
    gone = {row[0] for row in rows}
    if not gone:
        return entries
    return [replace(each, sealed=None) if each.hash in gone and not _stays(kinds, each.sealed) else each for each in entries]


def carry_out(connection: Connection, kinds: Kinds, entries: Iterable[Entry]) -> dict[str, int]:
    """Erase what orders among these entries name, unless their author lacks the right. Returns stream -> how many bodies went."""
    erased: dict[str, int] = {}
    for order in entries:
        named = [bytes.fromhex(each) for each in (kinds.destroyed_by(order.sealed) if order.sealed else ())]
        if not named or _is_barred(connection, order) or not _note(connection, order, named):
            continue
        files: list[str] = []
        for digest in named:
            sealed = _body(connection, order.stream, digest)
            if not _stays(kinds, sealed):
                files += kinds.files(sealed) if sealed else ()
                _wipe(connection, order.stream, digest)
                erased[order.stream] = erased.get(order.stream, 0) + 1
        due = Due(stream=order.stream, files=tuple(files))
        local.put(connection, _DUE + order.hash.hex(), msgspec.msgpack.encode(due))
    return erased


def is_destroyed(connection: Connection, stream: str, digest: bytes) -> bool:
    """Whether an order took this entry's body here."""
    row = connection.exec_driver_sql("SELECT 1 FROM destroyed WHERE stream = ? AND hash = ? LIMIT 1", (stream, digest))
    return row.first() is not None


def due(connection: Connection) -> dict[bytes, Due]:
    """Orders (hash of the entry) that took bodies here, and after which the rest is still to be looked after."""
    held = local.starting_with(connection, _DUE)
    return {bytes.fromhex(key.removeprefix(_DUE)): msgspec.msgpack.decode(value, type=Due) for key, value in held}


def done(connection: Connection, order: bytes) -> None:
    """The rest was looked after."""
    local.drop(connection, _DUE + order.hex())


def _stays(kinds: Kinds, sealed: Sealed | None) -> bool:
    """Whether a body is out of any order's reach: an order itself, which is the proof of what was done; or there is none."""
    return sealed is None or sealed.kind in kinds.orders


def _is_barred(connection: Connection, order: Entry) -> bool:
    return connection.exec_driver_sql("SELECT 1 FROM barred WHERE entry = ?", (order.hash,)).first() is not None


def _note(connection: Connection, order: Entry, named: Iterable[bytes]) -> bool:
    """Remember what an order names; False where that was done before."""
    known = connection.exec_driver_sql(
        'SELECT 1 FROM destroyed WHERE stream = ? AND "order" = ? LIMIT 1', (order.stream, order.hash)
    ).first()
    connection.exec_driver_sql(_NOTE, [(order.stream, digest, order.hash) for digest in named])
    return known is None


def _body(connection: Connection, stream: str, digest: bytes) -> Sealed | None:
    row = connection.exec_driver_sql(_BODY, (stream, digest)).first()
    return Sealed(*row) if row else None


def _wipe(connection: Connection, stream: str, digest: bytes) -> None:
    connection.exec_driver_sql(_WIPE, (stream, digest))
    connection.exec_driver_sql("DELETE FROM barred WHERE entry = ?", (digest,))
