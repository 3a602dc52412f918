"""Many workers and the supervisor they answer to: everybody enrolled, and on one stick what all of them sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.case import fill
from bench.county import CHEAP, County, run_through
from fieldapp.demo import fiction
from fieldapp.desk import enrolling, opening, team, transfer
from fieldapp.desk.desk import Desk
from fieldapp.exchange.folder import FolderDestination

_YOUTHS = 3 / 200
"""Of each so many entries one youth, as in the benches."""


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
    sent = 0
    for number in range(bundles):
        desk, each = workers[number % devices], entries // bundles
        fill(county, desk, each, max(3, int(each * _YOUTHS)))
        sent += sum(made.entries for made in transfer.send(desk, there))
    made = Crowd(at / "supervisor", stick, {each.me.device: each.book.last(each.me.device) for each in workers}, sent, bundles)
    for each in (lead, *workers):
        each.close()
    return made


def _worker(county: County, number: int) -> Desk:
    place = county.at / f"worker{number}"
    words = fiction.PASSPHRASES["worker"]
    new = opening.NewStore(f"Worker Sample {number}", "worker", county.agency.county_file, words)
    opening.create(place, new, county.told, CHEAP)
    return opening.unlock(place, words, county.told)
