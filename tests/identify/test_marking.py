"""What a rater's hand does to a draft: answers, reasons, sources beside each other; nothing is averaged, nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.identify import loading, marking
from fieldapp.identify.instrument import Instrument
from fieldapp.identify.model import Evidence, Rating
from fieldapp.identify.queries import Kept
from fieldapp.identify.rating import answers

DAY = "2026-11-20"
EMPTY = Kept(id="d", youth="y", instrument="training-scored", began_at=0, contact_on=DAY)
CODES = ("0", "1", "2", "3", "8", "9", "99")


def told(source: str, code: str) -> Evidence:
    return Evidence(source=source, code=code, as_of=DAY)  # type: ignore[arg-type]


def test_the_first_source_rates_and_a_second_that_differs_does_not(training: Instrument) -> None:
    item = training.items["T1"]
    kept = marking.sourced(EMPTY, item, told("youth_said", "0"))
    assert answers(kept.ratings) == {"T1": "0"}
    kept = marking.sourced(kept, item, told("caregiver", "2"))
    rating = marking.rated(kept, "T1")
    assert (rating.code, [each.code for each in rating.sources]) == ("0", ["0", "2"])
    assert marking.differ(item, rating)
    assert marking.rated(marking.followed(kept, "T1", 1), "T1").code == "2"


def test_a_source_that_knows_takes_the_place_of_unknown(training: Instrument) -> None:
    item = training.items["T1"]
    kept = marking.unanswered(EMPTY, item, "doesnt_know")
    assert marking.rated(kept, "T1").code == "8"
    assert marking.rated(marking.sourced(kept, item, told("record", "3")), "T1").code == "3"
    silent = marking.sourced(kept, item, told("youth_said", "9"))
    assert marking.why_unknown(item, marking.rated(silent, "T1")) == "declined"


def test_two_sources_that_differ_before_anybody_rated_leave_it_open(training: Instrument) -> None:
    item = training.items["T1"]
    kept = marking.sourced(EMPTY, item, told("youth_said", "9"))
    kept = marking.sourced(kept, item, told("record", "1"))
    assert marking.rated(kept, "T1").code == "1", "declining lowers nothing that rests on something else"


def test_reasons_by_the_forms_own_code_or_in_words(forms: Mapping[str, Instrument]) -> None:
    seen = forms["federal-indicators"].items["IND-1"]
    assert marking.rated(marking.unanswered(EMPTY, seen, "not_asked"), "IND-1").code == "99"
    rating = marking.rated(marking.unanswered(EMPTY, seen, "declined"), "IND-1")
    assert (rating.code, rating.reason) == ("", "declined")
    assert marking.why_unknown(seen, rating) == "declined"


def test_what_is_asked_the_youth_said_unless_something_was_written_down(hmis: Instrument) -> None:
    item = hmis.items["R15.1"]
    kept = marking.asked(marking.answered(EMPTY, "R15.1", "1"), item)
    (source,) = marking.rated(kept, "R15.1").sources
    assert (source.source, source.code, source.as_of) == ("youth_said", "1", DAY)
    again = marking.asked(marking.answered(kept, "R15.1", "0"), item)
    assert [each.code for each in marking.rated(again, "R15.1").sources] == ["0"]
    with_words = marking.sourced(kept, item, Evidence(source="youth_said", code="1", as_of=DAY, basis="in the car"), 0)
    later = marking.asked(marking.answered(with_words, "R15.1", "0"), item)
    assert [each.code for each in marking.rated(later, "R15.1").sources] == ["1"], "what was said then stays"
    assert marking.rated(marking.asked(marking.taken_back(again, "R15.1"), item), "R15.1").sources == ()


def test_keys_are_the_forms_own_digits_or_the_place(forms: Mapping[str, Instrument]) -> None:
    assert marking.keys(forms["training-scored"].items["T1"]) == (("0", "0"), ("1", "1"), ("2", "2"), ("3", "3"))
    assert dict(marking.keys(forms["definition-test"].items["TEST-D7"]))["5"] == "screening_tool"
    assert marking.keys(forms["federal-indicators"].items["ASK-6"]) == ()


def test_a_rating_with_nothing_in_it_is_gone(training: Instrument) -> None:
    item = training.items["T1"]
    kept = marking.sourced(EMPTY, item, told("record", "1"))
    kept = marking.explained(marking.taken_back(kept, "T1"), "T1", "why")
    assert marking.rated(kept, "T1").sources
    kept = marking.explained(marking.unsourced(kept, item, 0), "T1", "")
    assert kept.ratings == ()
    assert kept.at == "T1"


def test_notes_keep_their_time() -> None:
    kept = marking.noted(marking.noted(EMPTY, "one", 5), "two", 9)
    kept = marking.note_changed(kept, 0, "one, put right")
    assert [(each.at, each.words) for each in kept.notes] == [(5, "one, put right"), (9, "two")]
    assert [each.words for each in marking.note_changed(kept, 0, "").notes] == ["two"]


@given(st.lists(st.tuples(st.sampled_from(["youth_said", "record", "caregiver"]), st.sampled_from(CODES)), max_size=5))
def test_no_way_to_put_sources_beside_each_other_makes_a_code_that_none_of_them_has(said: list[tuple[str, str]]) -> None:
    item = loading.shipped()["training-scored"].items["T1"]
    kept = EMPTY
    for source, code in said:
        kept = marking.sourced(kept, item, told(source, code))
    rating = marking.rated(kept, "T1")
    assert len(rating.sources) == len(said)
    assert rating.code in {"", *(code for _source, code in said)}
    assert rating != Rating(item="T1") or not said
