"""Parts of the call page: the stamped time, the two asks, and waiting."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.locate.model import Moment as MomentKind
from fieldapp.locate.model import Waiting
from fieldapp.text import _, long_moment, moment
from ui.pages.forms import beside
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, Mark
from ui.widgets.fields import Field, Line, Moment
from ui.widgets.text import Said, Two, column, holding, row


class StampBand(Card):
    """The time that was taken when the page opened, how long ago that is, and who knew earlier."""

    edited = Signal()

    def __init__(self, now: clock.Clock) -> None:
        super().__init__(margin=14)
        self.inked("accent_soft", "accent_soft")
        self._now = now
        self.stamped = now()
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(1_000)
        self._timer.timeout.connect(self._on_tick)

    def _build(self) -> None:
        self.stamp, self.gone = Said("", "card"), Said("", "figure", "accent")
        said = _("The time this page opened, kept as “agency learned”. Somebody knew earlier? Change it and say who.")
        self.said = Said(said, "small", "muted", wraps=True)
        change = Btn(_("Change…"), "plain", height=32)
        change.clicked.connect(self._on_change)
        yet = Said(_("not yet started"), "small", "muted")
        far = column(self.gone, yet)
        for label in (self.gone, yet):
            far.setAlignment(label, Qt.AlignmentFlag.AlignRight)
        line = row(Mark("clock", "accent", 44, "surface"), 8, Two(self.stamp, self.said), far, 8, change)
        line.setStretch(2, 1)
        self.body.addLayout(line)
        self.learned = Moment(_("The agency learned at"), self.stamped)
        self.who = Line(_("Who knew"), placeholder=_("hotline, a colleague, another unit"))
        self.how = Line(_("How they learned"), placeholder=_("call, e-mail, at the door"))
        back = Btn(_("Back to this page's time"), "quiet", height=28)
        back.clicked.connect(self._on_back)
        kept = Said(_("The earliest time counts; this call's own time is kept beside it."), "small", "muted")
        self.more = holding(column(beside(self.learned, self.who, self.how), row(kept, None, back), gap=6))
        self.more.hide()
        self.body.addWidget(self.more)
        self.learned.edit.dateTimeChanged.connect(self._on_edited)
        for each in (self.who, self.how):
            each.edit.textEdited.connect(lambda _text: self.edited.emit())

    def begin(self, stamped: int, learned: int, who: str, how: str) -> None:
        """Show a call's times, and count from them."""
        self.stamped = stamped
        self.learned.edit.blockSignals(True)
        self.learned.show_instant(learned)
        self.learned.edit.blockSignals(False)
        self._earlier = learned if learned != stamped else None
        self.who.show_text(who)
        self.how.show_text(how)
        for each in (self.learned, self.who, self.how):
            each.complain("")
        self.more.setVisible(self._earlier is not None)
        self._timer.start()
        self._tell()

    def stop(self) -> None:
        """The page is left, or empty."""
        self._timer.stop()

    def came_at(self) -> int:
        """When the agency learned: the stamp to the millisecond unless another time was entered."""
        return self.stamped if self._earlier is None else self._earlier

    def field(self, name: str) -> Field | None:
        """The field that a refusal names, unfolded."""
        named: dict[str, Field] = {"came_at": self.learned, "agency_learned": self.learned, "knew_earlier": self.who}
        if name in named:
            self.more.show()
        return named.get(name)

    def _on_edited(self) -> None:
        shown = self.learned.instant()
        self._earlier = None if shown == self.stamped // clock.MINUTE * clock.MINUTE else shown
        self._tell()
        self.edited.emit()

    def _on_change(self) -> None:
        self.more.setVisible(not self.more.isVisible())
        if self.more.isVisible():
            self.learned.edit.setFocus()

    def _on_back(self) -> None:
        self.begin(self.stamped, self.stamped, "", "")
        self.edited.emit()

    def _tell(self) -> None:
        self.stamp.setText(long_moment(self.came_at(), seconds=True))
        self._on_tick()

    def _on_tick(self) -> None:
        gone = max(0, self._now() - self.came_at()) // clock.SECOND
        hours, minutes, seconds = gone // 3600, gone // 60 % 60, gone % 60
        short, long = _("{m} min {s:02d} s"), _("{h} h {m:02d} min")
        self.gone.setText(long.format(h=hours, m=minutes) if hours else short.format(m=minutes, s=seconds))


