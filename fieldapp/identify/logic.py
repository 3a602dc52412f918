"""The closed tree of tests and numbers that branching, scores and bands are written in.

A test comes to true, false or not known (Kleene); a number comes to an interval that holds it whatever the unknown answers turn
out to be. Each node is one table of a TOML file, told apart by `op`; nothing is parsed and nothing is run.

tests    all any none not always · eq ne in known · at_least at_most over under equals between
numbers  points sum min max count age

An item that does not apply is no answer: it equals no code, adds nothing to a sum or a count, and is left out of min and max
(over nothing they are 0). What is not known may become known, so `known` of it is itself not known: that is why a record with
fewer answers never has fewer possible results.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import Annotated

import msgspec

from fieldapp.identify.measures import Number
from fieldapp.identify.sight import Mention, Node, Standing, Verdict


def _joined(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts for name in part))


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """True if all are, false if one is."""
    found = tuple(verdicts)
    for value in (False, None):
        decisive = [each for each in found if each.value is value]
        if decisive:
            return Verdict(value, _joined(each.because for each in decisive), _joined(each.hinges for each in decisive))
    return Verdict(value=True, because=_joined(each.because for each in found))


def opposite(verdict: Verdict) -> Verdict:
    """Not that."""
    return verdict if verdict.value is None else Verdict(not verdict.value, verdict.because)


def some(verdicts: Iterable[Verdict]) -> Verdict:
    """True if one is, false if none is."""
    return opposite(every(opposite(each) for each in verdicts))


class _Joint(Node, frozen=True):
    of: Annotated[tuple[Test, ...], msgspec.Meta(min_length=1)]

    def parts(self) -> tuple[Node, ...]:
        """What stands under it."""
        return self.of


class All(_Joint, frozen=True, tag="all"):
    """Each of them holds."""

    def judge(self, standing: Standing) -> Verdict:
        """Kleene's and."""
        return every(each.judge(standing) for each in self.of)


class Any(_Joint, frozen=True, tag="any"):
    """One of them holds."""

    def judge(self, standing: Standing) -> Verdict:
        """Kleene's or."""
        return some(each.judge(standing) for each in self.of)


class Neither(_Joint, frozen=True, tag="none"):
    """None of them holds."""

    def judge(self, standing: Standing) -> Verdict:
        """Kleene's nor."""
        return opposite(some(each.judge(standing) for each in self.of))


class Not(Node, frozen=True, tag="not"):
    """It does not hold."""

    of: Test

    def parts(self) -> tuple[Node, ...]:
        """What stands under it."""
        return (self.of,)

    def judge(self, standing: Standing) -> Verdict:
        """Kleene's not."""
        return opposite(self.of.judge(standing))


class Always(Node, frozen=True, tag="always"):
    """Holds: the last of an ordered list."""

    def judge(self, _standing: Standing) -> Verdict:
        """True."""
        return Verdict(value=True)


class _Answered(Node, frozen=True):
    item: str

    @abstractmethod
    def wanted(self) -> tuple[str, ...]:
        """The codes that make it true."""

    def mentions(self) -> tuple[Mention, ...]:
        """The item, with the codes that make it true."""
        return (Mention(self.item, self.wanted(), tried=True),)

    def judge(self, standing: Standing) -> Verdict:
        """Whether the answer is one of the codes."""
        seen = standing.sight(self.item)
        if seen.applies is False:
            return Verdict(value=False, because=(self.item,))
        if seen.applies is None:
            return Verdict(None, (self.item,), seen.hinges)
        if seen.code is None:
            return Verdict(None, (self.item,), (self.item,))
        return Verdict(seen.code in self.wanted(), (self.item,))


class Eq(_Answered, frozen=True, tag="eq"):
    """The answer is this code."""

    code: str

    def wanted(self) -> tuple[str, ...]:
        """The codes that make it true."""
        return (self.code,)


class Ne(Eq, frozen=True, tag="ne"):
    """The answer is another code, or the item does not apply."""

    def judge(self, standing: Standing) -> Verdict:
        """The opposite of eq."""
        return opposite(super().judge(standing))


class In(_Answered, frozen=True, tag="in"):
    """The answer is one of these codes."""

    codes: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]

    def wanted(self) -> tuple[str, ...]:
        """The codes that make it true."""
        return self.codes


class Known(Node, frozen=True, tag="known"):
    """The item is answered, or does not apply. Never false: what is not known may become known."""

    item: str

    def mentions(self) -> tuple[Mention, ...]:
        """The item, with the codes that make it true."""
        return (Mention(self.item),)

    def judge(self, standing: Standing) -> Verdict:
        """True, or not known; never a hinge: trying answers out tells nothing about what somebody said."""
        seen = standing.sight(self.item)
        settled = not seen.supposed and (seen.applies is False or seen.code is not None)
        return Verdict(value=True if settled else None, because=(self.item,))


class _Measured(Node, frozen=True):
    value: Number

    def parts(self) -> tuple[Node, ...]:
        """What stands under it."""
        return (self.value,)

    @abstractmethod
    def bounds(self) -> tuple[int | None, int | None]:
        """The least and the greatest number that make it true; None is no bound."""

    def judge(self, standing: Standing) -> Verdict:
        """Whether all of the interval, none of it or a part lies within the bounds."""
        span = self.value.measure(standing)
        low, high = self.bounds()
        if (low is not None and span.high < low) or (high is not None and span.low > high):
            return Verdict(value=False, because=span.because)
        if (low is None or span.low >= low) and (high is None or span.high <= high):
            return Verdict(value=True, because=span.because)
        return Verdict(None, span.because, span.hinges)


class AtLeast(_Measured, frozen=True, tag="at_least"):
    """This number or more."""

    number: int

    def bounds(self) -> tuple[int | None, int | None]:
        """The least and the greatest number that make it true."""
        return self.number, None


class AtMost(_Measured, frozen=True, tag="at_most"):
    """This number or less."""

    number: int

    def bounds(self) -> tuple[int | None, int | None]:
        """The least and the greatest number that make it true."""
        return None, self.number


class Over(_Measured, frozen=True, tag="over"):
    """More than this number."""

    number: int

    def bounds(self) -> tuple[int | None, int | None]:
        """The least and the greatest number that make it true."""
        return self.number + 1, None


class Under(_Measured, frozen=True, tag="under"):
    """Less than this number."""

    number: int

    def bounds(self) -> tuple[int | None, int | None]:
        """The least and the greatest number that make it true."""
        return None, self.number - 1


class Equals(_Measured, frozen=True, tag="equals"):
    """This number."""

    number: int

    def bounds(self) -> tuple[int | None, int | None]:
        """The least and the greatest number that make it true."""
        return self.number, self.number


class Between(_Measured, frozen=True, tag="between"):
    """From one number to the other, both included."""

    low: int
    high: int

    def bounds(self) -> tuple[int | None, int | None]:
        """The least and the greatest number that make it true."""
        return self.low, self.high


Test = All | Any | Neither | Not | Always | Eq | Ne | In | Known | AtLeast | AtMost | Over | Under | Equals | Between
"""Every test there is."""
