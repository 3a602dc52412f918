"""What falls due while the store is locked: said on the unlock page without naming anything, and the window asks to be looked at.

It holds instants and opaque ids, read while the store is open, so that nothing has to be read at the lock itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from fieldapp import clock
from fieldapp.desk.desk import Changes
from fieldapp.desk.limits import Limit, limits
from fieldapp.text import _, moment, near, ngettext
from ui.backing import Backing
from ui.front import Front
from ui.session import Session

_LEAD = clock.HOUR
"""So long before its limit a row stands among *Within the hour* on *Today*, and is said here too."""
_LOOK_MS = 2_000
"""A look costs nothing, and after a machine slept or its clock was set the next one is right."""
_OWING = frozenset({"*", "agenda", "locate", "agency"})
"""The rooms whose changes make, settle or move a limit."""


class Reminders(QObject):
    """Begins at the lock and ends at the unlock, when whoever unlocks sees *Today*; then it learns anew what is owed."""

    def __init__(self, session: Session, front: Front, backing: Backing) -> None:
        super().__init__(front.shell)
        self._session, self._front = session, front
        self._owed: tuple[Limit, ...] = ()
        self._said: set[tuple[str, bool]] = set()
        self._since = 0
        self._asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        session.unlocked.connect(self._on_unlocked)
        session.locked.connect(self._on_locked)
        session.bus.changed.connect(self._on_changed)
        backing.laid_out.connect(self.forget)

    def look(self) -> None:
        """Of the locked store, by the clock: what falls due within the hour, and what fell due since it was last unlocked."""
        if self._session.me is not None or not self._owed:
            return
        if not self._front.has_store():  # it was destroyed
            self.forget()
            return
        now = self._session.now()
        self._front.unlock.remind(words_of([each.at for each in self._owed], now))
        due = {(each.id, each.at <= now) for each in self._owed if each.at - now <= _LEAD}
        if due - self._said and not self._front.shell.hidden:  # a window that was hidden in haste draws no eyes
            self._said |= due
            QApplication.alert(self._front.shell)

    def forget(self) -> None:
        """Nothing is owed that this knows of."""
        self._timer.stop()
        self._owed, self._said = (), set()
        self._front.unlock.remind("")

    def _on_unlocked(self) -> None:
        self.forget()
        self._since, self._asking = self._session.now(), False
        self._ask_soon()

    def _on_changed(self, changes: Changes[object]) -> None:
        if self._session.me is not None and not changes.areas.isdisjoint(_OWING):
            self._ask_soon()

    def _ask_soon(self) -> None:
        """Behind whatever page is asked for just now."""
        if not self._asking:
            self._asking = True
            self._session.behind(self._ask)

    def _ask(self) -> None:
        self._asking = False
        self._session.ask(lambda desk: desk.ask(limits), self._on_limits)

    def _on_limits(self, found: tuple[Limit, ...]) -> None:
        self._owed = found

    def _on_locked(self) -> None:
        """What was late already at the unlock was seen then. What fell due since may not have been, so it is said."""
        since = min(self._since, self._session.now())  # of a clock that was set back meanwhile
        self._owed = tuple(each for each in self._owed if each.at > since)
        self._timer.start()
        QTimer.singleShot(0, self, self.look)  # once the window is what it will be


def words_of(dues: Sequence[int], now: int) -> str:
    """What a locked window says of limits (ms UTC, the earliest first): the past ones, and those within the hour; "" for none."""
    past = [each for each in dues if each <= now]
    soon = [each for each in dues if now < each <= now + _LEAD]
    said = [_fell(past, now)] if past else []
    said += [_falls(soon)] if soon else []
    return " ".join([*said, _("Unlock to see what.")]) if said else ""


def _fell(dues: Sequence[int], now: int) -> str:
    one, count = near(dues[0], now), len(dues)
    if dues[0] == dues[-1]:
        return ngettext("Something fell due at {when}.", "{n} things fell due at {when}.", count).format(n=count, when=one)
    return _("{n} things fell due, the first at {when}.").format(n=count, when=one)


def _falls(dues: Sequence[int]) -> str:
    one, count = moment(dues[0])[-5:], len(dues)
    if dues[0] == dues[-1]:
        return ngettext("Something falls due at {when}.", "{n} things fall due at {when}.", count).format(n=count, when=one)
    return _("{n} things fall due, the first at {when}.").format(n=count, when=one)
