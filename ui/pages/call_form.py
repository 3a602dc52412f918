"""Everything on the page of a call that is read, ticked and typed: laid out, filled from what was kept, and read back."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from fieldapp import clock
from fieldapp.agenda.model import CallKept, Outcome, Proof
from fieldapp.desk.callfile import Callfile
from fieldapp.text import _
from ui.pages.call_beside import MachineCard, RefusalCard
from ui.pages.call_head import CallHead
from ui.pages.call_notes import NotesCard
from ui.pages.call_outcomes import Outcomes, endings, keys_of
from ui.pages.call_proof import ProofCard
from ui.pages.call_script import ScriptCard
from ui.widgets.buttons import Btn
from ui.widgets.cards import Strip
from ui.widgets.keys import KeyCap
from ui.widgets.text import Said, column, emptied, holding, row

_NARROW = 1_000
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class CallForm(QWidget):
    """changed: something was ticked, typed or chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.call: Callfile | None = None
        self.language, self.picked, self.earlier = "", frozenset[str](), False
        self.head, self.script, self.machine, self.refusal = CallHead(), ScriptCard(), MachineCard(), RefusalCard()
        self.notes, self.proof, self.outcomes = NotesCard(), ProofCard(), Outcomes()
        self._lay_out()
        self.head.dialed.connect(self._fill_agency)
        self.outcomes.chosen.connect(self._on_outcome)
        self.proof.changed.connect(self.suit)
        for signal in (self.script.moved, self.notes.changed, self.proof.changed, self.refusal.changed):
            signal.connect(self.changed)

    def _lay_out(self) -> None:
        self._strips = column(gap=8)
        self._left = QStackedWidget()
        for card in (self.script, self.machine, self.refusal):
            self._left.addWidget(card)
        self._right = QScrollArea()
        self._right.setFrameShape(QFrame.Shape.NoFrame)
        self._right.setWidgetResizable(True)
        self._right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._right.setWidget(holding(column(self.notes, self.proof, gap=12)))
        middle = row(self._left, self._right, gap=16)
        middle.setStretch(0, 1)
        made = column(self.head, self._strips, middle, self._how_row(), self.outcomes, gap=8)
        made.setStretch(2, 1)
        self.setLayout(made)

    def _how_row(self) -> QWidget:
        self.back = Btn(_("Back"), "quiet", key="Esc", height=24).bound("Escape")
        self.back.setToolTip(_("What you ticked and typed is kept"))
        self.otherwise = Btn(_("Settled otherwise…"), "quiet", key="O", height=24)
        how = Said(_("How did it end?"), "small_strong", "muted")
        keys = (
            KeyCap("1 – 5"),
            Said(_("choose"), "small", "muted"),
            4,
            KeyCap("Alt 1 – 5"),
            Said(_("while typing"), "small", "muted"),
        )
        return holding(row(how, None, self.otherwise, 4, self.head.before, 4, self.back, 8, *keys, gap=6))

    # -- showing

    def show_first(self, call: Callfile, now: clock.Instant) -> None:
        """A call that comes to this page, with what was kept of it."""
        kept = call.kept
        typed = dict(kept.typed) if kept else {}
        self.language, self.picked = call.language, frozenset(kept.picked) if kept else frozenset()
        self.earlier = bool(typed.get("earlier"))
        self.head.show_call(call, kept.dial if kept else "", now)
        self.proof.show_call(call, now, typed)
        if not typed:
            self._fill_agency()
        self.refusal.show_call(call, typed.get("why", ""), typed.get("next", ""))
        self.notes.show_notes(kept.remarks if kept else (), kept.writing if kept else "")
        self.outcomes.show_endings(endings(call.line), kept.outcome if kept else "")
        self.outcomes.setEnabled(not call.whom.forbidden)
        self._show_strips(call)
        self.show_script(call, kept.said if kept else (), kept.looked if kept else ())
        self._turn(kept.outcome if kept else "")

    def show_script(self, call: Callfile, said: tuple[int, ...], looked: tuple[int, ...]) -> None:
        """What to say: another call, or the same one in another language or with more decided."""
        self.call = call
        self.script.show_call(call, said, looked)
        self.machine.show_call(call)
        self.suit()

    def show_again(self, call: Callfile) -> None:
        """The same call in another language, or with more decided."""
        self.show_script(call, self.script.said(), tuple(self.script.looked))

    def _show_strips(self, call: Callfile) -> None:
        emptied(self._strips)
        to = call.whom
        if to.forbidden:
            self._strips.addWidget(Strip("red", "circle-alert", _("Do not tell: {who}").format(who=to.name), to.forbidden))
        elif to.limit:
            self._strips.addWidget(Strip("amber", "info", to.limit))

    def _fill_agency(self) -> None:
        self.proof.agency.edit.setText(self.head.agency())

    def forget(self) -> None:
        """Nothing of it stays."""
        self.call, self.language, self.picked, self.earlier = None, "", frozenset(), False
        for part in (self.head, self.script, self.machine, self.notes, self.proof, self.refusal):
            part.forget()
        self.outcomes.show_endings((), "")
        emptied(self._strips)

    # -- how it ended

    def _on_outcome(self, outcome: str) -> None:
        self._turn(outcome)
        self.suit()
        self.changed.emit()

    def _turn(self, outcome: str) -> None:
        """A message and a refusal have words of their own in place of the script."""
        self._left.setCurrentWidget({"message_left": self.machine, "refused": self.refusal}.get(outcome, self.script))

    def suit(self) -> None:
        """Show the fields that this outcome asks for."""
        if self.call is not None:
            self.proof.suit(self.outcomes.outcome(), earlier=self.earlier, person=self.call.whom.person)

    def lacking(self) -> str:
        """What is missing before it can be recorded, "" for nothing; the field in question gets the focus."""
        outcome = self.outcomes.outcome()
        if outcome is None:
            return _("How did it end? Press 1 to 5.")
        lacking = (self.refusal.lacks() if outcome == "refused" else None) or self.proof.lacks(outcome)
        if lacking is None:
            return ""
        lacking[0].setFocus()
        return lacking[1]

    def result(self, outcome: Outcome, began: clock.Instant, ended: clock.Instant) -> Proof:
        """The proof as it is recorded."""
        refused = outcome == "refused"
        return replace(
            self.proof.proof(outcome, self.proof.made.instant() if self.earlier else ended),
            shared=self.script.fields(),
            remarks=self.notes.all(),
            began_at=None if self.earlier else began,
            ended_at=None if self.earlier else ended,
            note=self.refusal.why.text() if refused else "",
            next_step=self.refusal.next.value() if refused else "",
        )

    def kept(self, began: clock.Instant, ended: clock.Instant | None) -> CallKept | None:
        """What is worth keeping of it until it is recorded; None for nothing."""
        if self.call is None:
            return None
        more = {"why": self.refusal.why.text(), "next": self.refusal.next.value(), "earlier": "yes" if self.earlier else ""}
        typed = self.proof.typed() | {name: value for name, value in more.items() if value}
        outcome = self.outcomes.outcome() or ""
        if not (set(typed) - {"language", "agency"} or self.script.said() or self.notes.all() or outcome):
            return None
        return CallKept(
            youth=self.call.youth,
            episode=self.call.episode,
            line=self.call.line.key,
            began_at=began,
            ended_at=ended,
            dial=self.head.dial,
            said=self.script.said(),
            looked=tuple(sorted(self.script.looked)),
            remarks=self.notes.remarks,
            writing=self.notes.edit.toPlainText(),
            outcome=outcome,
            picked=tuple(sorted(self.picked)),
            language=self.language,
            typed=typed,
        )

    # -- keys and room

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys, which come here only while no field takes them."""
        if not self.takes(event):
            super().keyPressEvent(event)

    def takes(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; False for one without a meaning here."""
        keys: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Space: self.script.said_next,
            Qt.Key.Key_Down: lambda: self.script.step(1),
            Qt.Key.Key_Up: lambda: self.script.step(-1),
            Qt.Key.Key_R: self.proof.number.edit.setFocus,
            Qt.Key.Key_N: self.notes.edit.setFocus,
            Qt.Key.Key_D: self.head.next_number,
            Qt.Key.Key_E: self.head.before.click,
            Qt.Key.Key_O: self.otherwise.click,
            **keys_of(self.outcomes),
        }
        act = keys.get(event.key()) if event.modifiers() in {Qt.KeyboardModifier.NoModifier, _KEYPAD} else None
        if act is not None:
            act()
        return act is not None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The right column is 400 wide, less where the window is narrow."""
        super().resizeEvent(event)
        self._right.setFixedWidth(400 if self.width() >= _NARROW else 336)
