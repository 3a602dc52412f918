"""Who is who: persons with their devices and keys, in versions that never go down, signed under the agency's root."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec.structs import replace

from fieldapp.exchange.keys import PublicKeys, are_keys, eight_words
from fieldapp.exchange.refusals import refused
from fieldapp.exchange.suites import FX1, IN_SERVICE
from fieldapp.ledger.entry import framed
from fieldapp.ledger.ids import is_id
from fieldapp.ledger.kinds import Role

_OFFICE, _OFFICE_FROM, _ROSTER = b"fieldapp/office-key/1", b"fieldapp/office-key/2", b"fieldapp/roster/1"
CAP = 1024 * 1024


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A device and its public keys. enrolled, revoked: ms UTC; revoked 0 while it is trusted · successor: the device of a
    restored store that goes on for it, "" for none; what it wrote stays believed, and nothing more is sent to it · since, until:
    from when to when it counts, ms UTC, 0 for no end of that side · more: suite -> public key, of suites after fx1.
    """

    id: str
    signing: bytes
    sealing: bytes
    enrolled: int
    revoked: int = 0
    successor: str = ""
    since: int = 0
    until: int = 0
    more: dict[str, bytes] = {}

    def opens(self) -> Mapping[str, bytes]:
        """Suite -> the public key to seal to, of every suite that it can open."""
        return {FX1.name: self.sealing, **self.more}


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the agency, with every device they ever had. since, until: as of a device."""

    id: str
    name: str
    role: Role
    devices: tuple[Device, ...] = ()
    since: int = 0
    until: int = 0


class OfficeKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key that may sign rosters from a day to a day, signed by the agency's root. until, since: ms UTC, since 0 for any."""

    public: bytes
    until: int
    signature: bytes
    since: int = 0

    def covers(self, made: int) -> bool:
        """Whether it may sign what was made then."""
        return self.since <= made <= self.until


class Roster(msgspec.Struct, frozen=True, kw_only=True):
    """One version of who is who."""

    version: int
    made: int
    persons: tuple[Person, ...] = ()

    def find(self, device: str) -> tuple[Person, Device] | None:
        """Whose device it is."""
        return next(((person, each) for person in self.persons for each in person.devices if each.id == device), None)

    def devices(self, *roles: Role) -> list[tuple[Person, Device]]:
        """Trusted devices of everybody with one of these roles."""
        return [
            (person, each)
            for person in self.persons
            if person.role in roles
            for each in person.devices
            if not each.revoked and not each.successor
        ]


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """A roster with its signature and the office key that made it."""

    roster: bytes
    office: OfficeKey
    signature: bytes


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a new device hands over to be enrolled; its eight words are compared in person or by voice. more: as of a device."""

    person: str
    name: str
    role: Role
    device: str
    signing: bytes
    sealing: bytes
    more: dict[str, bytes] = {}

    def words(self) -> tuple[str, ...]:
        """The eight words that both sides must see."""
        return eight_words(PublicKeys(self.signing, self.sealing), self.more)

    def sound(self) -> bool:
        """Whether its ids and keys can be what they say; of a suite that is not known here it is not asked."""
        known = all(IN_SERVICE[name].accepts(key) for name, key in self.more.items() if name in IN_SERVICE)
        return is_id(self.person) and is_id(self.device) and known and are_keys(PublicKeys(self.signing, self.sealing))


def office_key(root: Ed25519PrivateKey, public: bytes, until: int, since: int = 0) -> OfficeKey:
    """An office key, signed by the agency's root."""
    return OfficeKey(public=public, until=until, since=since, signature=root.sign(_office_said(public, until, since)))


def _office_said(public: bytes, until: int, since: int) -> bytes:
    """Keys without a beginning are signed as they always were."""
    if not since:
        return framed(_OFFICE, public, until.to_bytes(8, "big"))
    return framed(_OFFICE_FROM, public, since.to_bytes(8, "big"), until.to_bytes(8, "big"))


