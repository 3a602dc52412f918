"""Row 2: processes killed at random moments of a worker's day, and of a supervisor's; nothing that was acknowledged may be lost.

Each time one act of the day is struck, any one as likely, at a random moment within it: by the clock alone most would fall on the
few acts that take long.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from fieldapp.demo import fiction
from fieldapp.desk import destroying
from fieldapp.desk.desk import run_through
from fieldapp.desk.destroying import Order
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from torture import child
from torture.acts import ACTS, LEADS
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


@dataclass(frozen=True, slots=True)
class _Days:
    """Of whom. template: their room · words: their passphrase · acts: what they do · kills: how often."""

    template: Room
    words: str
    acts: Mapping[str, Callable[[Day], None]]
    kills: int


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """A day is walked by a child, which is killed at any moment of it; then everything is looked at."""
    with unit() as made:
        at, most = made.county.at, min(_ROUNDS, counts.kills)
        days = _Days(prepared(made, dice, most), fiction.PASSPHRASES["worker"], ACTS, counts.kills)
        yield _killed_days("kill -9 in a worker's day", days, at, dice)
        room = Room(fresh(days.template.root, at / "lead"))
        fresh(made.lead, room.store)
        days = _Days(room, fiction.PASSPHRASES["supervisor"], LEADS, -(-counts.kills // 4))
        yield _killed_days("kill -9 in a supervisor's day", days, at, dice)


def _killed_days(what: str, days: _Days, at: Path, dice: random.Random) -> Row:
    found, during, acknowledged = Findings(), Counter[str](), 0
    lengths = _lengths(days, at / "measured", dice)
    for number in range(days.kills):
        if number % _ROUNDS == 0:
            room, held = Room(fresh(days.template.root, at / "room")), Acknowledged(days.words)
        act = dice.choice(sorted(lengths))
        lines = _killed_day(room, held.words, dice, days.acts, act, dice.uniform(0, lengths[act]))
        for line in lines:
            held.take(line)
            acknowledged += line.done
            if line.error:
                found.add(f"the day itself failed: {line.error}", f"round {number}")
        during[lines[-1].act if lines else "start"] += 1
        look(room, held, found, f"round {number}, {lines[-1].act if lines else 'start'}")
    spread = ", ".join(f"{act} {count}" for act, count in during.most_common())
    return row("#2", what, days.kills, found, f"{acknowledged:,} acts acknowledged; killed in: {spread}")


def prepared(made: Unit, dice: random.Random, bundles: int) -> Room:
    """A store with a case, and so many bundles that wait for it: each brings a youth, and the order to destroy the one before."""
    room = Room(made.county.at / "template")
    for folder in (room.root, room.disk, room.again, room.out):
        folder.mkdir()
    county = made.county
    room.county.write_bytes(county.agency.county_file)
    room.agency.write_bytes(county.agency.recovery.private)
    lead, worker = county.unlocked(made.lead, "supervisor"), county.unlocked(made.worker, "worker")
    with_a_case(worker, county, dice.randbytes(20_000))
    with_a_case(lead, county, dice.randbytes(20_000))
    before = ""
    for number in range(bundles):
        lead.do(locate.start_from_call, Call(came_at=county.told(), youth_name=f"Kai Pattern {number}"))
        if before:
            ordered = Order("Example Superior Court", f"J-{number}", "2026-01-01")
            run_through(destroying.destroy(lead, before, ordered, fiction.PASSPHRASES["supervisor"]))
        before = lead.do(youths.open_record, Names(chosen=f"Robin Gone {number}")).result
        lead.do(youths.add_photo, before, dice.randbytes(2_000), "image/png", None)
        made.letter(lead, worker, room.stick)
    lead.close()
    worker.close()
    fresh(made.worker, room.store)
    return room


def _lengths(days: _Days, place: Path, dice: random.Random) -> dict[str, float]:
    """How long each act takes in seconds, undisturbed, from when it begins to when its last step is done."""
    room, began, ended = Room(fresh(days.template.root, place)), dict[str, float](), dict[str, float]()

    def note(line: Line) -> None:
        (ended if line.done else began).setdefault(line.act, time.monotonic())
        if line.done:
            ended[line.act] = time.monotonic()

    whole_day(Day(room, days.words, dice, note), acts=days.acts)
    return {act: min(ended[act] - began[act], _LONGEST_S) for act in began}


def _killed_day(
    room: Room, words: str, dice: random.Random, acts: Mapping[str, Callable[[Day], None]], act: str, after: float
) -> list[Line]:
    seed = dice.random()

    def walk(say: child.Say) -> None:
        day = Day(room, words, random.Random(seed), lambda line: say(msgspec.json.encode(line)))
        while True:  # until it is killed
            whole_day(day, act, acts)

    begins = msgspec.json.encode(Line(act=act))[:-1]
    said = child.killed(walk, lambda line: line.startswith(begins), after)
    return [msgspec.json.decode(each, type=Line) for each in said]
