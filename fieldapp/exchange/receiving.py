"""Taking in: each file is verified whole before anything of it is admitted; one that will not do blocks no other."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection

from fieldapp.clock import Instant
from fieldapp.exchange import arrivals, bundle
from fieldapp.exchange.bundle import Opened
from fieldapp.exchange.header import Header, Span
from fieldapp.exchange.keys import DeviceKeys, verifier
from fieldapp.exchange.people import Roster
from fieldapp.exchange.receipts import missing
from fieldapp.exchange.refusals import refused
from fieldapp.exchange.saying import Outcome, Word, to_say
from fieldapp.exchange.setaside import aside, forget, settle
from fieldapp.exchange.validity import period, surely_by
from fieldapp.ledger import local
from fieldapp.ledger.admitted import Admitted
from fieldapp.ledger.book import Book
from fieldapp.ledger.entry import GENESIS, Entry
from fieldapp.ledger.verify import ChainCheck

BATCH = 5_000
_FROM, _TAKEN = "got/", "taken/"
_SLICE = 2_000
_MOST_MISSING = 100


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
    places: tuple[Span, ...]
    """What came, by place."""


def signing_key(roster: Roster, header: Header, now: Instant) -> bytes:
    """The sender's key; refused for a device that nobody enrolled, that was revoked, or of which nothing counts today.

    After its end records are taken all the same: each is judged by when it was written.
    """
    found = roster.find(header.device)
    if found is None or found[0].id != header.person:
        raise refused("unknown_sender")
    if found[1].revoked:
        raise refused("revoked")
    counts, today = period(*found), surely_by(roster, now)
    if not counts.has_begun(today) or (counts.has_ended(today) and header.form in {"receipt", "rules"}):
        raise refused("newer_people" if header.roster_version > roster.version else "expired")
    return found[1].signing


def verify(
    path: Path, own: str, keys: DeviceKeys, roster: Callable[[Opened], Roster], book: Book, now: Instant
) -> Generator[int, None, Verified]:
    """First pass, in slices: the whole file, its chains and signatures; BundleRefused, and nothing of it was admitted.

    Yields how many entries were gone through.
    """
    opened = bundle.open_for(path, own, keys)
    people = roster(opened)
    signing = signing_key(people, opened.header, now)
    places = list(opened.header.spans)
    checks: dict[str, ChainCheck] = {}
    holes: list[tuple[int, int]] = []
    alone = opened.header.form == "selection"
    for done, entry in enumerate(bundle.verify(opened, signing)):
        if done % _SLICE == 0:
            yield done
        if alone:
            _require_signed(people, entry)
            places.append(Span(entry.device, entry.seq, entry.seq))
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
    return Verified(opened, tuple(holes), tuple(places))


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


def came(book: Book, verified: Verified, own: str, now: Instant) -> tuple[int, ...]:
    """Note when a bundle came, and its running number for this device; returns the numbers before it that have not come."""
    header = verified.opened.header
    arrivals.note(book.connection, verified.places, now)
    got = _got_from(book.connection, header.device)
    number = header.number_for(own)
    skipped = tuple(range(max(got.ours + 1, number - _MOST_MISSING), number))
    missing = tuple(each for each in (*got.missing, *skipped) if each != number)[-_MOST_MISSING:]
    noted = replace(got, ours=max(got.ours, number), missing=missing)
    local.put(book.connection, _FROM + header.device, msgspec.msgpack.encode(noted))
    return skipped


def _got_from(connection: Connection, device: str) -> _Got:
    held = local.get(connection, _FROM + device)
    return msgspec.msgpack.decode(held, type=_Got) if held else _Got()


def judged(
    book: Book, verified: Verified, own: str, skipped: tuple[int, ...], done: Admitted, name: str, now: Instant, ended: Instant
) -> Outcome:
    """What to say of a bundle that was admitted, and what is remembered of it and of its sender.

    ended: when the sender's enrollment did, 0 where it has not.
    """
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
    reason, sentence = to_say(word, verified.holes, skipped, done, ended)
    _settle(book, header, header.number_for(own))
    told = Taken(
        name=name,
        sender=header.device,
        form=header.form,
        outcome=word,
        sentence=sentence,
        entries=done.new,
        at=now,
        late=done.late,
    )
    local.put(book.connection, _TAKEN + name, msgspec.msgpack.encode(told))
    forget(book.connection, name)
    return Outcome(name, word, reason, sentence, done.new, header.device, header.form)


def _settle(book: Book, header: Header, number: int) -> None:
    """Once a bundle is here with everything that its sender had written by then, nothing before it need be asked for any more."""
    if header.form != "range" or any(missing(book, each.chain) or book.last(each.chain)[0] < each.seq for each in header.heads):
        return
    got = _got_from(book.connection, header.device)
    local.put(book.connection, _FROM + header.device, msgspec.msgpack.encode(replace(got, missing=())))
    settle(book.connection, header.device, number)


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle that was taken in: its name, whose device sent it, what it was, what came of it, and when (ms UTC).

    late: how many of its records wait until the sender's enrollment is renewed.
    """

    name: str
    sender: str
    form: str
    outcome: Word
    sentence: str
    entries: int
    at: int
    late: int = 0


def taken(connection: Connection) -> list[Taken]:
    """Every bundle that was taken in, newest first."""
    found = [msgspec.msgpack.decode(value, type=Taken) for _key, value in local.starting_with(connection, _TAKEN)]
    return sorted(found, key=lambda each: -each.at)


def lacks(book: Book, device: str) -> bool:
    """Whether something that a device sent has not come: a bundle for this device, or records before others."""
    return bool(_got_from(book.connection, device).missing or missing(book, device))


def unread(connection: Connection, device: str) -> tuple[int, ...]:
    """Running numbers of bundles of a device that did not come, or could not be read; its next receipt asks for them."""
    damaged = (each.number for each in aside(connection) if each.asked and each.sender == device)
    return tuple(sorted({*_got_from(connection, device).missing, *damaged}))


def read_before(connection: Connection) -> set[str]:
    """Names of files that were taken in already, so that a folder is not read over and over."""
    return {key.removeprefix(_TAKEN) for key, _value in local.starting_with(connection, _TAKEN)}
