"""The rows of a list of accesses: as many as were looked at, more when somebody scrolls on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QTimer

from fieldapp import clock
from fieldapp.desk.accesslog import Logged, Sort
from fieldapp.text import _
from ui.models.days import DayModel, DayRow, Index

AT_ONCE = 200
ICONS: Mapping[Sort, str] = {
    "ways_in": "lock-open", "youths": "user", "papers": "file-text", "exchange": "arrow-left-right", "store": "hard-drive",
    "people": "users", "gap": "circle-dashed",
}  # fmt: skip


class AccessModel(DayModel):
    """All of them are at hand; their rows are made as far as somebody looks."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[Logged] = ()
        self._growing = False

    def show_found(self, found: Sequence[Logged]) -> None:
        """Show others, from the beginning."""
        self.beginResetModel()
        self._found, self.rows = found, [_row(each) for each in found[:AT_ONCE]]
        self.endResetModel()

    def found(self) -> Sequence[Logged]:
        """Everything that could be shown."""
        return self._found

    def access(self, index: Index) -> Logged | None:
        """The access at a place."""
        return self._found[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are more."""
        return not parent.isValid() and not self._growing and len(self.rows) < len(self._found)

    def fetchMore(self, parent: Index) -> None:
        """Make the next rows, once whoever asks has done with what it hears now."""
        if self.canFetchMore(parent):
            self._growing = True
            QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        start = len(self.rows)
        fresh = [_row(each) for each in self._found[start : start + AT_ONCE]]
        if not fresh:  # others were shown meanwhile
            self._growing = False
            return
        self.beginInsertRows(QModelIndex(), start, start + len(fresh) - 1)
        self.rows += fresh
        self._growing = False
        self.endInsertRows()


def _row(each: Logged) -> DayRow:
    gap = each.sort == "gap"
    return DayRow(
        at=each.at,
        icon=ICONS[each.sort],
        title=each.words if gap or not each.about else f"{each.words} · {each.about}",
        text=each.about if gap else each.laptop,
        chips=((each.laptop, "amber"),) if gap else ((_("its clock was set back"), "amber"),) if each.set_back else (),
        when="" if gap else f"{clock.local(each.at):%H:%M}",
        below=each.who,
        struck=False,
    )
