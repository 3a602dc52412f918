"""Row 7: processes killed over a wrong passphrase; no guess goes uncounted, and after five the store is locked out."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

from fieldapp import clock
from fieldapp.desk import opening
from fieldapp.errors import FieldError, LockedOut
from fieldapp.vault import attempts, kdf
from fieldapp.vault.folder import StoreFolder
from fieldapp.vault.kdf import Cost
from torture import child
from torture.counts import Counts
from torture.found import Findings, Row, row
from torture.unit import WORDS, fresh, unit

_COST = Cost(8 * 1024, 1, 1)
"""Dear enough that a kill can fall in the middle of a guess."""
_APART = 20 * clock.SECOND
"""Behind the longest delay, within the quarter of an hour."""
_TRYING, _GUESSING = b"trying", b"guessing"


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """Kills at any moment of a try, store after store, each until it is locked out."""
    found, outs, guesses = Findings(), 0, 0
    with unit() as made:
        made.county.cost = _COST
        template = made.county.store("officer")
        place = fresh(template, made.county.at / "tried")
        made_here, now, kills = 0, clock.now(), 0
        length = _length(place, now)
        while kills < counts.guesses:
            now += _APART
            made_here += _killed_try(place, now, dice.uniform(0, length))
            kills += 1
            counted = len(attempts.read(StoreFolder(place).attempts))
            if counted < min(made_here, attempts.MOST):
                found.add("a guess was not counted", f"kill {kills}: {made_here} made, {counted} counted")
            if counted > attempts.MOST or made_here > attempts.MOST:
                found.add("a guess more than five", f"kill {kills}: {made_here} made, {counted} counted")
            if counted >= attempts.MOST:
                _locked_out(place, now + _APART, found, f"kill {kills}")
                outs, guesses, made_here = outs + 1, guesses + made_here, 0
                place = fresh(template, made.county.at / "tried")
    seen = f"{guesses + made_here} guesses begun, {outs} stores locked out"
    yield row("#7", "kill -9 over a wrong passphrase", counts.guesses, found, seen, "0 wrong; five, then locked out")


def _length(place: Path, now: int) -> float:
    """How long a whole try takes, in seconds."""
    began = time.monotonic()
    opening.unlock(place, _passphrase(), lambda: now).close()
    return time.monotonic() - began


def _passphrase() -> str:
    from fieldapp.demo import fiction

    return fiction.PASSPHRASES["officer"]


def _killed_try(place: Path, now: int, after: float) -> int:
    """How many guesses were begun before the kill: one, or none yet."""

    def guess(say: child.Say) -> None:
        derive = kdf.derive

        def told(passphrase: str, salt: bytes, cost: Cost) -> bytes:
            say(_GUESSING)
            return derive(passphrase, salt, cost)

        kdf.derive = told
        say(_TRYING)
        opening.unlock(place, WORDS, lambda: now)

    return sum(line == _GUESSING for line in child.killed(guess, lambda line: line == _TRYING, after))


def _locked_out(place: Path, now: int, found: Findings, where: str) -> None:
    """The right passphrase does not open it either, now and a day later."""
    for later in (now, now + clock.DAY):
        try:
            opening.unlock(place, _passphrase(), lambda later=later: later).close()
        except LockedOut:
            continue
        except FieldError as error:
            found.add(f"not locked out after five: {error.sentence}", where)
        else:
            found.add("opened after five wrong guesses", where)
