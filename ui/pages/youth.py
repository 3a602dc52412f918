"""A youth: who must not be told above safe people, each section of the ready sheet with its day, episodes; no label (P70)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QBoxLayout

from fieldapp.desk.youthfile import Section, Youthfile, youthfile
from fieldapp.errors import FieldError
from fieldapp.text import _, initials, long_moment, moment, ngettext
from fieldapp.youth import acts
from ui.pages.limits import do_not_tell
from ui.pages.page import Page
from ui.pages.sections import (
    ContactSheet,
    DescriptionSheet,
    HealthSheet,
    NamesSheet,
    SectionSheet,
    StandingSheet,
    TribesSheet,
)
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, Card, CardHead, Chip, Hairline, Strip
from ui.widgets.text import Icon, Said, Two, column, emptied, holding, row

_ACTS: dict[str, Callable[..., object]] = {
    "names": acts.say_names,
    "standing": acts.say_standing,
    "tribes": acts.say_tribes,
    "description": acts.say_description,
    "health": acts.say_health,
    "contact": acts.say_contact,
}


class YouthPage(Page):
    """Opened with a youth."""

    areas = frozenset({"youth", "agenda", "locate", "document"})

    def _build(self) -> None:
        self._youth = ""
        self._file: Youthfile | None = None
        self.sheets: dict[str, SectionSheet] = {
            "names": NamesSheet(),
            "standing": StandingSheet(),
            "tribes": TribesSheet(),
            "description": DescriptionSheet(),
            "health": HealthSheet(),
            "contact": ContactSheet(),
        }
        for name, sheet in self.sheets.items():
            sheet.done.connect(lambda value, name=name: self._on_kept(name, value))
            self.content.addWidget(sheet)
        self._filled = column(gap=12)
        self.content.addLayout(self._filled)
        self.content.addStretch(1)

    def enter(self, youth: str, episode: str) -> None:  # noqa: ARG002 - the page is about the youth
        """Show another youth."""
        self._youth = youth
        self.stale()

    def refresh(self) -> None:
        """Ask for the page."""
        youth = self._youth
        if youth:
            self.session.ask(lambda desk: desk.ask(youthfile, youth), self.show_file)

    def forget(self) -> None:
        """Nothing of it stays."""
        self._youth, self._file = "", None
        for sheet in self.sheets.values():
            sheet.hide()
        emptied(self._filled)

    def show_file(self, file: Youthfile | None) -> None:
        """Show what was asked for."""
        emptied(self._filled)
        self._file = file
        if file is None:
            self._filled.addWidget(Card(Said(_("This record is not in your store."), "lead", "muted")))
            return
        self._head(file)
        for contact in file.youth.contacts.values():
            if contact.value.tell == "do_not_tell":
                self._filled.addWidget(do_not_tell(contact.value))
        for concern in file.youth.concerns.values():
            title = _("Person of concern: {who}").format(who=concern.value.name)
            self._filled.addWidget(Strip("red", "user-x", title, concern.value.description))
        body = row(column(self._sections(file), None), column(self._people(file), self._episodes(file), None, gap=12), gap=16)
        body.setStretch(0, 3)
        body.setStretch(1, 2)
        self._filled.addLayout(body)

    def edit(self, name: str) -> None:
        """Open the sheet of a section."""
        for sheet in self.sheets.values():
            sheet.hide()
        if self._file is not None:
            self.sheets[name].open_for(self._file.youth)

    def _on_kept(self, name: str, value: Any) -> None:  # noqa: ANN401 - the value of the sheet of that name
        youth = self._youth
        sheet = self.sheets[name]

        def refused(error: BaseException) -> None:
            if not isinstance(error, FieldError):
                raise error
            sheet.refuse(f"{error.sentence} {getattr(error, 'action', '')}".strip())

        self.session.do(lambda desk: desk.do(_ACTS[name], youth, value), lambda _none: sheet.close_sheet(), refused)

    def _head(self, file: Youthfile) -> None:
        names = file.youth.names.value
        said = [names.pronouns, _("{n} years").format(n=file.age) if file.age is not None else ""]
        names_button = Btn(_("Names…"), "plain", "pencil")
        names_button.clicked.connect(lambda: self.edit("names"))
        call = Btn(_("Start from a call"), "primary", "phone-call", "F2")
        call.clicked.connect(lambda: self.go.emit("call", "", ""))
        note = Said(" · ".join(part for part in said if part), "body", "muted")
        self._filled.addLayout(
            row(Avatar(initials(names.chosen), 52), 4, column(Said(names.chosen, "title"), note, gap=2), None, names_button, call)
        )

    def _sections(self, file: Youthfile) -> Card:
        stale = sum(section.stale for section in file.sections)
        note = (
            ngettext("{n} section wants a look", "{n} sections want a look", stale).format(n=stale) if stale else _("all fresh")
        )
        card = Card(CardHead(_("Ready sheet"), note, "file-text"), margin=0, gap=0)
        for section in file.sections:
            card.body.addWidget(Hairline())
            change = Btn(_("Change"), "plain", height=28).at_least(76)
            change.setAccessibleName(_("Change: {what}").format(what=section.title))
            change.setEnabled(section.name in self.sheets)
            change.clicked.connect(lambda _on=False, name=section.name: self.edit(name))
            card.body.addWidget(holding(_section_row(section, change)))
        return card

    def _people(self, file: Youthfile) -> Card:
        add = Btn(_("Add"), "plain", "plus", height=28)
        add.setAccessibleName(_("Add a contact"))
        add.clicked.connect(lambda: self.edit("contact"))
        card = Card(CardHead(_("Who may be told"), "", "users", add), margin=0, gap=0)
        told = [each.value for each in file.youth.contacts.values() if each.value.tell != "do_not_tell"]
        if not told:
            empty = Said(_("Nobody entered yet. Required contacts then show the role alone."), "body", "muted", wraps=True)
            card.body.addLayout(row(empty, margins=(16, 12, 16, 12)))
        for contact in told:
            ways = ", ".join(channel.value for channel in contact.channels)
            role = contact.relation.replace("_", " ") + (
                _(", only through the attorney") if contact.tell == "through_attorney" else ""
            )
            card.body.addWidget(Hairline())
            who = Two(Said(contact.name, "strong"), Said(role, "small", "muted"))
            card.body.addLayout(row(who, None, Said(ways, "body", "muted"), margins=(16, 8, 16, 8)))
        return card

    def _episodes(self, file: Youthfile) -> Card:
        card = Card(CardHead(_("Episodes"), str(len(file.episodes)), "map-pin"), margin=0, gap=0)
        for episode in file.episodes:
            when = long_moment(episode.happened.agency_learned)
            state = Chip(_("Missing"), "muted", "map-pin") if episode.open else Chip(_("Back"), "green", "circle-check")
            button = Btn(_("Open"), "plain", height=32)
            button.setAccessibleName(_("Open the episode of {when}").format(when=when))
            button.clicked.connect(lambda _on=False, e=episode: self.go.emit("episode", e.youth, e.id))
            card.body.addWidget(Hairline())
            card.body.addLayout(row(Said(when, "body"), None, state, button, margins=(16, 8, 12, 8)))
        return card


def _section_row(section: Section, change: Btn) -> QBoxLayout:
    checked = _("checked {day}").format(day=moment(section.at)) if section.at else ""
    state = Chip(_("refresh"), "amber", "hourglass") if section.stale else Chip(checked, "green", "check")
    words = Two(Said(section.title, "strong"), Said(section.said, "small", "muted").cut())
    twice = [Chip(_("stated twice"), "amber", "info")] if section.twice else []
    return row(Icon(section.icon), 4, words, *twice, state, change, margins=(16, 8, 12, 8))
