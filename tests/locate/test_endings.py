"""The ways an absence ends, each with its own time, and what each of them asks for or puts to rest (P5, P28, P29, P51, P57)."""

from __future__ import annotations

from typing import Any

import pytest

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda import queries as required
from fieldapp.agenda.model import Line, Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk import overview
from fieldapp.desk.desk import Desk
from fieldapp.determine import acts as determine
from fieldapp.determine.queries import actions
from fieldapp.document import acts as document
from fieldapp.document.model import GridRow, Status
from fieldapp.errors import BadInput
from fieldapp.locate import acts as locate
from fieldapp.locate import queries as episodes
from fieldapp.locate.model import Call, FirstHour
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Contact, Standing

RETURN = {"R-01", "R-02", "R-03", "R-04"}


@pytest.fixture
def missing(desk: Desk, hand: Any, mika: str) -> Occasion:
    call = Call(came_at=hand.now, caller="Example Home A", call_back="555-0117", youth_name="Mika")
    return Occasion(*desk.do(locate.start_from_call, call, mika).result)


def _lines(desk: Desk, occasion: Occasion) -> dict[str, Line]:
    return {line.key: line for line in desk.ask(required.lines, desk.ask(episodes.group, occasion.id))}


def _open(desk: Desk, occasion: Occasion) -> set[str]:
    lines = _lines(desk, occasion).values()
    live = (line for line in lines if line.state in {"open", "begun"})
    return {rule.rule for line in live for rule in line.rules if rule.applies == "yes"}


def _police_and_ncmec(desk: Desk, hand: Any, occasion: Occasion) -> None:
    report = Proof(outcome="report_taken", made_at=hand.now, number="26-1")
    desk.do(agenda.record_notice, occasion, "police//agency_learned", report)
    desk.do(agenda.record_notice, occasion, "ncmec//agency_learned", Proof(outcome="told", made_at=hand.now, number="NC-1"))


def _end(desk: Desk, hand: Any, occasion: Occasion, what: Any, after: int = clock.HOUR, **more: str) -> None:
    hand.pass_by(after)
    desk.do(locate.end, occasion.youth, occasion.id, what, hand.now, more.get("place", ""), more.get("text", ""))


def test_three_events_have_three_times_and_the_last_closes_the_episode(desk: Desk, hand: Any, missing: Occasion) -> None:
    began = hand.now
    for what in ("located", "recovered", "returned"):
        _end(desk, hand, missing, what)
    episode = desk.ask(episodes.episode, *_of(missing))
    assert episode is not None
    assert [(each.what, each.at - began) for each in episode.ended] == [
        ("located", clock.HOUR),
        ("recovered", 2 * clock.HOUR),
        ("returned", 3 * clock.HOUR),
    ]
    assert (episode.open, episode.found_at) == (False, began + clock.HOUR)
    assert _open(desk, missing) >= RETURN


def _of(occasion: Occasion) -> tuple[str, str]:
    return occasion.youth, occasion.id


def test_what_was_owed_stays_owed_after_the_return(desk: Desk, hand: Any, missing: Occasion) -> None:
    _end(desk, hand, missing, "located")
    _end(desk, hand, missing, "returned")
    assert {"N-03", "N-04", "R-07"} <= _open(desk, missing)


def test_only_those_who_were_told_hear_that_the_youth_is_found(desk: Desk, hand: Any, mika: str) -> None:
    told = desk.do(youths.say_contact, mika, Contact(name="Rosa Sample", relation="parent")).result
    desk.do(youths.say_contact, mika, Contact(name="Other Sample", relation="parent"))
    call = Call(came_at=hand.now, caller="Example Home A", youth_name="Mika")
    occasion = Occasion(*desk.do(locate.start_from_call, call, mika).result)
    desk.do(agenda.record_notice, occasion, f"parents/{told}/agency_learned", Proof(outcome="told", made_at=hand.now))
    _end(desk, hand, occasion, "located")
    found = [line for line in _lines(desk, occasion).values() if line.first.start == "found"]
    assert {line.first.person for line in found if line.first.recipient == "parents"} == {told}


