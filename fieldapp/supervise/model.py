"""The supervisor's page in values: hours, never grades; no ranking of workers (P40, P41)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fieldapp.determine.model import Declined

Exceptional = Literal["ownerless", "never_told", "late", "not_screened", "missing", "back"]
ORDER: tuple[Exceptional, ...] = ("ownerless", "never_told", "late", "not_screened", "missing", "back")
"""What is looked at first: a youth whom nobody has, then what was never done."""


@dataclass(frozen=True, slots=True)
class MondayRow:
    """One youth with the gravest thing to look at, and what else there is.

    recipient: the rules' word for who was not told or told late, "" otherwise · title: the rule's title · sub: more in a line ·
    hours: ms that `hours_mean` explains · reason: as somebody gave it, "" where nobody has yet · worker: who has it, "" for
    nobody · is_missing: whether the youth is missing now · occasion: an episode, or (`outside`) the
    record that started a clock outside one.
    """

    youth: str
    occasion: str
    name: str
    initials: str
    what: Exceptional
    recipient: str
    title: str
    sub: str
    hours: int | None
    hours_mean: str
    reason: str
    worker: str
    next_act: str
    is_missing: bool
    outside: bool = False
    also: tuple[Exceptional, ...] = ()


@dataclass(frozen=True, slots=True)
class ToReview:
    """Finished screenings, or amendments of them, that nobody has read. who: initials, once a youth, oldest first."""

    count: int
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What happened since `at`, in one line. typical: recipient → median ms from the start of the clock until it was told."""

    at: int
    missing: int
    back: int
    contacts: int
    on_time: int
    late: int
    never: int
    typical: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Monday:
    """The whole page; counts by what is exceptional, each youth counted once for each · declined: proposed steps that somebody
    declined since then, and why.
    """

    at: int
    since: Since
    counts: tuple[tuple[Exceptional, int], ...]
    rows: tuple[MondayRow, ...]
    review: ToReview
    declined: tuple[Declined, ...] = ()

    def count(self, what: Exceptional) -> int:
        """How many youths."""
        return dict(self.counts).get(what, 0)
