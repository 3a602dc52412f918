"""Exceptions first, by youth, out of the same lines that the worker sees."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from fieldapp import clock
from fieldapp.agenda import queries as agenda
from fieldapp.agenda.model import Line
from fieldapp.determine import queries as determine
from fieldapp.identify.queries import unread as unread_screenings
from fieldapp.ledger.asked import asked
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Episode
from fieldapp.supervise.model import ORDER, Exceptional, Monday, MondayRow, Since, ToReview
from fieldapp.text import _, initials, moment
from fieldapp.youth import queries as youths
from fieldapp.youth.model import YouthLine

RESCREEN = frozenset({"R-04", "ACT-RESCREEN"})
"""The rows that ask for a screening after a return."""
_TYPICAL = ("police", "ncmec")
_OPEN = frozenset({"open", "begun"})
_TYPED_AHEAD = clock.MINUTE
"""By so much what is typed may lie ahead of the clock that dates it."""
_EVER = 2**62
"""After every limit."""


@dataclass(frozen=True, slots=True)
class _Found:
    what: Exceptional
    hours: int
    hours_mean: str
    line: Line | None = None
    sub: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything about one occasion: an episode with its lines, or lines outside any."""

    youth: str
    occasion: str
    lines: list[Line]
    episode: Episode | None

    @property
    def told(self) -> list[Line]:
        """Lines of ours that tell somebody."""
        return [each for each in self.lines if each.first.kind == "duty" and (each.first.recipient or each.first.one_of)]

    @property
    def missing(self) -> bool:
        """Whether the youth is missing now: neither back, nor only late."""
        return self.episode is not None and self.episode.open and not self.episode.late


def monday(view: View, since: int, among: Sequence[str] | None = None) -> Monday:
    """Every youth with something to look at, gravest first. since: ms UTC, usually Friday 17:00 · among: the records to look
    through, None for all; the page is the same where in every other nothing stands out and nothing was written since then.
    """
    return out_of(view, since, among, list(cases(view, among)))


def out_of(view: View, since: int, among: Sequence[str] | None, looked_through: Sequence[Case]) -> Monday:
    """The same, of cases that were looked through before, all of these records."""
    heads = {record: group[0] for record, group in youths.groups(view).items()}
    found: dict[str, list[tuple[_Found, Case]]] = defaultdict(list)
    for case in looked_through:
        for each in _exceptions(case, view.now, since):
            found[heads.get(case.youth, case.youth)].append((each, case))
    unread = unread_screenings(view, among)
    to_review = dict.fromkeys(heads.get(each.youth, each.youth) for each in reversed(unread))
    known = {each.id: each for each in youths.youths(view, sorted({*found, *to_review}))}
    rows = [_row(youth, known.get(youth), each) for youth, each in found.items()]
    rows.sort(key=lambda row: (ORDER.index(row.what), -(row.hours or 0), row.youth))
    counted = {what: sum(any(f.what == what for f, _case in each) for each in found.values()) for what in ORDER}
    return Monday(
        view.now,
        _since(looked_through, view.now, since),
        tuple(counted.items()),
        tuple(rows),
        ToReview(len(unread), tuple(initials(known[each].name if each in known else "") for each in to_review)),
        tuple(determine.declined(view, since, among)),
    )


def standing_out(view: View, among: Sequence[str]) -> set[str]:
    """Those of these records that come to the page whenever it is asked for: what is owed, or not screened, stays so."""
    return {case.youth for case in cases(view, among) if next(_exceptions(case, _EVER, _EVER), None)}


def told_since(view: View, among: Sequence[str], since: int) -> set[str]:
    """Those of these records in which since then (ms UTC) a notice, an ending or a decision was written."""
    written = (
        f"SELECT t.stream FROM {table} t CROSS JOIN entry e ON e.stream = t.stream AND e.hash = t.entry"  # noqa: S608
        " WHERE t.stream IN (SELECT value FROM json_each(?1)) AND e.at >= ?2"
        for table in ("notice", "ending", "decision")
    )
    rows = asked(view.session, " UNION ".join(written), json.dumps(among), since - _TYPED_AHEAD)
    return {row[0] for row in rows}


def cases(view: View, among: Sequence[str] | None) -> Iterator[Case]:
    """Each occasion in these records; of joined episodes all of their records must be among them."""
    same = locate.joined(view)
    by_occasion = {each.id: (each.youth, found) for each, found in agenda.all_lines(view, same, among).items()}
    for episode in locate.all_episodes(view, among):
        if episode.id in same and same[episode.id].id != episode.id:
            continue
        _youth, lines = by_occasion.pop(episode.id, ("", []))
        yield Case(episode.youth, episode.id, lines, episode)
    for occasion, (youth, lines) in by_occasion.items():
        yield Case(youth, occasion, lines, None)


