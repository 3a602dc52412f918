"""Every kind of record has its sentence, whatever somebody wrote into it; what only a key shows stands in none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.desk.catalogue import reading
from fieldapp.desk.history import PARTS, part_of
from fieldapp.desk.plainwords import TELL, telling_of
from fieldapp.desk.telling import Around
from fieldapp.ledger.kinds import Fact
from tests.desk.any_fact import facts
from tests.window.test_everywhere import forbidden

KINDS = reading().kinds.all()
AROUND = Around({"p" * 26: "Dana"}, {"a" * 26: "Luz Example"}, {"R-04": "Screen again"})


def test_every_kind_has_one() -> None:
    assert set(TELL) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@given(data=st.data())
@settings(max_examples=6)
def test_it_says_something_of_whatever_was_written(kind: type[Fact], data: st.DataObject) -> None:
    made = data.draw(facts(kind))
    told = telling_of(made, AROUND)
    assert told.title.strip()
    assert [word for word in forbidden(f"{told.title} {told.text}") if word not in repr(made)] == []
    assert part_of(kind.kind) in PARTS
