"""HMIS R15 and R16: items, codes and branching as the federal text has them; the rows of the table as its bands, exhaustively."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from fieldapp.errors import BadInput
from fieldapp.identify.instrument import Instrument
from fieldapp.identify.scoring import score
from fieldapp.identify.standing import Stand

ITEMS = {
    "R15.1": ("ExchangeForSex", "Ever received anything in exchange for sex (e.g. money, food, drugs, shelter)"),
    "R15.A": ("ExchangeForSexPastThreeMonths", "In the last three months"),
    "R15.B": ("CountOfExchangeForSex", "How many times"),
    "R15.C": ("AskedOrForcedToExchangeForSex", "Ever made/persuaded/forced to have sex in exchange for something"),
    "R15.D": ("AskedOrForcedToExchangeForSexPastThreeMonths", "In the last three months?"),
    "R16.1": (
        "WorkplaceViolenceThreats",
        "Ever afraid to quit/leave work due to threats of violence to yourself, family, or friends",
    ),
    "R16.2": ("WorkplacePromiseDifference", "Ever promised work where work or payment was different than you expected"),
    "R16.A": ("CoercedToContinueWork", "Felt forced, coerced, pressured, or tricked into continuing the job"),
    "R16.B": ("LaborExploitPastThreeMonths", "In the last 3 months"),
}
UNKNOWN = [("8", "Client doesn't know"), ("9", "Client prefers not to answer"), ("99", "Data not collected")]
BANDS = [
    "reasonable_belief",
    "possible_labor_trafficking",
    "weak_labor_sign",
    "possible_adult_trafficking",
    "no_inference",
    "no_disclosure",
    "other",
]


def test_items_texts_and_codes_are_the_federal_ones(hmis: Instrument) -> None:
    assert {each.id: (each.name, each.text.en) for each in hmis.items.values() if each.text} == ITEMS
    assert list(hmis.items) == list(ITEMS)
    for each in hmis.items.values():
        listed = [(option.code, option.display.en) for option in each.options if option.display]
        first = (
            [("1", "1-3"), ("2", "4-7"), ("3", "8-11"), ("4", "12 or more")]
            if each.id == "R15.B"
            else [("0", "No"), ("1", "Yes")]
        )
        assert listed == first + UNKNOWN
        assert [each.reason(code) for code, _words in UNKNOWN] == ["doesnt_know", "declined", "not_collected"]
    assert [band.id for band in hmis.bands] == BANDS


def _shown(answers: dict[str, str]) -> set[str]:
    """The federal branching, written a second time."""
    shown = {"R15.1", "R16.1", "R16.2"}
    if answers.get("R15.1") == "1":
        shown |= {"R15.A", "R15.B", "R15.C"}
        if answers.get("R15.C") == "1":
            shown.add("R15.D")
    if "1" in {answers.get("R16.1"), answers.get("R16.2")}:
        shown |= {"R16.A", "R16.B"}
    return shown


def _row(answers: dict[str, str], age: int) -> str:
    """The table of the domain file for answers that are all known, written a second time."""
    yes = {item for item, code in answers.items() if code == "1"}
    if age < 18 and yes & {"R15.1", "R15.C"}:
        return "reasonable_belief"
    if age < 18 and yes & {"R16.1", "R16.A"}:
        return "possible_labor_trafficking"
    if age < 18 and "R16.2" in yes:
        return "weak_labor_sign"
    if 18 <= age <= 20 and "R15.C" in yes:
        return "possible_adult_trafficking"
    return "other" if yes & {"R15.1", "R16.1", "R16.2"} else "no_disclosure"


DECIDING = ("R15.1", "R15.C", "R16.1", "R16.2", "R16.A")


def _sheets(codes: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Every way to answer the items that rows hang on; "" is not asked."""
    seen = set()
    for chosen in product(codes, repeat=len(DECIDING)):
        given = {item: code for item, code in zip(DECIDING, chosen, strict=True) if code}
        sheet = {item: code for item, code in given.items() if item in _shown(given)}
        key = tuple(sorted(sheet.items()))
        if key not in seen:
            seen.add(key)
            yield sheet


def _filled(sheet: dict[str, str]) -> dict[str, str]:
    """The items that no row hangs on, answered too."""
    full = dict(sheet)
    for item in _shown(sheet) - set(sheet):
        full[item] = "1" if item == "R15.B" else "0"
    return full


