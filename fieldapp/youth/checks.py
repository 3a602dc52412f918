"""What a value of a record must keep to: days that can be, and numbers that nobody may dial."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fieldapp import clock
from fieldapp.errors import BadInput
from fieldapp.text import _
from fieldapp.youth.model import Youth

_OLDEST_YEARS = 26  # the state option of the federal group reaches to 26 (POP-2); older is a slip of the pen
_LOCAL_DIGITS = 7  # a number is written with or without its area code


@dataclass(frozen=True, slots=True)
class Alarm:
    """A number of a person of concern that stands with somebody who would be called (P21)."""

    concern: str
    holder: str
    number: str


def check_born(born: str, today: date) -> date:
    """A birth date that can be one; refuses the future and more than 26 years ago."""
    day = as_day("born", born)
    if day > today:
        raise BadInput("born", _("The birth date lies in the future."), _("Check the year."))
    if today.year - day.year > _OLDEST_YEARS:
        raise BadInput("born", _("This birth date makes the youth older than 26."), _("Check the year."))
    return day


def as_day(field: str, text: str) -> date:
    """A day that is in the calendar."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(field, _("{text} is no date.").format(text=text), _("Write it as 2011-05-30.")) from None


def check_past(field: str, text: str | None, born: str | None, today: date) -> None:
    """A day on which something has happened to the youth: not before birth, and not in the future."""
    if not text:
        return
    day = as_day(field, text)
    if day > today:
        raise BadInput(field, _("{text} lies in the future.").format(text=text), _("Check the day."))
    if born and day < date.fromisoformat(born):
        raise BadInput(
            field, _("{text} lies before the youth's birth.").format(text=text), _("Check the day, or the birth date.")
        )


def check_lived(field: str, at: clock.Instant | None, born: str | None) -> None:
    """A time at which the youth was alive; the future is another check's."""
    if at is not None and born and clock.day(at).isoformat() < born:
        raise BadInput(field, _("This time lies before the youth's birth."), _("Check day and year."))


def check_not_before_what_happened(record: Youth, born: date) -> None:
    """A birth date that leaves every day that the record already holds after it."""
    placement = record.placement.value.since if record.placement else None
    days = [each for each in (placement, *(photo.value.taken_on for photo in record.photos.values())) if each]
    if days and born > date.fromisoformat(min(days)):
        raise BadInput(
            "born",
            _("The birth date lies after {day}, on which the youth was already placed or photographed.").format(day=min(days)),
            _("Check both days."),
        )


def same_number(one: str, other: str) -> bool:
    """Whether two ways of writing are one phone number; one of them may lack its area code or country."""
    first, second = (_digits(each) for each in (one, other))
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= _LOCAL_DIGITS and longer.endswith(shorter)


def alarms(record: Youth) -> Iterator[Alarm]:
    """Every number of a person of concern that also stands with a contact, the placement or the youth."""
    held = [
        (each.value.name, way.value) for each in record.contacts.values() for way in each.value.channels if way.kind != "email"
    ]
    if record.placement:
        held.append((record.placement.value.name, record.placement.value.phone))
    if record.reach:
        held += [(record.names.value.chosen, each.value) for each in record.reach.value.handles]
    for concern in record.concerns.values():
        for phone in concern.value.phones:
            for name, number in held:
                if same_number(phone, number):
                    yield Alarm(concern.value.name, name, number)


def _digits(number: str) -> str:
    return "".join(c for c in number if c.isascii() and c.isdigit())
