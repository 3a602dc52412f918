"""I forgot my passphrase: back in by recovery words or by the agency's key, each with a new passphrase at the end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QStackedWidget, QWidget

from fieldapp.desk import locked
from fieldapp.desk.window import weakness
from fieldapp.errors import BadInput, FieldError
from fieldapp.text import _, harmless
from ui.picked import KEY_BYTES, content_of
from ui.widgets.buttons import Btn, Choices
from ui.widgets.fields import Field, Line
from ui.widgets.text import Said, column, holding, row
from ui.work import words_for

_WORDS, _AGENCY, _NEW = 0, 1, 2
_OFFERED = 4


class SheetEdit(QPlainTextEdit):
    """Recovery words as they are typed: Tab completes the word that is begun."""

    def event(self, event: QEvent) -> bool:
        """Tab completes where only one word begins so; else it goes on as ever."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
            found = locked.starting(self.begun())
            if len(found) == 1:
                self.insertPlainText(found[0][len(self.begun()) :] + " ")
                return True
        return super().event(event)

    def begun(self) -> str:
        """The word before the cursor, as far as it is typed."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfWord, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().strip().lower()


class WaysBack(QWidget):
    """Three short steps in one place; Back and an error keep what was typed."""

    given = Signal(object, str)
    """A way back in, and the new passphrase."""
    key_given = Signal(object, str)
    """A key file's bytes and the passphrase typed for it, to be checked before anything else is asked for."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._checking = False
        self._sheets: list[str] = []
        self._needed = 1
        self._file = b""
        self._build()

    def _build(self) -> None:
        self.way = Choices(_("Way"), (("words", _("Recovery words")), ("agency", _("Agency's key"))))
        self.way.chosen.connect(self._on_way)
        self.steps = QStackedWidget()
        for step in (self._words_step(), self._agency_step(), self._new_step()):
            self.steps.addWidget(step)
        self.fault, self.state = Said("", "small", "red", wraps=True), Said("", "small", "muted")
        self.back = Btn(_("Back"), "plain", height=36)
        self.back.clicked.connect(self._on_back)
        self.next = Btn(_("Next"), "primary", height=36)
        self.next.clicked.connect(self._on_next)
        self.setLayout(
            column(
                Said(_("Another way in"), "title"),
                8,
                self.way,
                8,
                self.steps,
                self.fault,
                self.state,
                8,
                row(self.back, None, self.next),
            )
        )
        self.key_words.edit.returnPressed.connect(self._on_next)
        self.new.edit.returnPressed.connect(self._on_first_typed)
        self.again.edit.returnPressed.connect(self._on_next)

    def _words_step(self) -> QWidget:
        self.words = SheetEdit()
        self.words.setTabChangesFocus(True)
        self.words.textChanged.connect(self._on_typed)
        hint = _("Type or paste the {n} words; four letters of each are enough, and Tab completes.").format(
            n=locked.WORDS_A_SHEET
        )
        self._sheet = Field(_("Words of the sheet"), self.words, hint)
        self.counted = Said("", "small", "muted", wraps=True)
        return holding(column(self._sheet, 4, self.counted))

    def _agency_step(self) -> QWidget:
        self.chosen = Said(_("No key file chosen yet."), "body", "muted", wraps=True)
        choose = Btn(_("Open the key file…"), "plain", "folder", height=36)
        choose.clicked.connect(self._on_choose)
        self.key_words = Line(_("Passphrase of the key file"), _("Your agency's IT has both."), secret=True)
        return holding(column(self.chosen, row(choose, None), 8, self.key_words, None, gap=8))

    def _new_step(self) -> QWidget:
        said = _("At least 15 characters, or five words. Any words and signs will do.")
        self.new, self.again = Line(_("Your new passphrase"), said, secret=True), Line(_("Once more"), secret=True)
        return holding(column(self.new, self.again, None, gap=8))

    # -- what the page is told

    def begin(self, sheets: int) -> None:
        """Start over. sheets: how many sheets of words this store asks for, 0 where none were made."""
        self.forget()
        self._needed = max(1, sheets)
        self._to("words" if sheets else "agency")

    def refuse(self, sentence: str) -> None:
        """It did not open: back to the key that was given, with all that was typed."""
        self._check_over()
        self._to(self.way.value() or "words")
        self.fault.setText(sentence)

    def key_opens(self) -> None:
        """The passphrase of the key file is the right one."""
        if self._checking:
            self._check_over()
            self._to_new()

    def key_refused(self, sentence: str) -> None:
        """It is not, or the file is damaged."""
        if self._checking:
            self.refuse(sentence)

    def forget(self) -> None:
        """Nothing that was typed stays."""
        self._sheets, self._file = [], b""
        self.words.clear()
        self.chosen.setText(_("No key file chosen yet."))
        for each in (self.key_words, self.new, self.again):
            each.edit.clear()
        self._check_over()
        self.fault.setText("")

    # -- what the person does

    def _on_typed(self) -> None:
        """How far it is; what was wrong with a sheet was said of the one before this key."""
        self.fault.setText("")
        typed, wrong = locked.so_far(self.words.toPlainText())
        told = self._count(typed)
        if wrong:
            told += ". " + _("Word {n} is not one of the recovery words.").format(n=wrong)
        else:
            offered = locked.starting(self.words.begun())[:_OFFERED]
            told += ("  ·  " + ", ".join(offered)) if offered else ""
        self.counted.inked("red" if wrong else "muted")
        self.counted.setText(told)

    def _count(self, typed: int) -> str:
        told = _("{n} of {all} words").format(n=typed, all=locked.WORDS_A_SHEET)
        if self._needed == 1:
            return told
        at = min(len(self._sheets) + 1, self._needed)
        return _("Sheet {n} of the {all} needed: ").format(n=at, all=self._needed) + told

    def _on_choose(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, _("Key file"), "", _("All files (*)"))
        if name:
            self._check_over()  # of the file before it
            try:
                content = content_of(Path(name), KEY_BYTES)
                locked.check_key_file(content)
            except BadInput as error:
                self.fault.setText(" ".join(words_for(error)).strip())
                return
            self._file = content
            self.fault.setText("")
            self.chosen.setText(_("Key file chosen: {name}").format(name=harmless(Path(name).name)))
            self.key_words.edit.setFocus()

    def _on_way(self, way: str) -> None:
        self.fault.setText("")
        self._check_over()
        self._to(way)

    def _to(self, way: str) -> None:
        self.way.choose(way)
        self.steps.setCurrentIndex(_WORDS if way == "words" else _AGENCY)
        self._call_next(_("Next"))
        (self.words if way == "words" else self.key_words.edit).setFocus()
        self._on_typed()

    def _on_back(self) -> None:
        self.fault.setText("")
        self._check_over()
        if self.steps.currentIndex() == _NEW:
            self._to(self.way.value())
        else:
            self.left.emit()

    def _on_first_typed(self) -> None:
        """Enter behind the first of two leads to the second."""
        weak = weakness(self.new.edit.text()) or ""
        self.fault.setText(weak)
        if not weak:
            self.again.edit.setFocus()

    def _on_next(self) -> None:
        if not self.next.isEnabled():
            return  # Enter in a field, while it is being opened
        self.fault.setText("")
        at = self.steps.currentIndex()
        (self._take_sheet, self._take_key, self._give)[at]()

    def _take_sheet(self) -> None:
        typed = self.words.toPlainText()
        if len(self._sheets) == self._needed:
            self._sheets.pop()  # the last one was gone back to
        try:
            locked.check_sheet(typed, len(self._sheets) + 1, self._sheets)
        except FieldError as error:
            self.fault.setText(" ".join(words_for(error)))
            self.counted.inked("muted")
            self.counted.setText(self._count(locked.so_far(typed)[0]))  # the word that does not fit is said once
            self.words.setFocus()
            return
        self._sheets.append(typed)
        if len(self._sheets) < self._needed:
            self.words.clear()
            self.words.setFocus()
        else:
            self._to_new()

    def _take_key(self) -> None:
        if not self._file:
            self.fault.setText(_("Open the key file first."))
        elif not self.key_words.edit.text():
            self.fault.setText(_("Type the passphrase of the key file."))
        else:
            self._checking = True
            self.key_words.edit.setFocus()
            self.next.setEnabled(False)
            self.state.setText(_("Checking the passphrase …"))
            self.key_given.emit(self._file, self.key_words.edit.text())

    def _check_over(self) -> None:
        self._checking = False
        self.next.setEnabled(True)
        self.state.setText("")

    def _to_new(self) -> None:
        self.steps.setCurrentIndex(_NEW)
        self._call_next(_("Open the store"))
        self.new.edit.setFocus()

    def _call_next(self, words: str) -> None:
        self.next.setText(words)
        self.next.setAccessibleName(words)
        self.next.updateGeometry()

    def _give(self) -> None:
        typed = self.new.edit.text()
        fault = weakness(typed) or ("" if typed == self.again.edit.text() else _("The two passphrases differ. Type them again."))
        if fault:
            self.fault.setText(fault)
            return
        self.again.edit.setFocus()  # a button that is pressed no more would hand the keys to the one that changes the theme
        self.next.setEnabled(False)
        self.state.setText(_("Opening the store, which takes some seconds …"))
        words = self.way.value() == "words"
        way = locked.by_words(self._sheets) if words else locked.by_agency(self._file, self.key_words.edit.text())
        self.given.emit(way, typed)
