"""Trying unknown answers out: whether a test can ever hold, and which of several tests in order could be the first that does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod

from fieldapp.identify.instrument import Instrument
from fieldapp.identify.logic import AtLeast, AtMost, Between, Equals, Over, Test, Under
from fieldapp.identify.measures import Age, Count, Max, Min, Sum
from fieldapp.identify.sight import AGE, OLDEST, Node, walk
from fieldapp.identify.standing import Stand

MOST_WORLDS = 4_000
"""More ways to answer than this are not tried out one by one; what the intervals tell is used then."""

_COMPARISONS = (AtLeast, AtMost, Over, Under, Equals, Between)


class Search:
    """Tries answers out for one instrument."""

    def __init__(self, form: Instrument) -> None:
        self._form = form
        self._ages = tuple(str(age) for age in ages_that_differ(form.tests()))

    def can_hold(self, test: Test, stand: Stand) -> bool:
        """Whether any way of answering what is unknown makes a test true; true as well where there are too many to try."""
        ahead = [stand]
        for _tried_so_far in range(MOST_WORLDS):
            if not ahead:
                return False
            world = ahead.pop()
            verdict = test.judge(world)
            if verdict.value is True or (verdict.value is None and not verdict.hinges):
                return True
            if verdict.value is None:
                hinge = verdict.hinges[0]
                ahead += [world.supposing(hinge, value) for value in self._values(hinge)]
        return True

    def first_that_could(self, tests: Sequence[Test], stand: Stand, at: int = 0) -> frozenset[int]:
        """The places of the tests that could be the first to hold."""
        if at == len(tests):
            return frozenset()
        verdict = tests[at].judge(stand)
        if verdict.value is True:
            return frozenset({at})
        if verdict.value is None and verdict.hinges and self._form.by_one:
            hinge = verdict.hinges[0]
            worlds = (self.first_that_could(tests, stand.supposing(hinge, value), at) for value in self._values(hinge))
            return frozenset().union(*worlds)
        here = frozenset() if verdict.value is False else frozenset({at})
        return here | self.first_that_could(tests, stand, at + 1)

    def _values(self, name: str) -> tuple[str, ...]:
        if name == AGE:
            return self._ages
        item = self._form.items[name]
        beyond = tuple(each.code for each in item.options if each.means == "does_not_apply")
        return (*item.codes, *beyond)


def can_be_tried(form: Instrument) -> bool:
    """Whether the tests of the bands hang on so few answers that each way to answer can be tried out."""
    nodes = [node for test in form.tests() for node in walk(test)]
    if any(isinstance(node, (Sum, Max, Min, Count)) for node in nodes):
        return False
    tried = _tried(form, nodes)
    ways = prod(len(form.items[name].codes) + form.items[name].may_not_apply for name in tried)
    return ways * len(ages_that_differ(form.tests())) <= MOST_WORLDS


def _tried(form: Instrument, nodes: Iterable[Node]) -> set[str]:
    """The items that tests hang on, and those that their being shown hangs on."""
    found: set[str] = set()
    ahead = [mention.item for node in nodes for mention in node.mentions() if mention.tried]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            shown = walk(form.items[name].shown_when)
            ahead += [mention.item for node in shown for mention in node.mentions() if mention.tried]
    return found


def ages_that_differ(tests: Iterable[Test]) -> tuple[int, ...]:
    """One age for each side of every limit of age that the tests name."""
    limits = {bound for test in tests for bound in _limits(test)}
    near = {limit + step for limit in limits for step in (-1, 0, 1)}
    return tuple(sorted(age for age in near if 0 <= age <= OLDEST)) or (0,)


def _limits(test: Test) -> Iterator[int]:
    for node in walk(test):
        if isinstance(node, _COMPARISONS) and isinstance(node.value, Age):
            yield from (bound for bound in node.bounds() if bound is not None)
