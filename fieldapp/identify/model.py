"""Screenings in values: evidence and ratings as they are kept, and a result that explains itself."""

from __future__ import annotations

from typing import Literal

import msgspec

SourceKind = Literal["youth_said", "observed", "record", "caregiver", "collateral", "other"]
"""Where information came from. collateral: school, provider, another agency."""

Reason = Literal["not_asked", "declined", "doesnt_know", "not_collected", "does_not_apply", "sources_differ"]
"""Why there is no answer; each is an answer of its own, none is a zero."""


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A text in English, and in Spanish where there is one."""

    en: str
    es: str = ""

    def said(self, language: str) -> str:
        """The text in a language; English where there is none in Spanish."""
        return self.es if language == "es" and self.es else self.en


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One source's word on an item. code: what it rates · as_of: ISO date of the information · basis: what was said or seen ·
    who: which record, or who it was, by role.
    """

    source: SourceKind
    code: str
    as_of: str
    basis: str = ""
    who: str = ""


class Note(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something written down during or after the contact. at: ms UTC, when its first word was typed."""

    at: int
    words: str


class Rating(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One item as rated. code: the rater's answer (words, for an item of words), "" with a reason where it is not known ·
    sources: all that was held against it, also what differs · basis: why this answer, where sources differ.
    """

    item: str
    code: str = ""
    reason: Reason | None = None
    sources: tuple[Evidence, ...] = ()
    basis: str = ""


class Because(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An answer that a step rests on. item: its id, or "age" · code: the answer · reason: why there is none · low, high: the
    points it may be worth, where points count.
    """

    item: str
    code: str = ""
    reason: Reason | None = None
    low: int | None = None
    high: int | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One rule of a result: "score" or a band's id. holds: None is not known."""

    rule: str
    holds: bool | None = None
    because: tuple[Because, ...] = ()


class Reached(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A band that is, or could be, the result, with all that a later reader needs to know of it."""

    id: str
    title: Text
    says: Text | None = None
    actions: tuple[str, ...] = ()


class Unknown(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An item (or "age") that is not known, and why."""

    item: str
    reason: Reason


class Result(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was found, whole: an entry that carries it needs no instrument to be read. hash: SHA-256 of the file, hex · bands:
    one if it is settled, none if the instrument has none · low, high: the score, None without one · proposed: the form
    itself has no such score · not_applicable: shown or not, what does not apply to this youth.
    """

    instrument: str
    version: str
    hash: str
    bands: tuple[Reached, ...] = ()
    low: int | None = None
    high: int | None = None
    proposed: bool = False
    unknown: tuple[Unknown, ...] = ()
    not_applicable: tuple[str, ...] = ()
    trace: tuple[Step, ...] = ()

    @property
    def band(self) -> Reached | None:
        """The one band, None while it could be several."""
        return self.bands[0] if len(self.bands) == 1 else None
