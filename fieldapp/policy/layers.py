"""Layers: federal and state law as one set of rows, and a county's overlay that may add, fill and tighten, never loosen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from fieldapp import places
from fieldapp.errors import Fault
from fieldapp.policy import loading
from fieldapp.policy.clocks import longer
from fieldapp.policy.facts import CHOICES, KEYS, YES_NO
from fieldapp.policy.loading import Placed, RulesFile, incomplete, recipients_of, refused
from fieldapp.policy.logic import BUILT_IN, name
from fieldapp.policy.schema import NamedFact, Row, Term, Test, Text
from fieldapp.text import _


@dataclass(frozen=True, slots=True)
class Rules:
    """All rows that are judged together. version: of what was read, so that an episode can keep it."""

    rows: tuple[Placed, ...]
    facts: Mapping[str, NamedFact]
    questions: Mapping[str, Text]
    days_off: frozenset[date]
    version: str

    def title_of(self, fact: str) -> Text:
        """The words of a fact, or of the question behind a key."""
        if fact in self.facts:
            return self.facts[fact].title
        return self.questions.get(fact) or BUILT_IN_TITLES.get(fact) or Text(fact, fact)


BUILT_IN_TITLES: Mapping[str, Text] = {
    "minor": Text("Under 18", "Menor de 18 años"),
    "nonminor_dependent": Text("18 to 20 and in care", "De 18 a 20 años y bajo cuidado"),
    "age": Text("By age", "Por la edad"),
}


def law() -> tuple[Path, ...]:
    """The files of law that ship with the app."""
    return (places.resource("policy", "federal.toml"), places.resource("policy", "california.toml"))


@lru_cache(maxsize=4)
def shipped() -> Rules:
    """Federal and California law, without any county."""
    return combine([loading.read(path) for path in law()])


def with_overlay(content: bytes, file: str) -> Rules:
    """The law with a county's overlay over it."""
    return combine([*(loading.read(path) for path in law()), loading.parse(content, file)])


def combine(files: Sequence[RulesFile]) -> Rules:
    """Put files together, law first, counties over it. RulesRefused lists what does not fit."""
    base = [each for each in files if each.layer != "county"]
    overlays = [each for each in files if each.layer == "county"]
    facts = {fact.id: fact for each in files for fact in each.facts}
    questions = {question.key: question.ask for each in files for question in each.questions}
    rows = [placed for each in base for placed in each.rows]
    faults = list(_faults_of_terms(files, facts))
    for overlay in overlays:
        rows = list(_overlaid(rows, overlay, faults))
    faults.extend(_repeats(rows))
    if faults:
        raise refused(faults)
    days_off = frozenset(each for file in files for each in file.days_off)
    return Rules(tuple(rows), facts, questions, days_off, _version(files))


def _version(files: Sequence[RulesFile]) -> str:
    digest = hashlib.sha256()
    for each in files:
        digest.update(msgspec.json.encode([each.name, each.rows, each.facts, each.questions, each.days_off], order="sorted"))
    return digest.hexdigest()[:12]


# -- overlays


def _overlaid(rows: list[Placed], overlay: RulesFile, faults: list[Fault]) -> Iterator[Placed]:
    own: dict[str, list[Placed]] = {}
    for placed in overlay.rows:
        own.setdefault(placed.row.id, []).append(placed)
    for placed in rows:
        over = own.pop(placed.row.id, None)
        if over is None:
            yield placed
        elif placed.kind == "slot":
            yield from over
            faults.extend(_lacking(over))
        else:
            yield _tightened(placed, over[0], faults)
            faults.extend(Fault(each.file, each.row.id, "id", _("This row is tightened twice.")) for each in over[1:])
    for added in own.values():
        yield from added
        faults.extend(_lacking(added))


def _lacking(rows: Iterable[Placed]) -> Iterator[Fault]:
    for placed in rows:
        for key, sentence in incomplete(placed.kind, placed.row):
            yield Fault(placed.file, placed.row.id, key, sentence)


_MAY_CARRY = frozenset({"id", "within", "tell", "cite"})


