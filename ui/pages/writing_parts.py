"""Parts of the page on which people are told in writing: the list of recipients, the text, and what is left out of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy

from fieldapp.desk.writing import Letter
from fieldapp.text import _, moment
from ui import style
from ui.widgets.buttons import Btn, Choices
from ui.widgets.cards import Card, CardHead, GroupHead, Hairline
from ui.widgets.fields import Line as TextLine
from ui.widgets.pressed import Pressed
from ui.widgets.text import Icon, Said, Two, column, emptied, holding, row


def standing(letter: Letter) -> tuple[str, str, str]:
    """How far a recipient is, in words, ink and icon."""
    if letter.line.state == "settled" and letter.line.settled_at is not None:
        return _("told {when}").format(when=moment(letter.line.settled_at)), "green", "circle-check"
    if letter.whom.forbidden:
        return _("do not tell"), "red", "circle-alert"
    if letter.why_not:
        return letter.other_way or letter.why_not, "muted", "phone" if letter.other_way else "circle-alert"
    return (_("e-mail, in Spanish") if letter.language == "es" else _("e-mail")), "text", "circle-dashed"


_LEAST = 48


class LetterRow(Pressed):
    """One recipient in the list. entered: Enter was pressed on it, which copies."""

    entered = Signal()

    def __init__(self, letter: Letter) -> None:
        super().__init__()
        self.letter, self.current = letter, False
        words, ink, icon = standing(letter)
        name, ink = letter.whom.name, "muted" if ink == "text" else ink
        nobody = not letter.whom.person and not letter.whom.ways
        below = Said(letter.whom.role if nobody else f"{letter.whom.role} · {words}", "small", ink, wraps=True)
        who = Two(Said(name, "strong", wraps=True), below)
        self._body = row(Icon(icon, ink), 4, who, gap=6, margins=(16, 6, 12, 6))
        self._body.setStretch(2, 1)
        self.setLayout(self._body)
        self.setAccessibleName(f"{name}, {letter.whom.role}: {words}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        style.look().changed.connect(self.update)

    def stand(self, *, current: bool) -> None:
        """Whether its text is shown; Tab goes to that one, arrows to the others."""
        self.current = current
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)
        self.update()

    def heightForWidth(self, width: int) -> int:
        """As high as its words want, which wrap."""
        return max(_LEAST, self._body.heightForWidth(width))

    def sizeHint(self) -> QSize:
        """As wide as a name and a way."""
        return QSize(240, _LEAST)

    def minimumSizeHint(self) -> QSize:
        """Two lines at least."""
        return QSize(160, _LEAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter copies; Space shows."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A soft ground under the current one; a ring while it has the focus."""
        del event
        painter = QPainter(self)
        if self.current or self.underMouse():
            painter.fillRect(self.rect().adjusted(1, 0, -1, 0), style.colour("accent_soft" if self.current else "hover"))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(style.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 2, -3, -2), 6, 6)


class LetterList(Card):
    """Everybody, those told in writing first. chosen: another one is shown · entered: copy this one."""

    chosen = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0)
        self.rows: list[LetterRow] = []
        self._lines = column()
        self._area = scrolled(column(self._lines, None))
        self.body.addWidget(self._area)

    def show_letters(self, letters: tuple[Letter, ...], current: str) -> None:
        """The recipients, in two groups."""
        had_focus = any(each.hasFocus() for each in self.rows)
        emptied(self._lines)
        self.rows = []
        writing = [each for each in letters if each.in_writing]
        also = [each for each in letters if not each.in_writing and (not each.why_not or each.line.key == current)]
        for title, group in ((_("In writing"), writing), (_("Called first"), also)):
            if group:
                self._lines.addWidget(GroupHead(title, len(group), first=not self.rows))
                for each in group:
                    self._add(each)
        self.stand(current)
        if had_focus:
            self.focus_current()

    def _add(self, letter: Letter) -> None:
        made = LetterRow(letter)
        made.clicked.connect(lambda: self.chosen.emit(letter.line.key))
        made.entered.connect(self.entered)
        if self.rows and self._lines.count():
            self._lines.addWidget(Hairline())
        self.rows.append(made)
        self._lines.addWidget(made)

    def stand(self, current: str) -> None:
        """Mark the one whose text is shown."""
        for each in self.rows:
            each.stand(current=each.letter.line.key == current)
            if each.current:
                self._area.ensureWidgetVisible(each, 0, 48)

    def focus_current(self) -> None:
        """To the one whose text is shown."""
        for each in self.rows:
            if each.current:
                each.setFocus()

    def step(self, by: int) -> None:
        """To the next or the one before."""
        at = next((place for place, each in enumerate(self.rows) if each.current), 0)
        if self.rows:
            self.chosen.emit(self.rows[min(max(at + by, 0), len(self.rows) - 1)].letter.line.key)
            self.focus_current()


