"""What stands in place of the script where it cannot be said: the words for a machine, and the way after a refusal (P7, P9)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.desk.callfile import Callfile
from fieldapp.text import _
from ui.pages.call_script import read_out
from ui.widgets.buttons import Choices
from ui.widgets.cards import Card, CardHead, Hairline
from ui.widgets.fields import Words
from ui.widgets.text import Said, column, emptied, holding


class MachineCard(Card):
    """A message: no name of a youth and no reason."""

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0)
        self.words, self.mind = read_out(), Said("", "body", "amber", wraps=True)
        self.body.addWidget(CardHead(_("On a machine"), _("no name of the youth, no reason, no office"), "message-square"))
        self.body.addWidget(Hairline())
        never = _("Not on a machine: the youth’s name, that anybody is missing, why you call. Others may listen to it.")
        after = Said(
            _("A message is not yet a notice: it stays open, and “Call again” says when to try."), "body", "muted", wraps=True
        )
        parts = (self.words, self.mind, Said(never, "body", "muted", wraps=True), after)
        self.body.addWidget(holding(column(*parts, gap=12, margins=(16, 16, 16, 16))))
        self.body.addStretch(1)

    def show_call(self, call: Callfile) -> None:
        """The words; and a warning where nobody knows whether a message is safe."""
        self.words.setText(call.machine)
        warning = _("Nobody has said that a message is safe with {who}. Hang up instead, and try again.")
        self.mind.setText("" if call.whom.machine_ok else warning.format(who=call.whom.name))
        self.mind.setVisible(not call.whom.machine_ok)

    def forget(self) -> None:
        """Nothing of it stays."""
        self.words.setText("")
        self.mind.setText("")


class RefusalCard(Card):
    """Refused: what may be read out, with its law; who and why; and what comes next. The line stays open."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0)
        self.words = read_out()
        self._laws = column(gap=4)
        self.why = Words(_("Why they refuse, in their words"), height=56)
        self.why.edit.textChanged.connect(self.changed)
        self.next = Choices(_("Next step"), (), height=32)
        self._choices = column(self.next)
        self.body.addWidget(CardHead(_("You may read out"), _("it stays open"), "scale"))
        self.body.addWidget(Hairline())
        said = holding(column(self.words, self._laws, gap=10, margins=(16, 14, 16, 8)))
        asked = column(self.why, Said(_("Next step"), "small_strong", "muted"), self._choices, gap=6, margins=(16, 4, 16, 14))
        self.body.addWidget(said)
        self.body.addLayout(asked)
        self.body.addStretch(1)

    def show_call(self, call: Callfile, why: str, chosen: str) -> None:
        """The words for this recipient, and the next steps that there are."""
        self.words.setText(call.refused)
        emptied(self._laws)
        for law, said in call.laws:
            self._laws.addWidget(Said(f"{law}: {said}", "small", "muted", wraps=True))
        self.why.edit.setPlainText(why)
        self.why.complain("")
        emptied(self._choices)
        self.next = Choices(_("Next step"), next_steps(call), height=32)
        self.next.chosen.connect(self.changed)
        if chosen:
            self.next.choose(chosen)
        self._choices.addWidget(self.next)

    def forget(self) -> None:
        """Nothing of it stays."""
        self.words.setText("")
        self.why.edit.clear()

    def lacks(self) -> tuple[QWidget, str] | None:
        """What has to be there before it can be recorded."""
        if not self.why.text():
            return self.why, _("Write in a few words why: a refusal needs its reason.")
        return (self.next, _("Choose the next step.")) if not self.next.value() else None


def next_steps(call: Callfile) -> tuple[tuple[str, str], ...]:
    """After a refusal; another agency where the county file has its number."""
    another = (("another_agency", _("Call another agency")),) if len(call.whom.by("phone")) > 1 else ()
    return (
        ("their_supervisor", _("Their supervisor")),
        *another,
        ("our_supervisor", _("My supervisor")),
        ("call_again", _("Call again")),
    )