def _tightened(placed: Placed, over: Placed, faults: list[Fault]) -> Placed:
    law_row, row = placed.row, over.row

    def fault(key: str, sentence: str) -> None:
        faults.append(Fault(over.file, row.id, key, sentence))

    default = Row(id=row.id)
    for field in Row.__struct_fields__:
        if field not in _MAY_CARRY and getattr(row, field) != getattr(default, field):
            fault(field, _("A county may only tighten this row of law: `within`, `tell` and `cite`, nothing else."))
    if over.kind != placed.kind:
        fault("kind", _("A county may not turn this row of law into another kind."))
    if row.within is not None and law_row.within is not None and longer(row.within, law_row.within):
        fault(
            "within",
            _("{new} is longer than the law's {old}: a county may not loosen it.").format(new=row.within, old=law_row.within),
        )
    if row.within is not None and not row.cite:
        fault("cite", _("A tighter limit needs its citation."))
    added = tuple(each for each in row.tell if (each if isinstance(each, str) else each.to) not in recipients_of(law_row))
    tighter = msgspec.structs.replace(
        law_row, within=row.within or law_row.within, tell=(*law_row.tell, *added), cite=(*law_row.cite, *row.cite)
    )
    return replace(placed, row=tighter)


# -- what only shows when all files are together


def _repeats(rows: Sequence[Placed]) -> Iterator[Fault]:
    """One id may stand twice where its text changed (dates that do not overlap) or its recipients differ."""
    seen: dict[str, list[Row]] = {}
    for placed in rows:
        told = set(recipients_of(placed.row))
        for other in seen.setdefault(placed.row.id, []):
            if _overlap(other, placed.row) and (told & set(recipients_of(other)) or not told):
                yield Fault(placed.file, placed.row.id, "id", _("This id stands twice for one day and one recipient."))
        seen[placed.row.id].append(placed.row)


def _overlap(one: Row, other: Row) -> bool:
    def ends(row: Row) -> tuple[date, date]:
        force = row.in_force
        first = (force.start if force.start is not None else force.sure_from) if force else None
        start = loading.day(first) if first is not None else None
        to = loading.day(force.to) if force and force.to is not None else None
        return start or date.min, to or date.max

    (a, b), (c, d) = ends(one), ends(other)
    return a <= d and c <= b


def _faults_of_terms(files: Sequence[RulesFile], facts: Mapping[str, NamedFact]) -> Iterator[Fault]:
    for file in files:
        holders: list[tuple[str, str, tuple[Term, ...]]] = [(file.file, fact.id, _terms(fact)) for fact in file.facts]
        holders += [(placed.file, placed.row.id, _terms(placed.row)) for placed in file.rows]
        for where, own, terms in holders:
            for term in terms:
                sentence = _fault_of_term(term, facts)
                if sentence:
                    yield Fault(where, own, name(term), sentence)
        yield from (
            Fault(file.file, question.key, "key", _("No such key.")) for question in file.questions if question.key not in KEYS
        )
        yield from (Fault(file.file, fact.id, "all", _circle(fact.id, facts)) for fact in file.facts if _circle(fact.id, facts))


def _terms(row: Row | NamedFact) -> tuple[Term, ...]:
    conditional = tuple(each.only_if for each in row.tell if not isinstance(each, str)) if isinstance(row, Row) else ()
    return (*row.every, *row.some, *row.no, *conditional)


def _fault_of_term(term: Term, facts: Mapping[str, NamedFact]) -> str:
    if isinstance(term, str):
        if term in facts or term in BUILT_IN or term in YES_NO:
            return ""
        return _("{term} is neither a fact nor a yes/no key.").format(term=term)
    if term.key not in KEYS and term.key != "age":
        return _("{key} is no key.").format(key=term.key)
    tests = sum(each is not None for each in (term.among, term.at_least if term.at_least is not None else term.under, term.given))
    if tests != 1:
        return _("A test says one of `in`, `at_least` and `under`, or `given`.")
    allowed = {str(choice).lower() for choice in CHOICES.get(term.key, ())} or (
        {"true", "false"} if term.key in YES_NO else set()
    )
    wrong = [each for each in term.among or () if each not in allowed]
    return _("{key} has no value {value}.").format(key=term.key, value=wrong[0]) if wrong else ""


def _circle(fact: str, facts: Mapping[str, NamedFact]) -> str:
    """A sentence if a fact hangs on itself."""
    path = [fact]

    def walk(each: str) -> str:
        for term in _terms(facts[each]):
            if not isinstance(term, Test) and term in facts:
                if term == fact:
                    return _("This fact hangs on itself: {path}.").format(path=" → ".join([*path, fact]))
                if term not in path:
                    path.append(term)
                    found = walk(term)
                    if found:
                        return found
                    path.pop()
        return ""

    return walk(fact)
