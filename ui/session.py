"""The open store, as pages use it: acts and questions go to the store thread, and what changed is said to every page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from fieldapp import clock
from fieldapp.desk import leaving, opening, rekeying
from fieldapp.desk.desk import Changes, Desk, Progress, Slices
from fieldapp.desk.window import Me
from fieldapp.errors import Bug
from ui.bus import Bus
from ui.work import Failed, Job, Work

R = TypeVar("R")
_PAINTING_MS = 150
"""So long a page may take to be painted once its answer has come."""


class Session(QObject):
    """At most one desk, made, used and closed on the store thread. `me` and `warning` are copies for the window."""

    unlocked = Signal()
    locking = Signal()
    """It is about to be locked: what is not kept yet can still be written."""
    locked = Signal()
    stepped = Signal(str)
    """What is being done while a store is unlocked."""
    _step = Signal(str)
    """The same, from the store thread."""

    def __init__(self, work: Work, bus: Bus, now: clock.Clock = clock.now) -> None:
        super().__init__()
        self.bus = bus
        self.now = now
        self.me: Me | None = None
        self.warning = ""
        self.may_go_on = False
        """Of a store open for reading only: whether it can be gone on with as a new device."""
        self._work = work
        self._desk: Desk | None = None
        self._unlocks = 0
        self._long: list[Job] = []
        self._opening: Job | None = None
        self._step.connect(self._on_step, Qt.ConnectionType.QueuedConnection)

    def create(self, folder: Path, new: opening.NewStore, then: Callable[[tuple[str, ...]], None], failed: Failed) -> None:
        """Make a store; `then` gets the sheets of recovery words."""
        self._work.run(lambda: opening.create(folder, new, self.now), then, failed)

    def unlock(self, folder: Path, passphrase: str, failed: Failed) -> None:
        """Unlock a store; pages hear `unlocked`, and `stepped` on the way."""
        self._opening = self._work.run(lambda: self._open(folder, passphrase), self._on_opened, failed)

    def recover(self, folder: Path, way: opening.WayBack, passphrase: str, failed: Failed) -> None:
        """Open a store by another way than its passphrase, which `passphrase` then takes the place of."""
        self._opening = self._work.run(lambda: self._recover(folder, way, passphrase), self._on_opened, failed)

    def go_on(self, failed: Failed) -> None:
        """Of a store open for reading only: go on from it as a new device; pages hear `unlocked` again."""
        self._opening = self._work.run(self._go_on, self._on_opened, failed)

    def leave(self, passphrase: str, *, unsent_too: bool, then: Callable[[leaving.Left], None], failed: Failed) -> None:
        """Destroy the store that is open. Done, the window is locked for good; refused, everything is as it was."""

        def left(found: leaving.Left) -> None:
            self.lock()
            then(found)

        self._work.run(lambda: self._leave(passphrase, unsent_too=unsent_too), left, self._while_open(failed))

    def renew(self, old: str, new: str, then: Callable[[rekeying.Renewed], None], failed: Failed) -> None:
        """Another key and passphrase; where the disk stops that halfway the store is locked, and `failed` hears of it after."""
        while_open = self._while_open(failed)

        def stopped(error: BaseException) -> None:
            if isinstance(error, rekeying.KeyNotChanged):
                self.lock()
                failed(error)
            else:
                while_open(error)

        job = self._work.run_long(lambda: self._renew(old, new), self._while_open(then), stopped)
        self._long.append(job)

    def stop_unlocking(self) -> None:
        """Never mind: what was opened meanwhile is closed again, and nobody hears of it."""
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
            self._work.run(self.let_go)

    def lock(self) -> None:
        """Close the store at once for the window; the thread closes it after what it is doing."""
        if self.me is not None:
            self.locking.emit()
            self.me = None
            self._unlocks += 1
            while self._long:
                self._long.pop().cancel()
            self.locked.emit()
            self._work.run(self.let_go)

    def shows(self) -> None:
        """Part of a page is about to be made, or was just made: long work stands aside until it is painted."""
        self._work.shows()

    def do(self, act: Callable[[Desk], Changes[R]], then: Callable[[R], None] | None = None, failed: Failed | None = None) -> Job:
        """Carry out an act; every page hears what changed."""

        def done(changes: Changes[R]) -> None:
            self.bus.say(changes)
            if then is not None:
                then(changes.result)

        return self._work.run(lambda: act(self._held()), self._to_whom_asked(done), self._failed_while_open(failed))

    def behind(self, then: Callable[[], object]) -> None:
        """Go on once all that was asked before is on the screen: what is worked out beside the first page slows its painting.

        Where the store is locked before that, it is left for the next unlock.
        """

        def begin(_nothing: None) -> None:
            then()

        still = self._while_open(begin)
        self.ask(lambda _desk: None, lambda nothing: QTimer.singleShot(_PAINTING_MS, self, lambda: still(nothing)))

    def do_long(
        self,
        act: Callable[[Desk], Slices[Changes[R]]],
        then: Callable[[R], None] | None = None,
        failed: Failed | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Job:
        """Carry out a long act."""

        def done(changes: Changes[R]) -> None:
            self.bus.say(changes)
            if then is not None:
                then(changes.result)

        return self._long_job(act, done, failed, progress)

    def look_long(
        self,
        question: Callable[[Desk], Slices[R]],
        then: Callable[[R], None],
        failed: Failed | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Job:
        """Have something long worked out of which nothing on a page changes (a check of the whole store)."""
        return self._long_job(question, then, failed, progress)

    def ask_long(
        self,
        question: Callable[[Desk], Slices[R]],
        then: Callable[[R], None],
        failed: Failed | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Job:
        """Read something that takes long and that somebody waits for (a search): answered though an import is under way."""
        return self._long_job(question, then, failed, progress, self._work.ask_long)

    def _long_job(
        self,
        work: Callable[[Desk], Slices[R]],
        then: Callable[[R], None],
        failed: Failed | None,
        progress: Callable[[Progress], None] | None,
        run: Callable[..., Job] | None = None,
    ) -> Job:
        """A long job, ended by the lock at its next slice."""
        shown = self._to_whom_asked(progress) if progress else None
        still = self._to_whom_asked(then)
        job = (run or self._work.run_long)(lambda: work(self._held()), still, self._failed_while_open(failed), shown)
        if self.me is not None:
            self._long = [*(each for each in self._long if not each.over), job]
        return job

    def ask(self, question: Callable[[Desk], R], then: Callable[[R], None], failed: Failed | None = None) -> Job:
        """Read something."""
        return self._work.run(lambda: question(self._held()), self._to_whom_asked(then), self._failed_while_open(failed))

    def _while_open(self, then: Callable[[R], None]) -> Callable[[R], None]:
        """An answer that comes after the store was locked is shown to nobody."""
        asked = self._unlocks

        def still(result: R) -> None:
            if self._unlocks == asked:
                then(result)

        return still

    def _to_whom_asked(self, then: Callable[[R], None]) -> Callable[[R], None]:
        """The same of the store's own answers: a page that still writes or asks while it is let go is there no more."""
        return _to_nobody if self.me is None else self._while_open(then)

    def _failed_while_open(self, failed: Failed | None) -> Failed:
        """A failure that comes after the store was locked is said to nobody: its page is empty, and another store may be open."""
        return self._to_whom_asked(failed or self._work.on_error)

    def read(self, function: Callable[[], R], then: Callable[[R], None], failed: Failed | None = None) -> Job:
        """Have something worked out off the window's thread that needs no store (a file read, pages drawn)."""
        return self._work.run(function, self._while_open(then), self._while_open(failed or self._work.on_error))

    # -- on the store thread

    def _open(self, folder: Path, passphrase: str) -> Desk:
        self.let_go()
        self._desk = opening.unlock(folder, passphrase, self.now, self._step.emit, read_at_once=True)
        return self._desk

    def _recover(self, folder: Path, way: opening.WayBack, passphrase: str) -> Desk:
        self.let_go()
        self._desk = opening.recover(folder, way, passphrase, self.now, self._step.emit)
        return self._desk

    def _go_on(self) -> Desk:
        held, self._desk = self._held(), None
        if held.anew is None:
            self._desk = held
            raise Bug("this store is not open for reading only", "UI-GO-ON")
        self._desk = held.anew()
        return self._desk

    def _renew(self, old: str, new: str) -> Slices[rekeying.Renewed]:
        try:
            return (yield from rekeying.renew(self._held(), old, new))
        except rekeying.KeyNotChanged:
            self._desk = None
            raise

    def _leave(self, passphrase: str, *, unsent_too: bool) -> leaving.Left:
        found = leaving.destroy(self._held(), passphrase, unsent_too=unsent_too)
        self._desk = None
        return found

    def let_go(self) -> None:
        """Close the store; nothing of it stays reachable."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def _held(self) -> Desk:
        if self._desk is None:
            raise LockedError
        return self._desk

    def _on_step(self, what: str) -> None:
        if self._opening is not None:  # else it was stopped meanwhile, and the window may be gone
            self.stepped.emit(what)

    def _on_opened(self, desk: Desk) -> None:
        self._opening = None
        self.me, self.warning, self.may_go_on = desk.me, desk.read_only, desk.anew is not None
        self.unlocked.emit()


class LockedError(RuntimeError):
    """The store was locked before this ran; whoever asked is gone too."""


def is_locked(error: BaseException) -> bool:
    """Whether an error only says that the store was locked meanwhile."""
    return isinstance(error, LockedError)


def _to_nobody(_answer: object) -> None:
    """Where there is nobody to show it to."""
