"""Monday: exceptions first, by youth, in hours with their reason; no ranking of workers (P40, P41, P74)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from fieldapp import clock
from fieldapp.desk.mondayfile import MondayFile, mondayfile
from fieldapp.determine.acts import review_declined
from fieldapp.determine.model import Declined
from fieldapp.errors import FieldError
from fieldapp.supervise.model import Exceptional, Monday, MondayRow, Since, ToReview
from fieldapp.text import _, initials, long_day, moment, ngettext, span
from ui.clipboard import copy
from ui.pages.monday_declined import SendBackSheet, Ways, declined
from ui.pages.monday_looks import orders, wrong_youth
from ui.pages.monday_words import in_one_line, no_reason, read_said, said_of
from ui.pages.page import Page
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, Card, Hairline, Mark, page_head
from ui.widgets.growing import Growing, Lines
from ui.widgets.text import Icon, Part, Said, Two, emptied, holding, row
from ui.widgets.text import column as stacked
from ui.work import Job, words_for

_FRIDAY = 4
_AT_ONCE, _AT_A_TIME = 4, 1
"""Rows made before the page is painted, and how many then between two keys: each takes 3 ms to make and as much to place."""
_ROW = 56
"""Pixels of a row, or more; the line above it takes one."""
_HOURS, _WORKER, _NEXT, _BUTTON = 132, 168, 168, 92


def _below(lines: Lines, line: QWidget) -> None:
    lines.addWidget(Hairline())
    lines.addWidget(line)


def since_friday(now: clock.Instant) -> clock.Instant:
    """Friday 17:00 before now, on this county's wall clock."""
    today = clock.local(now)
    back = (today.weekday() - _FRIDAY) % 7
    friday = datetime.combine(today.date() - timedelta(days=back), time(17), tzinfo=ZoneInfo(clock.HOME_ZONE))
    return clock.at(friday if friday <= today else friday - timedelta(days=7))


