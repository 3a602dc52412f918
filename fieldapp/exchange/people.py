"""Who is who: persons with their devices and keys, in versions that never go down, signed under the agency's root."""

from __future__ import annotations

import hashlib

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec.structs import replace

from fieldapp.exchange.keys import PublicKeys, are_keys, eight_words
from fieldapp.exchange.refusals import refused
from fieldapp.ledger.entry import framed
from fieldapp.ledger.ids import is_id
from fieldapp.ledger.kinds import Role

_OFFICE, _ROSTER = b"fieldapp/office-key/1", b"fieldapp/roster/1"
CAP = 1024 * 1024


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """A device and its public keys. enrolled, revoked: ms UTC; revoked 0 while it is trusted · successor: the device of a
    restored store that goes on for it, "" for none; what it wrote stays believed, and nothing more is sent to it.
    """

    id: str
    signing: bytes
    sealing: bytes
    enrolled: int
    revoked: int = 0
    successor: str = ""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the agency, with every device they ever had."""

    id: str
    name: str
    role: Role
    devices: tuple[Device, ...] = ()


class OfficeKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key that may sign rosters until a day, signed by the agency's root. until: ms UTC."""

    public: bytes
    until: int
    signature: bytes


class Roster(msgspec.Struct, frozen=True, kw_only=True):
    """One version of who is who."""

    version: int
    made: int
    persons: tuple[Person, ...] = ()

    def find(self, device: str) -> tuple[Person, Device] | None:
        """Whose device it is."""
        return next(((person, each) for person in self.persons for each in person.devices if each.id == device), None)

    def devices(self, *roles: Role) -> list[Device]:
        """Trusted devices of everybody with one of these roles."""
        return [
            each
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


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a new device hands over to be enrolled; its eight words are compared in person or by voice."""

    person: str
    name: str
    role: Role
    device: str
    signing: bytes
    sealing: bytes

    def words(self) -> tuple[str, ...]:
        """The eight words that both sides must see."""
        return eight_words(PublicKeys(self.signing, self.sealing))

    def sound(self) -> bool:
        """Whether its ids and keys can be what they say."""
        return is_id(self.person) and is_id(self.device) and are_keys(PublicKeys(self.signing, self.sealing))


def office_key(root: Ed25519PrivateKey, public: bytes, until: int) -> OfficeKey:
    """An office key, signed by the agency's root."""
    return OfficeKey(public=public, until=until, signature=root.sign(_office_said(public, until)))


def _office_said(public: bytes, until: int) -> bytes:
    return framed(_OFFICE, public, until.to_bytes(8, "big"))


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
        said = _office_said(signed.office.public, signed.office.until)
        Ed25519PublicKey.from_public_bytes(root_public).verify(signed.office.signature, said)
        office.verify(signed.signature, framed(_ROSTER, signed.roster))
    except (msgspec.MsgspecError, InvalidSignature, ValueError, OverflowError, RecursionError) as error:
        raise refused("unsigned_people") from error
    if len(content) > CAP or roster.made > signed.office.until:
        raise refused("unsigned_people")
    return roster


def enrolled(roster: Roster | None, card: Card, now: int) -> Roster:
    """The next version, with a device more. A person keeps their id; a role is the one that the supervisor confirmed."""
    device = Device(id=card.device, signing=card.signing, sealing=card.sealing, enrolled=now)
    persons = {person.id: person for person in (roster.persons if roster else ())}
    held = persons.get(card.person)
    others = tuple(each for each in held.devices if each.id != card.device) if held else ()
    persons[card.person] = Person(id=card.person, name=card.name, role=card.role, devices=(*others, device))
    return Roster(version=(roster.version if roster else 0) + 1, made=now, persons=tuple(persons.values()))


def revoked(roster: Roster, device: str, now: int) -> Roster:
    """The next version, in which nothing that a device sends is taken any more. What it wrote before stays."""

    def devices(person: Person) -> tuple[Device, ...]:
        return tuple(replace(each, revoked=now) if each.id == device else each for each in person.devices)

    persons = tuple(replace(person, devices=devices(person)) for person in roster.persons)
    return Roster(version=roster.version + 1, made=now, persons=persons)


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
