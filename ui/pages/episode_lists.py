"""The lists of an episode, what is to be done first at the top: by phone, in writing, and after the return (P10, P73)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from fieldapp.desk.casefile import Casefile, Pair
from fieldapp.desk.window import progress
from fieldapp.locate.model import FirstHour
from fieldapp.text import _, moment
from ui.pages.episode_return import FirstHourCard
from ui.pages.episode_rows import Acts, ContactRow
from ui.pages.episode_sheets import TwiceCard
from ui.pages.limits import LimitStrip
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, CardHead, Hairline
from ui.widgets.keys import KeyCap
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


class ContactList(Card):
    """A group of rows under one head, with how many are settled."""

    def __init__(self, title: str, icon: str, rows: Sequence[ContactRow], note: str = "", *controls: QWidget) -> None:
        super().__init__(margin=0, gap=0)
        self.rows: tuple[ContactRow, ...] = ()
        self.head = CardHead(title, note, icon, *controls)
        self.body.addWidget(self.head)
        self._take(rows)

    def _take(self, rows: Sequence[ContactRow]) -> None:
        self.rows = tuple(rows)
        for each in rows:
            self.body.addWidget(Hairline())
            self.body.addWidget(each)

    def folded(self, opened: bool, make: Callable[[], Sequence[ContactRow]]) -> ContactList:  # noqa: FBT001 - shown or not
        """Let rows be put away: what may apply, and what no longer does, is counted and opened by a button.

        make: makes the rows, which on most days nobody opens, and which would take as long as all others together.
        """
        self._make = make
        self.toggle = Btn(_("Show"), "quiet", height=28)
        self.toggle.setAccessibleName(_("Show: {title}").format(title=self.head.title.text()))
        layout = self.head.layout()
        if isinstance(layout, QBoxLayout):
            layout.addWidget(self.toggle)
        self.toggle.clicked.connect(lambda: self._fold(not self.is_open))
        self._fold(opened)
        return self

    def _fold(self, opened: bool) -> None:  # noqa: FBT001 - shown or not
        self.is_open = opened
        self.toggle.setText(_("Put away") if opened else _("Show"))
        self.toggle.updateGeometry()
        if opened and not self.rows:
            self._take(self._make())
        for at in range(1, self.body.count()):
            inner = self.body.itemAt(at)
            if inner is not None and (each := inner.widget()) is not None:
                each.setVisible(opened)


def settled_note(pairs: Sequence[Pair], now: int) -> str:
    """How many of a list want nothing any more."""
    settled = sum(progress(line, now).settled for line, _reach in pairs)
    return _("{n} of {all} settled").format(n=settled, all=len(pairs))


class Lists:
    """Fills the wide column, and knows its rows by their lines, so that focus and opened reasons outlive a change."""

    def __init__(self, into: QBoxLayout, acts: Acts) -> None:
        self._into, self._acts = into, acts
        self._open_groups: set[str] = set()
        self.forget()

    def forget(self) -> None:
        """Nothing is shown any more."""
        self.rows: list[ContactRow] = []
        self.next_row: ContactRow | None = None
        self.first_hour: FirstHourCard | None = None
        self.twice: TwiceCard | None = None
        self._said: tuple[object, ...] = ()

    def show(self, case: Casefile, now: int) -> None:
        """Everything, in the order in which it is done."""
        self._folds: dict[str, ContactList] = {}
        self.forget()
        self._said = self._says(case, now)
        self.write = Btn("", "plain", "send", "W", height=28)
        self._strips(case)
        over = case.episode.over_by
        back = over is not None and over.what in _BACK
        if back:
            self.first_hour = FirstHourCard(case.episode.first_hour or FirstHour())
            self._into.addWidget(self.first_hour)
        found = case.episode.found_at is not None or over is not None
        self._after(case, now)
        if found:
            self._steps(case, now)
        self._before(case, now)
        if not found:
            self._steps(case, now)
        self._folded(case, now)

    def _strips(self, case: Casefile) -> None:
        for contact in case.limited:
            self._into.addWidget(LimitStrip(contact))
        if case.episode.others:
            self.twice = TwiceCard(case.episode, case.signed)
            self._into.addWidget(self.twice)

    def _after(self, case: Casefile, now: int) -> None:
        """Once the youth is found: who hears of it, what is asked when the youth is ready, what is taken back."""
        if case.reverse:
            note = _("{n}; “found”, no place, no company; check first that each is still safe to tell")
            title = _("Tell them the youth is found")
            if case.episode.at("died") is not None:
                note, title = _("{n}; speak with your supervisor first, no form goes out"), _("Whom to tell, in person")
            note = note.format(n=settled_note(case.reverse, now))
            self._add(title, "phone", self._rows(case, case.reverse, "phone", now), note)
        if case.loose_ends:
            note = _("{n}; open until confirmed in writing").format(n=settled_note(case.loose_ends, now))
            self._add(_("Taken back"), "rotate-ccw", self._rows(case, case.loose_ends, "step", now), note)

    def _steps(self, case: Casefile, now: int) -> None:
        """After a return nothing is asked before the youth is ready."""
        if case.steps:
            title = _("When the youth is ready") if case.episode.over_by else _("Required steps")
            self._add(title, "list-checks", self._rows(case, case.steps, "step", now), settled_note(case.steps, now))

    def _before(self, case: Casefile, now: int) -> None:
        """What an absence asks for; once the youth is found what was owed is still listed."""
        hints = holding(
            row(KeyCap("Enter"), Said(_("call mode"), "small", "muted"), 4, KeyCap("I"), Said(_("why"), "small", "muted"), gap=8)
        )
        found = case.episode.found_at is not None or not case.episode.open
        if case.by_phone:
            rows = self._rows(case, case.by_phone, "phone", now)
            title = _("Told or owed, by phone") if found else _("By phone now")
            self._add(title, "phone", rows, settled_note(case.by_phone, now), hints)
        if case.in_writing:
            due = [line.due for line, _reach in case.in_writing if line.due is not None]
            title = _("In writing before {when}").format(when=moment(min(due))) if due else _("In writing")
            rows = self._rows(case, case.in_writing, "writing", now)
            # To write to everybody at once that somebody is missing is no longer right once they are found.
            controls = [] if found else self._write_button(case, now)
            title = _("Told or owed, in writing") if found else title
            self._add(title, "mail", rows, settled_note(case.in_writing, now), *controls)
        if case.keep_telling and case.episode.open:
            rows = self._rows(case, case.keep_telling, "phone", now)
            self._add(_("Keep in contact until the return"), "refresh-cw", rows, "")

    def _write_button(self, case: Casefile, now: int) -> list[QWidget]:
        still = self.to_write(case, now)
        if not still:
            return []
        words = _("Write to these {n} now") if len(still) > 1 else _("Write to this one now")
        self.write.setText(words.format(n=_count(len(still))))
        self.write.setAccessibleName(self.write.text())
        self.write.bound("W")
        return [self.write]

    def to_write(self, case: Casefile, now: int) -> tuple[Pair, ...]:
        """Everybody who is still to be written to and can be."""
        return tuple(
            (line, reach)
            for line, reach in case.in_writing
            if not progress(line, now).settled and not reach.nobody and not reach.forbidden
        )

    def _folded(self, case: Casefile, now: int) -> None:
        if case.unknown:
            self._fold("unknown", _("Not known whether required"), "circle-dashed", case, case.unknown, now)
        if case.stopped:
            self._fold("stopped", _("No longer required"), "circle-alert", case, case.stopped, now)

    def _fold(self, name: str, title: str, icon: str, case: Casefile, pairs: Sequence[Pair], now: int) -> None:
        made = self._add(title, icon, (), str(len(pairs)))
        self._folds[name] = made.folded(name in self._open_groups, lambda: self._rows(case, pairs, "writing", now))

    def _rows(self, case: Casefile, pairs: Sequence[Pair], kind: str, now: int) -> list[ContactRow]:
        made = []
        for pair in pairs:
            line, reach = pair
            primary = line.key == case.next_line and line.state != "stopped"
            own = "step" if not (line.first.recipient or line.first.one_of) else kind
            each = ContactRow(
                pair, progress(line, now, _not_yet(own, reach.ways, reach.speaks)), own, self._acts, primary=primary
            )
            if case.episode.at("died") is not None:
                each.only_recorded()
            if primary:
                self.next_row = each
            made.append(each)
        self.rows += made
        return made

    def _add(self, title: str, icon: str, rows: Sequence[ContactRow], note: str, *controls: QWidget) -> ContactList:
        made = ContactList(title, icon, rows, note, *controls)
        self._into.addWidget(made)
        return made

    # -- what outlives a change

    def have_moved(self, case: Casefile, now: int) -> bool:
        """Whether a row says something else by now: a limit came near, or passed."""
        return self._says(case, now) != self._said

    def _says(self, case: Casefile, now: int) -> tuple[object, ...]:
        groups = (case.by_phone, case.in_writing, case.reverse, case.keep_telling, case.steps)
        return tuple((line.key, progress(line, now).tone) for pairs in groups for line, _reach in pairs)

    def focused(self) -> ContactRow | None:
        """The row that has the focus."""
        at = QApplication.focusWidget()
        return next((each for each in self.rows if at is not None and each.isAncestorOf(at)), None)

    def held(self) -> tuple[str, dict[str, int]]:
        """(the line that has the focus, lines whose reasons are open and how far), to be given back by `hold`."""
        self._open_groups = {name for name, each in getattr(self, "_folds", {}).items() if each.is_open}
        row_at = self.focused()
        return row_at.line.key if row_at else "", {each.line.key: each.opened for each in self.rows if each.opened}

    def hold(self, kept: tuple[str, dict[str, int]], *, fresh: bool) -> None:
        """As it was before; on a page just entered the next act has the focus, and its reasons are open."""
        focus, opened = ("", {}) if fresh else kept  # the same line stands on the page of every youth
        for each in self.rows:
            if each.line.key in opened or (fresh and each is self.next_row):
                each.open_reasons(max(1, opened.get(each.line.key, 0)))
            if each.button is not None and ((focus and each.line.key == focus) or (fresh and each is self.next_row)):
                each.button.setFocus()


def _not_yet(kind: str, ways: str, speaks: str) -> str:
    if kind == "step":
        return _("Not yet done")
    if kind == "phone":
        return _("Not yet called")
    if not ways:
        return _("No address yet")
    return _("Draft in Spanish") if speaks == "es" else _("Draft ready")
