"""What goes wrong in a journey: disks, exceptions that name somebody, ends without warning, files that are not what they were."""

from __future__ import annotations

import errno
import os
import random
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from torture.day import Room
from torture.failing import NthWrite, no_larger_than

Happened = Callable[[], None]
"""Told that the trouble really came."""
_MOST_WRITES, _MOST_CALLS, _LONGEST_S = 12, 3, 4
_PLACES = (
    ("fieldapp.ledger.book", "Book", "write"),
    ("fieldapp.ledger.book", "Book", "take_in"),
    ("fieldapp.ledger.book", "Book", "last"),
    ("fieldapp.desk.beside", "Beside", "put"),
    ("fieldapp.desk.desk", "Desk", "ask"),
    ("fieldapp.desk.desk", "Desk", "note_access"),
    ("fieldapp.desk.desk", "Desk", "_react"),
    ("fieldapp.report.compose", "", "compose"),
    ("fieldapp.report.printing", "", "pdf"),
    ("fieldapp.vault.backup", "", "_digest"),
    ("fieldapp.exchange.receiving", "", "verify"),
)
"""Where an exception is raised that nobody meant: in acts, folds, queries, papers, backups and bundles."""


class Mistake(RuntimeError):
    """Ours, as any line of the app could raise it; its text names somebody."""


@contextmanager
def nothing(_room: Room, _name: str, _dice: random.Random, _happened: Happened) -> Iterator[None]:
    """For what is wrong already before the process begins, or what the window does by itself."""
    yield


@contextmanager
def write(_room: Room, _name: str, dice: random.Random, happened: Happened) -> Iterator[None]:
    """One write fails: no space, or no answer."""
    fails = NthWrite(dice.randrange(_MOST_WRITES) + 1, dice.choice((errno.ENOSPC, errno.EIO)))
    try:
        with fails():
            yield
    finally:
        if fails.happened:
            happened()


@contextmanager
def size(_room: Room, _name: str, dice: random.Random, happened: Happened) -> Iterator[None]:
    """No file grows any more past a size, the database's journal neither; reports and logs go to files as well."""
    happened()
    with no_larger_than(dice.randrange(1, 80) * 4096):
        yield


@contextmanager
def mistake(_room: Room, name: str, dice: random.Random, happened: Happened) -> Iterator[None]:
    """A call somewhere inside raises, once or from then on."""
    import importlib

    module, kind, called = dice.choice(_PLACES)
    home: Any = importlib.import_module(module)
    home = getattr(home, kind) if kind else home
    true, left, always = getattr(home, called), [dice.randrange(_MOST_CALLS)], dice.random() < 0.5

    def raises(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as the call itself
        left[0] -= 1
        if left[0] == -1 or (always and left[0] < 0):
            happened()
            raise Mistake(f"{name} was here") from KeyError(name)
        return true(*args, **kwargs)

    setattr(home, called, raises)
    try:
        yield
    finally:
        setattr(home, called, true)


@contextmanager
def end(_room: Room, _name: str, dice: random.Random, happened: Happened) -> Iterator[None]:
    """The process is ended at any moment: by the system, by a person, or by itself."""
    how = dice.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGABRT, signal.SIGSEGV))

    def strikes() -> None:
        happened()
        os.kill(os.getpid(), how)

    timer = threading.Timer(dice.uniform(0, _LONGEST_S), strikes)
    timer.daemon = True
    timer.start()
    yield
    timer.cancel()


def bad_bundles(room: Room, dice: random.Random) -> None:
    """Beside the good ones: cut, changed, empty, and something else under their name."""
    for number, path in enumerate(sorted(room.stick.rglob("*.fxb"))):
        raw = bytearray(path.read_bytes())
        raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
        bad = (bytes(raw), bytes(raw[: dice.randrange(len(raw))]), b"", dice.randbytes(5_000))
        for place, content in enumerate(bad):
            (path.parent / f"{900_000 + number * 10 + place}-{dice.randbytes(8).hex()}.fxb").write_bytes(content)


def bad_files(room: Room, dice: random.Random) -> None:
    """Of what is attached some is gone, cut or changed."""
    for path in sorted((room.store / "attachments").iterdir()):
        _spoil(path, dice)


def bad_store(room: Room, dice: random.Random) -> None:
    """A file of the store is changed or cut."""
    _spoil(room.store / dice.choice(("store.db", "store.db", "slots", "head", "note.pub")), dice)


def _spoil(path: Path, dice: random.Random) -> None:
    raw, how = bytearray(path.read_bytes()), dice.randrange(3)
    if how == 0:
        path.unlink()
    elif how == 1:
        path.write_bytes(raw[: dice.randrange(len(raw))])
    else:
        raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
        path.write_bytes(raw)
