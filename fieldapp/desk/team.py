"""Who this store deals with: its own keys and card, the roster that it goes by, and the sender that it is to others."""

from __future__ import annotations

from collections.abc import Mapping

from fieldapp.clock import Instant
from fieldapp.desk import office, own
from fieldapp.desk.county import county
from fieldapp.desk.desk import Desk
from fieldapp.desk.restored import succession_in
from fieldapp.exchange.bundle import Opened
from fieldapp.exchange.keys import DeviceKeys, unpack
from fieldapp.exchange.people import Card, Device, Person, Roster
from fieldapp.exchange.people import read as read_roster
from fieldapp.exchange.refusals import refused
from fieldapp.exchange.sender import Sender
from fieldapp.exchange.succession import Succession, extended
from fieldapp.exchange.suites import FX1, IN_SERVICE
from fieldapp.exchange.validity import Period, period, period_of, surely_by
from fieldapp.ledger.kinds import Role


def card(desk: Desk) -> Card:
    """What this device hands over to be enrolled."""
    own, me = keys(desk), desk.me
    public, more = own.public(), {name: suite.public(own) for name, suite in IN_SERVICE.items() if suite is not FX1}
    return Card(
        person=me.person,
        name=me.name,
        role=me.role,
        device=me.device,
        signing=public.signing,
        sealing=public.sealing,
        more=more,
    )


def keys(desk: Desk) -> DeviceKeys:
    """This device's private keys."""
    return unpack(own.read_self(desk.book.connection).keys)


def root(desk: Desk) -> bytes:
    """The agency's public root key."""
    return bytes.fromhex(desk.ask(county).root_public)


def roster(desk: Desk) -> Roster | None:
    """Who is enrolled, as far as this store knows."""
    return office.roster(desk.book.connection, root(desk))


def roster_for(desk: Desk, opened: Opened) -> Roster:
    """The roster to judge a sender by: a roster bundle is judged by the roster that it carries, which the agency signed."""
    if opened.header.form == "roster":
        content = next((content for _digest, content in opened.files()), b"")
        return read_roster(content, root(desk))
    found = roster(desk)
    if found is None:
        raise refused("unknown_sender")
    return found if found.find(opened.header.device) else extended(found, _said_first(opened))


def _said_first(opened: Opened) -> list[Succession]:
    """Whom a device that nobody enrolled says to go on for; proven by the key of the device before, as `extended` finds out."""
    first = next(opened.entries(), None)
    found = succession_in(first) if first else None
    return [found] if found else []


def sender(desk: Desk) -> Sender:
    """This device as a sender of bundles."""
    found = roster(desk)
    before = own.read_self(desk.book.connection).before
    ends = {chain: end for each in before for chain, end in each.ends.items()}
    devices = tuple(each.device for each in before)
    return Sender(desk.me.person, desk.me.device, keys(desk), found.version if found else 0, devices, ends)


def supervisors(desk: Desk) -> list[Device]:
    """Trusted devices of supervisors, but for this one, that count today: nobody else is sent a record."""
    now = desk.clock()
    found = _trusted(desk, "supervisor")
    return [each for person, each in found if (counts := period(person, each)).has_begun(now) and not counts.has_ended(now)]


def supervisors_ever(desk: Desk) -> list[Device]:
    """Trusted devices of supervisors, but for this one, whether they count today or their enrollment has ended."""
    return [each for _person, each in _trusted(desk, "supervisor")]


def supervisors_until(desk: Desk) -> Instant:
    """When the last supervisor's enrollment ended; 0 where there is none, or one of them counts today."""
    now = desk.clock()
    found = [period(person, each) for person, each in _trusted(desk, "supervisor")]
    return max((each.until for each in found), default=0) if all(each.has_ended(now) for each in found) else 0


def others(desk: Desk) -> list[Device]:
    """Trusted devices of everybody enrolled, but for this one; after its end a device is still told who is who, and what came."""
    return [each for _person, each in _trusted(desk, "worker", "officer", "supervisor")]


def _trusted(desk: Desk, *roles: Role) -> list[tuple[Person, Device]]:
    found = roster(desk)
    return [(person, each) for person, each in found.devices(*roles) if each.id != desk.me.device] if found else []


def own_period(desk: Desk) -> Period | None:
    """From when to when what is written here counts for others; None while nobody enrolled this laptop."""
    found = roster(desk)
    return period_of(found, desk.me.device) if found else None


def ended(desk: Desk, device: str) -> Instant:
    """When a device's enrollment ended; 0 where it has not."""
    found = roster(desk)
    counts = period_of(found, device) if found else None
    return counts.until if found and counts and counts.has_ended(surely_by(found, desk.clock())) else 0


def devices_beside(desk: Desk, device: str) -> list[str]:
    """Every device of the person whose device it is."""
    found = roster(desk)
    held = found.find(device) if found else None
    return [each.id for each in held[0].devices] if held else [device]


def names(desk: Desk) -> Mapping[str, str]:
    """Person id → name of everybody whom this store knows, its own person too."""
    found = roster(desk)
    enrolled = {each.id: each.name for each in found.persons} if found else {}
    return {**enrolled, desk.me.person: desk.me.name}


def signed(desk: Desk) -> Mapping[str, tuple[str, Role]]:
    """Person id → name and role, of everybody whom this store knows: who stands behind what was written."""
    found = roster(desk)
    enrolled = {each.id: (each.name, each.role) for each in found.persons} if found else {}
    return {desk.me.person: (desk.me.name, desk.me.role), **enrolled}


def reload(desk: Desk) -> None:
    """A new roster changes who had the right: everything held is judged again."""
    desk.people.know(roster(desk))
    desk.batch(lambda book: book.judge_again())
