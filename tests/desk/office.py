"""A supervisor and those enrolled with them, each with a real store, over one folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fieldapp import clock
from fieldapp.demo import county, fiction
from fieldapp.desk import enrolling, office, opening, transfer
from fieldapp.desk import team as team_of
from fieldapp.desk.desk import Desk
from fieldapp.exchange import people
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.saying import Outcome
from fieldapp.ledger.kinds import Role
from fieldapp.vault.kdf import Cost


class Office:
    """A supervisor, and whoever is enrolled with them, over one folder."""

    def __init__(self, root: Path, agency: county.Agency, hand: Any) -> None:
        self.root, self.agency, self.hand = root, agency, hand
        self.folder = root / "stick"
        self.folder.mkdir()
        self.open: list[Desk] = []
        self.lead = self.store("supervisor", "Pat Template-Lead")
        private = Ed25519PrivateKey.generate()
        key = people.office_key(agency.root, private.public_key().public_bytes_raw(), hand.now + 365 * clock.DAY)
        self.lead.do(office.take_office_key, private.private_bytes_raw(), key)
        own = team_of.card(self.lead)
        enrolling.enroll(self.lead, own, own.words())

    def store(self, role: Role, name: str) -> Desk:
        place = self.root / name.replace(" ", "-")
        words = fiction.PASSPHRASES["worker"]
        opening.create(place, opening.NewStore(name, role, self.agency.county_file, words), self.hand, Cost(64, 1, 1))
        self.open.append(opening.unlock(place, words, self.hand))
        return self.open[-1]

    def enroll(self, desk: Desk) -> None:
        given = team_of.card(desk)
        enrolling.enroll(self.lead, given, given.words())
        transfer.send_people(self.lead, desk.me.device, FolderDestination(self.folder))
        assert [each.outcome for each in self.read(desk)] == ["accepted"]

    def read(self, desk: Desk, *paths: Path) -> list[Outcome]:
        found = paths or tuple(path for path in self.folder.rglob("*.fxb") if desk.me.device not in str(path))
        slices = desk.slices(transfer.receive, found)
        while True:
            try:
                next(slices)
            except StopIteration as done:
                outcomes: list[Outcome] = done.value.result
                return outcomes

    def through(self, desk: Desk) -> list[str]:
        """Read the folder as the window does, receipts and all."""
        slices = desk.slices(transfer.read_folder, FolderDestination(self.folder))
        while True:
            try:
                next(slices)
            except StopIteration as done:
                return [each.outcome for each in done.value.result]

    def empty(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()
