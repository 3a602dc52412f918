"""The sheet for a photo: choose a picture file, say when it was taken; only its pixels are kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from fieldapp.text import _
from fieldapp.youth.model import Youth
from ui.pages.forms import beside
from ui.pages.people_sheets import is_it
from ui.pages.sections import SectionSheet
from ui.photo import Picture
from ui.widgets.buttons import Btn
from ui.widgets.fields import Field, Line
from ui.widgets.photo import Photo
from ui.widgets.text import Said, column, row


class PhotoSheet(SectionSheet):
    """`picked`: a file was chosen; the page has it read off the window's thread and gives back the picture."""

    picked = Signal(object)

    def __init__(self) -> None:
        self._picture: Picture | None = None
        super().__init__(_("Photo"), _("Keep"))

    def _fields(self) -> None:
        self.shown = Photo(b"", "", _("The chosen picture"), 96)
        self.choose = Btn(_("Choose a picture…"), "plain", "folder")
        self.choose.clicked.connect(self._on_choose)
        self.taken, self.liked = (
            Line(_("Taken on"), _("As 2026-08-15; empty if nobody knows.")),
            is_it(_("Does the youth like it?")),
        )
        note = _("JPEG or PNG, up to 25 MB. The place and device that a phone writes into a picture are not kept.")
        self.said = Said(note, "small", "muted", wraps=True)
        right = row(beside(self.taken, Field(_("Does the youth like it?"), self.liked)), None)
        self.body.addLayout(row(self.shown, column(row(self.choose, None), 4, self.said, 4, right), gap=16))

    def open_for(self, youth: Youth) -> None:
        """Empty: a new photo joins the earlier ones."""
        del youth
        self._picture = None
        self.shown.show_picture(b"")
        self.taken.edit.clear()
        self.liked.choose("no")
        self.show()
        self.choose.setFocus()

    def take(self, picture: Picture) -> None:
        """Show the picture that was read."""
        self._picture = picture
        self.fault.setText("")
        self.shown.show_picture(picture.content)
        self.taken.edit.setFocus()

    def value(self) -> tuple[Picture, str | None, bool] | None:
        """(picture, day, liked); None where nothing was chosen."""
        if self._picture is None:
            return None
        return self._picture, self.taken.text() or None, self.liked.value() == "yes"

    def close_sheet(self) -> None:
        """The picture is let go."""
        self._picture = None
        self.shown.show_picture(b"")
        super().close_sheet()

    def _on_choose(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, _("Photo"), "", _("Pictures (*.jpg *.jpeg *.png)"))
        if name:
            self.picked.emit(Path(name))

    def _on_ok(self) -> None:
        if self._picture is None:
            self.refuse(_("No picture is chosen yet. Choose a picture file first."))
            self.choose.setFocus()
            return
        super()._on_ok()
