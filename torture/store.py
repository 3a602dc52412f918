"""Row 4: one bit flipped in a file of a closed store; refused at unlock or alarmed, and never passed over in silence."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.county import County
from fieldapp.demo import fiction
from fieldapp.desk import checking, opening
from fieldapp.desk.desk import run_through
from fieldapp.errors import FieldError
from torture.counts import Counts
from torture.found import Findings, Row, row
from torture.unit import contents, fresh, unit, with_a_case

_FILES = ("store.db", "slots", "head")
_BLOCK = 512
"""So finely the places are spread: a part of each file this long is hit before one is hit twice."""


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """Of each of the three files, one bit at so many places; of a file with fewer bytes, one in each."""
    with unit() as made:
        desk = made.county.unlocked(made.worker, "worker")
        with_a_case(desk, made.county, dice.randbytes(20_000))
        desk.close()
        for name in _FILES:
            found, told = Findings(), Counter[str]()
            size = (made.worker / name).stat().st_size
            places = spread(size, counts.flips, dice)
            for place in places:
                copy = fresh(made.worker, made.county.at / "copy")
                told[_flipped(made.county, copy, name, place, dice.randrange(8), found)] += 1
            seen = ", ".join(f"{count:,} {word}" for word, count in sorted(told.items()))
            yield row("#4", f"one bit flipped in {name} ({size:,} bytes)", len(places), found, seen, "0 silent")


def spread(size: int, count: int, dice: random.Random) -> list[int]:
    """So many places of a file, as evenly as chance allows; all of them where it has no more."""
    if count >= size:
        return list(range(size))
    parts = [range(start, min(start + _BLOCK, size)) for start in range(0, size, _BLOCK)]
    dice.shuffle(parts)
    found: set[int] = set()
    while len(found) < count:
        for part in parts[: count - len(found)]:
            found.add(part[dice.randrange(len(part))])
    return sorted(found)


def _flipped(county: County, copy: Path, name: str, place: int, bit: int, found: Findings) -> str:
    """What came of it. The desk writes nothing before it was looked at, so that nothing heals what nobody saw."""
    where = f"byte {place}, bit {bit}"
    content = bytearray((copy / name).read_bytes())
    content[place] ^= 1 << bit
    (copy / name).write_bytes(content)
    before = contents(copy)
    word = _noticed(county, copy, found, where)
    after = contents(copy)
    changed = sorted(each for each in {*before, *after} - {"attempts", "lock"} if before.get(each) != after.get(each))
    if changed:
        found.add(f"what was damaged was written to: {', '.join(changed)}", where)
    if word == "silent":
        found.add("nothing was said", where)
    return word


def _noticed(county: County, copy: Path, found: Findings, where: str) -> str:
    try:
        desk = opening.unlock(copy, fiction.PASSPHRASES["worker"], county.told, read_at_once=True)
    except FieldError:
        return "refused"
    except Exception as error:  # noqa: BLE001 - whatever else comes is what this looks for
        found.add(f"{type(error).__name__} at unlock", f"{where}: {error}")
        return "raised"
    try:
        if desk.read_only:
            return "read-only"
        return "found by verify" if run_through(checking.verify(desk)).findings else "silent"
    except FieldError:
        return "refused"
    finally:
        desk._close()  # without the settling that a close begins with
