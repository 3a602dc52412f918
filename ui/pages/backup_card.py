"""The card of backups: when the last was made and where, and another one now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from fieldapp.desk import backups
from fieldapp.desk.backups import Backups, Kept
from fieldapp.text import _, long_moment, ngettext
from ui.session import Session
from ui.widgets.busy import Busy
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.text import Said, row
from ui.work import words_for


class BackupCard(Card):
    """Backups go to one folder, on another disk; a new one is made there each day that it is in reach."""

    made = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._kept = Backups()
        self.now = Btn(_("Back up now"), "plain", "hard-drive", height=32)
        self.now.clicked.connect(self._on_now)
        self.other = Btn(_("Another folder…"), "quiet", "folder", height=32)
        self.other.clicked.connect(self._on_other)
        self.said = Said("", "body", "muted", wraps=True)
        self.busy = Busy()
        self.busy.stopped.connect(self._show)
        self.body.addLayout(row(Said(_("Backups"), "card"), None, self.other, self.now))
        self.body.addWidget(self.said)
        self.body.addWidget(self.busy)

    def show_kept(self, kept: Backups) -> None:
        """How things stand; while one is being made, what is said of that stays."""
        self._kept = kept
        if self.now.isEnabled():
            self._show()

    def _show(self) -> None:
        self.busy.end()
        self.now.setEnabled(True)
        self.other.setVisible(bool(self._kept.to) and not self._kept.by_county)
        self._tell(*self._said())

    def _said(self) -> tuple[str, str]:
        """How things stand, and in which ink."""
        kept = self._kept
        stay = ngettext("Only the newest stays there.", "The newest {n} stay there.", kept.keep).format(n=kept.keep)
        more = (_("Your county sets where.") + " " if kept.by_county else "") + stay
        if kept.at:
            told = _("The last one was made {when}, in {folder}. Encrypted as the store is.")
            return told.format(when=long_moment(kept.at), folder=kept.to) + " " + more, "muted"
        if kept.to:
            told = _("None yet in {folder}. If this laptop is lost, what was not sent is lost with it.").format(folder=kept.to)
            return f"{told} {more}", "amber"
        told = _("None yet. If this laptop is lost, what was not sent is lost with it. Choose a stick, or an office drive.")
        return told, "amber"

    def forget(self) -> None:
        """Nothing of it stays."""
        self._kept = Backups()
        self._show()
        self._tell("", "muted")

    def _tell(self, words: str, ink: str) -> None:
        self.said.inked(ink)
        self.said.setText(words)

    def _on_now(self) -> None:
        if self._kept.to:
            self._begin(Path(self._kept.to))
        else:
            self._on_other()

    def _on_other(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Folder for backups"))
        if name:
            self._begin(Path(name))

    def _begin(self, to: Path) -> None:
        self.now.setEnabled(False)
        self._tell("", "muted")
        job = self._session.look_long(
            lambda desk: backups.back_up(desk, to), self._on_made, self._on_not_made, self.busy.show_progress
        )
        self.busy.begin(job, _("Making a backup"))

    def _on_made(self, kept: Kept) -> None:
        self._kept = replace(self._kept, to=str(kept.folder.parent), at=kept.made)
        self._show()
        records = ngettext("{n} record", "{n} records", kept.records).format(n=f"{kept.records:,}")
        told = _("Made in {folder}: {records}, {mb} MB. It opens with the passphrase of now.")
        self._tell(told.format(folder=kept.folder.parent, records=records, mb=f"{kept.size / 1e6:.1f}"), "green")
        self.made.emit()

    def _on_not_made(self, error: BaseException) -> None:
        self._show()
        self._tell(" ".join(words_for(error)), "red")
