"""A worker, and the supervisor who enrolled them: stores of the fictional county, closed, and the stick between them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import case
from bench.county import County
from fieldapp.demo import fiction
from fieldapp.desk import transfer
from fieldapp.desk.desk import Desk
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.sending import Made
from fieldapp.youth import acts as youths

WORDS = fiction.PASSPHRASES["worker"]


@dataclass(slots=True)
class Unit:
    """Both stores enrolled with each other. lead, worker: their folders."""

    county: County
    lead: Path
    worker: Path

    def letter(self, sender: Desk, to: Desk, stick: Path) -> Made:
        """A bundle with all records of one for the other, whoever answers to whom."""
        stick.mkdir(exist_ok=True)
        found = next(each for each in _enrolled(sender) if each.id == to.me.device)
        made = transfer._send_to(sender, found, FolderDestination(stick), "", again=True)
        if made is None:
            raise SystemExit("there was nothing to send")
        return made


def _enrolled(desk: Desk) -> Iterator[transfer.Device]:
    from fieldapp.desk import team

    yield from team.others(desk)


@contextmanager
def unit() -> Iterator[Unit]:
    """Made in a folder that goes again."""
    with TemporaryDirectory(prefix="torture-") as at:
        county = County(Path(at))
        made = Unit(county, county.store("supervisor"), county.store("worker"))
        stick = Path(at) / "people"
        stick.mkdir()
        lead, worker = county.unlocked(made.lead, "supervisor"), county.unlocked(made.worker, "worker")
        county.enroll(lead, worker, FolderDestination(stick))
        lead.close()
        worker.close()
        yield made


def with_a_case(desk: Desk, county: County, photo: bytes) -> str:
    """A youth with a record, missing since two hours, police and one more told, and a photo."""
    youth = case.begin_record(desk)
    occasion = case.missing(county, desk, youth, 2)
    case.told(county, desk, occasion, 2)
    county.told.ahead = 0
    desk.do(youths.add_photo, youth, photo, "image/png", "2020-01-01")
    return youth


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, byte for byte."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fresh(template: Path, place: Path) -> Path:
    """A folder as another is, whatever lay there before."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template, place)
    return place
