"""The forms that come with the app: complete, sourced, in the house's words, and offered only where they fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from fieldapp.identify.instrument import Instrument
from fieldapp.identify.model import Text
from fieldapp.identify.scoring import score
from fieldapp.policy import layers

BANNED = re.compile(r"\b(runaway|awol|abscond\w*|prostitute\w*|suspects?)\b", re.IGNORECASE)
INDICATORS = [
    "Living with employer",
    "Poor living conditions",
    "Multiple people in cramped space",
    "Inability to speak to individual alone",
    "Answers appear to be scripted and rehearsed",
    "Employer is holding identity documents",
    "Signs of physical abuse",
    "Submissive or fearful",
    "Unpaid or paid very little",
    "Under 18 and in prostitution",
]
QUESTIONS = [
    "Can you leave your job if you want to?",
    "Can you come and go as you please?",
    "Have you been hurt or threatened if you tried to leave?",
    "Has your family been threatened?",
    "Do you live with your employer?",
    "Where do you sleep and eat?",
    "Are you in debt to your employer?",
    "Do you have your passport/identification? Who has it?",
]


def _ours(form: Instrument) -> Iterator[Text | None]:
    """The texts that we wrote ourselves."""
    head = form.head
    yield from (head.title, head.validity.text, head.guidance)
    yield from (head.counsel,) if head.counsel else ()
    for band in form.bands:
        yield from (band.title, band.says)
    if head.licence == "own":
        for item in form.items.values():
            yield item.text
            yield from (option.display for option in item.options)
            yield from (item.means_yes,) if item.means_yes else ()


def test_four_forms_ship(forms: Mapping[str, Instrument]) -> None:
    assert set(forms) == {"hmis-r15-r16", "federal-indicators", "definition-test", "training-scored"}


def test_our_own_texts_stand_in_both_languages(forms: Mapping[str, Instrument]) -> None:
    for form in forms.values():
        assert all(text and text.en.strip() and text.es.strip() for text in _ours(form)), form.id


def test_a_text_is_said_in_the_language_asked_for_if_it_is_there(training: Instrument, hmis: Instrument) -> None:
    title = training.head.title
    assert (title.said("es"), title.said("en")) == ("Formulario de práctica A (ficticio)", "Training form A (fictional)")
    item = hmis.items["R15.B"].text
    assert item is not None
    assert item.said("es") == "How many times"


def test_federal_texts_stay_as_they_are(forms: Mapping[str, Instrument]) -> None:
    for name in ("hmis-r15-r16", "federal-indicators"):
        assert forms[name].head.spanish == "none"
        assert all(item.text and not item.text.es for item in forms[name].items.values())


def test_no_form_uses_a_banned_word_or_an_internal_one(forms: Mapping[str, Instrument]) -> None:
    for form in forms.values():
        assert not BANNED.findall(form.content.decode())


def test_every_action_is_a_rule_that_ships(forms: Mapping[str, Instrument]) -> None:
    known = {name for placed in layers.shipped().rows for name in (placed.row.id, *placed.row.also)}
    for form in forms.values():
        for band in form.bands:
            assert set(band.actions) <= known, (form.id, band.id)


def test_the_federal_indicators_are_the_state_departments_lists_without_a_score(forms: Mapping[str, Instrument]) -> None:
    form = forms["federal-indicators"]
    texts = [item.text.en for item in form.items.values() if item.text]
    assert texts == INDICATORS + QUESTIONS
    found = score(form, {"IND-1": "1", "ASK-6": "with an aunt"}, 15)
    assert (found.bands, found.low, found.high) == ((), None, None)
    assert "IND-1" not in {each.item for each in found.unknown}
    assert "ASK-6" not in {each.item for each in found.unknown}
    assert not any("nevada" in str(cite.law).lower() for cite in form.head.cite)


def test_the_definition_test_has_its_seven_questions_with_their_definitions(forms: Mapping[str, Instrument]) -> None:
    form = forms["definition-test"]
    cited = {name: [cite.id for cite in item.cite] for name, item in form.items.items()}
    assert cited == {
        "TEST-D1": ["DEF-3"],
        "TEST-D2": ["DEF-3"],
        "TEST-D3": ["DEF-1", "DEF-2"],
        "TEST-D4": ["DEF-1", "DEF-2"],
        "TEST-D5": ["DEF-4"],
        "TEST-D6": ["DEF-3"],
        "TEST-D7": [],
    }
    assert form.items["TEST-D7"].required


@pytest.mark.parametrize(
    ("answers", "bands"),
    [
        ({"TEST-D1": "1", "TEST-D3": "1", "TEST-D7": "disclosure"}, ["child_basis"]),
        ({"TEST-D1": "1", "TEST-D2": "0", "TEST-D3": "0", "TEST-D4": "0", "TEST-D5": "1"}, ["presumed"]),
        ({"TEST-D1": "0", "TEST-D6": "1"}, ["adult_basis"]),
        ({"TEST-D1": "0", "TEST-D6": "0"}, ["no_basis"]),
        ({"TEST-D1": "0", "TEST-D6": "8"}, ["adult_basis", "no_basis"]),
        ({}, ["child_basis", "presumed", "adult_basis", "no_basis"]),
    ],
)
def test_the_definition_test_follows_the_law(forms: Mapping[str, Instrument], answers: dict[str, str], bands: list[str]) -> None:
    assert [band.id for band in score(forms["definition-test"], answers).bands] == bands


def test_the_training_form_says_that_it_is_made_up(training: Instrument) -> None:
    assert "fictional" in training.head.title.en.lower()
    assert training.head.fictional
    assert 8 <= len(training.items) <= 12


def test_forms_are_offered_by_day_and_age(forms: Mapping[str, Instrument]) -> None:
    hmis, training = forms["hmis-r15-r16"], forms["training-scored"]
    assert not hmis.offered(date(2025, 9, 30), 15)
    assert hmis.offered(date(2025, 10, 1), 15)
    assert training.offered(date(2026, 11, 21), None)
    assert not training.offered(date(2026, 11, 21), 21)
