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
OVER = frozenset({"returned", "reported_in_error", "back_before_any_call", "jurisdiction_ended", "died", "adult_place_withheld"})
"""Endings after which nobody is missing any more; located and recovered are not yet a return."""
FOUND = frozenset(
    {"located", "recovered", "returned", "hospital", "juvenile_hall", "out_of_state", "adult_place_withheld", "died"}
)
"""Endings that say the youth was found: police and NCMEC are told so."""
NEVER_MISSING = frozenset({"reported_in_error", "back_before_any_call"})
"""Endings after which there was nothing to report."""
Moment = Literal[
    "searched", "phone_tried", "sighted", "contact_from_youth", "asked_footage", "asked_report", "note", "police_refused",
    "number_learned", "warrant_issued", "poster_allowed",
]  # fmt: skip
"""What stands on the timeline. A warrant or a poster that is allowed is taken back after the return (P28, P29)."""
Given = Literal["", "given", "declined", "later"]
"""What became of something that was to be offered; "" is not yet."""


class Call(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A call as it came in: only who calls, who is gone, a call-back number and the time; the rest may wait (P2, P3).

    came_at: ms UTC, the earliest receipt by the agency · taken_at: when this call was answered, None where that is the same ·
    knew_earlier, knew_how: who of the agency knew before, and how · age: as the caller says · police_told: None is not asked yet.
    """

    came_at: int
    taken_at: int | None = None
    knew_earlier: str = ""
    knew_how: str = ""
    age: int | None = None
    caller: str = ""
    caller_role: str = ""
    call_back: str = ""
    youth_name: str = ""
    police_told: bool | None = None
    police_agency: str = ""
    police_number: str = ""
    police_by: str = ""
    danger_now: bool | None = None
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


Left = Literal["", "left", "taken"]
"""Left behind, taken along, or not known."""


class Checklist(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What else a caller is asked, then or later (P3). Instants in ms UTC, None and "" not known.

    id_card: any proof of identity · messages: what was written or posted · own_baby: along, so that two are looked for ·
    officer, police_at, report: of the police who were told by somebody else.
    """

    due_back: int | None = None
    phone: Left = ""
    medicine: Left = ""
    cash: Left = ""
    id_card: Left = ""
    messages: str = ""
    own_baby: bool | None = None
    baby: str = ""
    officer: str = ""
    police_at: int | None = None
    report: str = ""


class Happened(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of the episode, as the rules ask it (the keys of `fieldapp duties`). Instants in ms UTC, None not known.

    whereabouts: None while nobody says yet that the youth is missing (late, P4).
    pregnancy stands here and nowhere else, for police and NCMEC alone, and is hidden at return (P25).
    """

    agency_learned: int
    learned_how: str = ""
    caregiver_learned: int | None = None
    last_seen: LastSeen = LastSeen()
    checklist: Checklist = Checklist()
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

    @property
    def asked(self) -> tuple[bool, ...]:
        """Of the six parts that may wait (P3), in their order, which hold something."""
        seen, rest = self.last_seen, self.checklist
        return (
            bool(rest.due_back or self.caregiver_learned or seen.at or seen.place),
            bool(rest.phone or rest.medicine or rest.cash or rest.id_card),
            bool(seen.with_whom or seen.vehicle or rest.messages or seen.trigger),
            bool(seen.clothing or seen.carries),
            rest.own_baby is not None or bool(rest.baby),
            bool(rest.officer or rest.police_at or rest.report),
        )


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


Channel = Literal["", "call", "text", "message", "in_person", "through_somebody"]


class FromYouth(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The youth called or wrote: their words, whether they are safe, what they want, when they are in touch again (P17).

    at, next_at: ms UTC · safe: None is not known. It never ends an episode by itself.
    """

    at: int
    channel: Channel = ""
    words: str = ""
    safe: bool | None = None
    place_said: str = ""
    wants: str = ""
    next_at: int | None = None
    next_how: str = ""


class FirstHour(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The first hour back: what the youth was offered before anything is asked (P51)."""

    food: Given = ""
    sleep: Given = ""
    medical: Given = ""
    safe_place: Given = ""
    advocate: Given = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """One of the three events of coming back, or another ending; each with its own time. entry: what recorded it."""

    what: Ending | OtherEnding
    at: int
    place: str
    note: str
    by: str
    entry: bytes = b""


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing on the timeline of an episode."""

    at: int
    recorded_at: int
    what: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One of the clocks of episodes that are joined: each stays where its own call set it (P2)."""

    episode: str
    learned: int
    call: Call | None


@dataclass(frozen=True, slots=True)
class Version:
    """What one person stated of an episode while another stated something else. by: a person's id · at: ms UTC."""

    value: Happened
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Episode:
    """A missing episode as it stands; of episodes that are joined each has its own clock, and everything else is of all.

    others: what was stated at the same time elsewhere · versions: all of it with who stated it · also_with: who took it at the
    same time · heard: when the youth was in touch, newest first · clocks: all clocks of joined episodes, earliest first ·
    open: somebody is missing.
    """

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
    also_with: tuple[NowWith, ...] = ()
    heard: tuple[FromYouth, ...] = ()
    first_hour: FirstHour | None = None
    clocks: tuple[Clock, ...] = ()
    versions: tuple[Version, ...] = ()

    @property
    def since(self) -> int:
        """When the agency learned: of joined episodes the earliest."""
        return min((each.learned for each in self.clocks), default=self.happened.agency_learned)

    @property
    def over_by(self) -> Ended | None:
        """The ending after which nobody is missing any more, the first of them."""
        return next((each for each in self.ended if each.what in OVER), None)

    @property
    def found_at(self) -> int | None:
        """When the youth was found: located, recovered or returned, or known to be somewhere else."""
        return min((each.at for each in self.ended if each.what in FOUND), default=None)

    def at(self, what: str) -> int | None:
        """When the youth was located, recovered or returned; None where not yet."""
        return next((each.at for each in self.ended if each.what == what), None)

    @property
    def late(self) -> bool:
        """Late, not yet missing: somebody decided to wait, and nobody has said since that the youth is missing (P4)."""
        return self.waiting is not None and self.happened.whereabouts is None
