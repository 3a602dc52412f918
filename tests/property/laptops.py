"""The laptops of one unit over one stick, copied from a set-up that is made once; each has a clock of its own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fieldapp import clock
from fieldapp.demo import county, fiction
from fieldapp.desk import backups, enrolling, office, opening, transfer
from fieldapp.desk import team as team_of
from fieldapp.desk.desk import Desk, run_through
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.saying import Outcome
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.stored import COLUMNS, from_row
from tests.desk.office import Office
from tests.property.deeds import DEEDS
from tests.property.orders import named_by_orders

WORDS = fiction.PASSPHRASES["worker"]
BEGIN = clock.parse("2026-11-21T22:34:00-08:00")
LEAD, SECOND, WORKER, OFFICER = "Pat-Template-Lead", "Robin-Sample-Lead", "Dana-Demo-Worker", "Quinn-Demo-Officer"
FIRST = (LEAD, SECOND, WORKER, OFFICER)
"""Whose laptops there are to begin with: two supervisors, of whom the first enrolls, a worker and an officer."""


came: Counter[str] = Counter()
"""What came of how many files, for whoever runs it for long."""


def _room(name: str) -> Path:
    """An empty folder, in memory where the system has one for that: nothing here asks what a disk does without power."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder itself is made by mkdtemp
    return Path(tempfile.mkdtemp(prefix=f"fieldapp-{name}-", dir=memory if os.access(memory, os.W_OK) else None))


class Hour:
    """The hour that it really is."""

    def __init__(self, now: int = BEGIN) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


@dataclass(slots=True)
class Dial:
    """The clock of one laptop. off: how far it is set wrong, ms."""

    hour: Hour
    off: int = 0

    def __call__(self) -> int:
        return self.hour.now + self.off


@cache
def _unit() -> Path:
    """Everybody's store, enrolled and knowing who is who, closed."""
    root = _room("unit")
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    team = Office(root, county.new_agency(), Hour(BEGIN - clock.DAY))
    others = [
        team.store("supervisor", "Robin Sample-Lead"),
        team.store("worker", "Dana Demo-Worker"),
        team.store("officer", "Quinn Demo-Officer"),
    ]
    for desk in others:
        team.enroll(desk)
        team.empty()
    transfer.send(team.lead, FolderDestination(team.folder))
    for place, desk in enumerate(others):
        team.through(desk)
        for deed in ("call", "standing", "contact", "status", "screen", "open"):
            DEEDS[deed](desk, 700 * place)
    for desk in (*team.open, *team.open, *team.open):
        team.through(desk)
        transfer.send(desk, FolderDestination(team.folder))
    for desk in team.open:
        desk.close()
    return root


