"""What stands beside Today's list: ready sheets to refresh, notes to enter elsewhere, screenings to go on with."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QBoxLayout, QWidget

from fieldapp import clock
from fieldapp.desk.beside_today import BesideToday
from fieldapp.desk.contactnotes import ContactNote
from fieldapp.text import _, moment, ngettext
from ui.widgets.buttons import Btn, Kind
from ui.widgets.cards import Avatar, Card
from ui.widgets.keys import KeyCap
from ui.widgets.text import Said, Two, row

Row = QBoxLayout


def label(text: str) -> Said:
    """The word before a value, in a column of its own."""
    made = Said(text, "body", "muted")
    made.setFixedWidth(72)
    return made


def keys() -> Iterator[QWidget]:
    """The keys that move through the list, each beside what it does."""
    for caps, does in ((("↑", "↓"), _("move")), (("Enter",), _("open")), (("C",), _("copy note"))):
        yield from (KeyCap(cap) for cap in caps)
        yield Said(does, "small", "muted")


def beside(found: BesideToday, copy_notes: Card, go: Callable[[str, str, str], None]) -> Iterator[QWidget]:
    """The cards of the right column."""
    yield _ready(found, go)
    yield copy_notes
    if found.drafts:
        yield _drafts(found, go)


def _ready(found: BesideToday, go: Callable[[str, str, str], None]) -> Card:
    card = Card(_title(_("Ready sheets to refresh"), found.old), gap=10)
    for each in found.ready:
        days = (found.at - each.at) // clock.DAY
        age = ngettext("{n} day old", "{n} days old", days).format(n=days)
        button = Btn(_("Open"), "quiet", height=24)
        button.setAccessibleName(_("Open the ready sheet of {who}").format(who=each.initials))
        button.clicked.connect(lambda _on=False, youth=each.youth: go("youth", youth, ""))
        line = row(
            Avatar(each.initials), 2, Two(Said(_section(each.what), "body").cut(), Said(age, "small", "muted").cut()), button
        )
        line.setStretch(2, 1)
        card.body.addLayout(line)
    if not found.ready:
        card.body.addWidget(Said(_("All that were begun are fresh."), "small", "muted", wraps=True))
    return card


def _section(what: str) -> str:
    return {
        "photo": _("Photo"),
        "reach": _("Phones and accounts"),
        "health": _("Medicine and dangers"),
        "description": _("Description"),
        "around": _("Places and people"),
    }[what]


def copy_card(
    found: BesideToday,
    note: ContactNote | None,
    copy: Callable[[], None],
    entered: Callable[[], None],
    not_yet: Callable[[], None],
) -> Card:
    """Notices to enter in CWS/CMS, one after the other: copied, pasted there, marked here."""
    card = Card(_title(_("To copy into CWS/CMS"), len(found.to_copy)), gap=10)
    if not found.to_copy:
        card.body.addWidget(Said(_("Every notice is marked as entered."), "small", "muted", wraps=True))
    elif note is None:
        card.body.addWidget(Said(_("Written notes: copy, then mark entered."), "small", "muted", wraps=True))
        is_sheet = found.to_copy[0].what == "sheet"
        words, icon = (_("Open the next sheet"), "lock-open") if is_sheet else (_("Copy the next note"), "copy")
        card.body.addLayout(row(_pressed(words, "plain", icon, copy), None))
    else:
        head = _("Copied for half a minute: {to}, {when}").format(to=note.to, when=moment(note.at))
        card.body.addWidget(Said(head, "small_strong", wraps=True))
        card.body.addWidget(Said(note.text, "small", "muted", wraps=True))
        buttons = (_pressed(_("Mark entered"), "plain", "check", entered), _pressed(_("Not yet"), "quiet", "", not_yet))
        card.body.addLayout(row(*buttons, None))
    return card


def _pressed(words: str, kind: Kind, icon: str, act: Callable[[], None]) -> Btn:
    button = Btn(words, kind, icon, height=32)
    button.clicked.connect(lambda _on=False: act())
    return button


def _drafts(found: BesideToday, go: Callable[[str, str, str], None]) -> Card:
    """Go on where one left off; the others stand on their own page."""
    resume = Btn(_("Resume"), "plain", "clipboard-check", height=32)
    resume.setAccessibleName(_("Resume the screening where you left off"))
    resume.clicked.connect(lambda: go("screening", *(found.resume or ("", ""))))
    card = Card(_title(_("Screening"), found.drafts), gap=10)
    card.body.addWidget(Said(_("Go on where you left off."), "small", "muted", wraps=True))
    line = row(resume, None)
    if found.drafts > 1:
        others = Btn(_("All"), "quiet", height=32)
        others.setAccessibleName(_("All screenings that go on"))
        others.clicked.connect(lambda: go("screening", "", ""))
        line.addWidget(others)
    card.body.addLayout(line)
    return card


def _title(text: str, count: int) -> QBoxLayout:
    return row(Said(text, "card"), 2, Said(str(count) if count else "", "body", "muted"), None)
