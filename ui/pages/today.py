"""Today: who is missing now, and what is due by the time left (P66); initials only."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.desk import overview
from fieldapp.desk.contactnotes import ContactNote, contact_note
from fieldapp.desk.overview import Band, DueRow, MissingTile, Today
from fieldapp.text import _, long_day, moment, ngettext, span
from ui.clipboard import copy
from ui.pages import today_parts as parts
from ui.pages.left_notes import LeftStrip
from ui.pages.page import Page
from ui.pages.recipients import who_words
from ui.widgets.beside import Beside
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, Card, Chip, GroupHead, Hairline
from ui.widgets.text import Icon, Part, Said, Two, column, emptied, holding, row
from ui.widgets.tiles import TileButton

_LEFT, _STATE, _BUTTON = 132, 150, 84
_LEAST_NEXT = 12
"""Beside how late it is, the next act is cut first: three tiles stand side by side at the smallest screen."""
_AT_ONCE = 25
"""So many rows are made at once: what is due soonest comes first, and more on a key."""


class TodayPage(Page):
    """Asks again when something changes, and every half minute for the clocks."""

    areas = frozenset({"youth", "agenda", "locate", "document", "determine", "identify"})

    def _build(self) -> None:
        self._room = _AT_ONCE
        self._today: Today | None = None
        self._note: ContactNote | None = None
        self._buttons: list[Btn] = []
        look_up = Btn(_("Look up a youth"), "plain", "search", "Ctrl K", height=44)
        look_up.clicked.connect(lambda: self.go.emit("youths", "", ""))
        self.call = Btn(_("Start from a call"), "primary", "phone-call", "F2", height=44)
        self.call.clicked.connect(lambda: self.go.emit("call", "", ""))
        self.day = Said("", "body", "muted")
        head = row(column(Said(_("Today"), "title"), self.day, gap=2), None, look_up, self.call)
        self.content.addLayout(head)
        self.left = LeftStrip(self.session, lambda: self.go.emit("notes", "", ""))
        self.content.addWidget(self.left)
        self._filled = column(gap=10)
        self.content.addLayout(self._filled)
        self.content.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(30_000)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        self._connect_keys()

    def _connect_keys(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, act in (("Down", self._on_next), ("Up", self._on_before), ("C", self._on_copy)):
            QShortcut(QKeySequence(key), self, act, context=within)

    def refresh(self) -> None:
        """Ask for the page."""
        self.session.ask(lambda desk: desk.ask(overview.today), self.show_today)
        self.left.look()

    def forget(self) -> None:
        """Nothing of it stays."""
        self._room = _AT_ONCE
        self._today = self._note = None
        self._buttons = []
        emptied(self._filled)

    def _on_tick(self) -> None:
        if self.isVisible() and self.session.me is not None:
            self.refresh()

    def show_today(self, today: Today) -> None:
        """Show what was asked for."""
        at = next((place for place, each in enumerate(self._buttons) if each.hasFocus()), None)
        self._today, self._buttons = today, []
        emptied(self._filled)
        self.counted.emit(today.due)
        self.day.setText(f"{long_day(today.at)}, {moment(today.at)[-5:]}")
        waiting = sum(tile.waiting is not None for tile in today.missing)
        note = str(len(today.missing) - waiting)
        if waiting:
            note = _("{n}, and {w} late").format(n=len(today.missing) - waiting, w=waiting)
        self._filled.addLayout(row(Said(_("Missing now"), "card"), 4, Said(note, "body", "muted"), None))
        self._show_tiles(today)
        self._filled.addSpacing(2)
        title = (Said(_("Due, by time left"), "card"), 4, Said(str(today.due), "body", "muted"), None)
        self._filled.addLayout(row(*title, *parts.keys()))
        copy_notes = parts.copy_card(today, self._note, self._on_copy, self._on_entered, self._on_not_yet)
        beside = column(*parts.beside(today, copy_notes, self.go.emit), gap=12)
        self._filled.addWidget(Beside(column(self._due(today)), beside, width=280, least=640))
        if at is not None and self._buttons:
            self._buttons[min(at, len(self._buttons) - 1)].setFocus()

    def _show_tiles(self, today: Today) -> None:
        for start in range(0, len(today.missing), 3):
            tiles: list[Part] = [self._tile(tile, today.at) for tile in today.missing[start : start + 3]]
            line = row(*tiles, *([QWidget()] * (3 - len(tiles))), gap=16)
            for place in range(3):
                line.setStretch(place, 1)
            self._filled.addLayout(line)
        if not today.missing:
            words = _("Nobody of yours is missing. If somebody calls, press F2.")
            self._filled.addWidget(Card(Said(words, "lead", "muted", wraps=True)))

    def _tile(self, tile: MissingTile, now: int) -> TileButton:
        late = tile.waiting
        head = _("Late, not yet missing") if late else span(now - tile.since)
        under = _("since the agency learned, {when}").format(when=moment(tile.since))
        following = tile.next_title
        if late:
            under = _("waiting decided by {who}").format(who=late.decided_by)
            following = _("Decide again at {when}").format(when=moment(late.decide_again_at)[-5:])
        who = tile.now_with
        until = _(" until {when}").format(when=moment(who.until)) if who and who.until else ""
        holder = Said(who.name + until if who else _("nobody"), "body", "text" if who else "amber").cut()
        next_act = Said(following, "strong").cut()
        next_act.setMinimumWidth(_LEAST_NEXT)
        lines = column(
            _beside(parts.label(_("Next")), next_act, *self._left_chip(tile, now)),
            _beside(parts.label(_("Now with")), holder),
            gap=6,
        )
        figure = Two(Said(head, "figure").cut(), Said(under, "small", "muted").cut())
        made = TileButton(_("Open the episode of {who}: {head}").format(who=tile.initials, head=head))
        made.body.addLayout(_beside(Avatar(tile.initials, 40), figure))
        made.body.addWidget(Hairline())
        made.body.addLayout(lines)
        made.clicked.connect(lambda: self.go.emit("episode", tile.youth, tile.episode))
        return made

    def _left_chip(self, tile: MissingTile, now: int) -> list[QWidget]:
        due = tile.waiting.decide_again_at if tile.waiting else tile.next_due
        if due is None or (due - now > clock.HOUR and not tile.waiting):
            return []
        words = _("{span} left").format(span=span(due - now)) if due >= now else _("{span} late").format(span=span(due - now))
        return [Chip(words, "amber" if tile.waiting else "red", "hourglass" if tile.waiting else "triangle-alert")]

    def _due(self, today: Today) -> QWidget:
        titles: dict[Band, str] = {
            "late": _("Past the limit"),
            "hour": _("Within the hour"),
            "day": _("Next 24 hours"),
            "later": _("This week and loose ends"),
        }
        card = Card(margin=0, gap=0)
        if not today.bands:
            empty = Said(_("Nothing is due. Required contacts stand here as soon as a clock runs."), "body", "muted", wraps=True)
            card.body.addLayout(row(empty, margins=(16, 16, 16, 16)))
        room = self._room
        for band, rows in today.bands:
            if room <= 0:
                break
            card.body.addWidget(GroupHead(titles[band], len(rows), first=band == today.bands[0][0]))
            for place, each in enumerate(rows[:room]):
                if place:
                    card.body.addWidget(Hairline())
                card.body.addWidget(self._row(each, today.at))
            room -= len(rows)
        if today.due > self._room:
            card.body.addWidget(Hairline())
            card.body.addLayout(row(self._more(today.due - self._room), None, margins=(10, 8, 16, 8)))
        return card

    def _more(self, left: int) -> Btn:
        more = Btn(ngettext("Show {n} more", "Show {n} more", left).format(n=min(left, _AT_ONCE)), "quiet", height=32)
        more.clicked.connect(self._on_more)
        return more

    def _on_more(self) -> None:
        self._room += _AT_ONCE
        self.refresh()

    # -- by keyboard, and notes to copy

    def _on_next(self) -> None:
        self._move(1)

    def _on_before(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        """To the row below or above; Enter then opens it."""
        if self._buttons:
            at = next((place for place, each in enumerate(self._buttons) if each.hasFocus()), -1 if by > 0 else 0)
            self._buttons[max(0, min(at + by, len(self._buttons) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_copy(self) -> None:
        first = self._today.to_copy[0] if self._today is not None and self._today.to_copy else None
        if first is not None and first.what == "sheet":
            self.go.emit("restricted", first.youth, "")
        elif first is not None:
            self.session.ask(lambda desk: desk.ask(contact_note, first.youth, first.occasion, first.notice), self._on_note)

    def _on_note(self, note: ContactNote | None) -> None:
        if note is not None:
            copy(note.text, self)
        self._show_note(note)

    def _on_not_yet(self) -> None:
        self._show_note(None)

    def _on_entered(self) -> None:
        note, self._note = self._note, None
        if note is not None:
            self.session.do(lambda desk: desk.do(agenda.mark_copied, note.youth, note.notice))

    def _show_note(self, note: ContactNote | None) -> None:
        self._note = note
        if self._today is not None:
            self.show_today(self._today)

    def _row(self, each: DueRow, now: int) -> QWidget:
        words, ink, icon = _time_left(each, now)
        when = Said(moment(each.due) if each.due else _("no limit in law"), "small", "muted")
        left = holding(row(*([Icon(icon, ink)] if icon else []), Two(Said(words, "strong", ink), when), None, gap=6))
        left.setFixedWidth(_LEFT)
        state = holding(row(Said(each.state, "small", "muted").cut()))
        state.setFixedWidth(_STATE)
        button = Btn(_("Decide") if each.kind in {"offer", "waiting"} else _("Open"), "plain", height=32).at_least(_BUTTON)
        said = _("Tell: {who}").format(who=who_words(each.recipient)) if each.recipient else each.title
        button.setAccessibleName(_("Open: {what}, {who}").format(what=said, who=each.initials))
        button.clicked.connect(lambda: self.go.emit(each.page, each.youth, each.occasion))
        self._buttons.append(button)
        title = Said(said, "strong").cut()
        what = Two(title, Said(each.sub, "small", "muted").cut()) if each.sub else holding(row(title))
        line = row(left, Avatar(each.initials), 4, what, state, button, margins=(16, 0, 16, 0))
        line.setStretch(3, 1)
        made = holding(line)
        made.setFixedHeight(56)
        return made


def _beside(first: QWidget, second: QWidget, *rest: QWidget) -> parts.Row:
    line = row(first, 4, second, *rest)
    line.setStretch(2, 1)
    line.addStrut(24)
    return line


def _time_left(row_: DueRow, now: int) -> tuple[str, str, str]:
    """Words, ink and icon of the time left: red only for a limit of law that is passed or within the hour."""
    if row_.due is None:
        return _("Open"), "text", ""
    left = row_.due - now
    words = _("{span} left").format(span=span(left)) if left >= 0 else _("{span} late").format(span=span(left))
    if left > clock.HOUR and row_.law:
        return words, "text", ""
    if left > clock.DAY:
        return words, "text", ""
    return (words, "red", "triangle-alert") if row_.law else (words, "amber", "hourglass")
