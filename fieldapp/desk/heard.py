"""How far a supervisor has heard from everybody of the team."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.desk import team
from fieldapp.desk.desk import Desk
from fieldapp.exchange import receiving, sending
from fieldapp.text import _, moment, ngettext


@dataclass(frozen=True, slots=True)
class ReadSoFar:
    """How far a team was read here. heard: of how many people something came · through: ms UTC, when the last record of the one
    least heard of was written, 0 where nobody was · gaps: whose records have a hole, by name · silent: who sent nothing yet.
    """

    people: int
    heard: int
    through: int
    gaps: tuple[str, ...]
    silent: tuple[str, ...]


def read_so_far(desk: Desk) -> ReadSoFar | None:
    """What came of everybody enrolled but oneself; None where nobody is."""
    found = team.roster(desk)
    people = [each for each in found.persons if each.id != desk.me.person and each.devices] if found else []
    if not people:
        return None
    last: dict[str, int] = {}
    gaps = []
    for person in people:
        for device in (each.id for each in person.devices if not each.revoked):
            seq, _hash = desk.book.last(device)
            if seq:
                last[person.name] = max(last.get(person.name, 0), sending.written_at(desk.book, device, seq))
            if receiving.lacks(desk.book, device):
                gaps.append(person.name)
    silent = tuple(each.name for each in people if each.name not in last)
    return ReadSoFar(len(people), len(last), min(last.values(), default=0), tuple(gaps), silent)


def read_words(read: ReadSoFar | None) -> str:
    """The same in a line."""
    if read is None:
        return _("Nobody is enrolled yet")
    words = _("{n} of {all} read").format(n=read.heard, all=read.people)
    if read.through:
        words = _("{n} of {all} read through {when}").format(n=read.heard, all=read.people, when=moment(read.through))
    gaps = len(read.gaps)
    return words + (ngettext("; {n} gap: ask", "; {n} gaps: ask", gaps).format(n=gaps) if gaps else "")
