"""Instants: UTC integer milliseconds, their zone, and how a person reads them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Instant = int
"""Milliseconds since 1970-01-01T00:00Z."""

Clock = Callable[[], Instant]

HOME_ZONE = "America/Los_Angeles"
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
    """The instant on the wall clock of a zone."""
    whole, rest = divmod(instant, 1_000)
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
