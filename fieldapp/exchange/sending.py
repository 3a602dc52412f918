"""Sending: what a recipient has not got yet, as the next bundle to them."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection

from fieldapp.exchange import bundle
from fieldapp.exchange.header import Form, Head, Header, Recipient, Span
from fieldapp.exchange.people import Device
from fieldapp.exchange.sender import Sender
from fieldapp.exchange.suites import newest_for
from fieldapp.ledger import local
from fieldapp.ledger.book import Book
from fieldapp.ledger.entry import Entry, Sealed
from fieldapp.ledger.ids import access_chain

_TO, _COUNT = "sent/", "sent-count"
_NOTHING = bytes(32)


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle with records that has no receipt yet. number: within the bundles to that device · first, last: places in the
    case chain · began, ended: when those were written · at, where: when and at which destination it was left.
    """

    number: int
    first: int
    last: int
    began: int
    ended: int
    size: int
    at: int
    where: str = ""


class SentTo(msgspec.Struct, frozen=True, kw_only=True):
    """What one device was sent, and has acknowledged. sent, has: chain -> last place · has_at: when the last of it was
    written here · left: bundles that wait for a receipt, oldest first · heard, receipt: when its last receipt was made, and that
    one's number · people: the roster's version sent to it · owed: whether a receipt to it is still to be made · single: hashes of
    entries that it was sent by themselves · asked: it has asked for something again, which the next bundle brings · answered:
    what it asks for of the bundles up to this number was sent again.
    """

    number: int = 0
    previous: bytes = _NOTHING
    sent: dict[str, int] = {}
    has: dict[str, int] = {}
    has_at: int = 0
    left: tuple[Left, ...] = ()
    heard: int = 0
    receipt: int = 0
    people: int = 0
    owed: bool = False
    single: tuple[bytes, ...] = ()
    asked: bool = False
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle ready to be put at a destination. name: `<device>/<number>-<hash>.fxb` · entries: how many are inside."""

    name: str
    content: bytes
    entries: int
    to: str


def sent_to(connection: Connection, device: str) -> SentTo:
    """What a device was sent so far."""
    held = local.get(connection, _TO + device)
    return msgspec.msgpack.decode(held, type=SentTo) if held else SentTo()


def write_sent(connection: Connection, device: str, value: SentTo) -> None:
    """Keep it."""
    local.put(connection, _TO + device, msgspec.msgpack.encode(value))


def waiting(book: Book, by: Sender, device: str) -> int:
    """How many entries of one's own case chains another has not acknowledged."""
    has = sent_to(book.connection, device).has
    return sum(max(0, by.end(book, chain)[0] - has.get(chain, 0)) for chain in (by.device, *by.before))


def received_by_none(book: Book, by: Sender, devices: Iterable[str]) -> int:
    """How many entries of one's own case chains none of these devices has acknowledged."""
    held = [sent_to(book.connection, each).has for each in devices]
    chains = (by.device, *by.before)
    return sum(max(0, by.end(book, chain)[0] - max((has.get(chain, 0) for has in held), default=0)) for chain in chains)


class Along:
    """The entries of a bundle for one recipient, and after them the files that those entries name.

    meant: audience -> whether this recipient gets the bodies; without them the chain still verifies · named: digests of an
    entry's files · cipher: a file as it lies in the store, None where it has not come here either.
    """

    def __init__(
        self,
        meant: Mapping[str, bool],
        named: Callable[[Sealed], tuple[str, ...]],
        cipher: Callable[[str], bytes | None],
    ) -> None:
        self._meant, self._named, self._cipher = meant, named, cipher
        self._digests: dict[str, None] = {}

    def entries(self, found: Iterable[Entry]) -> Iterator[Entry]:
        """Each entry as this recipient may have it."""
        for entry in found:
            given = entry if self._meant.get(entry.audience, False) else replace(entry, sealed=None)
            if given.sealed is not None:
                self._digests.update(dict.fromkeys(self._named(given.sealed)))
            yield given

    def files(self) -> Iterator[tuple[bytes, bytes]]:
        """(SHA-256, content) of each file; after the entries."""
        for digest in self._digests:
            content = self._cipher(digest)
            if content is not None:
                yield bytes.fromhex(digest), content


def next_bundle(
    book: Book, by: Sender, to: Device, now: int, along: Along, *, where: str = "", again: bool = False
) -> Made | None:
    """What this device wrote since the last that one recipient acknowledged; None if there is nothing new.

    where: the destination's name, for the list of what waits · again: also where all of it was sent before (a stick was lost).
    """
    held = sent_to(book.connection, to.id)
    spans = [span for chain in by.chains if (span := _span(book, by, chain, held, again=again))]
    case = next((span for span in spans if span.chain == by.device), None)
    if case is None:
        return None
    entries = along.entries(entry for span in spans for entry in by.written(book, span))
    made, number = _sealed(book, by, to, "range", spans, entries, along.files(), now)
    sent = {**held.sent, **{span.chain: span.last for span in spans}}
    left = _left(book, case, number, len(made.content), now, where)
    # A later bundle carries all that has no receipt, so it stands for the ones before it.
    kept = replace(
        held,
        number=number,
        previous=hashlib.sha256(made.content).digest(),
        sent=sent,
        left=(*held.left[-8:], left),
        asked=False,
    )
    write_sent(book.connection, to.id, kept)
    return dataclasses.replace(made, entries=sum(span.last - span.first + 1 for span in spans))


