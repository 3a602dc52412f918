"""A worker's day, act by act: each says that it begins, and once it returned, what from then on must never be lost."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench.county import CHEAP, run_through
from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk import backups, checking, keeping, opening, rekeying, transfer
from fieldapp.desk.desk import Desk
from fieldapp.errors import FieldError, WrongPassphrase
from fieldapp.exchange import receiving
from fieldapp.identify import acts as screenings
from fieldapp.identify.model import Evidence, Rating
from fieldapp.identify.queries import draft, drafts
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Happened
from fieldapp.vault import opening as ways
from fieldapp.youth import acts as youths

KEEP = 2
"""Few backups, so that nearly every one removes another."""
_ITEMS = ("R15.1", "R16.1", "R16.2")


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the day says of a step. holds: chain -> last place and hash · files: everything attached · drafts: screening -> youth
    and how many answers are kept · passphrase: the one that is wanted · backup: its name · target, words: a store that is made
    again, and what opens it.
    """

    act: str
    done: bool = False
    holds: dict[str, tuple[int, str]] = {}
    files: tuple[str, ...] = ()
    drafts: dict[str, tuple[str, int]] = {}
    passphrase: str = ""
    backup: str = ""
    target: str = ""
    words: str = ""
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
        """Where bundles for others go."""
        return self.root / "out"

    @property
    def again(self) -> Path:
        """Where stores are made again from them."""
        return self.root / "again"


