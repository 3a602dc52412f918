"""Importing a sealed bundle: unseal, verify, insert, fold; beside the same rows put in by `executemany`, as many a commit."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.case import fill
from bench.county import County
from bench.figures import Figure, at_least_rate, at_most, seen
from bench.sizes import Size
from fieldapp.demo import fiction
from fieldapp.desk import opening, transfer
from fieldapp.desk.desk import Desk
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.header import clear_header
from fieldapp.exchange.receiving import BATCH
from fieldapp.ledger import book as ledger
from fieldapp.ledger import stored
from fieldapp.ledger.ids import new_id
from fieldapp.ledger.kinds import Role

_ROOT = Path(__file__).resolve().parent.parent
_SHARE, _APART, _MOST_MB = 0.55, 0.35, 200


def measure(size: Size) -> Iterator[Figure]:
    """A worker's bundle; one about very many youths; and two whose authors wrote about the same youths without knowing of each
    other, so that every entry of the second is concurrent.
    """
    count = size.imported
    with TemporaryDirectory(prefix="bench-") as at:
        yield from _into_fresh(Sent(Path(at), count, max(3, count * 3 // 200)), size, f"Importing {count:,} entries", _SHARE)
    with TemporaryDirectory(prefix="bench-") as at:
        yield next(_into_fresh(Sent(Path(at), count, size.streams), size, f"The same about {size.streams:,} youths", _SHARE))
    with TemporaryDirectory(prefix="bench-") as at:
        apart = Sent(Path(at), count, max(3, count * 3 // 200), apart=True)
        yield next(_into_fresh(apart, size, "The same, half of them concurrent", _APART))


def _into_fresh(made: Sent, size: Size, what: str, share: float) -> Iterator[Figure]:
    """Into fresh stores of a supervisor, in a fresh process each, in turn with the floor."""
    rates: list[float] = []
    floors: list[float] = []
    grown: list[float] = []
    slices: list[float] = []
    for number in range(size.imports):
        floors.append(made.count / _child("floor", made.fresh(f"floor{number}"), made.stick)[0])
        seconds, megabytes, longest = _child("import", made.fresh(f"import{number}"), made.stick)
        rates.append(made.count / seconds)
        grown.append(megabytes)
        slices.append(longest * 1_000)
    yield at_least_rate(what, statistics.median(rates), share, statistics.median(floors), "executemany", "/s")
    yield at_most("Memory that importing takes", max(grown), _MOST_MB, "MB")
    yield seen("Longest slice of it", statistics.median(slices))


class Sent:
    """Bundles on a stick, and supervisors' stores that have not read them. apart: of two workers, half of the entries each."""

    def __init__(self, at: Path, entries: int, people: int, *, apart: bool = False) -> None:
        self.stick = at / "stick"
        self.stick.mkdir()
        self._county = County(at)
        self._place = self._county.store("supervisor")
        lead = self._county.unlocked(self._place, "supervisor")
        roles: tuple[Role, ...] = ("worker", "officer") if apart else ("worker",)
        workers = [self._county.unlocked(self._county.store(role), role) for role in roles]
        self._county.enroll(lead, workers[0], FolderDestination(self.stick), *workers[1:])
        lead.close()
        youths = [new_id() for _each in range(people)]
        self.count = 0
        for each in workers:
            fill(self._county, each, entries // len(workers), people, chosen=youths)
            (sent,) = transfer.send(each, FolderDestination(self.stick))
            self.count += sent.entries
            each.close()

    def fresh(self, name: str) -> Path:
        """A copy of the supervisor's store as it was before."""
        import shutil

        place = self._county.at / name
        shutil.copytree(self._place, place)
        return place


def _child(what: str, place: Path, stick: Path) -> list[float]:
    done = subprocess.run(  # noqa: S603 - this module itself
        [sys.executable, "-m", "bench.importing", what, str(place), str(stick)],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    return [float(word) for word in done.stdout.split()]


def _unlocked(place: Path) -> Desk:
    from fieldapp import clock

    return opening.unlock(place, fiction.PASSPHRASES["supervisor"], clock.now)


def _bundles(stick: Path) -> list[Path]:
    """Those with entries; the lists of people are small."""
    return [path for path in sorted(stick.rglob("*.fxb")) if (found := clear_header(path)) and found.form == "range"]


def _import(place: Path, stick: Path) -> None:
    desk = _unlocked(place)
    before, longest = _resident(), 0.0
    began = last = time.perf_counter()
    slices = transfer.receive(desk, _bundles(stick))
    try:
        while True:
            next(slices)
            longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    except StopIteration as done:
        outcomes = done.value
    seconds = time.perf_counter() - began
    if {each.outcome for each in outcomes} != {"accepted"}:
        raise SystemExit(f"not accepted: {outcomes}")
    print(seconds, _most_resident() - before, longest)
    desk.close()


def _floor(place: Path, stick: Path) -> None:
    """The rows of the same entries, ready, into the same two tables."""
    desk = _unlocked(place)
    from fieldapp.desk import team
    from fieldapp.exchange import bundle

    entries = [entry for path in _bundles(stick) for entry in bundle.open_for(path, desk.me.device, team.keys(desk)).entries()]
    rows = [stored.as_row(entry) for entry in entries]
    chain = [(entry.device, entry.seq, entry.hash, entry.stream) for entry in entries]
    connection = desk.book.connection
    began = time.perf_counter()
    first, second = iter(rows), iter(chain)
    while batch := list(islice(first, BATCH)):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.exec_driver_sql(stored.INSERT, batch)
        connection.exec_driver_sql(ledger._CHAIN, list(islice(second, BATCH)))
        connection.commit()
    print(time.perf_counter() - began)
    desk.close()


def _resident() -> float:
    """Memory in use now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def _most_resident() -> float:
    """The most that this process ever had in use, in MB; what getrusage says a child takes over from the one that started it."""
    said = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in said.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e6


if __name__ == "__main__":
    gc.disable()  # as the commands and the window do
    {"import": _import, "floor": _floor}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
