"""Row 24: a process killed, and the power cut, while a store of an older version is brought up to date at its first unlock."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from fieldapp import clock
from fieldapp.desk import opening
from torture import child, recording
from torture.afterwards import Acknowledged, look
from torture.counts import Counts
from torture.day import Day, Line, Room, bodies
from torture.found import Findings, Row, row
from torture.power import Cuts, replayed
from torture.unit import WORDS, fresh, unit

_KEPT = Path(__file__).resolve().parent.parent / "tests" / "golden" / "stores"
"""A store of each version, as that version left it."""

_BEGINS, _DONE = b"begins", b"done"


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """Of every version before this one, in turn."""
    kept = _kept()[:-1]
    forms = "of form " + ", ".join(path.name for path in kept)
    with unit() as made:
        rooms = [_room(path, made.county.at / f"form{path.name}") for path in kept]
        held = [_held(room, made.county.at / "seen") for room in rooms]
        found, half = Findings(), 0
        for number in range(counts.migrations):
            which = number % len(rooms)
            half += _killed(rooms[which], held[which], made.county.at / "room", dice, found, f"kill {number}")
        seen = f"{forms}; {half} before it was done"
        yield row("#24", "kill -9 while an older store is brought up to date", counts.migrations, found, seen)
        what, why = "power cut at each flush of that", recording.why_not()
        if why:
            yield Row(requirement="#24", what=what, skipped=why)
            return
        found, cuts, states = Findings(), 0, 0
        for room, lines in list(zip(rooms, held, strict=True))[: counts.migrations]:
            fails = Cuts(made.county.at / "cut", max(counts.flushes, 1), counts.cuts, dice, found, _acknowledged(lines))
            replayed(fails, Room(fresh(room.root, made.county.at / "recorded")), made.county.at, 0)
            cuts, states = cuts + fails.cuts, states + fails.states
        yield row("#24", what, cuts, found, f"{states} states of the disk looked at")


def oldest() -> Path:
    """The store of the earliest version of which one is kept."""
    return _kept()[0]


def _kept() -> list[Path]:
    return sorted(_KEPT.iterdir(), key=lambda path: int(path.name))


def _room(kept: Path, at: Path) -> Room:
    room = Room(at)
    for folder in (room.root, room.disk, room.again, room.out):
        folder.mkdir()
    room.put_older(kept)
    return room


def _held(room: Room, place: Path) -> list[Line]:
    """What is in it: as a copy says once it was opened in peace."""
    said: list[Line] = []
    day = Day(Room(fresh(room.root, place)), WORDS, random.Random(0), said.append)
    desk = opening.unlock(day.room.store, WORDS, clock.now, read_at_once=True)
    before = {chain: (seq, digest.hex()) for chain in desk.book.devices() for seq, digest in [desk.book.last(chain)]}
    words = bodies(desk)
    desk.close()
    day.unlock()
    day.lock()
    return [msgspec.structs.replace(said[-1], holds=before, bodies=words)]


def _acknowledged(held: list[Line]) -> Acknowledged:
    made = Acknowledged(WORDS)
    for line in held:
        made.take(line)
    return made


def _killed(room: Room, held: list[Line], place: Path, dice: random.Random, found: Findings, where: str) -> bool:
    """One that is killed within the time that a whole unlock takes; whether it was before its end."""
    began = time.monotonic()
    opening.unlock(fresh(room.root, place) / "store", WORDS, clock.now).close()
    length = time.monotonic() - began
    tried = Room(fresh(room.root, place))

    def unlock(say: child.Say) -> None:
        say(_BEGINS)
        opening.unlock(tried.store, WORDS, clock.now).close()
        say(_DONE)

    lines = child.killed(unlock, lambda line: line == _BEGINS, dice.uniform(0, length))
    look(tried, _acknowledged(held), found, where)
    return _DONE not in lines
