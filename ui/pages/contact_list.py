"""A group of an episode's rows under one head, which may be put away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QBoxLayout, QWidget

from fieldapp.text import _
from ui.pages.episode_rows import ContactRow
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, CardHead, Hairline


class ContactList(Card):
    """A group of rows under one head, with how many are settled. is_open: whether it is put away; None where it cannot be."""

    def __init__(self, title: str, icon: str, rows: Sequence[ContactRow], note: str = "", *controls: QWidget) -> None:
        super().__init__(margin=0, gap=0)
        self.rows: tuple[ContactRow, ...] = ()
        self.is_open: bool | None = None
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
