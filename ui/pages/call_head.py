"""The head of a call: the number to dial, large; how long it runs; and that nothing locks meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.desk.callfile import Callfile
from fieldapp.desk.reaching import Way
from fieldapp.text import _, moment
from ui.widgets.buttons import Btn
from ui.widgets.cards import Chip
from ui.widgets.text import Icon, Said, column, row


class CallHead(QWidget):
    """Who, number, timer. stopped: F7, to stop or to go on · dialed: another number was chosen · earlier: it was made before."""

    stopped = Signal()
    dialed = Signal(str)
    earlier = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ways: tuple[Way, ...] = ()
        self.dial = ""
        self.who, self.number = Said("", "body", "muted"), Said("", "number")
        dialed = self.number.font()
        dialed.unsetFeature(QFont.Tag("tnum"))  # it widens the hyphens of a number to dial
        self.number.setFont(dialed)
        self.hours = Said("", "small", "amber")
        self.other = Btn("", "quiet", "phone", "D", height=24)
        self.other.clicked.connect(self.next_number)
        self.held = Chip(_("No idle lock while you call, up to 30 min"), "muted", "lock-open")
        self.ends = Chip(_("The idle lock counts again"), "amber", "lock")
        mind_words = _("Lid and screen lock still lock. Dialed on your own phone: the app makes no calls.")
        self.mind = Said(mind_words, "small", "muted", wraps=True)
        self.mark = Icon("phone-call", "green", 20)
        self.time, self.since = Said("00:00", "elapsed"), Said("", "small", "muted")
        self.stop = Btn(_("Stop"), "plain", "phone-off", "F7", height=44).bound("F7")
        self.stop.clicked.connect(self.stopped)
        self.before = Btn(_("Made earlier…"), "quiet", key="E", height=24)
        self.before.clicked.connect(self.earlier)
        left = column(self.who, self.number, gap=0)
        middle = column(None, row(self.held, self.ends, None), row(self.other, self.hours, None), self.mind, None, gap=2)
        clock_side = column(row(None, self.mark, self.time, gap=8), row(None, self.since, gap=8), gap=0)
        made = row(left, 16, middle, 12, clock_side, 8, self.stop, gap=8)
        made.setStretch(2, 1)
        self.setLayout(made)

    def show_call(self, call: Callfile, dial: str, now: clock.Instant) -> None:
        """Whom, and the number that is called now."""
        name, role = call.whom.name, call.whom.role
        self.who.setText(name if role in name else f"{name}, {role}")
        self._ways = call.whom.by("phone")
        self._now = now
        self._dial(dial or (self._ways[0].value if self._ways else ""))
        self.other.setText(_("Another number"))
        self.other.setAccessibleName(_("Another number"))
        self.other.setVisible(len(self._ways) > 1)

    def _dial(self, number: str) -> None:
        self.dial = number
        way = next((each for each in self._ways if each.value == number), None)
        self.number.setText(number or _("no number"))
        closed = way is not None and way.opens_at is not None and way.opens_at > self._now
        opens = moment(way.opens_at) if way and way.opens_at else ""
        self.hours.setText(_("closed now, opens {when}").format(when=opens) if closed else "")
        self.hours.setVisible(closed)
        if way is not None and len(self._ways) > 1:
            self.who.setText(f"{way.who}, {way.hours}" if way.hours else way.who)

    def next_number(self) -> None:
        """The next number of this recipient."""
        values = [each.value for each in self._ways]
        if len(values) > 1:
            at = values.index(self.dial) if self.dial in values else -1
            self._dial(values[(at + 1) % len(values)])
            self.dialed.emit(self.dial)

    def agency(self) -> str:
        """Whose number it is."""
        return next((each.who for each in self._ways if each.value == self.dial), "")

    def show_time(self, began: clock.Instant, ended: clock.Instant | None, now: clock.Instant, *, held: bool) -> None:
        """How long it has run; a call that was stopped says when."""
        minutes, seconds = divmod(max(0, ((ended or now) - began) // clock.SECOND), 60)
        hours, minutes = divmod(minutes, 60)
        self.time.setText(f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}")
        start = f"{clock.local(began):%H:%M:%S}"
        self.since.setText(
            _("running since {when}").format(when=start)
            if ended is None
            else _("{start} to {end}").format(start=start, end=f"{clock.local(ended):%H:%M:%S}")
        )
        self.mark.show_icon("phone-call" if ended is None else "phone-off", "green" if ended is None else "muted")
        words = _("Stop") if ended is None else _("Go on")
        if self.stop.text() != words:
            self.stop.setText(words)
            self.stop.setAccessibleName(words)
            self.stop.updateGeometry()
            self.stop.setShortcut("F7")
        self.held.setVisible(ended is None and held)
        self.ends.setVisible(ended is None and not held)

    def forget(self) -> None:
        """Nothing of it stays."""
        self._ways, self.dial = (), ""
        for said in (self.who, self.number, self.hours, self.since):
            said.setText("")
