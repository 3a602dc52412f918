"""Succession: a restored store's word that it goes on for a device, signed by that device's key, so that it need not wait to be
enrolled before anything of it is believed.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from cryptography.exceptions import InvalidSignature
from msgspec.structs import replace

from fieldapp.exchange.keys import DeviceKeys, PublicKeys, are_keys, verifier
from fieldapp.exchange.people import Device, Person, Roster
from fieldapp.ledger.entry import framed
from fieldapp.ledger.ids import is_id

_LABEL = b"fieldapp/device/succession/1"
HASH_BYTES = 32


class Succession(msgspec.Struct, frozen=True, kw_only=True):
    """Device `device` with these public keys goes on for `before`, whose chain it held up to (`seq`, `hash`)."""

    person: str
    device: str
    signing: bytes
    sealing: bytes
    before: str
    seq: int
    hash: bytes
    signature: bytes = b""

    def said(self) -> bytes:
        """What the key of the device before signs."""
        ids = (self.person.encode(), self.device.encode(), self.before.encode())
        return framed(_LABEL, *ids, self.signing, self.sealing, self.seq.to_bytes(8, "big"), self.hash)

    def signed(self, keys: DeviceKeys) -> Succession:
        """The same, signed by the device before."""
        return replace(self, signature=keys.signer().sign(self.said()))

    def sound(self) -> bool:
        """Whether its ids, keys and numbers can be what they say."""
        ids = all(map(is_id, (self.person, self.device, self.before)))
        return ids and are_keys(PublicKeys(self.signing, self.sealing)) and 0 <= self.seq < 2**53 and len(self.hash) == HASH_BYTES


def extended(roster: Roster, found: Iterable[Succession]) -> Roster:
    """A roster with the devices that go on for one of its own. A revoked device names no successor.

    It is for judging only, and never signed: who enrolls a successor compares its eight words.
    """
    waiting = [each for each in found if each.sound()]
    while True:
        fit = next((each for each in waiting if _follows(roster, each)), None)
        if fit is None:
            return roster
        waiting.remove(fit)
        roster = _with(roster, fit)


def _follows(roster: Roster, each: Succession) -> bool:
    held = roster.find(each.before)
    if held is None or held[0].id != each.person or held[1].revoked or held[1].successor:
        return False
    there = roster.find(each.device)
    if there and (there[0].id, there[1].signing, there[1].sealing) != (each.person, each.signing, each.sealing):
        return False
    try:
        verifier(held[1].signing).verify(each.signature, each.said())
    except InvalidSignature:
        return False
    return True


def _with(roster: Roster, each: Succession) -> Roster:
    there = roster.find(each.device) is not None

    def devices(person: Person) -> tuple[Device, ...]:
        held = tuple(replace(one, successor=each.device) if one.id == each.before else one for one in person.devices)
        old = next(one for one in held if one.id == each.before)
        new = Device(
            id=each.device,
            signing=each.signing,
            sealing=each.sealing,
            enrolled=old.enrolled,
            since=old.since,
            until=old.until,
        )
        return held if there else (*held, new)

    persons = (replace(one, devices=devices(one)) if one.id == each.person else one for one in roster.persons)
    return replace(roster, persons=tuple(persons))
