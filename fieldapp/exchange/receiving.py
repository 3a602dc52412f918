"""Taking in: each file is verified whole before anything of it is admitted; one that will not do blocks no other."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection

from fieldapp.errors import BundleRefused
from fieldapp.exchange import bundle
from fieldapp.exchange.bundle import Opened
from fieldapp.exchange.header import Header, Span, clear_header
from fieldapp.exchange.keys import DeviceKeys, verifier
from fieldapp.exchange.people import Roster
from fieldapp.exchange.refusals import refused
from fieldapp.ledger import local
from fieldapp.ledger.admitted import Admitted
from fieldapp.ledger.book import Book
from fieldapp.ledger.entry import GENESIS, Entry
from fieldapp.ledger.verify import ChainCheck
from fieldapp.text import _, ngettext

Word = Literal["accepted", "duplicate", "gap", "fork", "rollback", "set_aside"]
BATCH = 5_000
_FROM, _ASIDE, _TAKEN = "got/", "aside/", "taken/"
_SLICE = 2_000
_MOST_MISSING = 100


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
    """Of one sender. number: of their latest bundle · heads: what they had signed by then · ours: the latest number of the
    bundles made for this device · missing: lower ones that have not come.
    """

    number: int = 0
    heads: dict[str, int] = {}
    ours: int = 0
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """A bundle that holds from its first byte to its signature."""

    opened: Opened
    holes: tuple[tuple[int, int], ...]
    """Places in the sender's chains, first and last, that neither lie here nor came with it."""


def signing_key(roster: Roster, header: Header) -> bytes:
    """The sender's key; refused for a device that nobody enrolled, or that was revoked."""
    found = roster.find(header.device)
    if found is None or found[0].id != header.person:
        raise refused("unknown_sender")
    if found[1].revoked:
        raise refused("revoked")
    return found[1].signing


def verify(
    path: Path, own: str, keys: DeviceKeys, roster: Callable[[Opened], Roster], book: Book
) -> Generator[int, None, Verified]:
    """First pass, in slices: the whole file, its chains and signatures; BundleRefused, and nothing of it was admitted.

    Yields how many entries were gone through.
    """
    opened = bundle.open_for(path, own, keys)
    people = roster(opened)
    signing = signing_key(people, opened.header)
    checks: dict[str, ChainCheck] = {}
    holes: list[tuple[int, int]] = []
    alone = opened.header.form == "selection"
    for done, entry in enumerate(bundle.verify(opened, signing)):
        if done % _SLICE == 0:
            yield done
        if alone:
            _require_signed(people, entry)
            continue
        check = checks.get(entry.device)
        if check is None:
            found = people.find(entry.device.removesuffix("/access"))
            holes += _hole_before(book, entry.device, entry.seq)
            prev = entry.prev if entry.seq > 1 else GENESIS
            check = checks[entry.device] = ChainCheck(verifier(found[1].signing) if found else None, entry.seq - 1, prev)
        if check.take(entry) is not None:
            raise refused("altered")
    if any(check.close() is not None for check in checks.values()):
        raise refused("altered")
    return Verified(opened, tuple(holes))


def _require_signed(people: Roster, entry: Entry) -> None:
    """Of a selection, which leaves the neighbours of an entry out, each must hold by itself."""
    found = people.find(entry.device.removesuffix("/access"))
    check = ChainCheck(verifier(found[1].signing) if found else None, entry.seq - 1, entry.prev)
    if check.take(entry) is not None or check.close() is not None:
        raise refused("altered")


def _hole_before(book: Book, chain: str, first: int) -> list[tuple[int, int]]:
    row = book.connection.exec_driver_sql("SELECT max(seq) FROM chain WHERE device = ? AND seq < ?", (chain, first)).first()
    before = (row[0] if row else None) or 0
    return [(before + 1, first - 1)] if before + 1 < first else []


def number_came(book: Book, header: Header, own: str) -> tuple[int, ...]:
    """Note the running number of a bundle for this device; returns the numbers before it that have not come."""
    got = _got_from(book.connection, header.device)
    number = next(each.number for each in header.recipients if each.device == own)
    skipped = tuple(range(max(got.ours + 1, number - _MOST_MISSING), number))
    missing = tuple(each for each in (*got.missing, *skipped) if each != number)[-_MOST_MISSING:]
    noted = replace(got, ours=max(got.ours, number), missing=missing)
    local.put(book.connection, _FROM + header.device, msgspec.msgpack.encode(noted))
    return skipped


def _got_from(connection: Connection, device: str) -> _Got:
    held = local.get(connection, _FROM + device)
    return msgspec.msgpack.decode(held, type=_Got) if held else _Got()


def judged(book: Book, verified: Verified, skipped: tuple[int, ...], done: Admitted, name: str, now: int) -> Outcome:
    """What to say of a bundle that was admitted, and what is remembered of it and of its sender."""
    header = verified.opened.header
    got = _got_from(book.connection, header.device)
    heads = {each.chain: each.seq for each in header.heads}
    lower = header.number > got.number and any(heads.get(chain, seq) < seq for chain, seq in got.heads.items())
    later = max(header.number, got.number)
    kept = {chain: max(seq, got.heads.get(chain, 0)) for chain, seq in heads.items()}
    local.put(book.connection, _FROM + header.device, msgspec.msgpack.encode(replace(got, number=later, heads=kept)))
    word: Word = "fork" if done.forked else "rollback" if lower else "gap" if verified.holes or skipped else "accepted"
    if word in {"accepted", "gap"} and done.new == 0 and header.form in {"range", "selection"}:
        word = "duplicate"
    reason, sentence = _to_say(word, verified.holes, skipped, done)
    before = local.get(book.connection, _TAKEN + name)
    first = msgspec.msgpack.decode(before, type=Taken).came if before else now
    told = Taken(
        name=name, sender=header.device, form=header.form, outcome=word, sentence=sentence, entries=done.new, at=now,
        spans=header.spans, first=first,
    )  # fmt: skip
    local.put(book.connection, _TAKEN + name, msgspec.msgpack.encode(told))
    local.drop(book.connection, _ASIDE + name[-80:])
    return Outcome(name, word, reason, sentence, done.new, header.device, header.form)


