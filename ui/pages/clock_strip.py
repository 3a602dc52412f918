"""Above everything on Today: that this computer's clock cannot be right, since every limit is counted by it."""

from __future__ import annotations

from fieldapp.desk.clocks import Doubt
from ui.widgets.cards import Card
from ui.widgets.text import Icon, Said, column, row


class ClockStrip(Card):
    """Hidden while nothing speaks against the clock."""

    def __init__(self) -> None:
        super().__init__(margin=12)
        self.inked("amber_soft", "amber")
        self._sentence, self._more = Said("", "strong", "amber", wraps=True), Said("", "body", wraps=True)
        line = row(Icon("clock", "amber"), 4, column(self._sentence, self._more, gap=2))
        line.setStretch(2, 1)
        self.body.addLayout(line)
        self.hide()

    def tell(self, doubt: Doubt | None) -> None:
        """Show what speaks against it, or nothing."""
        self.setVisible(doubt is not None)
        self._sentence.setText(doubt.sentence if doubt else "")
        self._more.setText(doubt.more if doubt else "")
