"""Taking in: each file is verified whole before anything of it is admitted; one that will not do blocks no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
from sqlalchemy import Connection

from fieldapp.errors import BundleRefused
from fieldapp.exchange import bundle
from fieldapp.exchange.bundle import Opened
from fieldapp.exchange.header import Header
from fieldapp.exchange.keys import DeviceKeys, verifier
from fieldapp.exchange.people import Roster
from fieldapp.exchange.refusals import refused
from fieldapp.ledger import local
from fieldapp.ledger.book import Book
from fieldapp.ledger.entry import GENESIS
from fieldapp.ledger.verify import ChainCheck

Word = Literal["accepted", "duplicate", "gap", "fork", "rollback", "set_aside"]
BATCH = 5_000
_FROM, _ASIDE, _READ = "got/", "aside/", "read/"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. reason: one short word, "" where there is nothing to say · entries: how many were new."""

    file: str
    outcome: Word
    reason: str
    sentence: str
    entries: int
    sender: str = ""
    form: str = ""


class _Got(msgspec.Struct, frozen=True, kw_only=True):
    number: int = 0
    heads: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Verified:
    """A bundle that holds from its first byte to its signature."""

    opened: Opened
    gaps: bool


def signing_key(roster: Roster, header: Header) -> bytes:
    """The sender's key; refused for a device that nobody enrolled, or that was revoked."""
    found = roster.find(header.device)
    if found is None or found[0].id != header.person:
        raise refused("unknown_sender")
    if found[1].revoked:
        raise refused("revoked")
    return found[1].signing


def verify(path: Path, own: str, keys: DeviceKeys, roster: Callable[[Opened], Roster], book: Book) -> Verified:
    """First pass: the whole file, its chains and signatures; BundleRefused, and nothing of it was admitted."""
    opened = bundle.open_for(path, own, keys)
    people = roster(opened)
    signing = signing_key(people, opened.header)
    checks: dict[str, ChainCheck] = {}
    gaps = False
    for entry in bundle.verify(opened, signing):
        check = checks.get(entry.device)
        if check is None:
            found = people.find(entry.device.removesuffix("/access"))
            gaps = gaps or _leaves_gap(book, entry.device, entry.seq)
            prev = entry.prev if entry.seq > 1 else GENESIS
            check = checks[entry.device] = ChainCheck(verifier(found[1].signing) if found else None, entry.seq - 1, prev)
        if check.take(entry) is not None:
            raise refused("altered")
    if any(check.close() is not None for check in checks.values()):
        raise refused("altered")
    return Verified(opened, gaps)


def _leaves_gap(book: Book, chain: str, first: int) -> bool:
    if first == 1:
        return False
    row = book.connection.exec_driver_sql("SELECT 1 FROM chain WHERE device = ? AND seq = ?", (chain, first - 1))
    return row.first() is None


def judged(book: Book, verified: Verified, new: int, name: str, *, forked: bool) -> Outcome:
    """What to say of a bundle that was admitted, and what is remembered of its sender."""
    header = verified.opened.header
    held = local.get(book.connection, _FROM + header.device)
    got = msgspec.msgpack.decode(held, type=_Got) if held else _Got()
    heads = {each.chain: each.seq for each in header.heads}
    lower = header.number > got.number and any(heads.get(chain, seq) < seq for chain, seq in got.heads.items())
    later = max(header.number, got.number)
    kept = {chain: max(seq, got.heads.get(chain, 0)) for chain, seq in heads.items()}
    local.put(book.connection, _FROM + header.device, msgspec.msgpack.encode(_Got(number=later, heads=kept)))
    local.put(book.connection, _READ + name, b"1")
    word: Word = "fork" if forked else "rollback" if lower else "gap" if verified.gaps else "accepted"
    if word in {"accepted", "gap"} and new == 0 and header.form in {"range", "selection"}:
        word = "duplicate"
    return Outcome(name, word, "", "", new, header.device, header.form)


def read_before(connection: Connection) -> set[str]:
    """Names of files that were taken in already, so that a folder is not read over and over."""
    return {key.removeprefix(_READ) for key, _value in local.starting_with(connection, _READ)}


class Aside(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was not taken in: its name as it came, why, and when. The file itself stays where it is."""

    name: str
    reason: str
    sentence: str
    at: int


def set_aside(book: Book, path: Path, error: BundleRefused, now: int) -> Outcome:
    """Remember a refused file with its reason."""
    told = Aside(name=path.name[-80:], reason=error.reason, sentence=error.sentence, at=now)
    local.put(book.connection, f"{_ASIDE}{told.name}", msgspec.msgpack.encode(told))
    return Outcome(path.name, "set_aside", error.reason, error.sentence, 0)


def aside(connection: Connection) -> list[Aside]:
    """Every file that was not taken in, newest first."""
    found = [msgspec.msgpack.decode(value, type=Aside) for _key, value in local.starting_with(connection, _ASIDE)]
    return sorted(found, key=lambda each: -each.at)
