"""From when to when somebody's laptop counts: what the roster says of the person and of the device, together.

What was written before the end counts whenever it comes; what was written after it is kept, and counts once that is renewed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from fieldapp.clock import DAY, Instant
from fieldapp.exchange.people import Device, Person, Roster

SOON = 30 * DAY
"""So long before the end it is said."""
TERM = 365 * DAY
"""So long an enrollment lasts where nobody says otherwise."""
_NEVER = 2**53


@dataclass(frozen=True, slots=True)
class Period:
    """Both ends included, ms UTC; `until` 0 for no end."""

    since: Instant
    until: Instant

    def has_begun(self, now: Instant) -> bool:
        """Whether it is not yet to come."""
        return self.since <= now

    def has_ended(self, now: Instant) -> bool:
        """Whether it is over."""
        return bool(self.until) and self.until < now

    def ends_soon(self, now: Instant) -> bool:
        """Whether it is not over, and will be within thirty days."""
        return bool(self.until) and not self.has_ended(now) and self.until - now <= SOON


def period(person: Person, device: Device) -> Period:
    """When a device counts: while its person does and it does itself."""
    until = min(person.until or _NEVER, device.until or _NEVER)
    return Period(max(person.since, device.since), 0 if until == _NEVER else until)


def period_of(roster: Roster, device: str) -> Period | None:
    """The same by id; None for a device that is not on the roster."""
    found = roster.find(device)
    return period(*found) if found else None


def ends(roster: Roster) -> Mapping[str, Instant]:
    """Device -> the last instant of which what it writes counts; only those that have an end."""
    found = {each.id: period(person, each).until for person in roster.persons for each in person.devices}
    return {device: until for device, until in found.items() if until}


def surely_by(roster: Roster, now: Instant) -> Instant:
    """What time it is at least: this computer's clock may have been put back, but the roster was signed before it came here."""
    return max(now, roster.made)


def renewed(roster: Roster, person: str, until: Instant, now: Instant) -> Roster:
    """The next version, in which a person and the laptops that they work with count until another day."""

    def of(each: Person) -> Person:
        devices = tuple(one if one.revoked or one.successor else replace(one, until=until) for one in each.devices)
        return replace(each, until=until, devices=devices)

    persons = tuple(of(each) if each.id == person else each for each in roster.persons)
    return Roster(version=roster.version + 1, made=now, persons=persons)
