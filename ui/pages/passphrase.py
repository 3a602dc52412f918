"""Another passphrase: the one of now, the new one twice."""

from __future__ import annotations

from fieldapp.text import _
from ui.pages.forms import Sheet
from ui.widgets.fields import Line
from ui.widgets.text import Said


class PassphraseSheet(Sheet):
    """Nothing typed here is kept when it closes."""

    def __init__(self) -> None:
        super().__init__(_("Change your passphrase"), _("Change"))

    def _fields(self) -> None:
        self.old = Line(_("Your passphrase of now"), secret=True)
        said = _("At least 15 characters, or five words. Any words and signs will do.")
        self.new, self.again = Line(_("The new one"), said, secret=True), Line(_("Once more"), secret=True)
        self.state = Said("", "small", "muted")
        for each in (self.old, self.new, self.again, self.state):
            self.body.addWidget(each)

    def open(self) -> None:
        """Begin."""
        self._emptied()
        self.ready()
        self.show()
        self.old.edit.setFocus()

    def busy(self) -> None:
        """While the new one is worked in, which takes a second by design."""
        self.state.setText(_("Working the new passphrase in …"))
        self.ok.setEnabled(False)

    def ready(self) -> None:
        """It can be pressed again."""
        self.state.setText("")
        self.ok.setEnabled(True)

    def close_sheet(self) -> None:
        """Put it away."""
        self._emptied()
        super().close_sheet()

    def value(self) -> tuple[str, str]:
        """(old, new)."""
        return self.old.edit.text(), self.new.edit.text()

    def _emptied(self) -> None:
        for each in (self.old, self.new, self.again):
            each.edit.clear()
            each.complain("")

    def _on_ok(self) -> None:
        if self.new.edit.text() != self.again.edit.text():
            self.again.complain(_("The two differ. Type the new one again."))
            return
        super()._on_ok()
