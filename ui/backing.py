"""Backups of the open store, kept up by themselves; and back from one: laid out, unlocked, gone on with as a new device."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fieldapp.desk import audit, backups, checking, clearing
from fieldapp.desk.audit import Recovered
from fieldapp.desk.backups import Kept
from fieldapp.desk.checking import Finding
from fieldapp.desk.desk import Desk, Slices
from fieldapp.text import _, long_moment, ngettext
from ui.front import Front
from ui.session import Session
from ui.work import Failed, Work


class Backing(QObject):
    """Looks after the store that opened. laid_out: a store was made again from a backup, and is to be unlocked."""

    laid_out = Signal()

    def __init__(self, session: Session, work: Work, front: Front, failed: Failed) -> None:
        super().__init__(front.shell)
        self._session, self._work, self._front, self._failed = session, work, front, failed
        self._again: Path | None = None

    # -- back from a backup

    def restore(self, source: Path) -> None:
        """Make this laptop's store again from the newest backup in a folder."""
        busy, folder = self._front.start.busy, self._front.folder
        job = self._work.run_long(
            lambda: backups.lay_out(source, folder), self._on_laid_out, self._on_not_laid_out, busy.show_progress
        )
        busy.begin(job, _("Checking the backup"))

    def _on_laid_out(self, used: Kept) -> None:
        self._front.start.busy.end()
        self._again = self._front.folder
        said = _("This is the backup of {when}.").format(when=long_moment(used.made))
        self._front.shell.notices.say(said, _("Open it with the passphrase it had then, or by your recovery words."), stays=True)
        self.laid_out.emit()

    def _on_not_laid_out(self, error: BaseException) -> None:
        self._front.start.busy.end()
        self._failed(error)

    # -- once a store is open

    def look(self) -> None:
        """Of a store open for reading only: why, and how to go on. Of another: a backup, where one is due."""
        if not self._session.warning:
            self._session.behind(self._keep_up)
        elif self._again == self._front.folder:
            self._again = None
            self._front.shell.notices.clear()
            self._go_on()
        else:
            offer = (_("Continue as a new device"), self._go_on)
            more = _("As a new device it keeps and sends all that is here; your supervisor can see that it is a copy.")
            self._front.shell.notices.trouble(self._session.warning, more, offer=offer)

    def _tell(self, found: tuple[Recovered, ...]) -> None:
        for each in found:
            said = _("{how}, {when}.").format(how=each.words, when=long_moment(each.at))
            more = _("If that was neither you nor agreed with you, tell your agency's IT now.")
            self._front.shell.notices.say(said, more, stays=True)

    def _warn(self, found: tuple[Finding, ...]) -> None:
        if found:
            said = ngettext(
                "{n} record in this store is not what its author signed.",
                "{n} records in this store are not what their authors signed.",
                len(found),
            ).format(n=len(found))
            more = _("Nothing was changed. Make no new records here, and tell your agency's IT.")
            self._front.shell.notices.trouble(said, more)

    def _go_on(self) -> None:
        self._session.go_on(self._on_not_gone_on)

    def _on_not_gone_on(self, error: BaseException) -> None:
        self._session.lock()
        self._failed(error)

    def _keep_up(self) -> None:
        """A backup that cannot be made is no trouble now: the card in the settings says how old the last one is. What an order of
        destruction could not reach is tried again, and said to the supervisor by the record itself.
        """
        self._session.ask(audit.recoveries, self._tell)
        self._session.look_long(checking.chains_hold, self._warn)
        self._session.look_long(clearing.carry_out, lambda _none: None, lambda _error: None)
        self._session.look_long(_due, lambda _kept: None, lambda _error: None)


def _due(desk: Desk) -> Slices[Kept | None]:
    """Today's backup, where the folder for them is in reach."""
    kept = backups.backups(desk)
    if not backups.is_due(kept, desk.clock()):
        return None
    made: Kept = yield from backups.back_up(desk, Path(kept.to))
    return made
