"""Drills: how each way back is walked, step by step; reached from the settings, and before anything is unlocked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from fieldapp.desk.drills import drills
from fieldapp.text import _
from ui.pages.page import Page
from ui.widgets.buttons import Btn
from ui.widgets.cards import page_head
from ui.widgets.text import column


class Drills(QWidget):
    """The whole text, and the way back to where it was opened."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        back = Btn(_("Back"), "plain", key="Esc", height=36).bound("Escape")
        back.clicked.connect(self.left)
        said = _("Steps for your agency's IT, to be walked before anybody needs them. None needs a network.")
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("The drills"))
        self.text.setMarkdown(drills())
        self.setLayout(column(page_head(_("Drills"), said, back), 12, self.text, margins=(24, 16, 24, 12)))

    def begin(self) -> None:
        """From its beginning, to be scrolled by keys at once."""
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.setFocus()


class DrillsPage(Page):
    """The same, behind the unlock. About the program, and about nobody in the store."""

    def _build(self) -> None:
        self.drills = Drills()
        self.drills.left.connect(lambda: self.go.emit("settings", "", ""))
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(self.drills)

    def refresh(self) -> None:
        """Somebody comes to read."""
        self.drills.begin()
