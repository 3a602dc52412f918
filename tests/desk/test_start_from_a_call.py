"""Start from a call: its time and who knew earlier, what the caller said, late or missing, and nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda import queries as required
from fieldapp.desk import calling, overview
from fieldapp.desk.calling import CallDraft
from fieldapp.desk.desk import Desk
from fieldapp.errors import BadInput
from fieldapp.locate import acts as locate
from fieldapp.locate import queries as episodes
from fieldapp.locate.model import Call, Checklist, Happened, LastSeen, Waiting
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Placement


def _typed(hand: Any, **call: Any) -> CallDraft:
    made = Call(**{"came_at": hand.now, "taken_at": hand.now, "youth_name": "Mika", **call})
    return CallDraft(opened_at=hand.now, call=made, happened=Happened(agency_learned=made.came_at))


def _rules(desk: Desk, episode: str) -> set[str]:
    lines = desk.ask(required.lines, desk.ask(episodes.group, episode))
    return {rule.rule for line in lines for rule in line.rules if rule.applies == "yes"}


def _count(desk: Desk) -> int:
    return int(desk.book.connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one())


# -- the clock


def test_who_knew_earlier_moves_the_clock_and_both_times_and_the_explanation_are_kept(desk: Desk, hand: Any) -> None:
    earlier = hand.now - 50 * clock.MINUTE
    typed = _typed(hand, came_at=earlier, knew_earlier="hotline, L. Mock", knew_how="call at 21:44")
    youth, made = desk.do(calling.start, typed, waits=False).result
    found = desk.ask(episodes.episode, youth, made)
    assert found is not None
    assert found.happened.agency_learned == earlier
    assert found.happened.learned_how == "hotline, L. Mock, call at 21:44"
    assert found.call is not None
    assert (found.call.came_at, found.call.taken_at) == (earlier, hand.now)


@pytest.mark.parametrize(
    ("call", "field"),
    [
        ({"youth_name": "  "}, "youth_name"),
        ({"came_at": 60 * clock.MINUTE}, "came_at"),
        ({"came_at": 0, "taken_at": -10 * clock.MINUTE}, "came_at"),
        ({"came_at": -10 * clock.MINUTE}, "knew_earlier"),
        ({"came_at": -17 * 366 * clock.DAY, "age": 15, "knew_earlier": "hotline"}, "came_at"),
        ({"came_at": -30 * 366 * clock.DAY, "knew_earlier": "hotline"}, "came_at"),
        ({"age": 153}, "age"),
        ({"age": -1}, "age"),
    ],
)
def test_a_call_that_cannot_be_is_refused_with_what_to_do_and_nothing_is_written(
    desk: Desk, hand: Any, call: dict[str, Any], field: str
) -> None:
    shifted = {key: hand.now + value if key.endswith("_at") else value for key, value in call.items()}
    typed = _typed(hand, **shifted)
    desk.do(calling.keep_draft, typed)
    before = _count(desk)
    with pytest.raises(BadInput) as refused:
        desk.do(calling.start, typed, waits=False)
    assert refused.value.field == field
    assert refused.value.sentence
    assert refused.value.action
    assert _count(desk) == before
    assert desk.ask(calling.draft) == typed, "what was typed is there to be mended"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"checklist": Checklist(due_back=clock.HOUR)}, "due_back"),
        ({"checklist": Checklist(police_at=clock.HOUR)}, "police_at"),
        ({"last_seen": LastSeen(at=clock.HOUR)}, "last_seen"),
        ({"last_seen": LastSeen(at=-16 * 366 * clock.DAY)}, "last_seen"),
        ({"caregiver_learned": -16 * 366 * clock.DAY}, "noticed"),
        ({"caregiver_learned": -clock.HOUR, "last_seen": LastSeen(at=-clock.MINUTE)}, "last_seen"),
    ],
)
def test_what_the_caller_said_is_checked_against_now_the_birth_and_itself(
    desk: Desk, hand: Any, mika: str, said: dict[str, Any], field: str
) -> None:
    def moved(value: Any) -> Any:
        if isinstance(value, int):
            return hand.now + value
        return replace(
            value, **{key: hand.now + each for key in value.__struct_fields__ if isinstance(each := getattr(value, key), int)}
        )

    typed = replace(
        _typed(hand), youth=mika, happened=Happened(agency_learned=hand.now, **{key: moved(value) for key, value in said.items()})
    )
    with pytest.raises(BadInput) as refused:
        desk.do(calling.start, typed, waits=False)
    assert refused.value.field == field
    assert desk.ask(overview.today).missing == ()


def test_the_rest_that_was_asked_goes_with_the_episode_and_can_be_said_later(desk: Desk, hand: Any) -> None:
    seen = LastSeen(
        at=hand.now - clock.HOUR, with_whom="a friend", vehicle="blue sedan", clothing="gray hoodie", trigger="a call"
    )
    rest = Checklist(due_back=hand.now - 30 * clock.MINUTE, phone="taken", medicine="left", own_baby=False, messages="back soon")
    typed = replace(_typed(hand), happened=Happened(agency_learned=hand.now, last_seen=seen, checklist=rest))
    youth, made = desk.do(calling.start, typed, waits=False).result
    found = desk.ask(episodes.episode, youth, made)
    assert found is not None
    assert (found.happened.last_seen, found.happened.checklist) == (seen, rest)
    later = replace(found.happened, checklist=replace(rest, report="26-0417", officer="Ofc. R. Example"))
    desk.do(locate.say_happened, youth, made, later)
    again = desk.ask(episodes.episode, youth, made)
    assert again is not None
    assert again.happened.checklist.report == "26-0417"
    assert again.happened.agency_learned == hand.now


# -- late, not yet missing


def _late(hand: Any, youth: str = "", why: str = "texted from the bus", by: str = "Pat Template-Lead") -> CallDraft:
    wait = Waiting(decided_by=by, why=why, decide_again_at=hand.now + clock.HOUR)
    return replace(_typed(hand), youth=youth, wait=wait)


def test_late_asks_for_no_contact_yet_and_missing_later_counts_from_the_first_call(desk: Desk, hand: Any, mika: str) -> None:
    youth, made = desk.do(calling.start, _late(hand, mika), waits=True).result
    first = hand.now
    assert {"N-03", "N-04"} & _rules(desk, made) == set()
    (tile,) = desk.ask(overview.today).missing
    assert tile.waiting is not None
    assert (tile.waiting.decided_by, tile.waiting.why) == ("Pat Template-Lead", "texted from the bus")
    hand.pass_by(70 * clock.MINUTE)
    desk.do(locate.decide_missing, youth, made)
    assert {"N-03", "N-04"} <= _rules(desk, made)
    (tile,) = desk.ask(overview.today).missing
    assert (tile.waiting, tile.since) == (None, first)
    assert tile.next_due == first + 24 * clock.HOUR


def test_a_late_youth_without_a_record_is_late_and_then_missing_too(desk: Desk, hand: Any) -> None:
    youth, made = desk.do(calling.start, _late(hand), waits=True).result
    assert desk.ask(overview.today).missing[0].waiting is not None
    desk.do(locate.decide_missing, youth, made)
    assert desk.ask(overview.today).missing[0].waiting is None


@pytest.mark.parametrize(
    ("why", "by", "later", "field"), [("", "P", 60, "why"), ("x", "", 60, "decided_by"), ("x", "P", 0, "decide_again_at")]
)
def test_waiting_needs_who_why_and_until_when(desk: Desk, hand: Any, why: str, by: str, later: int, field: str) -> None:
    wait = Waiting(decided_by=by, why=why, decide_again_at=hand.now + later * clock.MINUTE)
    with pytest.raises(BadInput) as refused:
        desk.do(calling.start, replace(_typed(hand), wait=wait), waits=True)
    assert refused.value.field == field
    assert desk.ask(overview.today).missing == ()


def test_a_late_call_joined_with_a_missing_one_is_missing(desk: Desk, hand: Any, mika: str) -> None:
    late = desk.do(calling.start, _late(hand), waits=True).result
    hand.pass_by(clock.HOUR)
    desk.do(calling.start, replace(_typed(hand), youth=mika), waits=False)
    desk.do(locate.join_call, late[0], mika, "")
    (tile,) = desk.ask(overview.today).missing
    assert tile.waiting is None
    assert tile.next_due == hand.now - clock.HOUR + 24 * clock.HOUR, "the first call's clock"


# -- who it may be


def test_namesakes_are_proposed_by_initials_age_and_place_and_never_when_there_are_many(desk: Desk, hand: Any, mika: str) -> None:
    desk.do(youths.say_placement, mika, Placement(name="Example House"))
    (match,) = calling.sounds_like(desk, "mikka")
    assert match.words == "MS, 15, Example House"
    assert calling.sounds_like(desk, "Mika", age=9) == ()
    assert calling.sounds_like(desk, "Mika", age=16) == (match,)
    for each in range(4):
        from fieldapp.youth.model import Names

        desk.do(youths.open_record, Names(chosen=f"Mika Number{each}"))
    assert calling.sounds_like(desk, "Mika") == ()


def test_a_second_call_about_somebody_missing_is_the_same_search_and_keeps_both_calls(desk: Desk, hand: Any, mika: str) -> None:
    first = desk.do(calling.start, replace(_typed(hand, caller="Example Home A"), youth=mika), waits=False).result
    assert calling.sounds_like(desk, "Mika")[0].missing_since == hand.now
    hand.pass_by(clock.HOUR)
    second = desk.do(calling.start, replace(_typed(hand, caller="Aunt"), youth=mika), waits=False).result
    (tile,) = desk.ask(overview.today).missing
    assert tile.next_due == hand.now + 23 * clock.HOUR
    calls = {desk.ask(episodes.episode, *each).call.caller for each in (first, second)}  # type: ignore[union-attr]
    assert calls == {"Example Home A", "Aunt"}


# -- as typed so far


def test_what_is_typed_is_there_after_the_store_was_locked_and_gone_once_the_clock_runs(
    desk: Desk, unlock: Callable[[], Desk], hand: Any
) -> None:
    typed = replace(
        _typed(hand, caller="Gene Example", police_told=True), asked=(("asked_footage", hand.now),), wait=_late(hand).wait
    )
    desk.do(calling.keep_draft, typed)
    again = unlock()
    assert again.ask(calling.opened).draft == typed
    again.do(calling.start, typed, waits=False)
    assert again.ask(calling.draft) is None


def test_a_page_that_was_only_opened_keeps_its_time_for_an_hour(desk: Desk, hand: Any) -> None:
    bare = CallDraft(
        opened_at=hand.now, call=Call(came_at=hand.now, taken_at=hand.now), happened=Happened(agency_learned=hand.now)
    )
    desk.do(calling.keep_draft, bare)
    hand.pass_by(clock.HOUR)
    assert desk.ask(calling.draft) == bare
    hand.pass_by(clock.MINUTE)
    assert desk.ask(calling.draft) is None


def test_in_danger_the_county_s_own_police_numbers_come_first_and_practice_shows_no_real_one(desk: Desk) -> None:
    found = desk.ask(calling.opened)
    assert [number for _name, number, _hours in found.first] == ["555-0142", "555-0144"]
    assert found.again == clock.HOUR
