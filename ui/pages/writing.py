"""Telling people in writing: one text a recipient, copied and recorded by one key, or all of them in one act (P8)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from fieldapp.desk.writing import Choice, Letter, Letters, Written, letters, not_sent, write_to
from fieldapp.errors import FieldError
from fieldapp.text import _, ngettext
from ui import clipboard
from ui.pages.page import Page
from ui.pages.writing_parts import LeftOutCard, LetterList, TextCard
from ui.widgets.buttons import Btn
from ui.widgets.cards import Strip
from ui.widgets.text import Said, column, emptied, row

_BETWEEN = "\n\n――――――――――\n\n"


class WritingPage(Page):
    """Opened for one line of an episode, or for all of them."""

    areas = frozenset({"agenda", "youth", "locate"})

    def _build(self) -> None:
        self._youth = self._episode = self._line = ""
        self._chosen: dict[str, Choice] = {}
        self._found: Letters | None = None
        self._written: tuple[Written, ...] = ()
        self.list, self.text, self.left_out = LetterList(), TextCard(), LeftOutCard()
        self.title, self.note = Said(_("In writing"), "title"), Said("", "body", "muted")
        self.back = Btn(_("Back"), "plain", key="Esc", height=36).bound("Escape")
        self.all = Btn("", "plain", "copy", "A", height=40)
        self.one = Btn(_("Copy and record"), "primary", "copy", "C", height=40)
        self.mind = Said(
            _("The clipboard is emptied after 30 seconds. Nothing is sent by the app."), "small", "muted", wraps=True
        )
        self.fault = Said("", "body", "red", wraps=True)
        self.fault.hide()
        self._strip = column()
        middle = row(self.list, self.text, self.left_out, gap=16)
        for place, share in enumerate((5, 8, 5)):
            middle.setStretch(place, share)
        head = row(column(self.title, self.note, gap=2), None, self.back)
        foot = row(self.mind, 8, self.all, self.one)
        foot.setStretch(0, 1)
        self.content.addLayout(head)
        self.content.addLayout(self._strip)
        self.content.addLayout(middle, 1)
        self.content.addWidget(self.fault)
        self.content.addLayout(foot)
        self._connect()

    def _connect(self) -> None:
        self.list.chosen.connect(self._on_chosen)
        self.list.entered.connect(self._on_one)
        self.text.spoken.connect(self._on_spoken)
        self.text.call.clicked.connect(lambda: self.tell.emit(self._youth, self._episode, self._line, "call"))
        self.left_out.decided.connect(self._on_decided)
        self.one.clicked.connect(self._on_one)
        self.all.clicked.connect(self._on_all)
        self.back.clicked.connect(self._on_back)

    # -- coming and going

    def enter(self, youth: str, episode: str) -> None:
        """Everybody of an episode; without one, as it was left."""
        if youth:
            self.open_line(youth, episode, "")

    def open_line(self, youth: str, episode: str, line: str) -> None:
        """One recipient of an episode, or whoever comes first."""
        self.forget()
        self._youth, self._episode, self._line = youth, episode, line
        self.stale()

    def refresh(self) -> None:
        """Ask for the texts."""
        youth, episode, chosen = self._youth, self._episode, dict(self._chosen)
        if youth:
            self.session.ask(lambda desk: desk.ask(letters, youth, episode, chosen), self.show_letters)

    def forget(self) -> None:
        """Nothing of it stays."""
        self._youth = self._episode = self._line = ""
        self._chosen, self._found, self._written = {}, None, ()
        self.list.show_letters((), "")
        self.text.forget()
        self.left_out.forget()
        self.note.setText("")
        self._complain("")
        emptied(self._strip)

    # -- showing

    def show_letters(self, found: Letters | None) -> None:
        """The recipients, and the text of one of them."""
        if found is None:
            self.go.emit("episode", self._youth, self._episode)
            return
        first, self._found = self._found is None, found
        if self._shown() is None:
            ready = [each for each in found.letters if each.ready and each.in_writing]
            self._line = next((each.line.key for each in (*ready, *found.letters)), "")
        self.list.show_letters(found.letters, self._line)
        if first:
            self.list.focus_current()
        self._show_one()

    def _shown(self) -> Letter | None:
        """The recipient whose text is shown."""
        letters = self._found.letters if self._found else ()
        return next((each for each in letters if each.line.key == self._line), None)

    def _show_one(self) -> None:
        letter, waiting = self._shown(), self._waiting()
        writing = [each for each in self._found.letters if each.in_writing] if self._found else []
        told = sum(each.line.state == "settled" for each in writing)
        self.note.setText(_("{n} of {all} told").format(n=told, all=len(writing)))
        self.all.setText(
            ngettext("Copy {n} text and record", "Copy all {n} texts and record", len(waiting)).format(n=len(waiting))
        )
        self.all.setAccessibleName(self.all.text())
        self.all.updateGeometry()
        self.all.setEnabled(len(waiting) > 1)
        self.one.setEnabled(letter is not None and letter.ready)
        if letter is not None:
            self.text.show_letter(letter)
            self.left_out.show_letter(letter, late=any(self._is_late(each) for each in (letter, *waiting)))

    def _waiting(self) -> list[Letter]:
        """Everybody told in writing whose text can be copied now."""
        return [each for each in self._found.letters if each.ready and each.in_writing] if self._found else []

    def _is_late(self, letter: Letter) -> bool:
        return letter.ready and letter.line.due is not None and self.session.now() > letter.line.due

    # -- choosing

    def _on_chosen(self, line: str) -> None:
        self._line = line
        self._complain("")
        self.list.stand(line)
        self._show_one()

    def _choice(self) -> Choice:
        letter = self._shown()
        return self._chosen.get(self._line, Choice(letter.language if letter else ""))

    def _on_spoken(self, language: str) -> None:
        self._chosen[self._line] = Choice(language, self._choice().picked)
        self.refresh()

    def _on_decided(self, field: str) -> None:
        self._chosen[self._line] = Choice(self._choice().language, self._choice().picked ^ {field})
        self.refresh()

    # -- copying and recording

    def _on_one(self) -> None:
        letter = self._shown()
        if letter is not None and letter.ready:
            self._write([letter])

    def _on_all(self) -> None:
        waiting = self._waiting()
        if len(waiting) > 1:
            self._write(waiting)

    def _write(self, chosen: list[Letter]) -> None:
        reason = self.left_out.late.text()
        if any(self._is_late(each) for each in chosen) and not reason:
            self.left_out.late.complain(_("In a few words: it is asked once."))
            return
        youth, episode = self._youth, self._episode
        wanted = {each.line.key: self._chosen.get(each.line.key, Choice()) for each in chosen}
        self.one.setEnabled(False)
        self.session.do(lambda desk: desk.do(write_to, youth, episode, wanted, reason), self._on_written, self._on_not_written)

    def _on_written(self, texts: tuple[Written, ...]) -> None:
        """Recorded: now the texts are on the clipboard, and the next one is shown."""
        clipboard.copy(_BETWEEN.join(each.text for each in texts), self)
        names = ", ".join(each.name for each in texts)
        emptied(self._strip)
        undo = Btn(_("Not sent after all"), "quiet", key="U", height=28)
        undo.clicked.connect(self._on_undo)
        said = Said(_("Paste it into your mail program within 30 seconds."), "body", "green", wraps=True)
        strip = Strip("green", "check", _("Copied and recorded: {names}").format(names=names), "", said, undo)
        self._strip.addWidget(strip)
        self._written, self._line = texts, ""

    def _on_undo(self) -> None:
        """What was copied last was not sent: its notices are taken back."""
        written, self._written = self._written, ()
        if written:
            reason = _("copied, not sent after all")
            self.session.do(lambda desk: desk.do(not_sent, written, reason), lambda _none: emptied(self._strip))

    def _on_not_written(self, error: BaseException) -> None:
        if not isinstance(error, FieldError):
            raise error
        self._complain(f"{error.sentence} {getattr(error, 'action', '')}".strip())
        self._show_one()

    def _complain(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _on_back(self) -> None:
        youth, episode = self._youth, self._episode
        self.forget()
        if youth:
            self.go.emit("episode", youth, episode)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys, which come here only while no field takes them."""
        keys: dict[int, Callable[[], None]] = {
            Qt.Key.Key_C: self._on_one,
            Qt.Key.Key_A: self._on_all,
            Qt.Key.Key_U: self._on_undo,
            Qt.Key.Key_Down: lambda: self.list.step(1),
            Qt.Key.Key_Up: lambda: self.list.step(-1),
        }
        act = keys.get(event.key()) if event.modifiers() == Qt.KeyboardModifier.NoModifier else None
        if act is None:
            super().keyPressEvent(event)
        else:
            act()
