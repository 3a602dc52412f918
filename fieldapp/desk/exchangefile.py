"""The exchange as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.desk import transfer
from fieldapp.desk.desk import Desk
from fieldapp.desk.office import signs_rosters
from fieldapp.desk.transfer import Standing
from fieldapp.exchange.receiving import Aside, aside


@dataclass(frozen=True, slots=True)
class Exchange:
    """What waits, what was set aside, this device's words, and who is enrolled."""

    standing: Standing
    aside: tuple[Aside, ...]
    words: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    can_enroll: bool


def exchange(desk: Desk) -> Exchange:
    """Everything on the page."""
    roster = transfer.known_people(desk)
    people = tuple((person.name, person.role) for person in roster.persons) if roster else ()
    connection = desk.book.connection
    return Exchange(
        standing=transfer.standing(desk),
        aside=tuple(aside(connection)),
        words=transfer.card(desk).words(),
        people=people,
        can_enroll=signs_rosters(connection),
    )
