"""The rating: every item with its answers, sources and note, in any order, by keys; kept after each change (P71)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from fieldapp.desk.screeningfile import Rating, SoFar
from fieldapp.desk.window import Item, marking
from fieldapp.identify.model import Evidence
from fieldapp.identify.queries import Kept
from fieldapp.text import _
from ui.pages import screening_words as say
from ui.pages.screening_contact import limits_of
from ui.pages.screening_details import last_kind
from ui.pages.screening_hand import meaning
from ui.pages.screening_items import ItemsCard
from ui.pages.screening_result import ResultCards
from ui.pages.screening_sources import beginning
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, Strip
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Said, column, emptied, row

_NARROW = 1_000
_COLUMN, _COLUMN_NARROW = 292, 272
_TYPING = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)
_MOST_STEPS = 200


class RatingView(QWidget):
    """Owns the draft as it is on the screen; `kept` says that it changed (slowly: while somebody types)."""

    kept = Signal(object, bool)
    notes_asked = Signal()
    review_asked = Signal()
    card_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rating: Rating | None = None
        self._draft: Kept | None = None
        self._before: list[Kept] = []
        self._untyped: Kept | None = None  # the draft before the source that is being typed
        self._alone = False
        self._build()

    def _build(self) -> None:
        self._about = Said("", "body", "muted").cut()
        notes = Btn(_("Notes"), "plain", "pencil", "F6").bound("F6")
        card = Btn(_("Disclosure card"), "plain", "hand", "F8").bound("F8")
        review = Btn(_("Review"), "primary", "clipboard-check", _("Ctrl Enter")).bound("Ctrl+Return")
        notes.clicked.connect(self.notes_asked)
        card.clicked.connect(self.card_asked)
        review.clicked.connect(self.review_asked)
        self._title = column(Said(_("Screening"), "title"), self._about, gap=2)
        head = row(self._title, notes, card, review)
        head.setStretch(0, 1)
        self._strip = column()
        self.items, self.result = ItemsCard(self), ResultCards(self.on_hide)
        self._right = Scrolling(self.result)
        body = row(self.items, self._right, gap=16)
        body.setStretch(0, 1)
        whole = column(head, self._strip, body, gap=12)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    # -- what is shown

    def show_rating(self, rating: Rating) -> None:
        """A draft; the result is hidden, whoever was alone before."""
        self._rating, self._draft, self._before, self._alone = rating, rating.kept, [], False
        emptied(self._strip)
        if rating.limits is not None and rating.form.head.mode == "asked":
            card = Card(*limits_of(rating.limits)[:2], margin=12, gap=4)
            self._strip.addWidget(card.inked("amber_soft", "amber") if not rating.limits else card)
        if rating.kept.amends:
            words = _("What was finished stays readable beside it. The amendment is dated and signed, with its reason.")
            self._strip.addWidget(Strip("amber", "pencil", _("Amending"), words))
        self.items.show_rating(rating)
        self._say()
        self._show_result()
        self.items.focus_current()

    def show_so_far(self, so_far: SoFar) -> None:
        """It is kept; what it comes to now."""
        if self._rating is None or self._draft is None:
            return
        self._rating = replace(self._rating, so_far=so_far).changed(self._draft)
        self._say()
        self._show_result()

    def _show_result(self) -> None:
        if self._rating is not None:
            self.result.show_rating(self._rating, shown=self._alone)

    def _say(self) -> None:
        if self._rating is None:
            return
        self._about.say(say.about(self._rating, short=self.items.narrow))

    def go_to(self, item: str) -> None:
        """Open an item, because something is said of it."""
        self.come(item)
        self.items.focus_current()

    def forget(self) -> None:
        """Nothing of it stays."""
        self._rating = self._draft = None
        self._before = []
        self.items.forget()
        self._about.say("")

    @property
    def rating(self) -> Rating | None:
        """The draft as it is on the screen."""
        return self._rating.changed(self._draft) if self._rating and self._draft else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower columns in a small window."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._right.setFixedWidth(_COLUMN_NARROW if narrow else _COLUMN)
        if narrow != self.items.narrow:
            self.items.set_narrow(self._draft, narrow=narrow)
            self._say()

    # -- what a rater does

    def come(self, item: str) -> None:
        """Come to an item."""
        if self._draft is None or item == self.items.current:
            return
        self.items.current, self._untyped = item, None
        self._draft = marking.at(self._draft, item)
        self.items.open_current(self._draft)
        self.kept.emit(self._draft, True)

    def press(self, key: str) -> None:
        """An answer, or why there is none; the answer pressed again is taken back."""
        item = self._item()
        if item is None or self._draft is None:
            return
        code = dict(marking.keys(item)).get(key, "")
        rating = marking.rated(self._draft, item.id)
        if code:
            self._answer(marking.answered(self._draft, item.id, "" if code == rating.code else code), item)
        elif key in say.REASONS and (key != say.NO_MATTER or item.may_not_apply):
            self._answer(marking.unanswered(self._draft, item, say.REASONS[key]), item)
        elif key == say.WORDS and self.items.details is not None:
            self.items.details.words.edit.setFocus()

    def _answer(self, draft: Kept, item: Item) -> None:
        asked = self._rating is not None and self._rating.form.head.mode == "asked"
        self._change(marking.asked(draft, item) if asked else draft)

    def follow(self, place: int) -> None:
        """Rate as a source does."""
        if self._draft is not None:
            self._change(marking.followed(self._draft, self.items.current, place))

    def remove(self, place: int) -> None:
        """Take a source away."""
        item = self._item()
        if item is not None and self._draft is not None:
            self._change(marking.unsourced(self._draft, item, place))

    def open(self, what: str, place: int | None) -> None:
        """Open a source's form, or the line for the note."""
        item, details = self._item(), self.items.details
        if item is None or self._draft is None or details is None:
            return
        rating = marking.rated(self._draft, item.id)
        if what == "note":
            self.items.open_current(self._draft, "note")
            details.note.edit.setFocus()
            return
        told = rating.sources[place] if place is not None else None
        kind = last_kind(self._draft.ratings)
        self._untyped = self._draft
        details.ask_source(told or beginning(rating.code, kind, self._draft.contact_on), place)
        QTimer.singleShot(0, self.items, self.items.into_sight)

    def put(self, told: object, place: int | None) -> None:
        """A source, new or changed."""
        item = self._item()
        before, details = self._untyped or self._draft, self.items.details
        if item is None or before is None or details is None or not isinstance(told, Evidence):
            return
        details.end_source()
        self._draft, self._untyped = before, None
        self._change(marking.sourced(before, item, told, place))
        self.items.focus_current()

    def type_source(self, told: object, place: int | None) -> None:
        """A source as it is typed: kept, and shown when it is put beside; never mind (None) leaves all as it was."""
        item, before = self._item(), self._untyped
        if item is None or before is None or self.items.details is None:
            return
        self._draft = marking.sourced(before, item, told, place) if isinstance(told, Evidence) else before
        self.kept.emit(self._draft, isinstance(told, Evidence))
        if told is None:
            self._untyped = None
            self.items.details.end_source()
            self.items.focus_current()

    def explain(self, text: str) -> None:
        """The note as it is typed."""
        if self._draft is not None:
            self._type(marking.explained(self._draft, self.items.current, text))

    def word(self, text: str) -> None:
        """An answer in words as it is typed."""
        if self._draft is not None:
            self._type(marking.answered(self._draft, self.items.current, text))

    def close_open(self) -> None:
        """Done typing: the keys go to the row again."""
        if self._draft is not None:
            self.items.open_current(self._draft)
            self.items.focus_current()

    def on_hide(self) -> None:
        """Hide the result, or show it to somebody who says that they are alone."""
        self._alone = not self._alone
        self._show_result()
        self.items.focus_current()

    def _change(self, draft: Kept) -> None:
        if self._draft is not None and draft != self._draft:
            self._before = [*self._before[-_MOST_STEPS:], self._draft]
            self._put(draft)

    def _put(self, draft: Kept) -> None:
        """Another draft is shown at once, and kept."""
        self._draft = draft
        if self._rating is not None:
            self._rating = self._rating.changed(draft)
            self.items.show_changed(self._rating)
        self.items.open_current(draft)
        self.kept.emit(draft, False)

    def _type(self, draft: Kept) -> None:
        """While somebody types nothing is drawn anew but the row."""
        self._draft = draft
        self.items.show_kept(draft)
        self.kept.emit(draft, True)

    def _undo(self) -> None:
        if self._before and self._draft is not None:
            before = self._before.pop()
            self.items.current = before.at or self.items.current
            self._put(before)
            self.items.focus_current()

    def _item(self) -> Item | None:
        return self._rating.form.items.get(self.items.current) if self._rating else None

    # -- keys

    def keyed(self, event: QKeyEvent) -> None:
        """A key on the strip: taken here, so that a scroll does not."""
        event.setAccepted(self._take(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys work wherever the focus is, but not while somebody types."""
        if isinstance(QApplication.focusWidget(), _TYPING) or not self._take(event):
            super().keyPressEvent(event)

    def _take(self, event: QKeyEvent) -> bool:
        """Do what a key means; False where it means nothing here."""
        meant = meaning(event)
        acts: dict[str, Callable[[], None]] = {
            "next": lambda: self._move(1),
            "back": lambda: self._move(-1),
            "note": lambda: self.open("note", None),
            "source": lambda: self.open("source", None),
            "hide": self.on_hide,
            "take back": self._take_back,
            "undo": self._undo,
            "next section": lambda: self.go_to(self.items.section_beside(1)),
            "last section": lambda: self.go_to(self.items.section_beside(-1)),
        }
        if meant in acts:
            acts[meant]()
        elif meant:
            self.press(meant)
        return bool(meant)

    def _move(self, by: int) -> None:
        self.come(self.items.beside(by))
        self.items.focus_current()

    def _take_back(self) -> None:
        if self._draft is not None:
            self._change(marking.taken_back(self._draft, self.items.current))
