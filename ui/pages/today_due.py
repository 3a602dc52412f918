"""Today's list of what is due: a row for each, by the time left; what stands below the window's edge can follow later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.desk.overview import Band, DueRow, Today
from fieldapp.desk.recipients import who_words
from fieldapp.text import _, moment, ngettext, span
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, Card, GroupHead, Hairline
from ui.widgets.text import Icon, Said, Two, holding, row

AT_ONCE = 25
"""So many rows are made: what is due soonest comes first, and so many more on a key."""
_LEFT, _STATE, _BUTTON = 132, 150, 84


class DueCard(Card):
    """The rows of one Today. room: how many there may be · in_sight: so many are made at first, the others by `add_rest`; None
    makes all at once.
    """

    go = Signal(str, str, str)
    """To where a row is settled: a page, a youth, an episode."""
    more = Signal()

    def __init__(self, today: Today, room: int, *, in_sight: int | None = None) -> None:
        super().__init__(margin=0, gap=0)
        self.buttons: list[Btn] = []
        """One a row, in order."""
        self._parts = self._each(today, room)
        self._add(in_sight)

    def move_by(self, by: int) -> None:
        """To the row below or above; Enter then opens it."""
        at = self.at()
        at = (-1 if by > 0 else 0) if at is None else at
        self.focus(at + by, Qt.FocusReason.TabFocusReason)

    def at(self) -> int | None:
        """Which row the keys are in."""
        return next((place for place, each in enumerate(self.buttons) if each.hasFocus()), None)

    def focus(self, place: int, why: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Lead the keys to a row, or to the nearest there is."""
        if self.buttons:
            self.buttons[max(0, min(place, len(self.buttons) - 1))].setFocus(why)

    def add_rest(self) -> None:
        """Make the rows that are not made yet."""
        self._add(None)

    def _add(self, rows: int | None) -> None:
        """Make the next so many rows with what stands between them, or all that are left."""
        for part in self._parts:
            self.body.addWidget(part)
            if rows is not None and len(self.buttons) >= rows:
                return

    def _each(self, today: Today, room: int) -> Iterator[QWidget]:
        if not today.bands:
            empty = Said(_("Nothing is due. Required contacts stand here as soon as a clock runs."), "body", "muted", wraps=True)
            yield holding(row(empty, margins=(16, 16, 16, 16)))
        for band, rows in _within(today.bands, room):
            yield GroupHead(_title(band), len(rows), first=band == today.bands[0][0])
            for place, each in enumerate(rows[: room - len(self.buttons)]):
                if place:
                    yield Hairline()
                yield self._row(each, today.at)
        if today.due > room:
            yield Hairline()
            yield holding(row(self._more(today.due - room), None, margins=(10, 8, 16, 8)))

    def _more(self, left: int) -> Btn:
        more = Btn(ngettext("Show {n} more", "Show {n} more", left).format(n=min(left, AT_ONCE)), "quiet", height=32)
        more.clicked.connect(self.more)
        return more

    def _row(self, each: DueRow, now: int) -> QWidget:
        words, ink, icon = _time_left(each, now)
        when = Said(moment(each.due) if each.due else _("no limit in law"), "small", "muted")
        left = holding(row(*([Icon(icon, ink)] if icon else []), Two(Said(words, "strong", ink), when), None, gap=6))
        left.setFixedWidth(_LEFT)
        state = holding(row(Said(each.state, "small", "muted", wraps=True)))
        state.setFixedWidth(_STATE)
        button = Btn(_("Decide") if each.kind in {"offer", "waiting"} else _("Open"), "plain", height=32).at_least(_BUTTON)
        said = _("Tell: {who}").format(who=who_words(each.recipient)) if each.recipient else each.title
        button.setAccessibleName(_("Open: {what}, {who}").format(what=said, who=each.initials))
        button.clicked.connect(lambda: self.go.emit(each.page, each.youth, each.occasion))
        self.buttons.append(button)
        title = Said(said, "strong", wraps=True)
        what = Two(title, Said(each.sub, "small", "muted", wraps=True)) if each.sub else holding(row(title))
        line = row(left, Avatar(each.initials), 4, what, state, button, margins=(16, 4, 16, 4))
        line.setStretch(3, 1)
        made = holding(line)
        made.setMinimumHeight(56)
        return made


def _within(bands: Iterable[tuple[Band, tuple[DueRow, ...]]], room: int) -> Iterator[tuple[Band, tuple[DueRow, ...]]]:
    """The bands that begin within the room there is."""
    before = 0
    for band, rows in bands:
        if before >= room:
            return
        yield band, rows
        before += len(rows)


def _title(band: Band) -> str:
    return {
        "late": _("Past the limit"),
        "hour": _("Within the hour"),
        "day": _("Next 24 hours"),
        "later": _("This week and loose ends"),
    }[band]


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