class TextCard(Card):
    """The text as it goes out: whom to, subject, words; in the language of the recipient, or the other."""

    spoken = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0)
        self.head = CardHead(_("E-mail"), "", "mail")
        self.tongue = Choices(_("Language of the text"), (("en", "English"), ("es", "Español")), height=28)
        self.tongue.chosen.connect(self.spoken)
        self.to, self.subject = Said("", "body"), Said("", "strong", wraps=True)
        self.words = Said("", "lead", wraps=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.why_not = Said("", "card", "muted", wraps=True)
        self.call = Btn(_("Call instead"), "plain", "phone", height=36)
        self._fields = holding(
            column(_labelled(_("To"), self.to), 4, _labelled(_("Subject"), self.subject), margins=(16, 12, 16, 8))
        )
        self.body.addLayout(row(self.head, self.tongue, gap=0, margins=(0, 0, 12, 0)))
        self.body.addWidget(Hairline())
        self.body.addWidget(self._fields)
        said = column(self.words, self.why_not, row(self.call, None), None, gap=12, margins=(16, 8, 16, 16))
        self.body.addWidget(scrolled(said), 1)

    def show_letter(self, letter: Letter) -> None:
        """One recipient's text, or why there is none."""
        none = bool(letter.why_not)
        self.head.note.setText(letter.whom.name)
        self.tongue.choose(letter.language)
        self.tongue.setVisible(not none)
        self._fields.setVisible(not none)
        self.to.setText(letter.address)
        self.subject.setText(letter.subject)
        self.words.setText(letter.body)
        self.words.setVisible(not none)
        said = f"{letter.why_not}: {letter.other_way}" if letter.other_way else letter.why_not
        self.why_not.setText(said)
        self.why_not.setVisible(none)
        self.why_not.inked("red" if letter.whom.forbidden else "muted")
        self.call.setVisible(none and bool(letter.whom.by("phone")) and letter.line.state in {"open", "begun"})

    def forget(self) -> None:
        """Nothing of it stays."""
        for said in (self.head.note, self.to, self.subject, self.words, self.why_not):
            said.setText("")


class LeftOutCard(Card):
    """What the text holds, what a person decides, and what is left out with its reason."""

    decided = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0)
        self.limit = Said("", "body", "amber", wraps=True)
        self.late = TextLine(_("Why it is late"), _("Asked now, while you know it; shown beside the hours, never a grade."))
        self._lines = column(gap=8)
        self.body.addWidget(scrolled(column(self.limit, self.late, self._lines, None, gap=8, margins=(14, 12, 14, 12))))

    def show_letter(self, letter: Letter, *, late: bool) -> None:
        """Of one recipient's text."""
        self.limit.setText(letter.whom.limit)
        self.limit.setVisible(bool(letter.whom.limit))
        self.late.setVisible(late)
        emptied(self._lines)
        if letter.whom.forbidden:
            return
        for each in letter.asked:
            say = Btn(_("In the text") if each.picked else _("Put it in"), "plain", "check" if each.picked else "", height=28)
            say.setAccessibleName(_("Decide: {what}").format(what=each.label))
            say.clicked.connect(lambda _on=False, each=each: self.decided.emit(each.field))
            self._lines.addLayout(row(Said(each.label, "small_strong", wraps=True), None, say))
            self._lines.addWidget(Said(each.why, "small", "muted", wraps=True))
        if letter.left_out:
            self._lines.addWidget(Said(_("Left out, and why"), "strong"))
        for why in dict.fromkeys(each.why for each in letter.left_out):
            names = ", ".join(each.label for each in letter.left_out if each.why == why)
            reason = Said(why, "small", "muted", wraps=True)
            self._lines.addWidget(holding(column(Said(names, "small_strong", wraps=True), reason, gap=2)))

    def forget(self) -> None:
        """Nothing of it stays."""
        emptied(self._lines)
        self.late.edit.clear()
        self.limit.setText("")


def scrolled(layout: QBoxLayout) -> QScrollArea:
    """A part that scrolls inside its card; the keys of the page go to what stands in it."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(holding(layout))
    return area


def _labelled(label: str, said: Said) -> QBoxLayout:
    name = Said(label, "small", "muted")
    name.setFixedWidth(64)
    made = row(name, said, gap=8)
    made.setStretch(1, 1)
    return made
