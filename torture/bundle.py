"""Row 14: a bundle with any byte changed, cut anywhere, its chunks permuted, dropped or doubled; nothing of it is accepted."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from itertools import permutations

from fieldapp.exchange import header as head
from fieldapp.exchange.content import CHUNK, TAG
from fieldapp.exchange.suites import FX1
from torture.counts import Counts
from torture.found import Findings, Row, row
from torture.taking import Taker, bundle_of, taking

_GOAL = "0 accepted, nothing else raised"
_CHUNKS = 6
_MOST_ORDERS = 720


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """A small bundle byte by byte, and one of several chunks."""
    found = Findings()
    with taking(found) as (made, taker, worker):
        whole = bundle_of(made, worker, taker.desk)
        _must_be_whole(taker, whole)
        done = _flips(taker, whole, counts.stride, dice)
        yield row("#14", f"one bit flipped in a byte of a bundle ({len(whole):,})", done, found, taker.seen, _GOAL)
    found = Findings()
    with taking(found) as (made, taker, worker):
        whole = bundle_of(made, worker, taker.desk)
        _must_be_whole(taker, whole)
        done = _cuts(taker, whole, counts.stride)
        yield row("#14", "a bundle cut at a length", done, found, taker.seen, _GOAL)
    found = Findings()
    with taking(found) as (made, taker, worker):
        many = bundle_of(made, worker, taker.desk, dice.randbytes(CHUNK * (_CHUNKS - 1)))
        other = bundle_of(made, worker, taker.desk, dice.randbytes(CHUNK * (_CHUNKS - 1)))
        _must_be_whole(taker, many)
        done = _orders(taker, many, other, counts.stride)
        yield row("#14", "chunks permuted, dropped, doubled, added, another's", done, found, taker.seen, _GOAL)


def _must_be_whole(taker: Taker, whole: bytes) -> None:
    if not taker.put(whole, "whole"):
        taker.found.add("the whole bundle is not accepted", taker.seen)


def _flips(taker: Taker, whole: bytes, stride: int, dice: random.Random) -> int:
    """In place, so that each costs one byte written and one put back."""
    taker.path.write_bytes(whole)
    places = range(dice.randrange(stride), len(whole), stride)
    with taker.path.open("r+b", buffering=0) as file:
        for place in places:
            os.pwrite(file.fileno(), bytes([whole[place] ^ 1 << dice.randrange(8)]), place)
            if taker.tries(f"byte {place}"):
                taker.found.add("accepted with a bit flipped", f"byte {place}")
            os.pwrite(file.fileno(), whole[place : place + 1], place)
    return len(places)


def _cuts(taker: Taker, whole: bytes, stride: int) -> int:
    """From its end, a byte less each time."""
    taker.path.write_bytes(whole)
    lengths = range(len(whole) - 1, -1, -stride)
    for length in lengths:
        os.truncate(taker.path, length)
        if taker.tries(f"length {length}"):
            taker.found.add("accepted though cut", f"length {length}")
    return len(lengths)


def chunked(whole: bytes) -> tuple[bytes, list[bytes]]:
    """What stands before the chunks, and each of them."""
    length = int.from_bytes(whole[len(head.MARK) : len(head.MARK) + 4], "big")
    begins = len(head.MARK) + 4 + length + FX1.stanza_bytes + head.MAC_BYTES
    size = CHUNK + TAG
    return whole[:begins], [whole[start : start + size] for start in range(begins, len(whole), size)]


def _orders(taker: Taker, whole: bytes, other: bytes, stride: int) -> int:
    before, parts = chunked(whole)
    before_other, of_other = chunked(other)
    count = len(parts)
    orders = list(permutations(range(min(count, _CHUNKS))))[1:_MOST_ORDERS:stride]
    variants: list[tuple[str, bytes]] = [
        (f"order {order}", before + b"".join(parts[each] for each in order) + b"".join(parts[_CHUNKS:])) for order in orders
    ]
    for place in range(count):
        without, twice = parts[:place] + parts[place + 1 :], parts[: place + 1] + parts[place:]
        mixed = [*parts[:place], of_other[place], *parts[place + 1 :]]
        variants += [
            (f"without {place}", before + b"".join(without)),
            (f"up to {place}", before + b"".join(parts[:place])),
            (f"twice {place}", before + b"".join(twice)),
            (f"another's {place}", before + b"".join(mixed)),
            (f"and {place} again", whole + parts[place]),
        ]
    variants += [("another's chunks", before + b"".join(of_other)), ("another's head", before_other + b"".join(parts))]
    variants += [(f"{size} bytes behind", whole + bytes(size)) for size in (1, TAG, CHUNK, CHUNK + TAG)]
    for name, content in variants:
        if taker.put(content, name):
            taker.found.add("accepted with its chunks changed", name)
    return len(variants)
