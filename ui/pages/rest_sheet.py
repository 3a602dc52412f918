"""The rest that a caller is asked, filled in later on the episode: the six parts of the call page side by side (P3)."""

from __future__ import annotations

from fieldapp import clock
from fieldapp.locate.model import Episode, Happened
from fieldapp.text import _
from ui.pages.call_rest import parts
from ui.pages.forms import Sheet, beside
from ui.widgets.fields import Field, Told
from ui.widgets.text import Said, column, holding


class RestSheet(Sheet):
    """States what happened anew, with what stands in the six."""

    def __init__(self, now: clock.Clock) -> None:
        self._parts = parts(now)
        self._before = Happened(agency_learned=0)
        super().__init__(_("What the caller was asked"), _("Keep"))

    def _fields(self) -> None:
        held = [holding(column(Said(each.title, "strong"), each, None, gap=2)) for each in self._parts]
        for start in range(0, len(held), 3):
            self.body.addWidget(beside(*held[start : start + 3]))

    def open_for(self, episode: Episode) -> None:
        """Show what is known."""
        self._before = episode.happened
        for each in self._parts:
            each.show_known(episode.happened)
        self.show()
        self._parts[0].begin()

    def value(self) -> Happened:
        """What is known, with what stands here."""
        known = self._before
        for each in self._parts:
            known = each.put(known)
        return known

    def field(self, name: str) -> Field | None:
        """The field that a refusal names."""
        return next((each.fields[name] for each in self._parts if name in each.fields), None)

    def _on_ok(self) -> None:
        wrong = [told.is_wrong() for each in self._parts for told in each.findChildren(Told)]
        if not any(wrong):
            super()._on_ok()
