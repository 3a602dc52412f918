"""Rows under the days they are of, newest first: what a history and a list of accesses show alike."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from fieldapp import clock
from fieldapp.text import long_day, long_moment

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class DayRow:
    """One row. at: ms UTC · chips: (words, ink) · when, below: at its right, two lines · struck: it counts no more · more: what a
    screen reader hears besides.
    """

    at: int
    icon: str
    title: str
    text: str
    chips: tuple[tuple[str, str], ...]
    when: str
    below: str
    struck: bool = False
    more: str = ""


class DayModel(QAbstractListModel):
    """As many rows as were looked at; what makes them more is said by whoever is below this."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[DayRow] = []

    def row(self, place: int) -> DayRow:
        """The row at a place."""
        return self.rows[place]

    def heads_day(self, place: int) -> bool:
        """Whether the row above is of another day, or there is none."""
        return place == 0 or clock.day(self.rows[place].at) != clock.day(self.rows[place - 1].at)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many were looked at."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title; for a screen reader the whole row."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            day = [long_day(row.at)] if self.heads_day(index.row()) else []
            marks = (words for words, _ink in row.chips)
            return ", ".join(
                part for part in (*day, row.title, row.text, row.below, long_moment(row.at), *marks, row.more) if part
            )
        return None
