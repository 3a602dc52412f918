"""What the page of a record in the wrong youth is put together from: what goes, whose it is, who has it; and what waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.desk.calling import Match
from fieldapp.desk.withdrawnfile import Loose, Waiting, Withdrawal
from fieldapp.desk.wrongyouthfile import Going, Preview
from fieldapp.text import _, long_moment, ngettext
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, Card, CardHead, Chip, Hairline
from ui.widgets.fields import Line
from ui.widgets.text import Icon, Said, Two, column, emptied, holding, row

_SHOWN, _LISTED = 40, 8


class RightYouth(Card):
    """Whose it is: looked up, chosen, or nobody's. `chosen`: a record's id, "" for nobody · `typed`: looked up."""

    chosen = Signal(str)
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0)
        self.youth = ""
        self.line = Line(_("Name, or a number of the record"))
        self.line.edit.textEdited.connect(self.typed)
        self._found, self._said = column(gap=4), Said("", "body", "muted", wraps=True)
        self.body.addWidget(CardHead(_("Whose it is"), "", "user"))
        self.body.addWidget(Hairline())
        self.body.addLayout(column(self.line, self._found, self._said, gap=8, margins=(16, 10, 16, 12)))
        self.forget()

    def forget(self) -> None:
        """Nobody is chosen."""
        self.youth = ""
        self.line.edit.clear()
        emptied(self._found)
        self._said.setText(_("Nobody chosen: it is withdrawn, and written anew nowhere."))

    def show_found(self, found: Sequence[tuple[str, Match]]) -> None:
        """Whom the typed words fit."""
        emptied(self._found)
        for name, match in found:
            button = Btn(_("This youth"), "plain", height=28)
            button.setAccessibleName(_("It is this youth: {who}").format(who=name))
            button.clicked.connect(partial(self._on_chosen, name, match))
            line = row(Two(Said(name, "strong").cut(), Said(match.words, "small", "muted").cut()), button, gap=8)
            line.setStretch(0, 1)
            self._found.addLayout(line)
        if self.line.text() and not found:
            self._found.addWidget(Said(_("Nobody in this store fits."), "body", "muted", wraps=True))

    def _on_chosen(self, name: str, match: Match) -> None:
        self.youth = match.youth
        emptied(self._found)
        other = Btn(_("Somebody else"), "quiet", height=28)
        other.clicked.connect(self._on_other)
        line = row(
            Icon("user-check", "green"), 4, Two(Said(name, "strong").cut(), Said(match.words, "small", "muted").cut()), other
        )
        line.setStretch(2, 1)
        self._found.addLayout(line)
        self.line.hide()
        self._said.setText(_("Written anew there under your name, with the times and authors of before; no word of this youth."))
        self.chosen.emit(self.youth)

    def _on_other(self) -> None:
        self.line.show()
        self.forget()
        self.line.edit.setFocus()
        self.chosen.emit("")


def going(found: Preview) -> Card:
    """What is withdrawn, newest first, and what becomes of each."""
    count = ngettext("{n} record", "{n} records", len(found.going)).format(n=len(found.going))
    anew = _("{count}, {n} written anew").format(count=count, n=found.anew) if found.to else count
    card = Card(
        CardHead(_("What is withdrawn from {initials}").format(initials=found.initials), anew, "rotate-ccw"), margin=0, gap=0
    )
    for each in found.going[:_SHOWN]:
        card.body.addWidget(Hairline())
        card.body.addWidget(_going(each, moved=bool(found.to)))
    if len(found.going) > _SHOWN:
        rest = len(found.going) - _SHOWN
        words = ngettext("and {n} more that hangs on it", "and {n} more that hang on it", rest).format(n=rest)
        card.body.addWidget(Hairline())
        card.body.addLayout(row(Said(words, "body", "muted"), None, margins=(16, 8, 16, 8)))
    return card


def _going(each: Going, *, moved: bool) -> QWidget:
    by = _("{who}, {when}").format(who=each.who, when=long_moment(each.at))
    words = Two(Said(each.title, "body").cut(), Said(by, "small", "muted").cut())
    line = row(words, margins=(16, 6, 16, 6))
    line.setStretch(0, 1)
    if moved and each.why:
        said = Said(_("not moved: {why}").format(why=each.why), "small", "muted", wraps=True)
        said.setFixedWidth(200)
        line.addWidget(said)
    elif moved:
        line.addWidget(Chip(_("written anew"), "green", "check"))
    return holding(line)


def elsewhere(found: Preview) -> list[Card]:
    """Who knows of it already, which papers may carry it, and who has it: that stays, and somebody must see to it."""
    papers = tuple(f"{each.title} · {each.words} · {each.state}" for each in found.papers)
    holds = (*found.holds, *((_("Backups in {place}").format(place=found.backups),) if found.backups else ()))
    return [
        _listed(_("Told already"), "phone-call", found.told, _("Nobody was told anything of this.")),
        _listed(_("Papers that may carry it"), "file-text", papers, _("No paper was given since.")),
        _listed(_("Who has it"), "hard-drive", holds, _("It has not left this laptop.")),
    ]


def _listed(title: str, icon: str, lines: Iterable[str], nothing: str) -> Card:
    held = list(lines)
    card = Card(CardHead(title, str(len(held) or ""), icon), margin=0, gap=0)
    card.body.addWidget(Hairline())
    said = [Said(each, "body", wraps=True) for each in held[:_LISTED]] or [Said(nothing, "body", "muted", wraps=True)]
    if len(held) > _LISTED:
        said.append(Said(_("… and {n} more").format(n=len(held) - _LISTED), "small", "muted"))
    card.body.addLayout(column(*said, gap=6, margins=(16, 8, 16, 10)))
    return card


# -- what waits


@dataclass(frozen=True, slots=True)
class Ways:
    """What the buttons of the list do: to a youth's history, to putting back, to destroying, to deciding on what is loose."""

    history: Callable[[str], None]
    back: Callable[[Withdrawal], None]
    destroy: Callable[[Withdrawal], None] | None
    decide: Callable[[Loose], None]


