"""Instants: UTC integer milliseconds, their zone, and how a person reads them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Instant = int
"""Milliseconds since 1970-01-01T00:00Z."""

Clock = Callable[[], Instant]

HOME_ZONE = "America/Los_Angeles"
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _LAST = -62_000_000_000_000, 250_000_000_000_000
"""In the years 5 and 9892: what a calendar can show."""


def now() -> Instant:
    """The machine's own clock, as claimed; nobody corrects it (the importer keeps its own)."""
    return time.time_ns() // 1_000_000


def at(moment: datetime) -> Instant:
    """An aware datetime as an instant; milliseconds are floored."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a zone")
    gone = moment - _EPOCH
    return (gone.days * 86_400 + gone.seconds) * 1_000 + gone.microseconds // 1_000


def local(instant: Instant, zone: str = HOME_ZONE) -> datetime:
    """The instant on the wall clock of a zone; what others wrote may claim any number, and a page must open all the same."""
    whole, rest = divmod(max(_FIRST, min(instant, _LAST)), 1_000)
    return datetime.fromtimestamp(whole, tz=ZoneInfo(zone)).replace(microsecond=rest * 1_000)


def day(instant: Instant, zone: str = HOME_ZONE) -> date:
    """The calendar day of an instant in a zone."""
    return local(instant, zone).date()


def parse(text: str) -> Instant:
    """An ISO 8601 instant with its offset; raises ValueError without one."""
    return at(datetime.fromisoformat(text))


def iso(instant: Instant, zone: str = HOME_ZONE) -> str:
    """ISO 8601 with the zone's offset, to the second (to the millisecond where there is one)."""
    moment = local(instant, zone)
    return moment.isoformat(timespec="milliseconds" if instant % 1_000 else "seconds")


def of_wall(year: int, month: int, day_of_month: int, hour: int, minute: int, zone: str = HOME_ZONE) -> Instant:
    """The instant of a wall clock's reading; of an hour that comes twice the first."""
    return at(datetime(year, month, day_of_month, hour, minute, tzinfo=ZoneInfo(zone)))


_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(?:([ap])\.?\s?m?\.?)?")
_WEEKDAYS = (
    ("mon", "lun"), ("tue", "mar"), ("wed", "mié", "mie"), ("thu", "jue"), ("fri", "vie"), ("sat", "sáb", "sab"), ("sun", "dom"),
)  # fmt: skip


def read_wall(typed: str, now: Instant, zone: str = HOME_ZONE) -> Instant:
    """A past time as it is told on the phone: "20:05", "8:05 pm", "yesterday 20:05", "Fri 23:10", "11/21 20:05".

    Without a day it is the latest such time before `now`, and so is 8:05 without am or pm. Raises ValueError for anything else.
    """
    *day_words, clock_words = _parted(typed)
    found = _TIME.fullmatch(clock_words)
    if found is None or (found[2] is None and found[3] is None):
        raise ValueError(typed)
    here = local(now, zone)
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        hour = hour % 12 + 12 * (found[3] == "p") if 1 <= hour <= 12 else 99
    said_half = found[3] is not None or found[1].startswith("0") or not 1 <= hour <= 12
    hours = (hour,) if said_half else (hour % 12, hour % 12 + 12)
    days = _days(" ".join(day_words), here.date())
    past = [at for day_of in days for each in hours if (at := _of(day_of, each, minute, zone)) <= now + MINUTE]
    if not past:
        raise ValueError(typed)
    return max(past)


def _parted(typed: str) -> list[str]:
    words = typed.lower().replace(",", " ").split()
    while len(words) > 1 and words[-1][0] in "ap" and words[-2][-1].isdigit():
        words[-2:] = [words[-2] + words[-1]]
    return words or [""]


def _of(day_of: date, hour: int, minute: int, zone: str) -> Instant:
    return of_wall(day_of.year, day_of.month, day_of.day, hour, minute, zone)


def _days(typed: str, today: date) -> list[date]:
    """The days that words may mean, none of them in the future."""
    if not typed:
        return [today, today - timedelta(days=1)]
    if typed in {"today", "hoy", "tonight"}:
        return [today]
    if typed in {"yesterday", "ayer"}:
        return [today - timedelta(days=1)]
    weekday = next((place for place, names in enumerate(_WEEKDAYS) if typed.startswith(names)), None)
    if weekday is not None:
        return [today - timedelta(days=(today.weekday() - weekday) % 7)]
    return [_written_day(typed, today)]


def _written_day(typed: str, today: date) -> date:
    """A day in figures: month/day as people here write it, with or without its year, or ISO."""
    parts = [int(part) for part in re.split(r"[/-]", typed)]
    if "-" in typed:
        return date(*parts)
    if len(parts) > 3:
        raise ValueError(typed)
    month, day_of, *year = parts
    if year:
        return date(year[0] if year[0] > 99 else 2000 + year[0], month, day_of)
    this_year = date(today.year, month, day_of)
    return this_year if this_year <= today else date(today.year - 1, month, day_of)
