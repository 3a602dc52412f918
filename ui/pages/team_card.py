"""The card of who is enrolled: until when, with which laptops; and at a supervisor's how to enroll, renew and revoke."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from fieldapp.desk.enrolled import Enrolled
from fieldapp.desk.exchangefile import Exchange
from fieldapp.text import _, initials, ngettext
from ui.pages.roles import role_words
from ui.pages.terms import key_line, term_chip, term_words
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, CardHead
from ui.widgets.inturns import Put
from ui.widgets.rows_card import RowsCard
from ui.widgets.text import Part, Said, Two, column, holding, row


@dataclass(frozen=True, slots=True)
class Acts:
    """What a supervisor can do about the team."""

    enroll: Callable[[], None]
    adopt: Callable[[], None]
    renew: Callable[[Enrolled], None]
    revoke: Callable[[Enrolled], None]


def team_in_turns(found: Exchange, acts: Acts, card: RowsCard) -> list[Put]:
    """What shows who is enrolled."""
    head = partial(CardHead, _("Who is enrolled"), str(len(found.people)), "users")
    rows = [partial(_person, each, acts if found.signs and each.laptops else None) for each in found.people]
    ends = bool(found.key.state) or found.signs or found.may_sign
    return card.in_turns(head, rows or [partial(_nobody, found)], partial(_foot, found, acts) if ends else None)


def _foot(found: Exchange, acts: Acts) -> QWidget:
    return holding(column(*key_line(found.key), *_buttons(found, acts), gap=8, margins=(16, 8, 16, 12)))


def _nobody(found: Exchange) -> QWidget:
    empty = _("Nobody yet. Read what your supervisor sends, once this laptop is enrolled.")
    if found.may_sign:
        empty = _("Nobody yet. First open the office key that your agency gave you.")
    return holding(row(Said(empty, "small", "muted", wraps=True), margins=(16, 8, 16, 8)))


def _buttons(found: Exchange, acts: Acts) -> list[Part]:
    made: list[Part] = []
    if found.signs:
        enroll = Btn(_("Enroll from a card…"), "plain", "plus", height=32)
        enroll.clicked.connect(acts.enroll)
        made.append(row(enroll, None))
    if found.may_sign:
        adopt = Btn(_("Open the office key…"), "plain", "shield-check", height=32)
        adopt.clicked.connect(acts.adopt)
        made.append(row(adopt, None))
    return made


def _person(each: Enrolled, acts: Acts | None) -> QWidget:
    count = len(each.laptops)
    laptops = ngettext("{n} laptop", "{n} laptops", count).format(n=count) if count else _("no laptop: revoked")
    words = " · ".join(part for part in (role_words(each.role), "" if count == 1 else laptops) if part)
    who = Two(Said(each.name, "body").cut(), Said(words, "small", "muted").cut())
    head = row(Avatar(initials(each.name)), 4, who)
    head.setStretch(2, 1)
    left = 0 if each.term.state or acts else 44  # a chip, or buttons, need the room
    foot = row(*_term(each), None, *_buttons_of(each, acts), margins=(left, 0, 0, 0)) if count else None
    return holding(column(head, *([foot] if foot else []), gap=2, margins=(16, 6, 8, 6)))


def _term(each: Enrolled) -> list[Part]:
    if each.term.state:
        return [term_chip(each.term)]
    return [Said(term_words(each.term), "small", "muted")] if each.term.until else []


def _buttons_of(each: Enrolled, acts: Acts | None) -> list[Part]:
    if acts is None:
        return []
    renew = Btn(_("Renew…"), "quiet", height=28)
    renew.setAccessibleName(_("Renew the enrollment of {name}").format(name=each.name))
    renew.clicked.connect(lambda: acts.renew(each))
    if each.mine:
        return [renew]
    lost = Btn(_("Lost…"), "quiet", height=28)
    lost.setAccessibleName(_("A laptop of {name} is lost").format(name=each.name))
    lost.clicked.connect(lambda: acts.revoke(each))
    return [renew, lost]
