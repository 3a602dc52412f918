"""Steps that somebody declined since Friday, and why: what a supervisor confirms or sends back, beside the exceptions (P40)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from fieldapp.desk.mondayfile import MondayFile
from fieldapp.determine.model import Declined
from fieldapp.text import _, initials, language, moment
from ui.pages.forms import Sheet
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, Card, CardHead, Hairline
from ui.widgets.fields import Line
from ui.widgets.text import Said, Two, row

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Ways:
    """What the buttons of a row do."""

    open: Callable[[str], None]
    confirm: Callable[[Declined], None]
    send_back: Callable[[Declined], None]


class SendBackSheet(Sheet):
    """A declined step is proposed again, with a few words to whoever declined it."""

    def __init__(self) -> None:
        self._youth = self._rule = ""
        super().__init__(_("Send back"), _("Send back"))

    def _fields(self) -> None:
        self.note = Line(_("What is still to be done or thought of"), _("Stands beside the step, which is proposed again."))
        self.body.addWidget(self.note)

    def open_for(self, declined_step: Declined) -> None:
        """Ask about one step."""
        self._youth, self._rule = declined_step.youth, declined_step.rule
        self.title.setText(_("Send back: {what}").format(what=_title(declined_step)))
        self.fault.setText("")
        self.note.edit.clear()
        self.show()
        self.note.edit.setFocus()

    def value(self) -> tuple[str, str, str]:
        """(youth, rule, note)."""
        return self._youth, self._rule, self.note.text()


def declined(found: MondayFile, ways: Ways) -> Card:
    """By youth in initials: which step, the reason, who declined it, and what the supervisor makes of it."""
    listed = found.monday.declined
    card = Card(CardHead(_("Declined steps"), str(len(listed)), "x"), margin=0, gap=0)
    for each in listed[:_SHOWN]:
        reason = _("“{reason}”").format(reason=each.reason)
        who = Two(Said(_title(each), "strong", wraps=True), Said(reason, "small", "muted", wraps=True))
        by = Two(Said(found.names.get(each.by, "?"), "body", wraps=True), Said(moment(each.at), "small", "muted"))
        line = row(Avatar(initials(each.name)), 4, who, by, *_buttons(each, ways), margins=(16, 8, 12, 8))
        line.setStretch(2, 3)
        line.setStretch(3, 1)
        card.body.addWidget(Hairline())
        card.body.addLayout(line)
    return card


def _title(each: Declined) -> str:
    return each.title_es if language() == "es" else each.title_en


def _buttons(each: Declined, ways: Ways) -> list[QWidget]:
    who, what = initials(each.name), _title(each)
    button = Btn(_("Open"), "plain", height=32)
    button.setAccessibleName(_("Open the next steps of {who}: {what}").format(who=who, what=what))
    button.clicked.connect(lambda: ways.open(each.youth))
    if each.confirmed:
        return [Said(_("confirmed"), "small_strong", "green"), button]
    back, yes = Btn(_("Send back…"), "quiet", height=32), Btn(_("Confirm"), "plain", "check", height=32)
    back.setAccessibleName(_("Send back, {who}: {what}").format(who=who, what=what))
    yes.setAccessibleName(_("Confirm, {who}: {what}").format(who=who, what=what))
    back.clicked.connect(lambda: ways.send_back(each))
    yes.clicked.connect(lambda: ways.confirm(each))
    return [back, yes, button]
