"""The cards beside a paper: who gets it, what is on it, what is left out and why, which copies are out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QMenu, QScrollArea, QSizePolicy, QWidget

from fieldapp.desk.paperfile import Around, CopyOut, Subject, Subjects
from fieldapp.desk.paperwork import Made
from fieldapp.desk.readers import Recipient
from fieldapp.report.model import Asked
from fieldapp.text import _, full_date, ngettext
from ui import style
from ui.widgets.buttons import Btn, Choices
from ui.widgets.cards import Card, CardHead, Hairline
from ui.widgets.text import Icon, Said, Two, column, emptied, holding, row

_ROW = 28
MOST_COPIES = 3


class About(QComboBox):
    """Whom the papers are about."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("For"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumWidth(200)

    def show_subjects(self, found: Subjects) -> Subject | None:
        """List everybody, the one that is asked for chosen."""
        self.blockSignals(True)
        self.clear()
        for each in found.listed:
            self.addItem(style.icon("user"), f"{each.name} · {each.state}", each)
        self.setCurrentIndex(found.asked_for if found.listed else -1)
        self.blockSignals(False)
        return self.subject()

    def subject(self) -> Subject | None:
        """Who is chosen."""
        found = self.currentData()
        return found if isinstance(found, Subject) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the arrow that says it opens."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(self.width() - 26, (self.height() - 16) // 2, style.pixmap("chevron-down", "muted", 16, self))


class For(Card):
    """Who gets the paper, in which language, and whether a cover page goes first."""

    change = Signal()
    spoken = Signal(str)
    covered = Signal(bool)

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0)
        self.name, self.note = Said("", "strong").cut(), Said("", "small", "muted").cut()
        self.button = Btn(_("Change"), height=36)
        self.button.clicked.connect(self.change)
        who = row(Icon("user-check", "accent", 20), 4, Two(self.name, self.note), self.button, margins=(16, 8, 12, 8))
        who.setStretch(2, 1)
        self.language = Choices(_("Language"), (("en", "English"), ("es", "Español")), height=32)
        self.language.chosen.connect(self.spoken)
        self.cover = Btn(_("Cover page first"), height=32)
        self.cover.setCheckable(True)
        self.cover.toggled.connect(self.covered)
        label = Said(_("Language"), "body", "muted")
        self.body.addLayout(who)
        self.body.addLayout(row(Hairline(), margins=(16, 0, 12, 0)))
        self.body.addLayout(row(label, 16, self.language, None, self.cover, margins=(16, 8, 12, 8)))

    def show_made(self, made: Made, listed: Sequence[Recipient]) -> None:
        """Whom a paper was made for."""
        paper, wanted = made.paper, made.wanted
        known = next((each for each in listed if (each.reader, each.name) == (paper.recipient, paper.recipient_name)), None)
        self.name.say(paper.recipient_name)
        self.note.say(known.note if known else "")
        self.button.setAccessibleName(_("Change who gets it, now {who}").format(who=paper.recipient_name))
        self.language.choose(wanted.language)
        self.cover.blockSignals(True)
        self.cover.setChecked(wanted.cover)
        self.cover.setVisible(bool(made.pictures))
        self.cover.blockSignals(False)


class Lists(QWidget):
    """What is on the paper, beside what is left out and why."""

    picked = Signal(object)
    taken_back = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.on, self.off = column(gap=0, margins=(0, 8, 0, 8)), column(gap=0, margins=(0, 8, 0, 8))
        self.on_head, self.off_head = CardHead(_("Included")), CardHead(_("Left out, and why"))
        both = row(_scrolled(self.on_head, self.on), _scrolled(self.off_head, self.off), gap=12)
        both.setStretch(0, 5)
        both.setStretch(1, 6)
        self.setLayout(both)

    def show_made(self, made: Made) -> None:
        """Show what the matrix let through, and what not."""
        emptied(self.on)
        emptied(self.off)
        done = {each.field: each for each in made.paper.asked if each.picked}
        still = [each for each in made.paper.asked if not each.picked]
        for asked in still:  # first: they wait for somebody
            self.on.addWidget(self._asked(asked))
        for group in made.included:
            self.on.addWidget(self._included(group.words, done.get(group.fields[0])))
        for group in made.left_out:
            self.off.addWidget(_left_out(group.words, group.why))
        self.on.addStretch(1)
        self.off.addStretch(1)
        decide = ngettext("{n}, and {m} to decide", "{n}, and {m} to decide", len(still)) if still else "{n}"
        self.on_head.note.setText(decide.format(n=len(made.paper.included), m=len(still)))
        self.off_head.note.setText(str(len(made.paper.left_out)))

    def clear(self) -> None:
        """Nothing of a case stays."""
        emptied(self.on)
        emptied(self.off)
        self.on_head.note.setText("")
        self.off_head.note.setText("")

    def _included(self, words: str, asked: Asked | None) -> QWidget:
        if asked is None:
            return _line(Icon("check", "green", 16), Said(words, "body", wraps=True))
        back = _quiet(_("Leave out"), _("Leave out {what}").format(what=words))
        back.clicked.connect(lambda: self.taken_back.emit(asked.field))
        return _line(Icon("check", "green", 16), Said(words, "body", wraps=True), back)

    def _asked(self, asked: Asked) -> QWidget:
        pick = _quiet(_("Pick"), _("Pick {what}: {why}").format(what=asked.label, why=asked.why))
        pick.setToolTip(asked.why)
        pick.clicked.connect(lambda: self.picked.emit(asked))
        words = Said(asked.label, "body", wraps=True)
        words.setToolTip(asked.why)
        return _line(Icon("circle-question-mark", "amber", 16), words, pick)