def _to_say(word: Word, holes: tuple[tuple[int, int], ...], skipped: tuple[int, ...], done: Admitted) -> tuple[str, str]:
    """What a person must know of a bundle that was taken in: short for lists and scripts, and in a person's words."""
    said = [_missing(holes, skipped)] if word == "gap" else []
    if word == "fork":
        said.append(
            ("two at one place", _("This sender's laptop and a copy of it both wrote: both are kept. Ask which one is theirs."))
        )
    if word == "rollback":
        said.append(
            ("older than before", _("This sender's laptop has less than before: an old copy of it may be in use. Ask them."))
        )
    if done.barred:
        told = ngettext(
            "{n} record is by somebody who may not make it: it is kept, and counts nowhere.",
            "{n} records are by somebody who may not make them: they are kept, and count nowhere.",
            done.barred,
        ).format(n=done.barred)
        said.append((f"not authorized {done.barred}", told))
    if done.destroyed:
        told = ngettext(
            "{n} record was destroyed here by an order that your supervisor recorded.",
            "{n} records were destroyed here by an order that your supervisor recorded.",
            done.destroyed,
        ).format(n=done.destroyed)
        said.append((f"destroyed {done.destroyed}", told))
    return "; ".join(reason for reason, _told in said), " ".join(told for _reason, told in said)


def _missing(holes: tuple[tuple[int, int], ...], skipped: tuple[int, ...]) -> tuple[str, str]:
    """What has not come, named: short for lists and scripts, and in a person's words."""
    parts = [f"entries {first}-{last}" for first, last in holes]
    if skipped:
        parts.append("bundles " + ", ".join(map(str, skipped)))
    records = sum(last - first + 1 for first, last in holes)
    if records:
        told = ngettext(
            "{n} record of this sender has not come yet. Ask for the bundle before this one.",
            "{n} records of this sender have not come yet. Ask for the bundles before this one.",
            records,
        ).format(n=records)
    else:
        told = _(
            "An earlier bundle of this sender has not come: number {numbers}. Nothing of what they wrote is missing."
        ).format(numbers=", ".join(map(str, skipped)))
    return "missing " + "; ".join(parts), told


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle that was taken in: its name, whose device sent it, what it was, what came of it, and when (ms UTC).

    spans: the places in chains that it brought; none where it was taken in before this was noted · first: when it was taken in
    first, where it was again.
    """

    name: str
    sender: str
    form: str
    outcome: Word
    sentence: str
    entries: int
    at: int
    spans: tuple[Span, ...] = ()
    first: int = 0

    @property
    def came(self) -> int:
        """When it was taken in first."""
        return self.first or self.at


def taken(connection: Connection) -> list[Taken]:
    """Every bundle that was taken in, newest first."""
    found = [msgspec.msgpack.decode(value, type=Taken) for _key, value in local.starting_with(connection, _TAKEN)]
    return sorted(found, key=lambda each: -each.at)


def came_at(connection: Connection) -> Callable[[str, int], int | None]:
    """(chain, place) -> when the entry there first came with a bundle (ms UTC); None for this store's own, or if nobody noted."""
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for each in taken(connection):
        for span in each.spans:
            spans.setdefault(span.chain, []).append((each.came, span.first, span.last))

    def of(chain: str, seq: int) -> int | None:
        return min((at for at, first, last in spans.get(chain, ()) if first <= seq <= last), default=None)

    return of


def lacks(book: Book, device: str) -> bool:
    """Whether something that a device sent has not come: a bundle for this device, or records before others."""
    row = book.connection.exec_driver_sql("SELECT count(DISTINCT seq), max(seq) FROM chain WHERE device = ?", (device,)).first()
    return bool(_got_from(book.connection, device).missing) or bool(row and row[1] and row[0] != row[1])


def read_before(connection: Connection) -> set[str]:
    """Names of files that were taken in already, so that a folder is not read over and over."""
    return {key.removeprefix(_TAKEN) for key, _value in local.starting_with(connection, _TAKEN)}


class Aside(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was not taken in: its name as it came, why, and when. The file itself stays where it is.

    sender, number: the device that its clear header names and its count, "" and 0 where that cannot be read; unproven.
    """

    name: str
    reason: str
    sentence: str
    at: int
    sender: str = ""
    number: int = 0


def set_aside(book: Book, path: Path, error: BundleRefused, now: int) -> Outcome:
    """Remember a refused file with its reason."""
    found = clear_header(path)
    sender, number = (found.device, found.number) if found else ("", 0)
    told = Aside(name=path.name[-80:], reason=error.reason, sentence=error.sentence, at=now, sender=sender, number=number)
    local.put(book.connection, f"{_ASIDE}{told.name}", msgspec.msgpack.encode(told))
    return Outcome(path.name, "set_aside", error.reason, error.sentence, 0)


def aside(connection: Connection) -> list[Aside]:
    """Every file that was not taken in, newest first."""
    found = [msgspec.msgpack.decode(value, type=Aside) for _key, value in local.starting_with(connection, _ASIDE)]
    return sorted(found, key=lambda each: -each.at)
