"""During the contact: notes that carry their time, and a guide beside them; evidence, not an interview form (P71)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from fieldapp import clock
from fieldapp.desk.screeningfile import Rating, SoFar
from fieldapp.desk.window import Instrument, marking
from fieldapp.identify.model import Note
from fieldapp.identify.queries import Kept
from fieldapp.text import _, moment
from ui.pages import screening_words as say
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, CardHead, Hairline
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Icon, Said, column, emptied, holding, row

_GUIDE = 328


class NoteLine(QPlainTextEdit):
    """Enter ends a note; Shift Enter is a new line in it."""

    ended = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends it."""
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self.ended.emit()
        else:
            super().keyPressEvent(event)


class ContactView(QWidget):
    """A note is kept from its first letter on; its time is that of the first letter."""

    kept = Signal(object, bool)
    rating_asked = Signal()
    card_asked = Signal()

    def __init__(self, now: clock.Clock) -> None:
        super().__init__()
        self._now = now
        self._draft: Kept | None = None
        self._at: int | None = None
        self._rating: Rating | None = None
        self._build()

    def _build(self) -> None:
        self._about = Said("", "body", "muted").cut()
        card = Btn(_("Disclosure card"), "plain", "hand", "F8").bound("F8")
        to_rating = Btn(_("Rate it"), "primary", "clipboard-check", "F6").bound("F6")
        card.clicked.connect(self.card_asked)
        to_rating.clicked.connect(self.rating_asked)
        head = row(column(Said(_("Notes of the contact"), "title"), self._about, gap=2), card, to_rating)
        head.setStretch(0, 1)
        body = row(self._notes_card(), self._guide_card(), gap=16)
        body.setStretch(0, 1)
        whole = column(head, body, gap=12)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _notes_card(self) -> Card:
        self._list = column(gap=0)
        self._area = Scrolling(holding(column(self._list, None)))
        self.line = NoteLine()
        self.line.setFixedHeight(84)
        self.line.setTabChangesFocus(True)
        self.line.setAccessibleName(_("New note"))
        self.line.setPlaceholderText(
            _("What was said or seen, in their words. Enter ends a note; it carries the time of its first letter.")
        )
        self.line.textChanged.connect(self._on_typed)
        self.line.ended.connect(self._on_ended)
        card = Card(CardHead(_("Notes"), _("kept as you type, encrypted"), "pencil"), Hairline(), margin=0, gap=0)
        card.body.addWidget(self._area, 1)
        card.body.addWidget(Hairline())
        card.body.addLayout(column(self.line, margins=(12, 12, 12, 12)))
        return card

    def _guide_card(self) -> Card:
        self._guide = column(gap=8, margins=(16, 12, 16, 12))
        card = Card(CardHead(_("Guide"), "", "book-open-check"), Hairline(), margin=0, gap=0)
        card.body.addWidget(Scrolling(holding(column(self._guide, None))), 1)
        card.setFixedWidth(_GUIDE)
        return card

    # -- what is shown

    def show_rating(self, rating: Rating) -> None:
        """The notes of a draft, and the guide of its form."""
        self._rating, self._draft, self._at = rating, rating.kept, None
        self._fill_line("")
        emptied(self._guide)
        for part in (*limits_of(rating.limits), *_guide(rating.form)):
            self._guide.addWidget(part)
        self._list_notes()
        self.show_so_far(rating.so_far)
        self.line.setFocus()

    def show_so_far(self, so_far: SoFar) -> None:
        """It is kept."""
        if self._draft is not None and self._rating is not None:
            self._rating = replace(self._rating, so_far=so_far)
            self._about.say(say.about(self._rating))

    def forget(self) -> None:
        """Nothing of it stays."""
        self._draft = self._rating = None
        self._at = None
        self._fill_line("")
        emptied(self._list)

    @property
    def rating(self) -> Rating | None:
        """The draft as it is on the screen."""
        return self._rating.changed(self._draft) if self._rating and self._draft else None

    # -- writing

    def _on_typed(self) -> None:
        words = self.line.toPlainText()
        if self._draft is None or (not words.strip() and self._at is None):
            return
        if self._at is None:
            self._at = len(self._draft.notes)
            self._draft = marking.noted(self._draft, words, self._now())
        else:
            self._draft = marking.note_changed(self._draft, self._at, words)
            if not words:
                self._at = None
        self.kept.emit(self._draft, True)

    def _fill_line(self, words: str) -> None:
        """Put words into the line that nobody typed just now."""
        self.line.blockSignals(True)
        self.line.setPlainText(words)
        self.line.blockSignals(False)

    def _on_ended(self) -> None:
        if self._draft is None:
            return
        self._at = None
        self._fill_line("")
        self._list_notes()
        self.kept.emit(self._draft, False)

    def _list_notes(self) -> None:
        emptied(self._list)
        notes = self._draft.notes if self._draft else ()
        if not notes:
            empty = _("Nothing written down yet. Write while you talk only if the youth is at ease with it; else right after.")
            self._list.addWidget(holding(column(Said(empty, "body", "muted", wraps=True), margins=(16, 16, 16, 16))))
        for place, note in enumerate(notes):
            self._list.addWidget(self._note(place, note))
            self._list.addWidget(Hairline())

    def _note(self, place: int, note: Note) -> QWidget:
        when = Said(moment(note.at), "small", "muted")
        when.setFixedWidth(64)
        change = Btn("", "quiet", "pencil", height=28)
        change.setAccessibleName(_("Change the note of {when}").format(when=moment(note.at)))
        change.setToolTip(change.accessibleName())
        change.clicked.connect(lambda _on=False: self._on_change(place))
        line = row(when, Said(note.words, "lead", wraps=True), change, margins=(16, 8, 8, 8))
        line.setStretch(1, 1)
        return holding(line)

    def _on_change(self, place: int) -> None:
        """Into the line again; its time stays."""
        if self._draft is None:
            return
        self._at = None
        self._fill_line(self._draft.notes[place].words)
        self._at = place
        self.line.setFocus()
        self.line.moveCursor(self.line.textCursor().MoveOperation.End)


