"""First paint: from the start of Python to the first page on the screen, each time in a process of its own."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, at_most, seen
from bench.sizes import Size

_ROOT = Path(__file__).resolve().parent.parent
_LIMIT_MS = 300


def measure(size: Size) -> Iterator[Figure]:
    """The start window, and beside it a bare window of Qt, in turn."""
    ours: list[float] = []
    bare: list[float] = []
    loaded: list[float] = []
    with TemporaryDirectory(prefix="bench-") as at:
        for _time in range(size.starts + 1):
            bare.append(_child("bare", at)[0])
            painted, everything = _child("start", at)
            ours.append(painted)
            loaded.append(everything)
    floor = statistics.median(bare[1:])  # the first of each reads from the disk
    yield at_most(
        "First paint of the start window", statistics.median(ours[1:]), _LIMIT_MS, floor=floor, floor_is="a bare window of Qt"
    )
    yield seen("Everything loaded and every page made behind it", statistics.median(loaded[1:]))


def _child(what: str, at: str) -> list[float]:
    """Start a process; ms from its start to each of the instants that it reports."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": at, "XDG_DATA_HOME": at}
    began = time.time()
    done = subprocess.run(  # noqa: S603 - a module of ours
        [sys.executable, "-m", "bench.first_paint_child", what],
        cwd=_ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return [(float(word) - began) * 1_000 for word in done.stdout.split()]
