"""From a passphrase to a key: Argon2id, how hard it is made, and the most that a file may ask for."""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Callable

import msgspec
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from fieldapp.errors import Trouble
from fieldapp.text import _

SALT_BYTES = 16
_MIB = 1024
LEAST_MEMORY, MOST_MEMORY = 64 * _MIB, 512 * _MIB
MOST_LANES, MOST_ITERATIONS = 16, 64
_LANES, _ITERATIONS = 4, 3
_AIM, _SHORTEST, _LONGEST = 0.75, 0.5, 1.0
_ROUNDS = 6


class Cost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one guess costs: KiB of memory, lanes worked in parallel, passes over the memory."""

    memory_kib: int
    lanes: int
    iterations: int

    def is_bearable(self) -> bool:
        """Whether a file may ask for this: a hostile one must not take all memory, nor run for hours."""
        return (
            1 <= self.lanes <= MOST_LANES
            and 1 <= self.iterations <= MOST_ITERATIONS
            and 8 * self.lanes <= self.memory_kib <= MOST_MEMORY
        )


Measure = Callable[[Cost], float]


def derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The 32-byte key of a passphrase. Takes as long as `cost` says, and frees the interpreter meanwhile."""
    try:
        return Argon2id(salt=salt, length=32, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib).derive(
            _as_typed(passphrase)
        )
    except MemoryError as short:
        raise Trouble(
            _("There is not enough free memory to unlock ({n} MB are needed). Close other programs and try again.").format(
                n=cost.memory_kib // _MIB
            ),
            _("Nothing was changed."),
        ) from short


def calibrate(measure: Measure | None = None) -> Cost:
    """The cost at which one unlock takes 0.5 to 1 second here: memory first (64 to 512 MiB), then passes.

    `measure` gives the seconds that a cost takes; only tests bring their own.
    """
    measure = measure or _seconds
    cost = Cost(LEAST_MEMORY, _LANES, _ITERATIONS)
    for _round in range(_ROUNDS):
        try:
            taken = max(measure(cost), 1e-6)
        except Trouble:
            return _with_memory(cost, cost.memory_kib // 2)
        if _SHORTEST <= taken <= _LONGEST:
            break
        better = _nearer(cost, _AIM / taken)
        if better == cost:
            break
        cost = better
    return cost


def _nearer(cost: Cost, factor: float) -> Cost:
    """A cost about `factor` times as high; passes change only where the memory is at its limit."""
    wanted = cost.memory_kib * cost.iterations * factor
    memory = _with_memory(cost, int(wanted / _ITERATIONS)).memory_kib
    iterations = max(1, min(MOST_ITERATIONS, round(wanted / memory)))
    return Cost(memory, cost.lanes, iterations)


def _with_memory(cost: Cost, memory_kib: int) -> Cost:
    whole = memory_kib // _MIB * _MIB
    return Cost(max(LEAST_MEMORY, min(MOST_MEMORY, whole)), cost.lanes, cost.iterations)


def _seconds(cost: Cost) -> float:
    begun = time.perf_counter()
    derive("how long does it take here", os.urandom(SALT_BYTES), cost)
    return time.perf_counter() - begun


def _as_typed(passphrase: str) -> bytes:
    """One form for the same keys on every keyboard: accents composed or not are one passphrase (SP 800-63B, NFKC)."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
