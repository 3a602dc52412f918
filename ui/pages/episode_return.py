"""Back: the first hour before anything is asked, then whom to tell, and what is taken back (P29, P51, P73)."""

from __future__ import annotations

from typing import get_args

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.locate.model import FirstHour, Given
from fieldapp.text import _
from ui.widgets.buttons import Btn, Choices
from ui.widgets.cards import Card, CardHead, Hairline
from ui.widgets.text import Said, holding, row


def first_hour_items() -> tuple[tuple[str, str, str], ...]:
    """(field, what, how it is offered)."""
    return (
        ("food", _("Food and water"), _("before any question")),
        ("sleep", _("Sleep"), _("questions can wait until tomorrow")),
        ("medical", _("Medical care"), _("offered, never made to")),
        ("safe_place", _("A safe place tonight"), _("ask what feels safe")),
        ("advocate", _("An advocate"), _("somebody who is there for the youth alone")),
    )


class FirstHourCard(Card):
    """Five things to offer; each choice is kept at once."""

    said = Signal(object)
    asked = Signal(str)
    """Another page is wanted: placement, or the papers that are out."""

    def __init__(self, value: FirstHour) -> None:
        offered = sum(bool(getattr(value, field)) for field, _what, _how in first_hour_items())
        place = Btn(_("Placement and bed…"), "quiet", "house", height=28)
        papers = Btn(_("Papers that are out…"), "quiet", "file-text", height=28)
        note = _("{n} of {all} offered").format(n=offered, all=len(first_hour_items()))
        super().__init__(CardHead(_("First hour back"), note, "heart-pulse", place, papers), margin=0, gap=0)
        place.clicked.connect(lambda: self.asked.emit("youth"))
        papers.clicked.connect(lambda: self.asked.emit("papers"))
        self._value = value
        for field, what, how in first_hour_items():
            self.body.addWidget(Hairline())
            self.body.addWidget(self._item(field, what, how))

    def _item(self, field: str, what: str, how: str) -> QWidget:
        options = (("given", _("Given")), ("declined", _("Declined")), ("later", _("Later")))
        choices = Choices(what, options, height=28)
        held = getattr(self._value, field)
        if held:
            choices.choose(held)
        choices.chosen.connect(lambda value: self._on_chosen(field, value))
        name, words = Said(what, "strong"), Said(how, "body", "muted").cut()
        name.setFixedWidth(150)
        line = row(name, words, choices, gap=8, margins=(16, 4, 12, 4))
        line.setStretch(1, 1)
        return holding(line)

    def _on_chosen(self, field: str, value: str) -> None:
        given = next(each for each in get_args(Given) if each == value)
        self._value = replace(self._value, **{field: given})
        self.said.emit(self._value)
