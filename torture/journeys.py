"""Rows 1 and 12: journeys in trouble, each in a process, a home and a temporary folder of its own.

Everything that a process wrote is searched, wherever it wrote it and though it removed it again (where the recorder runs), and
every file that lies there afterwards, with what it said on the terminal: no name, no passphrase, no key, in no form. Papers are
given in the clear, on purpose, where a person says; a paper alone is left out.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import msgspec

from fieldapp.desk.desk import Desk
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Contact, Names
from torture import recording, troubles
from torture.counts import Counts
from torture.day import Room
from torture.found import Findings, Row, row
from torture.journey import FRONTS, TROUBLES, Given, Told
from torture.kill import prepared
from torture.needles import HOW_MANY, Secrets, forty
from torture.unit import WORDS, Unit, fresh, unit

_ROOT = Path(__file__).resolve().parent.parent
_PATIENCE_S = 240
_BEFORE = {"bundles": troubles.bad_bundles, "files": troubles.bad_files, "store": troubles.bad_store}
"""What is wrong before the process begins."""
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})
_AT_THE_WINDOW = frozenset({"paper", "slot"})
_PAIRS = tuple(
    (front, trouble) for front, trouble in product(FRONTS, TROUBLES) if front == "window" or trouble not in _AT_THE_WINDOW
)
_FIRST, _APART = 9, 13
"""So that a few journeys are of every front already, and many of every pair alike."""


@dataclass(slots=True)
class Journeys:
    """All of them. came: how often the trouble really came · here: calls within this machine · searched: bytes · ends: how the
    processes ended, counted.
    """

    template: Room
    at: Path
    names: tuple[str, ...]
    recorder: Path | None
    found: Findings
    reached: Findings
    came: int = 0
    here: int = 0
    searched: int = 0
    ends: Counter[str] = field(default_factory=Counter)

    def goes(self, front: str, trouble: str, dice: random.Random, where: str) -> None:
        """One journey, and what is to be found of it."""
        shutil.rmtree(self.at, ignore_errors=True)
        homes = {name: self.at / name for name in ("home", "tmp", "config", "cache", "data", "run")}
        for each in homes.values():
            each.mkdir(parents=True, mode=0o700)
        room = Room(fresh(self.template.root, self.at / "room"))
        if trouble in _BEFORE:
            _BEFORE[trouble](room, dice)
            self.came += 1
        record = self.at.with_name("record")
        record.unlink(missing_ok=True)
        said = self._run([str(room.root), str(dice.random()), front, trouble], self._around(homes, record))
        secrets = Secrets(self.names, {WORDS})
        for each in said:
            secrets.keys |= {each.key} - {b""}
            secrets.phrases |= {each.phrase} - {""}
            if each.network:
                self._reached(each.network, each.to, where)
        self.came += any(each.trouble for each in said)
        self._search(room, record, secrets, where)

    def _around(self, homes: dict[str, Path], record: Path) -> dict[str, str]:
        """The environment: everything that a system offers for keeping something lies in the journey's own folder."""
        around = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ} | {
            "HOME": str(homes["home"]),
            **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(homes["tmp"])),
            "XDG_CONFIG_HOME": str(homes["config"]),
            "XDG_CACHE_HOME": str(homes["cache"]),
            "XDG_DATA_HOME": str(homes["data"]),
            "XDG_RUNTIME_DIR": str(homes["run"]),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": os.pathsep.join(each for each in sys.path if each),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONFAULTHANDLER": "1",
        }
        if self.recorder is not None:
            around |= {"LD_PRELOAD": str(self.recorder), "TORTURE_UNDER": "", "TORTURE_RECORD": str(record)}
        return around

    def _run(self, arguments: list[str], around: dict[str, str]) -> list[Told]:
        """Until its end, which is not waited for any longer than anybody would; returns what it told."""
        (reads, told), (hears, tells) = os.pipe(), os.pipe()
        with (self.at / "said").open("wb") as out, (self.at / "cried").open("wb") as err:
            process = subprocess.Popen(  # noqa: S603 - ours
                [sys.executable, "-m", "torture.journey", *arguments],
                cwd=self.at / "home",
                env=around | {"TORTURE_TELL": f"{told},{hears}"},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                pass_fds=(told, hears),
            )
            os.close(told)
            os.close(hears)
            with os.fdopen(tells, "wb") as file:
                file.write(msgspec.json.encode(Given(self.names, WORDS)))
            with os.fdopen(reads, "rb") as lines:
                try:
                    process.wait(_PATIENCE_S)
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGABRT)  # it says where it stands
                    process.wait()
                    self.found.add("a process never ended", " ".join(arguments[1:]))
                said = [msgspec.json.decode(line, type=Told) for line in lines.read().splitlines()]
        code = process.returncode
        self.ends["itself" if any(each.over for each in said) else f"signal {-code}" if code < 0 else f"exit {code}"] += 1
        return said

    def _search(self, room: Room, record: Path, secrets: Secrets, where: str) -> None:
        papers = set(room.out.rglob("*.pdf"))
        for path in (each for each in self.at.rglob("*") if each.is_file() and each not in papers):
            self._look(path.read_bytes(), secrets, f"{where}: {path.relative_to(self.at)}")
            self._look(os.fsencode(str(path.relative_to(self.at))), secrets, f"{where}: the name of a file")
        if record.exists():
            for path, content in _written(recording.read(record), room):
                self._look(content, secrets, f"{where}: written to {path}")
            for each in recording.read(record):
                if each.what == "called":
                    self._reached(each.path, each.to, where)

    def _reached(self, call: str, to: str, where: str) -> None:
        """What stays on this machine is no network: the system's printing service is asked for its printers there."""
        if to in _HERE:
            self.here += 1
        else:
            self.reached.add(f"{call} {to}", where)

    def _look(self, content: bytes, secrets: Secrets, where: str) -> None:
        self.searched += len(content)
        for what in secrets.found_in(content):
            self.found.add(what, where)


