"""The card for who leaves: the store is destroyed, once its passphrase is typed and nothing would be lost unasked."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldapp.desk import leaving
from fieldapp.desk.leaving import Left
from fieldapp.errors import FieldError
from fieldapp.text import _, ngettext
from ui.pages.forms import Sheet
from ui.session import Session
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.fields import Line
from ui.widgets.text import Said, row
from ui.widgets.ticks import Tick
from ui.work import words_for


class LeavingSheet(Sheet):
    """The passphrase, and where records were not received, that this is meant."""

    def __init__(self) -> None:
        super().__init__(_("Destroy the store on this laptop"), _("Destroy it"))

    def _fields(self) -> None:
        said = _(
            "Every record and file on this laptop goes, its backups where they are in reach, and any store kept beside it when"
            " it was restored. What your supervisor has received stays with them. This cannot be taken back."
        )
        self.passphrase = Line(_("Your passphrase"), secret=True)
        self.unsent = Tick(_("Destroy records that nobody else has"))
        for each in (Said(said, "body", wraps=True), self.passphrase, self.unsent):
            self.body.addWidget(each)

    def open_with(self, unsent: int) -> None:
        """unsent: records that no supervisor has."""
        told = ngettext("Destroy {n} record that nobody else has", "Destroy {n} records that nobody else has", unsent)
        self.unsent.say(told.format(n=unsent))
        self.unsent.setVisible(unsent > 0)
        self.show()
        self.passphrase.edit.setFocus()

    def close_sheet(self) -> None:
        """What was typed goes."""
        self.passphrase.edit.clear()
        self.unsent.setChecked(False)
        super().close_sheet()


class LeavingCard(Card):
    """At the end of the settings."""

    left = Signal(object)
    """The store is destroyed; what is still there (Left)."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.sheet = LeavingSheet()
        self.sheet.done.connect(self._on_sure)
        button = Btn(_("Destroy this store…"), "plain", "trash-2", height=32)
        button.clicked.connect(self._on_open)
        said = _("When you leave, or hand this laptop back: send first, read the receipt, then destroy what is here.")
        self.body.addLayout(row(Said(_("Leaving"), "card"), None, button))
        self.body.addWidget(Said(said, "body", "muted", wraps=True))
        self.body.addWidget(self.sheet)

    def forget(self) -> None:
        """Nothing typed stays."""
        self.sheet.close_sheet()

    def _on_open(self) -> None:
        self._session.ask(leaving.unsent, self.sheet.open_with)

    def _on_sure(self, _none: None) -> None:
        self._session.leave(
            self.sheet.passphrase.edit.text(),
            unsent_too=self.sheet.unsent.isChecked(),
            then=self._on_left,
            failed=self._on_refused,
        )

    def _on_left(self, found: Left) -> None:
        self.sheet.close_sheet()
        self.left.emit(found)

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, FieldError):
            raise error
        self.sheet.refuse(" ".join(words_for(error)))


def still_there(found: Left) -> str:
    """What a destroyed store left behind, "" for nothing."""
    more = []
    if found.files:
        more.append(_("Still in its folder: {files}.").format(files=", ".join(found.files)))
    if found.backups:
        more.append(_("The backups in {folder} could not be reached: destroy them.").format(folder=found.backups))
    return " ".join(more)
