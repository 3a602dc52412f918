"""Notes left while the store was locked: each starts a clock, goes into an absence that runs, or is thrown away (P12)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from fieldapp.desk import leftnotes
from fieldapp.desk.desk import Changes, Desk
from fieldapp.text import _, long_moment, moment, ngettext
from ui.pages.forms import Sheet
from ui.pages.page import Page
from ui.session import Session
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, Strip
from ui.widgets.fields import Line, Pick
from ui.widgets.text import Said, column, emptied, holding, row
from ui.work import words_for

Found = tuple[tuple[leftnotes.Left, ...], tuple[leftnotes.Running, ...]]
"""The notes that wait, and the absences that they could be put into."""


def _found(desk: Desk) -> Found:
    return leftnotes.waiting(desk), desk.ask(leftnotes.running)


class LeftStrip(Strip):
    """On Today while notes wait: how many, and the way to them."""

    def __init__(self, session: Session, read: Callable[[], None]) -> None:
        button = Btn(_("Read"), "plain", height=28)
        button.setAccessibleName(_("Read what was left while locked"))
        button.clicked.connect(read)
        self._session, self._count = session, Said("", "body", "accent")
        super().__init__("accent", "pencil", _("Left while locked"), "", self._count, button)
        self.hide()
        session.bus.changed.connect(self._on_changed)

    def look(self) -> None:
        """How many wait now."""
        self._session.ask(leftnotes.waiting, self._on_waiting)

    def _on_changed(self, changes: Changes[object]) -> None:
        if leftnotes.AREA in changes.areas and self._session.me is not None:
            self.look()

    def _on_waiting(self, notes: tuple[leftnotes.Left, ...]) -> None:
        said = ngettext(
            "{n} note waits: none counts before you say so", "{n} notes wait: none counts before you say so", len(notes)
        )
        self._count.setText(said.format(n=len(notes)))
        self.setVisible(bool(notes))


class IntoSheet(Sheet):
    """Into whose timeline a note goes: nothing is chosen for the worker, and the clock stays where it is."""

    def __init__(self) -> None:
        self.left, self._at = "", 0
        self._since: dict[str, int] = {}
        super().__init__(_("Put into an absence"), _("Put it there"))

    def _fields(self) -> None:
        self.note = Said("", "body", wraps=True)
        self.whose = Pick(_("Whose absence"), ())
        self.said = Said("", "small", "muted", wraps=True)
        for part in (self.note, row(self.whose, None), self.said):
            self.body.addWidget(part) if isinstance(part, Said) else self.body.addLayout(part)
        self.whose.box.currentIndexChanged.connect(self._on_chosen)

    def open_for(self, left: leftnotes.Left, running: tuple[leftnotes.Running, ...]) -> None:
        """Show a note, and everybody whose absence runs."""
        self.left, self._at = left.id, left.at or 0
        self._since = {each.episode: each.since for each in running}
        self.note.setText(left.text)
        self.whose.box.clear()
        self.whose.box.addItem(_("Choose"), "")
        for each in running:
            state = _("late since {when}") if each.late else _("missing since {when}")
            self.whose.box.addItem(f"{each.name} · {state.format(when=moment(each.since))}", each.episode)
        self.refuse("")
        self.show()
        self.whose.box.setFocus()

    def value(self) -> tuple[str, str]:
        """(the note, the absence)."""
        return self.left, self.whose.value()

    def forget(self) -> None:
        """Nothing of it stays."""
        self.left = ""
        self.note.setText("")
        self.whose.box.clear()
        self.said.setText("")
        self.close_sheet()

    def _on_chosen(self) -> None:
        said = _("It stands in the timeline at {when}, when it was left.").format(when=long_moment(self._at))
        if self._at < self._since.get(self.whose.value(), self._at):
            said += " " + _(
                "That is before this clock began, and the clock stays. Does it tell of the first call? Start a clock from it."
            )
        self.said.setText(said)


class LeftNotesPage(Page):
    """Anyone at the laptop can leave a note, so none counts before the worker says so."""

    areas = frozenset({"locate", leftnotes.AREA})

    def _build(self) -> None:
        self._notes = column(gap=12)
        said = _(
            "Anyone at this laptop can leave one. Nothing of it counts until you say so; the time is that at which it was left."
        )
        for part in (Said(_("Left while locked"), "title"), Said(said, "body", "muted", wraps=True)):
            self.content.addWidget(part)
        self.sheet = IntoSheet()
        self.sheet.done.connect(self._on_put)
        self.content.addWidget(self.sheet)
        self.content.addLayout(self._notes)
        self.content.addStretch()

    def enter(self, youth: str, episode: str) -> None:
        """As it stands now."""
        del youth, episode
        self.stale()

    def refresh(self) -> None:
        """The notes that wait."""
        self.session.ask(_found, self._show)

    def forget(self) -> None:
        """None of them stays."""
        emptied(self._notes)
        self.sheet.forget()

    def _show(self, found: Found) -> None:
        notes, running = found
        emptied(self._notes)
        if self.sheet.left not in {each.id for each in notes}:
            self.sheet.forget()
        for each in notes:
            self._notes.addWidget(self._card(each, running))
        if not notes:
            back = Btn(_("To Today"), "plain", height=36)
            back.clicked.connect(lambda: self.go.emit("today", "", ""))
            self._notes.addWidget(Said(_("No notes are waiting."), "lead", "muted"))
            self._notes.addLayout(row(back, None))

    def _card(self, left: leftnotes.Left, running: tuple[leftnotes.Running, ...]) -> Card:
        fault = Said("", "small", "red", wraps=True)
        away, sure = _throw_away(partial(self._discard, left.id, fault))
        if left.at is None:
            return Card(Said(left.fault, "body", "red", wraps=True), row(away, None), sure, fault)
        when = _("Left while locked, {when}").format(when=long_moment(left.at))
        name = Line(_("Who is gone"), _("As the note says it; the record can be joined later."))
        start = Btn(_("Start the clock from it"), "primary", "clock", height=36)
        start.clicked.connect(partial(self._start, left.id, name, fault))
        into = Btn(_("Put into an absence…"), "plain", "plus", height=36)
        into.clicked.connect(lambda: self.sheet.open_for(left, running))
        ways = row(start, *([into] if running else []), away, None)
        return Card(Said(when, "small_strong", "muted"), Said(left.text, "body", wraps=True), name, ways, sure, fault)

    def _on_put(self, value: tuple[str, str]) -> None:
        self.session.do(
            lambda desk: leftnotes.put_into(desk, *value),
            self._on_in,
            lambda error: self.sheet.refuse(" ".join(words_for(error))),
        )

    def _on_in(self, made: tuple[str, str]) -> None:
        self.sheet.forget()
        self.go.emit("episode", *made)

    def _start(self, left: str, name: Line, fault: Said) -> None:
        typed = name.text()
        self.session.do(
            lambda desk: leftnotes.start_clock(desk, left, typed),
            lambda made: self.go.emit("episode", *made),
            lambda error: fault.setText(" ".join(words_for(error))),
        )

    def _discard(self, left: str, fault: Said) -> None:
        self.session.do(
            lambda desk: leftnotes.discard(desk, left), failed=lambda error: fault.setText(" ".join(words_for(error)))
        )


def _throw_away(discard: Callable[[], None]) -> tuple[Btn, QWidget]:
    """The button, and what it asks first below it: the note may be all that tells of somebody, and nothing brings it back."""
    away = Btn(_("Throw away"), "plain", "trash-2", height=36)
    keep, yes = Btn(_("Keep it"), "plain", height=36), Btn(_("Throw away"), "danger", height=36)
    yes.setAccessibleName(_("Yes, throw away this note"))
    sure = holding(row(Said(_("Nothing of it is kept, and nothing brings it back."), "body", "red"), 8, keep, yes, None))
    sure.hide()

    def ask() -> None:
        sure.show()
        keep.setFocus()  # not on what cannot be undone

    def leave() -> None:
        away.setFocus()
        sure.hide()

    away.clicked.connect(ask)
    keep.clicked.connect(leave)
    yes.clicked.connect(discard)
    return away, sure
