"""Fifty bundles of sixteen devices arrive while a supervisor is at their window: nothing lost, nothing stuck, all answered."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.desk import opening
from fieldapp.desk.lookup import lookup
from torture.afterwards import whole
from torture.counts import Counts
from torture.crowd import Crowd, crowd
from torture.found import Findings, Row, row
from torture.supervisor import Gaps, Seen
from torture.unit import fresh

_ROOT = Path(__file__).resolve().parent.parent
_PATIENCE_S = 900


def torture(counts: Counts, _dice: random.Random) -> Iterator[Row]:
    """Once while the supervisor looks on, when nothing but the reading can hold the window; once while they work, and the pages
    that they go to are made beside it.
    """
    with TemporaryDirectory(prefix="torture-") as at:
        made = crowd(Path(at), *counts.crowd)
        records = sum(seq for seq, _hash in made.chains.values())
        what = f"{made.bundles} bundles of {len(made.chains)} devices ({records:,} records) arrive, a supervisor"
        for how, words in (*([("looks", "looks on")] if counts.gap else []), ("works", "works")):
            found = Findings()
            place = fresh(made.lead, Path(at) / "read")
            seen = _at_the_window(place, made, how, found)
            if seen is None:
                yield row("", f"{what} {words}", made.bundles, found, "", _goal(counts.gap))
                continue
            if counts.gap and seen.busy.longest > counts.gap:
                found.add(f"the window stood still for {seen.busy.longest:.0f} ms")
            _read(place, made, seen, found)
            yield row("", f"{what} {words}", made.bundles, found, _said(seen, made), _goal(counts.gap))


def _goal(most: int) -> str:
    return f"0 lost, gap ≤ {most} ms" if most else "0 lost, all answered"


def _at_the_window(place: Path, made: Crowd, how: str, found: Findings) -> Seen | None:
    """In a process of its own, as `fieldapp` is; None where it came to no end."""
    command = [sys.executable, "-m", "torture.supervisor", str(place), str(made.stick), how]
    try:
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, check=True, timeout=_PATIENCE_S)  # noqa: S603 - ours
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        found.add("the window came to no end", (error.stderr or b"").decode(errors="replace")[-500:])
        return None
    return msgspec.json.decode(done.stdout, type=Seen)


def _read(place: Path, made: Crowd, seen: Seen, found: Findings) -> None:
    """Everything that was sent is there and whole, and everything that the supervisor wrote in between."""
    if f"{made.bundles} bundles read" not in seen.said and seen.said:
        found.add("not every bundle was read", seen.said)
    desk = opening.unlock(place, fiction.PASSPHRASES["supervisor"], clock.now)
    for device, (seq, digest) in made.chains.items():
        if not desk.book.holds(device, seq, digest):
            found.add("an entry is lost", f"place {seq}")
    for name in seen.written:
        if name not in {line.name for line in lookup(desk, name).lines}:
            found.add("what the supervisor wrote is lost", name)
    whole(desk, found, "afterwards")
    desk.close()


def _said(seen: Seen, made: Crowd) -> str:
    """The figures; how slow the machine was shows in those beside."""
    idle, quiet, busy = seen.idle, seen.quiet, seen.busy
    parts = [
        f"{made.entries:,} records read in {seen.seconds:.0f} s, for each bundle carries all that has no receipt",
        f"longest gap of the window's thread {_gap(busy)}; idle {_gap(idle)}; at that work while nothing is read {_gap(quiet)}",
        f"longest wait for an answer {busy.read:,.0f} ms of {busy.reads:,}",
        f"{busy.rounds} rounds of work meanwhile",
    ]
    return "; ".join(parts)


def _gap(gaps: Gaps) -> str:
    return f"{gaps.longest:.0f} ms"
