"""Another passphrase: the one of now, the new one twice, and whether somebody else knows the old; then recovery words anew."""

from __future__ import annotations

from fieldapp.text import _
from ui.pages.forms import Sheet
from ui.pages.recovery_words import RecoveryWords
from ui.widgets.fields import Line
from ui.widgets.text import Said
from ui.widgets.ticks import Tick


class PassphraseSheet(Sheet):
    """Nothing typed here is kept when it closes."""

    def __init__(self) -> None:
        super().__init__(_("Change your passphrase"), _("Change"))

    def _fields(self) -> None:
        self.old = Line(_("Your passphrase of now"), secret=True)
        said = _("At least 15 characters, or five words. Any words and signs will do.")
        self.new, self.again = Line(_("The new one"), said, secret=True), Line(_("Once more"), secret=True)
        self.known = Tick(_("Somebody else may know the passphrase of now"))
        more = _("Then everything is encrypted anew, old backups go, and recovery words are made anew. It takes a moment.")
        self.state = Said("", "small", "muted")
        for each in (self.old, self.new, self.again, self.known, Said(more, "small", "muted", wraps=True), self.state):
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

    def value(self) -> tuple[str, str, bool]:
        """(old, new, whether others know the old one)."""
        return self.old.edit.text(), self.new.edit.text(), self.known.isChecked()

    def _emptied(self) -> None:
        self.known.setChecked(False)
        for each in (self.old, self.new, self.again):
            each.edit.clear()
            each.complain("")

    def _on_ok(self) -> None:
        if self.new.edit.text() != self.again.edit.text():
            self.again.complain(_("The two differ. Type the new one again."))
            return
        super()._on_ok()


class WordsSheet(Sheet):
    """Recovery words that nobody has on paper yet; put away without the tick, they are shown at the next unlock."""

    def __init__(self) -> None:
        super().__init__("", _("Done"))

    def _fields(self) -> None:
        self.words = RecoveryWords()
        self.body.addWidget(self.words)

    def show_words(self, sheets: tuple[str, ...], title: str) -> None:
        """Show what was made."""
        self.title.setText(title)
        self.words.show_sheets(sheets)
        self.show()

    def close_sheet(self) -> None:
        """Nothing of them stays in the window."""
        self.words.forget()
        super().close_sheet()

    def _on_ok(self) -> None:
        fault = self.words.fault()
        if fault:
            self.refuse(fault)
        else:
            super()._on_ok()
