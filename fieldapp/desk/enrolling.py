"""Enrolling a team: cards handed over, eight words compared, and the office key that a supervisor's store signs with."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fieldapp.clock import Instant, day, of_wall
from fieldapp.desk import continuing, office, team
from fieldapp.desk.access import Access
from fieldapp.desk.desk import Changes, Desk
from fieldapp.errors import BadInput, DestinationTrouble, WrongPassphrase
from fieldapp.exchange.people import Card, OfficeKey, Roster, office_key
from fieldapp.exchange.validity import TERM
from fieldapp.places import read_small, write_durably
from fieldapp.text import _
from fieldapp.vault import kdf, opening, slots
from fieldapp.vault.kdf import Cost
from fieldapp.vault.keys import DataKey

Newcomer = Card
"""Whose card it is, as the page shows it: name, role, device."""

_FORMAT = "fieldapp-office-key/1"
_CAP = 64 * 1024


class _KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office key as it is handed to a supervisor: its private half opens by a passphrase only."""

    format: str
    key: OfficeKey
    slot: slots.PassphraseSlot


def enroll(desk: Desk, given: Card, words: tuple[str, ...], until: Instant = 0) -> Changes[Roster]:
    """Enroll a device after the eight words were compared. until: when that ends, in a year where nobody says."""
    continuing.say_who(desk)
    changes = desk.do(office.enroll, given, words, until)
    team.reload(desk)
    desk.note_done(Access(what="enrolled", about=given.device))
    return changes


def renew(desk: Desk, person: str, until: Instant) -> Changes[Roster]:
    """Let somebody and their laptops count until another day; what waited for that counts from now on."""
    continuing.say_who(desk)
    changes = desk.do(office.renew, person, until)
    team.reload(desk)
    return changes


def last_day(now: Instant) -> date:
    """The day that an enrollment is offered to last until."""
    return day(now + TERM)


def end_of(on: date) -> Instant:
    """The last instant of a day."""
    next_day = on + timedelta(days=1)
    return of_wall(next_day.year, next_day.month, next_day.day, 0, 0) - 1


def revoke(desk: Desk, device: str) -> Changes[Roster]:
    """Take nothing more from a device; others learn it with the next list of people sent to them."""
    continuing.say_who(desk)
    changes = desk.do(office.revoke, device)
    team.reload(desk)
    desk.note_done(Access(what="revoked", about=device))
    return changes


def save_card(desk: Desk, path: Path) -> None:
    """Write this device's card, to be carried to the supervisor."""
    try:
        write_durably(path, msgspec.json.encode(team.card(desk)))
    except OSError as error:
        raise DestinationTrouble(_("The card could not be written there."), _("Choose another folder.")) from error


def read_card(path: Path) -> Card:
    """A card that somebody handed over; BadInput where it is none."""
    try:
        found = msgspec.json.decode(_read(path), type=Card)
    except (OSError, msgspec.MsgspecError, UnicodeError) as error:
        raise BadInput("card", _("This file is no card."), _("Ask for it again.")) from error
    if not found.sound():
        raise BadInput("card", _("This card is damaged."), _("Ask for it again."))
    return found


def office_key_file(root: Ed25519PrivateKey, passphrase: str, until: Instant, now: Instant, cost: Cost | None = None) -> bytes:
    """A fresh office key, signed by the agency's root and locked with a passphrase, as the agency hands it to a supervisor.

    until: the last instant at which rosters signed with it count · cost: only tests and the demo pass one.
    """
    private = Ed25519PrivateKey.generate()
    key = office_key(root, private.public_key().public_bytes_raw(), until)
    slot = opening.passphrase_slot(passphrase, DataKey(private.private_bytes_raw()), now, cost or kdf.calibrate())
    return msgspec.json.format(msgspec.json.encode(_KeyFile(_FORMAT, key, slot)), indent=1)


def adopt_office_key(desk: Desk, path: Path, passphrase: str) -> Changes[Roster]:
    """Let this supervisor's store sign who is enrolled, itself first; refused unless the agency's root signed the key."""
    found = _key_file(path)
    try:
        private = opening.open_slot(found.slot, passphrase).secret
    except slots.NotThisSlot:
        raise WrongPassphrase(
            _("This passphrase does not open the office key."), _("Ask your agency's administrator for it.")
        ) from None
    desk.do(office.take_office_key, private, found.key)
    own = team.card(desk)
    return enroll(desk, own, own.words())


def _key_file(path: Path) -> _KeyFile:
    try:
        found = msgspec.json.decode(_read(path), type=_KeyFile)
    except (OSError, msgspec.MsgspecError, UnicodeError) as error:
        raise _no_key(_("This file is no office key, or was cut short.")) from error
    if found.format != _FORMAT or not found.slot.cost.is_bearable():
        raise _no_key(_("This office key has a form that this version cannot read."))
    return found


def _no_key(sentence: str) -> BadInput:
    return BadInput("office_key", sentence, _("Ask your agency's administrator for the file again."))


def _read(path: Path) -> bytes:
    return read_small(path, _CAP)
