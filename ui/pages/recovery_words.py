"""Recovery words, a sheet at a time: numbered as they are written down or printed, gone from the window once that is said."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from fieldapp.desk import locked
from fieldapp.text import _
from ui import printing
from ui.pages import words_paper
from ui.widgets.buttons import Btn
from ui.widgets.text import Said, column, emptied, row
from ui.widgets.ticks import Tick

_COLUMNS = 3


class RecoveryWords(QWidget):
    """The words of each sheet, and the tick without which nobody goes on."""

    def __init__(self) -> None:
        super().__init__()
        self._sheets: tuple[str, ...] = ()
        self._seen: set[int] = set()
        self._at = 0
        self._build()

    def _build(self) -> None:
        self._words = column(gap=12)
        self.written = Tick(_("I have them on paper, and shall keep them away from this laptop"))
        said = _("Write these down on paper, by number. Whoever has them and this laptop opens the store.")
        self.which, self.spread = Said("", "strong"), Said("", "body", "muted", wraps=True)
        self.before = Btn(_("Sheet before"), "plain", "chevron-left", height=32)
        self.before.clicked.connect(lambda: self._show(self._at - 1))
        self.after = Btn(_("Next sheet"), "plain", "chevron-right", height=32)
        self.after.clicked.connect(lambda: self._show(self._at + 1))
        self.print = Btn(_("Print…"), "plain", "printer", height=32)
        self.print.clicked.connect(self._on_print)
        self.printed = Said("", "small", "muted", wraps=True)
        head = row(self.which, None, self.before, self.after, self.print)
        self.setLayout(
            column(
                Said(_("Your recovery words"), "title"),
                Said(said, "body", "muted", wraps=True),
                self.spread,
                4,
                head,
                self._words,
                self.printed,
                self.written,
                None,
                gap=8,
            )
        )

    def show_sheets(self, sheets: tuple[str, ...]) -> None:
        """Show what was made."""
        self.forget()
        self._sheets = sheets
        several = len(sheets) > 1
        self.spread.setVisible(several)
        for button in (self.before, self.after):
            button.setVisible(several)
        if several:
            told = _("There are {all} sheets, and any {n} of them open the store. Give each to another person, or place.")
            self.spread.setText(told.format(all=len(sheets), n=locked.needed_of(sheets[0])))
        self._show(0)

    def forget(self) -> None:
        """Nothing of them stays."""
        self._sheets, self._at = (), 0
        self._seen.clear()
        self.written.setChecked(False)
        self.written.setEnabled(False)
        self.printed.setText("")
        emptied(self._words)

    def fault(self) -> str:
        """Why nobody goes on yet; "" once every sheet was seen and the tick is there."""
        unseen = sorted(set(range(len(self._sheets))) - self._seen)
        if unseen:
            return _("Look at sheet {n} too.").format(n=unseen[0] + 1)
        return "" if self.written.isChecked() else _("Write the words down, then tick the box.")

    # -- inside

    def _show(self, at: int) -> None:
        self._at = at
        self._seen.add(at)
        emptied(self._words)
        several = len(self._sheets) > 1
        self.which.setText(_("Sheet {n} of {all}").format(n=at + 1, all=len(self._sheets)) if several else "")
        self._words.addWidget(_grid(self._sheets[at].split()))
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at + 1 < len(self._sheets))
        self.written.setEnabled(len(self._seen) == len(self._sheets))

    def _on_print(self) -> None:
        """Each sheet on a page of its own; the title names nobody, it goes to the print queue."""
        if not printing.has_printer():
            self.printed.setText(_("No printer is set up on this computer. Write the words down by hand."))
            return
        printer = printing.choose(self, _("Paper"))
        if printer is None:
            return
        if printing.send(printer, words_paper.pages(self._sheets)):
            self._seen = set(range(len(self._sheets)))
            self.written.setEnabled(True)
            self.printed.setText(_("Printed. Take every page out of the printer, and hold it against the words here."))
        else:
            self.printed.setText(_("The printer took nothing. Write the words down by hand."))


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
