"""A form that is not right is refused, with every fault by file, item and key, and a sentence that says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.errors import Fault, InstrumentRefused
from fieldapp.identify import loading
from fieldapp.identify.flow import shown_items
from fieldapp.identify.scoring import score

Spoil = Callable[..., tuple[Fault, ...]]
BANDS = (
    '[[band]]\nid = "low"\ntitle.en = "Low"\nlow = 0\nhigh = 1\n\n[[band]]\nid = "high"\ntitle.en = "High"\nlow = 2\nhigh = 4\n'
)
SCORE = '[score]\nvalue = { op = "sum", items = ["A", "B"] }\n'
FIRST = 'linkId = "A"\ntype = "choice"\ntext.en = "First"\nanswerValueSet = "list"\n'
LICENCE = 'licence = "own"'


def bands(*tests: str) -> str:
    return "".join(f'[[band]]\nid = "b{n}"\ntitle.en = "B"\nwhen = {test}\n' for n, test in enumerate(tests))


def places(faults: tuple[Fault, ...]) -> list[tuple[str, str]]:
    return [(fault.row, fault.key) for fault in faults]


def test_the_form_that_is_spoiled_below_is_sound(sound: str) -> None:
    assert loading.parse(sound.encode(), "small.toml").id == "small"


@pytest.mark.parametrize(
    ("change", "row", "key", "says"),
    [
        pytest.param(('question = "A"', 'question = "Q"'), "B", "enableWhen[0].question", "no item Q", id="branch on a missing item"),
        pytest.param(('items = ["A", "B"]', 'items = ["A", "Q", "B"]'), "-", "score.value", "no item Q", id="sum of a missing item"),
        pytest.param(('items = ["A", "B"]', 'items = ["A", "G", "B"]'), "-", "score.value", "no item G", id="sum of a group"),
        pytest.param(('items = ["A", "B"]', 'items = ["A", "W", "B"]'), "-", "score.value", "words", id="sum of words"),
        pytest.param(('question = "A"', 'question = "B"'), "B", "enableWhen[0].question", "before", id="branch on itself"),
        pytest.param(('question = "A"', 'question = "W"'), "B", "enableWhen[0].question", "before", id="branch on a later item"),
        pytest.param(('answer = "0"', 'answer = "7"'), "B", "enableWhen[0].question", "no answer 7", id="branch on no option"),
        pytest.param(('answer = "0"', 'answer = "9"'), "B", "enableWhen[0].question", "9", id="branch on an unknown"),
        pytest.param((', answer = "0"', ""), "B", "enableWhen[0].answer", "need an answer", id="branch without answer"),
        pytest.param(('"!="', '"exists"'), "B", "enableWhen[0].answer", "exists has none", id="exists with answer"),
        pytest.param(('"!="', '"like"'), "B", "enableWhen[0].operator", "like", id="unknown operator"),
        pytest.param(('op = "sum"', 'op = "eval"'), "-", "score.value.op", "eval", id="unknown number"),
        pytest.param(('items = ["A", "B"]', "items = []"), "-", "score.value.items", "length", id="sum of nothing"),
        pytest.param(('weight = 1, display.en = "Some"', 'display.en = "Some"'), "-", "score.value", "weight", id="no weight"),
        pytest.param(('en = "Declined"', 'en = "D", weight = 4'), "list", "answerOption", "no answer", id="weight of an unknown"),
        pytest.param(('{ code = "1"', '{ code = "0"'), "list", "answerOption", "2 times", id="code twice"),
        pytest.param(('{ code = "1"', '{ code = " "'), "list", "answerOption", "code", id="no code"),
        pytest.param((LICENCE, 'licence = "restricted"'), "G", "text", "does not allow", id="a section that no licence allows"),
        pytest.param(
            (FIRST, FIRST.replace('answerValueSet = "list"', 'answerOption = [{ code = "1", weight = 1 }]')),
            "A", "answerOption", "needs its words", id="own answer without words",
        ),
        pytest.param((LICENCE, 'licence = "restricted"'), "list", "answerOption", "does not allow", id="answers that none allows"),
        pytest.param(
            (', display.en = "Yes" },', ', display.en = "Yes" },\n]\n[[valueSet]]\nid = "more"\nanswerOption = ['),
            "more", "answerOption", "No answer here", id="only unknowns",
        ),
        pytest.param(('display.en = "Some"', 'display.en = " "'), "list", "answerOption", "words", id="answer without words"),
        pytest.param(('linkId = "W"', 'linkId = "A"'), "A", "linkId", "2 times", id="item twice"),
        pytest.param(('linkId = "W"', 'linkId = "age"'), "age", "linkId", "meaning of its own", id="an item called age"),
        pytest.param(('id = "high"', 'id = "low"'), "low", "id", "2 times", id="band twice"),
        pytest.param(('answerValueSet = "list"', 'answerValueSet = "lost"'), "A", "answerValueSet", "lost", id="no such list"),
        pytest.param(('answerValueSet = "list"', ""), "A", "answerOption", "one list", id="choice without answers"),
        pytest.param(('type = "text"', 'type = "text"\nanswerValueSet = "list"'), "W", "type", "words", id="words with answers"),
        pytest.param(('type = "text"', 'type = "date"'), "W", "type", "date", id="unknown type"),
        pytest.param(('text.en = "Words"', 'text.en = "Words"\ncolor = "red"'), "W", "color", "No such key", id="unknown key of an item"),
        pytest.param(('id = "small"', 'id = "small"\ncolor = "red"'), "-", "color", "No such key", id="unknown key of the form"),
        pytest.param(('title.en = "High"', 'title.en = "High"\nhue = 1'), "high", "hue", "No such key", id="unknown key of a band"),
        pytest.param(('text.en = "Words"', "text.en = 3"), "W", "text.en", "int", id="a number for a text"),
        pytest.param(('publisher = "nobody"', ""), "-", "publisher", "needed", id="missing key"),
        pytest.param(("low = 2", "low = 3"), "high", "low", "gap", id="gap between bands"),
        pytest.param(("low = 2", "low = 1"), "high", "low", "overlaps", id="bands overlap"),
        pytest.param(("high = 4", "high = 3"), "high", "high", "ends at 4", id="bands end early"),
        pytest.param(("high = 4", "high = 9"), "high", "high", "ends at 4", id="bands end late"),
        pytest.param(("low = 0", "low = 1"), "low", "low", "begins at 0", id="bands begin late"),
        pytest.param(("low = 0\nhigh = 1", "low = 1\nhigh = 0"), "low", "high", "nothing", id="a range upside down"),
        pytest.param(("low = 0\n", ""), "low", "when", "low and high", id="half a range"),
        pytest.param((BANDS, ""), "-", "band", "without bands", id="a score without bands"),
        pytest.param((SCORE, ""), "-", "score", "need a score", id="ranges without score"),
        pytest.param((LICENCE, 'licence = "restricted"'), "A", "text", "does not allow", id="text that no licence allows"),
        pytest.param((LICENCE, 'licence = "by-permission"'), "-", "permission", "whose permission", id="permission of nobody"),
        pytest.param((LICENCE, 'licence = "unknown"'), "-", "licence", "draft", id="licence not known, not a draft"),
        pytest.param((LICENCE, 'licence = "gratis"'), "-", "licence", "gratis", id="no such licence"),
        pytest.param(('text.en = "First"\n', ""), "A", "text", "needs its text", id="item without text"),
        pytest.param(('title.en = "Small form"', 'title.en = " "'), "-", "title", "title", id="form without title"),
        pytest.param(('id = "small"', 'id = "Small form"'), "-", "id", "small letters", id="an id that is no id"),
        pytest.param(('start = "2026-01-01"', 'start = "soon"'), "-", "effectivePeriod", "start", id="no date"),
        pytest.param(('"2026-01-01"', '"2026-01-01", end = "2025-01-01"'), "-", "effectivePeriod", "not before", id="ends before"),
        pytest.param((LICENCE, f"{LICENCE}\nage = {{ min = 9, max = 8 }}"), "-", "age", "nothing", id="ages upside down"),
        pytest.param(
            (LICENCE, f'{LICENCE}\ncite = [{{ law = " ", url = "www", confidence = "county" }}]'), "-", "cite", "law", id="no source"
        ),
        pytest.param(
            (LICENCE, f'{LICENCE}\ncite = [{{ law = "L", url = "www", confidence = "county" }}]'), "-", "cite", "www", id="no address"
        ),
        pytest.param(('[[item]]\nlinkId = "G"\ntype = "group"', '[[item]]\nlinkId = "G"\ntype = "choice"'), "G", "type", "groups", id="no group"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_row_and_key(spoiled: Spoil, change: tuple[str, str], row: str, key: str, says: str) -> None:
    faults = spoiled(change)
    assert (row, key) in places(faults)
    assert any(says in fault.sentence for fault in faults if (fault.row, fault.key) == (row, key))


@pytest.mark.parametrize(
    ("tests", "row", "says"),
    [
        (['{ op = "eq", item = "A", code = "1" }', '{ op = "eq", item = "A", code = "2" }'], "b1", "last band"),
        (['{ op = "always" }', '{ op = "always" }'], "b0", "last band"),
        (['{ op = "eq", item = "Q", code = "1" }', '{ op = "always" }'], "b0", "no item Q"),
        (['{ op = "eq", item = "A", code = "5" }', '{ op = "always" }'], "b0", "no answer 5"),
        (['{ op = "eq", item = "A", code = "9" }', '{ op = "always" }'], "b0", "9"),
        (['{ op = "between", value = { op = "age" }, low = 9, high = 8 }', '{ op = "always" }'], "b0", "nothing"),
        (
            ['{ op = "in", item = "A", codes = ["1", "2"] }', '{ op = "eq", item = "A", code = "2" }', '{ op = "always" }'],
            "b1",
            "ever leads here",
        ),
        (
            [
                '{ op = "all", of = [{ op = "eq", item = "A", code = "0" }, { op = "eq", item = "B", code = "1" }] }',
                '{ op = "always" }',
            ],
            "b0",
            "ever leads here",
        ),
        (
            ['{ op = "in", item = "A", codes = ["0", "1"] }', '{ op = "eq", item = "A", code = "2" }', '{ op = "always" }'],
            "b2",
            "ever leads here",
        ),
        (
            [
                '{ op = "under", value = { op = "age" }, number = 18 }',
                '{ op = "under", value = { op = "age" }, number = 17 }',
                '{ op = "always" }',
            ],
            "b1",
            "ever leads here",
        ),
        (
            ['{ op = "over", value = { op = "sum", items = ["A", "B"] }, number = 4 }', '{ op = "always" }'],
            "b0",
            "ever leads here",
        ),
    ],
)
def test_tests_in_order_are_all_reached_and_the_last_always_holds(spoiled: Spoil, tests: list[str], row: str, says: str) -> None:
    faults = spoiled((SCORE, ""), (BANDS, bands(*tests)))
    assert any(fault.row == row and fault.key == "when" and says in fault.sentence for fault in faults)


def test_tests_on_points_and_counts_are_taken(sound: str) -> None:
    points = '{ op = "at_least", value = { op = "points", item = "A" }, number = 2 }'
    count = '{ op = "over", value = { op = "count", items = ["A", "B"], codes = ["1"] }, number = 0 }'
    text = sound.replace(SCORE, "").replace(BANDS, bands(points, count, '{ op = "always" }'))
    form = loading.parse(text.encode(), "small.toml")
    assert [band.id for band in score(form, {"A": "2"}).bands] == ["b0"]
    assert [band.id for band in score(form, {"A": "1"}).bands] == ["b1"]
    assert [band.id for band in score(form, {}).bands] == ["b0", "b1", "b2"]


def test_an_item_can_hang_on_another_being_answered_at_all(sound: str) -> None:
    text = sound.replace('operator = "!=", answer = "0"', 'operator = "exists"')
    form = loading.parse(text.encode(), "small.toml")
    assert shown_items(form, {"A": "0"}) == ("A", "B", "W")
    assert shown_items(form, {"A": "9"}) == ("A", "W")
    last = '[[item.item]]\nlinkId = "Z"\ntype = "text"\ntext.en = "Z"\nenableWhen = [{ question = "W", operator = "exists" }]\n\n'
    form = loading.parse(sound.replace("[[band]]", f"{last}[[band]]", 1).encode(), "small.toml")
    assert shown_items(form, {"W": "words"}) == ("A", "W", "Z")


def test_a_band_within_another_overlaps_and_makes_no_gap(spoiled: Spoil) -> None:
    inner = '[[band]]\nid = "inner"\ntitle.en = "I"\nlow = 1\nhigh = 1\n\n'
    faults = spoiled(("low = 0\nhigh = 1", "low = 0\nhigh = 3"), ('[[band]]\nid = "high"', f'{inner}[[band]]\nid = "high"'))
    assert places(faults) == [("inner", "low"), ("high", "low")]
    assert all("overlaps with low" in fault.sentence for fault in faults)


def test_bands_are_of_one_kind(spoiled: Spoil) -> None:
    faults = spoiled(("low = 2\nhigh = 4", 'when = { op = "always" }'))
    assert places(faults) == [("-", "band")]


def test_a_branch_that_can_never_be_taken_is_found_through_what_it_hangs_on(spoiled: Spoil) -> None:
    third = """
