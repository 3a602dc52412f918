"""Monday: exceptions first, by youth, in hours with their reason; no ranking of workers (P40, P41, P74)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.supervise.model import Exceptional, Monday, MondayRow
from fieldapp.supervise.queries import monday
from fieldapp.text import _, long_moment, span
from ui.pages.page import Page
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, Card, Hairline, page_head
from ui.widgets.text import Said, Two, column, emptied, row

_FRIDAY = 4


def since_friday(now: clock.Instant) -> clock.Instant:
    """Friday 17:00 before now, on this county's wall clock."""
    today = clock.local(now)
    back = (today.weekday() - _FRIDAY) % 7
    friday = datetime.combine(today.date() - timedelta(days=back), time(17), tzinfo=ZoneInfo(clock.HOME_ZONE))
    return clock.at(friday if friday <= today else friday - timedelta(days=7))


def words_of(what: Exceptional) -> str:
    """A count's name."""
    return {
        "never_told": _("Never told"),
        "ownerless": _("Nobody has it"),
        "late": _("Told late"),
        "not_screened": _("Back, not screened"),
        "to_review": _("To review"),
        "missing": _("Missing now"),
        "back": _("Back"),
    }[what]


class MondayPage(Page):
    """The supervisor's first page."""

    areas = frozenset({"youth", "agenda", "locate", "identify"})

    def _build(self) -> None:
        self._filled = column(gap=12)
        self.content.addLayout(self._filled)
        self.content.addStretch(1)

    def refresh(self) -> None:
        """Ask for the page."""
        since = since_friday(self.session.now())
        self.session.ask(lambda desk: desk.ask(monday, since), self.show_monday)

    def forget(self) -> None:
        """Nothing of it stays."""
        emptied(self._filled)

    def show_monday(self, found: Monday) -> None:
        """Show what was asked for."""
        emptied(self._filled)
        self._filled.addLayout(page_head(_("Exceptions"), _("Since {when}, by youth").format(when=long_moment(found.since))))
        tiles: list[QWidget] = []
        for what, number in found.counts:
            tile = Card(Said(str(number), "figure"), Said(words_of(what), "small", "muted"), margin=12, gap=0)
            tile.setMinimumWidth(110)
            tiles.append(tile)
        self._filled.addLayout(row(*tiles, None, gap=12))
        card = Card(margin=0, gap=0)
        if not found.rows:
            empty = Said(_("Nothing stands out. Episodes that are late, ownerless or untold come first here."), "body", "muted")
            card.body.addLayout(row(empty, margins=(16, 16, 16, 16)))
        for each in found.rows:
            card.body.addWidget(self._row(each))
            card.body.addWidget(Hairline())
        self._filled.addWidget(card)

    def _row(self, each: MondayRow) -> QWidget:
        who = Two(
            Said(each.initials, "strong"), Said(words_of(each.what), "small", "red" if each.what == "never_told" else "muted")
        )
        who.setFixedWidth(150)
        hours = Two(Said(span(each.hours) if each.hours is not None else "", "strong"), Said(each.hours_mean, "small", "muted"))
        hours.setFixedWidth(190)
        what = Two(Said(each.title, "body").cut(), Said(each.reason, "small", "muted").cut())
        next_act = Two(Said(each.worker or _("nobody"), "body"), Said(each.next_act, "small", "muted").cut())
        next_act.setFixedWidth(230)
        button = Btn(_("Open"), "plain", height=32)
        button.setAccessibleName(_("Open: {who}, {what}").format(who=each.initials, what=words_of(each.what)))
        button.clicked.connect(lambda: self.go.emit("episode", each.youth, each.episode))
        line = QWidget()
        line.setLayout(row(Avatar(each.initials), 4, who, hours, what, next_act, button, margins=(16, 8, 12, 8)))
        return line
