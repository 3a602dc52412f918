"""The state's own edits of the grid, against every pair of days that could be typed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.document.edits import faults
from fieldapp.document.model import GRID, GridRow, GridType, kind_of

TODAY = date(2026, 11, 22)
TYPES: tuple[GridType, ...] = tuple(kind.type for kind in GRID)
DAYS = st.dates(date(2005, 1, 1), TODAY)


def rules(row: GridRow, born: date | None = None) -> set[str]:
    return {each.rule for each in faults([row], born.isoformat() if born else None, TODAY)}


@given(st.sampled_from(TYPES), DAYS, st.none() | DAYS, st.none() | DAYS)
def test_each_edit_refuses_exactly_what_the_state_refuses(
    kind: GridType, start: date, end: date | None, born: date | None
) -> None:
    row = GridRow(type=kind, start=start.isoformat(), end=end.isoformat() if end else None)
    wanted = set()
    if kind == "while_absent" and end is None:
        wanted.add("R-10971")
    if born is not None and start < born:
        wanted.add("R-10974")
    if end is not None and end < start:
        wanted.add("R-10975")
    assert rules(row, born) == wanted


@given(st.sampled_from(TYPES), DAYS, st.integers(0, 4000))
def test_equal_days_are_fine_and_a_later_end_never_hurts(kind: GridType, start: date, more: int) -> None:
    end = min(start + timedelta(days=more), TODAY)
    row = GridRow(type=kind, start=start.isoformat(), end=end.isoformat())
    assert rules(row, born=start) == set()


@given(st.lists(st.sampled_from(TYPES), max_size=8))
def test_a_type_stands_once_in_a_save(types: list[GridType]) -> None:
    rows = [GridRow(type=each, start="2026-01-01", end="2026-01-02") for each in types]
    twice = [each for each in faults(rows, None, TODAY) if each.rule == "intake-2"]
    assert len(twice) == len(types) - len(set(types))
    assert all(types[each.row] in types[: each.row] for each in twice)


@given(st.text(max_size=12))
def test_whatever_is_typed_gets_a_sentence_and_never_a_crash(typed: str) -> None:
    found = faults([GridRow(type="at_risk", start=typed, end=typed)], "2011-05-30", TODAY)
    assert all(each.sentence for each in found)
    try:
        whole = date.fromisoformat(typed).isoformat() == typed
    except ValueError:
        whole = False
    assert whole or found


@pytest.mark.parametrize("typed", ["20261101", "2026-W44-7", "1 Nov 2026", "2026-02-30", "2099-01-01", ""])
def test_days_that_are_none_or_in_the_future_are_refused(typed: str) -> None:
    assert rules(GridRow(type="at_risk", start=typed))


def test_a_sentence_carries_the_number_of_the_state_s_rule() -> None:
    found = faults([GridRow(type="while_absent", start="2026-11-01")], None, TODAY)
    assert [each.words for each in found] == ["Victim while Absent from Placement needs an end date. (R-10971)"]


def test_the_five_types_with_their_ids_and_which_ids_were_only_inferred() -> None:
    assert [(each.label, each.system_id, each.id_seen) for each in GRID] == [
        ("At Risk", 6867, True),
        ("Victim Before Foster Care", 6868, False),
        ("Victim During Foster Care", 6869, False),
        ("Victim in Open Case not in Foster Care", 6870, True),
        ("Victim while Absent from Placement", 6871, True),
    ]
    assert [each.type for each in GRID if each.end_required] == ["while_absent"]
    assert kind_of(GridRow(type="open_case")).system_id == 6870
