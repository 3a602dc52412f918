"""Recovery words: there and back, forgiving what a hand does to them, and exact about what is wrong."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.errors import BadInput
from fieldapp.vault.words import MOST_SHEETS, WORDS_A_SHEET, WordPlan, from_sheets, read_sheet, to_sheets

SECRET = bytes(range(32))
secrets = st.binary(min_size=32, max_size=32)


@settings(max_examples=25)
@given(secrets)
def test_one_sheet_of_33_words_gives_the_secret_back(secret: bytes) -> None:
    (sheet,) = to_sheets(secret, WordPlan())
    assert len(sheet.split()) == WORDS_A_SHEET
    assert from_sheets([sheet]) == secret


@settings(max_examples=15)
@given(secrets, st.integers(2, 5), st.data())
def test_any_k_of_n_sheets_do_and_fewer_do_not(secret: bytes, needed: int, data: st.DataObject) -> None:
    sheets = to_sheets(secret, WordPlan(needed, needed + 1))
    picked = data.draw(st.permutations(sheets))[:needed]
    assert from_sheets(picked) == secret
    with pytest.raises(BadInput):
        from_sheets(picked[:-1])


@settings(max_examples=60)
@given(st.integers(0, WORDS_A_SHEET - 1), st.sampled_from(["other", "drop", "double", "swap"]), st.data())
def test_one_slip_is_always_noticed(place: int, slip: str, data: st.DataObject) -> None:
    words = to_sheets(SECRET, WordPlan())[0].split()
    slipped = list(words)
    if slip == "other":
        slipped[place] = data.draw(st.sampled_from(to_sheets(SECRET[::-1], WordPlan())[0].split()))
    elif slip == "drop":
        del slipped[place]
    elif slip == "double":
        slipped.insert(place, words[place])
    else:
        other = (place + 1) % len(words)
        slipped[place], slipped[other] = slipped[other], slipped[place]
    if slipped != words:
        with pytest.raises(BadInput):
            from_sheets([" ".join(slipped)])


def test_what_a_hand_writes_is_forgiven() -> None:
    words = to_sheets(SECRET, WordPlan())[0].split()
    numbered = "\n".join(f"{n}. {word.upper()}," for n, word in enumerate(words, start=1))
    shortened = " ".join(word[:4] for word in words)
    assert from_sheets([numbered]) == from_sheets([shortened]) == SECRET


def test_the_word_that_is_wrong_is_named_by_its_place() -> None:
    words = to_sheets(SECRET, WordPlan())[0].split()
    words[6] = "zebrafish"
    with pytest.raises(BadInput, match=r"Sheet 1, word 7: “zebrafish”"):
        read_sheet(" ".join(words))


@pytest.mark.parametrize("typed", ["", "   ", "academic", "aca", "\u00e9t\u00e9", "academicx " * 33])
def test_what_is_no_sheet_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        from_sheets([typed])


def test_no_sheets_one_twice_and_sheets_of_two_sets_are_refused() -> None:
    first, other = to_sheets(SECRET, WordPlan(2, 3)), to_sheets(SECRET, WordPlan(2, 3))
    for sheets in ([], [first[0], first[0]], [first[0], other[1]], list(first)):
        with pytest.raises(BadInput):
            from_sheets(sheets)


@pytest.mark.parametrize(("needed", "sheets"), [(0, 1), (2, 1), (1, 2), (2, MOST_SHEETS + 1), (-1, -1)])
def test_plans_that_make_no_sense_are_refused(needed: int, sheets: int) -> None:
    with pytest.raises(BadInput):
        WordPlan(needed, sheets)


def test_no_two_sheets_are_alike() -> None:
    sheets = list(itertools.chain.from_iterable(to_sheets(SECRET, WordPlan(2, 4)) for _turn in range(5)))
    assert len(set(sheets)) == len(sheets)
