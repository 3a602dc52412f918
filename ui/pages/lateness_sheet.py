"""Why a notice was late, where it was recorded without its reason: one line, added afterwards (P41)."""

from __future__ import annotations

from fieldapp.agenda.model import Line
from fieldapp.text import _, span
from ui.pages.forms import Sheet
from ui.widgets.fields import Line as TextLine


class LatenessSheet(Sheet):
    """Asks for one reason; who adds it and when stands beside it."""

    def __init__(self) -> None:
        self._notice = b""
        super().__init__(_("Why was it late?"), _("Keep"))

    def _fields(self) -> None:
        self.reason = TextLine(_("Why it was late"), _("Shown beside the hours with your name and this hour, never a grade."))
        self.body.addWidget(self.reason)

    def open_for(self, line: Line, name: str) -> None:
        """Ask about the notice that settled a line too late."""
        if line.late_notice is None:
            return
        self._notice = line.late_notice.entry
        self.title.setText(_("{who}: why was it {span} late?").format(who=name, span=span(line.late_by or 0)))
        self.reason.edit.clear()
        self.fault.setText("")
        self.show()
        self.reason.edit.setFocus()

    def value(self) -> tuple[bytes, str]:
        """(the notice's entry, why)."""
        return self._notice, self.reason.text()
