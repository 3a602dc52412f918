"""A whole screening to read: every item with its answer, its sources and why; before it is locked with a way to change each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from fieldapp.desk.window import Instrument, Item, marking, why_unknown
from fieldapp.identify.model import Evidence, Note, Rating
from fieldapp.text import _, long_moment
from ui.pages import screening_words as say
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, CardHead, Chip, GroupHead, Hairline
from ui.widgets.text import Said, column, holding, row

_NUMBER, _ANSWER = 28, 156


@dataclass(frozen=True, slots=True)
class Lack:
    """What a rating still wants. must: without it nothing can be locked."""

    words: str
    must: bool


def lack_of(item: Item, rating: Rating) -> Lack | None:
    """What is worth a look before it is locked; None where nothing is."""
    unknown = why_unknown(item, rating) is not None
    if not rating.code and not unknown:
        return Lack(_("answer required"), must=True) if item.required else Lack(_("not rated"), must=False)
    if marking.differ(item, rating) and rating.code and not rating.basis.strip():
        return Lack(_("say why: sources differ"), must=True)
    if not unknown and not rating.sources:
        return Lack(_("no source"), must=False)
    return None


def answers(
    form: Instrument,
    ratings: Mapping[str, Rating],
    shown: tuple[str, ...],
    change: Callable[[str], None] | None = None,
    first: Mapping[str, Rating] | None = None,
) -> Card:
    """All items by section. change: to an item, before it is locked · first: the ratings as they were finished."""
    numbers = {name: place for place, name in enumerate(form.items, 1)}
    card = Card(margin=0, gap=0)
    for section in form.sections:
        names = [name for name in section.items if name in shown]
        if not names:
            continue
        card.body.addWidget(GroupHead(say.said(section.text, section.id), len(names), first=card.body.count() == 0))
        for name in names:
            rating, item = ratings.get(name, Rating(item=name)), form.items[name]
            before = first.get(name, Rating(item=name)) if first is not None else None
            card.body.addWidget(_line(item, numbers[name], rating, change, before))
            card.body.addWidget(Hairline())
    return card


def _line(item: Item, number: int, rating: Rating, change: Callable[[str], None] | None, before: Rating | None) -> QWidget:
    count = Said(str(number), "body", "muted")
    count.setFixedWidth(_NUMBER)
    words = [Said(say.item_words(item), "body", wraps=True), *(_source(item, each, rating) for each in rating.sources)]
    if rating.basis:
        words.append(Said(_("Why: {basis}").format(basis=rating.basis), "small", "muted", wraps=True))
    if before is not None and say.rating_words(item, before) != say.rating_words(item, rating):
        was = _("Before: {answer}").format(answer=say.rating_words(item, before))
        words.append(Said(was, "small", "amber", wraps=True))
    answer = Said(say.rating_words(item, rating), "strong" if rating.code else "body", wraps=True)
    parts: list[QWidget] = [answer]
    lack = lack_of(item, rating) if change is not None else None
    if lack is not None:
        parts.append(holding(row(Chip(lack.words, "red" if lack.must else "amber", "triangle-alert" if lack.must else ""), None)))
    state = holding(column(*parts, None, gap=4))
    state.setFixedWidth(_ANSWER)
    controls: list[QWidget] = []
    if change is not None:
        button = Btn(_("Change"), "plain", height=28)
        button.setAccessibleName(_("Change item {n}").format(n=number))
        button.clicked.connect(lambda: change(item.id))
        controls = [holding(column(button, None))]
    line = row(column(count, None), column(*words, None, gap=2), state, *controls, gap=12, margins=(16, 8, 12, 8))
    line.setStretch(1, 1)
    return holding(line)


def _source(item: Item, told: Evidence, rating: Rating) -> Said:
    name = told.who or say.source_words(told.source)
    rates = say.rates_words(item, told.code)
    text = _("{source}, {day}, rates {code}").format(source=name, day=say.day_of(told.as_of), code=rates)
    follows = bool(rating.code) and told.code == rating.code
    return Said(f"{text}: {told.basis}" if told.basis else text, "small", "text" if follows else "muted", wraps=True)


def notes_card(notes: tuple[Note, ...]) -> Card:
    """The notes of the contact."""
    card = Card(CardHead(_("Notes of the contact"), str(len(notes) or ""), "pencil"), margin=0, gap=0)
    if not notes:
        card.body.addWidget(Hairline())
        card.body.addLayout(row(Said(_("None were written."), "body", "muted"), margins=(16, 10, 16, 10)))
    for note in notes:
        card.body.addWidget(Hairline())
        when = Said(long_moment(note.at), "small", "muted", wraps=True)
        when.setFixedWidth(150)
        line = row(when, Said(note.words, "body", wraps=True), margins=(16, 8, 16, 8))
        line.setStretch(1, 1)
        card.body.addLayout(line)
    return card
