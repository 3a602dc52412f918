"""The card of a store that was kept beside this one when it was restored: where it lies, and how it goes for good."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldapp.desk import leaving
from fieldapp.errors import FieldError
from fieldapp.text import _, ngettext
from ui.pages.forms import Sheet
from ui.session import Session
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.fields import Line
from ui.widgets.text import Said, row
from ui.work import words_for


class KeptStoreSheet(Sheet):
    """The passphrase of the store that is open: whoever finds a window unlocked destroys nothing."""

    def __init__(self) -> None:
        super().__init__(_("Destroy what was kept beside"), _("Destroy it"))

    def _fields(self) -> None:
        said = _("Whatever was recorded there after the backup, and never sent, is lost with it. This cannot be taken back.")
        self.passphrase = Line(_("Your passphrase"), secret=True)
        self.body.addWidget(Said(said, "body", wraps=True))
        self.body.addWidget(self.passphrase)

    def open(self) -> None:
        """Ask."""
        self.show()
        self.passphrase.edit.setFocus()

    def close_sheet(self) -> None:
        """What was typed goes."""
        self.passphrase.edit.clear()
        super().close_sheet()


class KeptStoreCard(Card):
    """Shown only while there is one."""

    gone = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.sheet = KeptStoreSheet()
        self.sheet.done.connect(self._on_sure)
        button = Btn(_("Destroy it…"), "plain", "trash-2", height=32)
        button.clicked.connect(self.sheet.open)
        self.said = Said("", "body", "muted", wraps=True)
        self.body.addLayout(row(Said(_("Kept since this store was restored"), "card"), None, button))
        self.body.addWidget(self.said)
        self.body.addWidget(self.sheet)
        self.hide()

    def show_kept(self, kept: tuple[str, ...]) -> None:
        """kept: the folders."""
        told = ngettext(
            "The store that lay here before is in {folders}. Destroy it once nothing in it is missed.",
            "The stores that lay here before are in {folders}. Destroy them once nothing in them is missed.",
            len(kept),
        )
        self.said.setText(told.format(folders=", ".join(kept)))
        self.setVisible(bool(kept))

    def forget(self) -> None:
        """Nothing of it stays."""
        self.sheet.close_sheet()
        self.show_kept(())

    def _on_sure(self, _none: None) -> None:
        typed = self.sheet.passphrase.edit.text()
        self._session.ask(lambda desk: leaving.destroy_earlier(desk, typed), self._on_gone, self._on_refused)

    def _on_gone(self, left: tuple[str, ...]) -> None:
        if left:
            self.sheet.refuse(_("Still there: {files}. Remove it by hand.").format(files=", ".join(left)))
        else:
            self.sheet.close_sheet()
        self.gone.emit()

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, FieldError):
            raise error
        self.sheet.refuse(" ".join(words_for(error)))