def waiting(found: Waiting, ways: Ways) -> list[Card]:
    """Everything that was withdrawn and is not put back or destroyed, and what somebody has yet to decide on."""
    cards = [_loose(each, ways) for each in found.loose] + [_withdrawal(each, ways) for each in found.withdrawals]
    nothing = _("Nothing waits. What was entered in the wrong youth is chosen in that youth's history.")
    return cards or [Card(Said(nothing, "body", "muted", wraps=True))]


def _withdrawal(each: Withdrawal, ways: Ways) -> Card:
    count = ngettext("{n} record withdrawn", "{n} records withdrawn", len(each.entries)).format(n=len(each.entries))
    moved = Chip(_("written anew elsewhere"), "green", "check") if each.moved else Chip(_("written anew nowhere"), "muted")
    by = _("{who}, {when}: {why}").format(who=each.who, when=long_moment(each.at), why=each.reason)
    back = Btn(_("Put back…"), "plain", "rotate-ccw", height=32)
    back.setAccessibleName(_("Put back what was withdrawn from {who}").format(who=each.initials))
    back.clicked.connect(lambda: ways.back(each))
    buttons: list[QWidget] = [_history(each.youth, each.initials, ways), back]
    destroy = ways.destroy
    if destroy is not None:
        button = Btn(_("Destroy…"), "plain", "trash-2", height=32)
        button.setAccessibleName(_("Destroy what was withdrawn from {who}").format(who=each.initials))
        button.clicked.connect(lambda: destroy(each))
        buttons.append(button)
    return _card(each.initials, count, by, [moved], buttons)


def _loose(each: Loose, ways: Ways) -> Card:
    count = ngettext("{n} record to be decided on", "{n} records to be decided on", len(each.entries)).format(n=len(each.entries))
    why = _("Somebody wrote it who did not know that the rest was withdrawn. It counts nowhere until you withdraw it too.")
    decide = Btn(_("Withdraw or move…"), "primary", height=32)
    decide.setAccessibleName(_("Withdraw or move what was written meanwhile about {who}").format(who=each.initials))
    decide.clicked.connect(lambda: ways.decide(each))
    return _card(
        each.initials,
        count,
        why,
        [Chip(_("to be decided"), "amber", "info")],
        [_history(each.youth, each.initials, ways), decide],
    )


def _history(youth: str, initials: str, ways: Ways) -> Btn:
    button = Btn(_("History"), "plain", "clock", height=32)
    button.setAccessibleName(_("The history of {who}").format(who=initials))
    button.clicked.connect(lambda: ways.history(youth))
    return button


def _card(initials: str, title: str, words: str, chips: list[Chip], buttons: list[QWidget]) -> Card:
    first = row(Avatar(initials), 4, Said(title, "strong"), 4, *chips, None, *buttons, margins=(16, 10, 12, 4))
    card = Card(margin=0, gap=0)
    card.body.addLayout(first)
    card.body.addLayout(row(Said(words, "body", "muted", wraps=True), margins=(60, 0, 16, 10)))
    return card
