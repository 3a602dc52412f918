"""What happened: the two questions that decide who is told, then when and where the youth was last seen (locate.md 0)."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.locate.model import Episode, Happened, Whereabouts
from fieldapp.text import _
from ui.pages.forms import Sheet, as_bool, beside, show_bool, yes_no
from ui.widgets.buttons import Btn, Choices
from ui.widgets.cards import Hairline
from ui.widgets.fields import Field, Line, Moment
from ui.widgets.text import column, holding, row

_GROWN = range(18, 21)
_PLACES: tuple[Whereabouts, ...] = ("unknown", "known_unapproved", "known_approved")


class HappenedSheet(Sheet):
    """What is known of the absence; each answer settles rows of the call list."""

    def __init__(self) -> None:
        self._before = Happened(agency_learned=0)
        self._age: int | None = None
        super().__init__(_("What happened"), _("Keep"))

    def _fields(self) -> None:
        where = (
            ("unknown", _("No, nobody knows")),
            ("known_unapproved", _("Yes, a place not approved")),
            ("known_approved", _("Yes, an approved place")),
            ("", _("Not asked yet")),
        )
        self.whereabouts = Choices(_("Do we know where the youth is?"), where, height=32)
        self.unsafe, self.treats = yes_no(_("May that place put the youth at risk?")), yes_no(_("Missing to the agency?"))
        self.abducted = yes_no(_("Abducted?"))
        self.unwilling = yes_no(_("Left unwillingly, or at risk of substantial harm?"))
        self._first = Field(_("Do we know where the youth is?"), self.whereabouts)
        self._place = beside(
            Field(_("May that place put the youth at risk?"), self.unsafe),
            Field(_("Is the youth missing to the agency, not only in an unapproved place?"), self.treats),
        )
        self._grown = Field(_("18 to 20: left unwillingly, or at risk of substantial harm?"), self.unwilling)
        for part in (self._first, self._place, Field(_("Abducted?"), self.abducted), self._grown, Hairline()):
            self.body.addWidget(part)
        self.body.addWidget(self._seen())
        self.body.addWidget(self._kept_closed())
        self.whereabouts.chosen.connect(self._on_where)

    def _seen(self) -> QWidget:
        self.learned = Moment(_("The agency learned"), 0, _("The earliest receipt, the hotline included"))
        self.seen_known = yes_no(_("Is it known when the youth was last seen?"))
        self.seen = Moment(_("Last seen"), 0)
        self.place, self.by = Line(_("Where")), Line(_("Seen by"))
        self.with_whom, self.clothing = Line(_("With whom")), Line(_("Clothing"))
        self.vehicle, self.trigger = Line(_("Car and plate")), Line(_("What set it off"))
        self.seen_known.chosen.connect(lambda value: self.seen.setVisible(value == "yes"))
        return holding(
            column(
                beside(self.learned, Field(_("Last seen known?"), self.seen_known), self.seen),
                beside(self.place, self.by, self.with_whom),
                beside(self.clothing, self.vehicle, self.trigger),
                gap=10,
            )
        )

    def _kept_closed(self) -> QWidget:
        """What nobody beside the worker should read on the way: opened by a button, and closed again with the sheet."""
        self.pregnancy = Line(_("Pregnancy"), _("Police and NCMEC only; hidden after the return."))
        self.hhs = yes_no(_("Does the HHS question arise?"))
        self.suspected = yes_no(_("Abuse suspected since last time?"))
        self.suspected_at = Moment(_("Suspected since"), 0)
        self.suspected.chosen.connect(lambda value: self.suspected_at.setVisible(value == "yes"))
        self._inner = holding(
            column(
                beside(self.pregnancy, Field(_("May be a foreign-national minor: does the HHS question arise?"), self.hhs)),
                beside(Field(_("Abuse suspected (not neglect alone)?"), self.suspected), self.suspected_at),
                gap=10,
            )
        )
        self.more = Btn(_("What stays closed…"), "quiet", "lock", height=28)
        self.more.clicked.connect(lambda: self._inner.setVisible(not self._inner.isVisible()))
        return holding(column(row(self.more, None), self._inner, gap=6))

    def open_for(self, episode: Episode, now: clock.Instant, age: int | None) -> None:
        """Show what is known; what is asked of 18 to 20 year-olds only where the age may be that."""
        self._before, self._age = episode.happened, age
        happened, seen = episode.happened, episode.happened.last_seen
        self.learned.show_instant(happened.agency_learned)
        self.seen.show_instant(seen.at or now)
        self.suspected_at.show_instant(happened.suspected or now)
        for choices, value in self._answers(happened):
            show_bool(choices, value)
        for line, text in (*self._lines(episode), (self.pregnancy, happened.pregnancy)):
            line.edit.setText(text)
        self.seen.setVisible(seen.at is not None)
        self.suspected_at.setVisible(happened.suspected is not None)
        self.pregnancy.setVisible(episode.at("returned") is None)
        self._inner.hide()
        self.whereabouts.choose(happened.whereabouts or "")
        self._on_where(happened.whereabouts or "")
        self.show()
        self.place.edit.setFocus()

    def _answers(self, happened: Happened) -> tuple[tuple[Choices, bool | None], ...]:
        return (
            (self.seen_known, True if happened.last_seen.at else None),
            (self.unsafe, happened.place_may_be_unsafe),
            (self.treats, happened.agency_treats_as_missing),
            (self.abducted, happened.abducted),
            (self.unwilling, happened.left_unwillingly_or_at_substantial_risk),
            (self.hhs, happened.hhs_question),
            (self.suspected, True if happened.suspected else None),
        )

    def _lines(self, episode: Episode) -> tuple[tuple[Line, str], ...]:
        seen = episode.happened.last_seen
        return (
            (self.place, seen.place), (self.by, seen.seen_by), (self.with_whom, seen.with_whom), (self.clothing, seen.clothing),
            (self.vehicle, seen.vehicle), (self.trigger, seen.trigger),
        )  # fmt: skip

    def _on_where(self, value: str) -> None:
        self._place.setVisible(value == "known_unapproved")
        self._grown.setVisible(self._age is None or self._age in _GROWN)

    def value(self) -> Happened:
        """The whole statement; what the sheet does not show stays as it was."""
        before = self._before
        learned = self.learned.instant()
        same_minute = learned // clock.MINUTE == before.agency_learned // clock.MINUTE
        seen = replace(
            before.last_seen,
            at=self._seen_at(),
            place=self.place.text(),
            seen_by=self.by.text(),
            with_whom=self.with_whom.text(),
            clothing=self.clothing.text(),
            vehicle=self.vehicle.text(),
            trigger=self.trigger.text(),
        )
        return replace(
            before,
            agency_learned=before.agency_learned if same_minute else learned,
            last_seen=seen,
            whereabouts=next((each for each in _PLACES if each == self.whereabouts.value()), None),
            agency_treats_as_missing=as_bool(self.treats),
            place_may_be_unsafe=as_bool(self.unsafe),
            abducted=as_bool(self.abducted),
            left_unwillingly_or_at_substantial_risk=as_bool(self.unwilling),
            hhs_question=as_bool(self.hhs),
            suspected=self._kept(self.suspected, self.suspected_at, before.suspected),
            pregnancy=self.pregnancy.text(),
        )

    def _seen_at(self) -> int | None:
        return self._kept(self.seen_known, self.seen, self._before.last_seen.at)

    @staticmethod
    def _kept(known: Choices, field: Moment, before: int | None) -> int | None:
        """The instant of a field, to the millisecond as it was where the minute is the same; None where it is not known."""
        if not as_bool(known):
            return None
        at = field.instant()
        return before if before is not None and before // clock.MINUTE == at // clock.MINUTE else at
