"""What falls due, as a locked window may know it: instants with ids that say nothing of whom they are about."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from fieldapp.desk import overview
from fieldapp.ledger.work import View


@dataclass(frozen=True, slots=True, order=True)
class Limit:
    """One limit of what is owed: its instant (ms UTC), and an id that tells nobody a youth, an episode or a recipient."""

    at: int
    id: str


def limits(view: View) -> tuple[Limit, ...]:
    """Of everything that waits on *Today* with a limit, each line by itself; the earliest first."""
    waiting = overview.waits(view)
    found = [(each.due, _opaque(each.occasion, each.key)) for lines in waiting.lines.values() for each in overview.owed(lines)]
    late = [each for each in waiting.episodes if each.late]
    found += [(each.waiting.decide_again_at, _opaque(each.id, "")) for each in late if each.waiting]
    return tuple(sorted(Limit(at, its) for at, its in found if at is not None))


def _opaque(occasion: str, line: str) -> str:
    """Made of an occasion's id, which is random and stays in the store: nobody can try out what stands behind it."""
    return sha256(f"{occasion}/{line}".encode()).hexdigest()[:26]
