"""A worker's day, step by step: each says that it begins, and once it returned, what from then on must never be lost."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from fieldapp import clock
from fieldapp.agenda.queries import Occasion
from fieldapp.desk import opening
from fieldapp.desk.desk import Desk
from fieldapp.identify.queries import drafts


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the day says of a step. holds: chain -> last place and hash · files: everything attached · notes: left and not gone
    through · drafts: screening -> youth and how many answers are kept · passphrase: the one that is wanted · backup: its name ·
    target, words: a store that is made, and what opens it; anew: not from a backup · out: what is on the stick -> its SHA-256 ·
    barred: what counts nowhere · bodies: how many entries have theirs, or lost it by order · named: files that entries name.
    """

    act: str
    done: bool = False
    holds: dict[str, tuple[int, str]] = {}
    files: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    drafts: dict[str, tuple[str, int]] = {}
    passphrase: str = ""
    backup: str = ""
    target: str = ""
    words: str = ""
    anew: bool = False
    out: dict[str, str] = {}
    barred: tuple[str, ...] = ()
    bodies: int = 0
    named: tuple[str, ...] = ()
    error: str = ""


Say = Callable[[Line], None]


@dataclass(frozen=True, slots=True)
class Room:
    """Where the day takes place."""

    root: Path

    @property
    def store(self) -> Path:
        """The worker's store."""
        return self.root / "store"

    @property
    def stick(self) -> Path:
        """Bundles from the supervisor, each with more than the one before."""
        return self.root / "stick"

    @property
    def disk(self) -> Path:
        """Where backups go."""
        return self.root / "disk"

    @property
    def out(self) -> Path:
        """Where bundles for others go, and papers."""
        return self.root / "out"

    @property
    def again(self) -> Path:
        """Where other stores are made, from backups or new."""
        return self.root / "again"

    @property
    def county(self) -> Path:
        """The county file."""
        return self.root / "county"

    @property
    def agency(self) -> Path:
        """The agency's private recovery key, as only a fictional agency leaves it lying."""
        return self.root / "agency"

    def put_older(self, kept: Path) -> None:
        """In the place of the store, one of an earlier version."""
        shutil.rmtree(self.store, ignore_errors=True)
        shutil.copytree(kept, self.store)
        (self.store / "notes").mkdir(exist_ok=True)  # version control keeps no empty folder

    def outside(self) -> dict[str, str]:
        """What lies on the stick for others -> the hash of it."""
        found = sorted(each for each in self.out.rglob("[!.]*") if each.is_file())
        return {str(each.relative_to(self.out)): hashlib.sha256(each.read_bytes()).hexdigest() for each in found}


class Day:
    """A day in a room, with the passphrase that its store has now."""

    def __init__(self, room: Room, words: str, dice: random.Random, say: Say, names: Sequence[str] = ("Mika Sample",)) -> None:
        self.room, self.words, self.dice, self._say, self._names = room, words, dice, say, names
        self.held: Desk | None = None
        self.occasion: Occasion | None = None

    @property
    def desk(self) -> Desk:
        """The store, unlocked."""
        if self.held is None:
            raise SystemExit("unlock first")
        return self.held

    def name(self) -> str:
        """Somebody."""
        return self.dice.choice(self._names)

    def unlock(self) -> None:
        """Begin."""
        with self.step("unlock"):
            self.held = opening.unlock(self.room.store, self.words, clock.now)

    def unlock_again(self) -> None:
        """Where an act had to lock it."""
        if self.held is None:
            self.unlock()

    def lock(self) -> None:
        """End, however far it came."""
        desk, self.held = self.held, None
        if desk is not None:
            desk.close()

    @contextmanager
    def step(self, act: str, *, anew: bool = False, **about: str) -> Iterator[dict[str, str]]:
        """Say that an act begins, and once it returned all that is there then."""
        self._say(Line(act=act, anew=anew, **about))  # type: ignore[arg-type]
        yield about
        desk = self.desk
        said = Line(
            act=act,
            done=True,
            anew=anew,
            holds={chain: (seq, digest.hex()) for chain in desk.book.devices() for seq, digest in [desk.book.last(chain)]},
            files=_names(self.room.store / "attachments"),
            notes=_names(self.room.store / "notes"),
            drafts={each.id: (each.youth, len(each.ratings)) for each in desk.ask(drafts)},
            out=self.room.outside(),
            barred=barred(desk),
            bodies=bodies(desk),
            named=named(desk),
            **about,  # type: ignore[arg-type]
        )
        self._say(said)


def barred(desk: Desk) -> tuple[str, ...]:
    """Entries that count nowhere: withdrawn, or by somebody without the right."""
    return tuple(sorted(row[0].hex() for row in desk.book.connection.exec_driver_sql("SELECT entry FROM barred")))


def bodies(desk: Desk) -> int:
    """How many entries have their body, or lost it by an order."""
    asked = (
        "SELECT count(*) FROM entry e WHERE e.body IS NOT NULL"
        " OR EXISTS (SELECT 1 FROM destroyed d WHERE d.stream = e.stream AND d.hash = e.hash)"
    )
    return int(desk.book.connection.exec_driver_sql(asked).scalar_one())


def named(desk: Desk) -> tuple[str, ...]:
    """Files that an entry names whose body is here."""
    kinds = desk.book.reading.kinds
    held = (each for chain in desk.book.devices() for each in desk.book.range(chain) if each.sealed)
    return tuple(sorted({digest for each in held if each.sealed for digest in kinds.files(each.sealed)}))


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in folder.iterdir() if path.name[0] != "."))