def limits_of(limits: str | None) -> list[QWidget]:
    """What a probation officer reads before asking: counsel's text, or that the county has none yet (P30)."""
    if limits is None:
        return []
    empty = _("County counsel’s text is not in the county file yet. Ask your supervisor what you can keep confidential, first.")
    words = Said(limits or empty, "body", "text" if limits else "amber", wraps=True)
    return [Said(_("Read before you ask: the limits of confidentiality"), "strong", wraps=True), words, Hairline()]


def _guide(form: Instrument) -> list[QWidget]:
    """Before one begins; how the form is used; what it is about. Only questions that are asked are for the youth's ears."""
    asked = form.head.mode == "asked"
    rule = _("Ask in private, in your own order.") if asked else _("Do not read aloud: it is about what you hear and see.")
    parts: list[QWidget] = [Said(_("Before you begin"), "strong")]
    parts += [
        _point(each)
        for each in (
            _("Is the youth in crisis, or unsafe right now? Then that comes first."),
            _("Is the place private and safe, and is there time?"),
            _("Have you said what you can keep to yourself, and what not?"),
            _("Are you the right person, and is there enough trust? “Not now” is a good answer."),
        )
    ]
    parts.append(Said(rule, "strong", "amber", wraps=True))
    if form.head.guidance:
        parts.append(Said(say.said(form.head.guidance), "small", "muted", wraps=True))
    for section in form.sections:
        parts.append(Said(say.said(section.text, section.id), "strong", wraps=True))
        parts += [_point(say.item_words(form.items[name])) for name in section.items]
    return parts


def _point(words: str) -> QWidget:
    line = row(column(3, Icon("circle-dot", "faint", 12), None), Said(words, "body", wraps=True), gap=6)
    line.setStretch(1, 1)
    return holding(line)
