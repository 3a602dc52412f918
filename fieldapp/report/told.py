"""What a recipient may be told: the values that the disclosure matrix let through, and lines made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fieldapp.clock import HOME_ZONE, Instant
from fieldapp.report.facts import Event, StatusRow
from fieldapp.report.model import Line, Photo
from fieldapp.report.slots import PHOTO, Value
from fieldapp.text import _


@dataclass(frozen=True, slots=True)
class Told:
    """Values by slot, events and status rows that this recipient may have; a slot that is not here is never printed.

    `office` holds what is no person's: the office, its numbers, and the staff whose paper it is.
    """

    recipient: str
    language: str
    values: Mapping[str, Value]
    office: Mapping[str, str]
    events: tuple[Event, ...]
    status_rows: tuple[StatusRow, ...]
    learned: Instant | None = None
    """When the agency learned, if the reader may know it; times of a chronology count from it."""
    zone: str = HOME_ZONE
    purpose: str = "report"

    def line(self, slot: str, label: str = "") -> tuple[Line, ...]:
        """The line of a slot: one, blank where nothing is known, or none where the reader may not have it."""
        one = self.values.get(slot)
        return (Line(one.field, label or one.label, one.value, one.words),) if one else ()

    def lines(self, *slots: str) -> tuple[Line, ...]:
        """The lines of several slots in order."""
        return tuple(line for slot in slots for line in self.line(slot))

    def known(self, *slots: str) -> tuple[Line, ...]:
        """The lines of those slots that hold something: for what is not worth a blank."""
        return tuple(line for slot in slots if (one := self.values.get(slot)) and one.known for line in self.line(slot))

    def joined(self, label: str, *slots: str) -> tuple[Line, ...]:
        """Several slots on one line; those not allowed or not known fall out, all unknown is one blank."""
        here = [self.values[slot] for slot in slots if slot in self.values]
        if not here:
            return ()
        said = [f"{one.words} ({one.value})" if one.words else one.value for one in here if one.known]
        fields = tuple(dict.fromkeys(one.field for one in here if one.known)) or (here[0].field,)
        between = "; " if any(";" in each for each in said) else ", "
        return (Line(fields[0], label, between.join(said), also=fields[1:]),)

    def photo(self) -> Photo | None:
        """The picture, if there is one and the reader may have it."""
        one = self.values.get(PHOTO)
        if one is None or not one.content:
            return None
        says = _("Photo of the youth, {day}").format(day=one.value) if one.value else _("Photo of the youth")
        return Photo(one.field, one.content, says)

    def photo_day(self) -> tuple[Line, ...]:
        """When the picture was taken, where that is known."""
        one = self.values.get(PHOTO)
        return (Line(one.field, _("Photo taken"), one.value),) if one and one.content and one.value else ()
