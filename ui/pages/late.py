"""Late, not yet missing: who decided to wait, why, and when it is decided again (P4)."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldapp import clock
from fieldapp.errors import BadInput
from fieldapp.locate.model import Episode
from fieldapp.text import _, moment, span
from ui.pages.call_parts import WaitPart
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.text import Icon, Said, column, row
from ui.work import words_for


class LateStrip(Card):
    """Shown while somebody waits. The clock of a missing youth would be that of the first call, and says so."""

    missing = Signal()
    waits = Signal(object)

    def __init__(self, now: clock.Clock) -> None:
        super().__init__(margin=12)
        self.inked("amber_soft", "amber")
        self._now, self._name = now, ""
        self._said, self._why = Said("", "strong", "amber"), Said("", "body", wraps=True)
        now_missing = Btn(_("Missing: start the required contacts"), "primary", "phone-call", height=32)
        now_missing.clicked.connect(self.missing)
        longer = Btn(_("Wait longer…"), "plain", "hourglass", height=32)
        longer.clicked.connect(self._on_longer)
        self.wait = WaitPart(now)
        self.wait.waits.connect(lambda: self.waits.emit(self.wait.value()))
        line = row(Icon("hourglass", "amber"), 4, column(self._said, self._why, gap=2), 8, longer, now_missing)
        line.setStretch(2, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.wait)
        self.hide()

    def show_episode(self, episode: Episode, me: str) -> None:
        """Show it for an episode where it is called for; what is typed stays."""
        self._name = me
        wait = episode.waiting
        self.setVisible(episode.open and episode.late and wait is not None)
        if self.isHidden() or wait is None:
            self.wait.show_known(None)
            return
        left = wait.decide_again_at - self._now()
        due = _("decide again at {when}") if left > 0 else _("decide now: it was to be at {when}, {span} ago")
        when = moment(wait.decide_again_at)
        self._said.setText(_("Late, not yet missing:") + " " + due.format(when=when, span=span(left)))
        why = _("Waiting was decided by {who}: {why}. If the youth is missing, the clock is the first call's, {first}.")
        self._why.setText(why.format(who=wait.decided_by, why=wait.why, first=moment(episode.happened.agency_learned)))

    def refuse(self, error: BaseException) -> None:
        """Say why the decision was not taken."""
        if not isinstance(error, BadInput):
            raise error
        fields = {"decided_by": self.wait.by, "why": self.wait.why, "decide_again_at": self.wait.again}
        fields.get(error.field, self.wait.why).complain(" ".join(words_for(error)).strip())

    def forget(self) -> None:
        """Nothing of it stays."""
        self._name = ""
        self.wait.show_known(None)
        self.hide()

    def close_wait(self, _done: object = None) -> None:
        """The decision is taken."""
        self.wait.show_known(None)

    def _on_longer(self) -> None:
        if self.wait.isHidden():
            self.wait.begin(self._name, clock.HOUR)
        else:
            self.wait.show_known(None)
