"""Recovery words, shown once: numbered as they are written down, and gone from the window when that is said."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from fieldapp.text import _
from ui.widgets.text import Said, column, emptied, row
from ui.widgets.ticks import Tick

_COLUMNS = 3


class RecoveryWords(QWidget):
    """The words of each sheet, and the tick without which nobody goes on."""

    def __init__(self) -> None:
        super().__init__()
        self._sheets = column(gap=12)
        self.written = Tick(_("I have written them down, and shall keep them away from this laptop"))
        said = _(
            "Write these down on paper, by number; they are shown only now. Whoever has them and this laptop opens the store."
        )
        words = Said(said, "body", "muted", wraps=True)
        self.setLayout(column(Said(_("Your recovery words"), "title"), words, 8, self._sheets, 8, self.written, None, gap=8))

    def show_sheets(self, sheets: tuple[str, ...]) -> None:
        """Show what was made."""
        self.forget()
        for number, sheet in enumerate(sheets, start=1):
            if len(sheets) > 1:
                self._sheets.addWidget(Said(_("Sheet {n} of {all}").format(n=number, all=len(sheets)), "strong"))
            self._sheets.addWidget(_grid(sheet.split()))

    def forget(self) -> None:
        """Nothing of them stays."""
        self.written.setChecked(False)
        emptied(self._sheets)


def _grid(words: list[str]) -> QWidget:
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(2)
    rows = -(-len(words) // _COLUMNS)
    for place, word in enumerate(words):
        number = Said(str(place + 1), "small", "muted")
        number.setFixedWidth(20)
        holder = QWidget()
        holder.setLayout(row(number, Said(word, "strong"), None))
        grid.addWidget(holder, place % rows, place // rows)
    return whole
