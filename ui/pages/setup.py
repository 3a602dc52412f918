"""Set-up on a new laptop: county file, who you are, passphrase, a way back in; works with no network (P59)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from fieldapp import places
from fieldapp.county.model import County
from fieldapp.desk import opening
from fieldapp.desk.window import Role, WordPlan, weakness
from fieldapp.errors import BadInput, DestinationTrouble, FieldError, UnsuitableFolder
from fieldapp.text import _
from ui.pages.recovery_words import RecoveryWords
from ui.picked import COUNTY_BYTES, content_of
from ui.session import Session
from ui.widgets.buttons import Btn, Choices
from ui.widgets.cards import Card
from ui.widgets.fields import Line
from ui.widgets.text import Part, Said, column, holding, row
from ui.widgets.ticks import Tick
from ui.work import words_for

_LAST = 3
"""The step that makes the store; the recovery words come after it."""


class SetupPage(QWidget):
    """Four short steps; Back never loses what was typed."""

    done = Signal(Path, str)
    """The new store's folder and its passphrase, to be unlocked with."""
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self.now = session.now
        self._county: bytes = b""
        self._made: Path | None = None
        self._build()

    def _build(self) -> None:
        self.steps = QStackedWidget()
        self.sheets = RecoveryWords()
        for step in (self._county_step(), self._who_step(), self._passphrase_step(), self._words_step(), self.sheets):
            self.steps.addWidget(step)
        self.back = Btn(_("Back"), "plain")
        self.back.clicked.connect(self._on_back)
        self.next = Btn(_("Next"), "primary", key=_("Enter")).bound("Ctrl+Return")
        self.next.clicked.connect(self._on_next)
        for line in (self.name, self.again, self.folder):
            line.edit.returnPressed.connect(self._on_next)
        self.passphrase.edit.returnPressed.connect(self._on_first_typed)
        self.fault = Said("", "body", "red", wraps=True)
        card = Card(self.steps, self.fault, row(self.back, None, self.next), margin=32)
        card.setFixedWidth(640)
        self.setLayout(column(None, row(None, card, None), None, margins=(24, 0, 24, 0)))

    def _county_step(self) -> QWidget:
        self.county_said = Said(_("No county file chosen yet."), "body", "muted", wraps=True)
        self.choose = Btn(_("Open a county file…"), "plain", "folder")
        self.choose.clicked.connect(self._on_choose)
        said = _("It brings the phone numbers, the letterhead, the county's settings and your agency's recovery key, all signed.")
        return _step(_("Your county's file"), said, self.county_said, row(self.choose, None))

    def _who_step(self) -> QWidget:
        self.name = Line(_("Your name"), _("As your colleagues know you."))
        roles = (("worker", _("Social worker")), ("officer", _("Probation officer")), ("supervisor", _("Supervisor")))
        self.role = Choices(_("Your role"), roles)
        self.role.choose("worker")
        return _step(
            _("Who are you?"), _("Your name stands on what you record; your supervisor confirms your role."), self.name, self.role
        )

    def _passphrase_step(self) -> QWidget:
        self.passphrase = Line(
            _("Passphrase"), _("At least 15 characters, or five words. Any words and signs will do."), secret=True
        )
        self.again = Line(_("Once more"), secret=True)
        self.show_it = Tick(_("Show what I type"))
        self.show_it.toggled.connect(self._on_show)
        return _step(
            _("Your passphrase"), _("It opens this store, and nobody else knows it."), self.passphrase, self.again, self.show_it
        )

    def _words_step(self) -> QWidget:
        self.words = Tick(_("Also make recovery words that I keep on paper"))
        self.sharing = Choices(_("Sheets"), tuple((name, words) for name, words, _plan in _plans()), height=32)
        self.sharing.choose("one")
        self.sharing.setVisible(False)
        self.words.toggled.connect(self.sharing.setVisible)
        self.folder = Line(_("Folder of the store"), _("On this computer's own disk, outside of everything that is synced."))
        self.folder.edit.setText(str(places.default_store()))
        said = _("If you forget your passphrase, your agency can open the store with its recovery key. Words are a second way.")
        return _step(_("A way back in"), said, self.words, self.sharing, self.folder)

    # -- what the page is told

    def begin(self, role: Role, county: bytes = b"") -> None:
        """Start over for a role; a county file that was opened before is kept."""
        self.role.choose(role)
        if county:
            self.take_county(county)
        self._show(0)

    def take_county(self, content: bytes) -> None:
        """Take a county file's bytes; says what is wrong with one that will not do."""
        try:
            county = opening.read_county(content, self._session.now())
        except FieldError as error:
            self.fault.setText(" ".join(words_for(error)))
            return
        self._county = content
        self.fault.setText("")
        self.county_said.setText(county_words(county))
        self.next.setFocus()

    # -- what the person does

    def _on_choose(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, _("County file"), "", _("County files (*.county *.json);;All files (*)")
        )
        if name:
            try:
                content = content_of(Path(name), COUNTY_BYTES)
            except BadInput as error:
                self.fault.setText(error.sentence)
            else:
                self.take_county(content)

    def _on_show(self, on: bool) -> None:  # noqa: FBT001 - a slot's signature
        mode = self.passphrase.edit.EchoMode.Normal if on else self.passphrase.edit.EchoMode.Password
        self.passphrase.edit.setEchoMode(mode)
        self.again.edit.setEchoMode(mode)

    def _on_first_typed(self) -> None:
        """Enter behind the first of two leads to the second."""
        weak = weakness(self.passphrase.edit.text()) or ""
        self._say(weak)
        if not weak:
            self.again.edit.setFocus()

    def _on_back(self) -> None:
        if self.steps.currentIndex() == 0:
            self.left.emit()
        else:
            self._show(self.steps.currentIndex() - 1)

    def _on_next(self) -> None:
        if not self.next.isEnabled():
            return  # Enter in a field, while the store is being made
        at = self.steps.currentIndex()
        fault = (self._county_fault, self._who_fault, self._passphrase_fault, lambda: "", self.sheets.fault)[at]()
        self._say(fault)
        if fault:
            return
        if at < _LAST:
            self._show(at + 1)
        elif at == _LAST:
            self._make()
        else:
            self._finish()

    def _county_fault(self) -> str:
        return "" if self._county else _("Choose the county file first; set-up needs your agency's recovery key.")

    def _who_fault(self) -> str:
        return "" if self.name.text() else _("Type the name that your colleagues know you by.")

    def _passphrase_fault(self) -> str:
        weak = weakness(self.passphrase.edit.text())
        if weak:
            return weak
        same = self.passphrase.edit.text() == self.again.edit.text()
        return "" if same else _("The two passphrases differ. Type them again.")

    def _make(self) -> None:
        role = self.role.value()
        chosen: Role = "supervisor" if role == "supervisor" else "officer" if role == "officer" else "worker"
        chosen_plan = next(plan for name, _words, plan in _plans() if name == self.sharing.value())
        plan = chosen_plan if self.words.isChecked() else None
        new = opening.NewStore(self.name.text(), chosen, self._county, self.passphrase.edit.text(), plan)
        folder = Path(self.folder.text()).expanduser()
        self.folder.complain("")
        self.folder.edit.setFocus()  # a button that is pressed no more would hand the keys to the one that changes the theme
        self.next.setEnabled(False)
        self.back.setEnabled(False)
        self._say(_("Making the store; the passphrase is made dear to guess, which takes some seconds …"), "muted")
        self._session.create(folder, new, lambda sheets: self._on_made(folder, sheets), self._on_refused)

    def _on_made(self, folder: Path, sheets: tuple[str, ...]) -> None:
        self.next.setEnabled(True)
        self._made = folder
        self._say("")
        if sheets:
            self.sheets.show_sheets(sheets)
            self._show(_LAST + 1)
        else:
            self._finish()

    def _finish(self) -> None:
        folder, passphrase = self._made, self.passphrase.edit.text()
        self.forget()
        if folder is not None:
            self.done.emit(folder, passphrase)

    def _on_refused(self, error: BaseException) -> None:
        self.next.setEnabled(True)
        self.back.setEnabled(True)
        said = " ".join(words_for(error))
        if isinstance(error, UnsuitableFolder | DestinationTrouble):
            self._say("")
            self.folder.complain(said)
        else:
            self._say(said)
            self.next.setFocus()

    def _say(self, words: str, ink: str = "red") -> None:
        self.fault.inked(ink)
        self.fault.setText(words)

    def _show(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.fault.setText("")
        self.folder.complain("")
        self.back.setEnabled(step <= _LAST)
        last = step == _LAST
        self.next.setText(_("Make the store") if last else _("Next"))
        self.next.setAccessibleName(self.next.text())
        self.next.updateGeometry()
        ready = self.next if self._county else self.choose
        (ready, self.name.edit, self.passphrase.edit, self.next, self.next)[step].setFocus()

    def forget(self) -> None:
        """Nothing typed stays."""
        self.passphrase.edit.clear()
        self.again.edit.clear()
        self.sheets.forget()
        self._made = None


def _plans() -> tuple[tuple[str, str, WordPlan], ...]:
    """How recovery words can be spread over sheets."""
    return (
        ("one", _("One sheet"), WordPlan()),
        ("two", _("Three sheets, any two open it"), WordPlan(2, 3)),
        ("three", _("Five, any three"), WordPlan(3, 5)),
    )


def _step(title: str, text: str, *parts: Part) -> QWidget:
    return holding(column(Said(title, "title"), Said(text, "body", "muted", wraps=True), 8, *parts, None, gap=8))


def county_words(county: County) -> str:
    """What a county file brings, in a sentence."""
    practice = _(" For practice only.") if county.practice else ""
    said = _("{county}: {n} desks in the directory, signed by {agency}, key {key}.")
    agency, desks = county.letterhead.agency, len(county.directory)
    return said.format(county=county.county, n=desks, agency=agency, key=county.signed_by) + practice
