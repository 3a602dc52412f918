"""Whether what somebody wrote counts: by who may write it, and by when their device counted; else it is kept, and marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Protocol

from sqlalchemy import Connection

from fieldapp.clock import Instant
from fieldapp.ledger.entry import Entry

_AUTHORS = "SELECT DISTINCT actor, device, kind FROM entry WHERE kind IS NOT NULL"
_BAR_AUTHOR = "INSERT INTO barred (entry, stream) SELECT hash, stream FROM entry WHERE actor = ? AND device = ? AND kind = ?"
_BAR = "INSERT OR IGNORE INTO barred (entry, stream) VALUES (?, ?)"
_AFTER = "SELECT hash, stream, seq, at FROM entry WHERE kind IS NOT NULL AND device = ? AND at > ?"

MayWrite = Callable[[str, str, str], bool]
"""(actor, device, kind) -> whether the roster known here gives that author the right."""


class Terms(Protocol):
    """When devices count."""

    def ends(self) -> Mapping[str, Instant]:
        """Device -> the last instant of which what it writes counts; those that have no end are not named."""

    def in_time(self, device: str, seq: int, at: Instant) -> bool:
        """Whether a device counted when it wrote that, though its own time says that it was over."""


class _Forever:
    def ends(self) -> Mapping[str, Instant]:
        """None."""
        return {}

    def in_time(self, _device: str, _seq: int, _at: Instant) -> bool:
        """Always."""
        return True


FOREVER: Terms = _Forever()


class Judge:
    """Goes by the two questions, whose answers change with the roster."""

    def __init__(self, may_write: MayWrite, terms: Terms) -> None:
        self.may_write = may_write
        self._terms = terms

    def bar(self, connection: Connection, entries: Iterable[Entry]) -> tuple[int, int]:
        """Mark what was written without the right, or after the device's time. Returns how many of each."""
        may_write = cache(self.may_write)  # of one batch nearly all is by the same few, and the roster stands still meanwhile
        held, ends = [(e, e.sealed.kind) for e in entries if e.sealed], self._terms.ends()
        barred = {(e.hash, e.stream) for e, kind in held if not may_write(e.actor, e.device, kind)}
        late = {
            (e.hash, e.stream)
            for e, _kind in held
            if e.device in ends and e.at > ends[e.device] and not self._terms.in_time(e.device, e.seq, e.at)
        }
        if barred or late:
            connection.exec_driver_sql(_BAR, sorted(barred | late))
        return len(barred), len(late - barred)

    def again(self, connection: Connection) -> set[str]:
        """Mark everything anew, after the roster changed. Returns every kind that there is."""
        connection.exec_driver_sql("DELETE FROM barred")
        authors = connection.exec_driver_sql(_AUTHORS).fetchall()
        for actor, device, kind in authors:
            if not self.may_write(actor, device, kind):
                connection.exec_driver_sql(_BAR_AUTHOR, (actor, device, kind))
        for device, until in self._terms.ends().items():
            rows = connection.exec_driver_sql(_AFTER, (device, until)).fetchall()
            late = [(digest, stream) for digest, stream, seq, at in rows if not self._terms.in_time(device, seq, at)]
            if late:
                connection.exec_driver_sql(_BAR, late)
        return {row[2] for row in authors}