@dataclass(slots=True, eq=False)
class Laptop:
    """One store that is open. words: every entry of the night with its body, whoever holds it · must: entry -> whether with its
    body, of all that it was seen to hold · lost: what an older copy of the store, put back in its place, no longer has · gone:
    whose bodies were destroyed here by order · leads: the supervisors, by their persons' ids.
    """

    name: str
    folder: Path
    dial: Dial
    desk: Desk
    words: dict[bytes, Entry]
    leads: set[str]
    must: dict[bytes, bool] = field(default_factory=dict)
    lost: set[bytes] = field(default_factory=set)
    gone: set[bytes] = field(default_factory=set)

    @property
    def device(self) -> str:
        """Its device's id."""
        return self.desk.me.device

    def held(self) -> dict[bytes, bool]:
        """Every entry that is here -> whether with its body."""
        rows = self.desk.book.connection.exec_driver_sql("SELECT hash, body IS NOT NULL FROM entry")
        return {row[0]: bool(row[1]) for row in rows}

    def begin(self) -> None:
        """What is here now, and nothing of before, is what must stay."""
        self.must, self.gone = self.held(), set()
        self._remember(self.must)

    def note(self) -> None:
        """Nothing that it held is gone, nor a body but by order of somebody with the right; what is new must stay from now on.

        What such an order names has no body here, and gets none again.
        """
        held, orders = self.held(), named_by_orders(self.desk.book, self.leads)
        kept = {digest: body or digest in orders.by_leads for digest, body in held.items()}
        gone = [digest.hex() for digest, body in self.must.items() if kept.get(digest, False) < body or digest not in held]
        assert not gone, f"{self.name} lost {gone}"
        self.gone |= orders.carried_out
        back = [digest.hex() for digest in self.gone if held.get(digest, False)]
        assert not back, f"{self.name} holds what was destroyed: {back}"
        self._remember({digest: body for digest, body in held.items() if body and digest not in self.must})
        self.must = held

    def _remember(self, fresh: Collection[bytes]) -> None:
        unseen = {digest for digest in fresh if digest not in self.words}
        if unseen:
            rows = self.desk.book.connection.exec_driver_sql(f"SELECT {COLUMNS} FROM entry e WHERE e.body IS NOT NULL")
            self.words.update((row[0], from_row(row)) for row in rows if row[0] in unseen)

    def records(self) -> int:
        """How many entries about youths and the agency are here; accesses come with every reading."""
        count = self.desk.book.connection.exec_driver_sql("SELECT count(*) FROM chain WHERE device NOT LIKE '%/access'").scalar()
        return int(count or 0)

    def written(self) -> set[bytes]:
        """Everything about youths and the agency that was written on this laptop, under whichever device's name."""
        chains = [chain for chain in team_of.sender(self.desk).chains if not chain.endswith("/access")]
        return {entry.hash for chain in chains for entry in self.desk.book.range(chain)}


def _signs(laptop: Laptop) -> bool:
    """Whether a laptop holds the office key."""
    return office.signs_rosters(laptop.desk.book.connection)


def list_number(laptop: Laptop) -> int:
    """The number of the list of people that a laptop goes by."""
    found = team_of.roster(laptop.desk)
    return found.version if found else 0


