"""The way an absence ends: located, recovered, returned, three events with three times; or another ending (P5, P57)."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldapp import clock
from fieldapp.desk.window import ending_words
from fieldapp.locate.model import Episode
from fieldapp.text import _
from ui.pages.forms import Sheet, beside
from ui.widgets.buttons import Btn
from ui.widgets.fields import Line, Moment, Pick
from ui.widgets.text import Said, row

KINDS = (
    "located", "recovered", "returned", "hospital", "juvenile_hall", "out_of_state", "adult_place_withheld",
    "back_before_any_call", "reported_in_error", "jurisdiction_ended", "died",
)  # fmt: skip


class EndingSheet(Sheet):
    """One event at a time, each with what it opens or puts to rest said before it is recorded."""

    take_back = Signal()

    def __init__(self) -> None:
        super().__init__(_("Found, back"), _("Record"))

    def _fields(self) -> None:
        self.what = Pick(_("What happened"), tuple((kind, ending_words(kind)) for kind in KINDS))
        self.at, self.place, self.note = Moment(_("When"), 0), Line(_("Where")), Line(_("Note"))
        self.hint = Said("", "body", "muted", wraps=True)
        self.back = Btn(_("Recorded by mistake…"), "quiet", "rotate-ccw", height=28)
        self.back.clicked.connect(self.take_back)
        self.body.addWidget(beside(self.what, self.at))
        self.body.addWidget(beside(self.place, self.note))
        self.body.addWidget(self.hint)
        self.body.addLayout(row(self.back, None))
        self.what.box.currentIndexChanged.connect(self._on_what)

    def open_for(self, episode: Episode, now: clock.Instant) -> None:
        """Propose what comes next."""
        self.what.choose("returned" if episode.found_at is not None else "located")
        self.at.show_instant(now)
        self.place.edit.clear()
        self.note.edit.clear()
        self.back.setVisible(bool(episode.ended))
        self._on_what()
        self.show()
        self.what.box.setFocus()

    def _on_what(self) -> None:
        what = self.what.value()
        self.place.setVisible(what not in {"adult_place_withheld", "jurisdiction_ended", "reported_in_error"})
        self.hint.setText(_hints().get(what, ""))

    def value(self) -> tuple[str, int, str, str]:
        """(what, when, where, note); a place that the sheet does not ask for is not kept."""
        place = "" if self.place.isHidden() else self.place.text()
        return self.what.value(), self.at.instant(), place, self.note.text()


def _hints() -> dict[str, str]:
    found = _("The clock runs on until the return. Police hear of it, and everybody who was told, without place or company.")
    return {
        "located": found,
        "recovered": _("The youth is with somebody of yours or with the police. The return is an event of its own."),
        "returned": _("Opens the first hour, who is told, the talk about what happened, the screening, and what is taken back."),
        "hospital": found,
        "juvenile_hall": found,
        "out_of_state": found,
        "adult_place_withheld": _("18 or older: police are told that they are found. The place is kept nowhere."),
        "back_before_any_call": _("Nobody has been told yet. No report is asked for; what follows a return is."),
        "reported_in_error": _("The youth was not missing. Write who said so; whoever was told is told again."),
        "jurisdiction_ended": _("Name the order and its day. What was overdue by then stays owed."),
        "died": _(
            "Every return, interview and screening is put to rest at once, and no form goes out. Call your supervisor; police "
            "and NCMEC are still told."
        ),
    }
