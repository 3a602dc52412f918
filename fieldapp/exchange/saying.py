"""What to say of a bundle that was taken in: its outcome in a short word for scripts, and in sentences for a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fieldapp.clock import Instant, day
from fieldapp.ledger.admitted import Admitted
from fieldapp.text import _, full_date, ngettext

Word = Literal["accepted", "duplicate", "gap", "fork", "rollback", "set_aside"]
Holes = tuple[tuple[int, int], ...]
"""Places in a chain, first and last, that have not come."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. reason: one short word, "" where there is nothing to say · entries: how many were new · asked: it
    was damaged, and its sender's laptop is asked for it again.
    """

    file: str
    outcome: Word
    reason: str
    sentence: str
    entries: int
    sender: str = ""
    form: str = ""
    asked: bool = False


def to_say(word: Word, holes: Holes, skipped: tuple[int, ...], done: Admitted, ended: Instant) -> tuple[str, str]:
    """What a person must know of a bundle that was taken in: short for lists and scripts, and in a person's words.

    ended: when the sender's enrollment did, 0 where it has not.
    """
    said = [_missing(holes, skipped)] if word == "gap" else []
    if word == "fork":
        said.append(
            ("two at one place", _("This sender's laptop and a copy of it both wrote: both are kept. Ask which one is theirs."))
        )
    if word == "rollback":
        said.append(
            (
                "older than before",
                _("This sender's laptop has less than before: an old copy may be in use. Nothing here is lost. Ask them."),
            )
        )
    if done.barred:
        told = ngettext(
            "{n} record is by somebody who may not make it: it is kept, and counts nowhere.",
            "{n} records are by somebody who may not make them: they are kept, and count nowhere.",
            done.barred,
        ).format(n=done.barred)
        said.append((f"not authorized {done.barred}", told))
    if done.destroyed:
        told = ngettext(
            "{n} record was destroyed here by an order that your supervisor recorded.",
            "{n} records were destroyed here by an order that your supervisor recorded.",
            done.destroyed,
        ).format(n=done.destroyed)
        said.append((f"destroyed {done.destroyed}", told))
    said += _of_time(done, ended)
    return "; ".join(reason for reason, _told in said), " ".join(told for _reason, told in said)


def _of_time(done: Admitted, ended: Instant) -> list[tuple[str, str]]:
    """What was written after the end, and what came after it."""
    if done.late:
        told = ngettext(
            "{n} record was written after the sender's enrollment ended: it is kept, and counts once that is renewed.",
            "{n} records were written after the sender's enrollment ended: they are kept, and count once that is renewed.",
            done.late,
        )
        return [(f"after the end {done.late}", told.format(n=done.late))]
    if ended and done.new:
        told = _("It came after the sender's enrollment ended on {day}. By their clock it was written before that, and counts.")
        return [("came after the end", told.format(day=full_date(day(ended))))]
    return []


def _missing(holes: Holes, skipped: tuple[int, ...]) -> tuple[str, str]:
    """What has not come, named: short for lists and scripts, and in a person's words."""
    parts = [f"entries {first}-{last}" for first, last in holes]
    if skipped:
        parts.append("bundles " + ", ".join(map(str, skipped)))
    records = sum(last - first + 1 for first, last in holes)
    if records:
        told = ngettext(
            "{n} record of this sender has not come yet: their laptop is asked for it with the receipt.",
            "{n} records of this sender have not come yet: their laptop is asked for them with the receipt.",
            records,
        ).format(n=records)
    else:
        told = _(
            "An earlier bundle of this sender has not come: number {numbers}. Nothing of what they wrote is missing."
        ).format(numbers=", ".join(map(str, skipped)))
    return "missing " + "; ".join(parts), told
