"""To whom an episode can be handed: everybody of the team that this store knows (P15)."""

from __future__ import annotations

from fieldapp.desk import team
from fieldapp.desk.desk import Desk


def people(desk: Desk) -> tuple[tuple[str, str], ...]:
    """(person, name) of the team, oneself first."""
    found = team.roster(desk)
    others = [(each.id, each.name) for each in found.persons if each.id != desk.me.person] if found else []
    return ((desk.me.person, desk.me.name), *sorted(others, key=lambda each: each[1]))
