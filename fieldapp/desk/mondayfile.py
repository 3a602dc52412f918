"""The supervisor's page as a whole: what stands out, and how far everybody's records were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldapp.desk import team
from fieldapp.desk.desk import Desk
from fieldapp.desk.heard import ReadSoFar, read_so_far
from fieldapp.desk.nextsteps import names
from fieldapp.exchange.receiving import aside, taken
from fieldapp.supervise.model import Monday
from fieldapp.supervise.queries import monday


@dataclass(frozen=True, slots=True)
class MondayFile:
    """read: None where nobody is enrolled · last: when the last bundle was read, ms UTC, 0 for never · aside: how many were set
    aside and wait for a whole copy · names: of persons, by id.
    """

    monday: Monday
    read: ReadSoFar | None
    last: int
    aside: int
    names: Mapping[str, str] = field(default_factory=dict)


def mondayfile(desk: Desk, since: int) -> MondayFile:
    """Everything on the page. since: ms UTC."""
    found = [each for each in taken(desk.book.connection) if each.form in {"range", "selection"}]
    known = {device.id for device in team.others(desk)}
    waiting = [each for each in aside(desk.book.connection) if each.sender in known or not each.sender]
    return MondayFile(desk.ask(monday, since), read_so_far(desk), found[0].at if found else 0, len(waiting), names(desk))
