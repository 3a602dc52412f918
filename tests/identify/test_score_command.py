"""`fieldapp score`: what it prints, and the sentence and exit code 2 for what it cannot take."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from fieldapp.identify.commands import score, why


def run(tmp_path: Path, form: str, answers: object, *flags: str) -> tuple[int, str, str]:
    sheet = tmp_path / "answers.json"
    sheet.write_text(answers if isinstance(answers, str) else json.dumps(answers), encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    return score([form, "--answers", str(sheet), *flags], out, err), out.getvalue(), err.getvalue()


def test_a_settled_band(tmp_path: Path) -> None:
    answers = {"R15.1": 1, "R15.A": "9", "R15.B": "2", "R15.C": "0", "R16.1": "0", "R16.2": None, "age": 15}
    code, out, err = run(tmp_path, "hmis-r15-r16", answers, "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert told["band"] == "reasonable_belief"
    assert "bands" not in told
    assert (told["low"], told["high"]) == (None, None)
    assert told["unknown"] == [{"item": "R15.A", "reason": "declined"}, {"item": "R16.2", "reason": "not_asked"}]
    assert told["trace"][0]["rule"] == "reasonable_belief"
    assert told["trace"][0]["holds"] is True
    assert told["trace"][0]["because"] == [{"item": "age", "code": "15"}, {"item": "R15.1", "code": "1"}]


def test_bands_that_could_be(tmp_path: Path) -> None:
    code, out, _err = run(
        tmp_path, "training-scored", {"T1": "0", "T3": "2", "T4": "3", "T5": "2", "T7": "3", "T12": "9"}, "--json"
    )
    told = json.loads(out)
    assert code == 0
    assert told["bands"] == ["some", "clear"]
    assert "band" not in told
    assert (told["low"], told["high"]) == (18, 36)
    points = {each["item"]: each for each in told["trace"][0]["because"]}
    assert points["T7"] == {"item": "T7", "code": "3", "low": 6, "high": 6}
    assert points["T12"] == {"item": "T12", "code": None, "reason": "declined", "low": 0, "high": 3}
    assert points["T2"] == {"item": "T2", "code": None, "reason": "does_not_apply"}


def test_prompts_have_no_result(tmp_path: Path) -> None:
    code, out, _err = run(tmp_path, "federal-indicators", {"IND-1": "1"}, "--json")
    told = json.loads(out)
    assert (code, told["band"], told["low"], told["high"], told["trace"]) == (0, None, None, None, [])
    assert "prompts" in run(tmp_path, "federal-indicators", {})[1]


def test_for_a_reader(tmp_path: Path) -> None:
    _code, settled, _err = run(tmp_path, "training-scored", {"T1": "0", "T4": "3", "T7": "3", "age": 15})
    assert "Could be Some or Clear" in settled
    assert "7 items not yet known" in settled
    assert "Score: 12–39" in settled
    assert "no finding about anybody" in settled
    _code, none, _err = run(tmp_path, "hmis-r15-r16", {"R15.1": "0", "R16.1": "0", "R16.2": "0", "age": 15})
    assert "Result: No disclosure" in none
    assert "This does not clear the youth" in none
    assert "Score" not in none


def test_a_form_by_its_path_and_its_proposed_sum(tmp_path: Path, sound: str) -> None:
    text = sound.replace('items = ["A", "B"] }', 'items = ["A", "B"] }\nproposed = true').replace(
        'licence = "own"', 'licence = "unknown"'
    )
    path = tmp_path / "draft.toml"
    path.write_text(text.replace('status = "active"', 'status = "draft"'), encoding="utf-8")
    code, out, _err = run(tmp_path, str(path), {"A": "0", "W": "words"})
    assert code == 0
    assert "Score: 0 (proposed, not in the form)" in out
    assert json.loads(run(tmp_path, str(path), {"A": "0"}, "--json")[1])["proposed"] is True


@pytest.mark.parametrize(
    ("form", "answers", "says"),
    [
        ("hmis-r15-r16", {"R15.1": "7"}, "R15.1: 7 is no answer"),
        ("hmis-r15-r16", {"R15.1": "0", "R15.C": "1"}, "R15.C is not shown"),
        ("hmis-r15-r16", {"Q": "1"}, "Q is no item"),
        ("hmis-r15-r16", {"R15.1": True}, "true is no code"),
        ("hmis-r15-r16", {"R15.1": 1.0}, "1.0 is no code"),
        ("hmis-r15-r16", {"R15.1": ["1"]}, "no code"),
        ("hmis-r15-r16", {"R15.1": ""}, "no code"),
        ("hmis-r15-r16", {"age": "15"}, "no age"),
        ("hmis-r15-r16", {"age": True}, "no age"),
        ("hmis-r15-r16", {"age": -1}, "no age"),
        ("hmis-r15-r16", {"age": 151}, "no age"),
        ("hmis-r15-r16", [], "holds no answers"),
        ("hmis-r15-r16", "{", "no JSON"),
        ("hmis-r15-r16", '{"R15.1": "0", "R15.1": "1"}', "R15.1 is answered twice"),
        ("training-scored", {"age": 9}, "not made for"),
        ("training-scored", {"T1": "0", "T2": "1"}, "T2 is not shown"),
        ("no-such-form", {}, "no form no-such-form"),
    ],
)
def test_what_cannot_be_taken_is_a_sentence_and_exit_2(tmp_path: Path, form: str, answers: object, says: str) -> None:
    code, out, err = run(tmp_path, form, answers)
    assert (code, out) == (2, "")
    assert says in err


def test_wrong_use_and_files_that_cannot_be_read(tmp_path: Path) -> None:
    out, err = io.StringIO(), io.StringIO()
    assert score(["hmis-r15-r16"], out, err) == 2
    assert score(["hmis-r15-r16", "--answers", str(tmp_path / "gone.json")], out, err) == 2
    assert "gone.json cannot be read" in err.getvalue()
    assert out.getvalue() == ""


def test_a_refused_form_is_named_with_its_faults(tmp_path: Path, sound: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(sound.replace("low = 2", "low = 3"), encoding="utf-8")
    code, _out, err = run(tmp_path, str(path), {})
    assert code == 2
    assert "bad.toml: high: low: " in err


@pytest.mark.parametrize(
    ("low", "high", "says"), [("min = 12", "", "from 12"), ("", "max = 17", "up to 17"), ("min = 12", "max = 17", "12 to 17")]
)
def test_the_ages_that_a_form_is_for_are_said(tmp_path: Path, sound: str, low: str, high: str, says: str) -> None:
    path = tmp_path / "aged.toml"
    ages = ", ".join(part for part in (low, high) if part)
    path.write_text(sound.replace('licence = "own"', f'licence = "own"\nage = {{ {ages} }}'), encoding="utf-8")
    code, _out, err = run(tmp_path, str(path), {"age": 11 if low else 18})
    assert code == 2
    assert says in err


def test_every_reason_has_its_words() -> None:
    reasons = ("not_asked", "declined", "doesnt_know", "not_collected", "does_not_apply", "sources_differ")
    assert len({why(reason) for reason in reasons}) == 6
