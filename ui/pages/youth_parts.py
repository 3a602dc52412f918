"""What a youth's page is put together from: head, sections; values stated twice; episodes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import msgspec
from PySide6.QtWidgets import QBoxLayout, QWidget

from fieldapp import clock
from fieldapp.desk.openitems import OpenItem
from fieldapp.desk.recipients import who_words
from fieldapp.desk.sections import Pairs, Section, age_words, day_words, jurisdiction_words
from fieldapp.desk.youthfile import Twice, Youthfile
from fieldapp.text import _, initials, long_moment, ngettext, short_date
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, CardHead, Chip, Hairline, Strip
from ui.widgets.inturns import Put
from ui.widgets.photo import Photo
from ui.widgets.rows_card import RowsCard
from ui.widgets.text import Icon, Said, Two, column, holding, row

_LABEL = 84
_LONG_NAME = 20


@dataclass(frozen=True, slots=True)
class Ways:
    """What the buttons of the parts do. edit: (section, own id) · again, take: subject · earlier: (subject, title)."""

    edit: Callable[[str, str], None]
    again: Callable[[str], None]
    earlier: Callable[[str, str], None]
    decide: Callable[[str, msgspec.Struct], None]
    episode: Callable[[str, str], None]
    steps: Callable[[], None]


def head(file: Youthfile, ways: Ways, *controls: QWidget) -> QBoxLayout:
    """Photo, the chosen name, and how one speaks with the youth; the legal name is never on the page (P22)."""
    names = file.youth.names.value
    picture = Photo(file.picture, initials(names.chosen), _("Photo of the youth") if file.picture else _("No photo yet"), 84)
    standing = file.youth.standing.value if file.youth.standing else None
    placement = file.youth.placement.value if file.youth.placement else None
    placed = placement.name if placement else ""
    if placement and placed and placement.since:
        placed = _("{home} since {day}").format(home=placement.name, day=day_words(placement.since))
    age = _("{n} years").format(n=file.age) if file.age is not None else ""
    facts = [age, names.pronouns, jurisdiction_words(standing) if standing else "", placed]
    spoken = Said(_language(names.language, names.interpreter), "small", "muted")
    kept = _("Legal name: police, NCMEC, court") if names.legal else _("no legal name entered")
    small = row(Icon("languages", size=16), spoken, 12, Icon("lock", size=16), Said(kept, "small", "muted", wraps=True), gap=6)
    small.setStretch(small.count() - 1, 1)
    rename = Btn("", "quiet", "pencil", height=28)
    rename.setAccessibleName(_("Change names, pronouns and language"))
    rename.setToolTip(rename.accessibleName())
    rename.clicked.connect(lambda: ways.edit("names", ""))
    about = Said(" · ".join(part for part in facts if part), "body", "muted", wraps=True)
    long = len(names.chosen) > _LONG_NAME  # a label that wraps takes all the width, and would push the rest to the right
    title = row(Said(names.chosen, "title", wraps=long), 4, Said(_("chosen name"), "body", "muted"), rename, None)
    title.setStretch(0 if long else title.count() - 1, 1)
    line = row(picture, 8, column(title, about, small, gap=4), *controls)
    line.setStretch(2, 1)
    return line


def _language(language: str, interpreter: str) -> str:
    if not language:
        return _("language not asked yet")
    return _("{language}, interpreter {who}").format(language=language, who=interpreter) if interpreter else language


def alarm(file: Youthfile, place: int) -> Strip:
    """A number of a person of concern that somebody might dial (P21)."""
    each = file.alarms[place]
    title = _("Do not dial {number}").format(number=each.number)
    words = _("It stands with {holder}, and is a number of {concern}. Ask your supervisor before anybody calls it.")
    return Strip("red", "triangle-alert", title, words.format(holder=each.holder, concern=each.concern))


def stated_twice(twice: Twice, ways: Ways) -> Card:
    """Values that people stated at the same time: both stand until one is chosen."""
    title = _("{what}: stated by two people at the same time").format(what=twice.title)
    note = _("Both are kept. Choose the one that is right.")
    card = Card(CardHead(title, note, "info"), margin=0, gap=0).inked("amber_soft", "amber")
    for each in twice.versions:
        choose = Btn(_("This is right"), "plain", "check", height=32)
        choose.setAccessibleName(_("This is right: {words}").format(words=each.words))
        choose.clicked.connect(lambda _on=False, value=each.value: ways.decide(twice.subject, value))
        said = _("{who}, {when}").format(who=each.by, when=long_moment(each.at))
        line = row(Two(Said(each.words, "strong"), Said(said, "small", "muted")), None, choose, margins=(16, 8, 12, 8))
        card.body.addWidget(Hairline())
        card.body.addLayout(line)
    return card


def ready_sheet_in_turns(file: Youthfile, ways: Ways, card: RowsCard) -> list[Put]:
    """What shows every section with its day or its age."""
    return card.in_turns(partial(_sheet_head, file), [partial(_section, each, file, ways) for each in file.sections])


def _sheet_head(file: Youthfile) -> CardHead:
    fresh = sum(not section.stale for section in file.sections)
    note = _("{n} of {all} fresh").format(n=fresh, all=len(file.sections))
    return CardHead(_("Ready sheet"), note, "file-text", Said(_("a look every 90 days, county time"), "small", "muted"))


def _section(section: Section, file: Youthfile, ways: Ways) -> QWidget:
    subject = f"youth.photo/{file.photo}" if section.name == "photo" else f"youth.{section.name}"
    marks = [_age(section)] + ([Chip(_("stated twice"), "amber", "info")] if section.twice else [])
    top = row(Icon(section.icon), 4, Said(section.title, "strong"), 4, *marks, None, *_buttons(section, subject, ways))
    return holding(column(top, holding(_pairs(section.pairs)) if section.pairs else 0, gap=2, margins=(16, 6, 12, 6)))


def _age(section: Section) -> Chip:
    if section.at is None:
        return Chip(_("Not made yet"), "amber", "hourglass")
    if section.stale:
        return Chip(age_words(section.days), "amber", "hourglass")
    return Chip(_("Checked {day}").format(day=short_date(clock.day(section.at))), "green", "check")


def _buttons(section: Section, subject: str, ways: Ways) -> list[QWidget]:
    words = _("Add") if section.at is None else _("Change")
    if section.name == "photo":
        words = _("Add photo")
    elif section.name == "own_words" and section.at is None:
        words = _("Make together")
    change = Btn(words, "plain", height=28).at_least(76)
    change.setAccessibleName(_("{verb}: {what}").format(verb=words, what=section.title))
    change.clicked.connect(lambda: ways.edit(section.name, ""))
    if section.at is None:
        return [change]
    earlier = Btn(_("Earlier"), "quiet", height=28)
    earlier.setAccessibleName(_("Earlier: {what}").format(what=section.title))
    earlier.clicked.connect(lambda: ways.earlier(subject, section.title))
    again = Btn(_("Still right"), "plain" if section.stale else "quiet", "check" if section.stale else "", height=28)
    again.setAccessibleName(_("Still right: {what}").format(what=section.title))
    again.clicked.connect(lambda: ways.again(subject))
    return [earlier, *([] if section.twice else [again]), change]


def _pairs(pairs: Pairs) -> QBoxLayout:
    """Two columns of label and value; a long value takes a whole line."""
    lines: list[QBoxLayout] = []
    waiting: list[tuple[str, str]] = []
    for pair in pairs:
        if len(pair[1]) > 34:
            lines += [_line(*waiting)] if waiting else []
            waiting = []
            lines.append(_line(pair))
            continue
        waiting.append(pair)
        if len(waiting) == 2:
            lines.append(_line(*waiting))
            waiting = []
    lines += [_line(*waiting, ("", ""))] if waiting else []
    return column(*lines, gap=2, margins=(30, 0, 0, 0))


def _line(*pairs: tuple[str, str]) -> QBoxLayout:
    parts: list[QWidget] = []
    for label, words in pairs:
        named = Said(label, "small", "muted")
        named.setFixedWidth(_LABEL)
        parts += [named, Said(words, "body", wraps=True)]
    line = row(*parts, gap=8)
    for place in range(1, len(parts), 2):
        line.setStretch(place, 1)
        parts[place].setMinimumWidth(40)
    return line


def open_items(file: Youthfile, ways: Ways) -> Card:
    """What is open for this youth, each with the way to where it is settled."""
    card = Card(CardHead(_("Open items"), str(len(file.open) or "")), margin=0, gap=0)
    if not file.open:
        card.body.addWidget(Hairline())
        card.body.addLayout(row(Said(_("Nothing is open."), "body", "muted"), margins=(16, 10, 16, 10)))
    for item in file.open:
        title = _("Tell: {who}").format(who=who_words(item.recipient)) if item.recipient else item.title
        button = Btn("", "quiet", "chevron-right", height=28)
        button.setAccessibleName(_("Open: {what}").format(what=title))
        button.setToolTip(button.accessibleName())
        button.clicked.connect(lambda _on=False, i=item: _to(i, ways))
        words = column(Said(title, "strong", wraps=True), Said(item.words, "small", "muted", wraps=True), gap=2)
        line = row(words, button, margins=(16, 6, 8, 6))
        line.setStretch(0, 1)
        card.body.addWidget(Hairline())
        card.body.addLayout(line)
    return card


def _to(item: OpenItem, ways: Ways) -> None:
    if item.contact:
        ways.edit("contact", item.contact)
    elif item.steps:
        ways.steps()
    else:
        ways.episode(item.youth, item.episode)


def episodes(file: Youthfile, ways: Ways) -> Card:
    """Each absence, open ones first said so."""
    count = len(file.episodes)
    card = Card(CardHead(_("Episodes"), ngettext("{n} episode", "{n} episodes", count).format(n=count)), margin=0, gap=0)
    for episode in file.episodes:
        when = long_moment(episode.happened.agency_learned)
        state = Chip(_("Missing"), "muted", "map-pin") if episode.open else Chip(_("Back"), "green", "circle-check")
        button = Btn(_("Open"), "plain", height=28)
        button.setAccessibleName(_("Open the episode of {when}").format(when=when))
        button.clicked.connect(lambda _on=False, e=episode: ways.episode(e.youth, e.id))
        card.body.addWidget(Hairline())
        card.body.addLayout(
            row(column(Said(when, "body", wraps=True), row(state, None), gap=4), None, button, margins=(16, 8, 12, 8))
        )
    return card


def history(opened: Callable[[], None], who_opened: Callable[[], None]) -> Card:
    """The way to everything that was ever recorded of this youth, and to who opened the record."""
    button = Btn(_("Open"), "quiet", key="Alt H", height=28).bound("Alt+H")
    button.setAccessibleName(_("Open the history of this youth"))
    button.clicked.connect(opened)
    who = Btn(_("Who opened this record"), "quiet", "eye", height=28)
    who.clicked.connect(who_opened)
    said = Two(Said(_("History"), "strong"), Said(_("every record, who and when"), "small", "muted"))
    return Card(row(Icon("clock"), 4, said, None, button), row(who, None), margin=12)
