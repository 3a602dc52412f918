"""What only shows when all rules files are together: names that nobody gave, circles of facts, rows that stand twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from fieldapp.errors import Fault
from fieldapp.policy import loading
from fieldapp.policy.facts import CHOICES, KEYS, YES_NO
from fieldapp.policy.loading import Placed, RulesFile, recipients_of
from fieldapp.policy.logic import BUILT_IN, name
from fieldapp.policy.schema import INSTANTS, NamedFact, Row, Term, Test
from fieldapp.text import _


def repeats(rows: Sequence[Placed]) -> Iterator[Fault]:
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


def taken_names(files: Sequence[RulesFile]) -> Iterator[Fault]:
    """A fact or question is given once: a second one, a county's too, would change what every row of law hangs on."""
    seen: set[str] = {*YES_NO, *BUILT_IN, "age"}
    asked: set[str] = set()
    for file in files:
        for fact in file.facts:
            if fact.id in seen:
                yield Fault(file.file, fact.id, "id", _("This name is taken, by a key or by another fact."))
            seen.add(fact.id)
        for question in file.questions:
            if question.key in asked:
                yield Fault(file.file, question.key, "key", _("This key is asked twice."))
            asked.add(question.key)


def faults_of_terms(files: Sequence[RulesFile], facts: Mapping[str, NamedFact]) -> Iterator[Fault]:
    """Terms that name nothing, tests that no key can pass, questions about nothing, and facts that hang on themselves."""
    for file in files:
        holders: list[tuple[str, str, tuple[Term, ...]]] = [(file.file, fact.id, terms_of(fact)) for fact in file.facts]
        holders += [(placed.file, placed.row.id, terms_of(placed.row)) for placed in file.rows]
        for where, own, terms in holders:
            for term in terms:
                sentence = _fault_of_term(term, facts)
                if sentence:
                    yield Fault(where, own, name(term), sentence)
        yield from (
            Fault(file.file, question.key, "key", _("No such key.")) for question in file.questions if question.key not in KEYS
        )
        circles = ((fact.id, _circle(fact.id, facts)) for fact in file.facts)
        yield from (Fault(file.file, own, "all", sentence) for own, sentence in circles if sentence)


def terms_of(row: Row | NamedFact) -> tuple[Term, ...]:
    """Everything that a row or a fact asks of the facts."""
    conditional = tuple(each.only_if for each in row.tell if not isinstance(each, str)) if isinstance(row, Row) else ()
    limits = (row.shorter.only_if,) if isinstance(row, Row) and row.shorter else ()
    return (*row.every, *row.some, *row.no, *conditional, *limits)


def _fault_of_term(term: Term, facts: Mapping[str, NamedFact]) -> str:
    if isinstance(term, str):
        known = term in facts or term in BUILT_IN or term in YES_NO
        return "" if known else _("{term} is neither a fact nor a yes/no key.").format(term=term)
    return _fault_of_test(term)


def _fault_of_test(term: Test) -> str:
    if term.key not in KEYS and term.key != "age":
        return _("{key} is no key.").format(key=term.key)
    counted = term.at_least is not None or term.under is not None
    if sum((term.among is not None, counted, term.given is not None)) != 1:
        return _("A test says one of `in`, `at_least` and `under`, or `given`.")
    if counted and term.key != "age":
        return _("Only `age` is a number.")
    if term.given is not None and term.key not in INSTANTS:
        return _("Only an instant is given or not; {key} can be unknown.").format(key=term.key)
    return _fault_of_values(term)


def _fault_of_values(test: Test) -> str:
    allowed = {str(choice).lower() for choice in CHOICES.get(test.key, ())}
    if test.key in YES_NO:
        allowed = {"true", "false"}
    wrong = [each for each in test.among or () if each not in allowed]
    return _("{key} has no value {value}.").format(key=test.key, value=wrong[0]) if wrong else ""


def _circle(fact: str, facts: Mapping[str, NamedFact]) -> str:
    """A sentence if a fact hangs on itself."""
    path = [fact]

    def walk(each: str) -> str:
        for term in terms_of(facts[each]):
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
