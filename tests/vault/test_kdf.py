"""The cost of a guess: known answers, what a file may ask for, and calibration on machines fast and slow."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.errors import Trouble
from fieldapp.vault import kdf
from fieldapp.vault.kdf import LEAST_MEMORY, MOST_ITERATIONS, MOST_LANES, MOST_MEMORY, Cost

SALT = bytes(range(16))


def test_the_library_gives_the_answer_of_rfc_9106() -> None:
    sums = Argon2id(salt=b"\2" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\4" * 12, secret=b"\3" * 8).derive(
        b"\1" * 32
    )
    assert sums.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_a_key_depends_on_passphrase_salt_and_cost() -> None:
    keys = {
        kdf.derive("four lemons", SALT, Cost(64, 1, 1)),
        kdf.derive("four lemon", SALT, Cost(64, 1, 1)),
        kdf.derive("four lemons", SALT[::-1], Cost(64, 1, 1)),
        kdf.derive("four lemons", SALT, Cost(128, 1, 1)),
        kdf.derive("four lemons", SALT, Cost(64, 1, 2)),
        kdf.derive("four lemons", SALT, Cost(64, 2, 1)),
    }
    assert len(keys) == 6
    assert {len(key) for key in keys} == {32}


def test_accents_composed_or_not_are_one_passphrase() -> None:
    assert kdf.derive("ma\u00f1ana", SALT, Cost(64, 1, 1)) == kdf.derive("man\u0303ana", SALT, Cost(64, 1, 1))


@pytest.mark.parametrize(
    "cost",
    [
        Cost(MOST_MEMORY + 1, 4, 3),
        Cost(2**26, 4, 3),
        Cost(LEAST_MEMORY, MOST_LANES + 1, 3),
        Cost(LEAST_MEMORY, 4, MOST_ITERATIONS + 1),
        Cost(LEAST_MEMORY, 0, 3),
        Cost(LEAST_MEMORY, 4, 0),
        Cost(31, 4, 3),
        Cost(-1, 1, 1),
    ],
)
def test_a_file_may_not_ask_for_more_than_a_laptop_has(cost: Cost) -> None:
    assert not cost.is_bearable()


def test_the_most_a_file_may_ask_for_is_bearable() -> None:
    assert Cost(MOST_MEMORY, MOST_LANES, MOST_ITERATIONS).is_bearable()


@given(st.floats(0.3, 40.0), st.floats(0.0, 0.05))
def test_calibration_lands_between_half_a_second_and_one(speed: float, start: float) -> None:
    """speed: MiB worked through in a millisecond, from a tenth of a slow laptop to a fast desktop."""

    def measure(cost: Cost) -> float:
        return start + cost.memory_kib / 1024 * cost.iterations / speed / 1000

    cost = kdf.calibrate(measure)
    assert LEAST_MEMORY <= cost.memory_kib <= MOST_MEMORY
    assert cost.is_bearable()
    assert 0.5 <= measure(cost) <= 1.0


def test_a_machine_too_slow_still_pays_the_least_memory() -> None:
    cost = kdf.calibrate(lambda cost: 20.0 * cost.iterations)
    assert cost == Cost(LEAST_MEMORY, 4, 1)


def test_a_machine_beyond_all_measure_stays_within_what_a_file_may_ask() -> None:
    cost = kdf.calibrate(lambda cost: 1e-9)
    assert cost.is_bearable()


def test_calibration_takes_less_where_memory_runs_short() -> None:
    def measure(cost: Cost) -> float:
        if cost.memory_kib > 200 * 1024:
            raise Trouble("not enough memory")
        return cost.memory_kib / 1024 * cost.iterations / 2000

    assert LEAST_MEMORY <= kdf.calibrate(measure).memory_kib <= 256 * 1024


def test_too_little_memory_has_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class Starved:
        def __init__(self, **_cost: object) -> None:
            raise MemoryError

    monkeypatch.setattr(kdf, "Argon2id", Starved)
    with pytest.raises(Trouble, match="64 MB"):
        kdf.derive("four lemons", SALT, Cost(LEAST_MEMORY, 4, 3))


def test_calibration_measures_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Cost] = []
    monkeypatch.setattr(kdf, "derive", lambda passphrase, salt, cost: asked.append(cost) or b"")
    assert kdf.calibrate().is_bearable()
    assert asked[0] == Cost(LEAST_MEMORY, 4, 3)


def test_a_machine_busy_with_something_else_does_not_keep_it_busy_for_ever() -> None:
    turns: list[Cost] = []

    def measure(cost: Cost) -> float:
        turns.append(cost)
        return 5.0 if len(turns) % 2 else 0.01

    assert kdf.calibrate(measure).is_bearable()
    assert len(turns) < 10
