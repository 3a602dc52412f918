"""Today: who is missing now, and what is due by the time left (P66); initials only."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.desk import beside_today, overview
from fieldapp.desk.beside_today import BesideToday
from fieldapp.desk.contactnotes import ContactNote, contact_note
from fieldapp.desk.overview import MissingTile, Today
from fieldapp.text import _, long_day, moment, span
from ui.clipboard import copy
from ui.pages import today_parts as parts
from ui.pages.clock_strip import ClockStrip
from ui.pages.left_notes import LeftStrip
from ui.pages.page import Page
from ui.pages.today_due import AT_ONCE, DueCard
from ui.widgets.beside import Beside
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, Card, Chip, Hairline
from ui.widgets.painted import once_painted
from ui.widgets.text import Part, Said, Two, column, emptied, row
from ui.widgets.tiles import TileButton

_THREE_FROM = 1_100
"""From this width on three tiles stand side by side with all their words; in a narrower window two."""
_ROWS_IN_SIGHT, _ROWS_A_TILE = 9, 2
_LEAST_NEXT = 12
"""Beside how late it is, the next act is cut first."""


class TodayPage(Page):
    """Asks again when something changes, and every half minute for the clocks.

    Who is missing and what is due comes first; what stands beside it is asked for once that has been seen.
    """

    areas = frozenset({"youth", "agenda", "locate", "document", "determine", "identify"})

    def _build(self) -> None:
        self._room, self._across = AT_ONCE, 3
        self._today: Today | None = None
        self._beside: BesideToday | None = None
        self._note: ContactNote | None = None
        self._due: DueCard | None = None
        look_up = Btn(_("Look up a youth"), "plain", "search", "Ctrl K", height=44)
        look_up.clicked.connect(lambda: self.go.emit("youths", "", ""))
        self.call = Btn(_("Start from a call"), "primary", "phone-call", "F2", height=44)
        self.call.clicked.connect(lambda: self.go.emit("call", "", ""))
        self.day = Said("", "body", "muted")
        head = row(column(Said(_("Today"), "title"), self.day, gap=2), None, look_up, self.call)
        self.content.addLayout(head)
        self.left = LeftStrip(self.session, lambda: self.go.emit("notes", "", ""))
        self.content.addWidget(self.left)
        self.clock = ClockStrip()
        self.content.addWidget(self.clock)
        self._filled, self._list, self._right = column(gap=10), column(), column(gap=12)
        self.content.addLayout(self._filled)
        self.content.addWidget(Beside(self._list, self._right, width=280, least=640))
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

    def forget(self) -> None:
        """Nothing of it stays."""
        self._room = AT_ONCE
        self._today = self._beside = self._note = self._due = None
        self.clock.tell(None)
        for each in (self._filled, self._list, self._right):
            emptied(each)

    def _on_tick(self) -> None:
        if self.isVisible() and self.session.me is not None:
            self.refresh()

    def show_today(self, today: Today) -> None:
        """Show what was asked for."""
        at = self._due.at() if self._due is not None else None
        first, self._today = self._today is None, today
        emptied(self._filled)
        emptied(self._list)
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
        self._due = DueCard(today, self._room, in_sight=_in_sight(today, self._across) if first else None)
        self._due.go.connect(self.go)
        self._due.more.connect(self._on_more)
        self._list.addWidget(self._due)
        if at is not None:
            self._due.focus(at)
        once_painted(self, self._on_seen)

    def _on_seen(self) -> None:
        """The page has been seen, wherever on it the list begins: what is left of it follows."""
        if self._due is not None:
            self._due.add_rest()
            self.session.ask(lambda desk: desk.ask(beside_today.beside), self.show_beside)
            self.left.look()

    def show_beside(self, beside: BesideToday) -> None:
        """Show what stands beside the list."""
        before, self._beside = self._beside, beside
        self.clock.tell(beside.clock)
        if before is None or replace(before, at=beside.at) != beside:  # else what has the focus there keeps it
            self._fill_right()

    def _fill_right(self) -> None:
        emptied(self._right)
        if self._beside is not None:
            copy_notes = parts.copy_card(self._beside, self._note, self._on_copy, self._on_entered, self._on_not_yet)
            for card in parts.beside(self._beside, copy_notes, self.go.emit):
                self._right.addWidget(card)

    def _fitting(self) -> int:
        """How many tiles stand side by side."""
        return 3 if self.width() >= _THREE_FROM else 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many tiles side by side as the new width takes."""
        super().resizeEvent(event)
        if self._today is not None and self._fitting() != self._across:
            self.show_today(self._today)

    def _show_tiles(self, today: Today) -> None:
        self._across = across = self._fitting()
        for start in range(0, len(today.missing), across):
            tiles: list[Part] = [self._tile(tile, today.at) for tile in today.missing[start : start + across]]
            line = row(*tiles, *(QWidget() for _gap in range(across - len(tiles))), gap=16)
            for place in range(across):
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

    def _on_more(self) -> None:
        self._room += AT_ONCE
        self.refresh()

    # -- by keyboard, and notes to copy

    def _on_next(self) -> None:
        if self._due is not None:
            self._due.move_by(1)

    def _on_before(self) -> None:
        if self._due is not None:
            self._due.move_by(-1)

    def _on_copy(self) -> None:
        first = self._beside.to_copy[0] if self._beside is not None and self._beside.to_copy else None
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
        self._fill_right()


def _in_sight(today: Today, across: int) -> int:
    """How many rows of the list stand above the edge of the smallest screen: fewer below many tiles."""
    return max(2, _ROWS_IN_SIGHT - _ROWS_A_TILE * -(-len(today.missing) // across))


def _beside(first: QWidget, second: QWidget, *rest: QWidget) -> parts.Row:
    line = row(first, 4, second, *rest)
    line.setStretch(2, 1)
    line.addStrut(24)
    return line
