"""The open row: what each answer means, what the sources say side by side, and why it is rated so; nothing is averaged."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from fieldapp.desk.window import Item, marking, why_unknown
from fieldapp.identify.model import Evidence, Rating, SourceKind
from fieldapp.text import _
from ui import style
from ui.pages import screening_words as say
from ui.pages.screening_sources import SourceCard, SourceForm, side_by_side
from ui.widgets.buttons import Btn
from ui.widgets.flowing import Flowing
from ui.widgets.text import Icon, Part, Said, column, emptied, holding, row

_INDENT = 16 + 24 + 12 - 4
"""Where the words of the row stand."""
Open = Literal["", "source", "note", "words"]
"""What is being typed in the open row."""


class Anchor(QPushButton):
    """What an answer means; pressing it is the answer."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(words)
        self.key, self._chosen = key, False
        self.setFont(style.font("small"))
        self.setAccessibleName(f"{key} {words}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.resize(self.sizeHint())
        style.look().changed.connect(self.update)

    def set_chosen(self, chosen: bool) -> None:  # noqa: FBT001 - the one thing it is told
        """Strong where it is the answer."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.setFont(style.font("small_strong" if chosen else "small"))
            self.update()

    def _left(self) -> int:
        return QFontMetrics(style.font("small_strong")).horizontalAdvance(self.key) + 6

    def sizeHint(self) -> QSize:
        """Key and words."""
        return QSize(self._left() + QFontMetrics(style.font("small_strong")).horizontalAdvance(self.text()) + 8, 24)

    def minimumSizeHint(self) -> QSize:
        """May be cut in a very narrow window; the whole is its name."""
        return QSize(60, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Key and words; strong where it is the answer."""
        del event
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(style.colour("text" if self._chosen or self.underMouse() else "muted"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(4, 0, self._left(), self.height()), middle, self.key)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - self._left() - 4)
        painter.drawText(QRectF(4 + self._left(), 0, self.width(), self.height()), middle, words)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(style.colour("focus"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)


class Inline(QWidget):
    """A line of text with its label before it."""

    def __init__(self, label: str, placeholder: str) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(label)
        name = Said(label, "small_strong", "muted")
        name.setBuddy(self.edit)
        line = row(name, 4, self.edit)
        line.setStretch(2, 1)
        self.setLayout(line)


class Details(QWidget):
    """Rebuilt when the rating changes, but for what is being typed."""

    pressed = Signal(str)
    followed = Signal(int)
    removed = Signal(int)
    opening = Signal(str, object)
    """What to open ("source", "note"), and which source."""
    typing = Signal(object, object)
    """A source as it is typed, and its place (None: a new one); None for the source: never mind."""
    sourced = Signal(object, object)
    explained = Signal(str)
    worded = Signal(str)
    closed = Signal()

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._item = item
        self.form: SourceForm | None = None
        self.note = Inline(_("Why this rating"), _("In a few words: what you go by"))
        self.note.edit.textEdited.connect(self.explained)
        self.words = Inline(_("Answer"), _("In their words"))
        self.words.edit.textEdited.connect(self.worded)
        self._cards: list[SourceCard] = []
        self._sources: tuple[Evidence, ...] | None = None
        self._beside, self._place = column(), column()
        self.setLayout(column(*self._build(), gap=6, margins=(_INDENT, 0, 14, 10)))

    def _build(self) -> list[Part]:
        item = self._item
        self._anchors = [Anchor(key, say.answer_words(item, code)) for key, code in marking.keys(item)]
        for key, reason in say.REASONS.items():
            if reason != "does_not_apply" or item.may_not_apply:
                self._anchors.append(Anchor(key, say.reason_words(reason)))
        for anchor in self._anchors:
            anchor.clicked.connect(lambda _on=False, key=anchor.key: self.pressed.emit(key))
        self._meaning = Said(say.said(item.means_yes), "small", "text", wraps=True)
        guidance = [Said(say.said(item.guidance), "small", "muted", wraps=True)] if item.guidance else []
        self._hint = Said("", "small", "muted", wraps=True)
        add, self._to_note = Btn(_("Add source"), "quiet", "plus", height=28), Btn(_("Note"), "quiet", "pencil", height=28)
        add.clicked.connect(lambda: self.opening.emit("source", None))
        self._to_note.clicked.connect(lambda: self.opening.emit("note", None))
        line = row(Icon("corner-down-right", "muted", 16), self._hint, self._to_note, add)
        line.setStretch(1, 1)
        anchors = Flowing(self._anchors, gap=7, lines=0)
        return [*guidance, anchors, self._meaning, self.words, self._beside, holding(line), self._place, self.note]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape end what is typed; they go no further."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape} and self._typing():
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _typing(self) -> bool:
        return self.note.edit.hasFocus() or self.words.edit.hasFocus()

    def show_rating(self, rating: Rating, *, note: bool) -> None:
        """Show what is said of the item. note: the line for the note is wanted though it is empty."""
        item, why = self._item, why_unknown(self._item, rating)
        codes = dict(marking.keys(item))
        for anchor in self._anchors:
            anchor.set_chosen(say.MARKS[why] == anchor.key if why else codes.get(anchor.key) == rating.code != "")
        self._meaning.setVisible(item.means_yes is not None and rating.code == "1")
        self.words.setVisible(item.of_words)
        noting = note or bool(rating.basis) or (marking.differ(item, rating) and bool(rating.code))
        self.note.setVisible(noting)
        self._to_note.setHidden(noting)
        for line, text in ((self.words, "" if why else rating.code), (self.note, rating.basis)):
            if line.edit.text().strip() != text.strip():
                line.edit.setText(text)
        self._hint.setText(_hint(item, rating))
        if rating.sources != self._sources:
            self._put_side_by_side(rating.sources)
        for card, told in zip(self._cards, rating.sources, strict=True):
            card.set_chosen(bool(rating.code) and told.code == rating.code)

    def _put_side_by_side(self, sources: tuple[Evidence, ...]) -> None:
        self._sources = sources
        emptied(self._beside)
        self._cards = [SourceCard(self._item, told) for told in sources]
        for place, card in enumerate(self._cards):
            card.clicked.connect(lambda _on=False, place=place: self.followed.emit(place))
            card.removed.connect(lambda place=place: self.removed.emit(place))
            card.changed.connect(lambda place=place: self.opening.emit("source", place))
        if self._cards:
            self._beside.addWidget(side_by_side(self._cards))

    def ask_source(self, told: Evidence, place: int | None) -> None:
        """Open the form for a source, new or to be changed."""
        self.end_source()
        self.form = form = SourceForm(self._item, told)
        form.typed.connect(lambda made: self.typing.emit(made, place))
        form.done.connect(lambda made: self.sourced.emit(made, place))
        form.closed.connect(lambda: self.typing.emit(None, place))
        self._place.addWidget(form)
        form.begin()

    def end_source(self) -> None:
        """Put the form away."""
        self.form = None
        emptied(self._place)


def _hint(item: Item, rating: Rating) -> str:
    """What the rating goes by, in a sentence."""
    if not rating.sources:
        return _("Where do you know it from? Put each source beside it, with its day.")
    follows = [each for each in rating.sources if rating.code and each.code == rating.code]
    if rating.code and why_unknown(item, rating) is None and not follows:
        return _("Your rating follows none of them. All stay beside it; nothing is averaged.")
    if not marking.differ(item, rating):
        return _("Every source says the same.") if len(rating.sources) > 1 else ""
    if not follows:
        return _("The sources differ, and nothing is rated yet; nothing is averaged.")
    name = follows[0].who or say.source_words(follows[0].source)
    answer = say.rates_words(item, rating.code)
    sentence = _("You rated {answer} on: {source}. What the others say stays beside it; nothing is averaged.")
    return sentence.format(answer=answer, source=name.lower())


def last_kind(ratings: tuple[Rating, ...]) -> SourceKind:
    """Where the newest source came from: the next one often comes from there too."""
    return next((each.sources[-1].source for each in reversed(ratings) if each.sources), "youth_said")
