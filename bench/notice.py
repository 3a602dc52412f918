"""Recording a notice: check, sign, insert, fold, react, commit durably, head; beside a bare row put into the same file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.case import begin_record, fill, missing
from bench.county import County
from bench.figures import Figure, at_most_times, in_turn, seen
from bench.sizes import Size
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk.desk import Desk

_TIMES = 2.2
_FLOOR = "a bare row, committed"


def measure(size: Size) -> Iterator[Figure]:
    """A notice to NCMEC, and a report to police."""
    with TemporaryDirectory(prefix="bench-") as at:
        county = County(Path(at))
        desk = county.unlocked(county.store("worker"), "worker")
        fill(county, desk, size.entries, size.youths)
        occasions = [missing(county, desk, begin_record(desk), 2) for _each in range(size.notices + 1)]
        county.told.ahead = 0
        ncmec, police = _notice(county, desk, occasions, "ncmec"), _notice(county, desk, occasions, "police")
        bare = _bare(desk)
        for each in (bare, ncmec, police):
            each()
        floor, first, second = in_turn(size.notices, bare, ncmec, police)
        desk.close()
    yield at_most_times("Recording a notice to NCMEC", first, _TIMES, floor, _FLOOR)
    yield at_most_times("Recording a police report", second, _TIMES, floor, _FLOOR)
    yield seen("A bare row, committed", floor)


def _notice(county: County, desk: Desk, occasions: Iterable[Occasion], to: str) -> Callable[[], object]:
    """Each time for another youth: an episode has one report to police."""
    waiting, numbers = iter(occasions), count()

    def record() -> None:
        outcome = "report_taken" if to == "police" else "told"
        proof = Proof(
            outcome=outcome, made_at=county.told(), channel="phone", to_whom="Desk officer", number=f"26-{next(numbers)}"
        )
        desk.do(agenda.record_notice, next(waiting), f"{to}//agency_learned", proof)

    return record


def _bare(desk: Desk) -> Callable[[], object]:
    """One row as long as an entry, into a table without any index of its own, through the same connection."""
    connection = desk.book.connection
    connection.exec_driver_sql("CREATE TABLE bare (number INTEGER PRIMARY KEY, body BLOB)")
    row = bytes(range(256)) * 3

    def insert() -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.exec_driver_sql("INSERT INTO bare (body) VALUES (?)", (row,))
        connection.commit()

    return insert
