"""Rows of the agenda as lines of the call list."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlmodel import select

from fieldapp.agenda.entries import LatenessExplained, NoticeCopied, NoticeRecorded, NoticeTakenBack, PlanMade
from fieldapp.agenda.lines import lines_of
from fieldapp.agenda.model import CLOSING, REACHED, CallKept, Explained, Line, Made, Planned
from fieldapp.agenda.tables import OTHERWISE, CopiedRow, LateBecauseRow, NoticeRow, PlanRow, TakenBackRow
from fieldapp.ledger import local
from fieldapp.ledger.asked import asked
from fieldapp.ledger.current import Current, current, current_everywhere
from fieldapp.ledger.said import Said, said
from fieldapp.ledger.work import View

_CLOSED = (*sorted(CLOSING), OTHERWISE)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What lines are about: a youth's stream and an episode (or the entry that recorded a start event)."""

    youth: str
    id: str


@dataclass(frozen=True, slots=True)
class _Later:
    """What was written about notices afterwards, by notice (hex): why one counts no more, why one was late."""

    back: Mapping[str, str]
    explained: Mapping[str, tuple[Explained, ...]]


def lines(view: View, occasions: Sequence[Occasion]) -> list[Line]:
    """The lines of an episode and those joined to it: one line a recipient, its earliest limit, every notice of either."""
    if not occasions:  # an absence that was withdrawn meanwhile
        return []
    rows = [row for each in occasions for row in planned(view, each)]
    notices = said(view.session, NoticeRow, NoticeRecorded, occasion=[each.id for each in occasions])
    later = _later(view, notices)
    return lines_of(occasions[0].youth, occasions[0].id, rows, [_made(each, later) for each in notices])


def planned(view: View, occasion: Occasion) -> list[Planned]:
    """What the current plan of an occasion holds; of plans made at the same time all rows."""
    kept = current(view.session, occasion.youth, f"plan/{occasion.id}").get(f"plan/{occasion.id}", ())
    plans = said(view.session, PlanRow, PlanMade, kept, stream=occasion.youth, occasion=occasion.id)
    return [row for plan in plans for row in plan.fact.rows]


def occasions(view: View, youth: str) -> list[Occasion]:
    """Everything that was ever planned for in one record."""
    plans = said(view.session, PlanRow, PlanMade, stream=youth)
    return [Occasion(youth, each) for each in dict.fromkeys(plan.fact.occasion for plan in plans)]


def laws_of(view: View, occasion: Occasion) -> list[str]:
    """The days whose law an occasion was planned under, first plan first."""
    return [plan.fact.law_of for plan in said(view.session, PlanRow, PlanMade, stream=occasion.youth, occasion=occasion.id)]


def open_lines(
    view: View, same: Mapping[str, Occasion], running: Iterable[str], among: Sequence[str]
) -> dict[Occasion, list[Line]]:
    """The lines of every occasion in these records that runs, or on which one still waits to be settled.

    same: a joined occasion's id -> where it is shown · running: episodes that are not over; their lines go on.
    """
    kept = current_everywhere(view.session, "plan/", among)
    live = _waiting(view, same, kept, json.dumps(among)) | {same[each].id if each in same else each for each in running}
    ids = sorted(live | {each for each, head in same.items() if head.id in live})
    rows = _rows_of(said(view.session, PlanRow, PlanMade, occasion=ids), same, kept)
    return _with_notices(view, rows, same)


def all_lines(view: View, same: Mapping[str, Occasion], among: Sequence[str] | None = None) -> dict[Occasion, list[Line]]:
    """The lines of every occasion in these records, settled ones too. among: None for all; of joined occasions every record."""
    kept = current_everywhere(view.session, "plan/", among)
    counting = {digest for found in kept.values() for digests in found.values() for digest in digests}
    only = {} if among is None else {"stream": among}
    return _with_notices(view, _rows_of(said(view.session, PlanRow, PlanMade, counting, **only), same, kept), same)


def _rows_of(
    plans: Iterable[Said[PlanMade]], same: Mapping[str, Occasion], kept: Mapping[str, Current]
) -> dict[Occasion, list[Planned]]:
    """What the plans that count hold, under the occasion that each is shown as."""
    rows: dict[Occasion, list[Planned]] = defaultdict(list)
    for plan in plans:
        if plan.entry in kept.get(plan.stream, {}).get(f"plan/{plan.fact.occasion}", ()):
            rows[same.get(plan.fact.occasion, Occasion(plan.stream, plan.fact.occasion))].extend(plan.fact.rows)
    return rows


def _with_notices(view: View, rows: Mapping[Occasion, list[Planned]], same: Mapping[str, Occasion]) -> dict[Occasion, list[Line]]:
    shown = {each.id for each in rows}
    notices = said(
        view.session,
        NoticeRow,
        NoticeRecorded,
        occasion=sorted(shown | {each for each, head in same.items() if head.id in shown}),
    )
    later = _later(view, notices)
    made: dict[str, list[Made]] = defaultdict(list)
    for notice in notices:
        head = same.get(notice.fact.occasion)
        made[head.id if head else notice.fact.occasion].append(_made(notice, later))
    return {each: lines_of(each.youth, each.id, found, made[each.id]) for each, found in rows.items()}


