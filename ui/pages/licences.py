"""Licences: whose work is inside the program; looked up by name or licence, each with its whole notice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit

from fieldapp.desk.licences import Licence, licences, text_of
from fieldapp.text import _, folded, ngettext
from ui.pages.page import Page
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, page_head
from ui.widgets.fields import Line
from ui.widgets.text import Filling, column, holding, row

_LISTED = 340


class LicencesPage(Page):
    """About the program, and about nobody in the store."""

    def _build(self) -> None:
        self._all = licences()
        back = Btn(_("Settings"), "plain", "settings", height=36)
        back.clicked.connect(lambda: self.go.emit("settings", "", ""))
        said = ngettext("{n} work of others is inside.", "{n} works of others are inside.", len(self._all)).format(
            n=len(self._all)
        )
        if not self._all:
            said = _("The program runs from its sources here. The notices are made, and shown here, where it is built.")
        self.content.addLayout(page_head(_("Licences"), said, back))
        self.search = Line(_("Look up"))
        self.search.edit.textChanged.connect(self._narrow)
        self.list, self.text = QListWidget(), QPlainTextEdit()
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Works of others"))
        self.list.currentItemChanged.connect(self._on_current)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("The whole notice"))
        listed = Card(self.list, margin=8, gap=0)
        listed.setFixedWidth(_LISTED)
        whole = row(listed, self.text, gap=16)
        whole.setStretch(1, 1)
        self._shown = holding(column(self.search, Filling(whole), gap=12))
        self.content.addWidget(self._shown, 1)
        self._shown.setVisible(bool(self._all))
        self._narrow("")

    def refresh(self) -> None:
        """Somebody comes to look."""
        self.search.edit.setFocus()

    def forget(self) -> None:
        """As it was at first."""
        self.search.edit.clear()

    def _narrow(self, typed: str) -> None:
        wanted = folded(typed)
        self.list.clear()
        for each in self._all:
            words = f"{each.name} {each.version}".strip()
            if wanted in folded(f"{words} {each.licence}"):
                item = QListWidgetItem(f"{words} · {each.licence}")
                item.setData(Qt.ItemDataRole.UserRole, each)
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _on_current(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        each: Licence | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        self.text.setPlainText(text_of(each) if each else _("Nothing inside has such a name or licence."))
