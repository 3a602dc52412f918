"""An instrument as read: its sections, items, answers, branching and bands, ready to be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fieldapp.identify.logic import All, Always, Any, Eq, Known, Ne, Test
from fieldapp.identify.model import Reason, SourceKind, Text
from fieldapp.identify.schema import FREE, Band, Cite, Enable, Head, Option, Score


@dataclass(frozen=True, slots=True)
class Item:
    """One item. shown_when: the test of its enableWhen; always, where it has none · weight: multiplies its points."""

    id: str
    section: str
    text: Text | None
    name: str
    options: tuple[Option, ...]
    shown_when: Test
    weight: int
    required: bool
    guidance: Text | None
    who_may_know: tuple[SourceKind, ...]
    means_yes: Text | None
    cite: tuple[Cite, ...]

    @property
    def of_words(self) -> bool:
        """Answered in words, not by a code."""
        return not self.options

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that answer the question itself."""
        return tuple(each.code for each in self.options if each.means is None)

    @property
    def may_not_apply(self) -> bool:
        """Whether "does not apply" is among the answers."""
        return any(each.means == "does_not_apply" for each in self.options)

    def option(self, code: str) -> Option | None:
        """The answer with a code."""
        return next((each for each in self.options if each.code == code), None)

    def reason(self, code: str) -> Reason | None:
        """Why a code is no answer; None where it is one."""
        found = self.option(code)
        return found.means if found else None

    def worth(self, code: str) -> int:
        """The points of a code, with the item's weight."""
        found = self.option(code)
        return (found.weight or 0) * self.weight if found else 0


@dataclass(frozen=True, slots=True)
class Section:
    """A group of items, in order."""

    id: str
    text: Text | None
    guidance: Text | None
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A whole instrument. file: its name on the disk · hash: SHA-256 of the file, hex · content: the file, to travel with what
    names it · by_one: bands are found by trying unknown answers out one by one, so that none is listed that no answer leads to.
    """

    head: Head
    sections: tuple[Section, ...]
    items: Mapping[str, Item]
    bands: tuple[Band, ...]
    file: str
    hash: str
    content: bytes
    by_one: bool

    @property
    def id(self) -> str:
        """What it is called in files and commands."""
        return self.head.id

    @property
    def score(self) -> Score | None:
        """The number that the bands part, if there is one."""
        return self.head.score

    @property
    def by_test(self) -> bool:
        """Whether the bands are tests in order, not ranges of a score."""
        return any(band.when is not None for band in self.bands)

    def offered(self, day: date, age: int | None) -> bool:
        """Whether workers are offered it on a day, for a youth of an age; an unknown age shuts nothing out."""
        head = self.head
        free = head.licence in FREE or (head.licence == "by-permission" and bool(head.permission))
        return head.status == "active" and free and self.in_force(day) and self.fits(age)

    def in_force(self, day: date) -> bool:
        """Whether this version is the one of a day."""
        period = self.head.effective_period
        return date.fromisoformat(period.start) <= day and (period.end is None or day <= date.fromisoformat(period.end))

    def fits(self, age: int | None) -> bool:
        """Whether it was made for that age."""
        made = self.head.age
        return age is None or ((made.min is None or age >= made.min) and (made.max is None or age <= made.max))

    def tests(self) -> Iterator[Test]:
        """The tests of all bands, in order."""
        return (band.when for band in self.bands if band.when is not None)


def shown_when(conditions: tuple[Enable, ...], behavior: str) -> Test:
    """The test that FHIR's enableWhen stands for."""
    tests = tuple(_test(each) for each in conditions)
    if not tests:
        return Always()
    if len(tests) == 1:
        return tests[0]
    return Any(of=tests) if behavior == "any" else All(of=tests)


def _test(each: Enable) -> Test:
    if each.operator == "exists":
        return Known(item=each.question)
    kind = Eq if each.operator == "=" else Ne
    return kind(item=each.question, code=each.answer or "")
