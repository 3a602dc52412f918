"""Which types of the grid a case is, by questions: our proposal, never refused and never a finding."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.document import flow
from fieldapp.document.model import GRID, GridRow, GridType

TYPES: tuple[GridType, ...] = tuple(kind.type for kind in GRID)
SPELL = flow.Absence(date(2026, 10, 3), date(2026, 10, 5))


@given(st.lists(st.tuples(st.sampled_from(TYPES), st.booleans()), max_size=20))
def test_answers_in_any_order_leave_the_rows_of_the_last_yes_in_the_order_of_the_grid(
    given_: list[tuple[GridType, bool]],
) -> None:
    chosen = flow.Chosen()
    for type_, yes in given_:
        chosen = flow.answer(chosen, type_, yes=yes)
    last = dict(given_)
    assert chosen.types == tuple(type_ for type_ in TYPES if last.get(type_))


def test_every_type_has_a_question_and_the_questions_are_a_proposal() -> None:
    assert [type_ for type_, _ask in flow.questions()] == list(TYPES)
    assert flow.CONFIDENCE == "proposal"


@pytest.mark.parametrize(
    ("types", "word"),
    [((), "none"), (("at_risk",), "at_risk"), (("open_case",), "victim"), (("at_risk", "while_absent"), "victim")],
)
def test_the_rows_show_a_status(types: tuple[GridType, ...], word: str) -> None:
    assert flow.word_for(types) == word


@pytest.mark.parametrize(
    ("start", "end", "doubted"),
    [
        ("2026-10-03", "2026-10-05", False),
        ("2026-10-04", "2026-10-04", False),
        ("2026-10-02", "2026-10-05", True),
        ("2026-10-04", "2026-10-06", True),
        ("soon", "2026-10-06", False),
    ],
)
def test_days_outside_every_absence_on_file_are_doubted(start: str, end: str, doubted: bool) -> None:  # noqa: FBT001
    row = GridRow(type="while_absent", start=start, end=end)
    assert bool(list(flow.doubts([row], [SPELL]))) == doubted
    assert list(flow.doubts([row], [])) == [], "nothing on file, nothing to compare with"
    assert list(flow.doubts([row], [flow.Absence(date(2026, 1, 1), None)])) == [], "still missing"