def test_reported_in_error_stops_every_row_with_the_reason_and_takes_the_report_back(
    desk: Desk, hand: Any, missing: Occasion
) -> None:
    report = Proof(outcome="report_taken", made_at=hand.now, number="26-1")
    desk.do(agenda.record_notice, missing, "police//agency_learned", report)
    with pytest.raises(BadInput):
        _end(desk, hand, missing, "reported_in_error")
    _end(desk, hand, missing, "reported_in_error", text="was at practice, says the coach")
    lines = _lines(desk, missing)
    assert lines["ncmec//agency_learned"].state == "stopped"
    assert "was at practice" in lines["ncmec//agency_learned"].first.stopped_why
    assert lines["police//agency_learned"].state == "settled", "what was done stays on record"
    assert "R-07" in _open(desk, missing), "police took a report: they are told"
    assert not RETURN & _open(desk, missing)


def test_back_before_any_call_asks_for_the_return_s_steps_and_for_no_report(desk: Desk, hand: Any, missing: Occasion) -> None:
    _end(desk, hand, missing, "back_before_any_call")
    assert _open(desk, missing) >= RETURN
    assert not {"N-03", "N-04", "N-20", "R-07"} & _open(desk, missing)


def test_back_before_any_call_is_refused_once_somebody_was_told(desk: Desk, hand: Any, missing: Occasion) -> None:
    _police_and_ncmec(desk, hand, missing)
    with pytest.raises(BadInput) as refused:
        _end(desk, hand, missing, "back_before_any_call")
    assert "has been told" in refused.value.sentence


@pytest.mark.parametrize("what", ["hospital", "juvenile_hall", "out_of_state"])
def test_known_elsewhere_is_found_and_not_yet_back(desk: Desk, hand: Any, missing: Occasion, what: str) -> None:
    _police_and_ncmec(desk, hand, missing)
    _end(desk, hand, missing, what)
    episode = desk.ask(episodes.episode, *_of(missing))
    assert episode is not None
    assert (episode.open, episode.found_at) == (True, hand.now)
    assert "R-07" in _open(desk, missing)
    assert not RETURN & _open(desk, missing)
    _end(desk, hand, missing, "returned")
    assert _open(desk, missing) >= RETURN


def test_an_adult_found_may_keep_the_place_from_everybody(desk: Desk, hand: Any, missing: Occasion, mika: str) -> None:
    with pytest.raises(BadInput) as refused:
        _end(desk, hand, missing, "adult_place_withheld")
    assert "under 18" in refused.value.sentence
    grown = Standing(born="2008-01-02", jurisdiction="dependent", in_care=True, placement_order=True)
    desk.do(youths.say_standing, mika, grown)
    with pytest.raises(BadInput) as refused:
        _end(desk, hand, missing, "adult_place_withheld", place="with a friend")
    assert refused.value.field == "place"
    _police_and_ncmec(desk, hand, missing)
    _end(desk, hand, missing, "adult_place_withheld")
    assert "R-07" in _open(desk, missing)
    assert desk.ask(overview.today).missing == ()


def test_jurisdiction_ended_asks_nothing_new_but_what_was_overdue_stays_owed(desk: Desk, hand: Any, missing: Occasion) -> None:
    with pytest.raises(BadInput):
        _end(desk, hand, missing, "jurisdiction_ended")
    _end(desk, hand, missing, "jurisdiction_ended", 30 * clock.HOUR, text="order of 22 Nov 2026, Dept. 4")
    lines = _lines(desk, missing)
    assert lines["ncmec//agency_learned"].state == "open", "its limit had passed before"
    stopped = lines["police//agency_learned/N-05"]
    assert stopped.state == "stopped"
    assert "Dept. 4" in stopped.first.stopped_why


