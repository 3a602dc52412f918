"""A caregiver calls: the clock, every required contact with its limit and citation, and notices with proof."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda import queries as required
from fieldapp.agenda.model import Line, Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk import overview
from fieldapp.desk.desk import Desk
from fieldapp.document import acts as document
from fieldapp.document.model import GridRow, Status
from fieldapp.errors import BadInput
from fieldapp.locate import acts as locate
from fieldapp.locate import queries as episodes
from fieldapp.locate.model import Call, Happened, LastSeen
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Contact, Names, Standing
from fieldapp.youth.queries import count


def _start(desk: Desk, hand: Any, youth: str = "", name: str = "Mika") -> Occasion:
    call = Call(came_at=hand.now, caller="Example Home A", call_back="555-0117", youth_name=name)
    return Occasion(*desk.do(locate.start_from_call, call, youth).result)


def _lines(desk: Desk, occasion: Occasion) -> dict[str, Line]:
    return {line.key: line for line in desk.ask(required.lines, desk.ask(episodes.group, occasion.id))}


def _rules(lines: dict[str, Line]) -> set[str]:
    return {rule.rule for line in lines.values() for rule in line.rules if rule.applies == "yes"}


def test_police_and_ncmec_are_two_lines_each_with_the_law_s_limit(desk: Desk, hand: Any, mika: str) -> None:
    lines = _lines(desk, _start(desk, hand, mika))
    police, center = lines["police//agency_learned"], lines["ncmec//agency_learned"]
    assert {"N-03", "N-20", "N-10"} <= {rule.rule for rule in police.rules}
    assert "N-04" in {rule.rule for rule in center.rules}
    assert police.due == center.due == hand.now + 24 * clock.HOUR
    assert all(rule.cite and rule.cite[0].law for line in lines.values() for rule in line.rules)
    assert police.first.cite[0].confidence == "statute"


def test_a_notice_to_police_settles_every_rule_on_the_line_but_not_ncmec(desk: Desk, hand: Any, mika: str) -> None:
    occasion = _start(desk, hand, mika)
    hand.pass_by(57 * clock.MINUTE)
    proof = Proof(outcome="report_taken", made_at=hand.now, agency="Example City Police", number="26-0417", channel="phone")
    desk.do(agenda.record_notice, occasion, "police//agency_learned", proof)
    lines = _lines(desk, occasion)
    assert lines["police//agency_learned"].state == "settled"
    assert lines["police//agency_learned"].made[0].proof.number == "26-0417"
    assert lines["ncmec//agency_learned"].state == "open"
    assert lines["police//agency_learned/N-05"].state == "open", "continuing contact stays open"


def test_called_alone_and_a_message_never_settle(desk: Desk, hand: Any, mika: str) -> None:
    occasion = _start(desk, hand, mika)
    desk.do(agenda.record_notice, occasion, "police//agency_learned", Proof(outcome="called", made_at=hand.now))
    later = Proof(outcome="message_left", made_at=hand.now, try_again_at=hand.now + clock.HOUR)
    desk.do(agenda.record_notice, occasion, "tribe//agency_learned", later)
    lines = _lines(desk, occasion)
    assert lines["police//agency_learned"].state == lines["tribe//agency_learned"].state == "begun"


def test_a_late_notice_is_still_made_and_says_how_late(desk: Desk, hand: Any, mika: str) -> None:
    occasion = _start(desk, hand, mika)
    hand.pass_by(25 * clock.HOUR + 10 * clock.MINUTE)
    desk.do(agenda.record_notice, occasion, "ncmec//agency_learned", Proof(outcome="told", made_at=hand.now, number="NC-1"))
    assert _lines(desk, occasion)["ncmec//agency_learned"].late_by == clock.HOUR + 10 * clock.MINUTE


def test_everything_is_there_again_after_the_store_was_locked(
    desk: Desk, unlock: Callable[[], Desk], hand: Any, mika: str
) -> None:
    occasion = _start(desk, hand, mika)
    before = _lines(desk, occasion)
    again = unlock()
    assert again.read_only == ""
    assert _lines(again, occasion) == before


def test_new_facts_add_rows_and_one_that_stops_applying_says_so(desk: Desk, hand: Any, mika: str) -> None:
    occasion = _start(desk, hand, mika)
    assert "N-01" not in _rules(_lines(desk, occasion))
    rows = (GridRow(type="at_risk", start="2026-11-01"),)
    desk.do(document.say_status, mika, Status(cse="at_risk", rows=rows))
    assert {"N-01", "N-02"} <= _rules(_lines(desk, occasion))
    desk.do(
        youths.say_standing,
        mika,
        Standing(born="2011-05-30", jurisdiction="ward", in_care=False, placement_order=False, agency_supervises=False),
    )
    stopped = [line for line in _lines(desk, occasion).values() if line.state == "stopped"]
    assert stopped
    assert all(rule.stopped_why for line in stopped for rule in line.rules)


def test_each_parent_is_a_line_and_a_court_s_do_not_tell_stops_one(desk: Desk, hand: Any, mika: str) -> None:
    mother = desk.do(youths.say_contact, mika, Contact(name="Rosa Sample", relation="parent")).result
    father = desk.do(
        youths.say_contact, mika, Contact(name="Victor Sample", relation="parent", tell="do_not_tell", order="Order 12 Mar 2026")
    ).result
    aunt = Contact(name="Other Parent", relation="parent", tell="do_not_tell", decided_by="P. Template")
    other = desk.do(youths.say_contact, mika, aunt).result
    lines = _lines(desk, _start(desk, hand, mika))
    assert lines[f"parents/{mother}/agency_learned"].state == "open"
    assert lines[f"parents/{father}/agency_learned"].state == "stopped"
    assert "Order 12 Mar 2026" in lines[f"parents/{father}/agency_learned"].first.stopped_why
    kept = lines[f"parents/{other}/agency_learned"]
    assert kept.state == "open", "without a court order the row stays, with the reason on it"
    assert "P. Template" in kept.first.limit


def test_a_call_without_a_record_runs_and_joins_later_without_losing_either_clock(desk: Desk, hand: Any, mika: str) -> None:
    first = _start(desk, hand, name="a kid named Mika")
    hand.pass_by(2 * clock.HOUR)
    second = _start(desk, hand, mika)
    desk.do(agenda.record_notice, second, "ncmec//agency_learned", Proof(outcome="told", made_at=hand.now, number="NC-9"))
    desk.do(locate.join_call, first.youth, mika, "same youth, said the caregiver")
    lines = _lines(desk, second)
    assert lines["ncmec//agency_learned"].state == "settled", "a notice in either settles both"
    assert lines["ncmec//agency_learned"].due == first_due(hand)
    today = desk.ask(overview.today)
    assert [(tile.initials, tile.since) for tile in today.missing] == [("MS", hand.now - 2 * clock.HOUR)] or len(
        today.missing
    ) == 1
    assert desk.ask(count) == 1


def first_due(hand: Any) -> int:
    return int(hand.now) - 2 * clock.HOUR + 24 * clock.HOUR


def test_located_recovered_returned_are_three_events_and_the_return_opens_its_steps(desk: Desk, hand: Any, mika: str) -> None:
    occasion = _start(desk, hand, mika)
    proof = Proof(outcome="report_taken", made_at=hand.now, number="26-1")
    desk.do(agenda.record_notice, occasion, "police//agency_learned", proof)
    hand.pass_by(clock.HOUR)
    desk.do(locate.end, mika, occasion.id, "located", hand.now, "transit stop")
    assert "R-07" in _rules(_lines(desk, occasion))
    hand.pass_by(clock.HOUR)
    desk.do(locate.end, mika, occasion.id, "returned", hand.now)
    episode = desk.ask(episodes.episode, mika, occasion.id)
    assert episode is not None
    assert (episode.at("located"), episode.at("returned")) == (hand.now - clock.HOUR, hand.now)
    assert not episode.open
    lines = _lines(desk, occasion)
    assert {"R-01", "R-02", "R-03", "R-04"} <= _rules(lines)
    assert lines["ncmec//agency_learned"].state == "open", "what was owed stays listed until it is settled"
    assert desk.ask(overview.today).missing == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"agency_learned": clock.DAY}, "agency_learned"),
        ({"last_seen": LastSeen(at=clock.HOUR)}, "last_seen"),
        ({"caregiver_learned": -20 * 365 * clock.DAY}, "noticed"),
    ],
)
def test_times_that_cannot_be_are_refused_with_a_sentence_and_nothing_changes(
    desk: Desk, hand: Any, mika: str, change: dict[str, Any], field: str
) -> None:
    occasion = _start(desk, hand, mika)
    before = desk.ask(episodes.episode, mika, occasion.id)
    shifted = {
        key: LastSeen(at=hand.now + value.at) if isinstance(value, LastSeen) else hand.now + value
        for key, value in change.items()
    }
    with pytest.raises(BadInput) as refused:
        desk.do(locate.say_happened, mika, occasion.id, Happened(**{"agency_learned": hand.now, **shifted}))
    assert refused.value.field == field
    assert refused.value.sentence
    assert desk.ask(episodes.episode, mika, occasion.id) == before


def test_a_call_needs_a_name_and_cannot_come_from_the_future(desk: Desk, hand: Any) -> None:
    for call in (Call(came_at=hand.now), Call(came_at=hand.now + clock.HOUR, youth_name="Mika")):
        with pytest.raises(BadInput):
            desk.do(locate.start_from_call, call)
    assert desk.ask(overview.today).missing == ()


def test_the_number_of_a_person_of_concern_is_no_contact_s(desk: Desk, mika: str) -> None:
    from fieldapp.youth.model import Channel, Concern

    desk.do(youths.say_concern, mika, Concern(name="Unknown Man", phones=("555-0199",)))
    with pytest.raises(BadInput):
        desk.do(
            youths.say_contact,
            mika,
            Contact(name="Uncle", relation="relative", channels=(Channel(kind="phone", value="(555) 0199"),)),
        )


def test_names_said_twice_at_once_both_show_and_the_last_decision_counts(desk: Desk, mika: str) -> None:
    from fieldapp.youth.queries import youth

    desk.do(youths.say_names, mika, Names(chosen="Mika S."))
    record = desk.ask(youth, mika)
    assert record is not None
    assert (record.names.value.chosen, record.names.others) == ("Mika S.", ())


def test_of_equal_limits_the_row_of_law_heads_its_line(desk: Desk, mika: str, hand: Any) -> None:
    """The example county's overlay fills N-14 for the youth's attorney, with the same 24 hours as N-26."""
    lines = _lines(desk, _start(desk, hand, mika))
    line = next(line for line in lines.values() if line.first.recipient == "youth_attorney")
    assert {row.rule for row in line.rules} >= {"N-14", "N-26"}
    assert line.first.rule == "N-26"
    assert line.first.law
