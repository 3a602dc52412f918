"""The agency's side of an open store: the roster that it goes by, and at a supervisor's the office key that signs new ones."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace
from sqlalchemy import Connection

from fieldapp.clock import DAY, Instant, day
from fieldapp.desk.county import county
from fieldapp.desk.restored import successions
from fieldapp.errors import BadInput, NotAllowed
from fieldapp.exchange import people, validity
from fieldapp.exchange.people import Card, OfficeKey, Roster
from fieldapp.exchange.refusals import refused
from fieldapp.exchange.succession import extended
from fieldapp.ledger import local
from fieldapp.ledger.ids import AGENCY
from fieldapp.ledger.kinds import LEAD, Fact, Role
from fieldapp.ledger.work import Work
from fieldapp.text import _, full_date

_ROSTER, _OFFICE, _REVOKED = "roster", "office-key", "revoked"
AFTER_RESTORE = 1_000
"""So many versions a restored store leaves free for those that it may have signed after the backup, and that others go by."""
LONGEST = 1_100 * DAY
"""No enrollment lasts longer: a year mistyped must not be one for good."""


class RosterMade(Fact, frozen=True, kw_only=True):
    """A new version of who is who was signed here. digest: SHA-256 of the signed roster, hex."""

    kind = "agency.roster"
    roles: ClassVar[frozenset[Role]] = LEAD
    number: int
    digest: str
    devices: tuple[str, ...]


KINDS: tuple[type[Fact], ...] = (RosterMade,)


class _Office(msgspec.Struct, frozen=True, kw_only=True):
    private: bytes
    key: OfficeKey


def roster_bytes(connection: Connection) -> bytes | None:
    """The signed roster that this store goes by."""
    return local.get(connection, _ROSTER)


def signed_roster(connection: Connection, root_public: bytes) -> Roster | None:
    """The same, read; what was ever revoked here stays so, whatever a later list says of it."""
    held = roster_bytes(connection)
    return people.with_revoked(people.read(held, root_public), _revoked(connection)) if held else None


def roster(connection: Connection, root_public: bytes) -> Roster | None:
    """Who is who, with those restored stores that go on for somebody and are not enrolled yet."""
    held = signed_roster(connection, root_public)
    return extended(held, successions(connection)) if held else None


def signs_rosters(connection: Connection) -> bool:
    """Whether this store holds an office key."""
    return local.get(connection, _OFFICE) is not None


def signs_until(connection: Connection) -> Instant:
    """The last instant at which this store may sign rosters; 0 where it holds no office key."""
    found = _key(connection)
    return found.key.until if found else 0


def may_sign(connection: Connection, now: Instant) -> bool:
    """Whether this store may sign rosters today."""
    found = _key(connection)
    return found is not None and found.key.covers(now)


def _key(connection: Connection) -> _Office | None:
    held = local.get(connection, _OFFICE)
    return msgspec.msgpack.decode(held, type=_Office) if held else None


def adopt(connection: Connection, content: bytes, root_public: bytes) -> Roster:
    """Go by another roster; never by an older one, nor by another of the same number."""
    new = people.read(content, root_public)
    held = roster_bytes(connection)
    before = people.read(held, root_public) if held else None
    if before is not None and (new.version < before.version or (new.version == before.version and content != held)):
        raise refused("older_people")
    local.put(connection, _ROSTER, content)
    local.put(connection, _REVOKED, msgspec.msgpack.encode({**people.revocations(new), **_revoked(connection)}))
    return new


def _revoked(connection: Connection) -> dict[str, Instant]:
    """Device -> when it was revoked, of every list that this store ever went by."""
    held = local.get(connection, _REVOKED)
    return msgspec.msgpack.decode(held, type=dict[str, int]) if held else {}


def take_office_key(work: Work, private: bytes, key: OfficeKey) -> None:
    """Let this store sign rosters; the key must be signed by the agency's root and still be valid."""
    if work.me.role != "supervisor":
        raise NotAllowed(_("Only a supervisor's store signs who is who."), _("Ask your supervisor."))
    root = bytes.fromhex(county(work).root_public)
    trial = people.sign(Roster(version=0, made=key.until), Ed25519PrivateKey.from_private_bytes(private), key)
    people.read(trial, root)
    _require_good(key, work.now)
    local.put(work.session.connection(), _OFFICE, msgspec.msgpack.encode(_Office(private=private, key=key)))


