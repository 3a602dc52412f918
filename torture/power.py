"""Row 3: the power fails at every flush of a worker's day; whatever the disk then holds, nothing acknowledged is lost.

The day is walked once, by a process that writes down everything it does to its files (`recording`). Before each flush of the
record, and at its end, the disk is made as the cut would have left it (`poweroff`): once with nothing but what was safe, and some
more times with parts of what was not.
"""

from __future__ import annotations

import copy
import os
import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from sqlalchemy import Engine, event

from torture import recording
from torture.acts import walk
from torture.afterwards import Acknowledged, look
from torture.counts import Counts
from torture.day import Day, Line, Room
from torture.found import Findings, Row, row
from torture.kill import prepared
from torture.poweroff import Disk, Tree, lie, lying
from torture.unit import WORDS, fresh, unit

_SAYS = "says"
"""Where the day says what it does: in the record its words stand between what it did to the other files."""


@dataclass(slots=True)
class Cuts:
    """Cuts of one record. every: at each so manieth flush, 0 for the first one behind each act that was done · more: how many
    states beside the safe one · place: where they are laid out.
    """

    place: Path
    every: int
    more: int
    dice: random.Random
    found: Findings
    held: Acknowledged
    flushes: int = 0
    cuts: int = 0
    states: int = 0
    acknowledged: int = 0
    _last: tuple[Tree, int] = field(default_factory=lambda: ({}, -1))

    def play(self, disk: Disk, record: list[recording.Happened], says: str) -> None:
        """The whole record, cut before each flush and at its end."""
        saying, rest = -1, b""
        for each in record:
            if each.what == "opened" and each.path == says:
                saying = each.handle
            elif each.what == "written" and each.handle == saying:
                *lines, rest = (rest + each.content).split(b"\n")
                self._hear(lines)
            elif each.what == "flushed":
                if self.flushes % self.every == 0 if self.every else self.acknowledged > self._last[1]:
                    self._cut(disk)
                self.flushes += 1
            disk.take(each)
        self._cut(disk)

    def _hear(self, lines: list[bytes]) -> None:
        for line in lines:
            said = msgspec.json.decode(line, type=Line)
            self.held.take(said)
            self.acknowledged += said.done

    def _cut(self, disk: Disk) -> None:
        self.cuts += 1
        where = f"before flush {self.flushes + 1}, {self.held.during or 'between acts'}"
        safe = disk.safe()
        if (safe, self.acknowledged) != self._last:  # a flush of what was safe already leaves the same
            self._look(safe, f"{where}, what was safe")
            self._last = safe, self.acknowledged
        for number in range(self.more):
            self._look(disk.left(self.dice), f"{where}, state {number + 1}")

    def _look(self, tree: Tree, where: str) -> None:
        shutil.rmtree(self.place, ignore_errors=True)
        lie(tree, self.place)
        look(Room(self.place), copy.deepcopy(self.held), self.found, where)
        self.states += 1


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """One long day."""
    what, why, found = "power cut at each flush of a worker's day", recording.why_not(), Findings()
    if why:
        yield Row(requirement="#3", what=what, skipped=why)
        return
    with unit() as made:
        room = Room(fresh(prepared(made, dice, 3).root, made.county.at / "room"))
        cuts = Cuts(made.county.at / "cut", counts.flushes, counts.cuts, dice, found, Acknowledged(WORDS))
        commits = replayed(cuts, room, made.county.at, counts.commits)
    counted = f"{commits:,} commits, {cuts.flushes:,} flushes, {cuts.acknowledged:,} acts acknowledged"
    yield row("#3", what, cuts.cuts, found, f"{counted}; {cuts.states:,} states of the disk looked at")


def replayed(cuts: Cuts, room: Room, at: Path, commits: int) -> int:
    """Have a day recorded and cut it; returns how many commits there were. commits: at least, 0 for an unlock and no day."""
    disk, into = Disk(room.root), at / "record"
    arguments = [str(room.root), cuts.held.words, str(cuts.dice.randrange(10**6)), str(commits)]
    record = recording.recorded(recording.built(at), room.root, into, "torture.power", arguments)
    cuts.play(disk, record, str(room.root / _SAYS))
    if disk.seen() != lying(room.root):
        cuts.found.add("the record played back is not what lies there")
    return sum(each.what == "gone" and each.path.endswith("/store.db-journal") for each in record)


def main() -> None:
    """The day: walked again and again until so many commits were made."""
    room, words, seed, most = Room(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    says = os.open(room.root / _SAYS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    commits = 0

    def count(_connection: object) -> None:
        nonlocal commits
        commits += 1

    event.listen(Engine, "commit", count)
    day = Day(room, words, random.Random(seed), lambda line: (os.write(says, msgspec.json.encode(line) + b"\n"), None)[1])
    if not most:
        day.unlock()
        day.lock()
    while commits < most:
        walk(day)


if __name__ == "__main__":
    main()
