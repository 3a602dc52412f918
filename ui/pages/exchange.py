"""Exchange: where bundles go and come from, what is waiting, what arrived, what was set aside and why (P74's other half)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from fieldapp.desk import transfer
from fieldapp.desk.desk import Desk, Progress
from fieldapp.desk.exchangefile import Exchange, exchange
from fieldapp.errors import FieldError
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.people import Card as DeviceCard
from fieldapp.exchange.people import Roster
from fieldapp.exchange.receiving import Outcome
from fieldapp.exchange.sending import Made
from fieldapp.text import _, long_moment, ngettext
from ui.pages.forms import Sheet
from ui.pages.page import Page
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, CardHead, Hairline, page_head
from ui.widgets.fields import Line
from ui.widgets.text import Icon, Said, Two, column, emptied, row


class EnrollSheet(Sheet):
    """Eight words, compared aloud or in person; they cannot be skipped."""

    def __init__(self) -> None:
        super().__init__(_("Enroll a device"), _("Enroll"))

    def _fields(self) -> None:
        self.whose = Said("", "lead")
        said = _("Ask the person to read their eight words to you, and type them as you hear them.")
        self.words = Line(_("Eight words"), said)
        self.body.addWidget(self.whose)
        self.body.addWidget(self.words)

    def open_for(self, card: DeviceCard) -> None:
        """Show whose card it is; its words are not shown here."""
        self.whose.setText(_("{name}, {role}").format(name=card.name, role=card.role))
        self.words.edit.clear()
        self.show()
        self.words.edit.setFocus()

    def value(self) -> tuple[str, ...]:
        """The words as typed."""
        return tuple(self.words.text().lower().split())


class ExchangePage(Page):
    """Everything that leaves or enters this laptop, and nothing does by itself."""

    areas = frozenset({"youth", "agenda", "locate", "identify", "document", "agency"})

    def _build(self) -> None:
        self.folder: Path | None = None
        self._card: DeviceCard | None = None
        choose = Btn(_("Choose a folder…"), "plain", "folder")
        choose.clicked.connect(self._on_choose)
        self.send = Btn(_("Send"), "primary", "send", "Ctrl S").bound("Ctrl+S")
        self.send.clicked.connect(self._on_send)
        self.read = Btn(_("Read what came"), "plain", "download")
        self.read.clicked.connect(self._on_read)
        note = _("Bundles are encrypted for one person's device and signed. Nothing is sent before you choose where to.")
        self.content.addLayout(page_head(_("Exchange"), note, choose, self.read, self.send))
        self.where, self.state = Said("", "body", "muted"), Said("", "body", "muted", wraps=True)
        self.content.addWidget(Card(row(Icon("hard-drive"), 4, Two(self.where, self.state), None)))
        self.sheet = EnrollSheet()
        self.sheet.done.connect(self._on_words)
        self.content.addWidget(self.sheet)
        self._lists, self._aside = column(gap=12), column(gap=12)
        right = QWidget()
        right.setFixedWidth(320)
        right.setLayout(self._aside)
        body = row(column(self._lists, None), column(right, None), gap=16)
        body.setStretch(0, 1)
        self.content.addLayout(body)
        self.content.addStretch(1)
        self._outcomes: tuple[Outcome, ...] = ()

    def refresh(self) -> None:
        """Ask for the page."""
        self.session.ask(exchange, self.show_exchange)

    def forget(self) -> None:
        """Nothing of it stays."""
        self.folder, self._card, self._outcomes = None, None, ()
        self.sheet.hide()
        emptied(self._lists)
        emptied(self._aside)

    def show_exchange(self, found: Exchange) -> None:
        """Show what was asked for."""
        emptied(self._lists)
        emptied(self._aside)
        self.where.setText(str(self.folder) if self.folder else _("No folder chosen: a USB stick, a share or a synced library."))
        self.state.setText(found.standing.words)
        self.send.setEnabled(self.folder is not None and found.standing.supervisors > 0)
        self.read.setEnabled(self.folder is not None)
        waiting = Card(CardHead(_("Waiting"), str(found.standing.waiting), "send"), margin=0, gap=0)
        said = ngettext("{n} entry has no receipt yet", "{n} entries have no receipt yet", found.standing.waiting)
        words = Said(said.format(n=found.standing.waiting), "body", "muted")
        waiting.body.addLayout(row(words, None, margins=(16, 8, 16, 12)))
        self._lists.addWidget(waiting)
        self._lists.addWidget(self._received())
        self._lists.addWidget(self._set_aside(found))
        self._aside.addWidget(self._own_card(found))
        self._aside.addWidget(self._team(found))

    def _received(self) -> Card:
        card = Card(CardHead(_("Received now"), str(len(self._outcomes)), "download"), margin=0, gap=0)
        for each in self._outcomes:
            words = ngettext("{n} new entry", "{n} new entries", each.entries).format(n=each.entries)
            said = Two(Said(outcome_words(each), "strong"), Said(each.sentence or words, "small", "muted").cut())
            card.body.addWidget(Hairline())
            card.body.addLayout(row(Icon("check" if each.outcome == "accepted" else "info"), 4, said, margins=(16, 6, 16, 6)))
        return card

    def _set_aside(self, found: Exchange) -> Card:
        card = Card(CardHead(_("Set aside"), str(len(found.aside)), "circle-alert"), margin=0, gap=0)
        for each in found.aside:
            card.body.addWidget(Hairline())
            words = Said(f"{each.sentence} {long_moment(each.at)}", "small", "muted", wraps=True)
            card.body.addLayout(column(Said(each.name, "strong").cut(), words, gap=2, margins=(16, 6, 16, 6)))
        return card

    def _own_card(self, found: Exchange) -> Card:
        save = Btn(_("Save my card…"), "plain", "save", height=32)
        save.clicked.connect(self._on_save_card)
        words = Said("  ".join(found.words), "strong", wraps=True)
        said = _("Your supervisor enrolls this laptop with your card and these eight words, read aloud.")
        return Card(Said(_("This laptop"), "card"), Said(said, "small", "muted", wraps=True), words, row(save, None))

    def _team(self, found: Exchange) -> Card:
        card = Card(CardHead(_("Who is enrolled"), str(len(found.people)), "users"), margin=0, gap=0)
        for name, role in found.people:
            card.body.addWidget(Hairline())
            card.body.addLayout(row(Said(name, "body").cut(), Said(role, "small", "muted"), margins=(16, 6, 16, 6)))
        if found.can_enroll:
            enroll = Btn(_("Enroll from a card…"), "plain", "plus", height=32)
            enroll.clicked.connect(self._on_open_card)
            card.body.addLayout(row(enroll, None, margins=(16, 8, 16, 12)))
        return card

    # -- acting

    def use(self, folder: Path) -> None:
        """Send to and read from this folder."""
        self.folder = folder
        self.refresh()

    def _on_choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Folder for bundles"))
        if name:
            self.use(Path(name))

    def _on_send(self) -> None:
        folder = self.folder
        if folder is not None:
            self.session.ask(lambda desk: _send(desk, folder), self._on_sent, self._on_trouble)

    def _on_sent(self, made: list[Made]) -> None:
        count = sum(each.entries for each in made)
        words = ngettext("{n} entry sent; it waits for a receipt.", "{n} entries sent; they wait for a receipt.", count)
        self.refresh()
        self.state.setText(words.format(n=count) if made else _("There was nothing new to send."))

    def _on_read(self) -> None:
        folder = self.folder
        if folder is not None:
            self.session.do_long(
                lambda desk: desk.slices(transfer.read_folder, FolderDestination(folder)),
                self._on_outcomes,
                self._on_trouble,
                self._on_progress,
            )

    def _on_progress(self, progress: Progress) -> None:
        self.state.setText(f"{progress.what} {progress.done}/{progress.total}" if progress.total else progress.what)

    def _on_outcomes(self, outcomes: list[Outcome]) -> None:
        self._outcomes = tuple(outcomes)
        self.refresh()

    def _on_trouble(self, error: BaseException) -> None:
        if not isinstance(error, FieldError):
            raise error
        self.state.setText(f"{error.sentence} {getattr(error, 'safe', '')}".strip())

    def _on_save_card(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(self, _("Save my card"), "my-card.card")
        if name:
            self.session.ask(lambda desk: transfer.save_card(desk, Path(name)), lambda _none: None, self._on_trouble)

    def _on_open_card(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, _("Card"), "", _("Cards (*.card)"))
        if name:
            self.take_card(Path(name))

    def take_card(self, path: Path) -> None:
        """Read a card, then ask for the eight words."""
        self.session.read(lambda: transfer.read_card(path), self._on_card, self._on_trouble)

    def _on_card(self, card: DeviceCard) -> None:
        self._card = card
        self.sheet.open_for(card)

    def _on_words(self, words: tuple[str, ...]) -> None:
        card, folder = self._card, self.folder
        if card is None:
            return

        def refused(error: BaseException) -> None:
            if not isinstance(error, FieldError):
                raise error
            self.sheet.refuse(f"{error.sentence} {getattr(error, 'action', '')}".strip())

        def enrolled(_roster: Roster) -> None:
            self.sheet.close_sheet()
            if folder is not None:
                send = FolderDestination(folder)
                self.session.ask(
                    lambda desk: transfer.send_people(desk, card.device, send), lambda _made: self.refresh(), self._on_trouble
                )

        self.session.do(lambda desk: transfer.enroll(desk, card, words), enrolled, refused)


def _send(desk: Desk, folder: Path) -> list[Made]:
    return transfer.send(desk, FolderDestination(folder))


def outcome_words(each: Outcome) -> str:
    """An outcome as it is read."""
    return {
        "accepted": _("Taken in"),
        "duplicate": _("Had it already"),
        "gap": _("Taken in; something before it is missing: ask for it"),
        "fork": _("Taken in; the sender's laptop exists twice: call them"),
        "rollback": _("Taken in; the sender's store is older than before: call them"),
        "set_aside": _("Set aside"),
    }[each.outcome]
