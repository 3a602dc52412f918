"""Screening: rated from evidence after the contact; kept at every change; result hidden until asked for (P71)."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.desk.lookup import Found, lookup
from fieldapp.desk.screeningfile import Form, Rating, Screenings, overview, rating_of
from fieldapp.desk.window import Item
from fieldapp.errors import FieldError
from fieldapp.identify import acts
from fieldapp.identify.model import Evidence, SourceKind
from fieldapp.identify.model import Rating as Rated
from fieldapp.identify.queries import Kept
from fieldapp.text import _, moment, ngettext
from ui.pages.page import Page
from ui.widgets.buttons import Btn, Choices
from ui.widgets.cards import Avatar, Card, CardHead, Hairline, page_head
from ui.widgets.fields import Line, Pick
from ui.widgets.text import Said, Two, column, emptied, holding, row


def sources() -> tuple[tuple[SourceKind, str], ...]:
    """Where information comes from, in words."""
    return (
        ("youth_said", _("Youth said")),
        ("observed", _("Observed")),
        ("record", _("Record")),
        ("caregiver", _("Caregiver")),
        ("collateral", _("School, provider, other agency")),
        ("other", _("Other")),
    )


class ScreeningPage(Page):
    """A list of what goes on, or one draft."""

    areas = frozenset({"identify", "youth"})

    def _build(self) -> None:
        self._youth = self._screening = ""
        self._rating: Rating | None = None
        self._found: Found | None = None
        self._filled = column(gap=12)
        self.content.addLayout(self._filled)
        self.content.addStretch(1)
        self._hidden = True
        QShortcut(QKeySequence("Alt+H"), self, self._on_hide)

    def enter(self, youth: str, episode: str) -> None:
        """Go on with a draft, or show the list."""
        self._youth, self._screening = youth, episode
        self.stale()

    def refresh(self) -> None:
        """Ask for the draft, or the list."""
        youth, screening = self._youth, self._screening
        if screening:
            self.session.ask(lambda desk: desk.ask(rating_of, youth, screening), self.show_rating)
        else:
            self.session.ask(lambda desk: desk.ask(overview), self.show_list)

    def forget(self) -> None:
        """Nothing of it stays."""
        self._youth = self._screening = ""
        self._rating = self._found = None
        emptied(self._filled)

    # -- the list

    def show_list(self, found: Screenings) -> None:
        """What goes on, and a form to begin."""
        emptied(self._filled)
        self._filled.addLayout(
            page_head(_("Screenings"), _("Rated from evidence after the contact; nothing here is read to a youth."))
        )
        going = Card(CardHead(_("Going on"), str(len(found.drafts)), "clipboard-check"), margin=0, gap=0)
        for each in found.drafts:
            left = ngettext("{n} item not yet known", "{n} items not yet known", each.open_items).format(n=each.open_items)
            words = Two(Said(each.title, "strong"), Said(f"{left} · {moment(each.saved_at)}", "small", "muted"))
            resume = Btn(_("Resume"), "plain", height=32)
            resume.setAccessibleName(_("Resume the screening of {who}").format(who=each.initials))
            resume.clicked.connect(lambda _on=False, e=each: self.enter(e.youth, e.id))
            going.body.addWidget(Hairline())
            going.body.addLayout(row(Avatar(each.initials), 4, words, None, resume, margins=(16, 8, 12, 8)))
        self._filled.addWidget(going)
        self._filled.addWidget(self._begin(found.forms))

    def _begin(self, forms: tuple[Form, ...]) -> Card:
        self.who = Line(_("Youth"), _("Type a name; the best match is taken."))
        self.form = Pick(_("Form"), tuple((form.id, form.title) for form in forms))
        begin = Btn(_("Begin"), "primary", "plus")
        begin.clicked.connect(self._on_begin)
        self.match = Said("", "body", "muted")
        self.who.edit.textChanged.connect(self._on_who)
        return Card(Said(_("Begin a screening"), "card"), row(self.who, self.form, gap=12), row(self.match, None, begin))

    def _on_who(self, typed: str) -> None:
        if len(typed.strip()) > 1:
            self.session.ask(lambda desk: lookup(desk, typed, 1), self._on_found)

    def _on_found(self, found: Found) -> None:
        self._found = found
        self.match.setText(found.lines[0].initials if found.lines else _("Nobody by that name."))

    def _on_begin(self) -> None:
        form = self.form.value()
        if not self._found or not self._found.lines:
            self.who.complain(_("Whose screening is it? Type the name."))
            return
        youth = self._found.lines[0].id
        self.session.do(lambda desk: desk.do(acts.begin, youth, form), lambda made: self.enter(youth, made))

    # -- one draft

    def show_rating(self, rating: Rating | None) -> None:
        """The draft, item by item."""
        emptied(self._filled)
        self._rating = rating
        if rating is None:
            self.enter("", "")
            return
        back = Btn(_("All screenings"), "plain", height=36)
        back.clicked.connect(lambda: self.enter("", ""))
        finish = Btn(_("Finish and lock"), "primary", "lock", height=36)
        finish.clicked.connect(self._on_finish)
        head = _("{who} · {form} · kept {when}")
        saved = moment(rating.kept.saved_at)
        note = head.format(who=rating.initials, form=rating.form.head.title.en, when=saved)
        self._filled.addLayout(page_head(_("Screening"), note, back, finish))
        self.fault = Said("", "body", "red", wraps=True)
        self._filled.addWidget(self.fault)
        items = Card(margin=0, gap=0)
        for place, name in enumerate(rating.shown, 1):
            items.body.addWidget(self._item(rating, rating.form.items[name], place))
            items.body.addWidget(Hairline())
        right = QWidget()
        right.setFixedWidth(292)
        right.setLayout(column(self._result(rating), None))
        body = row(column(items, None), right, gap=16)
        body.setStretch(0, 1)
        self._filled.addLayout(body)

    def _item(self, rating: Rating, item: Item, place: int) -> QWidget:
        rated = next((each for each in rating.kept.ratings if each.item == item.id), None)
        text = Said(f"{place}. {item.text.en if item.text else item.name}", "body", wraps=True)
        parts: list[QWidget] = [text]
        source = Pick(_("From"), sources())
        basis = Line(_("Basis"), placeholder=_("What was said or seen, in a few words"))
        if rated and rated.sources:
            source.choose(rated.sources[-1].source)
            basis.edit.setText(rated.sources[-1].basis)
        if item.of_words:
            words = Line(_("Answer"))
            words.edit.setText(rated.code if rated else "")
            words.edit.editingFinished.connect(lambda: self._on_rated(item, words.text(), source, basis))
            parts.append(words)
        else:
            options = tuple((option.code, option.display.en if option.display else option.code) for option in item.options)
            choices = Choices(item.name or item.id, options, height=32)
            if rated and rated.code:
                choices.choose(rated.code)
            choices.chosen.connect(lambda code: self._on_rated(item, code, source, basis))
            basis.edit.editingFinished.connect(lambda: self._on_rated(item, choices.value(), source, basis))
            parts.append(choices)
        parts.append(holding(row(source, basis, gap=12)))
        return holding(column(*parts, gap=6, margins=(16, 10, 16, 10)))

    def _result(self, rating: Rating) -> Card:
        card = Card(Said(_("Result so far"), "card"))
        if self._hidden:
            show = Btn(_("Show"), "plain", "eye", "Alt H", height=32)
            show.clicked.connect(self._on_hide)
            card.body.addWidget(Said(_("Hidden, so that nobody beside you reads it."), "small", "muted", wraps=True))
            card.body.addLayout(row(show, None))
            return card
        for band in rating.result.bands:
            card.body.addWidget(Said(band.title.en, "strong", wraps=True))
        if len(rating.result.bands) > 1:
            unknown = len(rating.result.unknown)
            said = ngettext(
                "Could be any of these: {n} item not yet known.", "Could be any of these: {n} items not yet known.", unknown
            )
            card.body.addWidget(Said(said.format(n=unknown), "small", "muted", wraps=True))
        if rating.telling:
            names = ", ".join(rating.telling[:4])
            card.body.addWidget(Said(_("Worth finding out: {items}").format(items=names), "small", "muted", wraps=True))
        return card

    # -- acting

    def _on_hide(self) -> None:
        self._hidden = not self._hidden
        if self._rating is not None:
            self.show_rating(self._rating)

    def _on_rated(self, item: Item, code: str, source: Pick, basis: Line) -> None:
        rating = self._rating
        if rating is None or not code:
            return
        today = clock.day(self.session.now()).isoformat()
        kind = next(each for each, _words in sources() if each == source.value())
        evidence = Evidence(source=kind, code=code, as_of=today, basis=basis.text())
        made = Rated(item=item.id, code=code, sources=(evidence,))
        others = tuple(each for each in rating.kept.ratings if each.item != item.id)
        self._keep(replace(rating.kept, ratings=(*others, made), at=item.id))

    def _keep(self, kept: Kept) -> None:
        self.session.do(lambda desk: desk.do(acts.keep, kept), lambda _result: self.refresh(), self._on_refused)

    def _on_finish(self) -> None:
        rating = self._rating
        if rating is not None:
            screening, youth = rating.kept.id, rating.kept.youth
            self.session.do(
                lambda desk: desk.do(acts.finish, screening), lambda _found: self.go.emit("youth", youth, ""), self._on_refused
            )

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, FieldError):
            raise error
        self.fault.setText(f"{error.sentence} {getattr(error, 'action', '')}".strip())
