"""Parts of the call page: who of the caseload sounds the same, what the police know, and danger now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.desk.calling import Match
from fieldapp.text import _, moment
from ui.pages.forms import as_bool, show_bool
from ui.widgets.buttons import Btn, Choices
from ui.widgets.cards import Card
from ui.widgets.fields import Line
from ui.widgets.text import Icon, Said, column, emptied, holding, row


class MatchStrip(Card):
    """Somebody of one's own who sounds the same, by initials; proposed, never taken."""

    chosen = Signal(object)
    """A match, or None when it is taken back."""

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0, fill="bg")
        self.match: Match | None = None
        self._offered: tuple[Match, ...] = ()
        self.hide()

    def offer(self, matches: tuple[Match, ...]) -> None:
        """Propose; nothing while one is chosen."""
        if self.match is None:
            self._offered = matches
            self._show()

    def choose(self, match: Match | None) -> None:
        """Show whose record the call goes to."""
        self.match = match
        self._offered = ()
        self._show()

    def take_first(self) -> bool:
        """Enter on the name: the one proposed, if it is the only one."""
        if len(self._offered) != 1:
            return False
        self._take(self._offered[0])
        return True

    def _show(self) -> None:
        emptied(self.body)
        for each in (self.match,) if self.match else self._offered:
            self.body.addWidget(self._line(each))
        self.setVisible(bool(self.match or self._offered))

    def _line(self, match: Match) -> QWidget:
        chosen = match is self.match
        said = _("This call goes to the record of {who}.") if chosen else _("One of yours sounds the same: {who}.")
        button = Btn(_("Not this youth") if chosen else _("This is the youth"), "quiet", height=28)
        button.setAccessibleName(f"{button.text()}: {match.words}")
        button.clicked.connect(partial(self._take, None if chosen else match))
        icon = Icon("check" if chosen else "corner-down-left", "green" if chosen else "muted")
        words = Said(said.format(who=match.words), "body", "text" if chosen else "muted")
        line = row(icon, 4, words, button, self._note(match, chosen=chosen))
        line.setContentsMargins(12, 4, 14, 4)
        line.setStretch(4, 1)
        return holding(line)

    @staticmethod
    def _note(match: Match, *, chosen: bool) -> Said:
        if match.missing_since is not None:
            words = _("Missing since {when}: the same search.").format(when=moment(match.missing_since))
        else:
            words = "" if chosen else _("Joining later keeps the clock and this call.")
        return Said(words, "small", "muted").cut()

    def _take(self, match: Match | None) -> None:
        self.choose(match)
        self.chosen.emit(match)


class PoliceRow(QWidget):
    """Told or not; yes opens agency, number and by whom in the same row."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        options = (("yes", _("Yes")), ("no", _("No")), ("", _("Not known")))
        self.told = Choices(_("Have the police been told?"), options, ticks=True)
        self.agency = Line(_("Agency"))
        self.number = Line(_("Their number"), placeholder=_("none given"))
        self.by = Line(_("Told by"), placeholder=_("caregiver"))
        fields = row(self.agency, self.number, self.by, gap=12)
        for place, share in enumerate((27, 12, 13)):
            fields.setStretch(place, share)
        self.more = holding(fields)
        line = row(self.told, 12, self.more)
        line.setStretch(2, 1)
        line.setAlignment(self.told, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(line)
        self.told.chosen.connect(self._on_told)
        for each in (self.agency, self.number, self.by):
            each.edit.textEdited.connect(lambda _text: self.edited.emit())

    def show_known(self, *, told: bool | None, agency: str, number: str, by: str) -> None:
        """Show what is known."""
        show_bool(self.told, told)
        for line, text in ((self.agency, agency), (self.number, number), (self.by, by)):
            line.show_text(text)
        self.more.setVisible(told is True)

    def value(self) -> bool | None:
        """Yes, no, or not known."""
        return as_bool(self.told)

    def _on_told(self, value: str) -> None:
        self.more.setVisible(value == "yes")
        if value == "yes":
            self.agency.edit.setFocus()
        self.edited.emit()


class DangerRow(QWidget):
    """Danger now; yes shows whom to call first."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        options = (("yes", _("Yes")), ("no", _("No")), ("", _("Not known")))
        self.danger = Choices(_("Danger now?"), options, ticks=True)
        self.hint = Said(_("Yes shows whom to call first, before anything else."), "body", "muted")
        self._first = column(gap=2)
        self.strip = Card(self._first, margin=12).inked("amber_soft", "amber")
        self.strip.hide()
        self._numbers: tuple[tuple[str, str, str], ...] = ()
        self.setLayout(column(row(self.danger, 12, self.hint, None), 0, self.strip, gap=4))
        self.danger.chosen.connect(self._on_danger)

    def know(self, numbers: tuple[tuple[str, str, str], ...]) -> None:
        """Whom to call: (name, number, hours)."""
        self._numbers = numbers
        self._tell()

    def show_known(self, *, danger: bool | None) -> None:
        """Show what is known."""
        show_bool(self.danger, danger)
        self._tell()

    def value(self) -> bool | None:
        """Yes, no, or not known."""
        return as_bool(self.danger)

    def _on_danger(self, _value: str) -> None:
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        emptied(self._first)
        danger = self.value() is True
        self.hint.setVisible(not danger)
        self.strip.setVisible(danger)
        if not danger:
            return
        said = _("Call first, before anything else. The time of this page is kept.")
        self._first.addLayout(row(Icon("phone-call", "amber"), 4, Said(said, "strong", "amber"), None))
        for name, number, hours in self._numbers:
            self._first.addLayout(row(30, Said(number, "strong"), 4, Said(name), Said(hours, "small", "muted"), None))
