"""A recorder in front of the C library: what a process did to the files below a folder, in order (`recorder.c`)."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, get_args

What = Literal["opened", "closed", "written", "cut", "flushed", "made", "gone", "moved", "linked", "called"]
_WHATS: tuple[What, ...] = get_args(What)
_HEAD = struct.Struct("=6q")
_ROOT = Path(__file__).resolve().parent.parent
_PATIENCE_S = 600


class Happened(NamedTuple):
    """One change. handle: as the process numbered the open file · place: in the file; of `opened` whether it may make one, and
    empties it (flags of the system), of `cut` the size left · path, to: whole paths; of `called` the call that wanted a network,
    and whom · content: what was written.
    """

    what: What
    handle: int
    place: int
    path: str
    to: str
    content: bytes


def why_not() -> str:
    """Why nothing can be recorded here, "" where it can."""
    if not sys.platform.startswith("linux"):
        return "the recorder is made for Linux"
    return "" if shutil.which("gcc") else "the recorder needs gcc"


def built(into: Path) -> Path:
    """The recorder as a library, compiled anew."""
    library = into / "recorder.so"
    command = [
        "gcc",
        "-O2",
        "-shared",
        "-fPIC",
        "-o",
        str(library),
        str(Path(__file__).with_name("recorder.c")),
        "-ldl",
        "-lpthread",
    ]
    subprocess.run(command, check=True, timeout=60)  # noqa: S603 - ours
    return library


def recorded(library: Path, under: Path, into: Path, module: str, arguments: Sequence[str]) -> list[Happened]:
    """Run a module of ours to its end, and return what it did below a folder. into: the file for it, elsewhere."""
    told = {"LD_PRELOAD": str(library), "TORTURE_UNDER": str(under), "TORTURE_RECORD": str(into)}
    into.unlink(missing_ok=True)  # it is added to: several processes may write one record
    command = [sys.executable, "-m", module, *arguments]
    subprocess.run(command, cwd=_ROOT, env=os.environ | told, check=True, timeout=_PATIENCE_S)  # noqa: S603 - ours
    return read(into)


def read(record: Path) -> list[Happened]:
    """All of a record; what a process wrote last when it was killed may be cut."""
    return list(_read(record.read_bytes()))


def _read(raw: bytes) -> Iterator[Happened]:
    place = 0
    while place + _HEAD.size <= len(raw):
        what, handle, where, *sizes = _HEAD.unpack_from(raw, place)
        place += _HEAD.size
        parts = []
        for size in sizes:
            parts.append(raw[place : place + size])
            place += size
        yield Happened(_WHATS[what - 1], handle, where, os.fsdecode(parts[0]), os.fsdecode(parts[1]), parts[2])