class Copies(Card):
    """The copies that somebody has, and until when; each can be marked as back."""

    came_back = Signal(object, str)

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0)
        self.count, self.until = Said("", "body", "muted"), Said("", "small", "muted")
        head = row(Said(_("Copies out"), "card"), 4, self.count, None, self.until, margins=(16, 8, 16, 4))
        self.rows = column(gap=0, margins=(0, 0, 0, 6))
        self._count, self._most = 0, MOST_COPIES
        self._area = _area(self.rows, _("Copies out"))
        self.body.addLayout(head)
        self.body.addWidget(self._area)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_around(self, around: Around) -> None:
        """Those that are out first, then what became of the others."""
        emptied(self.rows)
        self.count.setText(str(around.out))
        day = full_date(around.shred_by) if around.shred_by else ""
        until = _("shred by {day}").format(day=day) if day else ""
        collect = around.over and around.out
        self.until.setText(_("the youth is back: collect these") if collect else until)
        self.until.inked("amber" if collect else "muted")
        for each in around.copies:
            self.rows.addWidget(self._copy(each))
        if not around.copies:
            self.rows.addWidget(_line(Said(_("Nobody has a paper about this youth."), "body", "muted")))
        self.rows.addStretch(1)
        self._count = len(around.copies)
        self.stand(self._most)

    def stand(self, most: int) -> None:
        """As high as its copies, at most so many; the rest scrolls."""
        self._most = most
        self._area.setFixedHeight(_ROW * min(most, max(1, self._count)) + 8)

    def clear(self) -> None:
        """Nothing of a case stays."""
        emptied(self.rows)
        self.count.setText("")
        self.until.setText("")

    def _copy(self, copy: CopyOut) -> QWidget:
        number = Said(copy.title, "small_strong", "muted")
        number.setFixedWidth(52)
        words = Said(copy.words, "body").cut()
        if copy.out:
            state: QWidget = self._out(copy)
        else:
            state = Said(copy.state, "small", "muted")
        made = row(number, words, state, margins=(16, 0, 12, 0))
        made.setStretch(1, 1)
        return _tall(holding(made))

    def _out(self, copy: CopyOut) -> Btn:
        name = _("{copy}, {words}: say that it came back").format(copy=copy.title, words=copy.words)
        made = _quiet(copy.state, name, "arrow-right")
        menu = QMenu(made)
        menu.addAction(_("It came back"), lambda: self.came_back.emit(copy, "back"))
        menu.addAction(_("It was shredded or deleted"), lambda: self.came_back.emit(copy, "shredded"))
        made.setMenu(menu)
        return made


def _quiet(words: str, name: str, icon: str = "") -> Btn:
    made = Btn(words, "quiet", icon, height=_ROW - 2)
    made.setAccessibleName(name)
    return made


def _line(*parts: QWidget) -> QWidget:
    """A row of a list whose words may take several lines."""
    edge = 0 if any(isinstance(each, Btn) for each in parts) else 3
    line = row(*parts, margins=(16, edge, 12, edge))
    words = next(place for place, each in enumerate(parts) if isinstance(each, Said))
    line.setStretch(words, 1)
    if edge:
        line.setAlignment(parts[0], Qt.AlignmentFlag.AlignTop)
    return holding(line)


def _left_out(words: str, why: str) -> QWidget:
    said = column(Said(words, "body", wraps=True), Said(why, "small", "muted", wraps=True), gap=1)
    mark = Icon("minus", "faint", 16)
    line = row(mark, said, margins=(16, 3, 12, 5))
    line.setStretch(1, 1)
    line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    return holding(line)


def _tall(widget: QWidget) -> QWidget:
    widget.setFixedHeight(_ROW)
    return widget


def _scrolled(head: CardHead, rows: QBoxLayout) -> Card:
    """A card whose rows scroll inside it."""
    return Card(head, Hairline(), _area(rows, head.title.text()), margin=0, gap=0)


def _area(rows: QBoxLayout, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(holding(rows))
    area.setAccessibleName(name)
    area.setMinimumHeight(96)
    return area
