"""The shape of an instrument's file: after FHIR Questionnaire, with what that lacks (licence, ages, mode, bands, validity)."""

from __future__ import annotations

from typing import Literal

import msgspec

from fieldapp.identify.logic import Test
from fieldapp.identify.measures import Number
from fieldapp.identify.model import SourceKind, Text
from fieldapp.policy.schema import Confidence

Licence = Literal[
    "public-domain", "federal-text", "own", "cc0", "cc-by", "noncommercial-credit", "by-permission", "restricted", "unknown"
]
"""federal-text: 17 USC 105 · own: made for this app · by-permission: `permission` says whose and when · unknown: drafts only."""
FREE: frozenset[Licence] = frozenset({"public-domain", "federal-text", "own", "cc0", "cc-by", "noncommercial-credit"})
"""Licences under which a file may carry the items' text."""

Means = Literal["declined", "doesnt_know", "not_collected", "does_not_apply"]
"""What a code says that is no answer to the question itself."""


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """A table of the file."""


class Cite(_Table, frozen=True):
    """Where something comes from, and how sure that is. id: its number in the research behind it."""

    law: str
    url: str
    confidence: Confidence
    id: str = ""


class Period(_Table, frozen=True):
    """ISO dates, inclusive."""

    start: str
    end: str | None = None


class AgeRange(_Table, frozen=True):
    """For whom it was made, in whole years, inclusive."""

    min: int | None = None
    max: int | None = None


class Validity(_Table, frozen=True):
    """What is known about how well it tells."""

    text: Text
    cite: tuple[Cite, ...] = ()


class Score(_Table, frozen=True):
    """The number that the bands part. proposed: a sum that the form itself does not have."""

    value: Number
    proposed: bool = False


class Head(_Table, frozen=True):
    """What an instrument says of itself. mode: asked of the youth, or rated from evidence afterwards · spanish: ours where the
    Spanish is our own translation, none where there is none · counsel: what county counsel has yet to confirm.
    """

    id: str
    title: Text
    version: str
    status: Literal["active", "draft", "retired"]
    publisher: str
    licence: Licence
    mode: Literal["asked", "rated"]
    spanish: Literal["official", "ours", "none"]
    effective_period: Period
    validity: Validity
    permission: str = ""
    fictional: bool = False
    age: AgeRange = AgeRange()
    guidance: Text | None = None
    counsel: Text | None = None
    score: Score | None = None
    cite: tuple[Cite, ...] = ()


class Option(_Table, frozen=True):
    """One answer. weight: its points · means: set where it is no answer to the question."""

    code: str
    display: Text | None = None
    weight: int | None = None
    means: Means | None = None


class ValueSet(_Table, frozen=True):
    """A list of answers that several items share."""

    id: str
    answer_option: tuple[Option, ...]


class Enable(_Table, frozen=True):
    """One condition of FHIR's enableWhen. exists: answered at all."""

    question: str
    operator: Literal["=", "!=", "exists"]
    answer: str | None = None


class Group(_Table, frozen=True):
    """A section; its items stand under it."""

    link_id: str
    type: Literal["group"]
    text: Text | None = None
    guidance: Text | None = None


class Item(_Table, frozen=True):
    """One question or rating. name: its field name where it comes from · weight: what its points are multiplied with ·
    who_may_know: where an unknown may be asked · means_yes: what a yes rests on, in words.
    """

    link_id: str
    type: Literal["choice", "text"]
    text: Text | None = None
    name: str = ""
    answer_option: tuple[Option, ...] = ()
    answer_value_set: str = ""
    enable_when: tuple[Enable, ...] = ()
    enable_behavior: Literal["all", "any"] = "all"
    weight: int = 1
    required: bool = False
    guidance: Text | None = None
    who_may_know: tuple[SourceKind, ...] = ()
    means_yes: Text | None = None
    cite: tuple[Cite, ...] = ()


class Band(_Table, frozen=True):
    """One result: a range of the score, or a test (in order, first that holds). says: what the screen tells · actions: the ids of
    rules that it offers.
    """

    id: str
    title: Text
    low: int | None = None
    high: int | None = None
    when: Test | None = None
    says: Text | None = None
    actions: tuple[str, ...] = ()
    cite: tuple[Cite, ...] = ()
