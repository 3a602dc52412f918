"""A real store of the fictional county, with a clock that the test moves and a passphrase that is cheap to try."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fieldapp import clock
from fieldapp.demo import county, fiction
from fieldapp.desk import opening
from fieldapp.desk.desk import Desk
from fieldapp.vault.kdf import Cost
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Standing, Tribes
from tests.desk.office import Office

CHEAP = Cost(64, 1, 1)
LEARNED = clock.parse("2026-11-21T22:34:00-08:00")


class Hand:
    """A clock that stands still until the test moves it."""

    def __init__(self) -> None:
        self.now = LEARNED

    def __call__(self) -> int:
        return self.now

    def pass_by(self, milliseconds: int) -> None:
        self.now += milliseconds


@pytest.fixture(scope="session")
def agency() -> county.Agency:
    return county.new_agency()


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def folder(tmp_path: Path, agency: county.Agency, hand: Hand) -> Path:
    place = tmp_path / "store"
    new = opening.NewStore(fiction.WORKER, "worker", agency.county_file, fiction.PASSPHRASES["worker"])
    opening.create(place, new, hand, CHEAP)
    return place


@pytest.fixture
def unlock(folder: Path, hand: Hand) -> Iterator[Callable[[], Desk]]:
    opened: list[Desk] = []

    def again() -> Desk:
        while opened:
            opened.pop().close()
        opened.append(opening.unlock(folder, fiction.PASSPHRASES["worker"], hand))
        return opened[-1]

    yield again
    while opened:
        opened.pop().close()


@pytest.fixture
def desk(unlock: Callable[[], Desk]) -> Desk:
    return unlock()


@pytest.fixture
def mika(desk: Desk) -> str:
    """A dependent of fifteen, in care under a placement order, with reason to know of a tribe."""
    youth = desk.do(youths.open_record, Names(chosen="Mika Sample", legal="Mikaela Sample")).result
    standing = Standing(born="2011-05-30", jurisdiction="dependent", in_care=True, placement_order=True, cws_client_id="DEMO-1")
    desk.do(youths.say_standing, youth, standing)
    desk.do(youths.say_tribes, youth, Tribes(indian_child="reason_to_know", names=("Example Rancheria",), tribal_police=True))
    return youth


@pytest.fixture
def team(tmp_path: Path, agency: county.Agency, hand: Hand) -> Iterator[Office]:
    """A supervisor, and whoever is enrolled with them, over one folder."""
    made = Office(tmp_path, agency, hand)
    yield made
    for desk in made.open:
        desk.close()


@pytest.fixture
def worker(team: Office) -> Desk:
    """Enrolled, and knows who is who."""
    desk = team.store("worker", "Dana Demo-Worker")
    team.enroll(desk)
    team.empty()
    return desk
