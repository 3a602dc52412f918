"""Causal order within a stream: which entry was written knowing which, without trusting any clock."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

After = Mapping[bytes, Sequence[bytes]]


class Placed(Protocol):
    """An entry, or its envelope: what is needed to place it."""

    @property
    def hash(self) -> bytes:
        """What others name it by."""

    @property
    def device(self) -> str:
        """Whose chain it stands in."""

    @property
    def seq(self) -> int:
        """At which place there."""

    @property
    def at(self) -> int:
        """When it was written, by that device's clock."""

    @property
    def after(self) -> Sequence[bytes]:
        """The latest that its author knew."""


P = TypeVar("P", bound=Placed)


def follows(after: After, later: bytes, earlier: bytes) -> bool:
    """Whether `later` was written by someone who knew `earlier`, directly or through others."""
    seen: set[bytes] = set()
    waiting = list(after.get(later, ()))
    while waiting:
        each = waiting.pop()
        if each == earlier:
            return True
        if each not in seen:
            seen.add(each)
            waiting.extend(after.get(each, ()))
    return False


def causal(entries: Iterable[P]) -> list[P]:
    """Entries so that none stands before one that it follows. What is not among them is passed over."""
    given = list(entries)
    by_hash = {entry.hash: entry for entry in given}
    if _is_causal(given, set(by_hash)):
        return given
    given.sort(key=_rank)  # as nearly all clocks have it
    if _is_causal(given, set(by_hash)):
        return given
    unmet = {h: sum(parent in by_hash for parent in e.after) for h, e in by_hash.items()}
    children: dict[bytes, list[bytes]] = {}
    for entry in by_hash.values():
        for parent in entry.after:
            if parent in by_hash:
                children.setdefault(parent, []).append(entry.hash)
    ready = [_rank(by_hash[h]) for h, count in unmet.items() if not count]
    heapq.heapify(ready)
    ordered: list[P] = []
    while ready:
        *_, digest = heapq.heappop(ready)
        ordered.append(by_hash[digest])
        for child in children.get(digest, ()):
            unmet[child] -= 1
            if not unmet[child]:
                heapq.heappush(ready, _rank(by_hash[child]))
    return ordered


def _is_causal(given: Sequence[Placed], ahead: set[bytes]) -> bool:
    """Whether entries already stand in an order that will do, as those of one device always do."""
    for entry in given:
        ahead.discard(entry.hash)
        if not ahead.isdisjoint(entry.after):
            return False
    return True


def _rank(entry: Placed) -> tuple[int, str, int, bytes]:
    return (entry.at, entry.device, entry.seq, entry.hash)
