"""Growing: opening a store, *Today* and looking a youth up, with a short and with a very long history; as many are missing."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.case import fill
from bench.county import County, run_through
from bench.figures import Figure, at_most_times
from bench.sizes import Size
from bench.unlock import time_the_key
from fieldapp.desk import opening, quiet
from fieldapp.desk.desk import Desk
from fieldapp.desk.lookup import lookup
from fieldapp.desk.overview import today

_TIMES, _TURNS = 1.1, 9


def measure(size: Size) -> Iterator[Figure]:
    """What a person waits for, each in the store of the long history and in that of the short one."""
    with TemporaryDirectory(prefix="bench-") as at:
        short, long = (_figures(Path(at) / str(entries), entries, people) for entries, people in size.grown)
    for what, now in long.items():
        yield at_most_times(f"{what} with {size.grown[1][0]:,} entries", now, _TIMES, short[what], f"with {size.grown[0][0]:,}")


def _figures(at: Path, entries: int, people: int) -> dict[str, float]:
    at.mkdir()
    county = County(at)
    place = county.store("worker")
    desk = county.unlocked(place, "worker")
    fill(county, desk, entries, people, missing_now=2)
    run_through(quiet.let_rest(desk))
    desk.close()
    opened, shown, found, derived = [], [], [], time_the_key()
    for _turn in range(_TURNS):
        milliseconds, desk = _opened(county, place, derived)
        opened.append(milliseconds)
        desk.ask(today)
        shown.append(_took(lambda desk=desk: desk.ask(today)))
        lookup(desk, "sample")
        found.append(_took(lambda desk=desk: lookup(desk, "sample0001")))
        desk.close()
    middle = statistics.median
    return {"Opening, beyond the key": middle(opened), "Today": middle(shown), "Looking a youth up": middle(found)}


def _opened(county: County, place: Path, derived: list[float]) -> tuple[float, Desk]:
    """ms beyond the derivation of the key, which is timed by itself."""
    derived.clear()
    began = time.perf_counter()
    desk = opening.unlock(place, county.passphrase("worker"), county.told, read_at_once=True)
    return (time.perf_counter() - began) * 1_000 - sum(derived), desk


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1_000
