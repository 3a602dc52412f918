"""Ratings from evidence: sources side by side, a silence that lowers nothing, and a difference that is shown, never averaged."""

from __future__ import annotations

from datetime import date

import pytest

from fieldapp.errors import BadInput
from fieldapp.identify import rating
from fieldapp.identify.instrument import Instrument
from fieldapp.identify.model import Evidence, Rating, SourceKind
from fieldapp.identify.scoring import score
from fieldapp.ledger.entry import canonical

TODAY = date(2026, 11, 22)


def said(source: SourceKind, code: str, day: str = "2026-11-19") -> Evidence:
    return Evidence(source=source, code=code, as_of=day, basis="a short basis")


def test_sources_that_differ_stay_apart(training: Instrument) -> None:
    sources = (said("youth_said", "0"), said("record", "2", "2026-11-12"), said("collateral", "2"))
    found = rating.combine(training.items["T4"], sources)
    assert found.state == "differ"
    assert found.code == ""
    assert [(code, [each.source for each in told]) for code, told in found.said] == [
        ("0", ["youth_said"]),
        ("2", ["record", "collateral"]),
    ]
    made = rating.proposed(training.items["T4"], sources)
    assert (made.code, made.reason, made.sources) == ("", "sources_differ", sources)
    result = score(training, rating.answers([made]), 15, rating.reasons([made]))
    assert ("T4", "sources_differ") in [(each.item, each.reason) for each in result.unknown]
    assert result.low == 0


def test_a_silence_lowers_no_rating_that_rests_on_something_else(training: Instrument) -> None:
    sources = (said("youth_said", "9"), said("record", "3"))
    found = rating.combine(training.items["T4"], sources)
    assert (found.state, found.code, found.silent) == ("agreed", "3", sources[:1])
    assert rating.proposed(training.items["T4"], sources).code == "3"


def test_silence_alone_keeps_its_reason(training: Instrument) -> None:
    item = training.items["T4"]
    assert rating.proposed(item, [said("youth_said", "9")]).code == "9"
    assert rating.proposed(item, [said("youth_said", "9"), said("caregiver", "8")]).reason == "not_asked"
    assert rating.proposed(item, []).reason == "not_asked"
    assert rating.combine(item, []).state == "nothing"


def test_does_not_apply_is_an_answer(training: Instrument) -> None:
    item = training.items["T12"]
    assert rating.combine(item, [said("record", "na"), said("youth_said", "1")]).state == "differ"
    assert rating.proposed(item, [said("record", "na")]).code == "na"
    result = score(training, {"T12": "na"}, 15)
    assert "T12" in result.not_applicable
    assert "T12" not in {each.item for each in result.unknown}


def test_a_rating_against_differing_sources_says_why(training: Instrument) -> None:
    sources = (said("youth_said", "0"), said("record", "2"))
    kept = Rating(item="T4", code="2", sources=sources, basis="The school saw the car four days in a row.")
    rating.check(training, kept, TODAY)
    with pytest.raises(BadInput, match="differ"):
        rating.check(training, Rating(item="T4", code="2", sources=sources), TODAY)


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (Rating(item="Q", code="1"), "no item"),
        (Rating(item="T4", code="5"), "no answer"),
        (Rating(item="T4", code="1", sources=(said("record", "5"),)), "no answer"),
        (Rating(item="T4"), "not rated"),
        (Rating(item="T4", code="1", sources=(said("record", "1", "lately"),)), "no date"),
        (Rating(item="T4", code="1", sources=(said("record", "1", "2026-11-23"),)), "future"),
    ],
)
def test_a_rating_that_cannot_be_kept_is_refused_with_a_sentence(training: Instrument, bad: Rating, says: str) -> None:
    with pytest.raises(BadInput, match=says) as refused:
        rating.check(training, bad, TODAY)
    assert refused.value.field == bad.item
    assert refused.value.action


def test_ratings_and_results_can_be_written_down_as_they_are(training: Instrument) -> None:
    made = Rating(item="T4", code="2", sources=(said("record", "2"),))
    result = score(training, rating.answers([made]), 15)
    assert b'"T4"' in canonical(made)
    assert b'"low"' in canonical(result)
