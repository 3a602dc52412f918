"""The numbers of a tree: each comes to an interval that holds it, whatever the unknown answers turn out to be."""

from __future__ import annotations

from typing import Annotated

import msgspec

from fieldapp.identify.sight import AGE, OLDEST, Mention, Node, Span, Standing

Several = Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


def _points(standing: Standing, item: str) -> Span | None:
    """The points of one item; None where it does not apply."""
    seen = standing.sight(item)
    if seen.applies is False:
        return None
    if seen.code is not None:
        worth = standing.worth(item, seen.code)
        return Span(worth, worth, (item,))
    possible = [standing.worth(item, code) for code in standing.codes(item)]
    return Span(min(possible), max(possible), (item,), (item,) if seen.applies else seen.hinges)


class _OverItems(Node, frozen=True):
    items: Several

    def mentions(self) -> tuple[Mention, ...]:
        """Each item, for its points."""
        return tuple(Mention(item, pointed=True) for item in self.items)

    def spans(self, standing: Standing) -> tuple[list[Span], list[Span]]:
        """The points of the items that surely apply, and of those that may."""
        surely: list[Span] = []
        maybe: list[Span] = []
        for item in self.items:
            span = _points(standing, item)
            if span is not None:
                (surely if standing.sight(item).applies else maybe).append(span)
        return surely, maybe


class Points(Node, frozen=True, tag="points"):
    """The points of one answer; 0 where the item does not apply."""

    item: str

    def mentions(self) -> tuple[Mention, ...]:
        """The item, for its points."""
        return (Mention(self.item, pointed=True, tried=True),)

    def measure(self, standing: Standing) -> Span:
        """From the least to the most that the answer may be worth."""
        span = _points(standing, self.item)
        if span is None:
            return Span(0, 0, (self.item,))
        if standing.sight(self.item).applies is None:
            return Span(min(0, span.low), max(0, span.high), span.because, span.hinges)
        return span


class Sum(_OverItems, frozen=True, tag="sum"):
    """All points together."""

    def measure(self, standing: Standing) -> Span:
        """The sum of the least to the sum of the most."""
        surely, maybe = self.spans(standing)
        low = sum(each.low for each in surely) + sum(min(0, each.low) for each in maybe)
        high = sum(each.high for each in surely) + sum(max(0, each.high) for each in maybe)
        return Span(low, high, self.items)


class Max(_OverItems, frozen=True, tag="max"):
    """The most points of any."""

    def measure(self, standing: Standing) -> Span:
        """The interval of the greatest; 0 over nothing."""
        surely, maybe = self.spans(standing)
        lows = [each.low for each in surely] or [0, *(each.low for each in maybe)]
        highs = [each.high for each in (*surely, *maybe)] + ([] if surely else [0])
        return Span(max(lows) if surely else min(lows), max(highs), self.items)


class Min(_OverItems, frozen=True, tag="min"):
    """The fewest points of any."""

    def measure(self, standing: Standing) -> Span:
        """The interval of the least; 0 over nothing."""
        surely, maybe = self.spans(standing)
        lows = [each.low for each in (*surely, *maybe)] + ([] if surely else [0])
        highs = [each.high for each in surely] or [0, *(each.high for each in maybe)]
        return Span(min(lows), min(highs) if surely else max(highs), self.items)


class Count(Node, frozen=True, tag="count"):
    """How many of the items are answered with one of the codes."""

    items: Several
    codes: Several

    def mentions(self) -> tuple[Mention, ...]:
        """Each item, with the codes counted."""
        return tuple(Mention(item, self.codes) for item in self.items)

    def measure(self, standing: Standing) -> Span:
        """From those that surely count to those that may."""
        low = high = 0
        for item in self.items:
            seen = standing.sight(item)
            if seen.applies is False:
                continue
            possible = standing.codes(item) if seen.code is None else (seen.code,)
            hits = [code in self.codes for code in possible]
            low += all(hits) and seen.applies is True
            high += any(hits)
        return Span(low, high, self.items)


class Age(Node, frozen=True, tag="age"):
    """The youth's age in whole years."""

    def measure(self, standing: Standing) -> Span:
        """The age, or all of a life where it is not known."""
        age = standing.age
        return Span(0, OLDEST, (AGE,), (AGE,)) if age is None else Span(age, age, (AGE,))


Number = Points | Sum | Max | Min | Count | Age
"""Every number there is."""
