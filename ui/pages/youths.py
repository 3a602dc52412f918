"""Youths: look one up, or begin a record; forgiving of accents, order and slips; no status and no label in the list (P26)."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.desk.desk import Progress
from fieldapp.desk.lookup import Found, looking
from fieldapp.desk.sections import day_words
from fieldapp.text import _, ngettext
from fieldapp.youth import acts
from fieldapp.youth.model import Names, YouthLine
from ui import style
from ui.pages.page import Page
from ui.tokens import Role
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, page_head
from ui.widgets.fields import Field
from ui.widgets.text import Said, row
from ui.work import Job

_Index = QModelIndex | QPersistentModelIndex


class YouthModel(QAbstractListModel):
    """The lines that a search found."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[YouthLine, ...] = ()

    def show_lines(self, lines: tuple[YouthLine, ...]) -> None:
        """Show others."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, index: _Index) -> YouthLine | None:
        """The line at a place."""
        return self._lines[index.row()] if index.isValid() and index.row() < len(self._lines) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name; for a screen reader the worker too."""
        line = self.line(index)
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.name}, {line.worker}"
        return None


class YouthRow(QStyledItemDelegate):
    """Paints a line: initials, name, birth date, who carries the case."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """48 high."""
        del option, index
        return QSize(200, 48)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw it."""
        model = index.model()
        line = model.line(index) if isinstance(model, YouthModel) else None
        if line is None:
            return
        painter.save()
        box: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, style.colour("accent_soft" if selected else "surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("hover"))
        circle = QRect(box.left() + 16, box.top() + 8, 32, 32)
        painter.drawEllipse(circle)
        self._write(painter, circle, "small_strong", "muted", line.initials, Qt.AlignmentFlag.AlignCenter)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._write(painter, box.adjusted(64, 0, -420, 0), "strong", "text", line.name, middle)
        self._write(
            painter, QRect(box.right() - 410, box.top(), 160, box.height()), "body", "muted", day_words(line.born), middle
        )
        self._write(painter, QRect(box.right() - 240, box.top(), 224, box.height()), "body", "muted", line.worker, middle)
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), style.colour("hairline"))
        painter.restore()

    def _write(self, painter: QPainter, box: QRect, role: Role, ink: str, text: str, place: Qt.AlignmentFlag) -> None:
        painter.setFont(style.font(role))
        painter.setPen(style.colour(ink))
        painter.drawText(box, int(place), text)


class YouthsPage(Page):
    """Type, move with the arrows, Enter opens."""

    areas = frozenset({"youth"})

    def _build(self) -> None:
        self._asked: Job | None = None
        begin = Btn(_("New record"), "plain", "plus", "Ctrl N").bound("Ctrl+N")
        begin.clicked.connect(self._on_new)
        sheet = Btn(_("Take in a caseload…"), "plain", "upload")
        sheet.clicked.connect(lambda: self.go.emit("caseload", "", ""))
        self.content.addLayout(
            page_head(_("Youths"), _("Names and numbers; accents, order and one slip a word are forgiven."), sheet, begin)
        )
        self.search = SearchLine()
        self.content.addWidget(Field(_("Look up"), self.search))
        self.said = Said("", "small", "muted")
        self.content.addLayout(row(self.said, None))
        self.model, self.list = YouthModel(), QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(YouthRow(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(_("Youths found"))
        card = Card(self.list, margin=1)
        self.content.addWidget(card, 1)
        self.search.textChanged.connect(self._on_typed)
        self.search.moved.connect(self._on_moved)
        self.search.returnPressed.connect(self._on_open)
        self.list.activated.connect(lambda _index: self._on_open())

    def refresh(self) -> None:
        """Search again for what is typed."""
        self._on_typed(self.search.text())
        self.search.setFocus()

    def forget(self) -> None:
        """No name stays."""
        self.search.clear()
        self.model.show_lines(())

    def _on_typed(self, typed: str) -> None:
        if self._asked is not None:
            self._asked.cancel()  # a newer key was pressed: nobody waits for the older one
        self._asked = self.session.ask_long(
            lambda desk: looking(desk, typed), lambda found: self._on_found(typed, found), None, self._on_reading
        )

    def _on_reading(self, far: Progress) -> None:
        """Among very many youths the names are read first; what was typed meanwhile is looked up then."""
        self.said.setText(_("{what}: {done} of {total}").format(what=far.what, done=f"{far.done:,}", total=f"{far.total:,}"))

    def _on_found(self, typed: str, found: Found) -> None:
        self._asked = None
        if typed != self.search.text():
            return  # the line was emptied meanwhile
        self.model.show_lines(found.lines)
        if found.total == 0:
            self.said.setText(_("Nobody by that name or number. Ctrl N begins a record.") if typed else _("No youths yet."))
        else:
            self.said.setText(ngettext("{n} youth", "{n} youths", found.total).format(n=found.total))
            self.list.setCurrentIndex(self.model.index(0, 0))

    def _on_moved(self, by: int) -> None:
        place = max(0, min(self.list.currentIndex().row() + by, self.model.rowCount() - 1))
        self.list.setCurrentIndex(self.model.index(place, 0))

    def _on_open(self) -> None:
        line = self.model.line(self.list.currentIndex())
        if line is not None:
            self.go.emit("youth", line.id, "")

    def _on_new(self) -> None:
        name = self.search.text().strip()
        if not name:
            self.said.setText(_("Type the name that the youth uses, then press Ctrl N."))
            self.search.setFocus()
            return
        self.session.do(
            lambda desk: desk.do(acts.open_record, Names(chosen=name)), lambda youth: self.go.emit("youth", youth, "")
        )


class SearchLine(QLineEdit):
    """A line whose arrow keys move in the list below it."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go to the list."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
