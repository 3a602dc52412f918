"""The rows of an episode: each recipient with number, why, state and one button; I opens a row's reasons (P10, P26, P68)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fieldapp.agenda.model import Line
from fieldapp.desk.casefile import Pair, Reach
from fieldapp.desk.reasons import Reason
from fieldapp.desk.window import Progress, Tone
from fieldapp.text import _, ngettext
from ui import style
from ui.pages.made_words import made_words
from ui.widgets.buttons import Btn
from ui.widgets.keys import KeyCap
from ui.widgets.text import Icon, Said, Two, column, emptied, holding, row

_INKS: dict[Tone, tuple[str, str]] = {
    "settled": ("green", "circle-check"),
    "confirm": ("amber", "circle-dot"),
    "begun": ("amber", "circle-dot"),
    "open": ("text", "circle-dashed"),
    "late": ("red", "triangle-alert"),
    "unknown": ("muted", "circle-dashed"),
    "stopped": ("muted", "circle-alert"),
}
"""Ink and icon of a state; always with words, never by colour alone."""
_ROOM_FOR_WHY, _ROOM_FOR_NUMBER = 140, 106
"""A number with its area code stands whole: it is read off and dialled."""
_FIRST, _ALL = 1, 2
"""How far a row's reasons are open."""


@dataclass(frozen=True, slots=True)
class Acts:
    """What rows can ask for. tell: call mode, a letter, or how it went · enter: somebody who is not entered yet ·
    none: there is nobody · looked: what was kept closed was read · explain: why it was late, afterwards · who: a person's name.
    """

    tell: Callable[[Line, Reach], None]
    enter: Callable[[Line, Reach], None]
    none: Callable[[Line, Reach], None]
    looked: Callable[[], None]
    explain: Callable[[Line, Reach], None]
    who: Callable[[str], str]


