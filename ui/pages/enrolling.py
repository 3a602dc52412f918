"""Enrolling in the window: cards saved and read, eight words compared, the office key opened by its passphrase."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldapp.desk import enrolling
from fieldapp.desk.enrolled import Enrolled
from fieldapp.desk.enrolling import Newcomer
from fieldapp.errors import FieldError
from fieldapp.text import _, full_date
from ui.pages.enrolling_sheets import EnrollSheet, LostSheet, OfficeKeySheet, RenewSheet
from ui.pages.forms import Sheet
from ui.session import Session
from ui.widgets.text import column
from ui.work import words_for


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
        self._whose = ""
        self._build()

    def _build(self) -> None:
        self.sheet, self.key_sheet, self.lost, self.renewal = EnrollSheet(), OfficeKeySheet(), LostSheet(), RenewSheet()
        self.sheet.done.connect(self._on_words)
        self.key_sheet.done.connect(self._on_key_words)
        self.lost.done.connect(self._on_lost)
        self.renewal.done.connect(self._on_renew)
        for sheet in self._sheets():
            sheet.closed.connect(self._on_closed)
        self.setLayout(column(*self._sheets()))
        self.hide()

    def asks(self) -> bool:
        """Whether a sheet is open."""
        return not all(sheet.isHidden() for sheet in self._sheets())

    def _sheets(self) -> tuple[Sheet, ...]:
        return (self.sheet, self.key_sheet, self.lost, self.renewal)

    def _on_closed(self) -> None:
        self.setVisible(self.asks())
        self.closed.emit()

    def forget(self) -> None:
        """Nothing of it stays."""
        self._card, self._key, self._whose = None, None, ""
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
        self.sheet.open_for(card, enrolling.last_day(self._session.now()))

    def _on_words(self, typed: tuple[tuple[str, ...], date]) -> None:
        card, (words, last) = self._card, typed
        if card is not None:
            said = _("{who} is enrolled. Send, so that their laptop learns who is who.").format(who=card.name)
            self._session.do(
                lambda desk: enrolling.enroll(desk, card, words, enrolling.end_of(last)),
                lambda _made: self._on_enrolled(said),
                self._on_refused,
            )

    # -- until when

    def open_renewal(self, whose: Enrolled) -> None:
        """Ask until when."""
        self._whose = whose.person
        self.opened.emit()
        self.show()
        self.renewal.open_for(whose, enrolling.last_day(self._session.now()))

    def _on_renew(self, last: date) -> None:
        person = self._whose
        said = _("Renewed until {day}. Send, so that others learn it too.").format(day=full_date(last))
        self._session.do(
            lambda desk: enrolling.renew(desk, person, enrolling.end_of(last)),
            lambda _made: self._on_enrolled(said),
            self._on_refused,
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
