"""What to say, line by line: said lines are ticked, the current one is filled; what is for this call only needs a held key."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

from fieldapp.desk.callfile import Callfile, Say
from fieldapp.text import _
from ui import style
from ui.held import HeldKey
from ui.widgets.buttons import Btn, Choices
from ui.widgets.cards import Card, CardHead, Hairline
from ui.widgets.keys import KeyCap
from ui.widgets.pressed import Pressed
from ui.widgets.text import Icon, Said, column, emptied, row

_LABEL = 100


class SayRow(Pressed):
    """One line of the script; pressing it ticks it, or takes the tick back."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.say = say
        self.current = self.done = False
        self._mark = Icon("circle", "muted")
        label = Said(say.label, "body", "muted", wraps=True)
        label.setFixedWidth(_LABEL)
        self.words, self.held_words = _rich(say), Said("", "card", "accent", wraps=True)
        self.held_words.hide()
        self.hold = Btn(_("Hold to read"), "plain", "eye-off", "K", height=32)
        if not say.held:  # shown before it has a parent it would be a window of its own
            self.hold.hide()
        self.hold.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # K does the same, from anywhere on the page
        more = [] if not say.held else [row(self.hold, None)]
        text = column(self.words, self.held_words, *more, gap=6)
        self._body = row(column(2, self._mark, None), 2, column(1, label, None), 4, text, gap=6, margins=(16, 9, 16, 9))
        self._body.setStretch(4, 1)
        self.setLayout(self._body)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        style.look().changed.connect(self.update)
        self.stand(current=False, done=False)

    def stand(self, *, current: bool, done: bool) -> None:
        """Said or not, and whether it is the one to say now: Tab goes to that one, arrows to the others."""
        self.current, self.done = current, done
        self._mark.show_icon("check" if done else "circle", "green" if done else "muted")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)
        state = _("said") if done else _("not said yet")
        self.setAccessibleName(f"{self.say.label}: {self.say.text} ({state})")
        self.update()

    def show_held(self, text: str) -> None:
        """Show the held part, "" to hide it."""
        self.held_words.setText(text)
        self.held_words.setVisible(bool(text))

    def sizeHint(self) -> QSize:
        """As large as its words."""
        return self._body.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as its longest word."""
        return self._body.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A soft ground under the current line; a ring while it has the focus."""
        del event
        painter = QPainter(self)
        if self.current or self.underMouse():
            painter.fillRect(self.rect().adjusted(1, 0, -1, 0), style.colour("accent_soft" if self.current else "hover"))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(style.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 2, -3, -2), 6, 6)


def read_out(ink: str = "text") -> Said:
    """Words that are read out: as large as a card's title, and lighter."""
    said = Said("", "lead", ink, wraps=True)
    made = style.font("card")
    made.setWeight(made.Weight.Normal)
    said.setFont(made)
    return said


def _rich(say: Say) -> QLabel:
    """The words in the size of a script, what the case filled in bold, blanks in amber."""
    label = read_out()
    label.setTextFormat(Qt.TextFormat.RichText)
    words = "".join(
        f"<b>{html.escape(piece.text)}</b>" if piece.filled else html.escape(piece.text) for piece in say.pieces
    ) or html.escape(_("One line is for this call only."))
    label.setText(f'<p style="line-height: 118%; margin: 0">{words}</p>')
    return label


