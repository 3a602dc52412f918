"""Clocks: elapsed hours through nights and both daylight-saving Sundays, days by the wall, business days less the county's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp import clock
from fieldapp.policy import clocks
from fieldapp.policy.schema import Row

THANKSGIVING = (date(2026, 11, 26), date(2026, 11, 27))
INSTANTS = st.integers(clock.parse("2015-01-01T00:00:00-08:00"), clock.parse("2035-01-01T00:00:00-08:00"))


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        ("2026-11-21T22:34:00-08:00", "PT24H", "2026-11-22T22:34:00-08:00"),
        ("2026-11-21T22:34:00-08:00", "P1D", "2026-11-22T22:34:00-08:00"),
        # spring: 24 elapsed hours end an hour later on the wall, a day at the same wall time
        ("2026-03-07T22:34:00-08:00", "PT24H", "2026-03-08T23:34:00-07:00"),
        ("2026-03-07T22:34:00-08:00", "P1D", "2026-03-08T22:34:00-07:00"),
        ("2026-03-07T02:30:00-08:00", "P1D", "2026-03-08T03:30:00-07:00"),  # 02:30 is not on that wall
        # autumn: an hour earlier on the wall
        ("2026-10-31T22:34:00-07:00", "PT24H", "2026-11-01T21:34:00-08:00"),
        ("2026-10-31T22:34:00-07:00", "P1D", "2026-11-01T22:34:00-08:00"),
        # a receipt inside the repeated hour: first and second time round
        ("2026-11-01T01:30:00-07:00", "PT24H", "2026-11-02T00:30:00-08:00"),
        ("2026-11-01T01:30:00-08:00", "PT24H", "2026-11-02T01:30:00-08:00"),
        ("2026-11-01T01:30:00-07:00", "PT2H", "2026-11-01T02:30:00-08:00"),
        ("2026-11-21T22:34:00-08:00", "PT36H", "2026-11-23T10:34:00-08:00"),
        ("2026-10-25T20:00:00-07:00", "P10D", "2026-11-04T20:00:00-08:00"),
        ("2026-01-31T08:00:00-08:00", "P30D", "2026-03-02T08:00:00-08:00"),
    ],
)
def test_when_a_limit_ends(start: str, limit: str, end: str) -> None:
    assert clock.iso(clocks.end(clock.parse(start), limit)) == end


@pytest.mark.parametrize(
    ("start", "ahead", "end"),
    [
        ("2026-11-16T09:00:00-08:00", 1, "2026-11-18T00:00:00-08:00"),  # Monday: 24:00 of Tuesday
        ("2026-11-20T16:59:00-08:00", 1, "2026-11-24T00:00:00-08:00"),  # Friday: Monday
        ("2026-11-21T22:34:00-08:00", 1, "2026-11-24T00:00:00-08:00"),  # Saturday night: Monday
        ("2026-11-25T20:00:00-08:00", 1, "2026-12-01T00:00:00-08:00"),  # the eve of Thanksgiving
        ("2026-11-16T09:00:00-08:00", 2, "2026-11-19T00:00:00-08:00"),
        ("2026-11-17T07:30:00Z", 1, "2026-11-18T00:00:00-08:00"),  # Monday 23:30 in Los Angeles
        ("2026-03-06T12:00:00-08:00", 1, "2026-03-10T00:00:00-07:00"),
    ],
)
def test_a_business_day_ends_at_midnight_in_los_angeles(start: str, ahead: int, end: str) -> None:
    assert clock.iso(clocks.end_of_business_day(clock.parse(start), ahead, THANKSGIVING)) == end


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-11-16T09:00:00-08:00", "2026-11-18T00:00:00-08:00"),  # the business day is later than 24 hours
        ("2026-11-25T20:00:00-08:00", "2026-12-01T00:00:00-08:00"),
    ],
)
def test_of_an_or_the_later_is_due(start: str, due: str) -> None:
    """C-01: within 24 hours, or by the end of the agency's next business day."""
    row = Row(id="C-01", within="PT24H", or_by_end_of_business_day=1)
    assert clock.iso(clocks.due(row, clock.parse(start), THANKSGIVING) or 0) == due


def test_of_an_or_the_hours_are_due_where_they_end_later() -> None:
    row = Row(id="X", within="PT96H", or_by_end_of_business_day=1)
    assert clock.iso(clocks.due(row, clock.parse("2026-11-16T09:00:00-08:00"), ()) or 0) == "2026-11-20T09:00:00-08:00"


def test_without_a_number_nothing_is_due() -> None:
    assert clocks.due(Row(id="N-10"), clock.parse("2026-11-21T22:34:00-08:00"), ()) is None


@pytest.mark.parametrize("text", ["24H", "PT24M", "P1W", "PT0H", "P0D", "-PT24H", "PT24", "", "PT1.5H", "P1DT2H", "PT999999H"])
def test_what_is_no_limit(text: str) -> None:
    assert not clocks.is_limit(text)
    with pytest.raises(ValueError, match="^" + text.replace(".", r"\.") + "$"):
        clocks.end(0, text)
    with pytest.raises(ValueError, match="^" + text.replace(".", r"\.") + "$"):
        clocks.longer(text, "PT1H")


@pytest.mark.parametrize(
    ("one", "other", "longer"),
    [
        ("PT25H", "PT24H", True),
        ("PT24H", "PT24H", False),
        ("PT12H", "PT24H", False),
        ("P2D", "P1D", True),
        ("P1D", "P1D", False),
        ("P1D", "PT24H", True),  # 25 hours on the autumn Sunday
        ("PT24H", "P1D", True),  # a day has 23 hours on the spring Sunday
        ("PT23H", "P1D", False),
        ("P1D", "PT25H", False),
    ],
)
def test_whether_a_limit_can_end_later_than_another(one: str, other: str, longer: bool) -> None:  # noqa: FBT001
    assert clocks.longer(one, other) is longer


@given(start=INSTANTS, hours=st.integers(1, 99), days=st.integers(1, 60))
def test_hours_are_elapsed_and_days_keep_the_wall_clock(start: int, hours: int, days: int) -> None:
    assert clocks.end(start, f"PT{hours}H") - start == hours * clock.HOUR
    end = clocks.end(start, f"P{days}D")
    assert abs(end - start - days * clock.DAY) <= clock.HOUR
    assert clock.day(end) - clock.day(start) == timedelta(days=days)


@given(start=INSTANTS, ahead=st.integers(1, 6), one=st.sampled_from(["PT24H", "PT1H", "P1D", "P2D"]),
       other=st.sampled_from(["PT24H", "PT23H", "PT25H", "PT48H", "P1D", "P2D"]))  # fmt: skip
def test_a_limit_that_is_not_longer_never_ends_later(start: int, ahead: int, one: str, other: str) -> None:
    assert clocks.longer(one, other) or clocks.end(start, one) <= clocks.end(start, other)
    end = clock.local(clocks.end_of_business_day(start, ahead, THANKSGIVING))
    assert (end.hour, end.minute) == (0, 0)
    last = end.date() - timedelta(days=1)
    assert last.weekday() < 5
    assert last not in THANKSGIVING
    assert last > clock.day(start)
