"""How often each thing is done: the whole run that the goals are judged by, and a short one for the suite."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """kills: processes killed at work · stride: every so manieth byte of a bundle is flipped, and so manieth length cut ·
    mutations: of a bundle's header and content · flips: of each file of a store · keys: wrong ones for each way in · guesses:
    processes killed over a wrong passphrase · places: of a journey, how many writes fail at most, 0 for all · starts: of two
    processes at once · fuzzed: runs of the fuzzer, where there is one.
    """

    kills: int
    stride: int
    mutations: int
    flips: int
    keys: int
    guesses: int
    places: int
    starts: int
    fuzzed: int


WHOLE = Counts(
    kills=1_000,
    stride=1,
    mutations=20_000,
    flips=4_000,
    keys=10_000,
    guesses=100,
    places=0,
    starts=200,
    fuzzed=10_000_000,
)
SHORT = Counts(kills=12, stride=400, mutations=300, flips=20, keys=60, guesses=12, places=1, starts=5, fuzzed=2_000)
