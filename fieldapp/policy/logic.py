"""Three-valued logic over facts: true, false, or not known, and then which keys would settle it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from fieldapp.policy.facts import YES_NO, Facts
from fieldapp.policy.schema import NamedFact, Row, Term, Test


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a term comes to. value: None is not known · ask: the keys that would settle it, in order."""

    value: bool | None
    ask: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a row's conditions come to. because: the terms that held, each a fact's id or a key."""

    value: bool | None
    ask: tuple[str, ...]
    because: tuple[str, ...]


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """All of them: false if one is, else the first that is not known, else true."""
    open_one: Verdict | None = None
    for each in verdicts:
        if each.value is False:
            return Verdict(value=False)
        if each.value is None and open_one is None:
            open_one = each
    return open_one or Verdict(value=True)


def some(verdicts: Iterable[Verdict]) -> Verdict:
    """Any of them: true if one is; else not known, and every key that could make it true is asked."""
    open_ones: list[Verdict] = []
    for each in verdicts:
        if each.value is True:
            return Verdict(value=True)
        if each.value is None:
            open_ones.append(each)
    ask = dict.fromkeys(key for each in open_ones for key in each.ask)
    return Verdict(None, tuple(ask)) if open_ones else Verdict(value=False)


def opposite(verdict: Verdict) -> Verdict:
    """Not that."""
    return verdict if verdict.value is None else Verdict(not verdict.value)


def _below(facts: Facts, years: int) -> Verdict:
    return Verdict(None, ("born",)) if facts.age is None else Verdict(facts.age < years)


def _nonminor_dependent(facts: Facts) -> Verdict:
    """18, 19 or 20 and in care; nobody types it."""
    in_care = facts["in_care"]
    grown = Verdict(None, ("born",)) if facts.age is None else Verdict(18 <= facts.age <= 20)
    return every((grown, Verdict(in_care if isinstance(in_care, bool) else None, ("in_care",))))


BUILT_IN: Mapping[str, Callable[[Facts], Verdict]] = {
    "minor": lambda facts: _below(facts, 18),
    "nonminor_dependent": _nonminor_dependent,
}


class Judge:
    """Judges terms against one set of facts; each named fact is worked out once."""

    def __init__(self, named: Mapping[str, NamedFact], facts: Facts) -> None:
        self._named = named
        self._facts = facts
        self._known: dict[str, Verdict] = {}

    def conditions(self, row: Row | NamedFact) -> Found:
        """The conditions of a row, its three lists joined by *and*, in the row's order."""
        parts: list[tuple[Verdict, tuple[str, ...]]] = [(self.term(term), (name(term),)) for term in row.every]
        if row.some:
            verdicts = [(self.term(term), name(term)) for term in row.some]
            parts.append((some(each for each, _name in verdicts), tuple(n for each, n in verdicts if each.value)))
        parts += [(opposite(self.term(term)), ()) for term in row.no]
        whole = every(verdict for verdict, _names in parts)
        because = tuple(dict.fromkeys(each for verdict, names in parts if verdict.value for each in names))
        return Found(whole.value, whole.ask, because)

    def term(self, term: Term) -> Verdict:
        """One term: a fact, a yes/no key, or a test of a key."""
        if isinstance(term, Test):
            return self._test(term)
        if term in YES_NO:
            return self._yes(term)
        if term not in self._known:
            self._known[term] = self._fact(term)
        return self._known[term]

    def _fact(self, fact: str) -> Verdict:
        if fact in BUILT_IN:
            return BUILT_IN[fact](self._facts)
        found = self.conditions(self._named[fact])
        return Verdict(found.value, found.ask)

    def _yes(self, key: str) -> Verdict:
        value = self._facts[key]
        return Verdict(value) if isinstance(value, bool) else Verdict(None, (key,))

    def _test(self, test: Test) -> Verdict:
        value = self._facts[test.key]
        if test.given is not None:
            return Verdict((value is not None) == test.given)
        if test.among is None:
            return self._age(test)
        return Verdict(None, (test.key,)) if value is None else Verdict(str(value).lower() in test.among)

    def _age(self, test: Test) -> Verdict:
        """The one number of the facts; in whole years."""
        age = self._facts.age
        if age is None:
            return Verdict(None, ("born",))
        return Verdict((test.at_least is None or age >= test.at_least) and (test.under is None or age < test.under))


def name(term: Term) -> str:
    """What a term is called in `applies_because`: the fact's id or the key."""
    return term.key if isinstance(term, Test) else term
