"""A missing episode in values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

Whereabouts = Literal["unknown", "known_unapproved", "known_approved"]
Ending = Literal["located", "recovered", "returned"]
OtherEnding = Literal[
    "reported_in_error", "back_before_any_call", "hospital", "juvenile_hall", "out_of_state", "adult_place_withheld",
    "jurisdiction_ended", "died",
]  # fmt: skip
Moment = Literal[
    "searched", "sighted", "contact_from_youth", "asked_footage", "asked_report", "note", "police_refused", "number_learned",
]  # fmt: skip


class Call(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A call as it came in: only who calls, who is gone, a call-back number and the time; the rest may wait (P2, P3).

    came_at: ms UTC · police_told: None is not asked yet.
    """

    came_at: int
    caller: str = ""
    caller_role: str = ""
    call_back: str = ""
    youth_name: str = ""
    police_told: bool | None = None
    police_agency: str = ""
    police_number: str = ""
    police_by: str = ""
    danger_now: bool | None = None
    due_back_at: int | None = None
    noticed_at: int | None = None
    notes: str = ""


class LastSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When, where and how the youth was last seen; a sighting never moves it."""

    at: int | None = None
    place: str = ""
    county: str = ""
    seen_by: str = ""
    with_whom: str = ""
    clothing: str = ""
    carries: str = ""
    vehicle: str = ""
    said: str = ""
    trigger: str = ""


class Happened(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of the episode, as the rules ask it (the keys of `fieldapp duties`). Instants in ms UTC, None not known.

    pregnancy stands here and nowhere else, for police and NCMEC alone, and is hidden at return (P25).
    """

    agency_learned: int
    learned_how: str = ""
    caregiver_learned: int | None = None
    last_seen: LastSeen = LastSeen()
    whereabouts: Whereabouts | None = "unknown"
    agency_treats_as_missing: bool | None = None
    place_may_be_unsafe: bool | None = None
    abducted: bool | None = None
    left_unwillingly_or_at_substantial_risk: bool | None = None
    hhs_question: bool | None = None
    suspected: int | None = None
    trafficking_suspected: int | None = None
    identified: int | None = None
    pregnancy: str = ""


class NowWith(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who has the episode now, until when, and the next act (P15)."""

    person: str
    name: str
    until: int | None = None
    next_act: str = ""


class Waiting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Late, not yet missing: who decided to wait, why, and when to decide again (P4)."""

    decided_by: str
    why: str
    decide_again_at: int


@dataclass(frozen=True, slots=True)
class Ended:
    """One of the three events of coming back, or another ending; each with its own time."""

    what: Ending | OtherEnding
    at: int
    place: str
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing on the timeline of an episode."""

    at: int
    recorded_at: int
    what: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Episode:
    """A missing episode as it stands; `others`: what was stated at the same time elsewhere."""

    id: str
    youth: str
    started_at: int
    happened: Happened
    others: tuple[Happened, ...]
    call: Call | None
    now_with: NowWith | None
    waiting: Waiting | None
    ended: tuple[Ended, ...]
    timeline: tuple[TimelineItem, ...]
    joined: tuple[str, ...]
    open: bool

    def at(self, what: str) -> int | None:
        """When the youth was located, recovered or returned; None where not yet."""
        return next((each.at for each in self.ended if each.what == what), None)
