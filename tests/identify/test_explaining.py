"""A result in plain words: items by their numbers, what decides, what could move it, and who may know."""

from __future__ import annotations

from collections.abc import Mapping

from fieldapp.identify import explaining, flow
from fieldapp.identify.instrument import Instrument

KNOWN = {"T1": "1", "T2": "0", "T3": "2", "T4": "2", "T6": "1", "T7": "9", "T8": "0", "T9": "2", "T10": "8", "T11": "2"}


def lines(form: Instrument, answers: dict[str, str], age: int | None = 15) -> list[tuple[str, str, str]]:
    state = flow.State(form, answers, age)
    told = explaining.why(form, flow.result(state), flow.telling(state))
    return [(each.weight, each.title, each.sub) for each in told]


def test_a_score_is_explained_by_what_counts_most_and_what_could_move_it(training: Instrument) -> None:
    assert lines(training, KNOWN) == [
        ("decides", "Items 3, 4, 9 and 11 count most", "10 of 12 points so far, which is “Some”"),
        ("matters", "Items 5 and 7 not known", "each alone can change what is possible"),
        ("open", "Items 10 and 12 not known", "none of them can move it alone"),
        ("zero", "Items 2 and 8 are 0, and counted", "zeros, not blanks"),
    ]
    result = flow.result(flow.State(training, KNOWN, 15))
    assert explaining.summary(training, result) == "12 to 30 points"
    asks = {each.source: each.items for each in explaining.ask(training, result)}
    assert asks == {"caregiver": (5, 10), "youth_said": (7, 12)}


def test_what_does_not_apply_is_said_to_be_left_out(training: Instrument) -> None:
    told = lines(training, {"T1": "0", "T3": "1", "T11": "na"})
    assert ("apart", "Items 2 and 11 do not apply", "left out of the count") in told
    assert ("zero", "Item 1 is 0, and counted", "a zero, not a blank") in told


def test_nothing_known_yet_says_nothing_of_points(training: Instrument) -> None:
    assert [weight for weight, _title, _sub in lines(training, {})] == ["open"]


def test_a_table_is_explained_by_the_row_that_holds_and_those_ruled_out(hmis: Instrument) -> None:
    yes = lines(hmis, {"R15.1": "1"})
    assert yes[0] == ("decides", "Age 15 and item 1 is “Yes”", "comes to “Matches the words of the law”")
    state = flow.State(hmis, {"R15.1": "0", "R16.1": "0", "R16.2": "0"}, 15)
    result = flow.result(state)
    told = lines(hmis, {"R15.1": "0", "R16.1": "0", "R16.2": "0"})
    assert told[0][1] == "Item 1 is “No”, item 6 is “No” and item 7 is “No”"
    assert "5 rows ruled out" in [title for _weight, title, _sub in told]
    assert explaining.summary(hmis, result) == "row 6 of 7"


def test_an_age_that_is_not_known_is_named_with_what_it_may_come_to(hmis: Instrument) -> None:
    told = lines(hmis, {"R15.1": "1", "R15.C": "1"}, None)
    assert ("matters", "Not known: the age", "may still come to “Matches the words of the law”") in told


def test_prompts_need_no_explanation(forms: Mapping[str, Instrument]) -> None:
    assert lines(forms["federal-indicators"], {"IND-1": "1"}) == []


def test_every_form_can_explain_itself_with_nothing_and_with_everything_known(forms: Mapping[str, Instrument]) -> None:
    for form in forms.values():
        full = {name: item.codes[-1] for name, item in form.items.items() if item.codes}
        for answers in ({}, full):
            state = flow.State(form, answers, 15)
            result = flow.result(state)
            told = explaining.why(form, result, flow.telling(state))
            assert bool(told) == bool(form.bands)
            assert all(each.title and each.sub for each in told)
            unknown = {each.item for each in result.unknown} - {"age"}
            assert sum(len(each.items) for each in explaining.ask(form, result)) == len(unknown)
