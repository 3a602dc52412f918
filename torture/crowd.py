"""Many workers and the supervisor they answer to: everybody enrolled, and on one stick what all of them sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench import case
from bench.county import CHEAP, County
from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.desk import enrolling, opening, team, transfer
from fieldapp.desk.desk import Desk, run_through
from fieldapp.exchange.folder import FolderDestination
from fieldapp.ledger.book import Book

_PLAIN = 3
"""For each youth who was missing once, so many with a record and nothing more."""
_MISSING = 2
"""The youths of every so manieth worker: one of theirs is missing now."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """lead: the supervisor's store, closed, with nothing read yet · stick: where everything lies · chains: of each device that
    sent, its last place and hash · entries, bundles: how many came together.
    """

    lead: Path
    stick: Path
    chains: dict[str, tuple[int, bytes]]
    entries: int
    bundles: int


def crowd(at: Path, devices: int, bundles: int, entries: int) -> Crowd:
    """So many devices, which between them sent so many bundles with about so many entries."""
    county, stick = County(at), at / "stick"
    stick.mkdir()
    lead = county.unlocked(county.store("supervisor"), "supervisor")
    there, first = FolderDestination(stick), None
    workers: list[Desk] = []
    for number in range(devices):
        desk = _worker(county, number)
        workers.append(desk)
        if first is None:
            first = desk
            county.enroll(lead, desk, there)
        else:
            card = team.card(desk)
            enrolling.enroll(lead, card, card.words())
    for desk in workers:
        transfer.send_people(lead, desk.me.device, there)
        run_through(transfer.read_folder(desk, there))
    run_through(transfer.read_folder(lead, there))
    sent, cases = 0, [_Cases(county, desk, missing=number % _MISSING == 0) for number, desk in enumerate(workers)]
    for number in range(bundles):
        desk = workers[number % devices]
        cases[number % devices].write(entries // bundles)
        sent += sum(made.entries for made in transfer.send(desk, there))
    made = Crowd(at / "supervisor", stick, {each.me.device: each.book.last(each.me.device) for each in workers}, sent, bundles)
    for each in (lead, *workers):
        each.close()
    return made


class _Cases:
    """Cases of one worker: one of each kind walked by the app's own acts, and as many copies of them as are wanted."""

    def __init__(self, county: County, desk: Desk, *, missing: bool) -> None:
        self._desk, self._made, self._names = desk, 0, 0
        if missing:
            case.running(county, desk)
        past = case.settled(county, desk)
        county.told.ahead = 400 * clock.DAY
        plain = case.begin_record(desk)
        county.told.ahead = 0
        self._patterns = [case.pattern_of(desk, past), *[case.pattern_of(desk, plain)] * _PLAIN]

    def write(self, entries: int) -> None:
        """So many more entries, about."""
        wanted = self._made + entries

        def write(book: Book) -> None:
            while self._made < wanted:
                name = f"{case._GIVEN[self._names % len(case._GIVEN)]} Sample{self._names:05d}"
                self._made += case.write_copy(self._desk, book, self._patterns[self._names % len(self._patterns)], name)
                self._names += 1

        self._desk.batch(write)


def _worker(county: County, number: int) -> Desk:
    place = county.at / f"worker{number}"
    words = fiction.PASSPHRASES["worker"]
    new = opening.NewStore(f"Worker Sample {number}", "worker", county.agency.county_file, words)
    opening.create(place, new, county.told, CHEAP)
    return opening.unlock(place, words, county.told)
