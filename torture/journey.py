"""One journey (`python -m torture.journey ROOM SEED FRONT TROUBLE`): a piece of a day at one of the app's doors, in trouble.

What it is about comes through a pipe (TORTURE_TELL), never a file, and so does what it found: the names, the keys and passphrases
that were used, whether the trouble came.
"""

from __future__ import annotations

import contextlib
import logging
import os
import random
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec

from fieldapp.errors import FieldError
from fieldapp.vault.keys import DataKey
from torture import troubles
from torture.acts import ACTS
from torture.day import Day, Line, Room

Trouble = Callable[[Room, str, random.Random, troubles.Happened], AbstractContextManager[None]]
TROUBLES: Mapping[str, Trouble] = {
    "write": troubles.write,
    "size": troubles.size,
    "mistake": troubles.mistake,
    "end": troubles.end,
    "bundles": troubles.nothing,
    "files": troubles.nothing,
    "store": troubles.nothing,
    "paper": troubles.nothing,
    "slot": troubles.nothing,
}
_ACTS, _COMMANDS = 4, 3


class Given(msgspec.Struct, frozen=True):
    """What the journey is told. words: the store's passphrase."""

    names: tuple[str, ...]
    words: str


class Told(msgspec.Struct, omit_defaults=True):
    """One thing that it tells. network, to: what Python itself tried, and whom."""

    key: bytes = b""
    phrase: str = ""
    trouble: bool = False
    network: str = ""
    to: str = ""
    over: bool = False


def main() -> None:
    """Do it."""
    room, dice, front, trouble = Room(Path(sys.argv[1])), random.Random(sys.argv[2]), sys.argv[3], sys.argv[4]
    told, hears = map(int, os.environ["TORTURE_TELL"].split(","))
    with os.fdopen(hears, "rb") as file:
        given = msgspec.json.decode(file.read(), type=Given)

    def tell(what: Told) -> None:
        os.write(told, msgspec.json.encode(what) + b"\n")

    logging.basicConfig(level=logging.DEBUG)  # as talkative as anybody could make it
    _watch(tell)
    happens = TROUBLES[trouble](room, dice.choice(given.names), dice, lambda: tell(Told(trouble=True)))
    with happens:
        FRONTS[front](room, given, dice, trouble, tell)
    tell(Told(over=True))


def _watch(tell: Callable[[Told], None]) -> None:
    """Have every key told that is made, and every call to a network that Python makes."""
    checked = DataKey.__post_init__

    def made(key: DataKey) -> None:
        checked(key)
        tell(Told(key=key.secret))
        tell(Told(key=key.database()))

    def heard(event: str, args: tuple[object, ...]) -> None:
        if event in {"socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto", "socket.gethostbyname"}:
            whom = next((each for each in args if isinstance(each, tuple | str)), "")
            tell(Told(network=event, to=str(whom[0] if isinstance(whom, tuple) else whom)))

    DataKey.__post_init__ = made  # type: ignore[method-assign]
    sys.addaudithook(heard)


def _desk(room: Room, given: Given, dice: random.Random, _trouble: str, tell: Callable[[Told], None]) -> None:
    """Some acts of the day, one after another; whatever is raised is no longer the app's to say."""

    def say(line: Line) -> None:
        if line.passphrase:
            tell(Told(phrase=line.passphrase))

    day = Day(room, given.words, dice, say, given.names)
    with contextlib.suppress(FieldError, troubles.Mistake, SystemExit):
        day.unlock()
        for act in dice.sample(sorted(ACTS), _ACTS):
            with contextlib.suppress(FieldError, troubles.Mistake, SystemExit):
                ACTS[act](day)
        day.lock()


def _command(room: Room, given: Given, dice: random.Random, _trouble: str, _tell: Callable[[Told], None]) -> None:
    """Some commands on the store, as an administrator types them; the exit of the last one is the process's."""
    from ui.main import main as fieldapp

    store = ["--store", str(room.store), *dice.choice(([], ["--json"]))]
    commands = {
        "verify": ["verify", *store],
        "rebuild": ["rebuild", *store, *dice.choice(([], ["--digest"]))],
        "export": ["export", *store, "--to", str(room.out)],
        "import": ["import", *store, *map(str, sorted(room.stick.rglob("*.fxb")))],
        "backup": ["backup", *store, "--to", str(room.disk)],
        "restore": ["restore", "--store", str(room.again / "store"), "--from", str(room.disk)],
    }
    names, code = ["backup", *dice.sample(sorted(commands), _COMMANDS)], 0
    for name in names:
        reads, writes = os.pipe()
        os.write(writes, (given.words if dice.random() < 0.9 else "wrong " + given.names[0]).encode())
        os.close(writes)
        code = fieldapp([*commands[name], "--passphrase-file", f"/dev/fd/{reads}"])
        os.close(reads)
    sys.exit(code)


def _window(room: Room, given: Given, dice: random.Random, trouble: str, tell: Callable[[Told], None]) -> None:
    from torture import journey_window

    journey_window.walk(room, given.words, given.names, dice, trouble, lambda: tell(Told(trouble=True)))


FRONTS: Mapping[str, Callable[[Room, Given, random.Random, str, Callable[[Told], None]], None]] = {
    "desk": _desk,
    "command": _command,
    "window": _window,
}

if __name__ == "__main__":
    main()