class Day:
    """A day in a room, with the passphrase that its store has now."""

    def __init__(self, room: Room, words: str, dice: random.Random, say: Say) -> None:
        self.room, self.words, self._dice, self._say = room, words, dice, say
        self._desk: Desk | None = None
        self._occasion: Occasion | None = None

    @property
    def desk(self) -> Desk:
        """The store, unlocked."""
        if self._desk is None:
            raise SystemExit("unlock first")
        return self._desk

    def walk(self, early: str = "") -> None:
        """Every act once, in any order; one of them early, behind one or two others."""
        self.unlock()
        names = self._dice.sample(sorted(ACTS), len(ACTS))
        if early in ACTS:
            names.remove(early)
            names.insert(self._dice.randrange(2), early)
        for name in names:
            ACTS[name](self)
        self.lock()

    def unlock(self) -> None:
        """Begin."""
        with self._step("unlock"):
            self._desk = opening.unlock(self.room.store, self.words, clock.now)

    def unlock_again(self) -> None:
        """Where an act had to lock it."""
        if self._desk is None:
            self.unlock()

    def lock(self) -> None:
        """End, however far it came."""
        desk, self._desk = self._desk, None
        if desk is not None:
            desk.close()

    @contextmanager
    def _step(self, act: str, **about: str) -> Iterator[dict[str, str]]:
        self._say(Line(act=act, **about))  # type: ignore[arg-type]
        yield about
        desk = self.desk
        holds = {chain: (seq, digest.hex()) for chain in desk.book.devices() for seq, digest in [desk.book.last(chain)]}
        files = tuple(sorted(path.name for path in (self.room.store / "attachments").iterdir() if path.name[0] != "."))
        kept = {each.id: (each.youth, len(each.ratings)) for each in desk.ask(drafts)}
        self._say(Line(act=act, done=True, holds=holds, files=files, drafts=kept, **about))  # type: ignore[arg-type]

    def call(self) -> None:
        """Somebody is missing."""
        with self._step("call"):
            call = Call(came_at=clock.now(), caller="Example Home A", youth_name="Mika Sample")
            self._occasion = Occasion(*self.desk.do(locate.start_from_call, call).result)
        with self._step("call"):
            learned = Happened(agency_learned=clock.now(), learned_how="Example Home A")
            self.desk.do(locate.say_happened, self._occasion.youth, self._occasion.id, learned)

    def _missing(self) -> Occasion:
        if self._occasion is None:
            self.call()
        if self._occasion is None:
            raise SystemExit("nobody is missing")
        return self._occasion

    def notice(self) -> None:
        """NCMEC is told."""
        occasion = self._missing()
        with self._step("notice"):
            proof = Proof(outcome="told", made_at=clock.now(), channel="phone", to_whom="Desk officer", number="26-0411")
            self.desk.do(agenda.record_notice, occasion, "ncmec//agency_learned", proof)

    def screening(self) -> None:
        """Begun, kept after each answer, finished."""
        youth, said = self._missing().youth, Evidence(source="youth_said", code="0", as_of="2026-01-01", basis="asked")
        with self._step("screening"):
            made = self.desk.do(screenings.begin, youth, "hmis-r15-r16").result
        for count in range(1, len(_ITEMS) + 1):
            kept = self.desk.ask(draft, made)
            if kept is None:
                raise SystemExit("the draft is gone")
            with self._step("screening"):
                rated = tuple(Rating(item=item, code="0", sources=(said,)) for item in _ITEMS[:count])
                self.desk.do(screenings.keep, msgspec.structs.replace(kept, ratings=rated))
        with self._step("screening"):
            self.desk.do(screenings.finish, made)

    def attach(self) -> None:
        """A photo."""
        youth = self._missing().youth
        with self._step("attach"):
            self.desk.do(youths.add_photo, youth, self._dice.randbytes(30_000), "image/png", "2020-01-01")

    def take_in(self) -> None:
        """The next bundle, or the last one once more."""
        found = sorted(self.room.stick.rglob("*.fxb"))
        before = receiving.read_before(self.desk.book.connection)
        path = next((each for each in found if each.name not in before), found[-1])
        with self._step("import"):
            outcomes = run_through(transfer.receive(self.desk, [path]))
            if outcomes[0].outcome not in {"accepted", "duplicate", "gap"}:
                raise FieldError(outcomes[0].sentence)

    def passphrase(self) -> None:
        """Another one."""
        new = f"paper lantern drifts over {self._dice.randrange(10**6)} quiet hills"
        with self._step("passphrase", passphrase=new):
            keeping.change_passphrase(self.desk, self.words, new, CHEAP)
            self.words = new

    def renew(self) -> None:
        """Another one, because others know it: everything is encrypted anew."""
        new = f"copper kettle hums beside {self._dice.randrange(10**6)} slow rivers"
        with self._step("rekey", passphrase=new):
            try:
                run_through(rekeying.renew(self.desk, self.words, new, CHEAP))
            except rekeying.KeyNotChanged:
                self._desk = None  # it was locked
                raise
            self.words = new

    def back_up(self) -> None:
        """To a disk that keeps few."""
        with self._step("backup") as about:
            about["backup"] = run_through(backups.back_up(self.desk, self.room.disk, KEEP)).name

    def restore(self) -> None:
        """A store made again from the newest backup, beside this one."""
        if not self._has_backup():
            self.back_up()
        target = self.room.again / f"{self._dice.randrange(10**9)}"
        with self._step("restore", target=target.name, words=self.words):
            desk, _used = backups.restore(self.room.disk, target, self.words, clock.now)
            desk.close()

    def _has_backup(self) -> bool:
        """Whether the newest backup opens with the passphrase of now."""
        try:
            ways.by_passphrase(backups.newest(self.room.disk).folder, self.words)
        except WrongPassphrase:
            return False
        except Exception:  # noqa: BLE001 - none there, or a folder that is not there yet
            return False
        return True

    def rebuild(self) -> None:
        """All rows anew."""
        with self._step("rebuild"):
            run_through(checking.rebuild_rows(self.desk))


ACTS: dict[str, Callable[[Day], None]] = {
    "call": Day.call,
    "notice": Day.notice,
    "screening": Day.screening,
    "attach": Day.attach,
    "import": Day.take_in,
    "passphrase": Day.passphrase,
    "rekey": Day.renew,
    "backup": Day.back_up,
    "restore": Day.restore,
    "rebuild": Day.rebuild,
}