class Unit:
    """The laptops, the stick, the disk for backups, and the hour."""

    def __init__(self) -> None:
        self.root = _room("night")
        self.stick, self.drawer = self.root / "stick", self.root / "drawer"
        self.stick.mkdir()
        self.hour = Hour()
        self.laptops: list[Laptop] = []
        self.succeeded: set[str] = set()
        self.words: dict[bytes, Entry] = {}
        self.leads: set[str] = set()
        for name in FIRST:
            shutil.copytree(_unit() / name, self.root / name)
            self._open(name, self.root / name, Dial(self.hour))

    def _open(self, name: str, folder: Path, dial: Dial) -> Laptop:
        return self._begin(name, folder, dial, opening.unlock(folder, WORDS, dial))

    def _begin(self, name: str, folder: Path, dial: Dial, desk: Desk) -> Laptop:
        if desk.me.role == "supervisor":
            self.leads.add(desk.me.person)
        made = Laptop(name, folder, dial, desk, self.words, self.leads)
        made.begin()
        self.laptops.append(made)
        return made

    def close(self) -> None:
        """Lock everything, and leave nothing behind."""
        for each in self.laptops:
            each.desk.close()
        shutil.rmtree(self.root, ignore_errors=True)

    # -- bundles

    def bundles(self) -> list[Path]:
        """What lies on the stick, oldest first."""
        return sorted(self.stick.rglob("*.fxb"), key=lambda path: (path.stat().st_mtime_ns, path.name))

    def lose(self, path: Path, *, copied: bool = False) -> None:
        """A file of the stick into a drawer; or a copy of it."""
        place = self.drawer / path.relative_to(self.stick)
        place.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copy2 if copied else shutil.move)(path, place)

    def lost(self) -> list[Path]:
        """What lies in the drawer."""
        return sorted(self.drawer.rglob("*.fxb"), key=lambda path: (path.stat().st_mtime_ns, path.name))

    def find(self, path: Path) -> None:
        """Back to the stick."""
        place = self.stick / path.relative_to(self.drawer)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, place)

    def send(self, laptop: Laptop, *, again: bool = False) -> None:
        """Leave what others have not got on the stick."""
        run_through(transfer.posting(laptop.desk, FolderDestination(self.stick), "stick", again=again))
        laptop.note()

    def deliver(self, laptop: Laptop, path: Path) -> Outcome:
        """Read one file, whoever it is for."""
        (outcome,) = run_through(transfer.receive(laptop.desk, [path]))
        laptop.note()
        return outcome

    def read(self, laptop: Laptop) -> list[Outcome]:
        """Read the stick as the window does, receipts and all."""
        outcomes = run_through(transfer.read_folder(laptop.desk, FolderDestination(self.stick)))
        laptop.note()
        came.update(f"{each.form or 'file'} {each.outcome} {each.reason}"[:32] for each in outcomes)
        return outcomes

    # -- what befalls a laptop

    def lock_and_unlock(self, laptop: Laptop) -> None:
        """Closed and opened again."""
        laptop.desk.close()
        laptop.desk = opening.unlock(laptop.folder, WORDS, laptop.dial)
        assert laptop.desk.read_only == ""
        laptop.note()

    def clone(self, laptop: Laptop) -> Laptop:
        """Copied by somebody, and the copy goes on writing beside it."""
        place = self.root / f"copy-{len(self.laptops)}"
        shutil.copytree(laptop.folder, place)
        return self._open(f"a copy of {laptop.name}", place, Dial(self.hour, laptop.dial.off))

    def put_aside(self, laptop: Laptop) -> Path:
        """A copy of the whole folder, head and all, to be put back one day."""
        place = self.root / f"aside-{laptop.folder.name}"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(laptop.folder, place)
        return place

    def put_back(self, laptop: Laptop, place: Path) -> None:
        """That copy in the store's place: nothing on this laptop can tell."""
        laptop.desk.close()
        shutil.rmtree(laptop.folder)
        shutil.copytree(place, laptop.folder)
        laptop.desk = opening.unlock(laptop.folder, WORDS, laptop.dial)
        assert laptop.desk.read_only == ""
        laptop.lost |= set(laptop.must) - set(laptop.held())
        laptop.begin()

    def back_up(self, laptop: Laptop) -> Path:
        """To a disk of its own."""
        self.hour.now += clock.SECOND
        disk = self.root / f"disk-{laptop.folder.name}"
        disk.mkdir(exist_ok=True)
        run_through(backups.back_up(laptop.desk, disk))
        laptop.note()
        return disk

    def restore(self, laptop: Laptop, disk: Path) -> Laptop:
        """Made again from its newest backup as a new device; the one before goes on too, nobody having told it."""
        place = self.root / f"again-{len(self.laptops)}"
        dial = Dial(self.hour, laptop.dial.off)
        desk, _used = backups.restore(disk, place, WORDS, dial)
        self.succeeded.add(laptop.device)
        return self._begin(f"{laptop.name}, restored", place, dial, desk)

    # -- the end

    def meet(self) -> None:
        """Everybody meets: new devices are enrolled by their eight words, and the stick goes round until nothing is left to say.

        Of a supervisor's laptop that was copied or restored, perhaps more than once, the one enrolls whose list has the highest
        number: the others go by that.
        Clocks are put right before, and what came while one ran ahead is judged again after, as with each new list of people.
        """
        for each in self.laptops:
            each.dial.off = 0
        boss = max((each for each in reversed(self.laptops) if _signs(each)), key=list_number)
        for each in self.laptops:
            signed = office.signed_roster(boss.desk.book.connection, team_of.root(boss.desk))
            if signed is None or signed.find(each.device) is None:
                card = team_of.card(each.desk)
                enrolling.enroll(boss.desk, card, card.words())
        everybody = (boss, *(each for each in self.laptops if each is not boss))
        for turn in range(6):
            moved = [self._round(each) for each in everybody]
            if turn > 1 and not any(moved):
                break
        else:
            raise AssertionError("the stick went round six times, and still something comes")
        for each in everybody:
            team_of.reload(each.desk)
            each.note()

    def _round(self, laptop: Laptop) -> int:
        self.hour.now += clock.MINUTE
        before = laptop.records()
        self.read(laptop)
        self.send(laptop, again=True)
        return laptop.records() - before
