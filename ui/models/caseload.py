"""The rows of a caseload sheet, each with a box to take it or leave it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from fieldapp.desk.intake import why_not
from fieldapp.desk.window import Candidate
from fieldapp.text import _
from ui import style

_Index = QModelIndex | QPersistentModelIndex
_CHECK, _DISPLAY, _INK = Qt.ItemDataRole.CheckStateRole, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ForegroundRole


class CaseloadModel(QAbstractTableModel):
    """Column 0 holds the box and the sheet's own row number; a row that cannot be taken has no box to tick."""

    chosen_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Candidate] = ()
        self._chosen: set[int] = set()

    def show_rows(self, rows: Sequence[Candidate]) -> None:
        """Show others; what can be taken and stands nowhere yet is ticked."""
        self.beginResetModel()
        self._rows = rows
        self._chosen = {row.number for row in rows if row.names and not row.refused and not row.twin}
        self.endResetModel()
        self.chosen_changed.emit()

    def rows(self) -> Sequence[Candidate]:
        """What is shown."""
        return self._rows

    def chosen(self) -> frozenset[int]:
        """Numbers of the rows that are ticked."""
        return frozenset(self._chosen)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Row, name, born, placement, what of it."""
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """What a column holds."""
        if orientation != Qt.Orientation.Horizontal or role != _DISPLAY or not 0 <= section < 5:
            return None
        return (_("Row"), _("Name"), _("Born"), _("Placement"), _("What becomes of it"))[section]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A row that can be taken can be ticked."""
        held = super().flags(index)
        return held | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 and self._can(index.row()) else held

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        """Words, box and ink of a cell."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == _DISPLAY:
            return self._words(row, index.column())
        if role == _CHECK and index.column() == 0 and self._can(index.row()):
            return Qt.CheckState.Checked if row.number in self._chosen else Qt.CheckState.Unchecked
        if role == _INK:
            return QColor(style.colour("red" if row.refused else "amber" if row.twin and index.column() == 4 else "text"))
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick."""
        if role != _CHECK or not index.isValid() or not self._can(index.row()):
            return False
        number = self._rows[index.row()].number
        (self._chosen.add if Qt.CheckState(value) == Qt.CheckState.Checked else self._chosen.discard)(number)
        last = self.index(index.row(), 4)
        self.dataChanged.emit(index, last)
        self.chosen_changed.emit()
        return True

    def _can(self, place: int) -> bool:
        row = self._rows[place]
        return row.names is not None and not row.refused

    def _words(self, row: Candidate, column: int) -> str:
        if column < 4:
            name = row.names.chosen if row.names else ""
            return (str(row.number), name, row.standing.born or "", row.placement.name if row.placement else "")[column]
        if row.refused:
            return _("cannot be taken: {why}").format(why=row.refused)
        if row.number in self._chosen:
            return " · ".join(part for part in (_("is taken in"), row.twin, row.remark) if part)
        return _("is left: {why}").format(why=why_not(row))