def sign(roster: Roster, key: Ed25519PrivateKey, office: OfficeKey) -> bytes:
    """A roster as it travels and is kept."""
    raw = msgspec.msgpack.encode(roster)
    return msgspec.msgpack.encode(Signed(roster=raw, office=office, signature=key.sign(framed(_ROSTER, raw))))


def read(content: bytes, root_public: bytes) -> Roster:
    """The roster of signed bytes; BundleRefused unless an office key that the root signed, and that was valid then, signed it."""
    try:
        signed = msgspec.msgpack.decode(content, type=Signed)
        roster = msgspec.msgpack.decode(signed.roster, type=Roster)
        office = Ed25519PublicKey.from_public_bytes(signed.office.public)
        said = _office_said(signed.office.public, signed.office.until, signed.office.since)
        Ed25519PublicKey.from_public_bytes(root_public).verify(signed.office.signature, said)
        office.verify(signed.signature, framed(_ROSTER, signed.roster))
    except (msgspec.MsgspecError, InvalidSignature, ValueError, OverflowError, RecursionError) as error:
        raise refused("unsigned_people") from error
    if len(content) > CAP or not signed.office.covers(roster.made):
        raise refused("unsigned_people")
    return roster


def enrolled(roster: Roster | None, card: Card, now: int, until: int = 0) -> Roster:
    """The next version, with a device more. A person keeps their id; a role is the one that the supervisor confirmed.

    until: the device counts so long, 0 for no end; the person does too, who may have one that counts longer.
    """
    device = Device(id=card.device, signing=card.signing, sealing=card.sealing, enrolled=now, until=until, more=dict(card.more))
    persons = {person.id: person for person in (roster.persons if roster else ())}
    held = persons.get(card.person)
    others = tuple(each for each in held.devices if each.id != card.device) if held else ()
    longest = until if held is None else 0 if not (held.until and until) else max(held.until, until)
    persons[card.person] = Person(
        id=card.person,
        name=card.name,
        role=card.role,
        devices=(*others, device),
        since=held.since if held else 0,
        until=longest,
    )
    return Roster(version=(roster.version if roster else 0) + 1, made=now, persons=tuple(persons.values()))


def revoked(roster: Roster, device: str, now: int) -> Roster:
    """The next version, in which nothing that a device sends is taken any more. What it wrote before stays."""

    def devices(person: Person) -> tuple[Device, ...]:
        return tuple(replace(each, revoked=now) if each.id == device else each for each in person.devices)

    persons = tuple(replace(person, devices=devices(person)) for person in roster.persons)
    return Roster(version=roster.version + 1, made=now, persons=persons)


def revocations(roster: Roster) -> dict[str, int]:
    """Device -> when it was revoked, ms UTC."""
    return {each.id: each.revoked for person in roster.persons for each in person.devices if each.revoked}


def with_revoked(roster: Roster, devices: Mapping[str, int]) -> Roster:
    """A roster in which these are revoked; one signed by a store restored from before that must not trust them again."""
    if not any(each.id in devices and not each.revoked for person in roster.persons for each in person.devices):
        return roster

    def of(person: Person) -> Person:
        held = (each if each.revoked else replace(each, revoked=devices.get(each.id, 0)) for each in person.devices)
        return replace(person, devices=tuple(held))

    return replace(roster, persons=tuple(map(of, roster.persons)))


def fits(roster: Roster, card: Card) -> bool:
    """Whether a card takes nobody's place: a person's next device has their name and role, a device its person and its keys."""
    held = next((each for each in roster.persons if each.id == card.person), None)
    if held is not None and (held.name, held.role) != (card.name, card.role):
        return False
    found = roster.find(card.device)
    return found is None or (
        found[0].id == card.person
        and (found[1].signing, found[1].sealing) == (card.signing, card.sealing)
        and not found[1].revoked
    )


def digest(content: bytes) -> bytes:
    """By which a signed roster is told from another of the same number."""
    return hashlib.sha256(content).digest()
