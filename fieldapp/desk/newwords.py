"""Recovery words that nobody has said to have on paper yet: kept in the store until then, and shown again when it is next open.

They open nothing that the store around them does not hold; a window that is locked, or a crash, while they are on their way to a
person must not leave a way back in that nobody has.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection

from fieldapp.desk.desk import Desk
from fieldapp.ledger import local
from fieldapp.vault.slots import AnySlot, WordsSlot

_KEY = "words-not-written"


def keep(connection: Connection, ways: Iterable[AnySlot], sheets: tuple[str, ...]) -> None:
    """Keep the sheets that were made for the words among these ways in; nothing where there are none."""
    found = next((each for each in ways if isinstance(each, WordsSlot)), None)
    if found is not None and sheets:
        local.put(connection, _KEY, msgspec.msgpack.encode({**_kept(connection), found.id: sheets}))


def waiting(desk: Desk) -> tuple[str, ...]:
    """The sheets that wait to be written down; only those of words that open this store now."""
    kept = _kept(desk.book.connection)
    return next((kept[each.id] for each in desk.files.slots() if each.id in kept), ()) if kept else ()


def written(desk: Desk) -> None:
    """Somebody says to have them on paper: nothing of them stays here."""
    if _kept(desk.book.connection):
        desk.batch(lambda book: local.drop(book.connection, _KEY))


def _kept(connection: Connection) -> dict[str, tuple[str, ...]]:
    held = local.get(connection, _KEY)
    return msgspec.msgpack.decode(held, type=dict[str, tuple[str, ...]]) if held else {}