def test_found_dead_puts_every_return_interview_and_screening_to_rest_at_once(
    desk: Desk, hand: Any, missing: Occasion, mika: str
) -> None:
    _police_and_ncmec(desk, hand, missing)
    desk.do(agenda.record_notice, missing, "court//agency_learned", Proof(outcome="sent", made_at=hand.now))
    _end(desk, hand, missing, "located")
    _end(desk, hand, missing, "returned")
    rows = (GridRow(type="during_foster_care", start="2026-11-01"),)
    desk.do(document.say_status, mika, Status(cse="victim", rows=rows, identified_at=hand.now))
    step = desk.do(determine.take_up, mika, "ACT-MDT").result
    hand.pass_by(clock.DAY)
    again = Occasion(*desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Mika"), mika).result)
    _end(desk, hand, again, "died")
    assert not RETURN & _open(desk, missing), "of the earlier absence too"
    assert not RETURN & _open(desk, again)
    assert {line.state for line in desk.ask(required.lines, [Occasion(mika, step)])} == {"stopped"}, "nor a step taken up"
    assert not [each for each in desk.ask(actions, mika) if each.state in {"proposed", "taken_up"}]
    assert "R-07" in _open(desk, again), "police are told"
    told_by_form = [
        line for line in _lines(desk, again).values() if line.first.start == "found" and line.first.recipient == "court"
    ]
    assert told_by_form == []
    assert desk.ask(overview.today).missing == ()


def test_nothing_ends_twice_and_a_slip_is_taken_back_with_its_reason(desk: Desk, hand: Any, missing: Occasion) -> None:
    _end(desk, hand, missing, "located")
    _end(desk, hand, missing, "returned")
    with pytest.raises(BadInput):
        _end(desk, hand, missing, "returned")
    episode = desk.ask(episodes.episode, *_of(missing))
    assert episode is not None
    back = next(each for each in episode.ended if each.what == "returned")
    with pytest.raises(BadInput):
        desk.do(locate.withdraw_ending, *_of(missing), back.entry, " ")
    desk.do(locate.withdraw_ending, *_of(missing), back.entry, "another youth came back")
    after = desk.ask(episodes.episode, *_of(missing))
    assert after is not None
    assert (after.open, [each.what for each in after.ended]) == (True, ["located"])
    assert not RETURN & _open(desk, missing)
    assert len(desk.ask(overview.today).missing) == 1


def test_a_warrant_an_entry_and_posters_stay_open_until_confirmed_in_writing(desk: Desk, hand: Any, missing: Occasion) -> None:
    _police_and_ncmec(desk, hand, missing)
    desk.do(locate.note, *_of(missing), "warrant_issued", hand.now, "Dept. 4")
    desk.do(locate.note, *_of(missing), "poster_allowed", hand.now, "P. Template decided")
    _end(desk, hand, missing, "located")
    _end(desk, hand, missing, "returned")
    ends = {key for key in _lines(desk, missing) if key.startswith("step/P29-")}
    assert ends == {"step/P29-warrant/found", "step/P29-ncic/found", "step/P29-posters/found"}
    line = "step/P29-warrant/found"
    with pytest.raises(BadInput):
        desk.do(agenda.record_notice, missing, line, Proof(outcome="done", made_at=hand.now))
    assert _lines(desk, missing)[line].state == "open"
    desk.do(agenda.record_notice, missing, line, Proof(outcome="done", made_at=hand.now, note="clerk's e-mail of 22 Nov"))
    assert _lines(desk, missing)[line].state == "settled"
    rows = [row for _band, rows in desk.ask(overview.today).bands for row in rows]
    assert any(row.occasion == missing.id and row.kind == "step" for row in rows), "the others are still on Today"


def test_the_first_hour_is_kept_and_not_tonight_is_no_late_interview(desk: Desk, hand: Any, missing: Occasion) -> None:
    _end(desk, hand, missing, "located")
    _end(desk, hand, missing, "returned")
    desk.do(locate.say_first_hour, *_of(missing), FirstHour(food="given", medical="declined", note="asked for soup"))
    episode = desk.ask(episodes.episode, *_of(missing))
    assert episode is not None
    assert episode.first_hour == FirstHour(food="given", medical="declined", note="asked for soup")
    with pytest.raises(BadInput):
        desk.do(agenda.record_notice, missing, "step/R-03/returned", Proof(outcome="not_tonight", made_at=hand.now))
    asleep = Proof(outcome="not_tonight", made_at=hand.now, note="asleep on the couch")
    with pytest.raises(BadInput, match="cannot wait"):
        desk.do(agenda.record_notice, missing, "police//agency_learned", asleep)
    desk.do(agenda.record_notice, missing, "step/R-03/returned", asleep)
    line = _lines(desk, missing)["step/R-03/returned"]
    assert (line.state, line.due) == ("begun", None)
