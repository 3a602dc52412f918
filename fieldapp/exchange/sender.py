"""A store as the sender of bundles: under which names its person wrote here, and what of each chain is its own to send."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fieldapp.exchange.header import Span
from fieldapp.exchange.keys import DeviceKeys
from fieldapp.ledger.book import Book
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.forking import is_forked
from fieldapp.ledger.ids import access_chain


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: person, device and keys, the roster's version known here, the devices that this store was before, and where what
    was written here of each of their chains ends.
    """

    person: str
    device: str
    keys: DeviceKeys
    roster_version: int
    before: tuple[str, ...] = ()
    ends: Mapping[str, tuple[int, bytes]] = field(default_factory=dict)

    @property
    def chains(self) -> tuple[str, ...]:
        """Every chain that was written here, this device's own first."""
        return tuple(chain for each in (self.device, *self.before) for chain in (each, access_chain(each)))

    def end(self, book: Book, chain: str) -> tuple[int, bytes]:
        """Place and hash of the last entry of a chain that was written here."""
        return self.ends.get(chain) or book.last(chain)

    def written(self, book: Book, span: Span) -> Iterable[Entry]:
        """The entries of a span of one of these chains. A copy of the laptop may have written others at the same places, which
        came here from elsewhere: they are not among them, since they would not hold in one row.
        """
        found = book.range(span.chain, span.first, span.last)
        if not is_forked(book.connection, span.chain):
            return found
        held = {entry.hash: entry for entry in found}
        row, digest = list[Entry](), self.end(book, span.chain)[1]
        while digest in held:
            row.append(held[digest])
            digest = held[digest].prev
        return reversed(row)
