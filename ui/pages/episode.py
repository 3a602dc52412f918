"""A missing episode: who must be told by phone now and in writing, each with why, state and one button; the timeline (P68)."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Line, Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk.casefile import Casefile, Reach, casefile
from fieldapp.desk.window import ending_words
from fieldapp.errors import FieldError
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Ending, Happened, OtherEnding
from fieldapp.text import _, initials, long_moment, moment, span
from ui.pages.forms import EndingSheet, HappenedSheet, Sheet
from ui.pages.limits import do_not_tell
from ui.pages.notice import NoticeSheet, state_of
from ui.pages.page import Page
from ui.widgets.beside import Beside
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, Card, CardHead, Chip, Hairline, Strip
from ui.widgets.text import Icon, Said, Two, column, emptied, row


class EpisodePage(Page):
    """Opened with a youth and an episode."""

    areas = frozenset({"youth", "agenda", "locate", "document"})

    def _build(self) -> None:
        self._youth = self._episode = ""
        self._shown: Casefile | None = None
        self._head = column(gap=8)
        self._lists, self._aside = column(gap=12), column(gap=12)
        self.sheet = NoticeSheet()
        self.sheet.recorded.connect(self._on_recorded)
        self.happened, self.ending = HappenedSheet(), EndingSheet()
        self.happened.done.connect(self._on_happened)
        self.ending.done.connect(self._on_ended)
        self.content.addLayout(self._head)
        for sheet in (self.sheet, self.happened, self.ending):
            self.content.addWidget(sheet)
        self.content.addWidget(Beside(self._lists, self._aside, width=296, least=770))
        self.content.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(30_000)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        QShortcut(QKeySequence("W"), self, self._on_write_to_all)

    def enter(self, youth: str, episode: str) -> None:
        """Show another episode."""
        self._youth, self._episode = youth, episode
        self._hide_sheets()
        self.stale()

    def refresh(self) -> None:
        """Ask for the page."""
        youth, episode = self._youth, self._episode
        if youth:
            self.session.ask(lambda desk: desk.ask(casefile, youth, episode), self.show_case)

    def forget(self) -> None:
        """Nothing of it stays."""
        self._youth = self._episode = ""
        self._shown = None
        self._hide_sheets()
        for layout in (self._head, self._lists, self._aside):
            emptied(layout)

    def _hide_sheets(self) -> None:
        for sheet in (self.sheet, self.happened, self.ending):
            sheet.hide()

    def _on_tick(self) -> None:
        if self.isVisible() and self._shown and self.session.me is not None and not self.sheet.isVisible():
            self.show_case(self._shown)

    # -- showing

    def show_case(self, case: Casefile | None) -> None:
        """Show what was asked for; an occasion that is no episode is shown on the youth's page."""
        if case is None:
            self.go.emit("youth", self._youth, "")
            return
        self._shown = case
        for layout in (self._head, self._lists, self._aside):
            emptied(layout)
        self._show_head(case)
        self._show_lists(case)
        self._show_aside(case)

    def _show_head(self, case: Casefile) -> None:
        happened, now = case.episode.happened, self.session.now()
        name = case.youth.names.value.chosen
        seen = happened.last_seen
        where = ", ".join(part for part in (seen.place, seen.clothing, seen.with_whom) if part)
        last = _("last seen {when}").format(when=moment(seen.at)) if seen.at else _("last seen: not yet known")
        missing = Chip(_("Missing") if case.episode.open else _("Back"), "muted" if case.episode.open else "green", "map-pin")
        who = column(
            row(Said(name, "title"), missing, None), Said(", ".join(p for p in (last, where) if p), "body", "muted").cut(), gap=2
        )
        ended = case.episode.at("returned")
        elapsed = Said(span((ended or now) - happened.agency_learned), "elapsed")
        since = Said(_("since the agency learned, {when}").format(when=moment(happened.agency_learned)), "small", "muted")
        since.setToolTip(long_moment(happened.agency_learned))
        facts = Btn(_("What happened…"), "plain", "pencil", height=36)
        facts.clicked.connect(lambda: self._open_sheet(self.happened))
        back = Btn(_("Found, back…"), "plain", "house", height=36)
        back.clicked.connect(lambda: self._open_sheet(self.ending))
        head = row(Avatar(initials(name), 52), 4, who, column(elapsed, since, gap=0), 8, facts, back)
        head.setStretch(2, 1)
        self._head.addLayout(head)
        for contact in case.limited:
            self._head.addWidget(do_not_tell(contact))
        if case.episode.others:
            said = _("Two people stated this episode at the same time; both are kept until somebody decides.")
            self._head.addWidget(Strip("amber", "info", _("Stated twice"), said))

    def _show_lists(self, case: Casefile) -> None:
        before = min((line.due for line, _reach in case.in_writing if line.due is not None), default=None)
        writing = _("In writing before {when}").format(when=moment(before)) if before else _("In writing")
        self._lists.addWidget(self._list(_("By phone now"), "phone", case.by_phone, _("Call")))
        self._lists.addWidget(self._list(writing, "mail", case.in_writing, _("Write")))
        if case.keep_telling:
            self._lists.addWidget(self._list(_("Keep in contact until the return"), "refresh-cw", case.keep_telling, _("Record")))
        if case.steps:
            steps = tuple((line, Reach("", "", "", "", "")) for line in case.steps)
            self._lists.addWidget(self._list(_("Required steps"), "list-checks", steps, _("Record")))
        if case.unknown:
            self._lists.addWidget(self._list(_("Not known whether required"), "circle-dashed", case.unknown, _("Record")))
        if case.stopped:
            self._lists.addWidget(self._list(_("No longer required"), "circle-alert", case.stopped, ""))

    def _list(self, title: str, icon: str, lines: tuple[tuple[Line, Reach], ...], verb: str) -> Card:
        settled = sum(line.state == "settled" for line, _reach in lines)
        note = _("{n} of {all} settled").format(n=settled, all=len(lines)) if verb else str(len(lines))
        card = Card(CardHead(title, note, icon), margin=0, gap=0)
        for line, reach in lines:
            card.body.addWidget(Hairline())
            card.body.addWidget(self._line(line, reach, verb))
        return card

    def _line(self, line: Line, reach: Reach, verb: str) -> QWidget:
        words, ink, icon = state_of(line, self.session.now())
        name = reach.name or line.first.title_en
        who = Two(Said(name, "strong").cut(), Said(reach.role or line.first.do, "small", "muted").cut())
        who.setFixedWidth(222)
        number = Two(Said(reach.phone or reach.email, "body" if reach.phone else "small").cut(), Said())
        number.setFixedWidth(150)
        # Why, and by which law, opens with the sheet: on the page itself it could tell what nobody here should read (P26).
        why = Said(_("Required for this youth"), "small", "muted", wraps=True)
        state = Said(words, "small_strong", ink, wraps=True)
        state.setFixedWidth(150)
        made = QWidget()
        parts: list[QWidget | None] = [Icon(icon, ink), who, number, why, state]
        if verb:
            open_line = line.state != "settled"
            button = Btn(verb if open_line else _("View"), "plain", height=32).at_least(84)
            button.setAccessibleName(f"{verb}: {name}")
            button.clicked.connect(lambda: self._on_pressed(line, reach))
            parts.append(button)
        made.setLayout(row(*parts, gap=12, margins=(16, 6, 12, 6)))
        return made

    def _show_aside(self, case: Casefile) -> None:
        who = case.episode.now_with
        owner = Two(
            Said(_("Now with {who}").format(who=who.name) if who else _("Nobody has it"), "strong"),
            Said(_("until {when}").format(when=moment(who.until)) if who and who.until else "", "small", "muted"),
        )
        self._aside.addWidget(Card(row(Avatar(initials(who.name) if who else "?"), 4, owner, None)))
        numbers = Card(Said(_("Numbers to read out"), "card"))
        for label, value in (*case.numbers, (_("Call-back, 24 h"), case.call_back)):
            numbers.body.addLayout(row(Said(label, "body", "muted"), None, Said(value, "body")))
        self._aside.addWidget(numbers)
        if case.questions:
            asks = Card(
                Said(_("To find out"), "card"),
                Said(_("Each answer settles rows marked “not known”."), "small", "muted", wraps=True),
            )
            for _key, words in case.questions[:8]:
                asks.body.addWidget(Said(words, "body", wraps=True))
            self._aside.addWidget(asks)
        self._aside.addWidget(self._timeline(case))

    def _timeline(self, case: Casefile) -> Card:
        happened = case.episode.happened
        items = [(happened.agency_learned, _("Agency learned"), happened.learned_how)]
        if happened.last_seen.at:
            items.append((happened.last_seen.at, _("Last seen"), happened.last_seen.place))
        items += [(each.at, each.what.replace("_", " "), each.text) for each in case.episode.timeline]
        items += [(each.at, ending_words(each.what), each.place) for each in case.episode.ended]
        for line, reach in (*case.by_phone, *case.in_writing):
            items += [(made.proof.made_at, reach.name, made.proof.outcome.replace("_", " ")) for made in line.made]
        card = Card(Said(_("Timeline"), "card"))
        for at, what, text in sorted(items, reverse=True):
            when = Said(moment(at), "small", "muted")
            when.setFixedWidth(64)
            card.body.addLayout(row(when, Two(Said(what, "small_strong", wraps=True), Said(text, "small", "muted", wraps=True))))
        return card

    # -- acting

    def _on_pressed(self, line: Line, reach: Reach) -> None:
        """Whoever is called or written to has a page for it; everything else is settled on the small sheet."""
        case = self._shown
        if case is None:
            return
        told, youth, episode = line.first.recipient or line.first.one_of, case.episode.youth, case.episode.id
        if not told or line.state in {"settled", "stopped"}:
            self.sheet.open_for(line, reach, self.session.now())
        else:
            written = (line, reach) in case.in_writing and reach.email
            self.tell.emit(youth, episode, line.key, "write" if written else "call")

    def _on_write_to_all(self) -> None:
        case = self._shown
        if case is not None:
            self.tell.emit(case.episode.youth, case.episode.id, "", "write")

    def _open_sheet(self, sheet: HappenedSheet | EndingSheet) -> None:
        if self._shown is not None:
            self._hide_sheets()
            sheet.open_for(self._shown.episode, self.session.now())

    def _on_happened(self, value: Happened) -> None:
        case = self._shown
        if case is not None:
            youth, episode = case.episode.youth, case.episode.id
            self.session.do(
                lambda desk: desk.do(locate.say_happened, youth, episode, value),
                lambda _none: self.happened.close_sheet(),
                lambda error: _refuse(self.happened, error),
            )

    def _on_ended(self, value: tuple[Ending | OtherEnding, int, str, str]) -> None:
        case = self._shown
        if case is not None:
            youth, episode = case.episode.youth, case.episode.id
            self.session.do(
                lambda desk: desk.do(locate.end, youth, episode, *value),
                lambda _none: self.ending.close_sheet(),
                lambda error: _refuse(self.ending, error),
            )

    def _on_recorded(self, line: str, proof: Proof) -> None:
        case = self._shown
        if case is None:
            return
        occasion = Occasion(case.episode.youth, case.episode.id)
        self.session.do(
            lambda desk: desk.do(agenda.record_notice, occasion, line, proof),
            lambda _hash: self.sheet.close_sheet(),
            lambda error: _refuse(self.sheet, error),
        )


def _refuse(sheet: NoticeSheet | Sheet, error: BaseException) -> None:
    """Say it on the sheet where it can be mended."""
    if not isinstance(error, FieldError):
        raise error
    sheet.refuse(f"{error.sentence} {getattr(error, 'action', '')}".strip())