class InfoMark(Btn):
    """The small mark that opens a row's reasons with the mouse; the key for it is I."""

    def __init__(self, name: str) -> None:
        super().__init__("", "quiet", height=22)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(22)
        self.setAccessibleName(_("Why: {who}").format(who=name))
        self.setToolTip(self.accessibleName())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Smaller and quieter than a button."""
        del event
        QPainter(self).drawPixmap(4, 4, style.pixmap("info", "accent" if self.underMouse() else "muted", 14, self))


class ContactRow(QWidget):
    """One recipient. kind: "phone", "writing" or "step"; the last two stand on one line where their state does · primary: it is
    the next act.
    """

    def __init__(self, pair: Pair, state: Progress, kind: str, acts: Acts, *, primary: bool = False) -> None:
        super().__init__()
        self.line, self.reach = pair
        self.primary = primary
        self._state, self._kind, self._acts = state, kind, acts
        self._called = f"{self.reach.name}: {self.reach.about}" if self.reach.about else self.reach.name
        self.button: Btn | None = None
        self.opened = 0
        self._details = column(gap=4)
        self._closed: list[Said] = []
        self.setLayout(column(self._front(primary=primary), self._details))
        style.look().changed.connect(self.update)

    # -- the row itself

    def _front(self, *, primary: bool) -> QWidget:
        ink, icon = _INKS[self._state.tone]
        number = Said(self.reach.phone if self._kind == "phone" else self.reach.ways, "body", wraps=True)
        number.setFixedWidth(_ROOM_FOR_NUMBER)
        parts: list[QWidget | None] = [Icon(icon, "muted" if self._state.tone == "open" else ink), self._who()]
        if self._state.tone == "stopped":
            return self._stopped(parts)
        if self._kind != "step":
            parts += [number, self._why()]
        parts += [self._said_state(ink), *self._buttons(primary=primary)]
        line = row(*parts, gap=12, margins=(16, 4, 16, 4))
        line.setStretch(1, 1)
        front = holding(line)
        one_line = self._kind != "phone" and not self._two_lines()
        front.setMinimumHeight(36 if one_line else 47)
        return front

    def _stopped(self, parts: Sequence[QWidget | None]) -> QWidget:
        """What no longer applies has no button, and room for the whole reason."""
        why = Said(self._state.second or self._state.first, "body", "muted", wraps=True)
        mark = InfoMark(self._called)
        mark.clicked.connect(self.toggle)
        line = row(*parts, why, mark, gap=12, margins=(16, 8, 16, 8))
        line.setStretch(1, 2)
        line.setStretch(2, 3)
        return holding(line)

    def _two_lines(self) -> bool:
        return bool(self._state.second) and self._state.tone in {"begun", "late", "confirm", "stopped", "unknown"}

    def _who(self) -> QWidget:
        """The name, what they are below it, and what the row is for; long words go on in the next line, none are cut off."""
        name = Said(self.reach.name, "strong", wraps=True)
        what = [] if self._kind == "step" else [self.reach.role, *([self.reach.hours] if self._kind == "phone" else [])]
        below = (" · ".join(dict.fromkeys(part for part in what if part)), self.reach.about)
        return Two(name, *(Said(words, "small", "muted", wraps=True) for words in below if words))

    def _why(self) -> QWidget:
        words = self.reach.why or _("Required for this youth")
        mark = InfoMark(self._called)
        mark.clicked.connect(self.toggle)
        said = Said(words, "body", "muted", wraps=True)
        long = said.fontMetrics().horizontalAdvance(words) > _ROOM_FOR_WHY - 26
        line = row(said, mark, gap=4) if long else row(said, mark, None, gap=4)
        line.setStretch(0, 1 if long else 0)
        holder = holding(line)
        holder.setFixedWidth(_ROOM_FOR_WHY)
        return holder

    def _said_state(self, ink: str) -> QWidget:
        quiet = self._state.tone in {"open", "unknown"}
        first = Said(self._state.first, "body" if quiet else "small_strong", ink, wraps=True)
        if self._state.second and (self._kind == "phone" or self._two_lines()):
            second_ink = "red" if self._state.tone == "late" else "muted"
            said: QWidget = Two(first, Said(self._state.second, "small", second_ink, wraps=True))
        else:
            if self._state.second:
                first.setToolTip(f"{self._state.first}\n{self._state.second}")
            alone = row(first)
            alone.setStretch(0, 1)
            said = holding(alone)
        said.setFixedWidth(260 if self._kind == "step" else 152)
        if self.reach.nobody and self._state.tone in {"open", "unknown", "late"}:
            none = Btn(_("There is none"), "quiet", height=28)
            none.setAccessibleName(_("There is none: {who}").format(who=self._called))
            none.clicked.connect(lambda: self._acts.none(self.line, self.reach))
            said = holding(row(none, None))
            said.setFixedWidth(152)
        return said

    def _buttons(self, *, primary: bool) -> list[QWidget]:
        words, icon = self._verb()
        button = Btn(words, "primary" if primary else "plain", icon, height=32 if self._kind == "phone" else 28).tight()
        button.setFixedWidth(104)
        button.setAccessibleName(f"{words}: {self._called}")
        button.clicked.connect(self._on_button)
        self.button = button
        return [button]

    def _verb(self) -> tuple[str, str]:
        if self._state.settled:
            return _("View"), ""
        if self.reach.nobody and self._kind == "writing":
            return _("Enter…"), "plus"
        if self.reach.forbidden:
            return _("Record"), ""
        if self._state.tone == "confirm":
            return _("Confirm"), "phone"
        return {"phone": (_("Call"), "phone"), "writing": (_("Write"), "")}.get(self._kind, (_("Record"), ""))

    def _on_button(self) -> None:
        if self._state.settled:
            self.open_reasons(0 if self.opened == _ALL else _ALL)
        elif self.reach.nobody and self._kind == "writing":
            self._acts.enter(self.line, self.reach)
        else:
            self._acts.tell(self.line, self.reach)

    def only_recorded(self) -> None:
        """No script and no letter leads from here: what was said in person is written down."""
        if self.button is not None and not self._state.settled and not self.reach.nobody:
            self.button.relabel(_("Record"))
            self.button.setAccessibleName(f"{_('Record')}: {self._called}")

    # -- its reasons

    def toggle(self) -> None:
        """Closed, then the first reason, then all of them, then closed again."""
        more = bool(self._open_reasons()) or bool(self._history())
        self.open_reasons({0: _FIRST, _FIRST: _ALL if more else 0}.get(self.opened, 0))

    def _open_reasons(self) -> list[Reason]:
        return [each for each in self.reach.reasons if not each.closed]

    def open_reasons(self, how_far: int) -> None:
        """Show reasons that anybody may read: none, the first, or all with every attempt. The others say no more than that the
        contact is required, until a key is held.
        """
        self.opened = how_far
        emptied(self._details)
        self._closed.clear()
        self._details.setContentsMargins(46, 0, 16, 10 if how_far else 0)
        if how_far:
            shown = self._open_reasons() if how_far == _ALL else self._open_reasons()[:1]
            for reason in shown:
                self._say(reason.words, reason.source, reason.more if how_far == _ALL else "")
            for reason in self.reach.reasons:
                if reason.closed:
                    self._closed += self._say("", "", "")
            for text in self._history() if how_far == _ALL else ():
                self._details.addWidget(Said(text, "small", "text", wraps=True))
            if self.line.late_notice is not None and not self.line.late_because:
                self._details.addWidget(self._unexplained())
            self._details.addWidget(self._hold_hint(len(self._open_reasons()) - len(shown)))
            if how_far == _ALL and self._state.settled:
                self._details.addWidget(self._once_more())
        self.updateGeometry()
        self.update()

    def _unexplained(self) -> QWidget:
        """A late notice without its reason: it can still be written down."""
        why = Btn(_("Write why…"), "quiet", "pencil", height=28)
        why.setAccessibleName(_("Write why it was late: {who}").format(who=self._called))
        why.clicked.connect(lambda: self._acts.explain(self.line, self.reach))
        return holding(row(Said(_("Why it was late is not written down yet."), "small", "amber"), why, None))

    def _once_more(self) -> QWidget:
        """What is settled can still be told again, or recorded better."""
        again = Btn(_("Record another…"), "quiet", "plus", height=28)
        again.setAccessibleName(_("Record another: {who}").format(who=self._called))
        again.clicked.connect(lambda: self._acts.tell(self.line, self.reach))
        return holding(row(again, None))

    def _say(self, *texts: str) -> list[Said]:
        made = [Said(text, "small", "muted", wraps=True) for text in texts]
        for each in made:
            self._details.addWidget(each)
            if not each.text():
                each.hide()
        return made

    def _hold_hint(self, more: int) -> QWidget:
        """What the keys show; the same words on every row, so that they say nothing about this one."""
        alone = not self._open_reasons()
        words = _("Required for this youth; K held down shows why") if alone else _("K held down shows what stays closed")
        again = ngettext("{n} more reason", "{n} more reasons", more).format(n=more) if more else _("all of it")
        parts: list[QWidget | int] = [] if self.opened == _ALL or alone else [KeyCap("I"), Said(again, "small", "muted"), 8]
        return holding(row(*parts, KeyCap("K"), Said(words, "small", "muted"), None, gap=8))

    def show_closed(self, shown: bool) -> None:  # noqa: FBT001 - the key is down or up
        """What stays closed, while a key is held."""
        if not self.opened or not self._closed:
            return
        kept = [text for reason in self.reach.reasons if reason.closed for text in (reason.words, reason.source, reason.more)]
        for said, text in zip(self._closed, kept, strict=True):
            said.setText(text if shown else "")
            said.setVisible(shown and bool(text))
        if shown:
            self._acts.looked()

    def _history(self) -> list[str]:
        """Every notice and attempt with its own time: a call and the report that came of it are two (P7)."""
        taken_back, who = _("{what} · taken back: {why}"), self._acts.who
        back = [taken_back.format(what=made_words(each, who), why=each.back) for each in self.line.taken_back]
        return [*(made_words(each, who) for each in self.line.made), *back]

    def paintEvent(self, event: QPaintEvent) -> None:
        """An opened row has a softer ground."""
        del event
        if self.opened:
            painter = QPainter(self)
            painter.fillRect(QRectF(self.rect()).adjusted(1, 0, -1, -1), style.colour("accent_soft"))
