"""Row 24: a process killed, and the power cut, while a store of an older version is brought up to date at its first unlock."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from fieldapp import clock
from fieldapp.desk import opening
from torture import child, recording
from torture.afterwards import Acknowledged, look
from torture.counts import Counts
from torture.day import Day, Line, Room
from torture.found import Findings, Row, row
from torture.power import Cuts, replayed
from torture.unit import WORDS, fresh, unit

_KEPT = Path(__file__).resolve().parent.parent / "tests" / "golden" / "stores"
"""A store of each version, as that version left it."""


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """Of every version before this one."""
    for kept in sorted(_KEPT.iterdir(), key=lambda path: int(path.name))[:-1]:
        with unit() as made:
            room = _room(kept, made.county.at / "template")
            held = _held(room, made.county.at / "seen")
            yield _kills(kept.name, room, held, counts.migrations, made.county.at / "room", dice)
            yield _cuts(kept.name, room, held, counts, made.county.at, dice)


def _room(kept: Path, at: Path) -> Room:
    room = Room(at)
    for folder in (room.root, room.disk, room.again, room.out):
        folder.mkdir()
    shutil.copytree(kept, room.store)
    (room.store / "notes").mkdir(exist_ok=True)  # version control keeps no empty folder
    return room


def _held(room: Room, place: Path) -> list[Line]:
    """What is in it: as a copy says once it was opened in peace."""
    said: list[Line] = []
    day = Day(Room(fresh(room.root, place)), WORDS, random.Random(0), said.append)
    desk = opening.unlock(day.room.store, WORDS, clock.now, read_at_once=True)
    before = {chain: (seq, digest.hex()) for chain in desk.book.devices() for seq, digest in [desk.book.last(chain)]}
    desk.close()
    day.unlock()
    day.lock()
    return [msgspec.structs.replace(said[-1], holds=before)]


def _acknowledged(held: list[Line]) -> Acknowledged:
    made = Acknowledged(WORDS)
    for line in held:
        made.take(line)
    return made


def _kills(form: str, room: Room, held: list[Line], kills: int, place: Path, dice: random.Random) -> Row:
    found, half = Findings(), 0
    began = time.monotonic()
    opening.unlock(fresh(room.root, place) / "store", WORDS, clock.now).close()
    length = time.monotonic() - began
    for number in range(kills):
        tried = Room(fresh(room.root, place))

        def unlock(say: child.Say, tried: Room = tried) -> None:
            say(b"begins")
            opening.unlock(tried.store, WORDS, clock.now).close()
            say(b"done")

        lines = child.killed(unlock, lambda line: line == b"begins", dice.uniform(0, length))
        half += b"done" not in lines
        look(tried, _acknowledged(held), found, f"form {form}, kill {number}")
    return row("#24", f"kill -9 while a store of form {form} is brought up to date", kills, found, f"{half} before it was done")


def _cuts(form: str, room: Room, held: list[Line], counts: Counts, at: Path, dice: random.Random) -> Row:
    what, why, found = f"power cut at each flush of that, form {form}", recording.why_not(), Findings()
    if why:
        return Row(requirement="#24", what=what, skipped=why)
    cuts = Cuts(at / "cut", max(counts.flushes, 1), counts.cuts, dice, found, _acknowledged(held))
    replayed(cuts, Room(fresh(room.root, at / "recorded")), at, 0)
    return row("#24", what, cuts.cuts, found, f"{cuts.states} states of the disk looked at")
