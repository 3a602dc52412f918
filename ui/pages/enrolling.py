"""Enrolling in the window: cards saved and read, eight words compared, the office key opened by its passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldapp.desk import enrolling
from fieldapp.desk.enrolling import Newcomer
from fieldapp.desk.exchangefile import Enrolled, Laptop
from fieldapp.errors import FieldError
from fieldapp.text import _, moment
from ui.pages.forms import Sheet
from ui.pages.roles import role_words
from ui.session import Session
from ui.widgets.buttons import Choices
from ui.widgets.fields import Line
from ui.widgets.text import Said, column, emptied
from ui.work import words_for


class EnrollSheet(Sheet):
    """Eight words, compared aloud or in person; they cannot be skipped, and the card's own are not shown here."""

    def __init__(self) -> None:
        super().__init__(_("Enroll a laptop"), _("Enroll"))

    def _fields(self) -> None:
        self.whose = Said("", "lead")
        said = _("Ask the person to read their eight words to you, and type them as you hear them.")
        self.words = Line(_("Eight words"), said)
        self.body.addWidget(self.whose)
        self.body.addWidget(self.words)

    def open_for(self, card: Newcomer) -> None:
        """Show whose card it is."""
        self.whose.setText(_("{name}, {role}").format(name=card.name, role=role_words(card.role)))
        self.words.edit.clear()
        self.fault.setText("")
        self.show()
        self.words.edit.setFocus()

    def value(self) -> tuple[str, ...]:
        """The words as typed."""
        return tuple(self.words.text().lower().replace(",", " ").split())


class OfficeKeySheet(Sheet):
    """The passphrase that the agency gave with its office key."""

    def __init__(self) -> None:
        super().__init__(_("Open the office key"), _("Open"))

    def _fields(self) -> None:
        self.file = Said("", "lead")
        said = _("Your agency's administrator gave it to you with the file, by another way. It is not your own passphrase.")
        self.passphrase = Line(_("Passphrase of the office key"), said, secret=True)
        self.body.addWidget(self.file)
        self.body.addWidget(self.passphrase)

    def open_for(self, name: str) -> None:
        """Show which file it is."""
        self.file.setText(name)
        self.passphrase.edit.clear()
        self.fault.setText("")
        self.show()
        self.passphrase.edit.setFocus()

    def close_sheet(self) -> None:
        """Put it away; what was typed goes."""
        self.passphrase.edit.clear()
        super().close_sheet()

    def value(self) -> str:
        """The passphrase as typed."""
        return self.passphrase.edit.text()


class LostSheet(Sheet):
    """A laptop that is lost, stolen or no longer trusted: nothing that it sends is taken any more."""

    def __init__(self) -> None:
        super().__init__(_("A laptop is lost"), _("Revoke it"))

    def _fields(self) -> None:
        self.whose = Said("", "lead")
        said = _(
            "From now on nothing that this laptop sends is taken in, and nothing is sent to it. What it sent before stays."
            " Whoever has it and knows its passphrase can still read what is on it. This cannot be taken back; the next laptop,"
            " or this one found and restored, is enrolled by its eight words."
        )
        self._which = column()
        self.body.addWidget(self.whose)
        self.body.addWidget(Said(said, "body", "muted", wraps=True))
        self.body.addLayout(self._which)

    def open_for(self, whose: Enrolled) -> None:
        """Show whose it is, and where they have several, which."""
        self.whose.setText(whose.name)
        self.fault.setText("")
        emptied(self._which)
        options = tuple((each.device, _laptop_words(each)) for each in whose.laptops)
        self.laptop = Choices(_("Which laptop"), options, height=32)
        if len(options) == 1:
            self.laptop.choose(options[0][0])
        self._which.addWidget(self.laptop)
        self.show()  # and nothing of it has the focus: Enter must not revoke a laptop

    def value(self) -> str:
        """The device."""
        return self.laptop.value()

    def _on_ok(self) -> None:
        if self.value():
            super()._on_ok()
        else:
            self.refuse(_("Choose which of them."))


def _laptop_words(each: Laptop) -> str:
    enrolled = _("enrolled {when}").format(when=moment(each.enrolled))
    heard = _("last record {when}").format(when=moment(each.heard)) if each.heard else _("nothing came of it yet")
    return f"{enrolled}, {heard}"


