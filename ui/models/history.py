"""The rows of a youth's history: more are asked for when somebody scrolls or walks to the end of those that were looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal

from fieldapp import clock
from fieldapp.desk.history import Ref
from fieldapp.desk.historylines import Line
from fieldapp.text import _, moment
from ui.models.days import DayModel, DayRow, Index
from ui.pages.history_words import ICONS, INKS, mark_words, standing_words

AT_ONCE = 100


class HistoryModel(DayModel):
    """Lines of an outline, from its beginning on."""

    wanted = Signal(object)
    """The next records whose words are wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._refs: Sequence[Ref] = ()
        self._lines: list[Line] = []
        self._waiting = False
        self._next = AT_ONCE

    def show_refs(self, refs: Sequence[Ref], first: int = AT_ONCE) -> None:
        """Begin with other records; none of them has its words yet. first: how many are wanted to begin with."""
        self.beginResetModel()
        self._refs, self._lines, self._waiting, self._next = refs, [], False, max(AT_ONCE, first)
        self.rows = []
        self.endResetModel()

    def refs(self) -> Sequence[Ref]:
        """Everything that could be shown."""
        return self._refs

    def add_lines(self, asked: Sequence[Ref], lines: Sequence[Line]) -> None:
        """Words that were wanted have come; those of an outline that was left meanwhile are nobody's."""
        start = len(self._lines)
        if not self._waiting or tuple(self._refs[start : start + len(asked)]) != tuple(asked):
            return
        if len(lines) < len(asked):  # a record went meanwhile: what is left is all there is
            held = {line.ref.entry for line in lines}
            gone = {ref.entry for ref in asked if ref.entry not in held}
            self._refs = tuple(ref for ref in self._refs if ref.entry not in gone)
        if lines:
            self.beginInsertRows(QModelIndex(), start, start + len(lines) - 1)
            self._lines += lines
            self.rows += map(_row, lines)
            self._waiting = False  # only now: a view asks for more as soon as it hears that rows come
            self.endInsertRows()
        else:
            self._waiting = False

    def line(self, index: Index) -> Line | None:
        """The line at a place."""
        return self._lines[index.row()] if index.isValid() and index.row() < len(self._lines) else None

    def place_of(self, entry: bytes) -> int:
        """Where a record stands among those shown; -1 where it does not."""
        return next((place for place, line in enumerate(self._lines) if line.ref.entry == entry), -1)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are more."""
        return not parent.isValid() and not self._waiting and len(self._lines) < len(self._refs)

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next."""
        if self.canFetchMore(parent):
            self._waiting = True
            start, end = len(self._lines), len(self._lines) + self._next
            self._next = AT_ONCE
            self.wanted.emit(tuple(self._refs[start:end]))


def _row(line: Line) -> DayRow:
    time = f"{clock.local(line.ref.at):%H:%M}"
    when = time if line.came is None else _("{time}, came {when}").format(time=time, when=moment(line.came))
    ended = standing_words(line.standing.how)
    return DayRow(
        at=line.ref.at,
        icon=ICONS[line.ref.part],
        title=line.title,
        text=line.standing.why or " · ".join(part for part in (line.text, line.late) if part),
        chips=(*((mark_words(each), INKS[each]) for each in line.marks), *(((ended, "muted"),) if ended else ())),
        when=when,
        below=line.who,
        struck=not line.standing.counts,
    )
