"""The lists of an episode, what is to be done first at the top: by phone, in writing, and after the return (P10, P73)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from fieldapp.desk.casefile import Casefile, Pair
from fieldapp.desk.window import progress
from fieldapp.locate.model import FirstHour, Happened
from fieldapp.text import _, moment
from ui.pages.contact_list import ContactList
from ui.pages.episode_return import FirstHourCard
from ui.pages.episode_rows import Acts, ContactRow
from ui.pages.episode_sheets import TwiceCard
from ui.pages.limits import LimitStrip
from ui.widgets.buttons import Btn
from ui.widgets.inturns import Put
from ui.widgets.keys import KeyCap
from ui.widgets.parts import Make, Parts
from ui.widgets.text import Said, holding, row

_NUMBERS = 13
_BACK = frozenset({"returned", "back_before_any_call"})


def _count(number: int) -> str:
    """A small number in words, as it is said."""
    words = (
        _("none"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"), _("ten"),
        _("eleven"), _("twelve"),
    )  # fmt: skip
    return words[number] if number < _NUMBERS else str(number)


def settled_note(pairs: Sequence[Pair], now: int) -> str:
    """How many of a list want nothing any more."""
    settled = sum(progress(line, now).settled for line, _reach in pairs)
    return _("{n} of {all} settled").format(n=settled, all=len(pairs))


@dataclass(frozen=True, slots=True)
class Says:
    """What the cards among the lists ask for. write: to everybody at once · first_hour: what was offered · go: another page ·
    happened: which of two statements counts.
    """

    write: Callable[[], None]
    first_hour: Callable[[FirstHour], None]
    go: Callable[[str], None]
    happened: Callable[[Happened], None]


_Plan = Iterator[tuple[str, Make]]
"""The parts of the column by name, and how each is made."""


class Lists:
    """Fills the wide column, and knows its rows by their lines, so that focus and opened reasons outlive a change.

    busy: whether the page's keys are somebody's who fills in a form.
    """

    def __init__(self, into: Parts, acts: Acts, says: Says, busy: Callable[[], bool]) -> None:
        self._into, self._acts, self._says, self._busy = into, acts, says, busy
        self._open_groups: set[str] = set()
        self.clear()

    def clear(self) -> None:
        """Nothing is shown any more."""
        self._into.keep()
        self._focus, self._opened = "", dict[str, int]()
        self._tones: tuple[object, ...] = ()

    @property
    def rows(self) -> list[ContactRow]:
        """Every row that is on the page."""
        lists = (each for each in self._into.parts().values() if isinstance(each, ContactList))
        return [row for each in lists for row in each.rows]

    @property
    def next_row(self) -> ContactRow | None:
        """The row of the next act."""
        return next((each for each in self.rows if each.primary), None)

    def in_turns(self, case: Casefile, now: int, *, fresh: bool) -> tuple[list[Put], list[Put]]:
        """What puts on the page whom not to tell, and then everything else, in the order in which it is done.

        fresh: the page was just entered, so the next act has the focus, and its reasons are open; else both stay as they were.
        """
        self._tones = _tones(case, now)
        for name, part in self._into.parts().items():
            self._remember(name, part)
        limits = {f"limit {place}": partial(LimitStrip, contact) for place, contact in enumerate(case.limited)}
        others = dict(self._plan(case, now))
        self._into.keep((*limits, *others))
        first: list[Put] = [partial(self._into.put_made, name, make) for name, make in limits.items()]
        return first, [*(partial(self._put, name, make, fresh=fresh) for name, make in others.items()), self._end]

    def _put(self, name: str, make: Make, *, fresh: bool) -> None:
        before = self._into.named(name)
        if before is not None:
            self._remember(name, before)
        made = make()
        rows = made.rows if isinstance(made, ContactList) else ()
        for each in rows:  # before it is put: then it is as high as it will be
            how_far = max(self._opened.get(each.line.key, 0), 1 if fresh and each.primary else 0)
            if how_far:
                each.open_reasons(how_far)
        self._into.put(name, made)
        for each in rows:
            had = each.line.key == self._focus and self._is_free()
            if each.button is not None and (had or (fresh and each.primary and not self._busy())):
                each.button.setFocus()
                self._focus = ""

    def _end(self) -> None:
        self._focus = ""

    def _remember(self, name: str, part: QWidget) -> None:
        """What has the focus there, and what is open; the same line stands on the page of every youth."""
        if not isinstance(part, ContactList):
            return
        self._opened |= {each.line.key: each.opened for each in part.rows}
        at = self.focused()
        if at is not None and at in part.rows:
            self._focus = at.line.key
        if part.is_open is not None:
            (self._open_groups.add if part.is_open else self._open_groups.discard)(name)

    def _plan(self, case: Casefile, now: int) -> _Plan:
        if case.episode.others:
            yield "twice", partial(self._twice, case)
        over = case.episode.over_by
        if over is not None and over.what in _BACK:
            yield "first hour", partial(self._first_hour, case)
        found = case.episode.found_at is not None or over is not None
        yield from self._after(case, now)
        if found:
            yield from self._steps(case, now)
        yield from self._before(case, now)
        if not found:
            yield from self._steps(case, now)
        for name, title, icon, pairs in (
            ("unknown", _("Not known whether required"), "circle-dashed", case.unknown),
            ("stopped", _("No longer required"), "circle-alert", case.stopped),
        ):
            if pairs:
                yield name, partial(self._made_folded, name, title, icon, case, pairs, now)

    def _twice(self, case: Casefile) -> QWidget:
        card = TwiceCard(case.episode, case.signed)
        card.decided.connect(self._says.happened)
        return card

    def _first_hour(self, case: Casefile) -> QWidget:
        card = FirstHourCard(case.episode.first_hour or FirstHour())
        card.said.connect(self._says.first_hour)
        card.asked.connect(self._says.go)
        return card

    def _after(self, case: Casefile, now: int) -> _Plan:
        """Once the youth is found: who hears of it, what is asked when the youth is ready, what is taken back."""
        rows = self._making(case, now)
        if case.reverse:
            note = _("{n}; “found”, no place, no company; check first that each is still safe to tell")
            title = _("Tell them the youth is found")
            if case.episode.at("died") is not None:
                note, title = _("{n}; speak with your supervisor first, no form goes out"), _("Whom to tell, in person")
            note = note.format(n=settled_note(case.reverse, now))
            yield "reverse", partial(self._made, title, "phone", rows(case.reverse, "phone"), note)
        if case.loose_ends:
            note = _("{n}; open until confirmed in writing").format(n=settled_note(case.loose_ends, now))
            yield "loose ends", partial(self._made, _("Taken back"), "rotate-ccw", rows(case.loose_ends, "step"), note)

    def _steps(self, case: Casefile, now: int) -> _Plan:
        """After a return nothing is asked before the youth is ready."""
        if case.steps:
            title = _("When the youth is ready") if case.episode.over_by else _("Required steps")
            rows = self._making(case, now)(case.steps, "step")
            yield "steps", partial(self._made, title, "list-checks", rows, settled_note(case.steps, now))

    def _before(self, case: Casefile, now: int) -> _Plan:
        """What an absence asks for; once the youth is found what was owed is still listed."""
        rows = self._making(case, now)
        found = case.episode.found_at is not None or not case.episode.open
        if case.by_phone:
            title = _("Told or owed, by phone") if found else _("By phone now")
            note = settled_note(case.by_phone, now)
            yield "by phone", partial(self._made, title, "phone", rows(case.by_phone, "phone"), note, _hints)
        if case.in_writing:
            due = [line.due for line, _reach in case.in_writing if line.due is not None]
            title = _("In writing before {when}").format(when=moment(min(due))) if due else _("In writing")
            # To write to everybody at once that somebody is missing is no longer right once they are found.
            controls = [] if found else self._ways_to_write(case, now)
            title, note = _("Told or owed, in writing") if found else title, settled_note(case.in_writing, now)
            yield "in writing", partial(self._made, title, "mail", rows(case.in_writing, "writing"), note, *controls)
        if case.keep_telling and case.episode.open:
            title = _("Keep in contact until the return")
            yield "keep telling", partial(self._made, title, "refresh-cw", rows(case.keep_telling, "phone"), "")

    def _ways_to_write(self, case: Casefile, now: int) -> list[Make]:
        still = len(self.to_write(case, now))
        return [partial(self._write_button, still)] if still else []

    def _write_button(self, still: int) -> Btn:
        words = _("Write to these {n} now") if still > 1 else _("Write to this one now")
        write = Btn(words.format(n=_count(still)), "plain", "send", "W", height=28).bound("W")
        write.clicked.connect(self._says.write)
        return write

    def to_write(self, case: Casefile, now: int) -> tuple[Pair, ...]:
        """Everybody who is still to be written to and can be."""
        return tuple(
            (line, reach)
            for line, reach in case.in_writing
            if not progress(line, now).settled and not reach.nobody and not reach.forbidden
        )

    def _made(self, title: str, icon: str, rows: Callable[[], Sequence[ContactRow]], note: str, *controls: Make) -> ContactList:
        return ContactList(title, icon, rows(), note, *(make() for make in controls))

    def _made_folded(self, name: str, title: str, icon: str, case: Casefile, pairs: Sequence[Pair], now: int) -> ContactList:
        made = ContactList(title, icon, (), str(len(pairs)))
        return made.folded(name in self._open_groups, self._making(case, now)(pairs, "writing"))

    def _making(self, case: Casefile, now: int) -> Callable[[Sequence[Pair], str], Callable[[], list[ContactRow]]]:
        """(lines, kind) -> what makes their rows."""
        return lambda pairs, kind: lambda: [self._row(case, now, pair, kind) for pair in pairs]

    def _row(self, case: Casefile, now: int, pair: Pair, kind: str) -> ContactRow:
        line, reach = pair
        primary = line.key == case.next_line and line.state != "stopped"
        own = "step" if not (line.first.recipient or line.first.one_of) else kind
        state = progress(line, now, _not_yet(own, reach.ways, reach.speaks))
        made = ContactRow(pair, state, own, self._acts, primary=primary)
        if case.episode.at("died") is not None:
            made.only_recorded()
        return made

    # -- what outlives a change

    def have_moved(self, case: Casefile, now: int) -> bool:
        """Whether a row says something else by now: a limit came near, or passed."""
        return _tones(case, now) != self._tones

    def focused(self) -> ContactRow | None:
        """The row that has the focus."""
        at = QApplication.focusWidget()
        while at is not None and not isinstance(at, ContactRow):
            at = at.parentWidget()
        return at

    def _is_free(self) -> bool:
        """Whether nobody went on elsewhere since the line that had the focus was taken off: it may have it again."""
        at, line = QApplication.focusWidget(), self.focused()
        return at is None or isinstance(at, QScrollArea) or (line is not None and line.line.key == self._focus)


def _hints() -> QWidget:
    return holding(
        row(KeyCap("Enter"), Said(_("call mode"), "small", "muted"), 4, KeyCap("I"), Said(_("why"), "small", "muted"), gap=8)
    )


def _tones(case: Casefile, now: int) -> tuple[object, ...]:
    groups = (case.by_phone, case.in_writing, case.reverse, case.keep_telling, case.steps)
    return tuple((line.key, progress(line, now).tone) for pairs in groups for line, _reach in pairs)


def _not_yet(kind: str, ways: str, speaks: str) -> str:
    if kind == "step":
        return _("Not yet done")
    if kind == "phone":
        return _("Not yet called")
    if not ways:
        return _("No address yet")
    return _("Draft in Spanish") if speaks == "es" else _("Draft ready")
