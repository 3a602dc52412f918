"""Row 23: two processes that open one store at once, again and again; exactly one may, and its lock dies with it."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fieldapp import clock
from fieldapp.desk import opening
from fieldapp.errors import FieldError, StoreInUse
from torture import child
from torture.counts import Counts
from torture.found import Findings, Row, row
from torture.unit import WORDS, unit

_PATIENCE_S = 30
_OPEN, _IN_USE = b"open", b"in use"


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """The one that opened is killed with the store open, so that each start but the first finds a stale lock."""
    found, told = Findings(), Counter[bytes]()
    with unit() as made:
        for number in range(counts.starts):
            answers = _both(made.worker, dice.uniform(0, 0.01))
            told.update(answers)
            if sorted(answers) != [_IN_USE, _OPEN]:
                found.add("not exactly one opened", f"start {number}: {answers}")
        _opens_again(made.worker, found)
    seen = f"opened {told[_OPEN]}, told that it is open {told[_IN_USE]}, each killed while open"
    yield row("#23", "two processes started on one store", counts.starts, found, seen, "exactly one opens; no stale lock")


def _both(place: Path, apart: float) -> list[bytes]:
    """Start both at one moment, give or take; what each said, once both have, and then an end with no chance to give back."""
    begin = time.monotonic() + 0.02
    running = [child.started(_opener(place, begin)), child.started(_opener(place, begin + apart))]
    end = time.monotonic() + _PATIENCE_S
    for each in running:
        while not each.lines and not each.over and time.monotonic() < end:
            each.listen(time.monotonic() + 0.001)
    said = [each.kill() for each in running]
    return [lines[0] if lines else b"nothing" for lines in said]


def _opener(place: Path, begin: float) -> child.Work:
    def work(say: child.Say) -> None:
        time.sleep(max(0.0, begin - time.monotonic()))
        try:
            desk = opening.unlock(place, WORDS, clock.now)
        except StoreInUse:
            say(_IN_USE)
        except FieldError as error:
            say(error.sentence.encode())
        else:
            say(_OPEN)
            time.sleep(_PATIENCE_S)  # with the store open, until it is killed
            desk.close()

    return work


def _opens_again(place: Path, found: Findings) -> None:
    try:
        opening.unlock(place, WORDS, clock.now).close()
    except FieldError as error:
        found.add(f"does not open after the last kill: {error.sentence}")
