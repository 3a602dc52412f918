"""What is needed tonight and may be seen without unlocking: numbers, what police must do, a blank sheet, a note (P12)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from fieldapp import clock
from fieldapp.text import _
from ui import style
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, Hairline, Mark
from ui.widgets.fields import Words
from ui.widgets.keys import KeyCap
from ui.widgets.pressed import Pressed
from ui.widgets.text import Icon, Said, Two, column, emptied, holding, row


def numbers() -> tuple[tuple[str, str, str], ...]:
    """Public numbers, each with where it was read (locate.md 5)."""
    old = _("seen in the press, 2014: check before you rely on it")
    return (
        ("NCMEC", "1-800-843-5678", "cmfc.missingkids.org/FAQ"),
        (_("National Human Trafficking Hotline"), "1-888-373-7888", "humantraffickinghotline.org"),
        (_("National Runaway Safeline"), "1-800-786-2929", old),
        (_("Police, fire, ambulance"), "911", ""),
    )


def police_must() -> str:
    """What may be read out to a desk that will not take a report (locate.md L-01 to L-04, own words)."""
    return _(
        "California Penal Code 14211: every local police or sheriff's department must take a report of a missing person from"
        " anyone, by phone too, without delay, also where a youth left by choice. For somebody under 21 it must broadcast to be"
        " on the lookout, and send the report to the Department of Justice and NCIC within two hours."
    )


def blank_sheet() -> tuple[str, ...]:
    """What to ask a caller (P3)."""
    return (
        _("Who calls, and a number to call back"),
        _("Who is gone: name, age, from where"),
        _("When due back, last seen, noticed"),
        _("Police told? Which agency, which number, by whom"),
        _("Phone, medicine, money, ID: left or taken"),
        _("With whom, car and plate, messages, what set it off"),
        _("Clothing; own baby along?"),
        _("Ask: keep the camera footage; send the incident report"),
    )


class _Door(Pressed):
    """A row that opens something: icon, two lines, and its key."""

    def __init__(self, title: str, text: str, icon: str, key: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setFixedHeight(60)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = Two(Said(title, "strong"), Said(text, "small", "muted"))
        self.setLayout(row(Icon(icon, "accent"), 8, words, None, KeyCap(key), margins=(16, 6, 16, 6)))
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        style.look().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground when the pointer or the focus is here."""
        if self.underMouse() or self.hasFocus():
            QPainter(self).fillRect(event.rect(), style.colour("accent_soft" if self.hasFocus() else "hover"))


class NoteSheet(QWidget):
    """A note into the locked store: it goes in, and cannot be read back until the store is unlocked."""

    left = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        said = _("What happened, and who called with which number")
        self.text = Words(said, _("It is stamped with the time at which you leave it."), height=140)
        self.leave = Btn(_("Leave the note"), "primary", "pencil", "Ctrl+Enter").bound("Ctrl+Return")
        self.leave.clicked.connect(lambda: self.left.emit(self.text.text()))
        self.state = Said("", "body", "green", wraps=True)
        self.setLayout(column(self.text, 8, row(self.leave, None), 8, self.state, None))

    def begin(self, text: str = "") -> None:
        """Ready for typing; text: questions to be answered one by one."""
        self.state.setText("")
        if text:
            self.text.edit.setPlainText(text)
        self.text.edit.setFocus()
        at = self.text.edit.textCursor()
        at.movePosition(QTextCursor.MoveOperation.Start)
        at.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.text.edit.setTextCursor(at)

    def kept(self, at: clock.Instant) -> None:
        """It is on the disk: nothing of it stays here."""
        self.text.edit.clear()
        self.text.complain("")
        self.state.setText(
            _("Left at {when}. It is shown when the store is next unlocked.").format(when=f"{clock.local(at):%H:%M}")
        )

    def refuse(self, sentence: str) -> None:
        """It could not be kept: said, and what was typed stays."""
        self.state.setText("")
        self.text.complain(sentence)

    def forget(self) -> None:
        """An empty sheet."""
        self.text.edit.clear()
        self.text.complain("")
        self.state.setText("")