class ScriptCard(Card):
    """The card at the left. moved: a line was ticked or another one is current · look: the held part of a line is asked for."""

    moved = Signal()
    look = Signal(int)
    spoken = Signal(str)
    decided = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0)
        self.rows: list[SayRow] = []
        self.looked: set[int] = set()
        self._looking = -1
        self._head = CardHead(_("Say"), "", "book-open-check", KeyCap(_("Space")), Said(_("said, next"), "body", "muted"))
        self.tongue = Choices(_("Language of the script"), (("en", "English"), ("es", "Español")), height=28)
        self.tongue.chosen.connect(self.spoken)
        self._lines, self._decide = column(), column(gap=6, margins=(16, 8, 16, 12))
        inner = QWidget()
        inner.setLayout(column(4, self._lines, self._decide, None))
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        self.area.setMinimumHeight(150)
        self.body.addLayout(row(self._head, self.tongue, gap=0, margins=(0, 0, 12, 0)))
        self.body.addWidget(Hairline())
        self.body.addWidget(self.area, 1)
        self.key = HeldKey(self)
        self.key.began.connect(self._on_hold)
        self.key.ended.connect(self.hide_held)

    # -- showing

    def show_call(self, call: Callfile, said: Iterable[int], looked: Iterable[int]) -> None:
        """Another call, or the same one in another language."""
        had_focus = any(each.hasFocus() for each in self.rows)
        emptied(self._lines)
        done, self.looked = set(said), set(looked)
        self.rows = [SayRow(say) for say in call.say]
        for place, each in enumerate(self.rows):
            each.clicked.connect(lambda _on=False, place=place: self.tick(place))
            each.hold.pressed.connect(lambda place=place: self._hold(place))
            each.hold.released.connect(self.key.end)
            each.stand(current=False, done=place in done)
            self._lines.addWidget(each)
            each.show()  # at once, so that the focus can go there
        self._move(next((place for place, each in enumerate(self.rows) if not each.done), 0), focus=had_focus)
        self.tongue.choose(call.language)
        self._show_decisions(call)

    def _show_decisions(self, call: Callfile) -> None:
        """What a person decides before it is said, and what is kept from this recipient with its reason."""
        emptied(self._decide)
        for each in call.asked:
            say = Btn(_("Will be said") if each.picked else _("Say it"), "plain", "check" if each.picked else "", height=28)
            say.setAccessibleName(_("Decide: say {what}").format(what=each.label))
            say.clicked.connect(lambda _on=False, each=each: self.decided.emit(each.field))
            why = Said(f"{each.label} · {each.why}" if each.why else each.label, "small", "muted", wraps=True)
            self._decide.addLayout(_stretched(Icon("circle-alert", "amber", 14), why, say))
        if call.left_out:
            names = ", ".join(each.label for each in call.left_out)
            kept = Said(_("Kept from this recipient: {names}").format(names=names), "small", "muted", wraps=True)
            kept.setToolTip("\n".join(f"{each.label}: {each.why}" for each in call.left_out))
            self._decide.addLayout(_stretched(Icon("shield-check", "muted", 14), kept))

    def said(self) -> tuple[int, ...]:
        """The places of the lines that were said."""
        return tuple(place for place, each in enumerate(self.rows) if each.done)

    def fields(self) -> tuple[str, ...]:
        """The rows of the matrix that were really told, held ones where they were read."""
        told = [(place, each.say) for place, each in enumerate(self.rows) if each.done]
        open_fields = [field for _place, say in told for field in say.fields]
        return tuple(dict.fromkeys([*open_fields, *(f for place, say in told if place in self.looked for f in say.held)]))

    def forget(self) -> None:
        """Nothing of it stays."""
        self.rows, self._looking = [], -1
        emptied(self._lines)
        emptied(self._decide)
        self._head.note.setText("")

    # -- moving

    def at(self) -> int:
        """The place of the current line."""
        return next((place for place, each in enumerate(self.rows) if each.current), 0)

    def said_next(self) -> None:
        """Tick the current line and go on to the next one that is not said."""
        if self.rows and not self.rows[self.at()].done:
            self.tick(self.at())

    def tick(self, place: int) -> None:
        """Tick a line and go on, or take its tick back."""
        each = self.rows[place]
        each.stand(current=each.current, done=not each.done)
        later = (other for other, line in enumerate(self.rows) if other > place and not line.done)
        self._move(next(later, place) if each.done else place, focus=each.hasFocus())
        self.moved.emit()

    def step(self, by: int) -> None:
        """Up or down a line."""
        if self.rows:
            self._move(min(max(self.at() + by, 0), len(self.rows) - 1), focus=True)

    def _move(self, place: int, *, focus: bool) -> None:
        for other, each in enumerate(self.rows):
            each.stand(current=other == place, done=each.done)
        self._head.note.setText(_("{n} of {all} said").format(n=len(self.said()), all=len(self.rows)))
        if self.rows:
            self.area.ensureWidgetVisible(self.rows[place], 0, 40)
            if focus:
                self.rows[place].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from line to line."""
        steps: dict[int, Callable[[], None]] = {Qt.Key.Key_Down: lambda: self.step(1), Qt.Key.Key_Up: lambda: self.step(-1)}
        if event.key() in steps:
            steps[event.key()]()
        else:
            super().keyPressEvent(event)

    # -- held back

    def _on_hold(self) -> None:
        """K: the held part of the current line, else of the first line that has one."""
        if self._looking < 0:
            here = [self.at(), *range(len(self.rows))]
            place = next((place for place in here if place < len(self.rows) and self.rows[place].say.held), -1)
            if place >= 0:
                self._looking = place
                self.look.emit(place)

    def _hold(self, place: int) -> None:
        self._looking = place
        self.look.emit(place)
        self.key.held = True

    def show_held(self, text: str) -> None:
        """Unless the key was let go meanwhile."""
        if self.key.held and 0 <= self._looking < len(self.rows):
            self.looked.add(self._looking)
            self.rows[self._looking].show_held(text)
            self.area.ensureWidgetVisible(self.rows[self._looking], 0, 40)

    def hide_held(self) -> None:
        """The key was let go."""
        self._looking = -1
        for each in self.rows:
            each.show_held("")


def _stretched(*parts: QWidget) -> QBoxLayout:
    made = row(*parts, gap=8)
    made.setStretch(1, 1)
    return made
