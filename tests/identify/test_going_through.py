"""Going through a form in any order: what is shown, what comes next, what is left, what would settle it."""

from __future__ import annotations

from fieldapp.identify import flow
from fieldapp.identify.flow import Reply
from fieldapp.identify.instrument import Instrument


def test_the_way_follows_the_answers(hmis: Instrument) -> None:
    state = flow.begin(hmis, 15)
    assert state.at == "R15.1"
    assert flow.take(state, Reply("R15.1", "0")).at == "R16.1"
    state = flow.take(state, Reply("R15.1", "1"))
    assert state.at == "R15.A"
    assert flow.shown_items(hmis, state.answers) == ("R15.1", "R15.A", "R15.B", "R15.C", "R16.1", "R16.2")
    state = flow.take(state, Reply("R15.C", "1"))
    assert state.at == "R15.D"
    state = flow.take(state, Reply("R16.2", "0"))
    assert state.at == "R16.2"
    assert flow.next_item(state) is None
    assert flow.next_open(state) == "R15.A"


def test_an_answer_to_a_hidden_item_comes_back_as_it_was(hmis: Instrument) -> None:
    state = flow.take(flow.take(flow.begin(hmis), Reply("R15.1", "1")), Reply("R15.C", "1"))
    hidden = flow.take(state, Reply("R15.1", "0"))
    assert flow.told(hidden) == {"R15.1": "0"}
    assert flow.result(hidden).bands
    again = flow.take(hidden, Reply("R15.1", "1"))
    assert flow.told(again) == {"R15.1": "1", "R15.C": "1"}


def test_an_answer_can_be_taken_back_and_a_reason_stands_in_its_place(training: Instrument) -> None:
    state = flow.take(flow.begin(training), Reply("T1", "2"))
    state = flow.take(state, Reply("T1", reason="not_asked"))
    assert "T1" not in state.answers
    assert ("T1", "not_asked") in [(each.item, each.reason) for each in flow.result(state).unknown]
    state = flow.take(state, Reply("T1"))
    assert not state.reasons


def test_sections_say_what_is_known_and_whether_they_were_opened(training: Instrument) -> None:
    state = flow.begin(training, 15)
    assert [(each.section, each.shown, each.known, each.opened) for each in flow.progress(state)] == [
        ("home", 1, 0, False),
        ("away", 2, 0, False),
        ("money", 3, 0, False),
        ("people", 2, 0, False),
        ("school", 2, 0, False),
    ]
    for item, code in (("T1", "1"), ("T2", "0"), ("T3", "9"), ("T11", "na"), ("T12", "0")):
        state = flow.take(state, Reply(item, code))
    home, away, *_rest, school = flow.progress(state)
    assert (home.shown, home.known, home.complete) == (2, 2, True)
    assert (away.shown, away.known, away.opened, away.complete) == (2, 0, True, False)
    assert (school.known, school.complete) == (2, True)


def test_what_is_required_and_not_there_is_named(forms: dict[str, Instrument]) -> None:
    state = flow.begin(forms["definition-test"])
    state = flow.take(flow.take(state, Reply("TEST-D1", "1")), Reply("TEST-D2", "1"))
    assert flow.missing(state) == ("TEST-D7",)
    assert flow.missing(flow.take(state, Reply("TEST-D7", "document"))) == ()


def test_what_would_settle_the_result_is_told_from_what_cannot(training: Instrument) -> None:
    state = flow.begin(training, 15)
    for item, code in (("T1", "0"), ("T3", "3"), ("T4", "0"), ("T5", "0"), ("T6", "3"), ("T8", "2")):
        state = flow.take(state, Reply(item, code))
    for item in ("T9", "T11", "T12"):
        state = flow.take(state, Reply(item, "0"))
    assert [band.id for band in flow.result(state).bands] == ["little", "some"]
    assert flow.telling(state) == ("T7",)
    state = flow.take(state, Reply("T7", "0"))
    assert [band.id for band in flow.result(state).bands] == ["little"]
    assert flow.telling(state) == ()


def test_the_end_of_an_empty_road(small: Instrument) -> None:
    state = flow.begin(small)
    for item, code in (("A", "0"), ("W", "some words")):
        state = flow.take(state, Reply(item, code))
    assert flow.next_open(state) is None
    assert state.at == "W"
    assert all(each.complete for each in flow.progress(state))
    assert flow.next_item(flow.State(small)) == "A"
