"""Giving a paper: printed, saved or copied, each on purpose and each recorded before it leaves."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldapp.desk import paperwork
from fieldapp.desk.paperwork import Made, Wanted
from fieldapp.report.model import PaperKind
from fieldapp.text import _, full_date
from ui import clipboard, printing
from ui.pages.officer import Shown
from ui.pages.paper_sheets import SaveSheet
from ui.session import Session
from ui.widgets.buttons import Btn
from ui.widgets.text import Said, row
from ui.work import words_for


class Giving(QWidget):
    """The row of buttons under a paper; `asked` opens the sheet before a file is saved."""

    asked = Signal()
    refused = Signal()

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__()
        self._session, self._page = session, page
        self._made: Made | None = None
        self._shown: Wanted | None = None
        self.sheet, self.full = SaveSheet(), Shown(page)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.said = Said(_("Giving is kept: to whom, when, what."), "small", "muted", wraps=True)
        self.copy = Btn(_("Copy text"), "primary", "copy", _("Ctrl P"), height=44)
        self.save = Btn(_("Save PDF…"), "plain", "file-text", height=44)
        self.give = Btn(_("Give copy"), "primary", "printer", _("Ctrl P"), height=44)
        self.show_it = Btn(_("Show full screen"), "primary", "eye", _("Ctrl P"), height=44)
        line = row(self.said, self.save, self.copy, self.give, self.show_it)
        line.setStretch(0, 1)
        self.setLayout(line)

    def _connect(self) -> None:
        self.copy.clicked.connect(self._on_copy)
        self.give.clicked.connect(self._on_give)
        self.show_it.clicked.connect(self._on_show)
        self.save.clicked.connect(self._on_save)
        self.sheet.done.connect(self._on_where)
        QShortcut(QKeySequence("Ctrl+P"), self._page, self._on_primary)
        QShortcut(QKeySequence("Ctrl+S"), self._page, self._on_save)

    def wait(self) -> None:
        """Another paper is being made: nothing is given until it can be seen."""
        self._made = None
        for button in (self.copy, self.save, self.give, self.show_it):
            button.setEnabled(False)

    def show_made(self, made: Made) -> None:
        """What would be given now."""
        if self._shown is not None and self._shown != made.wanted:
            self.said.setText(_("Giving is kept: to whom, when, what."))
        self._made, self._shown = made, made.wanted
        is_text, is_card = not made.pictures, made.paper.kind is PaperKind.OFFICER_CARD
        for button, there in ((self.copy, is_text), (self.save, not is_text), (self.give, not is_text and not is_card)):
            button.setVisible(there)
            button.setEnabled(there)
        self.copy.setEnabled(bool(made.text))
        self.show_it.setVisible(is_card)
        self.show_it.setEnabled(is_card)
        self.give.setText(_("Give copy {n}").format(n=made.paper.copy_number))
        self.give.setAccessibleName(_("Give copy {n}: print it").format(n=made.paper.copy_number))
        self.give.updateGeometry()

    def forget(self) -> None:
        """Nothing of a case stays."""
        self._made = self._shown = None
        self.full.put_away()
        self.said.setText(_("Giving is kept: to whom, when, what."))

    def _on_primary(self) -> None:
        for button in (self.give, self.copy, self.show_it):
            if button.isVisible() and button.isEnabled():
                button.click()

    # -- printing

    def _on_give(self) -> None:
        """Print it: recorded first, so that no sheet leaves the printer that nobody wrote down."""
        made = self._made
        if made is None:
            return
        if not printing.has_printer():
            self.said.setText(_("No printer is set up on this computer. Save a PDF and print it elsewhere, or read it out."))
            return
        printer = printing.choose(self._page, _("Paper"))
        if printer is None:
            return

        def print_it(given: bytes) -> None:
            self._session.read(
                lambda: paperwork.for_print(made.paper),
                lambda pages: self._on_printed(made, given, sent=printing.send(printer, pages)),
            )

        self._session.do(lambda desk: paperwork.give(desk, made.wanted, made.paper, "printed"), print_it)

    def _on_printed(self, made: Made, given: bytes, *, sent: bool) -> None:
        number, youth = made.paper.copy_number, made.wanted.youth
        if sent:
            self.said.setText(_("Copy {n} printed, and recorded.").format(n=number))
            return
        self.said.setText(_("The printer took nothing. Copy {n} is recorded as never made.").format(n=number))
        self._session.do(lambda desk: paperwork.take_back(desk, youth, given, "not_made"))

    # -- saving

    def _on_save(self) -> None:
        if self._made is not None and self._made.pictures and self.isVisible():
            paper = self._made.paper
            day = full_date(paper.shred_by) if paper.shred_by else ""
            self.asked.emit()
            self.sheet.open_for(paper.copy_number, paper.recipient_name, day)

    def _on_where(self) -> None:
        if self._made is None:
            return
        proposed = f"paper-copy-{self._made.paper.copy_number}.pdf"  # names nobody
        name, _filter = QFileDialog.getSaveFileName(self._page, _("Save the paper"), proposed, "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the paper, and record that it was given."""
        made = self._made
        if made is None:
            return

        def saved(_given: bytes) -> None:
            self.sheet.close_sheet()
            self.said.setText(_("Copy {n} saved, and recorded.").format(n=made.paper.copy_number))

        def refused(error: BaseException) -> None:
            self.sheet.refuse(" ".join(words_for(error)))
            self.refused.emit()

        self._session.do(lambda desk: paperwork.give(desk, made.wanted, made.paper, "saved", path), saved, refused)

    # -- showing, copying

    def _on_show(self) -> None:
        """Recorded first, then shown for an officer to photograph (P13)."""
        made = self._made
        if made is not None:

            def show(_given: bytes) -> None:
                self.full.show_paper(made.paper)
                self.said.setText(_("Shown, and recorded."))

            self._session.do(lambda desk: paperwork.give(desk, made.wanted, made.paper, "shown"), show)

    def _on_copy(self) -> None:
        made = self._made
        if made is not None and made.text:
            clipboard.copy(made.text, self)
            told = _("Copied for 30 seconds, and recorded.")
            notice = _(
                "Copied for 30 seconds, and recorded. The notice itself is recorded with its contact, on the episode's page."
            )
            self.said.setText(notice if made.paper.kind is PaperKind.EMAIL_TEXT else told)
            self._session.do(lambda desk: paperwork.give(desk, made.wanted, made.paper, "copied"))
