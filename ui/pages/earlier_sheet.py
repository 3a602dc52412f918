"""What was stated of a section before, and taking its last value back with a reason."""

from __future__ import annotations

from fieldapp.desk.youthfile import Version
from fieldapp.text import _, long_moment
from ui.pages.forms import Sheet
from ui.widgets.cards import Chip, Hairline
from ui.widgets.fields import Line
from ui.widgets.text import Said, Two, column, emptied, row


class EarlierSheet(Sheet):
    """Newest first; nothing of it is ever lost."""

    def __init__(self) -> None:
        self._subject = ""
        super().__init__(_("Earlier"), _("Take back the last"))

    def _fields(self) -> None:
        self._held = column()
        self.body.addLayout(self._held)
        self.reason = Line(_("Why it is taken back"), _("The value before counts again. Both stay here to be read."))
        self.body.addWidget(self.reason)

    def show_versions(self, subject: str, title: str, versions: tuple[Version, ...]) -> None:
        """Show what was stated."""
        self._subject = subject
        self.title.setText(_("Earlier: {what}").format(what=title))
        self.reason.edit.clear()
        emptied(self._held)
        for each in versions:
            said = _("{when}, {who}").format(when=long_moment(each.at), who=each.by)
            said += f" · {each.reason}" if each.reason else ""
            counts = [Chip(_("counts now"), "green", "check")] if each.counts else []
            self._held.addWidget(Hairline())
            line = row(Two(Said(each.words, "body").cut(), Said(said, "small", "muted")), *counts, margins=(0, 6, 0, 6))
            line.setStretch(0, 1)
            self._held.addLayout(line)
        self.show()
        self.reason.edit.setFocus()

    def value(self) -> tuple[str, str]:
        """(subject, reason)."""
        return self._subject, self.reason.text()
