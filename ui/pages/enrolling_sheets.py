"""The sheets of enrolling: a laptop by its eight words, another term, the office key, and a laptop that is lost."""

from __future__ import annotations

from datetime import date

from fieldapp import clock
from fieldapp.desk.enrolled import Enrolled, Laptop
from fieldapp.desk.enrolling import Newcomer
from fieldapp.text import _, moment
from ui.pages.forms import Sheet
from ui.pages.roles import role_words
from ui.pages.terms import term_words
from ui.widgets.buttons import Choices
from ui.widgets.fields import Day, Line
from ui.widgets.text import Said, column, emptied, row


class EnrollSheet(Sheet):
    """Eight words, compared aloud or in person; they cannot be skipped, and the card's own are not shown here."""

    def __init__(self) -> None:
        super().__init__(_("Enroll a laptop"), _("Enroll"))

    def _fields(self) -> None:
        self.whose = Said("", "lead")
        said = _("Ask the person to read their eight words to you, and type them as you hear them.")
        self.words = Line(_("Eight words"), said)
        self.until = Day(_("Good until"), clock.day(0), _("For a laptop that is only lent, the day that it goes back."))
        self.body.addWidget(self.whose)
        self.body.addWidget(self.words)
        self.body.addLayout(row(self.until, None))

    def open_for(self, card: Newcomer, last: date) -> None:
        """Show whose card it is. last: the day that is offered."""
        self.whose.setText(_("{name}, {role}").format(name=card.name, role=role_words(card.role)))
        self.until.show_day(last)
        self.words.edit.clear()
        self.fault.setText("")
        self.show()
        self.words.edit.setFocus()

    def value(self) -> tuple[tuple[str, ...], date]:
        """The words as typed, and the last day."""
        return tuple(self.words.text().lower().replace(",", " ").split()), self.until.day()


class RenewSheet(Sheet):
    """Somebody's enrollment, until another day."""

    def __init__(self) -> None:
        super().__init__(_("Renew an enrollment"), _("Renew"))

    def _fields(self) -> None:
        self.whose, self.now = Said("", "lead"), Said("", "body", "muted", wraps=True)
        said = _("Records written after that day are kept, and count once it is renewed. An earlier day ends it then.")
        self.until = Day(_("Good until"), clock.day(0), said)
        for each in (self.whose, self.now, self.until):
            self.body.addWidget(each)

    def open_for(self, whose: Enrolled, last: date) -> None:
        """Show whose it is, and until when. last: the day that is offered."""
        self.whose.setText(whose.name)
        self.now.setText(term_words(whose.term) or _("It has no end now."))
        self.until.show_day(last)
        self.fault.setText("")
        self.show()
        self.until.edit.setFocus()

    def value(self) -> date:
        """The last day."""
        return self.until.day()


class OfficeKeySheet(Sheet):
    """The passphrase that the agency gave with its office key."""

    def __init__(self) -> None:
        super().__init__(_("Open the office key"), _("Open"))

    def _fields(self) -> None:
        self.file = Said("", "lead")
        said = _("Your agency's administrator gave it to you with the file, by another way. It is not your own passphrase.")
        self.passphrase = Line(_("Passphrase of the office key"), said, secret=True)
        self.body.addWidget(self.file)
        self.body.addWidget(self.passphrase)

    def open_for(self, name: str) -> None:
        """Show which file it is."""
        self.file.setText(name)
        self.passphrase.edit.clear()
        self.fault.setText("")
        self.show()
        self.passphrase.edit.setFocus()

    def close_sheet(self) -> None:
        """Put it away; what was typed goes."""
        self.passphrase.edit.clear()
        super().close_sheet()

    def value(self) -> str:
        """The passphrase as typed."""
        return self.passphrase.edit.text()


class LostSheet(Sheet):
    """A laptop that is lost, stolen or no longer trusted: nothing that it sends is taken any more."""

    def __init__(self) -> None:
        super().__init__(_("A laptop is lost"), _("Revoke it"))

    def _fields(self) -> None:
        self.whose = Said("", "lead")
        said = _(
            "From now on nothing that this laptop sends is taken in, and nothing is sent to it. What it sent before stays."
            " Whoever has it and knows its passphrase can still read what is on it. This cannot be taken back; the next laptop,"
            " or this one found and restored, is enrolled by its eight words."
        )
        self._which = column()
        self.body.addWidget(self.whose)
        self.body.addWidget(Said(said, "body", "muted", wraps=True))
        self.body.addLayout(self._which)

    def open_for(self, whose: Enrolled) -> None:
        """Show whose it is, and where they have several, which."""
        self.whose.setText(whose.name)
        self.fault.setText("")
        emptied(self._which)
        options = tuple((each.device, _laptop_words(each)) for each in whose.laptops)
        self.laptop = Choices(_("Which laptop"), options, height=32)
        if len(options) == 1:
            self.laptop.choose(options[0][0])
        self._which.addWidget(self.laptop)
        self.show()  # and nothing of it has the focus: Enter must not revoke a laptop

    def value(self) -> str:
        """The device."""
        return self.laptop.value()

    def _on_ok(self) -> None:
        if self.value():
            super()._on_ok()
        else:
            self.refuse(_("Choose which of them."))


def _laptop_words(each: Laptop) -> str:
    enrolled = _("enrolled {when}").format(when=moment(each.enrolled))
    heard = _("last record {when}").format(when=moment(each.heard)) if each.heard else _("nothing came of it yet")
    return f"{enrolled}, {heard}"