@pytest.mark.parametrize("age", [0, 12, 17, 18, 20, 21, 40])
def test_every_way_to_answer_all_of_it_gives_the_row_of_the_table(hmis: Instrument, age: int) -> None:
    for sheet in _sheets(("0", "1")):
        full = _filled(sheet)
        found = score(hmis, full, age)
        assert found.band is not None
        assert (found.band.id, found.unknown) == (_row(full, age), ()), full
        assert (found.low, found.high) == (None, None)


def _completed(sheet: dict[str, str]) -> Iterator[dict[str, str]]:
    for full in _sheets(("0", "1")):
        kept = {item: code for item, code in sheet.items() if code in {"0", "1"}}
        if all(full.get(item) == code for item, code in kept.items()) and _shown(full) & set(DECIDING) == set(full):
            yield full


@pytest.mark.parametrize("age", [16, 19, 30, None])
def test_a_band_is_listed_exactly_if_some_answer_to_what_is_unknown_leads_there(hmis: Instrument, age: int | None) -> None:
    for sheet in _sheets(("0", "1", "9", "")):
        full = dict(sheet)
        for item in _shown(sheet) - set(sheet) - set(DECIDING):
            full[item] = "1" if item == "R15.B" else "0"
        found = [band.id for band in score(hmis, full, age).bands]
        rows = {_row(each, years) for each in _completed(sheet) for years in ([age] if age is not None else [16, 19, 30])}
        assert set(found) - {"no_inference"} == rows, (sheet, found)
        assert found == [band for band in BANDS if band in found]
        if not (_shown(sheet) - set(full)) and not {"9"} & set(full.values()):
            assert "no_inference" not in found


@pytest.mark.parametrize(
    ("code", "reason"), [("8", "doesnt_know"), ("9", "declined"), ("99", "not_collected"), ("", "not_asked")]
)
def test_unknown_is_no_zero_and_keeps_its_reason(hmis: Instrument, code: str, reason: str) -> None:
    answers = {"R16.1": "0", "R16.2": "0"} | ({"R15.1": code} if code else {})
    found = score(hmis, answers, 15)
    assert [band.id for band in found.bands] == ["reasonable_belief", "no_inference", "no_disclosure"]
    assert [(each.item, each.reason) for each in found.unknown] == [("R15.1", reason)]


def test_an_unknown_age_leaves_several_bands_and_is_named(hmis: Instrument) -> None:
    answers = {"R15.1": "1", "R15.A": "0", "R15.B": "1", "R15.C": "1", "R15.D": "0", "R16.1": "0", "R16.2": "0"}
    found = score(hmis, answers)
    assert [band.id for band in found.bands] == ["reasonable_belief", "possible_adult_trafficking", "other"]
    assert [(each.item, each.reason) for each in found.unknown] == [("age", "not_asked")]


def test_the_trace_names_the_answers_that_decided(hmis: Instrument) -> None:
    found = score(hmis, {"R15.1": "0", "R16.1": "1", "R16.2": "0", "R16.A": "0"}, 15)
    steps = {step.rule: step for step in found.trace}
    assert [step.rule for step in found.trace] == ["reasonable_belief", "possible_labor_trafficking"]
    assert [step.holds for step in found.trace] == [False, True]
    assert [(each.item, each.code) for each in steps["possible_labor_trafficking"].because] == [("age", "15"), ("R16.1", "1")]
    assert found.bands[0].actions == ("ACT-HOTLINE", "ACT-OTIP")


@pytest.mark.parametrize(
    ("answers", "item"),
    [({"R15.1": "0", "R15.A": "1"}, "R15.A"), ({"R15.C": "1"}, "R15.C"), ({"R15.1": "9", "R15.C": "99"}, "R15.C")],
)
def test_an_answer_to_an_item_that_is_not_shown_is_refused(hmis: Instrument, answers: dict[str, str], item: str) -> None:
    with pytest.raises(BadInput) as refused:
        score(hmis, answers, 15)
    assert refused.value.field == item
    assert "R15.1" in refused.value.action


@pytest.mark.parametrize(
    ("answers", "item"), [({"R15.1": "2"}, "R15.1"), ({"R15.Z": "1"}, "R15.Z"), ({"R15.1": "1", "R15.B": "0"}, "R15.B")]
)
def test_an_answer_that_is_no_option_is_refused(hmis: Instrument, answers: dict[str, str], item: str) -> None:
    with pytest.raises(BadInput) as refused:
        score(hmis, answers, 15)
    assert refused.value.field == item


def test_the_branching_is_the_federal_one(hmis: Instrument) -> None:
    for sheet in _sheets(("0", "1", "8", "")):
        stand = Stand(hmis, sheet)
        assert {name for name in hmis.items if stand.shown(name)} == _shown(sheet)
