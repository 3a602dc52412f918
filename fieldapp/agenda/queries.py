"""Rows of the agenda as lines of the call list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlmodel import col, select

from fieldapp.agenda.lines import lines_of
from fieldapp.agenda.model import Line, Made, Planned, Proof
from fieldapp.agenda.tables import NoticeRow, RequiredRow
from fieldapp.ledger.current import allowed, current, current_everywhere, entries_of
from fieldapp.ledger.work import View

_PLANNED = msgspec.json.Decoder(Planned)
_PROOF = msgspec.json.Decoder(Proof)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What lines are about: a youth's stream and an episode (or the entry that recorded a start event)."""

    youth: str
    id: str


def lines(view: View, occasions: Sequence[Occasion]) -> list[Line]:
    """The lines of an episode and those joined to it: one line a recipient, its earliest limit, every notice of either."""
    plans: set[bytes] = set()
    for each in occasions:
        plans |= entries_of([current(view.session, each.youth, f"plan/{each.id}")])
    names = [each.id for each in occasions]
    required = view.session.exec(select(RequiredRow).where(col(RequiredRow.occasion).in_(names))).all()
    notices = view.session.exec(select(NoticeRow).where(col(NoticeRow.occasion).in_(names))).all()
    planned = [_PLANNED.decode(row.value) for row in required if row.entry in plans]
    return lines_of(occasions[0].youth, occasions[0].id, planned, map(_made, allowed(view.session, notices)))


def all_lines(view: View, same: Mapping[str, Occasion]) -> list[Line]:
    """The lines of every occasion in this store. same: a joined occasion's id -> the one it is shown under."""
    plans = entries_of(current_everywhere(view.session, "plan/").values())
    planned: dict[Occasion, list[Planned]] = defaultdict(list)
    for row in view.session.exec(select(RequiredRow)).all():
        if row.entry in plans:
            planned[same.get(row.occasion, Occasion(row.stream, row.occasion))].append(_PLANNED.decode(row.value))
    made: dict[str, list[Made]] = defaultdict(list)
    for notice in allowed(view.session, view.session.exec(select(NoticeRow)).all()):
        shown = same.get(notice.occasion)
        made[shown.id if shown else notice.occasion].append(_made(notice))
    return [line for each, rows in planned.items() for line in lines_of(each.youth, each.id, rows, made[each.id])]


def planned(view: View, occasion: Occasion) -> list[Planned]:
    """What the current plan of an occasion holds; of concurrent plans all rows."""
    plans = entries_of([current(view.session, occasion.youth, f"plan/{occasion.id}")])
    rows = view.session.exec(select(RequiredRow).where(RequiredRow.occasion == occasion.id)).all()
    return [_PLANNED.decode(row.value) for row in sorted(rows, key=lambda row: (row.entry, row.n)) if row.entry in plans]


def _made(row: NoticeRow) -> Made:
    return Made(row.entry, row.line, _PROOF.decode(row.value), row.recorded_at, row.actor)


def told(made: Iterable[Made]) -> bool:
    """Whether somebody was really told (for the notices that follow a return)."""
    return any(each.proof.outcome in {"told", "report_taken", "entry_confirmed", "number_withheld", "sent"} for each in made)
