"""Reading: how this version of the app understands entries, and what they come to before anything is put into a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldapp.clock import HOME_ZONE
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import Fact, Kinds
from fieldapp.ledger.rows import Folded, Folds, Into, Known

Made = Mapping[bytes, Sequence[Folded]]
"""What each entry makes, by its hash; entries that make nothing are not in it."""


@dataclass(frozen=True, slots=True)
class Read:
    """Entries, and what they make."""

    entries: Sequence[Entry]
    made: Made


@dataclass(frozen=True, slots=True)
class Reading:
    """The app's kinds, their folds, and the tables that those fill. Nothing here asks the store: any thread may do it."""

    kinds: Kinds
    folds: Folds
    tables: tuple[Into, ...]

    def read(self, entries: Sequence[Entry]) -> Read:
        """What entries make, before they are put anywhere."""
        made = ((entry.hash, self.made(entry)) for entry in entries if not entry.device.endswith("/access"))
        return Read(entries, {digest: folded for digest, folded in made if folded})

    def made(self, entry: Entry, fact: Fact | None = None) -> tuple[Folded, ...]:
        """What one entry makes; nothing where it cannot be read here. fact: what it says, if that was read before."""
        if fact is None and entry.sealed:
            fact = self.kinds.read(entry.sealed)
        fold = self.folds.get(type(fact)) if fact is not None else None
        return tuple(fold(known_of(entry), fact)) if fold else ()


def known_of(entry: Entry) -> Known:
    """What a fold may know of an entry."""
    zone = entry.sealed.zone if entry.sealed else HOME_ZONE
    return Known(entry.stream, entry.hash, entry.device, entry.seq, entry.at, entry.actor, zone)
