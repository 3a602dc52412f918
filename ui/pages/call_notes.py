"""Beside the script: notes with their stamps; Enter stamps one, and what is not stamped yet is kept too."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QSizePolicy, QWidget

from fieldapp import clock
from fieldapp.agenda.model import Remark
from fieldapp.text import _
from ui.widgets.cards import Card, CardHead, Hairline
from ui.widgets.keys import KeyCap
from ui.widgets.text import Said, column, emptied, row

_STAMP = 44


def stamp(at: clock.Instant) -> str:
    """A moment as it stands beside a note."""
    return f"{clock.local(at):%H:%M}"


class NoteEdit(QPlainTextEdit):
    """Enter stamps the note; Shift and Enter begin a line."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Note"))
        self.setPlaceholderText(_("What they say; Enter stamps it"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(64)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, and everything else as ever."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class NotesCard(Card):
    """Stamped notes, and the one being written."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0)
        self.remarks: tuple[Remark, ...] = ()
        self.now = clock.now
        self.edit = NoteEdit()
        self.edit.entered.connect(self.put_down)
        self.edit.textChanged.connect(self.changed)
        self._list = column(gap=6, margins=(16, 8, 16, 4))
        self._running = Said("", "small", "accent")
        self._running.setFixedWidth(_STAMP)
        inner = QWidget()
        inner.setLayout(column(self._list, None))
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        self._area.setMinimumHeight(64)
        self._area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.body.addWidget(CardHead(_("Notes"), "", "pencil", KeyCap("Enter"), Said(_("stamp"), "body", "muted")))
        self.body.addWidget(Hairline())
        self.body.addWidget(self._area, 1)
        self.body.addLayout(row(column(6, self._running, None), self.edit, gap=4, margins=(16, 4, 16, 12)))

    def show_notes(self, remarks: tuple[Remark, ...], writing: str) -> None:
        """Show what was noted."""
        self.remarks = remarks
        self.edit.setPlainText(writing)
        self._show()

    def tick(self, at: clock.Instant) -> None:
        """The stamp that the next note gets."""
        self._running.setText(stamp(at))

    def put_down(self) -> None:
        """Stamp what was written."""
        text = self.edit.toPlainText().strip()
        if text:
            self.remarks = (*self.remarks, Remark(at=self.now(), text=text))
            self.edit.clear()
            self._show()
            self.changed.emit()

    def all(self) -> tuple[Remark, ...]:
        """Every note, the one not stamped yet as of now."""
        text = self.edit.toPlainText().strip()
        return (*self.remarks, Remark(at=self.now(), text=text)) if text else self.remarks

    def forget(self) -> None:
        """Nothing of it stays."""
        self.show_notes((), "")

    def _show(self) -> None:
        emptied(self._list)
        for each in self.remarks:
            at = Said(stamp(each.at), "body", "muted")
            at.setFixedWidth(_STAMP)
            line = row(column(at, None), Said(each.text, "body", wraps=True), gap=4)
            line.setStretch(1, 1)
            self._list.addLayout(line)
        bar = self._area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setValue(most), Qt.ConnectionType.SingleShotConnection)