def _written(record: list[recording.Happened], room: Room) -> Iterator[tuple[str, bytes]]:
    """What went into each file as long as it was open, one write behind the other, and every path that was named."""
    paths, content = dict[int, str](), dict[int, bytearray]()
    for each in record:
        if each.what == "opened":
            paths[each.handle], content[each.handle] = each.path, bytearray()
        elif each.what == "written":
            content[each.handle] += each.content
        elif each.what == "closed" and content.get(each.handle):
            yield paths[each.handle], bytes(content.pop(each.handle))
        if each.path:
            yield "a path", os.fsencode(f"{each.path} {each.to}".replace(str(room.root), ""))
    for handle, left in content.items():
        yield paths[handle], bytes(left)


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """Each front with each trouble, in turn."""
    names = forty(dice)
    with unit() as made:
        for place, role in ((made.worker, "worker"), (made.lead, "supervisor")):
            desk = made.county.unlocked(place, role)  # type: ignore[arg-type]
            _people(desk, made, names)
            desk.close()
        template = prepared(made, dice, 2)
        recorder = None if recording.why_not() else recording.built(made.county.at)
        all_of_them = Journeys(template, made.county.at / "journey", names, recorder, Findings(), Findings())
        for number in range(counts.journeys):
            front, trouble = _PAIRS[(_FIRST + number * _APART) % len(_PAIRS)]
            all_of_them.goes(front, trouble, dice, f"journey {number}, {front}, {trouble}")
    how = "all that they wrote" if recorder else "what was left of what they wrote"
    ends = ", ".join(f"{end} {count}" for end, count in all_of_them.ends.most_common())
    seen = f"trouble came in {all_of_them.came}; ended by: {ends}; searched {all_of_them.searched / 1e6:,.0f} MB, {how}"
    here = f"{all_of_them.here} calls stayed on this machine (the printing service)" if all_of_them.here else ""
    what = f"journeys in trouble, searched for {HOW_MANY} names, passphrases and keys"
    yield row("#1, #12", what, counts.journeys, all_of_them.found, seen, "0 found")
    yield row("P44", "the same, listened to for a network", counts.journeys, all_of_them.reached, here, "no connection")


def _people(desk: Desk, made: Unit, names: tuple[str, ...]) -> None:
    """All of the names, in a store: youths, those around them, callers, and in a note."""
    told = made.county.told
    for youth_name, contact, caller, noted in zip(names[::4], names[1::4], names[2::4], names[3::4], strict=True):
        youth = desk.do(youths.open_record, Names(chosen=youth_name)).result
        desk.do(youths.say_contact, youth, Contact(name=contact, relation="parent"))
        _youth, episode = desk.do(locate.start_from_call, Call(came_at=told(), caller=caller), youth).result
        desk.do(locate.note, youth, episode, "note", told(), f"{noted} called, and {caller}")
