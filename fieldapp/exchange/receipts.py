"""Receipts: what a device holds of another's chains, what it lacks of them, what it could not read; and what comes of that.

What is lacking goes again with the other's next sending, without anybody asking twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from fieldapp.exchange.sender import Sender
from fieldapp.exchange.sending import SentTo, sent_to, write_sent, written_at
from fieldapp.ledger.book import Book
from fieldapp.ledger.ids import access_chain

_MOST = 100
Ranges = tuple[tuple[int, int], ...]
"""Places in a chain, first and last of each stretch."""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a device holds, said to another: chain -> (contiguous place, hash). number: within the recipient's own chain · lacks:
    chain -> what is missing before something later that is held · unread: running numbers of bundles that did not come, or could
    not be read.
    """

    number: int
    holds: dict[str, tuple[int, bytes]]
    at: int
    lacks: dict[str, Ranges] = {}
    unread: tuple[int, ...] = ()


def receipt_for(book: Book, devices: Iterable[str], number: int, now: int, unread: Iterable[int] = ()) -> Receipt:
    """What this store holds, and lacks, of the chains of a sender's devices."""
    holds, lacks = {}, {}
    for chain in (chain for each in devices for chain in (each, access_chain(each))):
        holes = missing(book, chain)
        last = _held_at(book, chain, holes[0][0] - 1) if holes else book.last(chain)
        if last[0]:
            holds[chain] = last
        if holes:
            lacks[chain] = holes
    return Receipt(number=number, holds=holds, at=now, lacks=lacks, unread=tuple(unread))


def missing(book: Book, chain: str) -> Ranges:
    """What of a chain has not come, before something later that has."""
    count, last = book.connection.exec_driver_sql(
        "SELECT count(DISTINCT seq), max(seq) FROM chain WHERE device = ?", (chain,)
    ).one()
    if count == (last or 0):
        return ()
    found, before = list[tuple[int, int]](), 0
    for (seq,) in book.connection.exec_driver_sql("SELECT DISTINCT seq FROM chain WHERE device = ? ORDER BY seq", (chain,)):
        if seq > before + 1:
            found.append((before + 1, seq - 1))
        before = seq
    return tuple(found[:_MOST])


def _held_at(book: Book, chain: str, seq: int) -> tuple[int, bytes]:
    row = book.connection.exec_driver_sql(
        "SELECT hash FROM chain WHERE device = ? AND seq = ? ORDER BY hash LIMIT 1", (chain, seq)
    ).first()
    return (seq, bytes(row[0])) if row else (0, b"")


def take_receipt(book: Book, by: Sender, device: str, receipt: Receipt) -> bool:
    """Note what another device holds, and lacks; False for a receipt that tells of what was never written here: an older copy of
    the store lies here, or a copy of it writes elsewhere.

    The latest counts, told by its number and then by its time: one that says less than an earlier one is of a store that has less
    by now. Of a device that this store was before, others may hold more: what it wrote after the backup.
    """
    held = sent_to(book.connection, device)
    said: dict[str, int] = {}
    for chain, (seq, digest) in receipt.holds.items():
        if chain not in by.chains:
            continue
        last = by.end(book, chain)[0]
        if seq > last and chain not in {by.device, access_chain(by.device)}:
            said[chain] = last
        elif 0 < seq <= last and book.holds(chain, seq, digest):
            said[chain] = seq
        else:
            return False
    for chain, ranges in receipt.lacks.items():
        if chain in by.chains and ranges:
            said.setdefault(chain, max(0, ranges[0][0] - 1))
    if (receipt.number, receipt.at) >= (held.receipt, held.heard):
        held = _asked(replace(held, receipt=receipt.number, heard=receipt.at), said, receipt)
        has = {**held.has, **said}
    else:
        has = {**held.has, **{chain: max(seq, held.has.get(chain, 0)) for chain, seq in said.items()}}
    through = has.get(by.device, 0)
    left = tuple(each for each in held.left if each.last > through)
    at = written_at(book, by.device, through) or held.has_at
    write_sent(book.connection, device, replace(held, has=has, has_at=at, left=left))
    return True


def _asked(held: SentTo, said: Mapping[str, int], receipt: Receipt) -> SentTo:
    """What is lacking there, or could not be read, waits once more as if it had never been sent."""
    unread = any(number > held.answered for number in receipt.unread)
    less = {chain for chain, seq in said.items() if seq < held.has.get(chain, 0)}
    chains = set(held.sent) if unread else held.sent.keys() & (receipt.lacks.keys() | less)
    if not chains and not unread:
        return held
    sent = {chain: last for chain, last in held.sent.items() if chain not in chains}
    return replace(held, sent=sent, left=(), single=() if unread else held.single, answered=held.number, asked=bool(chains))
