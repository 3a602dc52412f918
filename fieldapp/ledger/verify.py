"""Verification: does every chain hold, and if not, which entry and which link is the first that breaks."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fieldapp.ledger.book import Book
from fieldapp.ledger.entry import Entry, commitment_of, hash_of, is_canonical
from fieldapp.ledger.ids import access_chain
from fieldapp.ledger.signing import CHECKPOINT, signed_by

PublicKey = Callable[[str], Ed25519PublicKey | None]
"""Device id (without "/access") -> its signing key, None where the roster does not know it."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link of a device's chain that does not hold."""

    device: str
    seq: int
    entry: bytes
    link: str


def fault_of(entry: Entry) -> str | None:
    """What is wrong with one entry by itself, in one word; None where it holds."""
    word = changed(entry)
    if word is None and entry.sealed is not None and not is_canonical(entry.sealed.body):
        return "form"
    return word


def changed(entry: Entry) -> str | None:
    """Likewise of an entry that was taken in or written here: its form was looked at then, and cannot change without its hash."""
    sealed = entry.sealed
    try:
        if hash_of(entry) != entry.hash:
            return "hash"
        if sealed is not None and (commitment_of(sealed) != entry.commitment or len(sealed.salt) != 32):
            return "commitment"
    except (TypeError, AttributeError, OverflowError, struct.error):  # a database takes text where bytes were, and any number
        return "form"
    return None


class ChainCheck:
    """Checks one device's entries as they come, in order of place; keeps what is not yet covered by a signature."""

    def __init__(
        self, public: Ed25519PublicKey | None, seq: int, prev: bytes, fault: Callable[[Entry], str | None] = fault_of
    ) -> None:
        """fault: what is wrong with an entry by itself."""
        self._fault = fault
        self._public = public
        self._seq = seq
        self._prev = prev
        self._last: Entry | None = None

    def take(self, entry: Entry) -> Broken | None:
        """Check the next entry; a signature at every 256th place."""
        word = self._fault(entry)
        if word is None and entry.seq != self._seq + 1:
            word = "place"
        if word is None and entry.prev != self._prev:
            word = "previous"
        if word is None and entry.seq % CHECKPOINT == 0 and not self._signed(entry):
            word = "signature"
        if word is not None:
            return Broken(entry.device, entry.seq, entry.hash, word)
        self._seq, self._prev, self._last = entry.seq, entry.hash, entry
        return None

    def is_before(self, entry: Entry) -> bool:
        """Whether an entry stands at the next place."""
        return entry.seq == self._seq + 1

    def close(self) -> Broken | None:
        """Check the signature of the last entry taken."""
        last = self._last
        if last is None or self._signed(last):
            return None
        return Broken(last.device, last.seq, last.hash, "signature")

    def _signed(self, entry: Entry) -> bool:
        return self._public is not None and signed_by(self._public, entry.hash, entry.signature)


def check_range(entries: Iterable[Entry], public: Ed25519PublicKey | None, seq: int, prev: bytes) -> Broken | None:
    """Check a contiguous range that goes on from (seq, prev)."""
    check = ChainCheck(public, seq, prev)
    for entry in entries:
        broken = check.take(entry)
        if broken:
            return broken
    return check.close()


def verify_chains(book: Book, public_of: PublicKey, slice_size: int = 2_000) -> Iterator[tuple[int, list[Broken]]]:
    """Check every chain held here, in slices: yields (entries checked so far, first broken link of each chain so far).

    A hole (entries that never came) is no fault: the range after it is checked by itself, from its own first entry's `prev`.
    A fork is checked branch by branch.
    """
    checked, broken = 0, list[Broken]()
    for device in book.devices():
        branches = _Branches(public_of(device.removesuffix("/access")))
        for page in book.pages(device, slice_size):
            found = (branches.take(entry) if entry else Broken(device, seq, digest, "gone") for seq, digest, entry in page)
            fault = next((each for each in found if each), None)
            checked += len(page)
            yield checked, broken
            if fault:
                break
        else:
            fault = branches.close()
        if fault:
            broken.append(fault)
    yield checked, broken


class _Branches:
    """A device's entries as contiguous ranges, parted at holes and at forks; only the end of each is kept."""

    def __init__(self, public: Ed25519PublicKey | None) -> None:
        self._public = public
        self._ends: dict[bytes, ChainCheck] = {}

    def take(self, entry: Entry) -> Broken | None:
        """Check the next entry by place, in whichever range it goes on."""
        if not isinstance(entry.seq, int):  # a database takes text where a number was
            return Broken(entry.device, 0, entry.hash, "form")
        check = self._ends.get(entry.prev) if entry.seq > 1 else None
        if check is None or not check.is_before(entry):
            check = ChainCheck(self._public, entry.seq - 1, entry.prev, changed)
        else:
            del self._ends[entry.prev]
        fault = check.take(entry)
        self._ends[entry.hash] = check
        return fault

    def close(self) -> Broken | None:
        """Check the signature of each range's last entry."""
        return next((fault for check in self._ends.values() if (fault := check.close())), None)


_COUNTS = "SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM chain)"
_WITHOUT_PLACE = """
SELECT e.device, e.seq, e.hash FROM entry e
LEFT JOIN chain c ON c.device = e.device AND c.seq = e.seq AND c.hash = e.hash WHERE c.hash IS NULL
"""


def astray(book: Book, own: str) -> Iterator[Broken]:
    """Entries without their place in a chain, and places missing from this device's own chains.

    Of another device a hole is what has not come yet; what was written here never had one.
    """
    entries, places = book.connection.exec_driver_sql(_COUNTS).one()
    if entries != places:
        yield from (Broken(row[0], row[1], row[2], "place") for row in book.connection.exec_driver_sql(_WITHOUT_PLACE))
    for chain in (own, access_chain(own)):
        held = book.connection.exec_driver_sql("SELECT DISTINCT seq FROM chain WHERE device = ? ORDER BY seq", (chain,))
        missing = next((place for place, (seq,) in enumerate(held, 1) if seq != place), None)
        if missing is not None:
            yield Broken(chain, missing, b"", "missing")
