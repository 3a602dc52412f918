"""Row 6: wrong passphrases, recovery words and agency keys; one error for each way in, and not a byte of the store changes."""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.county import CHEAP
from fieldapp.demo import fiction
from fieldapp.desk import opening as desks
from fieldapp.errors import WrongPassphrase
from fieldapp.vault import opening, sealing
from fieldapp.vault.words import SECRET_BYTES, WordPlan, to_sheets
from torture.counts import Counts
from torture.found import Findings, Row, row
from torture.unit import WORDS, contents, unit

_LOOK = 500
"""So often at most the files are compared byte for byte; they are at the end in any case."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way in. wrong: makes keys that are not its own · tries: tries one, below the counter."""

    name: str
    wrong: Callable[[], object]
    tries: Callable[[object], object]


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """So many wrong keys for each way in."""
    with unit() as made:
        place = made.county.at / "tried"
        plan = WordPlan(needed=1, sheets=1)
        new = desks.NewStore(fiction.WORKER, "worker", made.county.agency.county_file, WORDS, plan)
        (sheet,) = desks.create(place, new, made.county.told, CHEAP)
        for way in _ways(place, made.county.agency.recovery.private, sheet, dice):
            found, taken = Findings(), list[float]()
            before, first = contents(place), ""
            for number in range(counts.keys):
                word, seconds = _tried(way, found, number)
                taken.append(seconds)
                first = first or word
                if word != first:
                    found.add("another error, or in other words", f"{number}: {word!r}, not {first!r}")
                if number % _LOOK == 0 or number == counts.keys - 1:
                    _unchanged(place, before, found, number)
            middle, late = statistics.median(taken) * 1_000, statistics.quantiles(taken, n=20)[-1] * 1_000
            yield row("#6", f"wrong {way.name}", counts.keys, found, f"always “{first}”; {middle:.2f} ms, 95 % in {late:.2f}")


def _ways(place: Path, private: bytes, sheet: str, dice: random.Random) -> Iterator[Way]:
    yield Way("passphrases", lambda: near(WORDS, dice), lambda key: opening.by_passphrase(place, str(key)))
    yield Way("recovery words", lambda: _other_sheet(sheet), lambda key: opening.unlock_by_words(place, [str(key)]))
    yield Way("agency keys", lambda: _other_key(private, dice), lambda key: opening.unlock_by_agency(place, _raw(key)))


def _raw(key: object) -> bytes:
    if not isinstance(key, bytes):
        raise TypeError(key)
    return key


def near(words: str, dice: random.Random) -> str:
    """Nothing like a passphrase, or nearly it: a letter off, cut, doubled, with what no keyboard types."""
    place = dice.randrange(len(words))
    other = dice.choice(
        (
            words[:place] + dice.choice("qzx7 ") + words[place + 1 :] + dice.choice(("", "x")),
            words[:place],
            words + words[place:],
            words.upper(),
            words + dice.choice(("\0", "\ud800", "\u202e", " ", "\n")),
            "".join(chr(dice.randrange(1, 0x3000)) for _each in range(dice.randrange(60))),
            "a" * dice.randrange(20_000),
            "",
        )
    )
    return other if other != words else words + "?"


def _other_sheet(sheet: str) -> str:
    """A whole sheet of another store: words that are wrong in themselves are told which, before any key is tried."""
    (other,) = to_sheets(os.urandom(SECRET_BYTES), WordPlan(needed=1, sheets=1))
    return other if other != sheet else _other_sheet(sheet)


def _other_key(private: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(private))
    flipped = private[:place] + bytes([private[place] ^ 1 << dice.randrange(8)]) + private[place + 1 :]
    return dice.choice(
        (sealing.new_keys().private, flipped, bytes(len(private)), b"\xff" * len(private), private[:place], private + b"\0", b"")
    )


def _tried(way: Way, found: Findings, number: int) -> tuple[str, float]:
    """What it said, as one word, and how long it took."""
    key = way.wrong()
    began = time.perf_counter()
    try:
        way.tries(key)
    except WrongPassphrase as refused:
        return f"{type(refused).__name__}: {refused.sentence}", time.perf_counter() - began
    except Exception as error:  # noqa: BLE001 - whatever else comes is what this looks for
        found.add(f"{type(error).__name__} for a wrong key", f"{number}: {error}")
    else:
        found.add("a wrong key opened", number)
    return "", time.perf_counter() - began


def _unchanged(place: Path, before: dict[str, bytes], found: Findings, number: int) -> None:
    if contents(place) != before:
        found.add("a wrong key changed a file", number)
