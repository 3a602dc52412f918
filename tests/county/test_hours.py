"""When a desk answers, by its hours in the county file."""

from __future__ import annotations

import pytest

from fieldapp import clock
from fieldapp.county.hours import opens_at


def _at(text: str) -> int:
    return clock.parse(text)


SATURDAY = "2026-11-21T23:52:00-08:00"


@pytest.mark.parametrize(
    ("hours", "now", "opens"),
    [
        ("24 h", SATURDAY, SATURDAY),
        ("Mon-Fri 8-17", SATURDAY, "2026-11-23T08:00:00-08:00"),
        ("Mon-Fri 8-17", "2026-11-23T09:30:00-08:00", "2026-11-23T09:30:00-08:00"),
        ("Mon-Fri 8-17", "2026-11-23T17:00:00-08:00", "2026-11-24T08:00:00-08:00"),
        ("Mon-Fri 8-17", "2026-11-25T18:00:00-08:00", "2026-11-30T08:00:00-08:00"),
        ("Sat 9-12", SATURDAY, "2026-11-28T09:00:00-08:00"),
        ("Fri-Mon 6-22", SATURDAY, "2026-11-22T06:00:00-08:00"),
    ],
)
def test_a_desk_opens_when_its_hours_say(hours: str, now: str, opens: str) -> None:
    off = ("2026-11-26", "2026-11-27")
    assert opens_at(hours, _at(now), off) == _at(opens)


@pytest.mark.parametrize("hours", ["", "by appointment", "Mon-Xyz 8-17", "8-17"])
def test_hours_that_cannot_be_read_say_nothing(hours: str) -> None:
    assert opens_at(hours, _at(SATURDAY)) is None
