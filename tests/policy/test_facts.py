"""Facts: every key of the table, every value outside it refused, impossible orders of instants, ages and their birthdays."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp import clock
from fieldapp.errors import BadInput
from fieldapp.policy import facts

AT = clock.parse("2026-11-24T10:00:00-08:00")

GOOD: list[tuple[str, object]] = [
    ("born", "2011-05-30"),
    *(("jurisdiction", each) for each in ("dependent", "ward", "dual", "transition", "voluntary", "in_home", "tribal")),
    *(("lead_agency", each) for each in ("child_welfare", "probation")),
    *(("whereabouts", each) for each in ("unknown", "known_unapproved", "known_approved")),
    *(("cse", each) for each in ("none", "at_risk", "victim")),
    *(("indian_child", each) for each in (True, "reason_to_know", False)),
    *((key, value) for value in (True, False) for key in (
        "in_care", "placement_order", "agency_supervises", "agency_treats_as_missing", "place_may_be_unsafe", "abducted",
        "left_unwillingly_or_at_substantial_risk", "indian_custodian", "tribal_police", "has_casa", "has_siblings",
        "parents_notice_limited", "hhs_question",
    )),
    *((key, "2026-11-23T10:00:00-08:00") for key in (
        "last_seen", "caregiver_learned", "agency_learned", "suspected", "trafficking_suspected", "identified", "police_told",
        "found", "returned",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), GOOD)
def test_every_key_of_the_table_is_taken_and_may_be_null(key: str, value: object) -> None:
    taken = facts.read({key: value}, AT)[key]
    if isinstance(value, str) and value[:2] == "20":
        assert taken == (date.fromisoformat(value) if key == "born" else clock.parse(value))
    else:
        assert taken == value
    assert facts.read({key: None}, AT)[key] is None


def test_the_table_is_the_whole_of_it() -> None:
    assert {key for key, _value in GOOD} == facts.KEYS


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("age", 15), ("minor", True), ("nonminor_dependent", True), ("immigration_status", "none"), ("Born", "2011-05-30"),
        ("born", "30.5.2011"), ("born", 2011), ("born", "2011-02-30"), ("born", "2011-05-30T00:00:00-08:00"), ("born", ""),
        ("jurisdiction", "Dependent"), ("jurisdiction", True), ("whereabouts", "missing"), ("cse", 1), ("cse", "yes"),
        ("in_care", "true"), ("in_care", 1), ("in_care", "unknown"), ("indian_child", "true"), ("indian_child", 1),
        ("indian_child", 0), ("indian_child", "unknown"), ("agency_learned", "2026-11-23T10:00:00"), ("agency_learned", "2026-11-23"),
        ("agency_learned", 1790000000), ("agency_learned", "yesterday"), ("agency_learned", "0001-01-01T00:00:00+14:00"),
        ("last_seen", "9999-12-31T23:59:59Z"), ("abducted", []), ("hhs_question", {}),
    ],
)  # fmt: skip
def test_a_key_or_value_outside_the_table_is_named(key: str, value: object) -> None:
    with pytest.raises(BadInput) as found:
        facts.read({key: value}, AT)
    assert found.value.field == key
    assert key in found.value.sentence
    assert found.value.action


DAY = "2026-11-2{}T10:00:00-08:00"


@pytest.mark.parametrize(
    ("sheet", "field"),
    [
        ({"agency_learned": "2026-11-24T10:00:01-08:00"}, "agency_learned"),
        ({"born": "2026-11-23", "agency_learned": DAY.format(2)}, "agency_learned"),
        ({"born": "2026-11-25"}, "born"),
        *(({"last_seen": DAY.format(3), later: DAY.format(2)}, "last_seen")
          for later in ("caregiver_learned", "agency_learned", "police_told", "found")),
        ({"found": DAY.format(3), "returned": DAY.format(2)}, "found"),
        ({"found": DAY.format(3), "whereabouts": "unknown"}, "found"),
        ({"identified": DAY.format(3), "cse": "none"}, "identified"),
        ({"born": "2005-11-24", "in_care": True}, "in_care"),
    ],
)  # fmt: skip
def test_an_impossible_sheet_is_refused(sheet: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as found:
        facts.read(sheet, AT)
    assert found.value.field == field


@pytest.mark.parametrize(
    "sheet",
    [
        {"agency_learned": "2026-11-24T10:00:00-08:00"},
        {"last_seen": DAY.format(2), "agency_learned": DAY.format(2)},
        {"last_seen": "2026-11-22T22:00:00-05:00", "agency_learned": "2026-11-22T20:00:00-08:00"},  # compared as instants
        {"born": "2026-11-22", "agency_learned": "2026-11-22T01:00:00-08:00"},
        {"agency_learned": DAY.format(3), "caregiver_learned": DAY.format(4)},  # the hotline may hear first
        {"found": DAY.format(3), "whereabouts": None},
        {"identified": DAY.format(3), "cse": None},
        {"born": "2005-11-25", "in_care": True},
        {"born": "2005-11-24", "in_care": False},
    ],
)
def test_a_sheet_that_can_be_is_taken(sheet: dict[str, object]) -> None:
    facts.read(sheet, AT)


@pytest.mark.parametrize(
    ("born", "at", "age"),
    [
        ("2008-11-24", "2026-11-23T23:59:59-08:00", 17),
        ("2008-11-24", "2026-11-24T00:00:00-08:00", 18),
        ("2008-11-24", "2026-11-24T02:59:00-05:00", 17),  # still the 23rd in Los Angeles
        ("2008-02-29", "2026-02-28T12:00:00-08:00", 17),
        ("2008-02-29", "2026-03-01T00:00:00-08:00", 18),
        ("2008-02-29", "2028-02-28T23:59:00-08:00", 19),
        ("2008-02-29", "2028-02-29T00:00:00-08:00", 20),
    ],
)
def test_age_counts_by_the_day_in_los_angeles(born: str, at: str, age: int) -> None:
    assert facts.read({"born": born}, clock.parse(at)).age == age


def test_an_unknown_birth_date_is_an_unknown_age() -> None:
    assert facts.read({}, AT).age is None


@given(st.dictionaries(st.text(max_size=12) | st.sampled_from(sorted(facts.KEYS)),
                       st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.floats(), max_size=4))  # fmt: skip
def test_any_sheet_is_taken_or_refused_with_a_sentence(sheet: dict[str, object]) -> None:
    refused: list[BadInput] = []
    try:
        facts.read(sheet, AT)
    except BadInput as error:
        refused.append(error)
    assert all(each.sentence and each.field in {*sheet, *facts.KEYS} for each in refused)
