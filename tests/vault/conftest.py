"""A store made cheaply, its agency's recovery key, and its recovery words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldapp.vault import opening, sealing
from fieldapp.vault.folder import StoreFolder
from fieldapp.vault.kdf import Cost
from fieldapp.vault.words import WordPlan

CHEAP = Cost(64, 1, 1)
PASSPHRASE = "four lemons under the blue stairs"
NOON = 1_795_000_000_000


@dataclass(frozen=True)
class Ready:
    folder: Path
    places: StoreFolder
    made: opening.Made
    agency: sealing.SealingKeys


@pytest.fixture(scope="session")
def cheap() -> Cost:
    return CHEAP


@pytest.fixture
def ready(tmp_path: Path) -> Ready:
    agency = sealing.new_keys()
    folder = tmp_path / "store"
    made = opening.create(folder, PASSPHRASE, agency.public, NOON, words=WordPlan(2, 3), cost=CHEAP)
    return Ready(folder, StoreFolder(folder), made, agency)


@pytest.fixture
def passphrase() -> str:
    return PASSPHRASE


@pytest.fixture
def noon() -> int:
    return NOON
