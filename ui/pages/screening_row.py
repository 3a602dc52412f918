"""One item of a screening in its row: number, words, answers, where from, as of when, and whether there is a note."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fieldapp.desk.window import Item, marking, why_unknown
from fieldapp.identify.model import Rating, Reason
from fieldapp.text import _, ngettext
from ui import style
from ui.pages import screening_words as say
from ui.widgets.cards import Chip, Hairline
from ui.widgets.digits import Cells, Digits
from ui.widgets.text import Icon, Said, column, emptied, holding, row

NUMBER, FROM, AS_OF, NOTE, GAP = 24, 168, 48, 18, 8
"""Widths of the columns; the words take the rest."""
FROM_NARROW = 120
_WORDS = 16 + NUMBER + GAP
_WIDEST = 200
"""A strip that is wider stands under the words."""


def strip_of(item: Item) -> Digits:
    """The answers of an item as a strip: digits of a scale, else the form's own words."""
    digits = say.has_digits(item)
    cells: Cells = tuple((key, code if digits else say.answer_words(item, code)) for key, code in marking.keys(item))
    return Digits(cells or ((say.WORDS, _("In words")),), say.UNKNOWN)


def rate_width(items: Iterable[Item]) -> int:
    """The width of the column of answers: of the widest strip that stands in it."""
    widths = [strip_of(item).sizeHint().width() for item in items]
    return max((width for width in widths if width <= _WIDEST), default=_WIDEST)


class RatingRow(QWidget):
    """A row; the one worked on is open and holds `details` below its line."""

    came = Signal(str)
    pressed = Signal(str)
    keyed = Signal(QKeyEvent)

    def __init__(self, item: Item, number: int, rate: int) -> None:
        """rate: the width of the column of answers."""
        super().__init__()
        self.item, self.number = item, number
        self._current = False
        self._rating: Rating | None = None
        self._narrow = False
        self.digits = strip_of(item)
        self._build(rate)
        self.digits.chosen.connect(self._on_chosen)
        self.digits.keyed.connect(self.keyed)
        self.digits.entered.connect(lambda: self.came.emit(item.id))
        style.look().changed.connect(self.update)

    def _build(self, rate: int) -> None:
        self._count = Said(str(self.number), "body", "muted")
        self._count.setFixedWidth(NUMBER)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._words = Said(say.item_words(self.item), "body", wraps=True)
        self._words.setContentsMargins(0, 3, 0, 3)
        self._from, self._as_of, self._note = row(gap=6), Said("", "small", "muted"), row(gap=0)
        self._held = holding(self._from)
        self._as_of.setFixedWidth(AS_OF)
        note = holding(self._note)
        note.setFixedWidth(NOTE)
        below = self.digits.sizeHint().width() > _WIDEST
        place = holding(row(None if below else self.digits, None, gap=0))
        place.setFixedWidth(rate)
        line = row(self._count, 4, self._words, place, self._held, self._as_of, note, gap=GAP, margins=(16, 0, 8, 0))
        line.setStretch(2, 1)
        self.details = column()
        parts = [row(self.digits, None, margins=(_WORDS, 0, 8, 6))] if below else []
        self.setLayout(column(holding(line), *parts, self.details, Hairline()))

    def show_rating(self, rating: Rating, *, current: bool, narrow: bool) -> None:
        """Show what is said of the item."""
        if (rating, current, narrow) == (self._rating, self._current, self._narrow):
            return
        self._rating, self._current, self._narrow = rating, current, narrow
        why = why_unknown(self.item, rating)
        key = "" if why else next((key for key, code in marking.keys(self.item) if code == rating.code), "")
        if self.item.of_words and rating.code and not why:
            key = say.WORDS
        self.digits.show_answer(key, say.MARKS[why] if why else "", current=current)
        answer = say.rating_words(self.item, rating)
        self.digits.setAccessibleName(f"{self.number}. {say.item_words(self.item)}: {answer}")
        self._words.setFont(style.font("strong" if current else "body"))
        self._count.inked("accent" if current else "muted")
        self._held.setFixedWidth(FROM_NARROW if narrow else FROM)
        self._as_of.setVisible(not narrow)
        self._as_of.setText(_as_of(rating))
        self._show_from(rating)
        emptied(self._note)
        mark: QWidget = Icon("message-square-text", "muted", 16) if rating.basis else Said("–", "body", "faint")
        self._note.addWidget(mark)
        self.update()

    def _show_from(self, rating: Rating) -> None:
        emptied(self._from)
        parts = self._origin(rating)
        for part in parts:
            self._from.addWidget(part)
        if not isinstance(parts[0], Said):
            self._from.addStretch(1)

    def _origin(self, rating: Rating) -> list[QWidget]:
        """Chips of the sources, that they differ, or why nothing is known."""
        why = why_unknown(self.item, rating)
        if marking.differ(self.item, rating):
            count = len(rating.sources)
            words = ngettext("{n} source differs", "{n} sources differ", count).format(n=count)
            return [Chip(words, "amber", "" if self._narrow else "git-compare")]
        if why is not None:
            return [Said(_why_words(self.item, rating, why), "small", "muted").cut()]
        if rating.sources:
            kinds = list(dict.fromkeys(each.who or say.source_words(each.source) for each in rating.sources))
            return self._fitting(kinds)
        return [Said(_("no source yet") if rating.code else _("not rated"), "small", "muted").cut()]

    def _fitting(self, kinds: list[str]) -> list[QWidget]:
        room = (FROM_NARROW if self._narrow else FROM) - 2
        chips: list[QWidget] = []
        for place, words in enumerate(kinds):
            chip = Chip(words.lower())
            more = 30 if place < len(kinds) - 1 else 0
            if chips and chip.sizeHint().width() + more > room:
                chips.append(Chip(f"+{len(kinds) - place}"))
                break
            if chip.sizeHint().width() > room:
                return [Said(", ".join(kinds), "small", "muted").cut()]
            chips.append(chip)
            room -= chip.sizeHint().width() + 6
        return chips

    def _on_chosen(self, key: str) -> None:
        self.came.emit(self.item.id)
        self.pressed.emit(key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press anywhere comes to the item."""
        del event
        self.digits.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the one worked on."""
        del event
        if self._current:
            QPainter(self).fillRect(self.rect().adjusted(1, 0, -1, 0), style.colour("accent_soft"))


def _why_words(item: Item, rating: Rating, why: Reason) -> str:
    """Why it is not known, and what may be done about it."""
    if why == "doesnt_know":
        first = item.who_may_know[0] if item.who_may_know else ""
        asks = {
            "caregiver": _("unknown: ask the caregiver"),
            "record": _("unknown: look in the record"),
            "collateral": _("unknown: ask the school or agency"),
        }
        return asks.get(first, _("unknown"))
    if why in {"not_asked", "not_collected"}:
        return _("not asked yet")
    if why == "declined":
        told = [each.as_of for each in rating.sources if each.code == rating.code]
        return _("declined on {day}").format(day=say.day_of(max(told))) if told else _("declined")
    return say.reason_words(why)


def _as_of(rating: Rating) -> str:
    """The day of the newest information that the rating follows."""
    follows = [each.as_of for each in rating.sources if each.code == rating.code] or [each.as_of for each in rating.sources]
    days = [day for day in follows if _is_day(day)]
    return say.day_of(max(days)) if days else ""


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
