"""Unlock: from the key that unlocks to *Today* on the screen with its lines, in a fresh process each time."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.case import fill
from bench.county import County
from bench.figures import Figure, at_most, seen
from bench.sizes import Size

_ROOT = Path(__file__).resolve().parent.parent
_LIMIT_MS = 150


def measure(size: Size) -> Iterator[Figure]:
    """Beyond deriving the key, which takes as long as it was told to; both are timed in the same unlock."""
    totals: list[float] = []
    keys: list[float] = []
    with TemporaryDirectory(prefix="bench-") as at:
        county = County(Path(at), size.cost)
        place = county.store("worker")
        desk = county.unlocked(place, "worker")
        fill(county, desk, size.entries, size.youths)
        entries = desk.book.connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one()
        desk.close()
        for _time in range(size.unlocks + 1):
            total, key = _child(place)
            totals.append(total)
            keys.append(key)
    beyond = [total - key for total, key in zip(totals, keys, strict=True)][1:]
    what = f"Unlock to Today, beyond the key ({entries:,} entries, {size.youths} youths)"
    yield at_most(what, statistics.median(beyond), _LIMIT_MS, floor=statistics.median(keys[1:]), floor_is="deriving the key")
    yield seen("Unlock to Today, all of it", statistics.median(totals[1:]))


def _child(place: Path) -> tuple[float, float]:
    done = subprocess.run(  # noqa: S603 - this module itself
        [sys.executable, "-m", "bench.unlock", str(place)], cwd=_ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    total, key = map(float, done.stdout.split())
    return total, key


def _unlock(place: Path) -> None:
    """As a person does it: the unlock page is there, everything is loaded behind it, the passphrase is typed, Enter."""
    from bench.window import Paints, until
    from fieldapp.demo import fiction
    from ui import begin
    from ui.pages.today import TodayPage
    from ui.widgets.cards import GroupHead
    from ui.widgets.painted import once_painted

    _application, opening = begin.prepared(place, "")
    opening.show()
    until(lambda: opening.app is not None and len(opening.app.pages.made()) == len(opening.app.pages))
    app = opening.app
    if app is None:
        raise SystemExit("never loaded")
    page = app.pages["today"]
    derived = time_the_key()
    app.unlock.passphrase.edit.setText(fiction.PASSPHRASES["worker"])
    began = time.perf_counter()
    app.unlock.button.click()
    until(lambda: page.isVisible() and bool(page.findChildren(GroupHead)))
    painted: list[float] = []
    paints = Paints(page.findChildren(GroupHead)[0])
    once_painted(app.shell, lambda: painted.append(time.perf_counter()))
    until(lambda: bool(painted))
    print((painted[0] - began) * 1_000, sum(derived))
    if not isinstance(page, TodayPage) or not derived or not paints.count:
        raise SystemExit("no Today, or one without its list")
    opening.close()


def time_the_key() -> list[float]:
    """Have every derivation of a key timed, in ms; it is done all the same."""
    from fieldapp.vault import kdf

    derived: list[float] = []
    derive = kdf.derive

    def timed(passphrase: str, salt: bytes, cost: kdf.Cost) -> bytes:
        began = time.perf_counter()
        try:
            return derive(passphrase, salt, cost)
        finally:
            derived.append((time.perf_counter() - began) * 1_000)

    kdf.derive = timed
    return derived


if __name__ == "__main__":
    _unlock(Path(sys.argv[1]))
