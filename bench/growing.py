"""Growing: opening a supervisor's store, *Monday*, *Today* and looking a youth up, with a short and with a very long history; as
many are missing.
"""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.case import fill
from bench.county import County
from bench.figures import Figure, at_most_times, seen
from bench.sizes import Size
from bench.unlock import time_the_key
from fieldapp import clock
from fieldapp.desk import opening, quiet
from fieldapp.desk.desk import Desk, run_through
from fieldapp.desk.lookup import lookup
from fieldapp.desk.mondayfile import mondayfile
from fieldapp.desk.overview import today

_TIMES, _TURNS = 1.1, 15


def measure(size: Size) -> Iterator[Figure]:
    """What a person waits for, in the store of a long history beside that of a short one; and where the long one is of very many
    youths, who are more to look through and more that are found.
    """
    with TemporaryDirectory(prefix="bench-") as at:
        made = [_made(Path(at) / str(number), *each) for number, each in enumerate(size.grown)]
        short, long, many = _in_turn(made)
    entries, youths = size.grown[2]
    for what, now in long.items():
        yield at_most_times(f"{what} with {size.grown[1][0]:,} entries", now, _TIMES, short[what], f"with {size.grown[0][0]:,}")
    for what, now in many.items():
        yield seen(f"{what}, {entries:,} entries of {youths:,} youths", now)


def _made(at: Path, entries: int, people: int) -> tuple[County, Path]:
    at.mkdir()
    county = County(at)
    place = county.store("supervisor")
    desk = county.unlocked(place, "supervisor")
    fill(county, desk, entries, people, missing_now=2)
    run_through(quiet.let_rest(desk))
    desk.close()
    return county, place


def _in_turn(made: Sequence[tuple[County, Path]]) -> list[dict[str, float]]:
    """Of each store the medians, ms: one after the other in each turn, so that whatever else the machine does meets each."""
    figures = [defaultdict[str, list[float]](list) for _each in made]
    derived, since = time_the_key(), clock.now() - 3 * clock.DAY
    for _turn in range(_TURNS):
        for (county, place), into in zip(made, figures, strict=True):
            milliseconds, desk = _opened(county, place, derived)
            desk.close()
            into["Opening, beyond the key"].append(milliseconds)
    for (county, place), into in zip(made, figures, strict=True):
        desk = _opened(county, place, derived)[1]
        run_through(mondayfile(desk, since))
        desk.ask(today)
        lookup(desk, "sample")
        for _turn in range(_TURNS):
            into["Monday"].append(_took(lambda desk=desk: run_through(mondayfile(desk, since))))
            into["Today"].append(_took(lambda desk=desk: desk.ask(today)))
            into["Looking a youth up"].append(_took(lambda desk=desk: lookup(desk, "sample0001")))
        desk.close()
    return [{what: statistics.median(taken) for what, taken in each.items()} for each in figures]


def _opened(county: County, place: Path, derived: list[float]) -> tuple[float, Desk]:
    """ms beyond the derivation of the key, which is timed by itself."""
    derived.clear()
    began = time.perf_counter()
    desk = opening.unlock(place, county.passphrase("supervisor"), county.told, read_at_once=True)
    return (time.perf_counter() - began) * 1_000 - sum(derived), desk


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1_000