class TwoAsks(Card):
    """What the caller is asked to do, each with the time at which they were asked."""

    edited = Signal()

    def __init__(self, now: clock.Clock) -> None:
        super().__init__(Said(_("Ask the caller to do two things"), "card"))
        self._now = now
        self._asked: dict[MomentKind, int] = {}
        self._rows: dict[MomentKind, tuple[Btn, Said]] = {}
        asks: tuple[tuple[MomentKind, str], ...] = (
            ("asked_footage", _("Keep the camera footage")),
            ("asked_report", _("Send the incident report")),
        )
        for what, words in asks:
            button, state = Btn(words, "plain", height=32).ticked().at_least(206), Said("", "small", "muted")
            button.clicked.connect(partial(self._on_asked, what))
            self._rows[what] = (button, state)
            self.body.addLayout(row(button, 4, state, None))
        self.setMinimumWidth(300)

    def value(self) -> tuple[tuple[MomentKind, int], ...]:
        """What was asked, with its time."""
        return tuple(self._asked.items())

    def show_known(self, asked: tuple[tuple[MomentKind, int], ...]) -> None:
        """Show what was asked."""
        self._asked = dict(asked)
        for what, (button, state) in self._rows.items():
            at = self._asked.get(what)
            button.setChecked(at is not None)
            state.setText(_("not asked") if at is None else _("asked {when}").format(when=moment(at)[-5:]))
            state.inked("muted" if at is None else "green")

    def _on_asked(self, what: MomentKind) -> None:
        asked = dict(self._asked)
        if what in asked:
            del asked[what]
        else:
            asked[what] = self._now()
        self.show_known(tuple(asked.items()))
        self.edited.emit()


class WaitPart(QWidget):
    """Late, not yet missing: who decided, why, and when it is decided again (P4)."""

    edited = Signal()
    waits = Signal()

    def __init__(self, now: clock.Clock) -> None:
        super().__init__()
        self._now = now
        self.by, self.why = Line(_("Who decided to wait")), Line(_("Why you wait"))
        self.again = Moment(_("Decide again at"), now())
        keep = Btn(_("Wait"), "plain", "hourglass", height=36)
        keep.clicked.connect(self.waits)
        said = _("No contact is required yet. If it becomes a missing youth, the clock is this call's.")
        self.setLayout(column(beside(self.by, self.why, self.again), row(Said(said, "small", "muted"), None, keep), gap=6))
        self.again.edit.dateTimeChanged.connect(lambda _at: self.edited.emit())
        for each in (self.by, self.why):
            each.edit.textEdited.connect(lambda _text: self.edited.emit())
        self.hide()

    def begin(self, me: str, again: int) -> None:
        """Propose oneself and the county's time."""
        self.show_known(Waiting(decided_by=me, why="", decide_again_at=self._now() + again))
        self.why.edit.setFocus()

    def show_known(self, wait: Waiting | None) -> None:
        """Show a decision that is not taken yet."""
        self.setVisible(wait is not None)
        if wait is not None:
            self.by.show_text(wait.decided_by)
            self.why.show_text(wait.why)
            self.again.edit.blockSignals(True)
            self.again.show_instant(wait.decide_again_at)
            self.again.edit.blockSignals(False)
        for each in (self.by, self.why, self.again):
            each.complain("")

    def value(self) -> Waiting | None:
        """As it stands; None while it is folded."""
        if self.isHidden():
            return None
        return Waiting(decided_by=self.by.text(), why=self.why.text(), decide_again_at=self.again.instant())
