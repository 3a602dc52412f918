"""Placing: where new entries stand in their streams: the latest ones, and which statement replaces which.

An entry that names all the latest entries of its stream follows everything there, which is the common case and costs no search.
Others (written elsewhere at the same time, or come late) are compared through the graph of who knew what.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection

from fieldapp.ledger.entry import Entry
from fieldapp.ledger.order import causal, follows
from fieldapp.turns import give_way

AMONG = "stream IN (SELECT value FROM json_each(?))"


class Placing:
    """Places one batch of new entries; make one for each batch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tips: dict[str, set[bytes]] = defaultdict(set)
        self._awaited: dict[str, set[bytes]] = defaultdict(set)
        self.late: set[str] = set()
        """Streams into which an entry came that others here already followed: what was compared without it must be again."""
        self._linear: set[bytes] = set()
        self._stated: dict[str, dict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
        self._read: set[str] = set()
        self._graphs: dict[str, dict[bytes, tuple[bytes, ...]]] = {}

    def take(self, entries: Iterable[Entry]) -> list[Entry]:
        """Place entries that are already in the table; returns them in causal order, stream by stream."""
        by_stream: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_stream[entry.stream].append(entry)
        before = self._load(by_stream)
        ordered: list[Entry] = []
        for stream, fresh in by_stream.items():
            placed = causal(fresh) if len(fresh) > 1 else fresh
            for entry in placed:
                give_way()
                self._place(entry, stream)
            ordered.extend(placed)
        self._store(before)
        return ordered

    def _load(self, streams: Iterable[str]) -> dict[str, tuple[frozenset[bytes], frozenset[bytes]]]:
        names = json.dumps(list(streams))
        for table, held in (("tip", self._tips), ("awaited", self._awaited)):
            rows = self._connection.exec_driver_sql(f"SELECT stream, hash FROM {table} WHERE {AMONG}", (names,))  # noqa: S608
            for stream, digest in rows:
                held[stream].add(digest)
        return {s: (frozenset(self._tips[s]), frozenset(self._awaited[s])) for s in streams}

    def _place(self, entry: Entry, stream: str) -> None:
        tips, awaited = self._tips[stream], self._awaited[stream]
        if tips <= set(entry.after):
            self._linear.add(entry.hash)
        for parent in entry.after:
            if parent in tips:
                tips.discard(parent)
            elif parent not in awaited and not self._held(stream, parent):
                awaited.add(parent)
        if entry.hash in awaited:
            awaited.discard(entry.hash)
            self.late.add(stream)
        else:
            tips.add(entry.hash)

    def _held(self, stream: str, digest: bytes) -> bool:
        row = self._connection.exec_driver_sql("SELECT 1 FROM entry WHERE stream = ? AND hash = ?", (stream, digest))
        return row.first() is not None

    def _store(self, before: dict[str, tuple[frozenset[bytes], frozenset[bytes]]]) -> None:
        for index, (table, now) in enumerate((("tip", self._tips), ("awaited", self._awaited))):
            gone = [(s, h) for s, held in before.items() for h in held[index] - now[s]]
            come = [(s, h) for s, held in before.items() for h in now[s] - held[index]]
            if gone:
                self._connection.exec_driver_sql(f"DELETE FROM {table} WHERE stream = ? AND hash = ?", gone)  # noqa: S608
            if come:
                self._connection.exec_driver_sql(f"INSERT INTO {table} (stream, hash) VALUES (?, ?)", come)  # noqa: S608

    def settle(self, says: list[tuple[Entry, str]], *, linear: bool) -> None:
        """Link each statement to the latest ones about its subject that its author knew; `linear`: it follows all that is here.

        Nobody here follows a new entry (a late one makes its stream stale), so only its own side needs a look.
        """
        if not says:
            return
        tops = self._tops({entry.stream for entry, _ in says})
        versions: list[tuple[str, str, bytes]] = []
        links: list[tuple[str, str, bytes, bytes]] = []
        for entry, subject in says:
            latest = tops[entry.stream, subject]
            straight = linear or entry.hash in self._linear
            older = set(latest) if straight else self._nearest(entry, subject)
            links.extend((entry.stream, subject, old, entry.hash) for old in sorted(older))
            latest -= older
            latest.add(entry.hash)
            versions.append((entry.stream, subject, entry.hash))
            self._stated[entry.stream][subject].add(entry.hash)
        versions.sort()  # in the order of the keys, as rows are
        self._connection.exec_driver_sql("INSERT OR IGNORE INTO version (stream, subject, entry) VALUES (?, ?, ?)", versions)
        if links:
            links.sort()
            self._connection.exec_driver_sql("INSERT OR IGNORE INTO link (stream, subject, old, new) VALUES (?, ?, ?, ?)", links)

    def _tops(self, streams: set[str]) -> dict[tuple[str, str], set[bytes]]:
        tops: dict[tuple[str, str], set[bytes]] = defaultdict(set)
        rows = self._connection.exec_driver_sql(
            f"SELECT v.stream, v.subject, v.entry FROM version v WHERE v.{AMONG} AND NOT EXISTS ("  # noqa: S608
            "SELECT 1 FROM link l WHERE l.stream = v.stream AND l.subject = v.subject AND l.old = v.entry)",
            (json.dumps(sorted(streams)),),
        )
        for stream, subject, digest in rows:
            tops[stream, subject].add(digest)
        return tops

    def _nearest(self, entry: Entry, subject: str) -> set[bytes]:
        """The latest statements about a subject that an entry follows: walk back, and stop at each one met."""
        about = self._about(entry.stream)[subject]
        after = self._graph(entry.stream)
        met: set[bytes] = set()
        seen: set[bytes] = set()
        waiting = list(after.get(entry.hash, ()))
        while waiting:
            each = waiting.pop()
            if each in seen:
                continue
            seen.add(each)
            if each in about:
                met.add(each)
            else:
                waiting.extend(after.get(each, ()))
        return {one for one in met if not any(follows(after, other, one) for other in met if other != one)}

    def _about(self, stream: str) -> dict[str, set[bytes]]:
        """Every statement of a stream, by subject: those in the table, and those of this batch, which are not there yet."""
        stated = self._stated[stream]
        if stream not in self._read:
            self._read.add(stream)
            rows = self._connection.exec_driver_sql("SELECT subject, entry FROM version WHERE stream = ?", (stream,))
            for subject, digest in rows:
                stated[subject].add(digest)
        return stated

    def _graph(self, stream: str) -> dict[bytes, tuple[bytes, ...]]:
        if stream not in self._graphs:
            rows = self._connection.exec_driver_sql("SELECT hash, after FROM entry WHERE stream = ?", (stream,))
            self._graphs[stream] = {h: split_hashes(after) for h, after in rows}
        return self._graphs[stream]


def split_hashes(joined: bytes) -> tuple[bytes, ...]:
    """Hashes of 32 bytes out of the one column that holds them."""
    return tuple(joined[i : i + 32] for i in range(0, len(joined), 32))
