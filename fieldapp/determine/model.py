"""Actions in values: proposed, taken up as a required step, or declined with a reason; nothing happens by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

from fieldapp.agenda.model import Line, Planned

Cause = Literal["screening", "status"]
State = Literal["proposed", "taken_up", "declined", "settled"]


class Proposed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One action as it was proposed: the rule's row as it stood. within: its limit (ISO duration), whose start nobody knows
    yet, "" for none · perhaps: named by only some of the results that there could be.
    """

    row: Planned
    within: str = ""
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class Because:
    """What proposed an action: a screening's id or a status's entry (hex). at: ms UTC · by: a person's id."""

    cause: Cause
    of: str
    at: int
    by: str


@dataclass(frozen=True, slots=True)
class Review:
    """What a supervisor said of a declined action: it stays declined, or it comes back with a note. at: ms UTC."""

    confirmed: bool
    note: str
    at: int
    by: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person made of an action. step: the occasion of the required step, "" where it was declined · review: what a
    supervisor said of that, None where nobody has looked; of two at the same time, that it comes back.
    """

    taken: bool
    reason: str
    step: str
    at: int
    by: str
    entry: str = ""
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One action for one youth, however often it was proposed.

    proposed: as it was proposed last · rules, law_of: under which version, and the law of which day · answers: the proposals
    that nobody has answered, entries in hex · decisions: what counts, two where people decided at the same time (then taking
    up counts) · earlier: decisions before, newest first · step: the required step, None where there is none.
    """

    rule: str
    youth: str
    rules: str
    law_of: str
    proposed: Proposed
    because: tuple[Because, ...]
    answers: tuple[str, ...]
    decisions: tuple[Decision, ...]
    earlier: tuple[Decision, ...]
    step: Line | None
    state: State


@dataclass(frozen=True, slots=True)
class Declined:
    """A declined action, for those who sign for the work. name: the youth's · at: ms UTC · by: a person's id · confirmed: a
    supervisor has said that it stays so.
    """

    youth: str
    name: str
    rule: str
    title_en: str
    title_es: str
    reason: str
    at: int
    by: str
    confirmed: bool = False
