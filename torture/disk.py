"""Row 21: a disk that fills or fails at each write of each act; the error is said in words, and the store is whole afterwards."""

from __future__ import annotations

import errno
import random
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from fieldapp.errors import FieldError
from fieldapp.vault.folder import StoreFolder
from torture import casework, older, upkeep
from torture.acts import ACTS
from torture.afterwards import Acknowledged, look
from torture.counts import Counts
from torture.day import Day, Room
from torture.failing import NthWrite, SmallDisk, no_larger_than
from torture.found import Findings, Row, row
from torture.kill import prepared
from torture.unit import WORDS, fresh, unit

_PAGE = 4096
_MOST = 400
"""No act writes as often, or as many pages."""

ALL: dict[str, Callable[[Day], None]] = {**ACTS, "unlock": Day.unlock, "update": Day.unlock, "leave": upkeep.leave}
_AT_ONCE = frozenset({"unlock", "update"})
"""Acts that a day begins with; `update` brings a store of the oldest form there is up to date."""


@dataclass(slots=True)
class Trial:
    """Acts tried on a disk that fails. said: what came of them, counted."""

    template: Room
    place: Path
    found: Findings
    said: Counter[str] = field(default_factory=Counter)
    times: int = 0

    def tries(self, act: str, fails: Callable[[], AbstractContextManager[None]], after: Callable[[], None], where: str) -> bool:
        """One act on a room made anew; whether it was done all the same. after: makes the disk right again."""
        room, held = Room(fresh(self.template.root, self.place)), Acknowledged(WORDS)
        if act == "update":
            room.put_older(older.oldest())
        day = Day(room, WORDS, random.Random(where), held.take)
        if act not in _AT_ONCE:
            day.unlock()
            casework.call(day)
            if act == "restore":
                upkeep.back_up(day)
        self.times += 1
        try:
            with fails():
                done = self._done(act, day, where)
        finally:
            after()
        if done and act == "leave":
            if StoreFolder(room.store).exists():
                self.found.add("a store that was destroyed is there", where)
            return done
        self._goes_on(act, day, where, done=done)
        day.lock()
        look(room, held, self.found, where)
        return done

    def _done(self, act: str, day: Day, where: str) -> bool:
        try:
            ALL[act](day)
        except FieldError as error:
            self.said[type(error).__name__] += 1
            if not error.sentence:
                self.found.add("an error without a sentence", where)
            return False
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever else comes is what this looks for
            frames = [each for each in traceback.extract_tb(error.__traceback__) if "/fieldapp/" in each.filename]
            last = f"{Path(frames[-1].filename).name}, {frames[-1].name}" if frames else "?"
            self.found.add(f"{type(error).__name__} escaped ({last})", f"{where}: {error}")
            return False
        self.said["done"] += 1
        return True

    def _goes_on(self, act: str, day: Day, where: str, *, done: bool) -> None:
        """With the disk in order again, what failed can be done, and whatever else."""
        try:
            if act == "rekey":
                day.unlock_again()
            if act != "leave" and (not done or act not in _AT_ONCE):
                ALL[act](day)
            casework.call(day)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - as above
            self.found.add(f"{act} cannot be done afterwards", f"{where}: {type(error).__name__}: {error}")

    @property
    def seen(self) -> str:
        """What came of them."""
        return ", ".join(f"{word} {count:,}" for word, count in self.said.most_common())


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """Each write in turn; SQLite's own by a limit to the size of files, and by a file system that is nearly full."""
    with unit() as made:
        template = prepared(made, dice, 1)
        for code in (errno.ENOSPC, errno.EIO):
            trial = Trial(template, made.county.at / "tried", Findings())
            _each_write(trial, code, counts.places, dice)
            name = errno.errorcode[code]
            yield row("#21", f"each write of each act failing once with {name}", trial.times, trial.found, trial.seen)
        trial = Trial(template, made.county.at / "tried", Findings())
        _each_size(trial, counts.places, dice)
        yield row("#21", "no file may grow past a size, SQLite's neither", trial.times, trial.found, trial.seen)
        yield _small_disk(template, made.county.at / "small", counts.places, dice)


def _places(most: int, few: int, dice: random.Random) -> list[int]:
    """Every place, or a few of them."""
    return list(range(most)) if not few else sorted(dice.sample(range(min(most, 12)), few))


def _each_write(trial: Trial, code: int, few: int, dice: random.Random) -> None:
    for act in sorted(ALL):
        for number in _places(_MOST, few, dice):
            fails = NthWrite(number + 1, code)
            trial.tries(act, fails, lambda: None, f"{act}, write {number + 1}, {errno.errorcode[code]}")
            if not fails.happened:
                break


def _each_size(trial: Trial, few: int, dice: random.Random) -> None:
    for act in sorted(ALL):
        for number in _places(_MOST, few, dice):
            size = number * _PAGE + (512 if number == 0 else 0)
            where = f"{act}, no file past {size:,} bytes"
            if trial.tries(act, lambda size=size: no_larger_than(size), lambda: None, where):
                break


def _small_disk(template: Room, at: Path, few: int, dice: random.Random) -> Row:
    what, disk = "a small disk with so many pages left", SmallDisk(at)
    why = disk.mounted()
    if why:
        return Row(requirement="#21", what=what, skipped=why)
    trial = Trial(template, at / "room", Findings())
    try:
        for act in sorted(ALL):
            for number in _places(_MOST, few, dice):

                def full(number: int = number) -> AbstractContextManager[None]:
                    disk.leave(number * _PAGE)
                    return nullcontext()

                if trial.tries(act, full, lambda: disk.leave(None), f"{act}, {number} pages left"):
                    break
    finally:
        disk.gone()
    return row("#21", what, trial.times, trial.found, trial.seen)
