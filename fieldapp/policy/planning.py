"""Planning: which rows apply to these facts at this instant under the law of a day, why, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from fieldapp.clock import Instant
from fieldapp.policy import clocks, loading
from fieldapp.policy.consistency import terms_of
from fieldapp.policy.facts import Facts
from fieldapp.policy.layers import Rules
from fieldapp.policy.loading import Placed
from fieldapp.policy.logic import BUILT_IN, Found, Judge, Verdict, name
from fieldapp.policy.schema import NO_LAW, ONCE_HAPPENED, Cite, Content, InForce, Kind, NamedFact, Row, Text

OPEN_THE_SOURCE = "source"
_SOURCE = Text(
    "Open the source: whether it was in force on this day is not known.", "Abra la fuente: no se sabe si estaba en vigor ese día."
)
_NOT_READ = Text("Nobody has read this yet. Source to open: {source}", "Nadie ha leído esto todavía. Fuente que abrir: {source}")


@dataclass(frozen=True, slots=True)
class Said:
    """A key or fact with its words: what to find out, or why a row applies. is_fact tells the two apart."""

    name: str
    words: Text
    is_fact: bool


@dataclass(frozen=True, slots=True)
class Due:
    """One row that applies, or may. Instants in ms UTC.

    started_by: the name of the instant that the clock runs from, also where that instant is not known yet · due: None where the
    source gives no outer limit or the start is not known · law: False for what rests on practice or a county alone.
    """

    id: str
    also: tuple[str, ...]
    kind: Kind
    law: bool
    tell: tuple[str, ...]
    one_of: bool
    do: Text | None
    by: str
    title: Text
    started_by: str
    start: Instant | None
    due: Instant | None
    written_due: Instant | None
    ongoing: bool
    may: bool
    offered: bool
    applies: bool | None
    because: tuple[Said, ...]
    ask: tuple[Said, ...]
    cite: tuple[Cite, ...]
    content: tuple[Content, ...]
    proof: tuple[str, ...]
    remark: Text | None
    source: str
    rules: str


def plan(rules: Rules, facts: Facts, law_of: date, *, expect: bool = False) -> list[Due]:
    """Every row that applies or may apply, in the order of the files; definitions never, what others owe with `expect`."""
    now, until_found = Judge(rules.facts, facts), Judge(rules.facts, _still_missing(facts))
    found = []
    for placed in rules.rows:
        if placed.kind == "definition" or (placed.kind == "expect" and not expect):
            continue
        due = _due(rules, until_found if placed.row.stays_when_found else now, facts, placed, law_of)
        if due is not None:
            found.append(due)
    return found


def hangs_on(rules: Rules, instant: str) -> bool:
    """Whether a duty may change once this instant is known: it starts there, or something it hangs on asks for it."""
    duties = [placed.row for placed in rules.rows if placed.kind == "duty"]
    held: list[Row | NamedFact] = [*duties, *rules.facts.values()]
    asked = (name(term) for each in held for term in terms_of(each))
    return instant in asked or any(instant in loading.starts_of(row) for row in duties)


def _still_missing(facts: Facts) -> Facts:
    """The facts as they were until the youth was found."""
    if facts["found"] is None:
        return facts
    return replace(facts, values={**facts.values, "whereabouts": "unknown"})


def _due(rules: Rules, judge: Judge, facts: Facts, placed: Placed, law_of: date) -> Due | None:
    row = placed.row
    law = any(cite.confidence not in NO_LAW for cite in row.cite)
    in_force = force_on(row.in_force, law_of) if law else True
    started_by, start = _start(row, facts)
    if in_force is False or (start is None and started_by in ONCE_HAPPENED):
        return None
    found = judge.conditions(row)
    if found.value is False:
        return None
    told = _told(judge, row)
    open_start = bool(row.start) and start is None
    return Due(
        id=row.id,
        also=row.also,
        kind=placed.kind,
        law=law,
        tell=told.tell,
        one_of=bool(row.tell_one_of),
        do=row.do,
        by=row.by or "",
        title=row.title or Text(row.id, row.id),
        started_by=started_by,
        start=start,
        due=None if start is None else clocks.due(row, start, rules.days_off),
        written_due=clocks.end(start, row.written_within) if start is not None and row.written_within else None,
        ongoing=row.ongoing,
        may=row.may,
        offered=row.offered,
        applies=_applies(placed, found, in_force),
        because=tuple(_said(rules, each) for each in found.because),
        ask=tuple(_asks(rules, placed, found, in_force, (*told.ask, *((started_by,) if open_start else ())))),
        cite=tuple(cite for cite in row.cite if force_on(cite.in_force, law_of) is not False),
        content=row.content,
        proof=row.proof,
        remark=row.remark,
        source=row.source or "",
        rules=rules.version,
    )


def limit_of(rules: Rules, facts: Facts, row: Row) -> str:
    """The limit of a step that is offered, "" for none: the shorter of two unless what it hangs on is known not to be so."""
    if row.shorter is None or Judge(rules.facts, facts).term(row.shorter.only_if).value is False:
        return row.within or ""
    county = row.within is not None and clocks.longer(row.shorter.within, row.within)
    return row.within or "" if county else row.shorter.within


@lru_cache(maxsize=4096)
def force_on(force: InForce | None, today: date) -> bool | None:
    """Whether a row is in force on a day; None where nobody has checked."""
    if force is None:
        return True
    start, to, sure = (loading.day(each) if each is not None else None for each in (force.start, force.to, force.sure_from))
    if (start and today < start) or (to and today > to):
        return False
    return None if sure and today < sure else True


def _applies(placed: Placed, found: Found, in_force: bool | None) -> bool | None:  # noqa: FBT001 - three-valued
    if placed.kind == "slot" or in_force is None:
        return None
    return found.value


def _start(row: Row, facts: Facts) -> tuple[str, Instant | None]:
    """The name and the instant that a row's clock runs from: the earliest that is given, else the last that is named."""
    names = loading.starts_of(row)
    given = [(instant, each) for each in names if (instant := facts.instant(each)) is not None]
    if given:
        instant, each = min(given)
        return each, instant
    return (names[-1], None) if names else ("", None)


@dataclass(frozen=True, slots=True)
class _Told:
    tell: tuple[str, ...]
    ask: tuple[str, ...]


def _told(judge: Judge, row: Row) -> _Told:
    """Whom the row tells: a recipient who may not exist stays in while that is not known, with its question."""
    tell: list[str] = []
    ask: list[str] = []
    for each in row.tell:
        verdict = Verdict(value=True) if isinstance(each, str) else judge.term(each.only_if)
        if verdict.value is not False:
            tell.append(each if isinstance(each, str) else each.to)
            ask.extend(verdict.ask)
    return _Told((*tell, *row.tell_one_of), tuple(ask))


def _said(rules: Rules, each: str) -> Said:
    return Said(each, rules.title_of(each), is_fact=each in rules.facts or each in BUILT_IN)


def _asks(rules: Rules, placed: Placed, found: Found, in_force: bool | None, more: Iterable[str]) -> Iterator[Said]:  # noqa: FBT001
    if placed.kind == "slot":
        source = placed.row.source or ""
        words = Text(_NOT_READ.en.format(source=source), _NOT_READ.es.format(source=source))
        yield Said(OPEN_THE_SOURCE, words, is_fact=False)
    elif in_force is None:
        yield Said(OPEN_THE_SOURCE, _SOURCE, is_fact=False)
    for key in dict.fromkeys((*found.ask, *more)):
        yield Said(key, rules.questions.get(key) or Text(key, key), is_fact=False)
