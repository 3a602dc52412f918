"""Beside the rating: what it comes to so far, why, who may know the rest; the result is hidden until asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from fieldapp.desk.screeningfile import Locked, Rating
from fieldapp.desk.window import Ask, Instrument, Line
from fieldapp.identify.model import Result, SourceKind
from fieldapp.text import _, language, ngettext
from ui.pages import screening_words as say
from ui.widgets.bands import Bands
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, Hairline
from ui.widgets.text import Icon, Said, column, emptied, row

_MARKS = {
    "decides": ("check", "green"),
    "matters": ("circle-question-mark", "amber"),
    "open": ("circle-question-mark", "muted"),
    "zero": ("minus", "muted"),
    "apart": ("circle-dashed", "muted"),
}
_SHORT = 12
"""Numbers up to so many letters stand in one line."""
_LISTED = 3
"""So many possible results are named one by one."""


class ResultCards(QWidget):
    """A column of cards. on_hide: shows or hides the result (H)."""

    def __init__(self, on_hide: Callable[[], None]) -> None:
        super().__init__()
        self._on_hide = on_hide
        self._seen: object = None
        self._cards = column(gap=12)
        self.setLayout(column(self._cards, None))

    def show_rating(self, rating: Rating, *, shown: bool) -> None:
        """The draft so far; after most keys nothing here is another."""
        so_far = rating.so_far
        seen = (rating.kept.id, so_far.ask, (so_far.result, so_far.why) if shown else None)
        if seen == self._seen:
            return
        self._seen = seen
        emptied(self._cards)
        self._cards.addWidget(self._result(_("Result so far"), rating.form, so_far.result, shown=shown))
        if shown and so_far.why:
            self._cards.addWidget(_why(so_far.why, so_far.summary))
        if so_far.ask:
            self._cards.addWidget(_who(so_far.ask, rating.initials))
        self._cards.addWidget(_caveat(rating.form))

    def show_locked(self, locked: Locked, *, shown: bool) -> None:
        """One that is finished."""
        self._seen = None
        emptied(self._cards)
        self._cards.addWidget(self._result(_("Result"), locked.form, locked.screening.result, shown=shown))
        if shown and locked.why:
            self._cards.addWidget(_why(locked.why, locked.summary))
        if locked.form is not None:
            self._cards.addWidget(_caveat(locked.form))

    def _result(self, title: str, form: Instrument | None, result: Result, *, shown: bool) -> Card:
        words, icon = (_("Hide"), "eye-off") if shown else (_("Show"), "eye")
        button = Btn(words, "quiet", icon, "H", height=28)
        button.setAccessibleName(_("Hide the result") if shown else _("I am alone: show the result"))
        button.clicked.connect(self._on_hide)
        card = Card(row(Said(title, "card"), None, button), gap=6)
        if not shown:
            hidden = _("Hidden, so that nobody beside you reads it. Show it when you are alone.")
            card.body.addWidget(Said(hidden, "small", "muted", wraps=True))
            return card
        _fill(card, form, result)
        card.body.addWidget(Hairline())
        card.body.addWidget(Said(_("Shown because you said you are alone."), "small", "muted", wraps=True))
        return card


def _fill(card: Card, form: Instrument | None, result: Result) -> None:
    """The result in words, over the bands where the form has a scale."""
    titles = [band.title.said(language()) for band in result.bands]
    if not titles:
        card.body.addWidget(Said(_("This form has no result: its items are prompts."), "body", wraps=True))
        return
    head = titles[0] if len(titles) == 1 else _could_be(titles)
    card.body.addWidget(Said(head, "strong", wraps=True))
    count = len(result.unknown)
    if count:
        unknown = ngettext("{n} item not yet known", "{n} items not yet known", count)
        card.body.addWidget(Said(unknown.format(n=count), "small", "muted"))
    if form is not None and form.score is not None and not form.by_test:
        order = sorted(form.bands, key=lambda band: band.low or 0)
        reached = {band.id for band in result.bands}
        possible = frozenset(place for place, band in enumerate(order) if band.id in reached)
        card.body.addWidget(Bands(tuple(band.title.said(language()) for band in order), possible))
        if result.proposed:
            card.body.addWidget(Said(_("The points are proposed; the form itself has none."), "small", "muted", wraps=True))
    elif len(titles) > _LISTED:
        for title in titles:
            card.body.addWidget(Said(f"· {title}", "body", "muted", wraps=True))
    if result.band is not None and result.band.says:
        card.body.addWidget(Said(result.band.says.said(language()), "body", "muted", wraps=True))


def _could_be(titles: list[str]) -> str:
    if len(titles) > _LISTED:
        return _("Could be any of these {n}:").format(n=len(titles))
    return _("Could be {bands}:").format(bands=_("{first} or {last}").format(first=", ".join(titles[:-1]), last=titles[-1]))


def _why(lines: tuple[Line, ...], summary: str) -> Card:
    """The trace in plain words."""
    card = Card(row(Said(_("Why?"), "card"), None, Said(summary, "small", "muted")), gap=8)
    for each in lines:
        icon, ink = _MARKS[each.weight]
        words = column(Said(each.title, "strong", wraps=True), Said(each.sub, "small", "muted", wraps=True), gap=1)
        line = row(column(2, Icon(icon, ink, 16), None), 2, words)
        line.setStretch(2, 1)
        card.body.addLayout(line)
    return card


def _who(asks: tuple[Ask, ...], initials: str) -> Card:
    """Who may know what is not known."""
    count = sum(len(each.items) for each in asks)
    title = ngettext("Who may know the {n} item", "Who may know the {n} items", count).format(n=count)
    card = Card(Said(title, "card"), gap=8)
    for each in asks:
        numbers = ", ".join(map(str, each.items))
        items = Said(numbers, "small", "muted", wraps=len(numbers) > _SHORT)
        items.setAlignment(Qt.AlignmentFlag.AlignRight)
        line: QBoxLayout = row(Said(_asked(each.source, initials), "strong", wraps=True), items)
        line.setStretch(0, 1)
        line.setStretch(1, 1 if len(numbers) > _SHORT else 0)
        card.body.addLayout(line)
    return card


def _asked(source: SourceKind | str, initials: str) -> str:
    words = {
        "youth_said": _("{who}, when the time is right").format(who=initials),
        "observed": _("Your own eyes"),
        "record": _("The record"),
        "caregiver": _("Caregiver"),
        "collateral": _("School, agency"),
        "other": _("Others"),
    }
    return words.get(source, _("The form does not say"))


def _caveat(form: Instrument) -> Card:
    """Made up or without a score: no finding in any case."""
    card = Card(margin=12).inked("bg", "border")
    text = Said(say.caveat(form), "small", "muted", wraps=True)
    line = row(column(1, Icon("info", "muted", 16), None), 2, text)
    line.setStretch(2, 1)
    card.body.addLayout(line)
    if form.head.counsel:
        card.body.addWidget(Said(say.said(form.head.counsel), "small", "muted", wraps=True))
    return card
