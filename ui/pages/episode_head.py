"""The head of an episode: who is gone, when last seen, how long since the agency learned; never why a label would (P26, P68)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.desk.casefile import Casefile
from fieldapp.desk.window import ending_words
from fieldapp.locate.model import Episode
from fieldapp.text import _, initials, long_moment, moment, span
from ui.widgets.buttons import Btn
from ui.widgets.cards import Chip
from ui.widgets.photo import Photo
from ui.widgets.text import Said, column, row

_SHORT_NAME = 9
"""Letters of a first name that fit a button beside another."""


class Head(QWidget):
    """Photo, name, where and when last seen; the elapsed time ends at the column's edge."""

    def __init__(self, case: Casefile, now: clock.Instant) -> None:
        super().__init__()
        name = case.youth.names.value.chosen
        self.change = Btn("", "quiet", "pencil", height=24).tight()
        self.change.setAccessibleName(_("What happened…"))
        self.change.setToolTip(_("What happened…"))
        self._case = case
        self.elapsed, self.since = Said("", "elapsed"), Said("", "small", "muted")
        for each in (self.elapsed, self.since):
            each.setAlignment(Qt.AlignmentFlag.AlignRight)
        title = row(Said(name, "title"), 4, _chip(case.episode), self.change, None, gap=8)
        under = Said(_last_seen(case), "body", "muted").cut()
        photo = Photo(case.picture, initials(name), _("Photo of {name}").format(name=name), 52)
        line = row(photo, 4, column(title, under, gap=2), column(self.elapsed, self.since, gap=0), gap=12)
        line.setStretch(2, 1)
        self.setLayout(line)
        self.tell_time(now)

    def tell_time(self, now: clock.Instant) -> None:
        """The time that has passed; it stands still once the episode is over."""
        episode = self._case.episode
        over = episode.over_by
        until = over.at if over else now
        self.elapsed.setText(span(until - episode.since))
        self.since.setToolTip(long_moment(episode.since))
        if over is None:
            words = _("since the agency learned, {when}").format(when=_with_day(episode.since))
        else:
            words = _("from {start} to {end}").format(start=moment(episode.since), end=moment(over.at))
        self.since.setText(words)


def _with_day(at: clock.Instant) -> str:
    """Day, hour and zone, without the year: "Sat 21 Nov 22:34 PST"."""
    day, _comma, hour = long_moment(at).rpartition(", ")
    return f"{day.rpartition(' ')[0]} {hour}"


def _chip(episode: Episode) -> Chip:
    over = episode.over_by
    if over is None:
        if episode.late:
            return Chip(_("Late, not yet missing"), "amber", "hourglass")
        if episode.found_at is not None:
            return Chip(_("Found, not yet back"), "amber", "map-pin")
        return Chip(_("Missing"), "muted", "map-pin")
    if over.what in {"returned", "back_before_any_call"}:
        return Chip(_("Back"), "green", "circle-check")
    return Chip(_("Over") if over.what == "died" else ending_words(over.what), "muted")


def _last_seen(case: Casefile) -> str:
    seen = case.episode.happened.last_seen
    age = str(case.age) if case.age is not None else _("age not known")
    when = _("last seen {when}").format(when=moment(seen.at)) if seen.at else _("last seen: not yet known")
    where = ", ".join(part for part in (when, seen.place, seen.clothing, seen.with_whom) if part)
    return f"{age} · {where}"


def heard_button(case: Casefile) -> Btn:
    """A call, a text or a message from the missing youth is an act of its own (P17)."""
    first = next(iter(case.youth.names.value.chosen.split()), "").strip(",;:")
    words = _("Call from {name}").format(name=first) if 0 < len(first) <= _SHORT_NAME else _("Call from youth")
    return Btn(words, "plain", "message-square", height=36).tight().wide()
