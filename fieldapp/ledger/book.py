"""The book: writing an entry here, taking in entries from elsewhere, and reading them back."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection

from fieldapp.clock import HOME_ZONE, Instant
from fieldapp.errors import Bug
from fieldapp.ledger import erasing, resting, withdrawing
from fieldapp.ledger.admitted import Admitted
from fieldapp.ledger.asked import asked
from fieldapp.ledger.entry import BODY_CAP, GENESIS, Entry, Sealed, commitment_of, hash_of
from fieldapp.ledger.forking import mark_forks
from fieldapp.ledger.ids import access_chain, device_stream
from fieldapp.ledger.judging import FOREVER, Judge, MayWrite, Terms
from fieldapp.ledger.kinds import Fact, body_of
from fieldapp.ledger.placing import AMONG, Placing
from fieldapp.ledger.reading import Read, Reading
from fieldapp.ledger.rows import Gathered
from fieldapp.ledger.signing import Pen
from fieldapp.ledger.stored import COLUMNS, INSERT, as_row, from_row
from fieldapp.turns import give_way

_CHAIN = "INSERT OR IGNORE INTO chain (device, seq, hash, stream) VALUES (?, ?, ?, ?)"


class Book:
    """The ledger over one open connection; nothing else writes entries or rows. Transactions are the caller's."""

    def __init__(self, connection: Connection, reading: Reading, may_write: MayWrite, terms: Terms = FOREVER) -> None:
        self.connection = connection
        self.reading = reading
        self.judge = Judge(may_write, terms)

    # -- writing

    def write(self, pen: Pen, stream: str, fact: Fact, at: Instant, zone: str = HOME_ZONE) -> Entry:
        """Sign and add one entry of this device, and fold it; it follows everything the stream has here."""
        device = access_chain(pen.device) if fact.access else pen.device
        seq, prev = self.last(device)
        tips = () if fact.access else tuple(sorted(self.tips(stream)))
        body = body_of(fact)
        if len(body) > BODY_CAP:
            raise Bug("an entry grew larger than any bundle takes", "LEDGER-BODY-CAP")
        sealed = Sealed(secrets.token_bytes(32), fact.kind, fact.version, zone, body)
        if self.reading.kinds.read(sealed) is None:
            raise Bug("an entry is not what its kind says", "LEDGER-BODY-FORM")
        bare = Entry(b"", device, seq + 1, prev, at, stream, pen.actor, fact.audience, tips, commitment_of(sealed), b"", sealed)
        digest = hash_of(bare)
        entry = Entry(
            digest, device, seq + 1, prev, at, stream, pen.actor, fact.audience, tips, bare.commitment, pen.sign(digest), sealed
        )
        self.connection.exec_driver_sql(INSERT, as_row(entry))
        self.connection.exec_driver_sql(_CHAIN, (device, entry.seq, digest, stream))
        if not fact.access:
            self._advance(stream, digest)
            self._put(self.reading.gather_said([(entry, fact)]), Placing(self.connection), [entry], linear=True)
        self.judge.bar(self.connection, [entry])
        self._withdraw({stream})
        if self._carry_out([entry]):
            self.refold([stream])
        return entry

    def write_access(self, pen: Pen, fact: Fact, at: Instant) -> Entry:
        """Add an access entry, in the device's own stream and its access chain."""
        return self.write(pen, device_stream(pen.device), fact, at)

    def _advance(self, stream: str, digest: bytes) -> None:
        self.connection.exec_driver_sql("DELETE FROM tip WHERE stream = ?", (stream,))
        self.connection.exec_driver_sql("INSERT INTO tip (stream, hash) VALUES (?, ?)", (stream, digest))

    # -- taking in

    def admit(self, entries: Sequence[Entry]) -> Admitted:
        """Add entries that were verified elsewhere; known ones are passed over, a body that was missing is taken."""
        return self.take_in(self.read(entries))

    def read(self, entries: Sequence[Entry]) -> Read:
        """The first half of that, which asks nothing of the store: another thread may do it."""
        return Read(entries, [as_row(entry) for entry in entries], self.reading.gather(entries))

    def take_in(self, read: Read) -> Admitted:
        """The second half."""
        kept = erasing.without_destroyed(self.connection, self.reading.kinds, read.entries)
        read = read if kept is read.entries else self.read(kept)
        done, entries = Admitted(), read.entries
        fresh: dict[bytes, Entry] = {}
        spoken: list[Entry] = []
        present = self._present(entries)
        for entry in entries:
            give_way()
            known, bare = entry.hash in present, not present.get(entry.hash, False)
            done.known += known
            done.new += not known
            if known and not (bare and entry.sealed):
                continue
            if known and entry.hash not in fresh:
                spoken += self._take_body(entry)
            else:  # also one that came bare a moment ago, in this very batch
                fresh[entry.hash] = entry
            present[entry.hash] = entry.sealed is not None
            if known or not entry.device.endswith("/access"):
                done.streams.add(entry.stream)
            if entry.sealed:
                done.kinds.add(entry.sealed.kind)
        self._insert(list(fresh.values()), read, done)
        if not done.kinds.isdisjoint(self.reading.kinds.orders):
            done.destroyed += self._carry_out([*spoken, *fresh.values()])
        return done

    def _insert(self, fresh: list[Entry], read: Read, done: Admitted) -> None:
        if not fresh:
            return
        done.forked = mark_forks(self.connection, fresh)
        rows = read.rows if len(fresh) == len(read.entries) else [as_row(entry) for entry in fresh]
        self.connection.exec_driver_sql(INSERT, rows)
        self.connection.exec_driver_sql(_CHAIN, [(e.device, e.seq, e.hash, e.stream) for e in fresh])
        self._mark_stale(self._fold_in(fresh, read.gathered))
        barred, late = self.judge.bar(self.connection, fresh)
        done.barred, done.late = done.barred + barred, done.late + late
        self._withdraw({entry.stream for entry in fresh})

    def _withdraw(self, streams: Collection[str], once: Iterable[str] = ()) -> None:
        """Where something was withdrawn, everything of that stream is judged again: it may come late, or be put back.

        once: where something was, until the words of the withdrawal itself were destroyed.
        """
        for stream in sorted({*withdrawing.streams(self.connection, streams), *once}):
            before = self._barred(stream)
            self.connection.exec_driver_sql("DELETE FROM barred WHERE stream = ?", (stream,))
            self.judge.bar(self.connection, self.stream(stream))
            withdrawing.bar(self.connection, self.reading.kinds, stream)
            if self._barred(stream) != before:
                resting.wake(self.connection)  # what hangs on it may stand in other streams

    def _barred(self, stream: str) -> set[bytes]:
        return {row[0] for row in asked(self.connection, "SELECT entry FROM barred WHERE stream = ?", stream)}

    def _present(self, entries: Sequence[Entry]) -> dict[bytes, bool]:
        """Which of these entries are here already, and whether with their body; by place in the chain, which is clustered."""
        if not entries:
            return {}
        found: dict[bytes, bool] = {}
        spans: dict[str, tuple[int, int]] = {}
        for entry in entries:
            low, high = spans.get(entry.device, (entry.seq, entry.seq))
            spans[entry.device] = (min(low, entry.seq), max(high, entry.seq))
        for device, (low, high) in spans.items():
            rows = self.connection.exec_driver_sql(
                "SELECT c.hash, e.body IS NOT NULL FROM chain c JOIN entry e ON e.stream = c.stream AND e.hash = c.hash"
                " WHERE c.device = ? AND c.seq BETWEEN ? AND ?",
                (device, low, high),
            )
            found.update((row[0], bool(row[1])) for row in rows)
        return found

    def _take_body(self, entry: Entry) -> list[Entry]:
        """The entry, where its words were taken; orders among these are carried out once everything that came with them is in."""
        sealed = entry.sealed
        if sealed is None or commitment_of(sealed) != entry.commitment:
            return []
        self.connection.exec_driver_sql(
            "UPDATE entry SET salt = ?, kind = ?, version = ?, zone = ?, body = ? WHERE stream = ? AND hash = ?",
            (sealed.salt, sealed.kind, sealed.version, sealed.zone, sealed.body, entry.stream, entry.hash),
        )
        self._mark_stale({entry.stream})
        self.judge.bar(self.connection, [entry])
        return [entry]

    def _carry_out(self, entries: Iterable[Entry]) -> int:
        """Erase what orders among these entries name; returns how many bodies went."""
        erased = erasing.carry_out(self.connection, self.reading.kinds, entries)
        self._mark_stale(erased)
        return sum(erased.values())

    # -- folding

    def _mark_stale(self, streams: Collection[str]) -> None:
        marked = [(stream,) for stream in sorted(streams)]
        if marked:
            self.connection.exec_driver_sql("INSERT OR IGNORE INTO stale (stream) VALUES (?)", marked)
            resting.wake(self.connection, streams)

    def _fold_in(self, entries: Iterable[Entry], gathered: Gathered) -> set[str]:
        """Place and fold entries that are already in the table; returns streams where one came that others here followed."""
        placing = Placing(self.connection)
        placed = placing.take(entry for entry in entries if not entry.device.endswith("/access"))
        self._put(gathered, placing, placed, linear=False)
        return placing.late

    def _put(self, gathered: Gathered, placing: Placing, placed: Iterable[Entry], *, linear: bool) -> None:
        gathered.put(self.connection)
        placing.settle([(entry, subject) for entry in placed for subject in gathered.says.get(entry.hash, ())], linear=linear)

    def refold(self, streams: Sequence[str]) -> None:
        """Make the rows of some streams anew from their entries."""
        among = (json.dumps(streams),)
        rows = self.connection.exec_driver_sql(f"SELECT {COLUMNS} FROM entry e WHERE e.{AMONG}", among)  # noqa: S608
        entries = [from_row(row) for row in rows.fetchall()]
        once = withdrawing.streams(self.connection, streams)
        for table in self._folded():
            self.connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE {AMONG}', among)  # noqa: S608 - names are ours
        self._fold_in(entries, self.reading.gather(entries))
        self._withdraw(streams, once)

    def wipe(self) -> None:
        """Let go of all rows, before every stream is folded anew."""
        for table in (*self._folded(), "rested"):
            self.connection.exec_driver_sql(f'DELETE FROM "{table}"')  # noqa: S608 - names are ours

    def _folded(self) -> tuple[str, ...]:
        return (*(into.name for into in self.reading.tables), "version", "link", "tip", "awaited", "stale")

    # -- reading back

    def last(self, device: str) -> tuple[int, bytes]:
        """Place and hash of the last entry of a device's chain; (0, zeros) before the first."""
        rows = asked(self.connection, "SELECT seq, hash FROM chain WHERE device = ? ORDER BY seq DESC, hash LIMIT 1", device)
        return (rows[0][0], rows[0][1]) if rows else (0, GENESIS)

    def holds(self, device: str, seq: int, digest: bytes) -> bool:
        """Whether this entry stands at this place of a device's chain here."""
        return bool(asked(self.connection, "SELECT 1 FROM chain WHERE device = ? AND seq = ? AND hash = ?", device, seq, digest))

    def tips(self, stream: str) -> set[bytes]:
        """The latest entries of a stream that are known here."""
        return {row[0] for row in asked(self.connection, "SELECT hash FROM tip WHERE stream = ?", stream)}

    def stream(self, stream: str) -> Iterator[Entry]:
        """The entries of a stream, in no order that means anything."""
        rows = self.connection.exec_driver_sql(f"SELECT {COLUMNS} FROM entry e WHERE e.stream = ?", (stream,))  # noqa: S608
        return map(from_row, rows)

    def range(self, device: str, first: int = 1, last: int = 2**62) -> Iterator[Entry]:
        """A device's entries by place, both ends included."""
        rows = self.connection.exec_driver_sql(
            f"SELECT {COLUMNS} FROM chain c JOIN entry e ON e.stream = c.stream AND e.hash = c.hash"  # noqa: S608
            " WHERE c.device = ? AND c.seq BETWEEN ? AND ? ORDER BY c.seq",
            (device, first, last),
        )
        return map(from_row, rows)

    def pages(self, device: str, size: int) -> Iterator[list[tuple[int, bytes, Entry | None]]]:
        """Place, hash and entry, so many at a time; None where the entry is gone. Between two of them anything may be written."""
        seq, digest = -1, b""
        while True:
            rows = self.connection.exec_driver_sql(
                f"SELECT c.seq, c.hash, {COLUMNS} FROM chain c"  # noqa: S608
                " LEFT JOIN entry e ON e.stream = c.stream AND e.hash = c.hash"
                " WHERE c.device = ? AND (c.seq, c.hash) > (?, ?) ORDER BY c.seq, c.hash LIMIT ?",
                (device, seq, digest, size),
            )
            page = [tuple(row) for row in rows]
            if not page:
                return
            yield [(row[0], row[1], from_row(row[2:]) if row[2] is not None else None) for row in page]
            seq, digest = page[-1][:2]

    def devices(self) -> tuple[str, ...]:
        """Every chain of which an entry is held, access chains included."""
        return tuple(row[0] for row in self.connection.exec_driver_sql("SELECT DISTINCT device FROM chain ORDER BY device"))

    def find(self, stream: str, digest: bytes) -> Entry | None:
        """One entry by its key."""
        row = self.connection.exec_driver_sql(
            f"SELECT {COLUMNS} FROM entry e WHERE e.stream = ? AND e.hash = ?",  # noqa: S608
            (stream, digest),
        ).first()
        return from_row(row) if row else None

    def judge_again(self) -> None:
        """Work out anew who lacked the right, after the roster changed; an order that has it now is carried out."""
        resting.wake(self.connection)
        orders = self.judge.again(self.connection, self.reading.kinds.orders)
        for stream in withdrawing.streams(self.connection):
            withdrawing.bar(self.connection, self.reading.kinds, stream)
        self._carry_out(orders)
