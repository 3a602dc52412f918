"""How much is measured: the whole run that goals are judged by, and a short one that shows that each bench runs."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.vault.kdf import Cost


@dataclass(frozen=True, slots=True)
class Size:
    """starts, unlocks: how often a process is started for it · entries, youths: of the store unlocked · notices: recorded of each
    sort · imported, imports: entries in the bundle, and how often it is taken in · names, searches: youths that
    are searched, and what is typed · grown: entries and youths of a store with a short history, of one with a long, and of one
    with a long history of very many youths · streams: youths in the bundle that is about many · cost: of trying a
    passphrase, None as set-up finds it.
    """

    starts: int
    unlocks: int
    entries: int
    youths: int
    notices: int
    imported: int
    imports: int
    names: int
    searches: int
    grown: tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
    streams: int
    cost: Cost | None


WHOLE = Size(
    starts=9,
    unlocks=7,
    entries=20_000,
    youths=300,
    notices=60,
    imported=100_000,
    imports=3,
    names=100_000,
    searches=30,
    grown=((1_000, 60), (200_000, 60), (200_000, 3_000)),
    streams=5_000,
    cost=None,
)
SHORT = Size(
    starts=1,
    unlocks=1,
    entries=300,
    youths=5,
    notices=2,
    imported=200,
    imports=1,
    names=300,
    searches=2,
    grown=((200, 5), (400, 5), (400, 8)),
    streams=8,
    cost=Cost(64, 1, 1),
)
