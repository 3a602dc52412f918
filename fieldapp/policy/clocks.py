"""Clocks: when a limit ends. Hours are elapsed hours through nights and the two daylight-saving Sundays; days end at the same
time on the wall clock; business days end at 24:00 in Los Angeles (locate.md 6).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fieldapp import clock
from fieldapp.clock import HOME_ZONE, Instant
from fieldapp.policy.schema import Row

_LIMIT = re.compile(r"PT(?P<hours>[1-9]\d{0,4})H|P(?P<days>[1-9]\d{0,4})D")
_SATURDAY = 5


def is_limit(text: str) -> bool:
    """Whether a text is a limit that can be reckoned."""
    return _LIMIT.fullmatch(text) is not None


def longer(one: str, other: str) -> bool:
    """Whether one limit can end later than the other. A limit in days is an hour longer or shorter on the Sundays when clocks
    change, so days against hours are compared at their worst.
    """
    if one.startswith("PT") or other.startswith("PT"):
        return _hours(one)[1] > _hours(other)[0]
    return _hours(one) > _hours(other)


def _hours(limit: str) -> tuple[int, int]:
    """The fewest and the most elapsed hours of a limit."""
    found = _LIMIT.fullmatch(limit)
    if found is None:
        raise ValueError(limit)
    hours = int(found["hours"] or 24 * int(found["days"]))
    return (hours, hours) if found["hours"] else (hours - 1, hours + 1)


def end(start: Instant, limit: str) -> Instant:
    """When a limit that began at `start` ends."""
    found = _LIMIT.fullmatch(limit)
    if found is None:
        raise ValueError(limit)
    if found["hours"]:
        return start + int(found["hours"]) * clock.HOUR
    moment = clock.local(start)
    later = datetime.combine(moment.date() + timedelta(days=int(found["days"])), moment.timetz())
    return clock.at(later)


def end_of_business_day(start: Instant, ahead: int, days_off: Collection[date]) -> Instant:
    """24:00 of the `ahead`-th business day after the day of `start`."""
    day = clock.day(start)
    while ahead > 0:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY and day not in days_off:
            ahead -= 1
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=ZoneInfo(HOME_ZONE))
    return clock.at(midnight)


def due(row: Row, start: Instant, days_off: Collection[date]) -> Instant | None:
    """When a row's limit ends; of a limit and its *or by business day* the later; None where the source gives none."""
    if row.by_end_of_business_day is not None:
        return end_of_business_day(start, row.by_end_of_business_day, days_off)
    if row.within is None:
        return None
    first = end(start, row.within)
    if row.or_by_end_of_business_day is None:
        return first
    return max(first, end_of_business_day(start, row.or_by_end_of_business_day, days_off))
