"""A youth: who must not be told above safe people, each section of the ready sheet with its day, episodes; no label (P70)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtWidgets import QScrollArea, QWidget

from fieldapp.desk.desk import Changes, Desk
from fieldapp.desk.youthfile import Version, Youthfile, page_of, versions
from fieldapp.errors import FieldError
from fieldapp.text import _, ngettext
from fieldapp.youth import acts
from ui import photo
from ui.pages import youth_parts as parts
from ui.pages import youth_people as people
from ui.pages.earlier_sheet import EarlierSheet
from ui.pages.forms import Sheet
from ui.pages.joining import JoinStrip
from ui.pages.life_sheets import AroundSheet, OwnWordsSheet, PlacementSheet, ReachSheet
from ui.pages.page import Page
from ui.pages.people_sheets import ConcernSheet, ContactSheet
from ui.pages.photo_sheet import PhotoSheet
from ui.pages.restricted_card import RestrictedCard
from ui.pages.sections import DescriptionSheet, HealthSheet, NamesSheet, SectionSheet, StandingSheet, TribesSheet
from ui.widgets.beside import Beside
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.inturns import together
from ui.widgets.parts import Make, Parts
from ui.widgets.rows_card import RowsCard
from ui.widgets.text import Said, column, holding, row
from ui.work import words_for

_ACTS: dict[str, Callable[..., object]] = {
    "names": acts.say_names,
    "standing": acts.say_standing,
    "placement": acts.say_placement,
    "tribes": acts.say_tribes,
    "description": acts.say_description,
    "health": acts.say_health,
    "reach": acts.say_reach,
    "around": acts.say_around,
    "own_words": acts.say_own_words,
}
_ONE_OF_MANY: dict[str, Callable[..., object]] = {"contact": acts.say_contact, "concern": acts.say_concern}
_NARROW, _LEAST = 320, 560
_AT_A_TIME = 3
"""Sections made in one turn: each takes 1 ms, and as much to be laid out."""


class YouthPage(Page):
    """Opened with a youth."""

    areas = frozenset({"youth", "agenda", "locate", "document", "determine"})

    def _build(self) -> None:
        self._youth = ""
        self._file: Youthfile | None = None
        self.photo, self.earlier = PhotoSheet(), EarlierSheet()
        self.sheets: dict[str, SectionSheet] = {
            "names": NamesSheet(),
            "standing": StandingSheet(),
            "placement": PlacementSheet(),
            "tribes": TribesSheet(),
            "description": DescriptionSheet(),
            "health": HealthSheet(),
            "reach": ReachSheet(),
            "around": AroundSheet(),
            "own_words": OwnWordsSheet(),
            "contact": ContactSheet(),
            "concern": ConcernSheet(),
            "photo": self.photo,
        }
        for name, sheet in self.sheets.items():
            sheet.done.connect(lambda value, name=name: self._on_kept(name, value))
            sheet.earlier_asked.connect(lambda name=name: self._on_earlier_of(name))
            self.content.addWidget(sheet)
        self.photo.picked.connect(self._on_picked)
        self.earlier.done.connect(lambda value: self._on_back(*value))
        self.content.addWidget(self.earlier)
        self.fault = Said("", "body", "red", wraps=True)
        self.fault.hide()
        self.content.addWidget(self.fault)
        self._ways = parts.Ways(self.edit, self._on_again, self._on_earlier, self._on_decided, self._on_episode, self._on_steps)
        self.join = JoinStrip(self.session)
        self.join.joined.connect(lambda youth: self.go.emit("youth", youth, ""))
        self.content.addWidget(self.join)
        self._top, self._ready, self._beside = Parts(gap=12), RowsCard(_AT_A_TIME), Parts(gap=12)
        self.content.addWidget(holding(self._top))
        self.content.addWidget(Beside(column(self._ready), self._beside, width=_NARROW, least=_LEAST))
        self.content.addStretch(1)

    def enter(self, youth: str, episode: str) -> None:  # noqa: ARG002 - the page is about the youth
        """Show another youth; a sheet that was open for the one before is put away."""
        if youth != self._youth:
            self.forget()
        self._youth = youth
        self.stale()

    def refresh(self) -> None:
        """Ask for the page."""
        youth = self._youth
        if youth:
            self.session.ask(lambda desk: page_of(desk, youth), lambda file: self.show_file(youth, file))

    def forget(self) -> None:
        """Nothing of it stays."""
        self._youth, self._file = "", None
        self._put_away()
        self._say("")
        self.join.forget()
        self._turns.stop()
        for part in (self._top, self._beside):
            part.keep()
        self._ready.forget()

    def show_file(self, youth: str, file: Youthfile | None) -> None:
        """Show what was asked for, unless somebody went on to another youth."""
        if youth != self._youth or self.puts_off():
            return
        self._file = file
        self.join.look(self._record())
        above = together(*self._top.in_turns(self._above(file)))
        if file is None:
            self._ready.forget()
            self._beside.keep()
            self.fill([above])
        else:
            sheet = parts.ready_sheet_in_turns(file, self._ways, self._ready)
            self.fill([above, *sheet, *self._beside.in_turns(self._cards(file))])

    def _above(self, file: Youthfile | None) -> dict[str, Make]:
        """Who it is, and what must be seen first."""
        if file is None:
            return {"none": lambda: Card(Said(_("This record is not in your store."), "lead", "muted"))}
        made: dict[str, Make] = {"head": lambda: holding(parts.head(file, self._ways, *self._controls(file)))}
        made |= {f"alarm {place}": partial(parts.alarm, file, place) for place in range(len(file.alarms))}
        return made | {twice.subject: partial(parts.stated_twice, twice, self._ways) for twice in file.twice}

    def _cards(self, file: Youthfile) -> dict[str, Make]:
        own, go = file.youth.id, self.go.emit
        made: dict[str, Make] = {
            "do not tell": partial(people.do_not_tell, file, self._ways),
            "safe people": partial(people.safe_people, file, self._ways),
            "open": partial(parts.open_items, file, self._ways),
            "episodes": partial(parts.episodes, file, self._ways),
            "history": partial(parts.history, lambda: go("history", own, ""), lambda: go("audit", own, "")),
            "restricted": partial(self._restricted, own),
        }
        return made | ({"lead": self._for_a_lead} if self.session.me and self.session.me.role == "supervisor" else {})

    def _restricted(self, own: str) -> QWidget:
        card = RestrictedCard(self.session, own)
        card.opened.connect(lambda: self.go.emit("restricted", own, ""))
        return card

    def edit(self, name: str, own_id: str = "") -> None:
        """Open the sheet of a section, or of one of many."""
        if self._file is not None:
            self._put_away()
            self.sheets[name].open_one(self._file.youth, own_id)
            self._bring_up(self.sheets[name])

    def half_done(self) -> str:
        """The section, and which of many."""
        return next((f"{name} {each.own_id}" for name, each in self.sheets.items() if not each.isHidden()), "")

    def open_again(self, sheet: str) -> None:
        """As a section is opened."""
        name, _space, own_id = sheet.partition(" ")
        self.edit(name, own_id)

    def _controls(self, file: Youthfile) -> list[QWidget]:
        missing = Btn(_("Missing now"), "plain", "phone-call", height=36)
        missing.clicked.connect(lambda: self.go.emit("call", self._record(), ""))
        screen = Btn(_("Screening"), "plain", height=36)
        screen.setAccessibleName(_("Begin a screening of this youth"))
        screen.clicked.connect(lambda: self.go.emit("screening", self._record(), ""))
        stale = [section.name for section in file.sections if section.stale]
        if not stale:
            return [screen, missing]
        words = ngettext("Refresh {n} section", "Refresh {n} sections", len(stale)).format(n=len(stale))
        refresh = Btn(words, "primary", "list-checks", "F4", height=36).bound("F4")
        refresh.clicked.connect(lambda: self.edit(stale[0]))
        return [screen, missing, refresh]

    def _for_a_lead(self) -> QWidget:
        """What only a supervisor may do with a whole record."""
        destroy = Btn(_("Destroy by order…"), "quiet", "trash-2", height=32)
        destroy.clicked.connect(lambda: self.go.emit("destruction", self._record(), ""))
        return holding(row(destroy, None))

    def _put_away(self) -> None:
        for sheet in (*self.sheets.values(), self.earlier):
            if not sheet.isHidden():
                sheet.close_sheet()

    def _bring_up(self, sheet: Sheet) -> None:
        area = self.findChild(QScrollArea)
        if area is not None:
            area.verticalScrollBar().setValue(0)
        self._say("")
        sheet.raise_()

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    # -- what was done

    def _on_kept(self, name: str, value: Any) -> None:  # noqa: ANN401 - the value of the sheet of that name
        youth, sheet = self._record(), self.sheets[name]
        own = (sheet.own_id,) if name in _ONE_OF_MANY else ()
        act = _ONE_OF_MANY.get(name) or _ACTS.get(name)
        if name == "photo":
            picture, taken, liked = value
            self._do(lambda desk: desk.do(acts.add_photo, youth, picture.content, picture.media, taken, liked=liked), sheet)
        elif act is not None:
            self._do(lambda desk: desk.do(act, youth, value, *own), sheet)

    def _record(self) -> str:
        """The record that heads: what is stated there is what counts."""
        return self._file.youth.id if self._file else self._youth

    def _do(self, act: Callable[[Desk], Changes[Any]], sheet: Sheet | None = None) -> None:
        """Carry out an act; a refusal is said where it was made, and what was typed stays."""

        def refused(error: BaseException) -> None:
            if not isinstance(error, FieldError):
                raise error
            sentence = " ".join(words_for(error)).strip()
            if sheet is not None:
                sheet.refuse(sentence)
            else:
                self._say(sentence)

        def done(_result: object) -> None:
            self._say("")
            if sheet is not None:
                sheet.close_sheet()

        self.session.do(act, done, refused)

    def _on_picked(self, path: Path) -> None:
        def refused(error: BaseException) -> None:
            if not isinstance(error, FieldError):
                raise error
            self.photo.refuse(" ".join(words_for(error)).strip())

        self.session.read(lambda: photo.prepare(path), self.photo.take, refused)

    def _on_again(self, subject: str) -> None:
        youth = self._record()
        self._do(lambda desk: desk.do(acts.say_again, youth, subject))

    def _on_decided(self, subject: str, value: msgspec.Struct) -> None:
        youth = self._record()
        self._do(lambda desk: desk.do(acts.decide, youth, subject, value, _("chosen of two")))

    def _on_earlier(self, subject: str, title: str) -> None:
        youth = self._record()

        def show(found: tuple[Version, ...]) -> None:
            self._put_away()
            self.earlier.show_versions(subject, title, found)
            self._bring_up(self.earlier)

        self.session.ask(lambda desk: versions(desk, youth, subject), show)

    def _on_earlier_of(self, name: str) -> None:
        """From inside a sheet that stands in no row of its own."""
        sheet = self.sheets[name]
        self._on_earlier(f"youth.{name}/{sheet.own_id}" if sheet.own_id else f"youth.{name}", sheet.title.text())

    def _on_back(self, subject: str, reason: str) -> None:
        youth = self._record()
        self._do(lambda desk: desk.do(acts.take_back, youth, subject, reason), self.earlier)

    def _on_steps(self) -> None:
        self.go.emit("actions", self._record(), "")

    def _on_episode(self, youth: str, episode: str) -> None:
        self.go.emit("episode", youth, episode)
