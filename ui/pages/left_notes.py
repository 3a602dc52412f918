"""Notes left while the store was locked: each starts a clock at the time it was left, or is thrown away (P12)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fieldapp.desk import leftnotes
from fieldapp.text import _, long_moment, ngettext
from ui.pages.page import Page
from ui.session import Session
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, Strip
from ui.widgets.fields import Line
from ui.widgets.text import Said, column, emptied, row
from ui.work import words_for


class LeftStrip(Strip):
    """On Today while notes wait: how many, and the way to them."""

    def __init__(self, session: Session, read: Callable[[], None]) -> None:
        button = Btn(_("Read"), "plain", height=28)
        button.setAccessibleName(_("Read what was left while locked"))
        button.clicked.connect(read)
        self._session, self._count = session, Said("", "body", "accent")
        super().__init__("accent", "pencil", _("Left while locked"), "", self._count, button)
        self.hide()

    def look(self) -> None:
        """How many wait now."""
        self._session.ask(leftnotes.waiting, self._on_waiting)

    def _on_waiting(self, notes: tuple[leftnotes.Left, ...]) -> None:
        said = ngettext(
            "{n} note waits: none counts before you say so", "{n} notes wait: none counts before you say so", len(notes)
        )
        self._count.setText(said.format(n=len(notes)))
        self.setVisible(bool(notes))


class LeftNotesPage(Page):
    """Anyone at the laptop can leave a note, so none counts before the worker says so."""

    areas = frozenset({"locate"})

    def _build(self) -> None:
        self._notes = column(gap=12)
        said = _(
            "Anyone at this laptop can leave one. Nothing of it counts until you say so; the time is that at which it was left."
        )
        for part in (Said(_("Left while locked"), "title"), Said(said, "body", "muted", wraps=True)):
            self.content.addWidget(part)
        self.content.addLayout(self._notes)
        self.content.addStretch()

    def enter(self, youth: str, episode: str) -> None:
        """As it stands now."""
        del youth, episode
        self.stale()

    def refresh(self) -> None:
        """The notes that wait."""
        self.session.ask(leftnotes.waiting, self._show)

    def forget(self) -> None:
        """None of them stays."""
        emptied(self._notes)

    def _show(self, notes: tuple[leftnotes.Left, ...]) -> None:
        emptied(self._notes)
        for each in notes:
            self._notes.addWidget(self._card(each))
        if not notes:
            back = Btn(_("To Today"), "plain", height=36)
            back.clicked.connect(lambda: self.go.emit("today", "", ""))
            self._notes.addWidget(Said(_("No notes are waiting."), "lead", "muted"))
            self._notes.addLayout(row(back, None))

    def _card(self, left: leftnotes.Left) -> Card:
        away = Btn(_("Throw away"), "plain", "trash-2", height=36)
        fault = Said("", "small", "red", wraps=True)
        away.clicked.connect(partial(self._discard, left.id, fault))
        if left.at is None:
            return Card(Said(left.fault, "body", "red", wraps=True), row(away, None), fault)
        when = _("Left while locked, {when}").format(when=long_moment(left.at))
        name = Line(_("Who is gone"), _("As the note says it; the record can be joined later."))
        start = Btn(_("Start the clock from it"), "primary", "clock", height=36)
        start.clicked.connect(partial(self._start, left.id, name, fault))
        return Card(Said(when, "small_strong", "muted"), Said(left.text, "body", wraps=True), name, row(start, away, None), fault)

    def _start(self, left: str, name: Line, fault: Said) -> None:
        typed = name.text()
        self.session.do(
            lambda desk: leftnotes.start_clock(desk, left, typed),
            lambda made: self.go.emit("episode", *made),
            lambda error: fault.setText(" ".join(words_for(error))),
        )

    def _discard(self, left: str, fault: Said) -> None:
        self.session.ask(
            lambda desk: leftnotes.discard(desk, left),
            lambda _none: self.refresh(),
            lambda error: fault.setText(" ".join(words_for(error))),
        )
