"""How often each thing is done: the whole run that the goals are judged by, and a short one for the suite."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """Each field says of what; 0 where its comment says so."""

    kills: int  # processes killed in a day
    commits: int  # of a day in which the power fails
    flushes: int  # the power fails at each so manieth; 0 for the first behind each act
    cuts: int  # states that the disk is left in each time, beside what was safe
    migrations: int  # processes killed while an older store is brought up to date
    journeys: int  # in trouble, each a process of its own
    crowd: tuple[int, int, int]  # devices, bundles of theirs, entries in all
    gap: int  # ms that the window's thread may stand still while its person looks on; 0 for not looked at
    stride: int  # each so manieth byte of a bundle is flipped, and each so manieth length cut
    mutations: int  # of a bundle's header and content
    flips: int  # of each file of a store
    keys: int  # wrong ones for each way in
    guesses: int  # processes killed over a wrong passphrase
    places: int  # of an act, how many writes fail at most; 0 for all
    starts: int  # of two processes at once
    fuzzed: int  # seconds of the fuzzer, where there is one


WHOLE = Counts(
    kills=1_000,
    commits=200,
    flushes=1,
    cuts=3,
    migrations=200,
    journeys=200,
    crowd=(16, 50, 100_000),
    gap=50,
    stride=1,
    mutations=20_000,
    flips=4_000,
    keys=10_000,
    guesses=100,
    places=0,
    starts=200,
    fuzzed=600,
)
SHORT = Counts(
    kills=12,
    commits=1,
    flushes=0,
    cuts=0,
    migrations=1,
    journeys=2,
    crowd=(2, 3, 300),
    gap=0,
    stride=400,
    mutations=300,
    flips=20,
    keys=60,
    guesses=12,
    places=1,
    starts=5,
    fuzzed=5,
)
