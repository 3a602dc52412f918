"""Fields: a label, a control, and a line for what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QDateTime, QTime, QTimeZone
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from fieldapp import clock
from fieldapp.text import _, moment
from ui.widgets.picker import Picker, WhenPicker
from ui.widgets.text import Said, column, row


class Field(QWidget):
    """A control with its label above and its fault below."""

    def __init__(self, label: str, control: QWidget, hint: str = "", beside: QWidget | None = None) -> None:
        super().__init__()
        self.control = control
        self._hint = hint
        self._below = Said(hint, "small", "muted", wraps=True)
        if not hint:
            self._below.hide()
        self._name = Said(label, "small_strong", "muted")
        self._name.setBuddy(control)
        control.setAccessibleName(label)
        head = row(self._name, None, beside) if beside else self._name
        self.setLayout(column(head, 4, control, 2, self._below))

    def rename(self, label: str) -> None:
        """Ask for something else with the same control."""
        self._name.setText(label)
        self.control.setAccessibleName(label)

    def hint(self, words: str) -> None:
        """Say something else below it while nothing is wrong."""
        if self._below.text() == self._hint:
            self._below.setText(words)
            self._below.setVisible(bool(words))
        self._hint = words

    def complain(self, sentence: str) -> None:
        """Say what is wrong, in red, with the field's focus; "" takes it back."""
        self._below.setText(sentence or self._hint)
        self._below.inked("red" if sentence else "muted")
        self._below.setVisible(bool(sentence or self._hint))
        if sentence:
            self.control.setFocus()


class Line(Field):
    """A line of text."""

    def __init__(
        self, label: str, hint: str = "", *, placeholder: str = "", secret: bool = False, beside: QWidget | None = None
    ) -> None:
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        super().__init__(label, self.edit, hint, beside)

    def text(self) -> str:
        """What was typed, without blank ends."""
        return self.edit.text().strip()

    def show_text(self, text: str) -> None:
        """Show a text from its beginning."""
        self.edit.setText(text)
        self.edit.setCursorPosition(0)


class Words(Field):
    """Some lines of text."""

    def __init__(self, label: str, hint: str = "", *, height: int = 80) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setFixedHeight(height)
        self.edit.setTabChangesFocus(True)
        super().__init__(label, self.edit, hint)

    def text(self) -> str:
        """What was typed."""
        return self.edit.toPlainText().strip()


class Pick(Field):
    """One of a list. options: (value, words)."""

    def __init__(self, label: str, options: Sequence[tuple[str, str]], hint: str = "") -> None:
        self.box = Picker()
        self.box.setMinimumWidth(180)
        for value, words in options:
            self.box.addItem(words, value)
        super().__init__(label, self.box, hint)

    def value(self) -> str:
        """What is chosen."""
        return str(self.box.currentData() or "")

    def choose(self, value: str) -> None:
        """Choose a value that is in the list."""
        self.box.setCurrentIndex(max(0, self.box.findData(value)))


class Day(Field):
    """A day."""

    def __init__(self, label: str, day: date, hint: str = "", *, weekday: bool = True) -> None:
        self.edit = WhenPicker("ddd d MMM yyyy" if weekday else "d MMM yyyy")
        super().__init__(label, self.edit, hint)
        self.show_day(day)

    def show_day(self, day: date) -> None:
        """Show a day."""
        self.edit.setDate(QDate(day.year, day.month, day.day))

    def day(self) -> date:
        """The day shown."""
        shown = self.edit.date()
        return date(shown.year(), shown.month(), shown.day())


_AROUND = 64
"""Padding and the mark that says it opens a calendar."""


class Moment(Field):
    """A day and a time on this county's wall clock."""

    def __init__(self, label: str, at: clock.Instant, hint: str = "") -> None:
        self.edit = WhenPicker("ddd d MMM yyyy, HH:mm")
        self.edit.setMinimumWidth(self.edit.fontMetrics().horizontalAdvance("Wed 30 Nov 2026, 00:00") + _AROUND)
        self.edit.setTimeZone(QTimeZone.utc())  # digits as typed; which instant they are is worked out by `clock`
        super().__init__(label, self.edit, hint)
        self.show_instant(at)

    def show_instant(self, at: clock.Instant) -> None:
        """Show an instant."""
        here = clock.local(at).replace(tzinfo=None)
        self.edit.setDateTime(QDateTime(QDate(here.year, here.month, here.day), QTime(here.hour, here.minute), QTimeZone.utc()))

    def instant(self) -> clock.Instant:
        """The instant shown; of an hour that comes twice the first."""
        shown = self.edit.dateTime()
        day, time = shown.date(), shown.time()
        return clock.of_wall(day.year(), day.month(), day.day(), time.hour(), time.minute())


class Told(Line):
    """A past time as a caller tells it ("20:05", "8 pm", "yesterday 20:05"); empty where nobody knows."""

    def __init__(self, label: str, now: clock.Clock, hint: str = "") -> None:
        super().__init__(label, hint)
        self._now = now
        self._shown: tuple[str, clock.Instant | None] = ("", None)
        self.edit.editingFinished.connect(self._on_finished)

    def show_instant(self, at: clock.Instant | None) -> None:
        """Show an instant as it could be typed, or nothing."""
        text = ""
        if at is not None:
            here = clock.local(at)
            near = self._now() - at < 6 * clock.DAY
            text = moment(at) if near else f"{here.month}/{here.day}/{here.year} {here:%H:%M}"
        self._shown = (text, at)
        self.edit.setText(text)
        self.complain("")

    def instant(self) -> clock.Instant | None:
        """What is meant; None where it is empty or no time."""
        typed = self.text()
        if typed == self._shown[0]:
            return self._shown[1]
        try:
            return clock.read_wall(typed, self._now())
        except ValueError:
            return None

    def is_wrong(self) -> bool:
        """Whether something is typed that is no time; it is said where it stands."""
        wrong = bool(self.text()) and self.instant() is None
        if wrong:
            self.complain(_("Type a time that has passed: 20:05, 8:05 pm, yesterday 20:05, 11/21 20:05."))
        return wrong

    def _on_finished(self) -> None:
        at = self.instant()
        if at is not None or not self.text():
            self.show_instant(at)
