"""The supervisor's page as a whole: what stands out, and how far everybody's records were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fieldapp.desk import destruction, enrolled, quiet, team, withdrawnfile
from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.desk.heard import ReadSoFar, read_so_far
from fieldapp.desk.nextsteps import names
from fieldapp.exchange.receiving import taken
from fieldapp.exchange.setaside import aside
from fieldapp.ledger.work import View
from fieldapp.supervise.model import Monday
from fieldapp.supervise.queries import Case, cases, out_of


@dataclass(frozen=True, slots=True)
class MondayFile:
    """read: None where nobody is enrolled · last: when the last bundle was read, ms UTC, 0 for never · aside: how many were set
    aside and wait for a whole copy · names: of persons, by id · orders: of destruction that stand, and of these, not clear yet ·
    ending: people whose enrollment ends soon or has ended · wrong: records entered in the wrong youth, to be destroyed, and to be
    decided on.
    """

    monday: Monday
    read: ReadSoFar | None
    last: int
    aside: int
    names: Mapping[str, str] = field(default_factory=dict)
    orders: tuple[int, int] = (0, 0)
    ending: int = 0
    wrong: tuple[int, int] = (0, 0)


def mondayfile(desk: Desk, since: int) -> Slices[MondayFile]:
    """Everything on the page, in slices: after a large import thousands of records are to be looked through. since: ms UTC."""
    found = [each for each in taken(desk.book.connection) if each.form in {"range", "selection"}]
    known = {device.id for device in team.others(desk)}
    waiting = [each for each in aside(desk.book.connection) if each.sender in known or not each.sender]
    ordered, wrong = destruction.orders(desk), withdrawnfile.waiting(desk)
    return MondayFile(
        monday=(yield from _monday(desk, since)),
        read=read_so_far(desk),
        last=found[0].at if found else 0,
        aside=len(waiting),
        names=names(desk),
        orders=(len(ordered), sum(not each.is_clear for each in ordered)),
        ending=enrolled.ending(desk),
        wrong=(wrong.to_destroy, wrong.to_decide),
    )


def _monday(desk: Desk, since: int) -> Slices[Monday]:
    among = desk.ask(quiet.awake_or_written, since)
    looked_through: list[Case] = []
    for part in desk.ask(quiet.parts, among) if among is not None else [None]:
        looked_through += desk.ask(_cases, part)
        yield Progress(len(looked_through), 0)
    return desk.ask(out_of, since, among, looked_through)


def _cases(view: View, part: Sequence[str] | None) -> list[Case]:
    return list(cases(view, part))
