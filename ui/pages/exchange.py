"""Exchange: where bundles go and come from, what waits, what came, what was set aside and why, and who is enrolled."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldapp.desk import destinations, exchangefile
from fieldapp.desk.destinations import Destination
from fieldapp.desk.enrolled import Enrolled
from fieldapp.desk.exchangefile import Came, CameRow, Exchange
from fieldapp.errors import FieldError
from fieldapp.text import _, moment, ngettext
from ui.clipboard import copy
from ui.pages import exchange_parts as parts
from ui.pages.asking import message
from ui.pages.enrolling import Enrolling
from ui.pages.page import Page
from ui.pages.team_card import Acts, team_in_turns
from ui.widgets.beside import Beside
from ui.widgets.busy import Busy
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, page_head
from ui.widgets.inturns import Put
from ui.widgets.parts import Make, Parts
from ui.widgets.places import PlaceButton
from ui.widgets.rows_card import RowsCard
from ui.widgets.text import Icon, Said, column, emptied, holding, row
from ui.work import Job, words_for

_WATCH_MS = 3_000
_AT_A_TIME = 4
"""Rows made in one turn: each takes 1 ms, and as much to be laid out."""
_MOST_PLACES = 3
"""So many folders are remembered; each has its third of the width."""


class ExchangePage(Page):
    """Everything that leaves or enters this laptop, and nothing does by itself."""

    areas = frozenset({"youth", "agenda", "locate", "identify", "document", "report", "agency"})

    def _build(self) -> None:
        self.folder: Path | None = None
        self._found: Exchange | None = None
        self.choose = Btn(_("Add a folder…"), "plain", "plus", height=44)
        self.choose.clicked.connect(self._on_choose)
        self.read = Btn(_("Read what came"), "plain", "download", "Ctrl O", height=44).bound("Ctrl+O")
        self.read.clicked.connect(self._on_read)
        self.send = Btn(_("Send"), "primary", "send", "Ctrl Enter", height=44).bound("Ctrl+Return")
        self.send.clicked.connect(self._on_send)
        for button in (self.read, self.send):
            button.setEnabled(False)  # until it is known which folder is there
        said = _("Everything travels encrypted, by stick, shared folder or mail. No network is needed to work.")
        self.content.addLayout(page_head(_("Exchange"), said, self.choose, self.read, self.send))
        self._places = row(gap=12)
        self.content.addLayout(self._places)
        self.state = Said("", "body", "text", wraps=True)
        self._mark = Icon("info", "accent")
        whole = row(self._mark, 4, self.state, margins=(4, 0, 4, 0))
        whole.setStretch(2, 1)
        self._state = holding(whole)
        self.busy = Busy()
        self.busy.stopped.connect(self._on_stopped)
        self.enrolling = Enrolling(self.session)
        self.enrolling.told.connect(self._say)
        self.enrolling.opened.connect(lambda: self.send.setEnabled(False))  # its keys are the sheet's while that is open
        self.enrolling.closed.connect(self._on_sheet_closed)
        for each in (self._state, self.busy, self.enrolling):
            self.content.addWidget(each)
        self._say("")
        self._cards = [RowsCard(_AT_A_TIME) for _each in range(4)]
        self._goes, self._own = Parts(gap=12), Parts(gap=12)
        *lists, team = self._cards
        self.content.addWidget(Beside(column(*lists, gap=12), column(self._goes, team, self._own, gap=12), width=320, least=600))
        self.content.addStretch(1)
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self._on_watch)
        self._watch.start()

    def refresh(self) -> None:
        """Ask for the page."""
        self.session.ask(exchangefile.exchange, self.show_exchange)

    def forget(self) -> None:
        """Nothing of it stays."""
        self.folder, self._found = None, None
        self.enrolling.forget()
        self.busy.end()
        self._say("")
        self._turns.stop()
        emptied(self._places)
        for part in (self._goes, self._own):
            part.keep()
        for card in self._cards:
            card.forget()

    def show_exchange(self, found: Exchange) -> None:
        """Show what was asked for."""
        if self.puts_off():
            return
        self._found = found
        self._show_places(found.places)
        ready = self.folder is not None and not self.enrolling.asks() and not self.busy.isVisible()
        self.send.setEnabled(ready and bool(found.people))
        self.read.setEnabled(ready)
        count = found.to_send
        self.send.setText(_("Send {n}").format(n=count) if count else _("Send"))
        self.send.setAccessibleName(self.send.text())
        self.send.updateGeometry()
        self.fill([*self._lists(found), *self._beside(found)])

    def _show_places(self, places: tuple[Destination, ...]) -> None:
        emptied(self._places)
        here = [each.path for each in places if each.there]
        if self.folder not in here:
            self.folder = here[0] if here else None
        for each in places:
            button = _place(each)
            button.setChecked(each.path == self.folder)
            button.clicked.connect(lambda _on=False, path=each.path: self._pick(path))
            self._places.addWidget(button, 1)
        for _empty in range(_MOST_PLACES - len(places) if places else 0):
            self._places.addWidget(QWidget(), 1)
        if not places:
            words = _("No folder yet. Add a USB stick, a shared folder or a synced library, then send or read.")
            self._places.addWidget(Card(row(Icon("hard-drive"), 4, Said(words, "body", "muted"), None)))

    def _lists(self, found: Exchange) -> list[Put]:
        again = partial(self._on_send, again=True)
        waits = [partial(parts.waiting_row, each, self._on_what, again) for each in found.waiting]
        came = [partial(parts.taken_row, each, self._act_on(each)) for each in found.taken]
        put_aside = [partial(parts.aside_row, each, self._act_on(each)) for each in found.aside]
        waiting, received, aside, _team = self._cards
        nothing, kept = _("Nothing has been read here yet."), _("left as it came, with the reason")
        return [
            *parts.listed_in_turns(waiting, _("Waiting"), _("until a receipt comes back"), waits, parts.nothing_waits(found)),
            *parts.listed_in_turns(received, _("Received"), _("read and checked"), came, nothing, self._read_one),
            *parts.listed_in_turns(aside, _("Set aside"), kept, put_aside, _("Nothing was set aside.")),
        ]

    def _read_one(self) -> Btn:
        one = Btn(_("Read a file…"), "quiet", height=24)
        one.clicked.connect(self._on_read_file)
        return one

    def _act_on(self, each: CameRow) -> parts.Act | None:
        """What can be done about a bundle, here and now."""
        signs, whose = bool(self._found and self._found.signs), self._owner(each.device)
        if signs and whose and (each.late or each.reason == "expired"):
            return _("Renew…"), partial(self.enrolling.open_renewal, whose)
        if signs and each.reason == "unknown_sender":
            return _("Enroll from a card…"), self.enrolling.open_card
        if each.reason == "out_of_reach":
            return _("Read again"), self._on_read
        if (each.reason in parts.DAMAGED and each.sender) or each.outcome in {"gap", "fork", "rollback"}:
            return _("Ask again") if each.reason else _("Ask them"), partial(self._on_ask_again, each)
        return None

    def _owner(self, device: str) -> Enrolled | None:
        people = self._found.people if self._found else ()
        return next((one for one in people if device in {each.device for each in one.laptops}), None)

    def _beside(self, found: Exchange) -> list[Put]:
        goes: dict[str, Make] = {}
        if found.goes is not None:
            goes = {"goes": partial(parts.goes_card, found.goes), "receipts": partial(parts.receipts_card, found.receipts)}
        own: dict[str, Make] = {"own": partial(parts.own_card, found, self.enrolling.save_card), "early": parts.early_card}
        asks = self.enrolling
        acts = Acts(asks.open_card, asks.open_key, asks.open_renewal, asks.open_lost)
        return [*self._goes.in_turns(goes), *team_in_turns(found, acts, self._cards[-1]), *self._own.in_turns(own)]

    # -- places

    def _on_watch(self) -> None:
        """A stick that is put in or pulled out shows by itself."""
        if self.isVisible() and self.session.me is not None and not self.busy.isVisible():
            self.session.ask(lambda desk: desk.ask(destinations.destinations), self._on_places)

    def _on_places(self, places: tuple[Destination, ...]) -> None:
        before = [(each.path, each.there) for each in self._found.places] if self._found else []
        if before != [(each.path, each.there) for each in places]:
            self.refresh()

    def use(self, folder: Path) -> None:
        """Send to and read from this folder from now on."""
        self.session.do(lambda desk: desk.do(destinations.remember, folder), lambda _none: self._pick(folder), self._on_trouble)

    def _pick(self, folder: Path) -> None:
        self.folder = folder
        self.refresh()

    def _on_choose(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Folder for bundles"))
        if name:
            self.use(Path(name))

    def _on_sheet_closed(self) -> None:
        if self.session.me is not None:
            if self.isVisible():
                self.choose.setFocus()  # else it would go to the end of the window, where Enter hides everything
            self.refresh()

    # -- sending and reading

    def _on_send(self, _on: object = None, *, again: bool = False) -> None:
        folder = self.folder
        if folder is None:
            self._say(_("Choose where to first: add a folder."), "red")
            return
        job = self.session.do_long(
            lambda desk: desk.slices(exchangefile.send, folder, again=again),
            lambda made: self._on_sent(len(made)),
            self._on_trouble,
            self.busy.show_progress,
        )
        self._begin(_("Sending"), job)

    def _on_sent(self, count: int) -> None:
        self.busy.end()
        words = ngettext("{n} bundle was left there. It waits for a receipt.", "{n} bundles were left there. They wait.", count)
        self._say(words.format(n=count) if count else _("There was nothing new to send."), "green")

    def _on_read(self) -> None:
        folder = self.folder
        if folder is None:
            self._say(_("Choose where from first: add a folder."), "red")
            return
        job = self.session.do_long(
            lambda desk: desk.slices(exchangefile.read, folder), self._on_came, self._on_trouble, self.busy.show_progress
        )
        self._begin(_("Reading"), job)

    def _on_read_file(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, _("Bundle"), "", _("Bundles (*.fxb)"))
        if name:
            job = self.session.do_long(
                lambda desk: desk.slices(exchangefile.read_files, (Path(name),)),
                self._on_came,
                self._on_trouble,
                self.busy.show_progress,
            )
            self._begin(_("Reading"), job)

    def _on_came(self, came: Came) -> None:
        self.busy.end()
        aside = any(each.outcome == "set_aside" for each in came.outcomes)
        self._say(parts.came_said(came), "amber" if aside else "green")

    def _begin(self, words: str, job: Job) -> None:
        self._say("")
        self.busy.begin(job, words)
        self.send.setEnabled(False)
        self.read.setEnabled(False)

    def _on_stopped(self) -> None:
        self._say(_("Stopped. What was done so far stays; the rest waits."), "text")
        self.refresh()

    def _on_trouble(self, error: BaseException) -> None:
        self.busy.end()
        if not isinstance(error, FieldError):
            raise error
        self._say(" ".join(words_for(error)), "red")
        self.refresh()

    def _say(self, words: str, ink: str = "text") -> None:
        """What came of the last thing done here."""
        self.state.setText(words)
        self.state.inked(ink)
        icons = {"red": "circle-alert", "amber": "triangle-alert", "green": "circle-check"}
        self._mark.show_icon(icons.get(ink, "info"), ink if ink in icons else "accent")
        self._state.setVisible(bool(words))
        if words:
            self._stay(0)  # it stands at the top, whichever row below was pressed

    def _on_what(self) -> None:
        goes = self._found.goes if self._found else None
        if goes is not None:
            listed = ", ".join(f"{name}: {count}" for name, count in goes.goes)
            self._say(_("To {who}: {what}. Nothing else leaves this laptop.").format(who=goes.to, what=listed))

    def _on_ask_again(self, each: CameRow) -> None:
        copy(message(each), self)
        self._say(_("A message to the sender is copied; it names nobody. Paste it where you write to them."))


def _place(each: Destination) -> PlaceButton:
    if each.there:
        note = _("{size} free").format(size=parts.bytes_words(each.free or 0))
        return PlaceButton(each.name, note, _("here now"), there=True)
    return PlaceButton(each.name, _("last there {when}").format(when=moment(each.seen)), _("not in reach"), there=False)
