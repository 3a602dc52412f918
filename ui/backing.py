"""Backups of the open store, kept up by themselves; and back from one: laid out, unlocked, gone on with as a new device."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fieldapp.desk import audit, backups, checking, clearing, newwords, quiet
from fieldapp.desk.audit import Recovered
from fieldapp.desk.backups import Kept, LaidOut
from fieldapp.desk.checking import Finding
from fieldapp.desk.desk import Changes, Desk, Slices
from fieldapp.text import _, long_moment, ngettext
from ui.front import Front
from ui.pages.restoring import Restoring
from ui.pages.unlock import UnlockPage
from ui.session import Session
from ui.widgets.busy import Busy
from ui.work import Failed, Job, Work, words_for

_WAKING = frozenset({"*", "agency"})


class Backing(QObject):
    """Looks after the store that opened. laid_out: a store was made again from a backup, and is to be unlocked."""

    laid_out = Signal()
    words_asked = Signal()
    """Recovery words wait to be written down, and are to be shown."""

    def __init__(self, session: Session, work: Work, front: Front, failed: Failed) -> None:
        super().__init__(front.shell)
        self._session, self._work, self._front, self._failed = session, work, front, failed
        session.bus.changed.connect(self._on_changed)
        self._again: Path | None = None
        self._made: Path | None = None
        self._restored = False
        self._resting = Job(None, None, None)

    # -- back from a backup

    def restore(self, source: Path) -> None:
        """Make this laptop's store again from the newest backup in a folder; what lies there without being one is kept beside."""
        folder, busy = self._front.folder, self._front.start.busy
        beside = backups.place_beside(folder, self._session.now())
        self._lay_out(source, folder, beside, busy, self._failed)

    def listen(self, unlock: UnlockPage) -> None:
        """The unlock page's door: a backup in the place of the store that is here."""
        unlock.backup_chosen.connect(lambda source: self._on_chosen(unlock.restore, source))
        unlock.restored.connect(lambda source, beside: self._on_agreed(unlock.restore, source, beside))

    def _on_chosen(self, page: Restoring, source: Path) -> None:
        folder, now = self._front.folder, self._session.now
        self._session.read(
            lambda: (backups.newest(source), backups.place_beside(folder, now())),
            lambda found: page.show_found(*found),
            lambda error: page.refuse(" ".join(words_for(error))),
        )

    def _on_agreed(self, page: Restoring, source: Path, beside: Path | None) -> None:
        folder = self._front.folder
        self._lay_out(source, folder, beside, page.busy, lambda error: page.refuse(" ".join(words_for(error))))

    def _lay_out(self, source: Path, folder: Path, beside: Path | None, busy: Busy, failed: Failed) -> None:
        def done(made: LaidOut) -> None:
            busy.end()
            self._on_laid_out(made)

        def not_done(error: BaseException) -> None:
            busy.end()
            failed(error)

        job = self._work.run_long(lambda: backups.lay_out(source, folder, beside), done, not_done, busy.show_progress)
        busy.begin(job, _("Checking the backup"))

    def _on_laid_out(self, made: LaidOut) -> None:
        self._again = self._front.folder
        said = _("This is the backup of {when}.").format(when=long_moment(made.used.made))
        more = _("Open it with the passphrase it had then, or by your recovery words.")
        if made.beside:
            more += " " + _("What was here before is kept in {folder}.").format(folder=made.beside)
        self._front.shell.notices.say(said, more, stays=True)
        self._front.unlock.forget()
        self.laid_out.emit()

    def made(self, folder: Path) -> None:
        """A store was made here, and whoever made it has its recovery words on paper."""
        self._made = folder

    # -- once a store is open

    def look(self) -> None:
        """Of a store open for reading only: why, and how to go on. Of another: a backup, where one is due."""
        if not self._session.warning:
            if self._made == self._front.folder:
                self._made = None
                self._session.ask(newwords.written, lambda _none: None)
            self._say_restored()
            self._session.behind(self._keep_up)
        elif not self._session.may_go_on:
            self._front.shell.notices.trouble(self._session.warning, _("Everything recorded so far is safe and can be read."))
        elif self._again == self._front.folder:
            self._again, self._restored = None, True
            self._front.shell.notices.clear()
            self._go_on()
        else:
            offer = (_("Continue as a new device"), self._go_on)
            more = _("As a new device it keeps and sends all that is here; your supervisor can see that it is a copy.")
            self._front.shell.notices.trouble(self._session.warning, more, offer=offer)

    def _say_restored(self) -> None:
        if self._restored:
            self._restored = False
            said = _("The backup is back, and this laptop goes on as a new device.")
            more = _(
                "Send when you can: your supervisor then has its new key. What you had sent after the backup stays with them."
            )
            self._front.shell.notices.say(said, more, stays=True)

    def say_recovered(self) -> None:
        """It was opened without its passphrase just now."""
        said = _("Your new passphrase is set; the old one no longer opens this store.")
        more = _("That the store was opened another way is kept in its record, and told at the next unlock.")
        self._front.shell.notices.say(said, more, stays=True)

    def _tell(self, found: tuple[Recovered, ...]) -> None:
        for each in found:
            said = _("{how}, {when}.").format(how=each.words, when=long_moment(each.at))
            more = _("If that was neither you nor agreed with you, tell your agency's IT now.")
            self._front.shell.notices.say(said, more, stays=True)

    def _remind(self, sheets: tuple[str, ...]) -> None:
        if sheets:
            said = _("Recovery words of this store are not on paper yet.")
            more = _("They are kept in it until you say that you have written them down.")
            self._front.shell.notices.say(said, more, stays=True, offer=(_("Show them"), self.words_asked.emit))

    def _warn(self, found: tuple[Finding, ...]) -> None:
        if found:
            said = ngettext(
                "{n} record in this store is missing, or is not what its author signed.",
                "{n} records in this store are missing, or are not what their authors signed.",
                len(found),
            ).format(n=len(found))
            more = _("Nothing was changed. Make no new records here, and tell your agency's IT.")
            self._front.shell.notices.trouble(said, more)

    def _say_refitted(self, count: int) -> None:
        if count:
            said = ngettext(
                "The lists of {n} record did not show all that was written, and were made anew.",
                "The lists of {n} records did not show all that was written, and were made anew.",
                count,
            ).format(n=count)
            more = _("Nothing that was written is lost. The disk gave back an older part of a file: tell your agency's IT.")
            self._front.shell.notices.trouble(said, more)

    def _go_on(self) -> None:
        self._session.go_on(self._on_not_gone_on)

    def _on_not_gone_on(self, error: BaseException) -> None:
        self._session.lock()
        self._failed(error)

    def _keep_up(self) -> None:
        """A backup that cannot be made is no trouble now: the card in the settings says how old the last one is. What an order of
        destruction could not reach is tried again, and said to the supervisor by the record itself. Resting comes before the
        checks, which take long in a long store: the first page is slow until then.
        """
        self._session.ask(audit.recoveries, self._tell)
        self._session.ask(newwords.waiting, self._remind)
        self._let_rest()
        self._session.look_long(checking.chains_hold, self._warn)
        self._session.look_long(checking.rows_fit, self._say_refitted)
        self._session.look_long(clearing.carry_out, lambda _none: None, lambda _error: None)
        self._session.look_long(_due, lambda _kept: None, lambda _error: None)

    def _on_changed(self, changes: Changes[object]) -> None:
        """What was taken in, withdrawn, or another list of people wakes many records, and sometimes all."""
        if self._session.me is not None and not self._session.warning and not changes.areas.isdisjoint(_WAKING):
            self._session.behind(self._let_rest)

    def _let_rest(self) -> None:
        self._resting.cancel()
        self._resting = self._session.look_long(quiet.let_rest, lambda _none: None)


def _due(desk: Desk) -> Slices[Kept | None]:
    """Today's backup, where the folder for them is in reach."""
    kept = backups.backups(desk)
    if not backups.is_due(kept, desk.clock()):
        return None
    made: Kept = yield from backups.back_up(desk, Path(kept.to))
    return made
