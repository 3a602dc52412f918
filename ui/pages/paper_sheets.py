"""What is asked beside a paper, in place of its lists: who gets it, which youths are named, who decided, where it is saved."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton, QScrollArea

from fieldapp.desk.readers import Recipient, Recipients
from fieldapp.report.model import Asked
from fieldapp.text import _, ngettext
from ui.pages.forms import Sheet
from ui.widgets.fields import Line
from ui.widgets.text import Said, column, emptied, holding, row
from ui.widgets.ticks import Tick


class RecipientSheet(Sheet):
    """Who gets the paper: an office of the directory, a contact that may be told, and the person there by name."""

    def __init__(self) -> None:
        self._found: list[tuple[QRadioButton, Recipient]] = []
        super().__init__(_("Who gets it"), _("Use"))

    def _fields(self) -> None:
        self.rows = column(gap=4)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holding(self.rows))
        area.setAccessibleName(_("Who can get it"))
        self.named = Line(_("Person there"), _("Name, badge or desk, as it will stand on the paper. May stay empty."))
        self.limit = Said("", "small", "red", wraps=True)
        self.body.addWidget(area, 1)
        self.body.addWidget(self.limit)
        self.body.addWidget(self.named)

    def open_for(self, found: Recipients, reader: str, name: str) -> None:
        """List who can get this kind of paper."""
        emptied(self.rows)
        self._found = []
        for each in found.listed:
            button = QRadioButton(each.name)
            button.setChecked((each.reader, each.name) == (reader, name))
            button.setAccessibleDescription(each.note)
            self.rows.addWidget(button)
            if each.note:
                self.rows.addLayout(row(Said(each.note, "small", "muted", wraps=True), margins=(28, 0, 0, 4)))
            self._found.append((button, each))
        if self._found and not any(button.isChecked() for button, _each in self._found):
            self._found[0][0].setChecked(True)
        self.rows.addStretch(1)
        said = ngettext(
            "{n} contact is not listed: they must not be told, or only through an attorney.",
            "{n} contacts are not listed: they must not be told, or only through an attorney.",
            found.withheld,
        )
        self.limit.setText(said.format(n=found.withheld) if found.withheld else "")
        self.limit.setVisible(bool(found.withheld))
        self.named.edit.clear()
        self.show()
        next((button for button, _each in self._found if button.isChecked()), self.named.edit).setFocus()

    def value(self) -> tuple[Recipient, str] | None:
        """(whom, the name that stands on the paper)."""
        chosen = next((each for button, each in self._found if button.isChecked()), None)
        if chosen is None:
            return None
        return chosen, ", ".join(part for part in (chosen.name, self.named.text()) if part)


class MinorsSheet(Sheet):
    """Other youths are named line by line, and only to police (P21)."""

    def __init__(self) -> None:
        self._boxes: list[Tick] = []
        super().__init__(_("Which other youths are named"), _("Use"))

    def _fields(self) -> None:
        said = _("Whoever is not picked stands on the paper as “another youth”.")
        self.rows = column(gap=6)
        self.body.addWidget(Said(said, "body", "muted", wraps=True))
        self.body.addLayout(self.rows)
        self.body.addStretch(1)

    def open_for(self, asked: Asked, picked: frozenset[str]) -> None:
        """Show the names, to this person alone."""
        emptied(self.rows)
        self._boxes = []
        for place, name in enumerate(asked.items):
            box = Tick(name)
            box.setChecked(f"{asked.field}/{place}" in picked)
            self.rows.addWidget(box)
            self._boxes.append(box)
        self.show()
        if self._boxes:
            self._boxes[0].setFocus()

    def value(self) -> tuple[int, ...]:
        """The places of those that are named."""
        return tuple(place for place, box in enumerate(self._boxes) if box.isChecked())


class DecidedSheet(Sheet):
    """A photo that goes to NCMEC may be published: who decided that (P28)."""

    def __init__(self) -> None:
        super().__init__(_("A photo sent to NCMEC may be published"), _("Use the photo"))

    def _fields(self) -> None:
        said = _("A poster can stay on the internet after the youth is back. Write down who decided that NCMEC gets the photo.")
        self.who = Line(_("Who decided"))
        self.body.addWidget(Said(said, "body", wraps=True))
        self.body.addWidget(self.who)
        self.body.addStretch(1)

    def open_for(self, who: str) -> None:
        """Ask, with who decided before."""
        self.who.edit.setText(who)
        self.show()
        self.who.edit.setFocus()

    def value(self) -> str:
        """Who decided."""
        return self.who.text()


class SaveSheet(Sheet):
    """Saving is on purpose: what protection ends, before a folder is asked for."""

    def __init__(self) -> None:
        super().__init__(_("Save a copy as a file"), _("Choose where…"))

    def _fields(self) -> None:
        ends = _("Inside this app the paper is encrypted. The file will not be: whoever has it can read it.")
        after = _(
            "Choose a folder that no cloud copies, or a stick that you carry. Send it, then delete it; from a disk that is not "
            "encrypted a deleted file may still be recovered."
        )
        self.copy = Said("", "strong", wraps=True)
        self.body.addWidget(Said(_("What ends here"), "small_strong", "amber"))
        self.body.addWidget(Said(ends, "body", wraps=True))
        self.body.addWidget(Said(after, "body", "muted", wraps=True))
        self.body.addWidget(self.copy)
        self.body.addStretch(1)

    def open_for(self, number: int, who: str, until: str) -> None:
        """Say which copy it will be."""
        said = _("It is recorded as copy {n} for {who}, to be shredded by {day}.")
        self.copy.setText(said.format(n=number, who=who, day=until))
        self.show()
        self.ok.setFocus()
