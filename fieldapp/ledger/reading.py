"""Reading: how this version of the app understands entries, and what they come to before anything is put into a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fieldapp.clock import HOME_ZONE
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import Fact, Kinds
from fieldapp.ledger.rows import Folds, Gathered, Into, Known
from fieldapp.turns import give_way


@dataclass(frozen=True, slots=True)
class Read:
    """Entries that were read: each as its row of the table of entries, and what all of them make."""

    entries: Sequence[Entry]
    rows: Sequence[tuple[object, ...]]
    gathered: Gathered


@dataclass(frozen=True, slots=True)
class Reading:
    """The app's kinds, their folds, and the tables that those fill. Nothing here asks the store: any thread may do it."""

    kinds: Kinds
    folds: Folds
    tables: tuple[Into, ...]

    def gather(self, entries: Iterable[Entry]) -> Gathered:
        """What entries make; nothing where one cannot be read here."""
        return self.gather_said(self._read_each(entries))

    def _read_each(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, Fact | None]]:
        for entry in entries:
            give_way()
            if entry.sealed:
                yield entry, self.kinds.read(entry.sealed)

    def gather_said(self, said: Iterable[tuple[Entry, Fact | None]]) -> Gathered:
        """What entries make that were read before. They are gone through one at a time: facts are far larger than their rows."""
        gathered = Gathered()
        for entry, fact in said:
            fold = self.folds.get(type(fact)) if fact is not None else None
            if fold is not None and not entry.device.endswith("/access"):
                gathered.take(entry, fold(_known(entry), fact))
        gathered.order()
        return gathered


def _known(entry: Entry) -> Known:
    zone = entry.sealed.zone if entry.sealed else HOME_ZONE
    return Known(entry.stream, entry.hash, entry.device, entry.seq, entry.at, entry.actor, zone)
