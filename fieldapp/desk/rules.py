"""The rules that this store goes by: the law that ships with the app, under the county's overlay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from fieldapp.county.model import County
from fieldapp.desk.county import county
from fieldapp.ledger.work import View
from fieldapp.policy import layers
from fieldapp.policy.layers import Rules
from fieldapp.policy.planning import hangs_on


def rules(view: View) -> Rules:
    """The rules in force here; read once for each county file."""
    return _rules(county(view))


def hang_on_the_report(view: View) -> bool:
    """Whether a duty may change once police took the report; asked at each of them, and as lasting as the county file."""
    return _hang_on_the_report(county(view))


@lru_cache(maxsize=2)
def _hang_on_the_report(home: County) -> bool:
    return hangs_on(_rules(home), "police_told")


@lru_cache(maxsize=2)
def _rules(home: County) -> Rules:
    found = layers.with_overlay(home.overlay.encode(), f"{home.county}.toml") if home.overlay else layers.shipped()
    return replace(found, days_off=found.days_off | {date.fromisoformat(day) for day in home.days_off})
