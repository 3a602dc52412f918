"""Rows 21 and 22: a disk that fills, fails or takes nothing at each write of each act, a worker's and a supervisor's; it is said
in words, and the store is whole afterwards.
"""

from __future__ import annotations

import errno
import random
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from fieldapp.demo import fiction
from fieldapp.errors import FieldError
from fieldapp.vault.folder import StoreFolder
from torture import casework, older, people, upkeep
from torture.acts import ACTS, LEADS
from torture.afterwards import Acknowledged, look
from torture.counts import Counts
from torture.day import Day, Room
from torture.failing import NthWrite, SmallDisk, no_larger_than, read_only
from torture.found import Findings, Row, row
from torture.kill import prepared
from torture.unit import WORDS, fresh, unit

_PAGE = 4096
_MOST = 400
"""No act writes as often, or as many pages."""

_ALL: Mapping[str, Callable[[Day], None]] = {**ACTS, "unlock": Day.unlock, "update": Day.unlock, "leave": upkeep.leave}
_LEADS: Mapping[str, Callable[[Day], None]] = {
    **{name: LEADS[name] for name in ("destroy", "restore", "send")},
    "enroll": people.enroll,
}
"""What a supervisor's store writes otherwise than a worker's."""
_AT_ONCE = frozenset({"unlock", "update"})
"""Acts that a day begins with; `update` brings a store of the oldest form there is up to date."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whose acts. template: their room · words: what opens their store."""

    template: Room
    words: str
    acts: Mapping[str, Callable[[Day], None]]


@dataclass(slots=True)
class Trial:
    """Acts tried on a disk that fails. said: what came of them, counted."""

    place: Path
    found: Findings
    said: Counter[str] = field(default_factory=Counter)
    times: int = 0

    def tries(
        self, whose: Person, act: str, fails: Callable[[], AbstractContextManager[None]], after: Callable[[], None], where: str
    ) -> bool:
        """One act on a room made anew; whether all of it was done all the same. after: makes the disk right again."""
        room, held = Room(fresh(whose.template.root, self.place)), Acknowledged(whose.words)
        if act == "update":
            room.put_older(older.oldest())
        day = Day(room, whose.words, random.Random(where), held.take)
        if act not in _AT_ONCE:
            day.unlock()
            casework.call(day)
            if act == "restore":
                upkeep.back_up(day)
        self.times += 1
        try:
            with fails():
                done = self._done(whose.acts[act], day, where)
        finally:
            after()
        reads_only = day.held is not None and bool(day.held.read_only)
        if done and act == "leave":
            if StoreFolder(room.store).exists():
                self.found.add("a store that was destroyed is there", where)
            return done
        self._goes_on(act, whose.acts[act], day, where, done=done)
        day.lock()
        look(room, held, self.found, where)
        return done and not reads_only

    def _done(self, act: Callable[[Day], None], day: Day, where: str) -> bool:
        try:
            act(day)
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
        self.said["open for reading only" if day.held is not None and day.held.read_only else "done"] += 1
        return True

    def _goes_on(self, name: str, act: Callable[[Day], None], day: Day, where: str, *, done: bool) -> None:
        """With the disk in order again, what failed can be done, and whatever else."""
        try:
            if name == "rekey":
                day.unlock_again()
            if day.held is not None and (day.held.read_only or day.held.files.is_cut_short()):  # their sentences say so
                day.lock()
                day.unlock()
            if name != "leave" and (not done or name not in _AT_ONCE):
                act(day)
            casework.call(day)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - as above
            self.found.add(f"{name} cannot be done afterwards", f"{where}: {type(error).__name__}: {error}")

    @property
    def seen(self) -> str:
        """What came of them."""
        return ", ".join(f"{word} {count:,}" for word, count in self.said.most_common())


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """Each write in turn; SQLite's own by a limit to the size of files, and by a file system that is nearly full."""
    with unit() as made:
        at, template = made.county.at, prepared(made, dice, 1)
        room = Room(fresh(template.root, at / "lead"))
        fresh(made.lead, room.store)
        both = (Person(template, WORDS, _ALL), Person(room, fiction.PASSPHRASES["supervisor"], _LEADS))
        for code in (errno.ENOSPC, errno.EIO):
            trial = Trial(at / "tried", Findings())
            _each_write(trial, both, code, counts.places, dice)
            name = errno.errorcode[code]
            yield row("#21", f"each write of each act failing once with {name}", trial.times, trial.found, trial.seen)
        trial = Trial(at / "tried", Findings())
        _each_size(trial, both, counts.places, dice)
        yield row("#21", "no file may grow past a size, SQLite's neither", trial.times, trial.found, trial.seen)
        yield _small_disk(both, at / "small", counts.places, dice)
        trial = Trial(at / "tried", Findings())
        for whose, act in _acts(both):
            trial.tries(whose, act, lambda: read_only(at / "tried"), lambda: None, f"{act}, nothing can be written")
        yield row("#22", "each act where nothing can be written any more", trial.times, trial.found, trial.seen)


def _acts(both: tuple[Person, ...]) -> list[tuple[Person, str]]:
    return [(whose, act) for whose in both for act in sorted(whose.acts)]


def _places(most: int, few: int, dice: random.Random) -> list[int]:
    """Every place, or a few of them."""
    return list(range(most)) if not few else sorted(dice.sample(range(min(most, 12)), few))


def _each_write(trial: Trial, both: tuple[Person, ...], code: int, few: int, dice: random.Random) -> None:
    for whose, act in _acts(both):
        for number in _places(_MOST, few, dice):
            fails = NthWrite(number + 1, code)
            trial.tries(whose, act, fails, lambda: None, f"{act}, write {number + 1}, {errno.errorcode[code]}")
            if not fails.happened:
                break


def _each_size(trial: Trial, both: tuple[Person, ...], few: int, dice: random.Random) -> None:
    for whose, act in _acts(both):
        for number in _places(_MOST, few, dice):
            size = number * _PAGE + (512 if number == 0 else 0)
            where = f"{act}, no file past {size:,} bytes"
            if trial.tries(whose, act, lambda size=size: no_larger_than(size), lambda: None, where):
                break


def _small_disk(both: tuple[Person, ...], at: Path, few: int, dice: random.Random) -> Row:
    what, disk = "a small disk with so many pages left", SmallDisk(at)
    why = disk.mounted()
    if why:
        return Row(requirement="#21", what=what, skipped=why)
    trial = Trial(at / "room", Findings())
    try:
        for whose, act in _acts(both):
            for number in _places(_MOST, few, dice):

                def full(number: int = number) -> AbstractContextManager[None]:
                    disk.leave(number * _PAGE)
                    return nullcontext()

                if trial.tries(whose, act, full, lambda: disk.leave(None), f"{act}, {number} pages left"):
                    break
    finally:
        disk.gone()
    return row("#21", what, trial.times, trial.found, trial.seen)
