"""Times as a caller tells them: which instant is meant, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp import clock

NOW = clock.parse("2026-11-21T22:34:00-08:00")  # a Saturday


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20:05", "2026-11-21T20:05-08:00"),
        ("2005", "2026-11-21T20:05-08:00"),
        ("8:05", "2026-11-21T20:05-08:00"),
        ("08:05", "2026-11-21T08:05-08:00"),
        ("8:05 pm", "2026-11-21T20:05-08:00"),
        ("8 P.M.", "2026-11-21T20:00-08:00"),
        ("8:05a", "2026-11-21T08:05-08:00"),
        ("12:10 am", "2026-11-21T00:10-08:00"),
        ("12:10 pm", "2026-11-21T12:10-08:00"),
        ("23:10", "2026-11-20T23:10-08:00"),
        ("22:34", "2026-11-21T22:34-08:00"),
        ("yesterday 20:05", "2026-11-20T20:05-08:00"),
        ("ayer 20:05", "2026-11-20T20:05-08:00"),
        ("Fri 23:10", "2026-11-20T23:10-08:00"),
        ("sábado, 7:00 pm", "2026-11-21T19:00-08:00"),
        ("Sun 10:00 am", "2026-11-15T10:00-08:00"),
        ("11/20 9:15 pm", "2026-11-20T21:15-08:00"),
        ("12/24 18:00", "2025-12-24T18:00-08:00"),
        ("11/1/26 18:00", "2026-11-01T18:00-08:00"),
        ("2026-11-21 20:05", "2026-11-21T20:05-08:00"),
    ],
)
def test_what_is_told_means_the_latest_such_time(typed: str, meant: str) -> None:
    assert clock.read_wall(typed, NOW) == clock.parse(meant)


@pytest.mark.parametrize(
    "typed", ["", "  ", "8", "later", "25:00", "8:75", "13:00 pm", "0 am", "today 23:10", "13/40 20:05", "1/2/3/4 20:05", "2027-01-01 10:00", "20:05 x"]
)  # fmt: skip
def test_what_is_no_past_time_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        clock.read_wall(typed, NOW)


@given(st.text(alphabet="0123456789:/-. apmhoysatun,", max_size=16))
def test_whatever_is_typed_it_is_a_past_time_or_refused(typed: str) -> None:
    try:
        found = clock.read_wall(typed, NOW)
    except ValueError:
        return
    assert found <= NOW + clock.MINUTE