def enroll(work: Work, card: Card, words: tuple[str, ...], until: Instant = 0) -> Roster:
    """Add a device to the roster. words: the eight that the other side read out; they cannot be skipped · until: when that ends,
    in a year where nobody says.
    """
    office = _office(work)
    return _signed(work, office, _enrolled(work, card, words, _end(work, until or work.now + validity.TERM)))


def speak_anew(work: Work, card: Card) -> Roster:
    """Of a restored store that signs rosters: its own new device on the next list, with room for those that it signed before."""
    office, new = _office(work), _enrolled(work, card, card.words(), work.now + validity.TERM)
    return _signed(work, office, replace(new, version=new.version + AFTER_RESTORE))


def _enrolled(work: Work, card: Card, words: tuple[str, ...], until: Instant) -> Roster:
    """The next version, with a device more."""
    if not card.sound():
        raise BadInput("card", _("This card is damaged."), _("Ask for it again."))
    if tuple(word.strip().lower() for word in words) != card.words():
        raise BadInput(
            "words", _("The eight words differ: this is not the device that you think."), _("Compare them again, aloud.")
        )
    before = _signed_before(work)
    if before is not None and not people.fits(before, card):
        raise BadInput(
            "card",
            _("This card says that it is somebody or some laptop that is enrolled already, and is not."),
            _("Ask whose card it is. Somebody's second laptop has their name and role on its card."),
        )
    goes_on = [each for each in successions(work.session.connection()) if each.device == card.device]
    return extended(people.enrolled(before, card, work.now, until), goes_on)


def renew(work: Work, person: str, until: Instant) -> Roster:
    """Let somebody, and the laptops that they work with, count until another day, sooner or later."""
    office, before = _office(work), _signed_before(work)
    if before is None or person not in {each.id for each in before.persons}:
        raise BadInput("person", _("This person is not enrolled."), _("Look at the list again."))
    return _signed(work, office, validity.renewed(before, person, _end(work, until), work.now))


def _end(work: Work, until: Instant) -> Instant:
    if not work.now < until <= work.now + LONGEST:
        raise BadInput(
            "until",
            _("An enrollment ends on a day from today on, within three years."),
            _("To end it at once, revoke the laptop."),
        )
    return until


def revoke(work: Work, device: str) -> Roster:
    """Take nothing more from a device that is lost or no longer trusted; what it sent before stays, and so does its person."""
    office, before = _office(work), _signed_before(work)
    found = before.find(device) if before else None
    if before is None or found is None or found[1].revoked:
        raise BadInput("device", _("This laptop is not enrolled."), _("Look at the list again."))
    if device == work.me.device:
        raise BadInput("device", _("This is the laptop that you are working on."), _("Another supervisor can revoke it."))
    return _signed(work, office, people.revoked(before, device, work.now))


def _office(work: Work) -> _Office:
    found = _key(work.session.connection())
    if found is None:
        raise NotAllowed(_("This store has no office key."), _("Open the office key that your agency's administrator gave you."))
    _require_good(found.key, work.now)
    return found


def _require_good(key: OfficeKey, now: Instant) -> None:
    if key.covers(now):
        return
    if now < key.since:
        told = _("This office key is good from {day} on.").format(day=full_date(day(key.since)))
    else:
        told = _("This office key was good until {day}.").format(day=full_date(day(key.until)))
    raise NotAllowed(told, _("Check this computer's date, or open the office key of now; your agency's administrator has it."))


def _signed_before(work: Work) -> Roster | None:
    return signed_roster(work.session.connection(), bytes.fromhex(county(work).root_public))


def _signed(work: Work, office: _Office, new: Roster) -> Roster:
    """Sign the next version, go by it, and write down that it was made."""
    signed = people.sign(new, Ed25519PrivateKey.from_private_bytes(office.private), office.key)
    adopt(work.session.connection(), signed, bytes.fromhex(county(work).root_public))
    devices = tuple(device.id for person in new.persons for device in person.devices)
    work.write(AGENCY, RosterMade(number=new.version, digest=people.digest(signed).hex(), devices=devices))
    return new