class MondayPage(Page):
    """The supervisor's first page."""

    areas = frozenset({"youth", "agenda", "locate", "identify", "document", "determine", "agency"})

    def _build(self) -> None:
        self._asked: Job | None = None
        self._growing = Growing(self._area, _AT_A_TIME, _ROW + 1, self.session.shows)
        self._filled = stacked(gap=12)
        self.told = Said("", "body", "muted", wraps=True)
        self.told.hide()
        self.content.addWidget(self.told)
        self.send_back = SendBackSheet()
        self.send_back.done.connect(self._on_sent_back)
        self.content.addWidget(self.send_back)
        self.content.addLayout(self._filled)
        self.content.addStretch(1)

    def refresh(self) -> None:
        """Ask for the page."""
        if self._asked is not None:
            self._asked.cancel()
        since = since_friday(self.session.now())
        self._asked = self.session.ask_long(lambda desk: mondayfile(desk, since), self.show_monday)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits any more for what was asked; it is asked for again when the page is next seen."""
        super().hideEvent(event)
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
            self._stale = True

    def forget(self) -> None:
        """Nothing of it stays."""
        self.told.hide()
        self.send_back.close_sheet()
        self._growing.stop()
        emptied(self._filled)

    def show_monday(self, found: MondayFile) -> None:
        """Show what was asked for; the keys stay where they were, and the page as far down."""
        self._asked = None
        at = next((place for place, each in enumerate(self._buttons()) if each.hasFocus()), None)
        down = self._area.verticalScrollBar().value()
        self._growing.stop()
        emptied(self._filled)
        self._fill(found, len(found.monday.rows) + 1 if down else max(_AT_ONCE, (at or 0) + 1))
        if at is not None and (buttons := self._buttons()):
            buttons[min(at, len(buttons) - 1)].setFocus()
        if down:
            self._stay(down)

    def _buttons(self) -> list[Btn]:
        """The buttons of its cards, in order."""
        items = (self._filled.itemAt(place) for place in range(self._filled.count()))
        cards = (item.widget() for item in items if item is not None)
        return [each for card in cards if card is not None for each in card.findChildren(Btn)]

    def _fill(self, found: MondayFile, at_once: int) -> None:
        self.counted.emit(len(found.monday.rows))
        at = found.monday.at
        since = moment(found.monday.since.at)
        note = _("Since {since} · by youth · {day}, {now}").format(since=since, day=long_day(at), now=moment(at)[-5:])
        self._filled.addLayout(page_head(_("Exceptions"), note))
        self._filled.addWidget(self._read_line(found))
        self._filled.addLayout(row(*self._tiles(found.monday), gap=12))
        self._filled.addWidget(self._table(found.monday, at_once))
        if found.monday.declined:
            ways = Ways(lambda youth: self.go.emit("actions", youth, ""), self._on_confirm, self._on_send_back)
            self._filled.addWidget(declined(found, ways))
        if found.orders[0]:
            self._filled.addWidget(orders(*found.orders, lambda: self.go.emit("destruction", "", "")))
        if any(found.wrong):
            self._filled.addWidget(wrong_youth(*found.wrong, lambda: self.go.emit("wrongyouth", "", "")))
        self._filled.addWidget(_in_one_line(found.monday.since))
        self._growing.make_room()

    # -- what was read

    def _read_line(self, found: MondayFile) -> Card:
        receipts = Btn(_("Exchange"), "quiet", height=32)
        receipts.clicked.connect(lambda: self.go.emit("exchange", "", ""))
        parts: list[Part] = [receipts]
        if found.read and found.read.gaps:
            name = found.read.gaps[0]
            ask = Btn(_("Ask {who} for the gap").format(who=name.split()[0]), "plain", "message-square", height=36)
            ask.clicked.connect(self._on_ask)
            parts.insert(0, ask)
        title, more = read_said(found)
        said = Two(Said(title, "strong", wraps=True), Said(more, "small", "muted", wraps=True))
        line = row(Mark("download"), 4, said, *parts, margins=(16, 10, 16, 10))
        line.setStretch(2, 1)
        card = Card(margin=0)
        card.body.addLayout(line)
        return card

    def _on_ask(self) -> None:
        copy(_("A bundle of yours has not come. Please send everything that has no receipt again."), self)
        self.told.setText(_("A message to the sender is copied; it names nobody. Paste it where you write to them."))
        self.told.show()

    # -- what was declined

    def _on_confirm(self, each: Declined) -> None:
        self.session.do(lambda desk: desk.do(review_declined, each.youth, each.rule, confirmed=True))

    def _on_send_back(self, each: Declined) -> None:
        self.send_back.open_for(each)
        area = self.findChild(QScrollArea)
        if area is not None:
            area.verticalScrollBar().setValue(0)

    def _on_sent_back(self, value: tuple[str, str, str]) -> None:
        def refused(error: BaseException) -> None:
            if not isinstance(error, FieldError):
                raise error
            self.send_back.refuse(" ".join(words_for(error)).strip())

        self.session.do(
            lambda desk: desk.do(review_declined, *value, confirmed=False), lambda _none: self.send_back.close_sheet(), refused
        )

    # -- counts

    def _tiles(self, found: Monday) -> list[QWidget]:
        kinds: tuple[tuple[Exceptional, str, str, str], ...] = (
            ("missing", _("Missing now"), "map-pin", "muted"),
            ("never_told", _("Never told"), "triangle-alert", "red"),
            ("late", _("Late"), "clock", "red"),
            ("ownerless", _("Nobody has it"), "user-x", "amber"),
            ("not_screened", _("Back, no screen"), "clipboard-check", "muted"),
        )
        tiles = [_tile(found.count(what), words, icon, ink) for what, words, icon, ink in kinds]
        return [*tiles, _tile(found.review.count, _("To review"), "pencil", "muted")]

    # -- the table

    def _table(self, found: Monday, at_once: int) -> Card:
        card = Card(margin=0, gap=0)
        if not found.rows and not found.review.count:
            empty = Said(_("Nothing stands out. Episodes that are late, ownerless or untold come first here."), "body", "muted")
            card.body.addLayout(row(empty, None, margins=(16, 16, 16, 16)))
            return card
        lines = Lines()
        lines.addWidget(_table_head())
        card.body.addWidget(holding(lines))
        made = [partial(self._row, each, first=place == 0) for place, each in enumerate(found.rows)]
        if found.review.count:
            made.append(partial(self._review_row, found.review))
        self._growing.grow(made, lambda line: _below(lines, line), at_once)
        return card

    def _row(self, each: MondayRow, *, first: bool) -> QWidget:
        alarm = each.what in {"never_told", "late"}
        title, words, next_act = said_of(each)
        who = Two(Said(title, "strong", wraps=True), Said(each.sub, "small", "muted", wraps=True))
        icon = Icon({"never_told": "triangle-alert", "late": "clock"}.get(each.what, ""), "red") if alarm else None
        hours = Two(
            Said(span(each.hours) if each.hours is not None else "", "strong", "red" if alarm else "text"),
            Said(each.hours_mean, "small", "muted"),
        )
        reason = Said(_("“{reason}”").format(reason=each.reason) if each.reason else no_reason(each), "body", wraps=True)
        button = Btn(words, "primary" if each.what == "ownerless" and first else "plain", height=32).at_least(_BUTTON)
        button.setAccessibleName(_("{act}: {who}, {what}").format(act=words, who=each.initials, what=title))
        button.clicked.connect(lambda: self._open(each))
        late = holding(row(*([icon] if icon else []), hours, None, gap=6))
        then = Said(next_act, "body", wraps=True)
        line = row(
            Avatar(each.initials), 4, who, _wide(late, _HOURS), reason, _wide(_worker(each), _WORKER), _wide(then, _NEXT), button,
            margins=(16, 8, 12, 8),
        )  # fmt: skip
        line.setStretch(2, 3)
        line.setStretch(4, 2)
        made = holding(line)
        made.setMinimumHeight(_ROW)
        return made

    def _open(self, each: MondayRow) -> None:
        if each.outside:
            self.go.emit("actions", each.youth, "")
        elif each.is_missing or each.what in {"late", "not_screened", "back", "never_told"}:
            self.go.emit("episode", each.youth, each.occasion)
        else:
            self.go.emit("youth", each.youth, "")

    def _review_row(self, review: ToReview) -> QWidget:
        words = ngettext("{n} screening to read and review", "{n} screenings to read and review", review.count)
        said = Two(Said(words.format(n=review.count), "strong"), Said(" · ".join(review.who), "small", "muted", wraps=True))
        button = Btn(_("Read"), "plain", height=32).at_least(_BUTTON)
        button.setAccessibleName(_("Read the screenings to review"))
        button.clicked.connect(lambda: self.go.emit("screening", "", ""))
        line = row(Icon("pencil"), 18, said, button, margins=(23, 8, 12, 8))
        line.setStretch(2, 1)
        return holding(line)


def _tile(number: int, words: str, icon: str, ink: str) -> QWidget:
    shown = ink if number else "muted"
    figure = Said(str(number), "figure", shown if shown != "muted" else "text")
    said = Said(words, "body", wraps=True)
    line = row(figure, said, Icon(icon, shown), gap=8)
    line.setStretch(1, 1)
    card = Card(line, margin=14)
    card.setAccessibleName(f"{number} {words}")
    return card


def _table_head() -> QWidget:
    heads = (_("Hours"), _("Worker"), _("Next"))
    wide = dict(zip(heads, (_HOURS, _WORKER, _NEXT), strict=True))
    cells = {words: _wide(holding(row(Said(words, "small", "muted"), None)), wide[words]) for words in heads}
    end = QWidget()
    end.setFixedWidth(_BUTTON)
    first, reason = Said(_("Youth"), "small", "muted", wraps=True), Said(_("Reason given"), "small", "muted", wraps=True)
    gap = QWidget()
    gap.setFixedWidth(32)
    line = row(gap, 4, first, cells[heads[0]], reason, cells[heads[1]], cells[heads[2]], end, margins=(16, 8, 12, 8))
    line.setStretch(2, 3)
    line.setStretch(4, 2)
    return holding(line)


def _wide(widget: QWidget, width: int) -> QWidget:
    made = holding(row(widget))
    made.setFixedWidth(width)
    return made


def _worker(each: MondayRow) -> QWidget:
    if not each.worker:
        return holding(row(Mark("user-x", "amber", 32), Said(_("Nobody"), "strong", "amber"), None))
    name = Said(each.worker, "body", wraps=True)
    line = row(Avatar(initials(each.worker), 28), name)
    line.setStretch(1, 1)
    return holding(line)


def _in_one_line(since: Since) -> Card:
    title, words = in_one_line(since)
    line = row(Icon("clock", "muted"), 4, Said(title, "strong"), 4, Said(words, "small", "muted", wraps=True))
    line.setStretch(4, 1)
    return Card(line, fill="bg", margin=14)
