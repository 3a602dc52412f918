"""All screenings: what goes on, what a supervisor has yet to read, what is finished; never what one came to (P26)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from fieldapp.desk.screeningfile import DoneLine, DraftLine, Screenings
from fieldapp.desk.window import Role
from fieldapp.text import _, long_moment, moment, ngettext
from ui.pages import screening_words as say
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, Card, CardHead, Chip, Hairline, page_head
from ui.widgets.text import Said, Two, column, emptied, row

_AT_ONCE = 25
_BUTTON = 92


class ListView(QWidget):
    """Ways into each."""

    begin_asked = Signal()
    resumed = Signal(str, str)
    opened = Signal(str, str)
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._filled = column(gap=12)
        self._room = _AT_ONCE
        self._found: Screenings | None = None
        self._role: Role = "worker"
        self._asking = ""
        self.setLayout(column(self._filled, None))

    def show_list(self, found: Screenings, role: Role) -> None:
        """What there is."""
        self._found, self._role = found, role
        emptied(self._filled)
        begin = Btn(_("Begin a screening"), "primary", "plus", "Ctrl N").bound("Ctrl+N")
        begin.clicked.connect(self.begin_asked)
        note = _("Rated from evidence after the contact; what is known, from whom, and as of when.")
        self._filled.addLayout(page_head(_("Screenings"), note, begin))
        self._filled.addWidget(self._going(found))
        if role == "supervisor":
            self._filled.addWidget(self._to_read(found))
        self._filled.addWidget(self._done(found, role))

    def forget(self) -> None:
        """Nothing of it stays."""
        self._found, self._room, self._asking = None, _AT_ONCE, ""
        emptied(self._filled)

    def _going(self, found: Screenings) -> Card:
        card = Card(CardHead(_("Going on"), str(len(found.drafts) or ""), "clipboard-check"), margin=0, gap=0)
        if not found.drafts:
            _empty(card, _("Nothing goes on. Begin a screening after a contact, or during one for its notes."))
        for each in found.drafts:
            card.body.addWidget(Hairline())
            card.body.addLayout(self._draft(each))
        return card

    def _draft(self, each: DraftLine) -> QBoxLayout:
        left = ngettext("{n} item not yet known", "{n} items not yet known", each.open_items).format(n=each.open_items)
        about = _("contact {day} · {left} · saved {when}").format(
            day=say.day_of(each.contact_on, weekday=True), left=left, when=moment(each.saved_at)
        )
        words = Two(Said(each.title, "strong").cut(), Said(about, "small", "muted").cut())
        chips = [Chip(_("amending"), "amber")] if each.amends else []
        resume = Btn(_("Resume"), "plain", height=32).at_least(_BUTTON)
        resume.setAccessibleName(_("Resume the screening of {who}").format(who=each.initials))
        resume.clicked.connect(lambda _on=False: self.resumed.emit(each.youth, each.id))
        line = row(Avatar(each.initials), 4, words, *chips, *self._throw_away(each), resume, margins=(16, 8, 12, 8))
        line.setStretch(2, 1)
        return line

    def _throw_away(self, each: DraftLine) -> list[QWidget]:
        """A draft can be thrown away; asked once more, because nothing brings it back."""
        if self._asking == each.id:
            sure = Btn(_("Throw away"), "danger", height=32)
            sure.setAccessibleName(_("Yes, throw away the screening of {who}").format(who=each.initials))
            sure.clicked.connect(lambda _on=False: self.dropped.emit(each.id))
            keep = Btn(_("Keep it"), "plain", height=32)
            keep.clicked.connect(lambda _on=False: self._ask_away(""))
            return [Said(_("Nothing brings it back."), "small", "red"), sure, keep]
        away = Btn("", "quiet", "trash-2", height=32)
        away.setAccessibleName(_("Throw away the screening of {who}").format(who=each.initials))
        away.setToolTip(away.accessibleName())
        away.clicked.connect(lambda _on=False: self._ask_away(each.id))
        return [away]

    def _ask_away(self, draft: str) -> None:
        self._asking = draft
        if self._found is not None:
            self.show_list(self._found, self._role)

    def _to_read(self, found: Screenings) -> Card:
        card = Card(CardHead(_("To read and review"), str(len(found.unread) or ""), "eye"), margin=0, gap=0)
        if not found.unread:
            _empty(card, _("Everything finished has been read."))
        for each in found.unread:
            card.body.addWidget(Hairline())
            card.body.addLayout(self._done_line(each, _("Read")))
        return card

    def _done(self, found: Screenings, role: Role) -> Card:
        done = [each for each in found.done if role != "supervisor" or not each.unread]
        card = Card(CardHead(_("Finished"), str(len(done) or ""), "lock"), margin=0, gap=0)
        if not done:
            _empty(card, _("Nothing is finished yet. What is finished is locked, and amended only by dated additions."))
        for each in done[: self._room]:
            card.body.addWidget(Hairline())
            card.body.addLayout(self._done_line(each, _("Open")))
        if len(done) > self._room:
            more = Btn(_("Show more"), "quiet", height=32)
            more.clicked.connect(self._on_more)
            card.body.addWidget(Hairline())
            card.body.addLayout(row(more, None, margins=(10, 8, 16, 8)))
        return card

    def _done_line(self, each: DoneLine, verb: str) -> QBoxLayout:
        about = _("finished {when}").format(when=long_moment(each.finished_at))
        about = f"{about} · {each.by}" if each.by else about
        words = Two(Said(each.title, "strong").cut(), Said(about, "small", "muted").cut())
        chips = [Chip(_("amended"), "muted", "pencil")] if each.amended else []
        chips.append(Chip(_("not read yet"), "muted", "hourglass") if each.unread else Chip(_("read"), "green", "check"))
        button = Btn(verb, "plain", height=32).at_least(_BUTTON)
        button.setAccessibleName(_("{verb}: the screening of {who}, {when}").format(
            verb=verb, who=each.initials, when=long_moment(each.finished_at)
        ))  # fmt: skip
        button.clicked.connect(lambda _on=False: self.opened.emit(each.youth, each.id))
        line = row(Avatar(each.initials), 4, words, *chips, button, margins=(16, 8, 12, 8))
        line.setStretch(2, 1)
        return line

    def _on_more(self) -> None:
        self._room += _AT_ONCE
        if self._found is not None:
            self.show_list(self._found, self._role)


def _empty(card: Card, words: str) -> None:
    card.body.addWidget(Hairline())
    card.body.addLayout(row(Said(words, "body", "muted", wraps=True), margins=(16, 12, 16, 12)))
