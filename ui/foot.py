"""The foot of the window: how far a supervisor has everything, and when it locks; and the counts of the navigation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from fieldapp.desk import transfer
from fieldapp.desk.around import Around, around
from fieldapp.text import _
from ui.idle import Idle
from ui.session import Session
from ui.shell import Shell


class Foot(QObject):
    """Keeps the foot true. locked: what it says while nothing is open."""

    def __init__(self, shell: Shell, session: Session, idle: Idle, locked: Callable[[], str]) -> None:
        super().__init__()
        self._shell, self._session, self._idle, self._locked = shell, session, idle, locked
        self._standing, self._safe = "", False
        self._timer = QTimer(self)
        self._timer.setInterval(20_000)
        self._timer.timeout.connect(self.show)
        self._timer.start()
        session.bus.changed.connect(self.ask)
        session.locked.connect(self._forget)
        idle.warned.connect(self._on_warned)

    def ask(self) -> None:
        """What a supervisor has may have changed."""
        if self._session.me is not None:
            self._session.ask(transfer.standing, self._on_standing)
            self._session.ask(lambda desk: desk.ask(around), self._on_around)

    def show(self) -> None:
        """Say what is known."""
        self._shell.foot(self._left(), self._locks(), safe=self._safe, held=self._idle.held)

    def _locks(self) -> str:
        if self._session.me is None:
            return ""
        minutes = max(1, -(-self._idle.left() // 60))
        words = _("No idle lock, {n} min left") if self._idle.held else _("Locks in {n} min")
        return words.format(n=minutes)

    @property
    def told(self) -> bool:
        """Whether it has learned of the open store how far others have it."""
        return self._session.me is not None and bool(self._standing)

    def stop(self) -> None:
        """The window ends."""
        self._timer.stop()

    def _forget(self) -> None:
        self._standing, self._safe = "", False

    def _on_standing(self, standing: transfer.Standing) -> None:
        self._standing, self._safe = standing.words, bool(standing.supervisors) and not standing.waiting
        self._shell.count("exchange", standing.waiting)
        self.show()

    def _on_around(self, found: Around) -> None:
        self._shell.count("youths", found.youths)
        self._shell.count("screening", found.drafts)
        self._shell.show_practice(practice=found.practice)

    def _on_warned(self, seconds: int) -> None:
        self._shell.foot(self._left(), _("Locks in {n} s; any key keeps it open").format(n=seconds))

    def _left(self) -> str:
        if self._session.me is not None:
            return self._standing
        return self._locked()
