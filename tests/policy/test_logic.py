"""Three-valued logic: unknown is no answer; what is asked is what would settle it; answering never turns other rows over."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp import clock
from fieldapp.errors import BadInput
from fieldapp.policy import facts, layers
from fieldapp.policy.facts import CHOICES, YES_NO
from fieldapp.policy.logic import BUILT_IN, Judge, Verdict, every, opposite, some
from fieldapp.policy.schema import NamedFact, Row, Text
from fieldapp.policy.schema import Test as OfKey

AT = clock.parse("2026-11-24T10:00:00-08:00")
VALUES = (True, None, False)


def verdicts(values: Sequence[bool | None]) -> list[Verdict]:
    return [Verdict(value, (f"k{place}",) if value is None else ()) for place, value in enumerate(values)]


@pytest.mark.parametrize("values", list(product(VALUES, repeat=3)))
def test_all_any_and_none_as_kleene_has_them(values: tuple[bool | None, ...]) -> None:
    rank = {False: 0, None: 1, True: 2}
    back = {number: value for value, number in rank.items()}
    assert every(verdicts(values)).value is back[min(rank[value] for value in values)]
    assert some(verdicts(values)).value is back[max(rank[value] for value in values)]
    for value in values:
        assert opposite(Verdict(value)).value is (None if value is None else not value)


def test_nothing_is_all_true_and_none_of_it_any() -> None:
    assert every([]).value is True
    assert some([]).value is False


def test_all_asks_for_the_first_undecided_only_and_any_for_each_that_could_settle_it() -> None:
    assert every(verdicts([True, None, None])).ask == ("k1",)
    assert some(verdicts([False, None, None])).ask == ("k1", "k2")
    assert some(verdicts([None, True])).ask == ()
    assert some([Verdict(None)]) == Verdict(None)


TITLE = Text("x", "x")
FACTS = {
    "gone": NamedFact("gone", TITLE, some=(OfKey("whereabouts", among=("unknown",)), "abducted")),
    "teen": NamedFact("teen", TITLE, every=(OfKey("age", at_least=13, under=18),)),
    "calm": NamedFact("calm", TITLE, no=("abducted",)),
    "seen": NamedFact("seen", TITLE, every=(OfKey("found", given=True),)),
    "unseen": NamedFact("unseen", TITLE, every=(OfKey("found", given=False),)),
}


@pytest.mark.parametrize(
    ("term", "sheet", "value", "ask"),
    [
        ("gone", {}, None, ("whereabouts", "abducted")),
        ("gone", {"abducted": True}, True, ()),
        ("gone", {"whereabouts": "unknown"}, True, ()),  # an answer, not the lack of one
        ("gone", {"whereabouts": "known_approved"}, None, ("abducted",)),
        ("gone", {"whereabouts": "known_approved", "abducted": False}, False, ()),
        ("teen", {}, None, ("born",)),
        ("teen", {"born": "2013-11-24"}, True, ()),
        ("teen", {"born": "2013-11-25"}, False, ()),
        ("teen", {"born": "2008-11-24"}, False, ()),
        ("calm", {}, None, ("abducted",)),
        ("calm", {"abducted": True}, False, ()),
        ("calm", {"abducted": False}, True, ()),
        ("seen", {}, False, ()),
        ("seen", {"found": "2026-11-24T09:00:00-08:00"}, True, ()),
        ("unseen", {}, True, ()),
        ("minor", {}, None, ("born",)),
        ("minor", {"born": "2008-11-25"}, True, ()),
        ("minor", {"born": "2008-11-24"}, False, ()),
        ("nonminor_dependent", {}, None, ("born",)),
        ("nonminor_dependent", {"born": "2008-11-24"}, None, ("in_care",)),
        ("nonminor_dependent", {"born": "2008-11-24", "in_care": True}, True, ()),
        ("nonminor_dependent", {"born": "2008-11-25", "in_care": True}, False, ()),
        ("nonminor_dependent", {"born": "2005-11-24", "in_care": False}, False, ()),
        ("nonminor_dependent", {"in_care": False}, False, ()),
        (OfKey("indian_child", among=("true", "reason_to_know")), {"indian_child": True}, True, ()),
        (OfKey("indian_child", among=("true", "reason_to_know")), {"indian_child": "reason_to_know"}, True, ()),
        (OfKey("indian_child", among=("true", "reason_to_know")), {"indian_child": False}, False, ()),
        (OfKey("indian_child", among=("true", "reason_to_know")), {}, None, ("indian_child",)),
        (OfKey("in_care", among=("false",)), {"in_care": False}, True, ()),
    ],
)  # fmt: skip
def test_what_a_term_comes_to(term: str | OfKey, sheet: dict[str, object], value: bool | None, ask: tuple[str, ...]) -> None:  # noqa: FBT001
    found = Judge(FACTS, facts.read(sheet, AT)).term(term)
    assert (found.value, found.ask) == (value, ask)


def test_why_a_row_applies_names_what_held() -> None:
    judge = Judge(FACTS, facts.read({"whereabouts": "unknown", "abducted": False, "in_care": True}, AT))
    row = Row(id="X", every=("in_care", "gone"), some=("abducted", OfKey("whereabouts", among=("unknown",))), no=("abducted",))
    found = judge.conditions(row)
    assert found.value is True
    assert found.because == ("in_care", "gone", "whereabouts")
    assert judge.conditions(Row(id="Y")).value is True


ANSWERS = {**{key: st.sampled_from((True, False)) for key in YES_NO}, **{key: st.sampled_from(each) for key, each in CHOICES.items()},
           "born": st.sampled_from(("2004-01-01", "2007-05-05", "2011-05-30"))}  # fmt: skip
SHEETS = st.fixed_dictionaries({}, optional=ANSWERS)


@given(known=SHEETS, more=SHEETS)
def test_answering_what_was_unknown_never_turns_a_settled_term_over(known: dict[str, object], more: dict[str, object]) -> None:
    """Monotone in the order of knowing: true stays true, false stays false, for every fact and every row that ships."""
    rules = layers.shipped()
    try:
        before = Judge(rules.facts, facts.read(known, AT))
        after = Judge(rules.facts, facts.read({**more, **known}, AT))
    except BadInput:  # somebody of 21 in care
        return
    for name in (*rules.facts, *BUILT_IN):
        if before.term(name).value is not None:
            assert after.term(name).value is before.term(name).value, name
    for placed in rules.rows:
        settled = before.conditions(placed.row).value
        assert settled is None or after.conditions(placed.row).value is settled, placed.row.id


@given(known=SHEETS)
def test_only_what_is_not_known_is_asked_and_something_always_is(known: dict[str, object]) -> None:
    rules = layers.shipped()
    try:
        judge = Judge(rules.facts, facts.read(known, AT))
    except BadInput:
        return
    for placed in rules.rows:
        found = judge.conditions(placed.row)
        assert bool(found.ask) == (found.value is None), placed.row.id
        assert not set(found.ask) & set(known), placed.row.id