[[item.item]]
linkId = "C"
type = "choice"
text.en = "Third"
answerValueSet = "list"
enableWhen = [{ question = "A", operator = "=", answer = "0" }, { question = "B", operator = "=", answer = "1" }]

[[item.item]]
linkId = "W"
"""
    faults = spoiled(('\n[[item.item]]\nlinkId = "W"\n', third))
    assert places(faults) == [("C", "enableWhen")]
    assert "ever shows" in faults[0].sentence


def test_the_same_branch_with_any_can_be_taken(sound: str) -> None:
    third = """enableBehavior = "any"
enableWhen = [{ question = "A", operator = "=", answer = "0" }, { question = "B", operator = "=", answer = "1" }]
"""
    text = sound.replace(
        'linkId = "W"\ntype = "text"\ntext.en = "Words"\n', 'linkId = "W"\ntype = "text"\ntext.en = "Words"\n' + third
    )
    assert loading.parse(text.encode(), "small.toml").items["W"].shown_when


def test_a_form_with_too_many_ways_to_answer_is_read_in_good_time(sound: str) -> None:
    many = [f"N{n}" for n in range(14)]
    items = "".join(
        f'[[item.item]]\nlinkId = "{name}"\ntype = "choice"\ntext.en = "N"\nanswerValueSet = "list"\n' for name in many
    )
    hidden = [*((name, "!=", "0") for name in many), ("A", "=", "0"), ("B", "=", "1")]
    conditions = ", ".join(f'{{ question = "{q}", operator = "{op}", answer = "{code}" }}' for q, op, code in hidden)
    last = f'[[item.item]]\nlinkId = "Z"\ntype = "text"\ntext.en = "Z"\nenableWhen = [{conditions}]\n'
    tests = [f'{{ op = "eq", item = "{name}", code = "2" }}' for name in many]
    text = sound.replace(SCORE, "").replace(
        BANDS, items + last + bands(f'{{ op = "any", of = [{", ".join(tests)}] }}', '{ op = "always" }')
    )
    form = loading.parse(text.encode(), "many.toml")
    assert not form.by_one
    assert [band.id for band in score(form, {"N3": "2"}).bands] == ["b0"]
    assert [band.id for band in score(form, {}).bands] == ["b0", "b1"]


def test_all_faults_come_in_one_pass(spoiled: Spoil) -> None:
    faults = spoiled(
        ('id = "small"', 'id = "small"\ncolor = "red"'),
        ('question = "A"', 'question = "Q"'),
        ("low = 2", "low = 3"),
        ('type = "text"\ntext.en = "Words"', 'type = "text"\ntext.en = 3\nhue = 4\nrequired = "yes"'),
        ('{ code = "1"', '{ code = "0"'),
    )
    assert set(places(faults)) == {
        ("-", "color"),
        ("B", "enableWhen[0].question"),
        ("high", "low"),
        ("W", "text.en"),
        ("W", "hue"),
        ("W", "required"),
        ("W", "text"),
        ("list", "answerOption"),
    }


def test_a_reference_to_an_item_that_cannot_be_read_is_no_second_fault(spoiled: Spoil) -> None:
    faults = spoiled(('linkId = "A"\ntype = "choice"', 'linkId = "A"\ntype = "colour"'))
    assert places(faults) == [("A", "type")]


@pytest.mark.parametrize("content", [b"id = ", b"\xff\xfe", b'item = "x"', b"item = [1]"])
def test_what_is_no_form_at_all_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(InstrumentRefused) as refused:
        loading.parse(content, "odd.toml")
    assert refused.value.faults
    assert str(refused.value.faults[0]).startswith("odd.toml: ")


def test_a_file_that_is_not_there_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InstrumentRefused) as refused:
        loading.read(tmp_path / "gone.toml")
    assert "cannot be read" in refused.value.sentence


def test_a_form_without_texts_is_taken_where_the_licence_allows_none(sound: str) -> None:
    text = sound.replace(LICENCE, 'licence = "restricted"')
    for words in ("Group", "First", "Second", "Words"):
        text = text.replace(f'text.en = "{words}"\n', "")
    for words in ("No", "Some", "Yes", "Declined"):
        text = text.replace(f', display.en = "{words}"', "")
    form = loading.parse(text.encode(), "bare.toml")
    assert all(item.text is None for item in form.items.values())


def test_a_draft_of_unknown_licence_is_read_and_never_offered(sound: str) -> None:
    from datetime import date

    text = sound.replace(LICENCE, 'licence = "unknown"').replace('status = "active"', 'status = "draft"')
    draft = loading.parse(text.encode(), "draft.toml")
    assert not draft.offered(date(2026, 6, 1), 15)
    assert loading.parse(sound.encode(), "small.toml").offered(date(2026, 6, 1), 15)
    assert not loading.parse(sound.encode(), "small.toml").offered(date(2025, 12, 31), 15)


@given(st.sampled_from(sorted(loading.shipped())), st.data())
@settings(max_examples=150)
def test_no_way_to_mar_a_file_brings_anything_but_a_form_or_a_refusal(name: str, data: st.DataObject) -> None:
    lines = loading.shipped()[name].content.decode().splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    other = data.draw(st.integers(0, len(lines) - 1))
    how = data.draw(st.sampled_from(["drop", "double", "swap", "digit", "letter"]))
    if how == "drop":
        lines[at] = ""
    elif how == "double":
        lines[at] *= 2
    elif how == "swap":
        lines[at], lines[other] = lines[other], lines[at]
    else:
        lines[at] = re.sub(
            r"\d" if how == "digit" else r"[a-z]", data.draw(st.sampled_from(["7", "q", '"', "["])), lines[at], count=1
        )
    assert _usable("".join(lines).encode()) or _faults("".join(lines).encode())


def _usable(content: bytes) -> bool:
    try:
        return bool(score(loading.parse(content, "marred.toml"), {}).instrument)
    except InstrumentRefused:
        return False


def _faults(content: bytes) -> tuple[Fault, ...]:
    with pytest.raises(InstrumentRefused) as refused:
        loading.parse(content, "marred.toml")
    return refused.value.faults


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (('items = ["A", "B"]', 'items = ["A", "B2"]'), "small.toml: -: score.value: There is no item B2. Is B meant?"),
        (
            (
                'operator = "!=", answer = "0" }]',
                'operator = "=", answer = "0" }, { question = "A", operator = "=", answer = "1" }]',
            ),
            "small.toml: B: enableWhen: No way to answer the items before ever shows this one; look at what it asks of A.",
        ),
        (
            ("low = 2\nhigh = 4", "low = 3\nhigh = 4"),
            "small.toml: high: low: Nothing stands between 1 and 3: a gap. Let it begin at 2, or low end at 2.",
        ),
    ],
)
def test_a_missing_item_an_unreachable_branch_and_a_gap_say_what_to_do(
    spoiled: Spoil, change: tuple[str, str], fault: str
) -> None:
    assert fault in [str(each) for each in spoiled(change)]
