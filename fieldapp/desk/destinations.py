"""The folders that this store sends to and reads from: remembered here, each in reach or not."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from fieldapp.desk.desk import Desk
from fieldapp.ledger import local
from fieldapp.ledger.work import View, Work
from fieldapp.text import harmless

_KEY = "destinations"
_MOST = 3


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    there: int


@dataclass(frozen=True, slots=True)
class Destination:
    """A folder. there: whether it is in reach now · seen: when it last was, ms UTC · free: bytes, None out of reach."""

    path: Path
    name: str
    there: bool
    seen: int
    free: int | None


def destinations(view: View) -> tuple[Destination, ...]:
    """The folders used last, the latest first, at most three."""
    return tuple(_now(each, view.now) for each in _read(view.session.connection()))


def remember(work: Work, path: Path) -> None:
    """A folder that somebody chose heads the list from now on."""
    connection = work.session.connection()
    others = [each for each in _read(connection) if each.path != str(path)]
    _write(connection, [_Kept(path=str(path), there=work.now), *others][:_MOST])


def forget(work: Work, path: Path) -> None:
    """Take a folder off the list; nothing in it is touched."""
    connection = work.session.connection()
    _write(connection, [each for each in _read(connection) if each.path != str(path)])


def note_those_there(desk: Desk) -> None:
    """Keep when each folder was last in reach."""
    held = _read(desk.book.connection)
    seen = [msgspec.structs.replace(each, there=desk.clock()) if Path(each.path).is_dir() else each for each in held]
    if seen != held and not desk.read_only:
        desk.batch(lambda book: _write(book.connection, seen))


def _now(kept: _Kept, now: int) -> Destination:
    path = Path(kept.path)
    there = path.is_dir()
    free = None
    if there:
        try:
            free = shutil.disk_usage(path).free
        except OSError:
            there = False
    return Destination(path, harmless(path.name or str(path)), there, now if there else kept.there, free)


def _read(connection: Connection) -> list[_Kept]:
    held = local.get(connection, _KEY)
    return msgspec.msgpack.decode(held, type=list[_Kept]) if held else []


def _write(connection: Connection, kept: list[_Kept]) -> None:
    local.put(connection, _KEY, msgspec.msgpack.encode(kept))
