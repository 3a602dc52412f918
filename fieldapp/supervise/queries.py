"""Exceptions first, by youth, out of the same lines that the worker sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fieldapp.agenda import queries as agenda
from fieldapp.agenda.model import Line
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Episode
from fieldapp.supervise.model import ORDER, Exceptional, Monday, MondayRow
from fieldapp.text import _, initials
from fieldapp.youth import queries as youths
from fieldapp.youth.model import Youth

RESCREEN = frozenset({"R-04", "ACT-RESCREEN"})
"""The rows that ask for a screening after a return."""


@dataclass(frozen=True, slots=True)
class _Found:
    what: Exceptional
    title: str
    hours: int | None
    hours_mean: str
    reason: str = ""


def monday(view: View, since: int) -> Monday:
    """Every youth with something to look at, gravest first. since: ms UTC, usually Friday 17:00."""
    same = locate.joined(view)
    by_occasion = {each.id: found for each, found in agenda.all_lines(view, same).items()}
    rows: list[MondayRow] = []
    counted: dict[Exceptional, int] = dict.fromkeys(ORDER, 0)
    for episode in locate.all_episodes(view):
        if episode.id in same and same[episode.id].id != episode.id:
            continue
        found = sorted(_exceptions(view, episode, by_occasion.get(episode.id, []), since), key=lambda f: ORDER.index(f.what))
        for each in {f.what for f in found}:
            counted[each] += 1
        if found:
            rows.append(_row(view, episode, found, by_occasion.get(episode.id, [])))
    rows.sort(key=lambda row: (ORDER.index(row.what), -(row.hours or 0)))
    return Monday(view.now, since, tuple(counted.items()), tuple(rows))


def _exceptions(view: View, episode: Episode, lines: list[Line], since: int) -> Iterator[_Found]:
    told = [line for line in lines if line.first.kind == "duty" and (line.first.recipient or line.first.one_of)]
    learned = episode.happened.agency_learned
    yield from _untold(told, view.now, learned)
    yield from _late(told, since, learned)
    if episode.open:
        mean = _("since the agency learned")
        yield _Found("missing", _("Missing now"), view.now - learned, mean)
        owner = episode.now_with
        if owner is None or (owner.until is not None and owner.until < view.now):
            yield _Found("ownerless", _("Nobody has it"), view.now - learned, mean)
    returned = episode.at("returned")
    if returned is not None:
        if any(set(_rules(line)) & RESCREEN and line.state in {"open", "begun"} for line in lines):
            yield _Found("not_screened", _("Back, not screened"), view.now - returned, _("since the return"))
        if returned >= since:
            yield _Found("back", _("Back"), view.now - returned, _("since the return"))


def _untold(lines: Iterable[Line], now: int, learned: int) -> Iterator[_Found]:
    never = [line for line in lines if line.due is not None and line.due < now and line.state in {"open", "begun"}]
    if never:
        names = ", ".join(line.first.title_en for line in never[:2])
        yield _Found("never_told", _("Never told: {who}").format(who=names), now - learned, _("since the agency learned"))


def _late(lines: Iterable[Line], since: int, learned: int) -> Iterator[_Found]:
    for line in lines:
        if line.late_by is None or line.settled_at is None or line.settled_at < since:
            continue
        reason = next((made.proof.late_reason for made in line.made if made.proof.late_reason), "")
        hours = line.settled_at - (line.start_at or learned)
        yield _Found("late", line.first.title_en, hours, _("after the agency learned"), reason or _("no reason written yet"))


def _rules(line: Line) -> Iterator[str]:
    for rule in line.rules:
        yield rule.rule
        yield from rule.also


def _row(view: View, episode: Episode, found: list[_Found], lines: list[Line]) -> MondayRow:
    record = youths.youth(view, episode.youth)
    name = record.names.value.chosen if record else _("Unknown")
    first = found[0]
    still = [line for line in lines if line.state in {"open", "begun"} and not line.first.ongoing]
    row = MondayRow(
        youth=record.id if record else episode.youth,
        episode=episode.id,
        name=name,
        initials=initials(name),
        what=first.what,
        title=first.title,
        hours=first.hours,
        hours_mean=first.hours_mean,
        reason=first.reason,
        worker=_worker(episode, record),
        next_act=still[0].first.title_en if still else "",
    )
    return replace(row, also=tuple(dict.fromkeys(each.what for each in found[1:])))


def _worker(episode: Episode, record: Youth | None) -> str:
    if episode.now_with:
        return episode.now_with.name
    return record.assignment.value.name if record and record.assignment else ""
