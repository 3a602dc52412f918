"""People on a youth's page: who must not be told, always above safe people, each with a way to change them (P20, P21, P70)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QBoxLayout

from fieldapp.desk.sections import day_words, relation_words, tell_words
from fieldapp.desk.youthfile import Youthfile
from fieldapp.text import _
from fieldapp.youth.model import Contact, Stated
from ui.pages.youth_parts import Ways
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, CardHead, Hairline
from ui.widgets.text import Icon, Said, column, row


def do_not_tell(file: Youthfile, ways: Ways) -> Card:
    """Who must not be told, and persons of concern: always above safe people."""
    limited = {own: each for own, each in file.youth.contacts.items() if each.value.tell == "do_not_tell"}
    count = len(limited) + len(file.youth.concerns)
    add = Btn(_("Add a person of concern"), "quiet", "plus", height=28)
    add.clicked.connect(lambda: ways.edit("concern", ""))
    title = Said(_("Do not tell"), "strong", "red" if count else "text")
    top = row(Icon("circle-alert", "red" if count else "muted"), 4, title, None, Said(str(count or ""), "strong", "red"))
    card = Card(margin=0, gap=4)
    if count:
        card.inked("red_soft", "red")
    card.body.addLayout(row(top, margins=(16, 10, 16, 2)))
    for own, each in limited.items():
        contact = each.value
        ground = contact.order or _("decided by {who}").format(who=contact.decided_by)
        review = _(" · review {day}").format(day=day_words(contact.review_on)) if contact.review_on else ""
        who = _("{name}, {role}").format(name=contact.name, role=relation_words(contact))
        card.body.addLayout(_person(who, ground + review, contact.name, partial(ways.edit, "contact", own)))
    for own, concern in file.youth.concerns.items():
        looks = [concern.value.description, concern.value.vehicle, _("never told, never called")]
        words = " · ".join(part for part in looks if part)
        who = _("Person of concern: {who}").format(who=concern.value.name)
        card.body.addLayout(_person(who, words, concern.value.name, partial(ways.edit, "concern", own)))
    if not count:
        card.body.addLayout(
            row(
                Said(_("Nobody is entered here. Ask before anybody is told."), "body", "muted", wraps=True),
                margins=(42, 0, 16, 0),
            )
        )
    card.body.addLayout(row(None, add, margins=(16, 0, 8, 6)))
    return card


def _person(who: str, words: str, name: str, change: Callable[[], None]) -> QBoxLayout:
    line = row(
        column(Said(who, "strong", wraps=True), Said(words, "small", "muted", wraps=True), gap=2),
        _pencil(name, change),
        margins=(42, 2, 8, 2),
    )
    line.setStretch(0, 1)
    return line


def safe_people(file: Youthfile, ways: Ways) -> Card:
    """Who may be told, safe people first."""
    add = Btn(_("Add"), "quiet", "plus", height=28)
    add.setAccessibleName(_("Add a contact"))
    add.clicked.connect(lambda: ways.edit("contact", ""))
    card = Card(CardHead(_("Safe people"), "", "", add), margin=0, gap=0)
    told = {own: each for own, each in file.youth.contacts.items() if each.value.tell != "do_not_tell"}
    if not told:
        empty = Said(_("Nobody entered yet. Required contacts then show the role alone."), "body", "muted", wraps=True)
        card.body.addWidget(Hairline())
        card.body.addLayout(row(empty, margins=(16, 12, 16, 12)))
    alarmed = {each.holder for each in file.alarms}
    for own, each in _safe_first(told.items()):
        card.body.addWidget(Hairline())
        card.body.addLayout(_contact(each.value, each.value.name in alarmed, partial(ways.edit, "contact", own)))
    return card


def _safe_first(told: Iterable[tuple[str, Stated[Contact]]]) -> list[tuple[str, Stated[Contact]]]:
    return sorted(told, key=lambda each: (not each[1].value.safe_person, each[1].value.tell != "tell"))


def _contact(contact: Contact, alarmed: bool, change: Callable[[], None]) -> QBoxLayout:  # noqa: FBT001 - as the alarm has it
    ways = [] if alarmed else [channel.value for channel in contact.channels]
    spoken = _("{language}, interpreter").format(language=contact.language) if contact.interpreter else contact.language
    may = [_("voicemail OK") if contact.voicemail_ok else "", _("may know the placement") if contact.may_know_placement else ""]
    words = " · ".join(part for part in (relation_words(contact), *ways, spoken, *may) if part)
    safe = Icon("user-check" if contact.safe_person else "user", "green" if contact.safe_person else "muted")
    tell = Said(
        _("do not dial") if alarmed else tell_words(contact),
        "small",
        "red" if alarmed else "green" if contact.tell == "tell" else "muted",
    )
    line = row(
        safe,
        4,
        column(Said(contact.name, "strong", wraps=True), Said(words, "small", "muted", wraps=True), gap=2),
        tell,
        _pencil(contact.name, change),
        margins=(16, 6, 8, 6),
    )
    line.setStretch(2, 1)
    return line


def _pencil(name: str, change: Callable[[], None]) -> Btn:
    button = Btn("", "quiet", "pencil", height=28)
    button.setAccessibleName(_("Change {name}").format(name=name))
    button.setToolTip(button.accessibleName())
    button.clicked.connect(lambda _on=False: change())
    return button
