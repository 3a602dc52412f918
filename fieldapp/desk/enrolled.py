"""Who is enrolled, with which laptops and until when, as the exchange page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fieldapp.desk import office, team
from fieldapp.desk.desk import Desk
from fieldapp.exchange import sending
from fieldapp.exchange.people import Roster
from fieldapp.exchange.validity import Period, period


@dataclass(frozen=True, slots=True)
class Laptop:
    """A trusted laptop. enrolled: ms UTC · heard: when the last record of it that is here was written, 0 for none."""

    device: str
    enrolled: int
    heard: int


@dataclass(frozen=True, slots=True)
class Term:
    """Until when something counts, ms UTC; 0 for no end. state: "soon" within thirty days of it, "ended" after it."""

    until: int = 0
    state: Literal["", "soon", "ended"] = ""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Somebody enrolled, with their trusted laptops. mine: the person at this window · term: of the laptop that ends first."""

    person: str
    name: str
    role: str
    laptops: tuple[Laptop, ...]
    mine: bool
    term: Term


def enrolled(desk: Desk, roster: Roster) -> Iterator[Enrolled]:
    """Everybody on the roster."""
    for person in roster.persons:
        trusted = [each for each in person.devices if not each.revoked]
        laptops = tuple(Laptop(each.id, each.enrolled, _heard(desk, each.id)) for each in trusted)
        used = [period(person, each) for each in trusted if not each.successor]
        first = min((each for each in used if each.until), key=lambda each: each.until, default=Period(0, 0))
        yield Enrolled(person.id, person.name, person.role, laptops, person.id == desk.me.person, term(desk, first))


def ending(desk: Desk) -> int:
    """How many people's enrollment has ended or will within thirty days; only where this store can renew it."""
    roster = team.roster(desk)
    if roster is None or not office.signs_rosters(desk.book.connection):
        return 0
    return sum(bool(each.laptops and each.term.state) for each in enrolled(desk, roster))


def term(desk: Desk, counts: Period) -> Term:
    """How a period stands today."""
    now = desk.clock()
    return Term(counts.until, "ended" if counts.has_ended(now) else "soon" if counts.ends_soon(now) else "")


def key_term(desk: Desk) -> Term:
    """Until when this store may sign rosters; Term() where it holds no office key."""
    return term(desk, Period(0, office.signs_until(desk.book.connection)))


def _heard(desk: Desk, device: str) -> int:
    seq, _hash = desk.book.last(device)
    return sending.written_at(desk.book, device, seq) if seq else 0