def _waiting(view: View, same: Mapping[str, Occasion], kept: Mapping[str, Current], among: str) -> set[str]:
    """Occasions on which a line still waits; from the rows alone, since most lines are settled and plans are long."""
    closed = asked(
        view.session,
        f"SELECT occasion, group_concat(line, char(10)) FROM notice WHERE outcome IN ({', '.join('?' * len(_CLOSED))})"  # noqa: S608
        " AND entry NOT IN (SELECT entry FROM barred) AND lower(hex(entry)) NOT IN ("
        "SELECT notice FROM taken_back WHERE entry NOT IN (SELECT entry FROM barred))"
        " AND stream IN (SELECT value FROM json_each(?)) GROUP BY occasion",
        *_CLOSED,
        among,
    )
    settled: dict[str, set[str]] = defaultdict(set)
    for occasion, lines_closed in closed:
        settled[same[occasion].id if occasion in same else occasion].update(lines_closed.split("\n"))
    found: set[str] = set()
    plans = asked(
        view.session,
        "SELECT stream, entry, occasion, waits FROM plan WHERE waits <> '' AND stream IN (SELECT value FROM json_each(?))",
        among,
    )
    for stream, entry, occasion, waits in plans:
        head = same[occasion].id if occasion in same else occasion
        counts = entry in kept.get(stream, {}).get(f"plan/{occasion}", ())
        if counts and not settled[head].issuperset(waits.split("\n")):
            found.add(head)
    return found


def recorded(view: View, notice: bytes) -> Said[NoticeRecorded] | None:
    """One notice as it was written down; None where there is none, or it was taken back."""
    row = view.session.exec(select(NoticeRow).where(NoticeRow.entry == notice)).first()
    if row is None or _taken_back(view, [notice.hex()]):
        return None
    found = said(view.session, NoticeRow, NoticeRecorded, stream=row.stream, occasion=row.occasion)
    return next((each for each in found if each.entry == notice), None)


def copied(view: View, youth: str) -> set[str]:
    """The notices (hex) whose text was entered elsewhere."""
    return {each.fact.notice for each in said(view.session, CopiedRow, NoticeCopied, stream=youth)}


_UNCOPIED = """
WITH among AS MATERIALIZED (SELECT value AS stream FROM json_each(?)),
entered AS MATERIALIZED (
  SELECT notice FROM copied WHERE stream IN among AND entry NOT IN (SELECT entry FROM barred) UNION ALL
  SELECT notice FROM taken_back WHERE stream IN among AND entry NOT IN (SELECT entry FROM barred)),
open AS MATERIALIZED (SELECT stream, occasion, entry FROM notice WHERE stream IN among AND outcome NOT IN ('not_required', 'done')
  AND entry NOT IN (SELECT entry FROM barred) AND lower(hex(entry)) NOT IN (SELECT notice FROM entered))
SELECT n.stream, n.occasion, n.entry, e.at FROM open n
CROSS JOIN entry e ON e.stream = n.stream AND e.hash = n.entry WHERE e.actor = ? ORDER BY e.at
"""


def uncopied(view: View, among: Sequence[str]) -> list[tuple[str, str, bytes, int]]:
    """(record, occasion, entry, ms UTC) of this person's notices and attempts in these records whose text nobody has marked as
    entered in CWS/CMS or the probation system, oldest first.
    """
    rows = asked(view.session, _UNCOPIED, json.dumps(among), view.me.person)
    return [(stream, occasion, bytes(entry), at) for stream, occasion, entry, at in rows]


def _taken_back(view: View, notices: Sequence[str]) -> dict[str, str]:
    """Those of these notices (hex) that were recorded by mistake, with the reason."""
    return {each.fact.notice: each.fact.reason for each in said(view.session, TakenBackRow, NoticeTakenBack, notice=notices)}


def _later(view: View, notices: Iterable[Said[NoticeRecorded]]) -> _Later:
    own = [each.entry.hex() for each in notices]
    explained: dict[str, tuple[Explained, ...]] = {}
    for each in said(view.session, LateBecauseRow, LatenessExplained, notice=own):
        more = Explained(each.fact.reason, each.at, each.actor)
        explained[each.fact.notice] = (*explained.get(each.fact.notice, ()), more)
    return _Later(_taken_back(view, own), explained)


def _made(notice: Said[NoticeRecorded], later: _Later) -> Made:
    own = notice.entry.hex()
    back, explained = later.back.get(own, ""), later.explained.get(own, ())
    return Made(notice.entry, notice.fact.line, notice.fact.proof, notice.at, notice.actor, back, explained)


def told(made: Iterable[Made]) -> bool:
    """Whether somebody was really told (for the notices that follow a return)."""
    return any(each.proof.outcome in REACHED for each in made)


# -- calls that are not recorded yet

_CALL = "draft/call/"


def call_key(episode: str, line: str) -> str:
    """Under which name a call is kept on this laptop."""
    return f"{_CALL}{episode}/{line}"


def kept_call(view: View, episode: str, line: str) -> CallKept | None:
    """What was kept of a call."""
    held = local.get(view.session.connection(), call_key(episode, line))
    return msgspec.msgpack.decode(held, type=CallKept) if held else None


def kept_calls(view: View) -> list[CallKept]:
    """Every call that is not recorded yet, the one last worked on first."""
    held = local.starting_with(view.session.connection(), _CALL)
    return sorted((msgspec.msgpack.decode(value, type=CallKept) for _key, value in held), key=lambda each: -each.saved_at)
