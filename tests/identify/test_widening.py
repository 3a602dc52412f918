"""What makes an unknown safe: taking an answer away never narrows the score and never removes a band that was possible."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.identify import loading
from fieldapp.identify.flow import State, told
from fieldapp.identify.instrument import Instrument
from fieldapp.identify.model import Result
from fieldapp.identify.scoring import score
from fieldapp.identify.standing import Stand

FORMS = loading.shipped()


@st.composite
def filled(draw: st.DrawFn, form: Instrument) -> tuple[dict[str, str], int | None]:
    """Answers that the form takes, any of them left out."""
    answers: dict[str, str] = {}
    for name, item in form.items.items():
        if item.of_words or not Stand(form, answers).shown(name):
            continue
        code = draw(st.sampled_from(["", *(option.code for option in item.options)]))
        if code:
            answers[name] = code
    return answers, draw(st.sampled_from([None, 10, 14, 17, 18, 20]))


def _wider(form: Instrument, answers: dict[str, str], name: str, code: str) -> Mapping[str, str]:
    changed = {item: given for item, given in answers.items() if item != name} | ({code and name: code} if code else {})
    return told(State(form, changed))


def _holds(narrow: Result, wide: Result) -> None:
    assert {band.id for band in narrow.bands} <= {band.id for band in wide.bands}
    if narrow.low is not None and narrow.high is not None:
        assert wide.low is not None
        assert wide.high is not None
        assert wide.low <= narrow.low
        assert narrow.high <= wide.high


@settings(max_examples=150)
@given(st.data(), st.sampled_from(sorted(FORMS)))
def test_widening_an_answer_never_narrows_anything(data: st.DataObject, name: str) -> None:
    form = FORMS[name]
    answers, age = data.draw(filled(form))
    before = score(form, answers, age)
    if answers:
        item = data.draw(st.sampled_from(sorted(answers)))
        unknown = [each.code for each in form.items[item].options if each.means not in {None, "does_not_apply"}]
        _holds(before, score(form, _wider(form, answers, item, data.draw(st.sampled_from(["", *unknown]))), age))
    _holds(before, score(form, answers, None))


@settings(max_examples=150)
@given(st.data())
def test_the_score_of_any_completion_lies_in_the_interval(data: st.DataObject) -> None:
    form = FORMS["training-scored"]
    answers, age = data.draw(filled(form))
    part = score(form, answers, age)
    known = {item: code for item, code in answers.items() if form.items[item].reason(code) in {None, "does_not_apply"}}
    for name, item in form.items.items():
        if name not in known and Stand(form, known).shown(name):
            known[name] = data.draw(st.sampled_from([*item.codes, *(["na"] if item.may_not_apply else [])]))
    whole = score(form, known, age)
    assert whole.low == whole.high
    assert whole.band is not None
    assert not whole.unknown
    _holds(whole, part)
    worth = sum(form.items[name].worth(code) for name, code in known.items())
    assert whole.low == worth
