"""What was begun before the store was locked, or left while it was: shown first of all after the unlock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from fieldapp.desk import calling, leftnotes
from fieldapp.desk.desk import Desk
from fieldapp.text import _
from ui.notices import Notices
from ui.session import Session


class Unfinished(QObject):
    """A call that no clock runs for comes first, then notes left while locked, then a call that is not recorded yet.

    come_back: to a call that was being made when the store was locked.
    """

    def __init__(self, session: Session, notices: Notices, go: Callable[[str], None], come_back: Callable[[], None]) -> None:
        super().__init__()
        self._session, self._notices, self._go, self._come_back = session, notices, go, come_back

    def look(self) -> None:
        """The store is open."""
        self._session.ask(_waiting, self._on_waiting)

    def on_left_call(self) -> None:
        """The call page was left half filled."""
        self._notices.say(_("The call is kept as you typed it; no clock runs yet."), _("F2 goes on with it."))

    def _on_waiting(self, found: tuple[bool, bool]) -> None:
        call, notes = found
        if call or notes:
            self._go("call" if call else "notes")
        else:
            self._come_back()


def _waiting(desk: Desk) -> tuple[bool, bool]:
    return desk.ask(calling.draft) is not None, bool(leftnotes.waiting(desk))
