"""The fictional county's stores: made, unlocked, and enrolled with each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fieldapp import clock
from fieldapp.demo import county, fiction
from fieldapp.desk import enrolling, office, opening, team, transfer
from fieldapp.desk.desk import Desk, run_through
from fieldapp.exchange import people
from fieldapp.exchange.folder import FolderDestination
from fieldapp.ledger.kinds import Role
from fieldapp.vault.kdf import Cost

CHEAP = Cost(64, 1, 1)
_YEAR = 365 * clock.DAY


@dataclass(slots=True)
class Told:
    """A clock that is set, and never runs into the future."""

    ahead: int = 0

    def __call__(self) -> int:
        return clock.now() - self.ahead


@dataclass(slots=True)
class County:
    """Where its stores lie. cost: of trying a passphrase."""

    at: Path
    cost: Cost | None = CHEAP
    told: Told = field(default_factory=Told)
    agency: county.Agency = field(default_factory=county.new_agency)

    def store(self, role: Role) -> Path:
        """A new store of somebody."""
        names = {"worker": fiction.WORKER, "officer": fiction.OFFICER, "supervisor": fiction.SUPERVISOR}
        place = self.at / role
        new = opening.NewStore(names[role], role, self.agency.county_file, fiction.PASSPHRASES[role])
        opening.create(place, new, self.told, self.cost)
        return place

    def unlocked(self, place: Path, role: Role) -> Desk:
        """It, unlocked."""
        return opening.unlock(place, fiction.PASSPHRASES[role], self.told)

    def passphrase(self, role: Role) -> str:
        """What opens a store of somebody."""
        return fiction.PASSPHRASES[role]

    def enroll(self, lead: Desk, worker: Desk, stick: FolderDestination, *more: Desk) -> None:
        """The supervisor signs who is who; the workers read it from the stick."""
        private = Ed25519PrivateKey.generate()
        key = people.office_key(self.agency.root, private.public_key().public_bytes_raw(), self.told() + _YEAR)
        lead.do(office.take_office_key, private.private_bytes_raw(), key)
        for each in (lead, worker, *more):
            card = team.card(each)
            enrolling.enroll(lead, card, card.words())
        for each in (worker, *more):
            transfer.send_people(lead, each.me.device, stick)
            run_through(transfer.read_folder(each, stick))
