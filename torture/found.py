"""What was found wrong, counted and with its first example; and the one table of all rows."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

_WIDTH = 120


@dataclass(slots=True)
class Findings:
    """What went wrong, by kind; of each kind the first is kept whole, so that somebody can look for it."""

    counted: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)

    def add(self, what: str, where: object = "") -> None:
        """Note one more."""
        self.counted[what] += 1
        self.first.setdefault(what, str(where))


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table. requirement: its number in the list of security requirements, "" where it is another's · times: how
    often · seen: what is worth knowing beside · skipped: why it was not done here, "" where it was.
    """

    requirement: str
    what: str
    times: int = 0
    wrong: int = 0
    words: tuple[str, ...] = ()
    seen: str = ""
    goal: str = "0 wrong"
    skipped: str = ""

    @property
    def word(self) -> str:
        """Whether the goal was reached; what was not done reached none."""
        return "-" if self.skipped else "missed" if self.wrong or not self.times else "ok"


def row(requirement: str, what: str, times: int, found: Findings, seen: str = "", goal: str = "0 wrong") -> Row:
    """The row of what was found; whatever was found is wrong."""
    words = tuple(f"{count} × {each} (first: {found.first[each]})" for each, count in found.counted.most_common())
    return Row(requirement=requirement, what=what, times=times, wrong=found.counted.total(), words=words, seen=seen, goal=goal)


def table(rows: Sequence[Row]) -> str:
    """The table, each row with what is worth knowing beside; and below it each kind of thing that was found wrong."""
    cells = [("", "what was done", "times", "found", "goal", "")]
    for each in rows:
        found, goal = (each.skipped, "") if each.skipped else (f"{each.wrong:,} wrong", each.goal)
        cells.append((each.requirement, each.what, f"{each.times:,}", found, goal, each.word))
    widths = [max(len(line[column]) for line in cells) for column in range(6)]
    lines = ["  ".join(_aligned(line, widths)).rstrip() for line in cells]
    indent = " " * (widths[0] + 2)
    beside = [textwrap.wrap(each.seen, _WIDTH, initial_indent=indent, subsequent_indent=indent) for each in rows]
    shown = [line for row_line, more in zip(lines[1:], beside, strict=True) for line in (row_line, *more)]
    wrong = [f"{each.requirement} {words}" for each in rows for words in each.words]
    return "\n".join([lines[0], "─" * max(map(len, lines)), *shown, *([""] if wrong else []), *wrong])


def _aligned(line: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for place, (cell, width) in enumerate(zip(line, widths, strict=True)):
        yield cell.rjust(width) if place == 2 else cell.ljust(width)
