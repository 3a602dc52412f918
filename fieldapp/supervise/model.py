"""The supervisor's page in values: hours, never grades; no ranking of workers (P40, P41)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Exceptional = Literal["never_told", "ownerless", "late", "not_screened", "to_review", "missing", "back"]
ORDER: tuple[Exceptional, ...] = ("never_told", "ownerless", "late", "not_screened", "to_review", "missing", "back")


@dataclass(frozen=True, slots=True)
class MondayRow:
    """One youth with the gravest thing to look at. hours: ms that `hours_mean` explains; authors are person ids."""

    youth: str
    episode: str
    name: str
    initials: str
    what: Exceptional
    title: str
    hours: int | None
    hours_mean: str
    reason: str
    worker: str
    next_act: str
    also: tuple[Exceptional, ...] = ()


@dataclass(frozen=True, slots=True)
class Monday:
    """The whole page; counts by what is exceptional, each youth counted once for each."""

    at: int
    since: int
    counts: tuple[tuple[Exceptional, int], ...]
    rows: tuple[MondayRow, ...]
