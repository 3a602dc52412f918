"""Small sheets on top of a page: what happened, the way back; each states what is known, and refuses with a sentence."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.desk.window import ending_words
from fieldapp.locate.model import Episode, Happened, Whereabouts
from fieldapp.text import _
from ui.widgets.buttons import Btn, Choices
from ui.widgets.cards import Card
from ui.widgets.fields import Field, Line, Moment, Pick
from ui.widgets.text import Said, row


def yes_no(label: str) -> Choices:
    """Yes, no, or not known: three answers, never a blank that means no."""
    return Choices(label, (("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))), height=32)


def as_bool(choices: Choices) -> bool | None:
    """What was chosen."""
    return {"yes": True, "no": False}.get(choices.value())


def show_bool(choices: Choices, value: bool | None) -> None:  # noqa: FBT001 - three-valued
    """Choose a value."""
    choices.choose("" if value is None else "yes" if value else "no")


class Sheet(Card):
    """A sheet with a title, fields, a fault line, Cancel and one primary."""

    done = Signal(object)
    closed = Signal()

    def __init__(self, title: str, verb: str) -> None:
        super().__init__(margin=20, gap=10)
        self.title = Said(title, "card")
        self.fault = Said("", "body", "red", wraps=True)
        self.ok = Btn(verb, "primary", "check", _("Ctrl Enter")).bound("Ctrl+Return")
        cancel = Btn(_("Cancel"), "plain", key="Esc").bound("Escape")
        cancel.clicked.connect(self.close_sheet)
        self.ok.clicked.connect(self._on_ok)
        self.body.addWidget(self.title)
        self._fields()
        self.body.addWidget(self.fault)
        self.body.addLayout(row(None, cancel, self.ok))
        self.hide()

    def _fields(self) -> None:
        """Put the fields in."""

    def value(self) -> object:
        """What was filled in."""
        return None

    def refuse(self, sentence: str) -> None:
        """Say why it was not taken; everything typed stays."""
        self.fault.setText(sentence)

    def close_sheet(self) -> None:
        """Put it away."""
        self.hide()
        self.fault.setText("")
        self.closed.emit()

    def _on_ok(self) -> None:
        self.fault.setText("")
        self.done.emit(self.value())


class HappenedSheet(Sheet):
    """What is known of the absence; each answer settles rows of the call list."""

    def __init__(self) -> None:
        self._before = Happened(agency_learned=0)
        super().__init__(_("What happened"), _("Keep"))

    def _fields(self) -> None:
        self.learned, self.seen_known = Moment(_("The agency learned"), 0), yes_no(_("Is it known when the youth was last seen?"))
        self.seen = Moment(_("Last seen"), 0)
        self.place, self.with_whom = Line(_("Where")), Line(_("With whom"))
        self.clothing, self.vehicle, self.trigger = Line(_("Clothing")), Line(_("Car and plate")), Line(_("What set it off"))
        where = (
            ("unknown", _("Nobody knows where")),
            ("known_unapproved", _("Known, not approved")),
            ("known_approved", _("Known, approved")),
        )
        self.whereabouts = Pick(_("Do we know where the youth is?"), where)
        self.treats = yes_no(_("Does the agency treat the youth as missing?"))
        self.unsafe, self.abducted = yes_no(_("May the place be unsafe?")), yes_no(_("Abducted?"))
        self.unwilling = yes_no(_("18 to 20: left unwillingly, or at risk of substantial harm?"))
        self.body.addWidget(beside(self.learned, _labelled(_("Last seen known?"), self.seen_known), self.seen))
        self.body.addWidget(beside(self.place, self.with_whom, self.clothing))
        self.body.addWidget(beside(self.vehicle, self.trigger, self.whereabouts))
        self.body.addWidget(beside(_labelled(_("Treated as missing?"), self.treats), _labelled(_("Place unsafe?"), self.unsafe)))
        self.body.addWidget(
            beside(_labelled(_("Abducted?"), self.abducted), _labelled(_("18 to 20: unwilling, or at risk?"), self.unwilling))
        )
        self.seen_known.chosen.connect(lambda value: self.seen.setVisible(value == "yes"))

    def open_for(self, episode: Episode, now: clock.Instant) -> None:
        """Show what is known."""
        self._before = happened = episode.happened
        seen = happened.last_seen
        self.learned.show_instant(happened.agency_learned)
        show_bool(self.seen_known, True if seen.at is not None else None)
        self.seen.show_instant(seen.at or now)
        self.seen.setVisible(seen.at is not None)
        self.whereabouts.choose(happened.whereabouts or "unknown")
        pairs = ((self.place, seen.place), (self.with_whom, seen.with_whom), (self.clothing, seen.clothing))
        for line, text in (*pairs, (self.vehicle, seen.vehicle), (self.trigger, seen.trigger)):
            line.edit.setText(text)
        show_bool(self.treats, happened.agency_treats_as_missing)
        show_bool(self.unsafe, happened.place_may_be_unsafe)
        show_bool(self.abducted, happened.abducted)
        show_bool(self.unwilling, happened.left_unwillingly_or_at_substantial_risk)
        self.show()
        self.place.edit.setFocus()

    def value(self) -> Happened:
        """The whole statement; what the sheet does not show stays as it was."""
        before = self._before
        learned = self.learned.instant()
        same_minute = learned // clock.MINUTE == before.agency_learned // clock.MINUTE
        places: tuple[Whereabouts, ...] = ("unknown", "known_unapproved", "known_approved")
        where = next(each for each in places if each == self.whereabouts.value())
        known = as_bool(self.seen_known)
        seen = replace(
            before.last_seen,
            at=self.seen.instant() if known else None,
            place=self.place.text(),
            with_whom=self.with_whom.text(),
            clothing=self.clothing.text(),
            vehicle=self.vehicle.text(),
            trigger=self.trigger.text(),
        )
        return replace(
            before,
            agency_learned=before.agency_learned if same_minute else learned,
            last_seen=seen,
            whereabouts=where,
            agency_treats_as_missing=as_bool(self.treats),
            place_may_be_unsafe=as_bool(self.unsafe),
            abducted=as_bool(self.abducted),
            left_unwillingly_or_at_substantial_risk=as_bool(self.unwilling),
        )


class EndingSheet(Sheet):
    """Located, recovered, returned: three events with three times; or another ending (P5, P57)."""

    def __init__(self) -> None:
        super().__init__(_("Found, back"), _("Record"))

    def _fields(self) -> None:
        kinds = (
            "located", "recovered", "returned", "reported_in_error", "back_before_any_call", "hospital", "juvenile_hall",
            "out_of_state", "adult_place_withheld", "jurisdiction_ended", "died",
        )  # fmt: skip
        self.what = Pick(_("What happened"), tuple((kind, ending_words(kind)) for kind in kinds))
        self.at, self.place, self.note = Moment(_("When"), 0), Line(_("Where")), Line(_("Note"))
        self.body.addWidget(beside(self.what, self.at))
        self.body.addWidget(beside(self.place, self.note))

    def open_for(self, episode: Episode, now: clock.Instant) -> None:
        """Propose what comes next."""
        self.what.choose("returned" if episode.at("located") is not None else "located")
        self.at.show_instant(now)
        self.place.edit.clear()
        self.note.edit.clear()
        self.show()
        self.what.box.setFocus()

    def value(self) -> tuple[str, int, str, str]:
        """(what, when, where, note)."""
        return self.what.value(), self.at.instant(), self.place.text(), self.note.text()


def _labelled(label: str, control: QWidget) -> Field:
    return Field(label, control)


def beside(*fields: QWidget) -> QWidget:
    """Fields beside each other, their labels in one line whatever stands below them."""
    holder, line = QWidget(), row(*fields, gap=12)
    for each in fields:
        line.setAlignment(each, Qt.AlignmentFlag.AlignTop)
    holder.setLayout(line)
    return holder
