"""The built program: from its start to the unlock window on an X screen, looked at from outside, as a person does."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.county import County
from bench.figures import Figure
from bench.sizes import Size
from shipping.xvfb import HEIGHT, WIDTH, Xvfb

_ROOT = Path(__file__).resolve().parent.parent
_PROGRAM = _ROOT / "dist" / "fieldapp" / "fieldapp"
_EMPTY = bytes(3)
_PATIENCE = 60
"""Seconds."""


def measure(size: Size) -> Iterator[Figure]:
    """Nothing, where nothing was built."""
    if not _PROGRAM.exists() or not shutil.which("Xvfb"):
        print("The built program is measured where `script/build` made it and Xvfb is there.", file=sys.stderr)
        return
    with TemporaryDirectory(prefix="bench-") as at:
        home, glass = Path(at) / "home", Path(at) / "glass"
        for each in (home, glass):
            each.mkdir()
        made = County(Path(at)).store("worker")
        (home / "fieldapp").mkdir()
        made.rename(home / "fieldapp" / "store")
        screen = Xvfb(glass)
        try:
            env = {"HOME": str(home), "XDG_DATA_HOME": str(home), "DISPLAY": screen.display, "LANG": "C.UTF-8"}
            built: list[float] = []
            source: list[float] = []
            for _time in range(size.starts + 1):
                built.append(_shown(screen, [str(_PROGRAM)], env))
                source.append(_shown(screen, [sys.executable, "-m", "ui.main"], env))
        finally:
            screen.close()
    figure, floor = statistics.median(built[1:]), statistics.median(source[1:])  # the first of each reads from the disk
    what = "First paint of the unlock window, built program on X"
    yield Figure(what=what, figure=figure, floor=floor, floor_is="from its sources", ratio=figure / floor)


def _shown(screen: Xvfb, command: list[str], env: dict[str, str]) -> float:
    """Start it; ms until something of it is in the middle of the screen."""
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=_ROOT, env=env, stderr=subprocess.DEVNULL) as program:  # noqa: S603 - ours
        try:
            while screen.dot(WIDTH // 2, HEIGHT // 2) == _EMPTY:
                if time.perf_counter() - began > _PATIENCE:
                    raise SystemExit("the built program shows nothing")
                time.sleep(0.001)
            found = (time.perf_counter() - began) * 1_000
        finally:
            program.terminate()
    while screen.dot(WIDTH // 2, HEIGHT // 2) != _EMPTY:
        time.sleep(0.001)
    return found
