"""Beside an episode: who has it and what comes next, the numbers to read out, what to find out, the timeline (P15, P68)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout

from fieldapp import clock
from fieldapp.desk.casefile import Casefile
from fieldapp.text import _, initials, long_moment, moment, near
from ui.clipboard import copy
from ui.pages.call_rest import part_titles
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, Card
from ui.widgets.rail import rail_row
from ui.widgets.text import Said, column, row

_DAY_MS = 18 * clock.HOUR
_LABEL = 112


@dataclass(frozen=True, slots=True)
class Ways:
    """What the buttons of the cards do."""

    hand_over: Callable[[], None]
    answer: Callable[[], None]
    ask: Callable[[], None]
    add: Callable[[], None]


def cards(case: Casefile, now: clock.Instant, ways: Ways) -> dict[str, Callable[[], Card]]:
    """The cards that a case has, in their order, and how each is made."""
    made: dict[str, Callable[[], Card]] = {
        "owner": partial(owner_card, case, ways.hand_over),
        "numbers": partial(numbers_card, case),
    }
    if len(case.episode.clocks) > 1:
        made["clocks"] = partial(clocks_card, case)
    if case.questions and case.episode.open:
        made["questions"] = partial(questions_card, case, ways.answer)
    if case.episode.open:
        made["rest"] = partial(rest_card, case, ways.ask)
    return made | {"timeline": partial(timeline_card, case, now, ways.add)}


def _quiet(words: str, act: Callable[[], None], icon: str = "", name: str = "") -> Btn:
    made = Btn(words, "quiet", icon, height=28)
    made.setAccessibleName(name or words)
    made.clicked.connect(act)
    return made


def owner_card(case: Casefile, hand_over: Callable[[], None]) -> Card:
    """Now with whom, until when, and the next act."""
    who = case.episode.now_with
    title = _("Now with {who}").format(who=who.name) if who else _("Nobody has it")
    until = _("until {when}").format(when=moment(who.until)) if who and who.until else _("no end of shift given")
    under = [Said(until, "small", "muted", wraps=True)] if who else []
    words = column(None, Said(title, "strong", wraps=True), *under, None, gap=2)
    top = row(Avatar(initials(who.name) if who else "?", 40), 2, words, _quiet(_("Hand over"), hand_over))
    top.setStretch(2, 1)
    card = Card(top, margin=14, gap=6)
    card.body.addLayout(_pair(_("Next act"), case.next_act))
    if who and who.next_act:
        card.body.addLayout(_pair(_("Handed over"), who.next_act))
    for other in case.episode.also_with:
        said = _("{who} took it at the same time. Hand over to one of you.").format(who=other.name)
        card.body.addWidget(Said(said, "small", "amber", wraps=True))
    return card


def _pair(label: str, value: str, *, pending: bool = False) -> QBoxLayout:
    name = Said(label, "small", "muted")
    name.setFixedWidth(_LABEL)
    line = row(name, Said(value, "body", "muted" if pending else "text", wraps=True), gap=4)
    line.setAlignment(name, Qt.AlignmentFlag.AlignTop)
    line.setStretch(1, 1)
    return line


def numbers_card(case: Casefile) -> Card:
    """Numbers to read out; one key copies them."""
    every = (*case.numbers, (_("Call-back, 24 h"), case.call_back or _("not entered")))
    button = Btn("", "quiet", "copy", height=28).tight()
    button.setAccessibleName(_("Copy the numbers"))
    button.setToolTip(_("Copy the numbers; the clipboard is emptied after half a minute"))
    button.clicked.connect(lambda: copy("\n".join(f"{label}: {value}" for label, value in every), button))
    card = Card(row(Said(_("Numbers to read out"), "card"), None, button), margin=14, gap=6)
    for label, value in every:
        card.body.addLayout(_pair(label, value, pending=not any(c.isdigit() for c in value)))
    return card


def questions_card(case: Casefile, answer: Callable[[], None]) -> Card:
    """What to find out; each answer settles rows of which nobody knows whether they apply."""
    card = Card(row(Said(_("To find out"), "card"), None, _quiet(_("Answer…"), answer)), margin=14, gap=6)
    for _key, words in case.questions[:6]:
        card.body.addWidget(Said(words, "body", wraps=True))
    more = len(case.questions) - 6
    if more > 0:
        card.body.addWidget(Said(_("and {n} more").format(n=more), "small", "muted"))
    return card


def rest_card(case: Casefile, ask: Callable[[], None]) -> Card:
    """What a caller is asked besides the four questions, and how much of it is known (P3)."""
    asked = case.episode.happened.asked
    count = _("{n} of {all} known").format(n=sum(asked), all=len(asked))
    button = _quiet(_("Ask…"), ask, name=_("What the caller was asked"))
    card = Card(row(Said(_("The rest may wait"), "card"), None, button), margin=14, gap=6)
    open_parts = [words for words, known in zip(part_titles(), asked, strict=True) if not known]
    card.body.addWidget(Said(count, "small", "muted"))
    if open_parts:
        card.body.addWidget(Said(_("Ask: {parts}.").format(parts="; ".join(open_parts)), "small", "muted", wraps=True))
    return card


def timeline_card(case: Casefile, now: clock.Instant, add: Callable[[], None]) -> Card:
    """Everything that happened, newest first."""
    button = _quiet(_("Add"), add, "plus", _("Add to the timeline"))
    card = Card(row(Said(_("Timeline"), "card"), None, button), margin=14, gap=0)
    card.body.addSpacing(6)
    items = case.timeline
    wide = any(now - each.at >= _DAY_MS for each in items)
    for place, each in enumerate(items):
        when = near(each.at, now)
        first, last = place == 0, place == len(items) - 1
        card.body.addWidget(rail_row(when, each.title, each.text, each.mark, first=first, last=last, wide=wide))
    if case.set_back:
        card.body.addSpacing(6)
        card.body.addWidget(Said(_set_back(case), "small", "amber", wraps=True))
    return card


def _set_back(case: Casefile) -> str:
    """Which record shows that a clock was wrong, and who wrote it."""
    first = case.set_back[0]
    who, _role = case.signed.get(first.by, (_("somebody"), ""))
    said = _("A clock was wrong: what {who} wrote at {when} is dated before what was there already. Times may not agree.")
    return said.format(who=who, when=long_moment(first.at))


def clocks_card(case: Casefile) -> Card:
    """Joined episodes: each clock with the call that set it; neither is lost, and the earlier limit counts."""
    card = Card(Said(_("Two calls, one absence"), "card"), margin=14, gap=6)
    for each in case.episode.clocks:
        card.body.addLayout(_pair(moment(each.learned), (each.call.caller if each.call else "") or _("no caller given")))
    card.body.addWidget(Said(_("The earlier clock counts; a notice for either settles both."), "small", "muted", wraps=True))
    return card
