"""The tree of tests and numbers, operator by operator, and its one law: what is settled stays settled as more becomes known."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.identify import loading
from fieldapp.identify.logic import Test as Tree
from fieldapp.identify.measures import Number
from fieldapp.identify.standing import Stand

FORM = """
id = "tree"
title.en = "Tree"
version = "1"
status = "active"
effectivePeriod = { start = "2026-01-01" }
publisher = "nobody"
licence = "own"
mode = "rated"
spanish = "none"
validity.text.en = "None."
[[valueSet]]
id = "list"
answerOption = [
    { code = "a", weight = -1, display.en = "a" },
    { code = "b", weight = 0, display.en = "b" },
    { code = "c", weight = 3, display.en = "c" },
    { code = "na", display.en = "na", means = "does_not_apply" },
    { code = "9", display.en = "9", means = "declined" },
]
[[item]]
linkId = "G"
type = "group"
text.en = "G"
[[item.item]]
linkId = "X"
type = "choice"
text.en = "X"
answerValueSet = "list"
[[item.item]]
linkId = "Y"
type = "choice"
text.en = "Y"
answerOption = [{ code = "a", weight = 1, display.en = "a" }, { code = "c", weight = 2, display.en = "c" }]
weight = 2
enableWhen = [{ question = "X", operator = "=", answer = "c" }]
[[item.item]]
linkId = "Z"
type = "choice"
text.en = "Z"
answerValueSet = "list"
[[item.item]]
linkId = "W"
type = "text"
text.en = "W"
"""
TREE_FORM = loading.parse(FORM.encode(), "tree.toml")
X = {"op": "eq", "item": "X", "code": "c"}
Z = {"op": "eq", "item": "Z", "code": "a"}

Kleene = bool | None


def judged(tree: dict[str, object], answers: dict[str, str], age: int | None = None) -> bool | None:
    test = msgspec.convert(tree, Tree)
    return test.judge(Stand(TREE_FORM, answers, age)).value


def measured(tree: dict[str, object], answers: dict[str, str]) -> tuple[int, int]:
    span = msgspec.convert(tree, Number).measure(Stand(TREE_FORM, answers))
    return span.low, span.high


@pytest.mark.parametrize(
    ("tree", "answers", "value"),
    [
        (X, {"X": "c"}, True),
        (X, {"X": "a"}, False),
        (X, {"X": "9"}, None),
        (X, {}, None),
        (X, {"X": "na"}, False),
        ({"op": "ne", "item": "X", "code": "c"}, {"X": "na"}, True),
        ({"op": "ne", "item": "X", "code": "c"}, {"X": "c"}, False),
        ({"op": "ne", "item": "X", "code": "c"}, {}, None),
        ({"op": "eq", "item": "Y", "code": "a"}, {"X": "a"}, False),
        ({"op": "eq", "item": "Y", "code": "a"}, {"X": "9"}, None),
        ({"op": "eq", "item": "Y", "code": "a"}, {"X": "c", "Y": "a"}, True),
        ({"op": "in", "item": "X", "codes": ["a", "b"]}, {"X": "b"}, True),
        ({"op": "in", "item": "X", "codes": ["a", "b"]}, {"X": "c"}, False),
        ({"op": "all", "of": [X, Z]}, {"X": "c"}, None),
        ({"op": "all", "of": [X, Z]}, {"X": "a"}, False),
        ({"op": "all", "of": [X, Z]}, {"X": "c", "Z": "a"}, True),
        ({"op": "any", "of": [X, Z]}, {"X": "c"}, True),
        ({"op": "any", "of": [X, Z]}, {"X": "a"}, None),
        ({"op": "any", "of": [X, Z]}, {"X": "a", "Z": "b"}, False),
        ({"op": "none", "of": [X, Z]}, {"X": "a", "Z": "b"}, True),
        ({"op": "none", "of": [X, Z]}, {"X": "c"}, False),
        ({"op": "none", "of": [X, Z]}, {"X": "a"}, None),
        ({"op": "not", "of": X}, {"X": "a"}, True),
        ({"op": "not", "of": X}, {}, None),
        ({"op": "always"}, {}, True),
        ({"op": "known", "item": "X"}, {"X": "b"}, True),
        ({"op": "known", "item": "X"}, {"X": "9"}, None),
        ({"op": "known", "item": "X"}, {"X": "na"}, True),
        ({"op": "known", "item": "Y"}, {"X": "a"}, True),
        ({"op": "known", "item": "W"}, {"W": "some words"}, True),
        ({"op": "known", "item": "W"}, {}, None),
    ],
)
def test_tests(tree: dict[str, object], answers: dict[str, str], value: Kleene) -> None:
    assert judged(tree, answers) is value


@pytest.mark.parametrize(
    ("tree", "answers", "span"),
    [
        ({"op": "points", "item": "X"}, {"X": "c"}, (3, 3)),
        ({"op": "points", "item": "X"}, {}, (-1, 3)),
        ({"op": "points", "item": "X"}, {"X": "na"}, (0, 0)),
        ({"op": "points", "item": "Y"}, {}, (0, 4)),
        ({"op": "points", "item": "Y"}, {"X": "c"}, (2, 4)),
        ({"op": "sum", "items": ["X", "Y"]}, {"X": "c", "Y": "a"}, (5, 5)),
        ({"op": "sum", "items": ["X", "Y"]}, {"X": "9"}, (-1, 7)),
        ({"op": "sum", "items": ["X", "Y"]}, {"X": "a"}, (-1, -1)),
        ({"op": "max", "items": ["X", "Y"]}, {"X": "c"}, (3, 4)),
        ({"op": "max", "items": ["X", "Y"]}, {"X": "na"}, (0, 0)),
        ({"op": "max", "items": ["X", "Z"]}, {"X": "b"}, (0, 3)),
        ({"op": "max", "items": ["X", "Z"]}, {}, (-1, 3)),
        ({"op": "min", "items": ["X", "Y"]}, {"X": "c"}, (2, 3)),
        ({"op": "min", "items": ["X", "Z"]}, {"X": "c"}, (-1, 3)),
        ({"op": "min", "items": ["X", "Z"]}, {}, (-1, 3)),
        ({"op": "min", "items": ["X", "Y"]}, {"X": "na"}, (0, 0)),
        ({"op": "count", "items": ["X", "Z"], "codes": ["a", "b"]}, {"X": "a"}, (1, 2)),
        ({"op": "count", "items": ["X", "Y"], "codes": ["a"]}, {"X": "na"}, (0, 0)),
        ({"op": "count", "items": ["X", "Y"], "codes": ["a", "c"]}, {"X": "c"}, (2, 2)),
        ({"op": "age"}, {}, (0, 150)),
    ],
)
def test_numbers(tree: dict[str, object], answers: dict[str, str], span: tuple[int, int]) -> None:
    assert measured(tree, answers) == span


@pytest.mark.parametrize(
    ("test", "values"),
    [
        ({"op": "under", "number": 18}, [True, False, False]),
        ({"op": "at_least", "number": 18}, [False, True, True]),
        ({"op": "at_most", "number": 18}, [True, True, False]),
        ({"op": "over", "number": 18}, [False, False, True]),
        ({"op": "equals", "number": 18}, [False, True, False]),
        ({"op": "between", "low": 18, "high": 20}, [False, True, False]),
    ],
)
def test_ages(test: dict[str, object], values: list[bool]) -> None:
    tree = {**test, "value": {"op": "age"}}
    assert [judged(tree, {}, age) for age in (17, 18, 21)] == values
    assert judged(tree, {}) is None


def test_a_comparison_with_part_of_the_interval_beyond_it_is_not_known() -> None:
    tree = {"op": "at_least", "number": 2, "value": {"op": "points", "item": "X"}}
    assert judged(tree, {"X": "c"}) is True
    assert judged(tree, {"X": "b"}) is False
    assert judged(tree, {}) is None


ITEMS = st.sampled_from(["X", "Y", "Z"])
CODES = st.sampled_from(["a", "c"])
SEVERAL = st.lists(ITEMS, min_size=1, max_size=3, unique=True)
NUMBERS = st.one_of(
    st.builds(lambda item: {"op": "points", "item": item}, ITEMS),
    st.builds(lambda op, items: {"op": op, "items": items}, st.sampled_from(["sum", "min", "max"]), SEVERAL),
    st.builds(lambda items, code: {"op": "count", "items": items, "codes": [code]}, SEVERAL, CODES),
    st.just({"op": "age"}),
)
LEAVES = st.one_of(
    st.builds(lambda op, item, code: {"op": op, "item": item, "code": code}, st.sampled_from(["eq", "ne"]), ITEMS, CODES),
    st.builds(lambda item: {"op": "known", "item": item}, ITEMS),
    st.builds(
        lambda op, value, number: {"op": op, "value": value, "number": number},
        st.sampled_from(["at_least", "at_most", "over", "under", "equals"]),
        NUMBERS,
        st.sampled_from([-1, 0, 1, 3, 5, 18]),
    ),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(
            lambda op, of: {"op": op, "of": of}, st.sampled_from(["all", "any", "none"]), st.lists(inner, min_size=1, max_size=3)
        ),
        st.builds(lambda of: {"op": "not", "of": of}, inner),
    ),
    max_leaves=6,
)


def _completions(answers: dict[str, str]) -> Iterator[dict[str, str]]:
    for x, y, z in product(["a", "b", "c", "na"], ["a", "c"], ["a", "b", "c", "na"]):
        whole = {"X": x, "Z": z} | ({"Y": y} if x == "c" else {})
        if all(code == "9" or whole.get(item) == code for item, code in answers.items()):
            yield whole


@settings(max_examples=200)
@given(TREES, st.sampled_from([{}, {"X": "9"}, {"X": "c"}, {"X": "c", "Y": "a"}, {"Z": "b"}, {"X": "na", "Z": "9"}, {"X": "a"}]))
def test_what_is_settled_stays_settled_whatever_the_rest_turns_out_to_be(
    tree: dict[str, object], answers: dict[str, str]
) -> None:
    settled = judged(tree, answers, None)
    if settled is not None:
        for whole in _completions(answers):
            assert all(judged(tree, whole, age) is settled for age in (3, 18, 40))


@settings(max_examples=200)
@given(NUMBERS, st.sampled_from([{}, {"X": "9"}, {"X": "c"}, {"Z": "b"}, {"X": "na"}]))
def test_an_interval_holds_the_number_of_every_completion(tree: dict[str, object], answers: dict[str, str]) -> None:
    low, high = measured(tree, answers)
    for whole in _completions(answers):
        least, most = measured(tree, whole)
        assert low <= least <= most <= high


@pytest.mark.parametrize("tree", [{"op": "exec", "item": "X"}, {"op": "eq", "item": "X"}, {"op": "all", "of": []}, "X == 1"])
def test_nothing_outside_the_closed_set_is_read(tree: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(tree, Tree)
