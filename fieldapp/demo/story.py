"""What a walk carries from step to step: where it lies, its agency, its clock, and what it made so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from fieldapp import clock
from fieldapp.demo.county import Agency, new_agency
from fieldapp.desk.desk import Desk
from fieldapp.ledger.kinds import Role
from fieldapp.vault.kdf import Cost


@dataclass(slots=True)
class Told:
    """A clock that the story sets, and that ends at the real now."""

    ahead: int = 0

    def __call__(self) -> int:
        """The time of the story."""
        return clock.now() - self.ahead


@dataclass(slots=True)
class Walk:
    """What the walk made so far. desks: stores of others than the worker, unlocked until the walk ends."""

    at: Path
    agency: Agency = field(default_factory=new_agency)
    told: Told = field(default_factory=Told)
    youths: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, str] = ("", "")
    screening: tuple[str, str] = ("", "")
    cost: Cost | None = None
    papers: list[Path] = field(default_factory=list)
    bundles: list[Path] = field(default_factory=list)
    desks: dict[Role, Desk] = field(default_factory=dict)

    def close(self) -> None:
        """Lock the stores that a step unlocked."""
        while self.desks:
            self.desks.popitem()[1].close()


def store_of(walk: Walk, role: Role) -> Path:
    """Where a role's store lies."""
    return walk.at / "stores" / role
