"""Figures: what was measured, the floor measured beside it, the goal, and the one table that shows them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence

import msgspec


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table. floor: in the same unit, and what it is · ratio: figure to floor, or for a rate floor to figure ·
    holds: whether the goal was reached, None where nothing is asked.
    """

    what: str
    figure: float
    unit: str = "ms"
    floor: float | None = None
    floor_is: str = ""
    ratio: float | None = None
    goal: str = ""
    holds: bool | None = None


def seen(what: str, figure: float, unit: str = "ms") -> Figure:
    """Something worth knowing that no goal is set for."""
    return Figure(what=what, figure=figure, unit=unit)


def at_most(what: str, figure: float, limit: float, unit: str = "ms", floor: float | None = None, floor_is: str = "") -> Figure:
    """A figure that a person feels as it is; its floor, where there is one, says how much of it could ever go."""
    ratio = figure / floor if floor else None
    goal = f"≤ {limit:g} {unit}"
    return Figure(
        what=what, figure=figure, unit=unit, floor=floor, floor_is=floor_is, ratio=ratio, goal=goal, holds=figure <= limit
    )


def at_most_times(what: str, figure: float, times: float, floor: float, floor_is: str, unit: str = "ms") -> Figure:
    """A figure that may be so many times its floor."""
    ratio = figure / floor
    goal = f"≤ {times:g}×"
    return Figure(
        what=what, figure=figure, unit=unit, floor=floor, floor_is=floor_is, ratio=ratio, goal=goal, holds=ratio <= times
    )


def at_least_rate(what: str, figure: float, share: float, floor: float, floor_is: str, unit: str) -> Figure:
    """A rate that must be this share of the floor's; both are rates, in the same unit."""
    ratio = figure / floor
    goal = f"≥ {share:g}×"
    return Figure(
        what=what, figure=figure, unit=unit, floor=floor, floor_is=floor_is, ratio=ratio, goal=goal, holds=ratio >= share
    )


def took(work: Callable[[], object]) -> float:
    """How long something takes, in ms."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1_000


def in_turn(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The median of each, taken in turn, so that whatever else the machine does falls on all alike (ms)."""
    taken: list[list[float]] = [[] for _work in works]
    for _round in range(rounds):
        for found, work in zip(taken, works, strict=True):
            found.append(took(work))
    return [statistics.median(found) for found in taken]


def table(figures: Sequence[Figure], *, judged: bool) -> str:
    """The table. judged: a short run judges nothing, its sizes are too small."""
    rows = [("what", "figure", "floor", "ratio", "goal", "")]
    for each in figures:
        word = "" if each.holds is None else "ok" if each.holds else "NOT"
        rows.append(
            (
                each.what,
                _number(each.figure, each.unit),
                f"{_number(each.floor, each.unit)} {each.floor_is}" if each.floor is not None else "",
                f"{each.ratio:.2f}×" if each.ratio is not None else "",
                each.goal,
                word if judged else "",
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    lines = ["  ".join(_aligned(row, widths)).rstrip() for row in rows]
    return "\n".join([lines[0], "─" * max(map(len, lines)), *lines[1:]])


def _aligned(row: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
        yield cell.rjust(width) if place in {1, 3} else cell.ljust(width)


def _number(value: float, unit: str) -> str:
    shown = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
    return f"{shown} {unit}"
