"""Restore from a backup where a store already lies: which backup, what becomes of the store that is here, then it is done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldapp.desk.backups import Kept
from fieldapp.text import _, long_moment, ngettext
from ui.widgets.busy import Busy
from ui.widgets.buttons import Btn
from ui.widgets.text import Said, column, row


class Restoring(QWidget):
    """At the left of the unlock page. Nothing is touched before *Restore* is pressed, and nothing written over then."""

    chosen = Signal(Path)
    """A folder with backups, to be looked at."""
    agreed = Signal(object, object)
    """The folder of the backup, and where the store that is here will be kept (Path, Path)."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._found: Kept | None = None
        self._beside: Path | None = None
        self._build()

    def _build(self) -> None:
        self.used, self.kept = Said("", "strong", wraps=True), Said("", "body", wraps=True)
        self.after, self.fault = Said("", "body", "muted", wraps=True), Said("", "body", "red", wraps=True)
        self.busy = Busy()
        self.busy.stopped.connect(self._on_stopped)
        self.back = Btn(_("Back"), "plain", height=36)
        self.back.clicked.connect(self.left)
        self.other = Btn(_("Another folder…"), "plain", "folder", height=36)
        self.other.clicked.connect(self.choose)
        self.restore = Btn(_("Restore"), "primary", height=36)
        self.restore.clicked.connect(self._on_restore)
        said = column(self.used, self.kept, self.after, self.fault, gap=12)
        foot = row(self.back, self.other, None, self.restore)
        self.setLayout(column(Said(_("Restore from a backup"), "title"), 16, said, None, self.busy, 8, foot))

    # -- what it is told

    def show_found(self, found: Kept, beside: Path | None) -> None:
        """The backup that would be used, and where the store that is here now would be kept."""
        self._found, self._beside = found, beside
        records = ngettext("{n} record", "{n} records", found.records).format(n=f"{found.records:,}")
        self.used.setText(
            _("The newest backup there is of {when}: {records}, {mb} MB.").format(
                when=long_moment(found.made), records=records, mb=f"{found.size / 1e6:.1f}"
            )
        )
        told = _("The store that is on this laptop now is not written over: it is kept beside, as “{name}”.")
        self.kept.setText(told.format(name=beside.name) if beside is not None else "")
        self.after.setText(
            _(
                "What was recorded here after the backup stays in the store that is kept. The restored one opens with the"
                " passphrase that it had then, and goes on as a new device. For an older backup choose its own folder."
            )
        )
        self.fault.setText("")
        self._ready()

    def refuse(self, sentence: str) -> None:
        """Why it was not done; everything is as it was."""
        self.busy.end()
        self.fault.setText(sentence)
        self._ready()

    def forget(self) -> None:
        """As it was before anybody chose a folder."""
        self._found = self._beside = None
        self.busy.cancel()
        for each in (self.used, self.kept, self.after, self.fault):
            each.setText("")
        self._ready()

    # -- what the person does

    def choose(self) -> None:
        """Ask which folder."""
        name = QFileDialog.getExistingDirectory(self, _("The folder with your backups"))
        if name:
            self.forget()
            self.chosen.emit(Path(name))

    def _on_restore(self) -> None:
        if self._found is not None:
            for each in (self.restore, self.back, self.other):
                each.setEnabled(False)
            self.fault.setText("")
            self.agreed.emit(self._found.folder, self._beside)

    def _on_stopped(self) -> None:
        self.refuse(_("Stopped. The store that is here is as it was."))

    def _ready(self) -> None:
        self.restore.setEnabled(self._found is not None)
        self.back.setEnabled(True)
        self.other.setEnabled(True)
        (self.back if self._found else self.other).setFocus()  # Enter alone restores nothing
