"""Row 2: processes killed at random moments of a worker's day; nothing that was acknowledged may be lost.

Each time one act of the day is struck, any one as likely, at a random moment within it: by the clock alone most would fall on the
few acts that take long.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from fieldapp.demo import fiction
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from torture import child
from torture.acts import walk as whole_day
from torture.afterwards import Acknowledged, look
from torture.counts import Counts
from torture.day import Day, Line, Room
from torture.found import Findings, Row, row
from torture.unit import Unit, fresh, unit, with_a_case

_LONGEST_S = 0.2
"""An act that others come between (a notice that needs a call first) would else be aimed at long after its end."""
_ROUNDS = 20
"""So many killed days in a row on one store, each going on from what the one before left; then a new store."""


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """A day is walked by a child, which is killed at any moment of it; then everything is looked at."""
    found, during, acknowledged = Findings(), Counter[str](), 0
    with unit() as made:
        template = prepared(made, dice, min(_ROUNDS, counts.kills))
        lengths = _lengths(template, made.county.at / "measured", dice)
        for number in range(counts.kills):
            if number % _ROUNDS == 0:
                room = Room(fresh(template.root, made.county.at / "room"))
                held = Acknowledged(fiction.PASSPHRASES["worker"])
            act = dice.choice(sorted(lengths))
            lines = _killed_day(room, held.words, dice, act, dice.uniform(0, lengths[act]))
            for line in lines:
                held.take(line)
                acknowledged += line.done
                if line.error:
                    found.add(f"the day itself failed: {line.error}", f"round {number}")
            during[lines[-1].act if lines else "start"] += 1
            look(room, held, found, f"round {number}, {lines[-1].act if lines else 'start'}")
    spread = ", ".join(f"{act} {count}" for act, count in during.most_common())
    seen = f"{acknowledged:,} acts acknowledged; killed in: {spread}"
    yield row("#2", "kill -9 in a worker's day", counts.kills, found, seen)


def prepared(made: Unit, dice: random.Random, bundles: int) -> Room:
    """A store with a case, and so many bundles that wait for it."""
    room = Room(made.county.at / "template")
    for folder in (room.root, room.disk, room.again, room.out):
        folder.mkdir()
    county = made.county
    room.county.write_bytes(county.agency.county_file)
    room.agency.write_bytes(county.agency.recovery.private)
    lead, worker = county.unlocked(made.lead, "supervisor"), county.unlocked(made.worker, "worker")
    with_a_case(worker, county, dice.randbytes(20_000))
    with_a_case(lead, county, dice.randbytes(20_000))
    for number in range(bundles):
        lead.do(locate.start_from_call, Call(came_at=county.told(), youth_name=f"Kai Pattern {number}"))
        made.letter(lead, worker, room.stick)
    lead.close()
    worker.close()
    fresh(made.worker, room.store)
    return room


def _lengths(template: Room, place: Path, dice: random.Random) -> dict[str, float]:
    """How long each act takes in seconds, undisturbed, from when it begins to when its last step is done."""
    room, began, ended = Room(fresh(template.root, place)), dict[str, float](), dict[str, float]()

    def note(line: Line) -> None:
        (ended if line.done else began).setdefault(line.act, time.monotonic())
        if line.done:
            ended[line.act] = time.monotonic()

    whole_day(Day(room, fiction.PASSPHRASES["worker"], dice, note))
    return {act: min(ended[act] - began[act], _LONGEST_S) for act in began}


def _killed_day(room: Room, words: str, dice: random.Random, act: str, after: float) -> list[Line]:
    seed = dice.random()

    def walk(say: child.Say) -> None:
        day = Day(room, words, random.Random(seed), lambda line: say(msgspec.json.encode(line)))
        while True:  # until it is killed
            whole_day(day, act)

    begins = msgspec.json.encode(Line(act=act))[:-1]
    said = child.killed(walk, lambda line: line.startswith(begins), after)
    return [msgspec.json.decode(each, type=Line) for each in said]