def _exceptions(case: Case, now: int, since: int) -> Iterator[_Found]:
    yield from _untold(case, now)
    yield from _late(case, since)
    episode = case.episode
    if episode is None:
        return
    learned = episode.happened.agency_learned
    returned = episode.at("returned")
    if case.missing:
        yield _Found("missing", now - learned, _("still missing"), sub=_progress(case))
        owner = episode.now_with
        if owner is None or (owner.until is not None and owner.until < now):
            sub = (
                _("{who}’s shift ended {when}").format(who=owner.name, when=moment(owner.until)) if owner and owner.until else ""
            )
            yield _Found("ownerless", now - learned, _("still missing"), sub=sub or _("nobody took it yet"))
    if returned is not None:
        screens = [line for line in case.lines if set(_rules(line)) & RESCREEN and line.state in _OPEN]
        if screens:
            yield _Found(
                "not_screened", now - returned, _("since back"), screens[0], _("back {when}").format(when=moment(returned))
            )
        if returned >= since:
            yield _Found("back", now - returned, _("since back"), sub=_progress(case))


def _untold(case: Case, now: int) -> Iterator[_Found]:
    """The line longest past its limit, with how many more; a row of which nobody knows whether it applies is asked about."""
    never = [line for line in case.told if _applies(line) and line.due is not None and line.due < now and line.state in _OPEN]
    if not never:
        return
    first = min(never, key=lambda line: line.due or 0)
    still = _("missing, still owed") if case.missing else _("still owed")
    sub = _("{still}; {n} more").format(still=still, n=len(never) - 1) if len(never) > 1 else still
    tried = [made.late_because or made.proof.note for line in never for made in line.made]
    yield _Found("never_told", now - _start(first, case, now), _("and not told"), first, sub, next(filter(None, tried), ""))


def _late(case: Case, since: int) -> Iterator[_Found]:
    for line in case.told:
        if line.late_by is None or line.settled_at is None or line.settled_at < since:
            continue
        hours = line.settled_at - _start(line, case, line.settled_at)
        yield _Found(
            "late", hours, _("when told"), line, _("settled {when}").format(when=moment(line.settled_at)), line.late_because
        )


def _applies(line: Line) -> bool:
    return any(rule.applies == "yes" for rule in line.rules)


def _start(line: Line, case: Case, otherwise: int) -> int:
    learned = case.episode.happened.agency_learned if case.episode else otherwise
    return line.start_at if line.start_at is not None else learned


def _progress(case: Case) -> str:
    due = [each for each in case.told if each.first.applies == "yes" and not each.first.ongoing and each.state != "stopped"]
    still = sum(each.state in _OPEN for each in due)
    return _("{n} of {all} still to tell").format(n=still, all=len(due)) if still else _("everybody required has been told")


def _rules(line: Line) -> Iterator[str]:
    for rule in line.rules:
        yield rule.rule
        yield from rule.also


def _row(youth: str, known: YouthLine | None, found: list[tuple[_Found, Case]]) -> MondayRow:
    name, worker = (known.name, known.worker) if known else ("", "")
    ordered = sorted(found, key=_gravest_first)
    first, case = ordered[0]
    still = [line for line in case.lines if line.state in _OPEN and not line.first.ongoing and line.first.applies == "yes"]
    row = MondayRow(
        youth=youth,
        occasion=case.occasion,
        name=name or _("Unknown"),
        initials=initials(name),
        what=first.what,
        recipient=first.line.first.recipient if first.line else "",
        title=first.line.first.title_en if first.line else "",
        sub=first.sub,
        hours=first.hours,
        hours_mean=first.hours_mean,
        reason=first.reason,
        worker=_worker(case, worker) if first.what != "ownerless" else "",
        next_act=still[0].first.title_en if still else "",
        is_missing=any(each.missing for _first, each in found),
        outside=case.episode is None,
    )
    return replace(row, also=tuple(dict.fromkeys(each.what for each, _case in ordered[1:] if each.what != first.what)))


def _gravest_first(each: tuple[_Found, Case]) -> tuple[int, int, str, str]:
    """Of two that are alike always the same comes first, in whatever order the records were looked through."""
    found, case = each
    return ORDER.index(found.what), -found.hours, case.occasion, found.line.key if found.line else ""


def _worker(case: Case, carries: str) -> str:
    owner = case.episode.now_with if case.episode else None
    return owner.name if owner else carries


def _since(cases: Iterable[Case], now: int, since: int) -> Since:
    """Counts over everything that was open or settled since then; never a worker's name."""
    missing = back = on_time = late = never = 0
    took: dict[str, list[int]] = defaultdict(list)
    for case in cases:
        returned = case.episode.at("returned") if case.episode else None
        missing += case.missing or (returned is not None and returned >= since)
        back += returned is not None and returned >= since
        for line in case.told:
            if line.settled_at is not None and line.settled_at >= since:
                late += line.late_by is not None
                on_time += line.late_by is None
                if line.first.recipient in _TYPICAL and line.start_at is not None:
                    took[line.first.recipient].append(max(0, line.settled_at - line.start_at))
            elif _applies(line) and line.state in _OPEN and line.due is not None and line.due < now:
                never += 1
    typical = tuple((each, int(median(took[each]))) for each in _TYPICAL if took[each])
    return Since(since, missing, back, on_time + late + never, on_time, late, never, typical)