class Tonight(Card):
    """Four doors that need no unlocking; what a door shows takes their place until Back."""

    def __init__(self) -> None:
        self.note = NoteSheet()
        self._steps = QStackedWidget()
        super().__init__(margin=32)
        self._build()

    def _build(self) -> None:
        self.practice = False
        self._title, self._shown = Said("", "card"), column(gap=8)
        self._back = Btn(_("Back"), "plain", key="Esc", height=32).bound("Escape")
        self._back.clicked.connect(self.forget)
        self._opened = holding(column(row(self._title, None, self._back), 8, self._shown, self.note, None))
        self._steps.addWidget(self._doors())
        self._steps.addWidget(self._opened)
        for part in (
            row(Mark("phone-call", "accent", 44), None),
            8,
            Said(_("Missing youth now?"), "title"),
            Said(_("Start here without unlocking. Nothing about any youth is shown."), "body", "muted"),
            4,
            self._steps,
        ):
            if isinstance(part, int):
                self.body.addSpacing(part)
            else:
                self.body.addWidget(part) if isinstance(part, QWidget) else self.body.addLayout(part)

    def _doors(self) -> QWidget:
        police = _("The text to read to the desk, with its source")
        note = _("Goes in, can't be read back until you unlock")
        doors = (
            (_("24-hour numbers"), _("Police, NCMEC, hotlines"), "phone", "F3", self.show_numbers),
            (_("What police must do"), police, "book-open-check", "F4", self.show_police),
            (_("Blank sheet"), _("The questions to ask a caller"), "printer", "F5", self.show_blank),
            (_("Write a note into the locked store"), note, "pencil", "F6", self.show_note),
        )
        rows: list[QWidget] = []
        for title, text, icon, key, show in doors:
            door = _Door(title, text, icon, key)
            door.clicked.connect(show)
            QShortcut(QKeySequence(key), self, show)
            rows += [door, Hairline()]
        box = Card(*rows[:-1], margin=1, gap=0, fill="bg")
        foot = row(
            Icon("clock", "muted"),
            Said(_("A note stamps the time you write it: the clock can start now."), "small", "muted"),
            None,
        )
        whole = QWidget()
        whole.setLayout(column(8, box, None, foot))
        return whole

    def show_numbers(self) -> None:
        """Public numbers, with their sources."""
        box = Card(margin=1, gap=0, fill="bg")
        for place, (name, number, source) in enumerate(numbers()):
            if place:
                box.body.addWidget(Hairline())
            words = Two(Said(name, "strong"), Said(source, "small", "muted").cut()) if source else Said(name, "strong")
            line = row(words, 8, Said(number, "card"), margins=(14, 7, 14, 7))
            line.setStretch(0, 1)
            box.body.addLayout(line)
        said = _("Practice: these numbers are real. Do not call them for an exercise.") if self.practice else ""
        self._open(_("24-hour numbers"), *([Said(said, "strong", "amber", wraps=True)] if said else []), box)

    def show_police(self) -> None:
        """What may be read out to a desk that will not take a report."""
        self._open(_("What police must do"), Said(police_must(), "lead", wraps=True))

    def show_blank(self) -> None:
        """The questions to ask a caller, and the way to fill them in."""
        fill = Btn(_("Fill it in as a note"), "plain", "pencil", height=36)
        fill.clicked.connect(lambda: self._note("\n".join(f"{line}: " for line in blank_sheet())))
        lines = [Said(f"{place}.  {line}", "body", wraps=True) for place, line in enumerate(blank_sheet(), start=1)]
        self._open(_("Blank sheet"), *lines, holding(row(fill, None)))

    def show_note(self) -> None:
        """The note."""
        self._note("")

    def shown(self) -> str:
        """What an opened door shows."""
        return "\n".join(label.text() for label in self._opened.findChildren(QLabel))

    def forget(self) -> None:
        """The four doors again."""
        self.note.forget()
        emptied(self._shown)
        self._steps.setCurrentIndex(0)

    def _note(self, text: str) -> None:
        self._open(_("Write a note into the locked store"))
        self.note.show()
        self.note.begin(text)

    def _open(self, title: str, *parts: QWidget) -> None:
        self._title.setText(title)
        emptied(self._shown)
        for part in parts:
            self._shown.addWidget(part)
        self.note.hide()
        self._steps.setCurrentIndex(1)