def _left(book: Book, case: Span, number: int, size: int, now: int, where: str) -> Left:
    first, last = written_at(book, case.chain, case.first), written_at(book, case.chain, case.last)
    return Left(number=number, first=case.first, last=case.last, began=first, ended=last, size=size, at=now, where=where)


def written_at(book: Book, chain: str, seq: int) -> int:
    """When the entry at a place of a chain was written, ms UTC; 0 where it is not held."""
    return next((entry.at for entry in book.range(chain, seq, seq)), 0)


def selection(book: Book, by: Sender, to: Device, entries: Sequence[Entry], now: int) -> Made:
    """Single entries without their neighbours, to somebody who gets none of the chain that they stand in."""
    made, number = _sealed(book, by, to, "selection", [], entries, (), now)
    held = sent_to(book.connection, to.id)
    single = tuple(sorted({*held.single, *(entry.hash for entry in entries)}))
    kept = replace(held, number=number, previous=hashlib.sha256(made.content).digest(), single=single)
    write_sent(book.connection, to.id, kept)
    return dataclasses.replace(made, entries=len(entries))


def letter(book: Book, by: Sender, to: Device, form: Form, content: bytes, now: int) -> Made:
    """A bundle that carries one file and no entries: a receipt, or a roster."""
    held = sent_to(book.connection, to.id)
    made, number = _sealed(book, by, to, form, [], (), [(hashlib.sha256(content).digest(), content)], now)
    kept = replace(held, number=number, previous=hashlib.sha256(made.content).digest())
    if form == "roster":
        kept = replace(kept, people=by.roster_version)
    elif form == "receipt":
        kept = replace(kept, owed=False)
    write_sent(book.connection, to.id, kept)
    return made


def owe_receipt(book: Book, device: str) -> None:
    """Remember that a device is owed a receipt, until one was put somewhere."""
    write_sent(book.connection, device, replace(sent_to(book.connection, device), owed=True))


def _sealed(
    book: Book,
    by: Sender,
    to: Device,
    form: Form,
    spans: list[Span],
    entries: Iterable[Entry],
    files: Iterable[tuple[bytes, bytes]],
    now: int,
) -> tuple[Made, int]:
    held = sent_to(book.connection, to.id)
    count = int(local.get(book.connection, _COUNT) or b"0") + 1
    local.put(book.connection, _COUNT, str(count).encode())
    heads = tuple(Head(chain, *book.last(chain)) for chain in (by.device, access_chain(by.device)))
    suite = newest_for([to.opens()])
    header = Header(
        suite=suite.name,
        form=form,
        person=by.person,
        device=by.device,
        number=count,
        recipients=(Recipient(to.id, held.number + 1, held.previous),),
        spans=tuple(spans),
        heads=heads,
        roster_version=by.roster_version,
        created=now,
        counted=b"",
    )
    sealed = bundle.seal(header, entries, files, [to.opens()[suite.name]], by.keys)
    name = f"{by.device}/{count:06d}-{sealed.digest.hex()[:16]}.fxb"
    return Made(name, sealed.content, 0, to.id), held.number + 1


def _span(book: Book, by: Sender, chain: str, held: SentTo, *, again: bool) -> Span | None:
    last, _hash = by.end(book, chain)
    first = held.has.get(chain, 0) + 1
    return Span(chain, first, last) if last >= first and (again or last > held.sent.get(chain, 0)) else None


def begin_anew(connection: Connection) -> None:
    """A new device has sent nothing yet; what others acknowledged of the one before they hold all the same.

    Each of them is owed word of what is held here now: what they know of the device before no longer counts.
    """
    for key, value in list(local.starting_with(connection, _TO)):
        held = msgspec.msgpack.decode(value, type=SentTo)
        write_sent(connection, key.removeprefix(_TO), SentTo(has=held.has, has_at=held.has_at, owed=True))
    local.drop(connection, _COUNT)


def send_again(connection: Connection) -> None:
    """What was left somewhere and has no receipt waits once more, for everybody: it was taken away from there."""
    for key, value in list(local.starting_with(connection, _TO)):
        held = msgspec.msgpack.decode(value, type=SentTo)
        if held.left:
            write_sent(connection, key.removeprefix(_TO), replace(held, sent=held.has, left=()))