class Enrolling(QWidget):
    """The sheets, and what comes of them. told: a sentence for the page and its ink · opened, closed: a sheet."""

    told = Signal(str, str)
    opened = Signal()
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._card: Newcomer | None = None
        self._key: Path | None = None
        self._build()

    def _build(self) -> None:
        self.sheet, self.key_sheet, self.lost = EnrollSheet(), OfficeKeySheet(), LostSheet()
        self.sheet.done.connect(self._on_words)
        self.key_sheet.done.connect(self._on_key_words)
        self.lost.done.connect(self._on_lost)
        for sheet in self._sheets():
            sheet.closed.connect(self._on_closed)
        self.setLayout(column(*self._sheets()))
        self.hide()

    def asks(self) -> bool:
        """Whether a sheet is open."""
        return not all(sheet.isHidden() for sheet in self._sheets())

    def _sheets(self) -> tuple[Sheet, ...]:
        return (self.sheet, self.key_sheet, self.lost)

    def _on_closed(self) -> None:
        self.setVisible(self.asks())
        self.closed.emit()

    def forget(self) -> None:
        """Nothing of it stays."""
        self._card, self._key = None, None
        for sheet in self._sheets():
            sheet.close_sheet()

    # -- cards

    def save_card(self) -> None:
        """Write this laptop's card."""
        name, _filter = QFileDialog.getSaveFileName(self, _("Save my card"), "my-card.card")
        if name:
            saved = _("Your card is saved. Hand it to your supervisor and read them the eight words.")
            self._session.ask(
                lambda desk: enrolling.save_card(desk, Path(name)),
                lambda _none: self.told.emit(saved, "green"),
                self._on_trouble,
            )

    def open_card(self) -> None:
        """Read a card, then ask for the eight words."""
        name, _filter = QFileDialog.getOpenFileName(self, _("Card"), "", _("Cards (*.card)"))
        if name:
            self._session.read(lambda: enrolling.read_card(Path(name)), self._on_card, self._on_trouble)

    def _on_card(self, card: Newcomer) -> None:
        self._card = card
        self.opened.emit()
        self.show()
        self.sheet.open_for(card)

    def _on_words(self, words: tuple[str, ...]) -> None:
        card = self._card
        if card is not None:
            said = _("{who} is enrolled. Send, so that their laptop learns who is who.").format(who=card.name)
            self._session.do(
                lambda desk: enrolling.enroll(desk, card, words), lambda _made: self._on_enrolled(said), self._on_refused
            )

    # -- the office key

    def open_key(self) -> None:
        """Read an office key, then ask for its passphrase."""
        name, _filter = QFileDialog.getOpenFileName(self, _("Office key"), "", _("Office keys (*.key)"))
        if name:
            self._key = Path(name)
            self.opened.emit()
            self.show()
            self.key_sheet.open_for(self._key.name)

    def _on_key_words(self, passphrase: str) -> None:
        key = self._key
        if key is not None:
            said = _("This laptop signs who is enrolled from now on. Enroll your team from their cards.")
            self._session.do(
                lambda desk: enrolling.adopt_office_key(desk, key, passphrase),
                lambda _made: self._on_enrolled(said),
                self._on_refused,
            )

    # -- a laptop that is lost

    def open_lost(self, whose: Enrolled) -> None:
        """Ask which, and say what it comes to."""
        self.opened.emit()
        self.show()
        self.lost.open_for(whose)

    def _on_lost(self, device: str) -> None:
        said = _("That laptop is revoked. Send, so that others learn it too.")
        self._session.do(lambda desk: enrolling.revoke(desk, device), lambda _made: self._on_enrolled(said), self._on_refused)

    # -- what comes of it

    def _on_enrolled(self, said: str) -> None:
        self.forget()
        self.told.emit(said, "green")

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, FieldError):
            raise error
        sheet = next(each for each in self._sheets() if not each.isHidden())
        sheet.refuse(" ".join(words_for(error)))

    def _on_trouble(self, error: BaseException) -> None:
        if not isinstance(error, FieldError):
            raise error
        self.told.emit(" ".join(words_for(error)), "red")
