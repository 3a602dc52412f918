"""Forks: two entries at one place of a device's chain, as a copied laptop writes them; both are kept, disputed from there on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from fieldapp.ledger.entry import Entry


def mark_forks(connection: Connection, fresh: Sequence[Entry]) -> bool:
    """Note where entries that come stand beside another at the same place of a chain; whether any does."""
    held: dict[tuple[str, int], bytes] = {}
    forks: set[tuple[str, int]] = set()
    spans: dict[str, tuple[int, int]] = {}
    for entry in fresh:
        place = (entry.device, entry.seq)
        if held.setdefault(place, entry.hash) != entry.hash:
            forks.add(place)
        low, high = spans.get(entry.device, (entry.seq, entry.seq))
        spans[entry.device] = (min(low, entry.seq), max(high, entry.seq))
    for device, (low, high) in spans.items():
        rows = connection.exec_driver_sql(
            "SELECT seq, hash FROM chain WHERE device = ? AND seq BETWEEN ? AND ?", (device, low, high)
        )
        forks.update((device, seq) for seq, digest in rows if held.get((device, seq), digest) != digest)
    for device, seq in sorted(forks):
        connection.exec_driver_sql(
            "INSERT INTO fork (device, seq) VALUES (?, ?) ON CONFLICT (device) DO UPDATE SET seq = min(seq, excluded.seq)",
            (device, seq),
        )
    return bool(forks)
