"""Files that were not taken in: kept in mind with their reason; a damaged one is asked for, and settled once its records came."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from fieldapp.errors import BundleRefused
from fieldapp.exchange.header import clear_header
from fieldapp.exchange.names import known_as
from fieldapp.exchange.saying import Outcome
from fieldapp.exchange.sending import owe_receipt
from fieldapp.ledger import local
from fieldapp.ledger.book import Book

_ASIDE = "aside/"
_HUGE = 256 * 1024 * 1024
DAMAGED = frozenset({"cut", "altered", "unreadable"})
"""Reasons that stay what they are until the file is another."""


class Aside(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was not taken in: its name as it came, why, and when. The file itself stays where it is.

    sender, number: the device that its clear header names and its running number for this device, "" and 0 where that cannot be
    read; unproven · digest: of the whole file · asked: its sender's laptop is asked for it again.
    """

    name: str
    reason: str
    sentence: str
    at: int
    sender: str = ""
    number: int = 0
    digest: bytes = b""
    asked: bool = False


def set_aside(book: Book, path: Path, error: BundleRefused, now: int, own: str, known: Container[str]) -> Outcome:
    """Remember a refused file with its reason. known: devices that can be asked for one again that was damaged."""
    found = clear_header(path)
    sender, number = (found.device, found.number_for(own)) if found else ("", 0)
    told = Aside(
        name=known_as(path),
        reason=error.reason,
        sentence=error.sentence,
        at=now,
        sender=sender,
        number=number,
        digest=_digest(path),
        asked=error.reason in DAMAGED and number > 0 and sender in known,
    )
    local.put(book.connection, f"{_ASIDE}{told.name}", msgspec.msgpack.encode(told))
    if told.asked:
        owe_receipt(book, sender)
    return Outcome(told.name, "set_aside", error.reason, error.sentence, 0, sender, asked=told.asked)


def _digest(path: Path) -> bytes:
    """Of the whole file; of one that is huge, or none, nothing: it is looked at again each time, which ends with its header."""
    try:
        if not path.is_file() or path.stat().st_size > _HUGE:
            return b""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""


def is_known_damage(connection: Connection, path: Path) -> bool:
    """Whether a file was set aside as damaged before, and is the same still: it need not be said again."""
    held = local.get(connection, _ASIDE + known_as(path))
    before = msgspec.msgpack.decode(held, type=Aside) if held else None
    return before is not None and before.reason in DAMAGED and before.digest != b"" and before.digest == _digest(path)


def forget(connection: Connection, name: str) -> None:
    """A file of this name was taken in."""
    local.drop(connection, _ASIDE + name)


def settle(connection: Connection, device: str, number: int) -> None:
    """A device's bundle brought everything: damaged ones before it are asked for no more."""
    for each in aside(connection):
        if each.asked and each.sender == device and each.number < number:
            local.drop(connection, _ASIDE + each.name)


def aside(connection: Connection) -> list[Aside]:
    """Every file that was not taken in, newest first."""
    found = [msgspec.msgpack.decode(value, type=Aside) for _key, value in local.starting_with(connection, _ASIDE)]
    return sorted(found, key=lambda each: -each.at)
