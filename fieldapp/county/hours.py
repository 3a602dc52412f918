"""Hours of a desk as the county file writes them ("24 h", "Mon-Fri 8-17"): whether it is open, and when it opens next (P9)."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import timedelta

from fieldapp import clock

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))? (?P<opens>\d{1,2})-(?P<shuts>\d{1,2})", re.IGNORECASE)
_AHEAD = 15
"""Days that are looked through: two weeks of holidays at most."""


def opens_at(hours: str, now: clock.Instant, days_off: Collection[str] = ()) -> clock.Instant | None:
    """When somebody answers: `now` where it is open, else the next opening; None where the hours say nothing that can be read.

    days_off: ISO dates on which a desk with weekday hours is closed; a 24-hour line never is.
    """
    if hours.strip().lower() in {"24 h", "24h", "24/7"}:
        return now
    read = _HOURS.fullmatch(hours.strip())
    if read is None or not {read["first"].lower(), (read["last"] or read["first"]).lower()} <= set(_DAYS):
        return None
    first, last = (_DAYS.index(read[each].lower()) if read[each] else -1 for each in ("first", "last"))
    open_days = {(first + step) % 7 for step in range(((last if last >= 0 else first) - first) % 7 + 1)}
    opens, shuts = int(read["opens"]), int(read["shuts"])
    today = clock.day(now)
    for day in (today + timedelta(days=step) for step in range(_AHEAD)):
        if day.weekday() not in open_days or day.isoformat() in days_off:
            continue
        begins = clock.of_wall(day.year, day.month, day.day, opens, 0)
        if now < begins:
            return begins
        if clock.local(now).date() == day and clock.local(now).hour < shuts:
            return now
    return None
