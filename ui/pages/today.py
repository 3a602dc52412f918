"""Today: who is missing now, and what is due by the time left (P66); initials only."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.desk import overview
from fieldapp.desk.overview import Band, DueRow, MissingTile, Today
from fieldapp.text import _, long_day, moment, ngettext, span
from ui.pages.page import Page
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, Card, Chip, GroupHead, Hairline
from ui.widgets.text import Icon, Said, Two, column, emptied, holding, row


class TodayPage(Page):
    """Asks again when something changes, and every half minute for the clocks."""

    areas = frozenset({"youth", "agenda", "locate", "document"})

    def _build(self) -> None:
        look_up = Btn(_("Look up a youth"), "plain", "search", "Ctrl K")
        look_up.clicked.connect(lambda: self.go.emit("youths", "", ""))
        self.call = Btn(_("Start from a call"), "primary", "phone-call", "F2")
        self.call.clicked.connect(lambda: self.go.emit("call", "", ""))
        self.day = Said("", "body", "muted")
        head = row(column(Said(_("Today"), "title"), self.day, gap=2), None, look_up, self.call)
        self.content.addLayout(head)
        self._filled = column(gap=12)
        self.content.addLayout(self._filled)
        self.content.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(30_000)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def refresh(self) -> None:
        """Ask for the page."""
        self.session.ask(lambda desk: desk.ask(overview.today), self.show_today)

    def forget(self) -> None:
        """Nothing of it stays."""
        emptied(self._filled)

    def _on_tick(self) -> None:
        if self.isVisible() and self.session.me is not None:
            self.refresh()

    def show_today(self, today: Today) -> None:
        """Show what was asked for."""
        emptied(self._filled)
        self.day.setText(f"{long_day(today.at)}, {moment(today.at)[-5:]}")
        waiting = sum(tile.waiting is not None for tile in today.missing)
        note = ngettext("{n}", "{n}", len(today.missing)).format(n=len(today.missing) - waiting)
        if waiting:
            note = _("{n}, and {w} late").format(n=len(today.missing) - waiting, w=waiting)
        self._filled.addLayout(row(Said(_("Missing now"), "card"), Said(note, "body", "muted"), None))
        if today.missing:
            for start in range(0, len(today.missing), 3):
                tiles = [self._tile(tile, today.at) for tile in today.missing[start : start + 3]]
                self._filled.addLayout(row(*tiles, *([None] if len(tiles) < 3 else []), gap=16))
        else:
            self._filled.addWidget(Card(Said(_("Nobody of yours is missing. If somebody calls, press F2."), "lead", "muted")))
        self._filled.addLayout(row(Said(_("Due, by time left"), "card"), Said(str(today.due), "body", "muted"), None))
        self._filled.addWidget(self._due(today))

    def _tile(self, tile: MissingTile, now: int) -> QWidget:
        late = tile.waiting is not None
        head = Said(_("Late, not yet missing") if late else span(now - tile.since), "figure")
        learned = _("since the agency learned, {when}").format(when=moment(tile.since))
        who = tile.now_with
        until = _(" until {when}").format(when=moment(who.until)) if who and who.until else ""
        lines = column(
            row(_label(_("Next")), Said(tile.next_title, "strong").cut(), *self._left_chip(tile, now)),
            row(_label(_("Now with")), Said(who.name + until if who else _("nobody"), "body"), None),
            gap=6,
        )
        open_it = Btn(_("Open"), "plain", height=32)
        open_it.setAccessibleName(_("Open the episode of {who}").format(who=tile.initials))
        open_it.clicked.connect(lambda: self.go.emit("episode", tile.youth, tile.episode))
        card = Card(
            row(Avatar(tile.initials, 40), 4, Two(head, Said(learned, "small", "muted")), None, open_it), Hairline(), lines
        )
        card.setMinimumWidth(300)
        return card

    def _left_chip(self, tile: MissingTile, now: int) -> list[QWidget]:
        due = tile.waiting.decide_again_at if tile.waiting else tile.next_due
        if due is None or due - now > clock.HOUR:
            return []
        words = _("{span} left").format(span=span(due - now)) if due >= now else _("{span} late").format(span=span(due - now))
        return [Chip(words, "amber" if tile.waiting else "red", "hourglass" if tile.waiting else "triangle-alert")]

    def _due(self, today: Today) -> QWidget:
        titles: dict[Band, str] = {
            "hour": _("Within the hour"),
            "day": _("Next 24 hours"),
            "later": _("This week and loose ends"),
        }
        card = Card(margin=0, gap=0)
        if not today.bands:
            empty = Said(_("Nothing is due. Required contacts stand here as soon as a clock runs."), "body", "muted")
            card.body.addLayout(row(empty, margins=(16, 16, 16, 16)))
        for band, rows in today.bands:
            card.body.addWidget(GroupHead(titles[band], len(rows), first=band == today.bands[0][0]))
            for each in rows:
                card.body.addWidget(self._row(each, today.at))
                card.body.addWidget(Hairline())
        return card

    def _row(self, each: DueRow, now: int) -> QWidget:
        words, ink, icon = _time_left(each, now)
        when = Said(moment(each.due) if each.due else _("no outer limit"), "small", "muted")
        left = holding(row(*([Icon(icon, ink)] if icon else []), Two(Said(words, "strong", ink), when), None))
        left.setFixedWidth(150)
        state = Said(each.state, "small", "muted")
        state.setFixedWidth(170)
        button = Btn(_("Decide") if each.kind in {"offer", "waiting"} else _("Open"), "plain", height=32)
        button.setAccessibleName(_("Open: {what}, {who}").format(what=each.title, who=each.initials))
        button.clicked.connect(lambda: self.go.emit("episode", each.youth, each.occasion))
        what = Two(Said(each.title, "strong").cut(), Said(each.sub, "small", "muted").cut())
        line = QWidget()
        line.setFixedHeight(56)
        line.setLayout(row(left, Avatar(each.initials), 4, what, state, button, margins=(16, 0, 16, 0)))
        return line


def _label(text: str) -> Said:
    made = Said(text, "body", "muted")
    made.setFixedWidth(72)
    return made


def _time_left(row_: DueRow, now: int) -> tuple[str, str, str]:
    """Words, ink and icon of the time left: red only for a limit of law that is passed or within the hour."""
    if row_.due is None:
        return _("Open"), "text", ""
    left = row_.due - now
    words = _("{span} left").format(span=span(left)) if left >= 0 else _("{span} late").format(span=span(left))
    if left > clock.HOUR:
        return words, "text", ""
    return (words, "red", "triangle-alert") if row_.law else (words, "amber", "hourglass")
