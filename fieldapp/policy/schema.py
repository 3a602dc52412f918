"""The form of a rules file: every table and key, as they stand in `resources/policy/*.toml`.

A file begins with `layer` ("federal", "state" or "county"; without it the file is a county's overlay) and `name` (without it
the file's own); a county's may list `days_off`, the weekdays on which its offices are closed. Then come tables of five kinds of
row, and two of words:

[[duty]] ours · [[expect]] another's, with `by` · [[definition]] · [[note]] · [[slot]] what nobody has read yet
[[fact]] a named condition, with the words of `applies_because` · [[question]] the words with which a key is asked

`all`, `any`, `none` hold terms: a string is a fact or a yes/no key, a table a test of a key; the three are joined by *and*.
Dates are ISO dates or bare years (N is N-01-01); limits are ISO 8601 durations: PT…H elapsed, P…D by the wall clock.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Confidence = Literal[
    "statute", "digest", "state-letter", "federal-agency", "county", "state-code", "secondary", "proposal"
]  # fmt: skip
NO_LAW: frozenset[str] = frozenset({"county", "proposal"})
"""Confidences that are no law: a row that rests on nothing else is not judged by date."""

RECIPIENTS: frozenset[str] = frozenset({
    "police", "tribal_police", "ncmec", "parents", "guardians", "parents_attorney", "youth_attorney", "court", "casa", "siblings",
    "tribe", "indian_custodian", "child_protection", "district_attorney", "hhs_otip", "everyone_told", "caregiver", "supervisor",
    "court_liaison", "juvenile_hall", "legal_clerk",
})  # fmt: skip
INSTANTS = (
    "last_seen", "caregiver_learned", "agency_learned", "suspected", "trafficking_suspected", "identified", "police_told",
    "found", "returned",
)  # fmt: skip
ONCE_HAPPENED: frozenset[str] = frozenset({"found", "returned", "police_told", "suspected", "trafficking_suspected"})
"""Instants for which "not given" means that it has not happened: a row that starts there is left out until then."""


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages."""

    en: str
    es: str


class InForce(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """When a row of law holds, inclusive; between `from` and `sure_from` nobody has checked."""

    start: str | int | None = None
    to: str | int | None = None
    sure_from: str | int | None = None


class Cite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a row comes from, and how sure that is. of: for whom this citation holds."""

    law: str
    url: str
    confidence: Confidence
    of: Text | None = None
    in_force: InForce | None = None


class Test(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"among": "in"}):
    """A test of one key: one of these values, at least or under a number, given or not."""

    key: str
    among: tuple[str, ...] | None = None
    at_least: int | None = None
    under: int | None = None
    given: bool | None = None


Term = str | Test


class Recipient(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"only_if": "if"}):
    """A recipient who may not exist, with the term that says so."""

    to: str
    only_if: Term


class Shorter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"only_if": "if"}):
    """A second, shorter limit, with the term that it hangs on."""

    within: str
    only_if: Term


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item that a notice must carry."""

    item: Text
    cite: str = ""


_SAID = {"start": "from", "every": "all", "some": "any", "no": "none"}


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename=_SAID):
    """One row of law or practice. do: what is done, where nobody is told · source: what to open, of a slot · offered: proposed,
    never automatic (the ACT rows) · stays_when_found: judged as if the whereabouts were unknown once `found` is given, because
    what was owed until then stays owed (the rows of locate.md 1A) · shorter: of a step that is offered, a limit that counts in
    place of `within` unless its term is known not to hold.
    """

    id: str
    title: Text | None = None
    also: tuple[str, ...] = ()
    tell: tuple[str | Recipient, ...] = ()
    tell_one_of: tuple[str, ...] = ()
    do: Text | None = None
    by: Literal["caregiver", "police", "court"] | None = None
    every: tuple[Term, ...] = ()
    some: tuple[Term, ...] = ()
    no: tuple[Term, ...] = ()
    start: str | tuple[str, ...] | None = None
    within: str | None = None
    shorter: Shorter | None = None
    by_end_of_business_day: int | None = None
    or_by_end_of_business_day: int | None = None
    written_within: str | None = None
    ongoing: bool = False
    may: bool = False
    offered: bool = False
    stays_when_found: bool = False
    proof: tuple[str, ...] = ()
    content: tuple[Content, ...] = ()
    remark: Text | None = None
    cite: tuple[Cite, ...] = ()
    source: str | None = None
    in_force: InForce | None = None


def said_as(field: str) -> str:
    """A field of a row as a rules file says it."""
    return _SAID.get(field, field)


class NamedFact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename=_SAID):
    """A named condition."""

    id: str
    title: Text
    every: tuple[Term, ...] = ()
    some: tuple[Term, ...] = ()
    no: tuple[Term, ...] = ()


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a key is asked."""

    key: str
    ask: Text


Layer = Literal["federal", "state", "county"]
Kind = Literal["duty", "expect", "definition", "note", "slot"]
LAYERS: tuple[Layer, ...] = ("federal", "state", "county")
KINDS: tuple[Kind, ...] = ("duty", "expect", "definition", "note", "slot")
