"""A plan within what one entry takes: everybody with many relatives, or with rows that stopped long ago, still has a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from fieldapp.agenda.entries import PlanMade
from fieldapp.agenda.model import Planned
from fieldapp.errors import BadInput
from fieldapp.ledger.entry import BODY_CAP
from fieldapp.ledger.kinds import body_of
from fieldapp.text import _


def fitting(made: PlanMade) -> PlanMade:
    """The plan; where it is too large, rows that stopped keep their title and why they stopped alone: the plans before hold the
    rest. BadInput where even that is too much.
    """
    if _fits(made):
        return made
    short = replace(made, rows=tuple(_shortened(made.rows)))
    if not _fits(short):
        raise BadInput(
            "contact",
            _("There are more people to tell than the list of one absence can hold."),
            _("Nothing was recorded. Enter people who are told together as one contact, and name them all in it."),
        )
    return short


def _fits(made: PlanMade) -> bool:
    return len(body_of(made)) <= BODY_CAP


def _shortened(rows: Iterable[Planned]) -> Iterator[Planned]:
    for row in rows:
        if row.applies == "stopped":
            yield replace(row, because=(), ask=(), cite=(), content=(), proof=(), remark_en="", remark_es="")
        else:
            yield row
