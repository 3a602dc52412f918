"""New facts plan an open episode again: rows are added, none is silently dropped, and what was settled stays settled (DESIGN 5)."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda import queries as required
from fieldapp.agenda.model import Line, Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.county import file
from fieldapp.desk import overview, plans, transfer
from fieldapp.desk.county import adopt_county
from fieldapp.desk.desk import Desk
from fieldapp.document import acts as document
from fieldapp.document.model import GridRow, Status
from fieldapp.errors import BadInput
from fieldapp.exchange.folder import FolderDestination
from fieldapp.locate import acts as locate
from fieldapp.locate import queries as episodes
from fieldapp.locate.model import Call, LastSeen, NowWith
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Contact, Standing, Tribes
from fieldapp.youth.queries import youth as record_of
from tests.desk.conftest import team, worker
from tests.desk.office import Office

__all__ = ["team", "worker"]


@pytest.fixture
def missing(desk: Desk, hand: Any, mika: str) -> Occasion:
    call = Call(came_at=hand.now, caller="Example Home A", call_back="555-0117", youth_name="Mika")
    return Occasion(*desk.do(locate.start_from_call, call, mika).result)


def _lines(desk: Desk, occasion: Occasion) -> dict[str, Line]:
    return {line.key: line for line in desk.ask(required.lines, desk.ask(episodes.group, occasion.id))}


def _applying(desk: Desk, occasion: Occasion) -> set[str]:
    return {rule.rule for line in _lines(desk, occasion).values() for rule in line.rules if rule.applies == "yes"}


def _stopped(desk: Desk, occasion: Occasion) -> dict[str, str]:
    """Rule → why it stopped, of lines that stopped whole and of lines that go on for another rule."""
    found: dict[str, str] = {}
    for line in _lines(desk, occasion).values():
        rows = (*line.dropped, *(line.rules if line.state == "stopped" else ()))
        found |= {row.rule: row.stopped_why for row in rows}
    return found


def _say(desk: Desk, occasion: Occasion, **known: Any) -> None:
    episode = desk.ask(episodes.episode, occasion.youth, occasion.id)
    assert episode is not None
    desk.do(locate.say_happened, occasion.youth, occasion.id, replace(episode.happened, **known))


def test_the_two_questions_settle_who_is_told(desk: Desk, missing: Occasion) -> None:
    """Do we know where the youth is? Is that place approved, and does it pose a risk? (locate.md 0)"""
    assert {"N-03", "N-04", "N-20", "N-26", "N-28"} <= _applying(desk, missing)
    _say(desk, missing, whereabouts="known_approved", abducted=False)
    assert not {"N-03", "N-04", "N-20"} & _applying(desk, missing)
    why = _stopped(desk, missing)
    assert "Missing or abducted" in why["N-04"]
    assert "Missing from foster care" in why["N-28"]
    _say(desk, missing, whereabouts="known_unapproved", place_may_be_unsafe=True, agency_treats_as_missing=False)
    assert {"N-20", "N-28"} <= _applying(desk, missing), "the state's list holds for a place that may be unsafe"
    assert "N-04" not in _applying(desk, missing), "to NCMEC it is an unapproved placement"
    _say(desk, missing, agency_treats_as_missing=True)
    assert "N-04" in _applying(desk, missing)


def test_a_sign_of_exploitation_adds_rows_to_lines_already_settled(desk: Desk, hand: Any, missing: Occasion, mika: str) -> None:
    report = Proof(outcome="report_taken", made_at=hand.now, number="26-1")
    desk.do(agenda.record_notice, missing, "police//agency_learned", report)
    at_risk = Status(cse="at_risk", rows=(GridRow(type="at_risk", start="2026-11-01"),))
    desk.do(document.say_status, mika, at_risk)
    assert {"N-01", "N-02", "O-03"} <= _applying(desk, missing)
    police = _lines(desk, missing)["police//agency_learned"]
    assert police.state == "settled", "one call was made; it told what the new row asks to tell"
    desk.do(document.say_status, mika, Status(cse="none", rows=(), basis="second look"))
    assert "N-01" in {row.rule for row in _lines(desk, missing)["police//agency_learned"].dropped}


def test_an_indian_child_found_to_be_one_adds_the_tribe(desk: Desk, hand: Any) -> None:
    youth = _dependent(desk, "2011-05-30")
    occasion = Occasion(*desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Jo"), youth).result)
    assert _lines(desk, occasion)["tribe//agency_learned"].first.applies == "unknown"
    desk.do(youths.say_tribes, youth, Tribes(indian_child=True, names=("Example Rancheria",), tribal_police=True))
    assert {"N-10", "N-12", "N-13", "N-24"} <= _applying(desk, occasion)
    assert "tribal_police//agency_learned" in _lines(desk, occasion)
    desk.do(youths.say_tribes, youth, Tribes(indian_child=False))
    assert "An Indian child" in _stopped(desk, occasion)["N-24"]


def test_each_of_several_possible_tribes_is_told(desk: Desk, missing: Occasion, mika: str) -> None:
    several = Tribes(indian_child="reason_to_know", names=("Example Rancheria", "Sample Band"), tribal_police=True)
    desk.do(youths.say_tribes, mika, several)
    lines = _lines(desk, missing)
    assert {"tribe/=Example Rancheria/agency_learned", "tribe/=Sample Band/agency_learned"} <= set(lines)
    assert lines["tribe//agency_learned"].first.stopped_why == "Now there is a row for each person."
    none = Proof(outcome="sheriff_told", made_at=missing_at(lines), agency="Example County Sheriff")
    desk.do(agenda.record_notice, missing, "tribal_police//agency_learned", none)
    assert _lines(desk, missing)["tribal_police//agency_learned"].state == "settled"


def missing_at(lines: dict[str, Line]) -> int:
    return lines["ncmec//agency_learned"].start_at or 0


def _dependent(desk: Desk, born: str) -> str:
    from fieldapp.youth.model import Names

    youth = desk.do(youths.open_record, Names(chosen="Jo Specimen")).result
    standing = Standing(born=born, jurisdiction="dependent", in_care=True, placement_order=True)
    desk.do(youths.say_standing, youth, standing)
    return youth


def test_the_eighteenth_birthday_asks_its_question_and_keeps_what_was_planned(desk: Desk, hand: Any) -> None:
    youth = _dependent(desk, "2008-11-23")
    occasion = Occasion(*desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Jo"), youth).result)
    assert "N-20" in _applying(desk, occasion)
    assert desk.do(plans.keep_up).result == 0, "nothing changed yet"
    hand.pass_by(2 * clock.DAY)
    assert desk.do(plans.keep_up).result == 1
    rows = [row for line in _lines(desk, occasion).values() for row in line.rules if row.rule == "N-20"]
    assert [row.applies for row in rows] == ["unknown"]
    assert [ask.key for ask in rows[0].ask] == ["left_unwillingly_or_at_substantial_risk"]
    assert "N-04" in _applying(desk, occasion), "the federal row holds for every youth in care"
    _say(desk, occasion, left_unwillingly_or_at_substantial_risk=True)
    assert "N-20" in _applying(desk, occasion)


def test_somebody_entered_gets_a_row_and_the_row_of_nobody_says_so(desk: Desk, missing: Occasion, mika: str) -> None:
    assert "guardians//agency_learned" in _lines(desk, missing)
    own = desk.do(youths.say_contact, mika, Contact(name="Gale Sample", relation="guardian")).result
    lines = _lines(desk, missing)
    assert lines[f"guardians/{own}/agency_learned"].state == "open"
    assert lines["guardians//agency_learned"].state == "stopped"
    gone = Contact(name="Gale Sample", relation="guardian", removed=True)
    desk.do(youths.say_contact, mika, gone, own)
    assert _lines(desk, missing)[f"guardians/{own}/agency_learned"].first.stopped_why == "This person is no longer a contact."
    assert _lines(desk, missing)["guardians//agency_learned"].state == "open"


@pytest.mark.parametrize(
    ("outcome", "more", "state"),
    [
        ("told", {}, "settled"),
        ("done_by_other", {"by_whom": "the caregiver"}, "settled"),
        ("not_required", {"note": "there is none"}, "settled"),
        ("refused", {"note": "hung up"}, "begun"),
        ("refused", {"note": "hung up", "next_step": "letter sent by the court clerk"}, "settled"),
        ("message_left", {"try_again_at": 2_000_000_000_000}, "begun"),
    ],
)
def test_the_four_ways_to_settle(desk: Desk, hand: Any, missing: Occasion, outcome: Any, more: Any, state: str) -> None:
    line = "court//agency_learned"
    desk.do(agenda.record_notice, missing, line, Proof(outcome=outcome, made_at=hand.now, **more))
    assert _lines(desk, missing)[line].state == state
    found = desk.ask(required.open_lines, {}, [missing.id], [missing.youth])
    still = {each.key for each in found[missing] if each.state == "settled"}
    assert (line in still) == (state == "settled")


def test_no_refusal_settles_police_or_ncmec(desk: Desk, hand: Any, missing: Occasion) -> None:
    for line in ("police//agency_learned", "ncmec//agency_learned"):
        refused = Proof(outcome="refused", made_at=hand.now, note="told to wait 24 h", next_step="the sheriff")
        desk.do(agenda.record_notice, missing, line, refused)
        assert _lines(desk, missing)[line].state == "begun"


def test_two_records_of_one_youth_are_one_absence_with_two_clocks(desk: Desk, hand: Any, mika: str) -> None:
    mother = desk.do(youths.say_contact, mika, Contact(name="Rosa Sample", relation="parent")).result
    first = Occasion(*desk.do(locate.start_from_call, Call(came_at=hand.now, caller="Home A", youth_name="Mika")).result)
    learned = hand.now
    hand.pass_by(2 * clock.HOUR)
    second = Occasion(*desk.do(locate.start_from_call, Call(came_at=hand.now, caller="School", youth_name="Mika"), mika).result)
    desk.do(agenda.record_notice, first, "police//agency_learned", Proof(outcome="report_taken", made_at=hand.now, number="26-1"))
    desk.do(locate.join_call, first.youth, mika, "same youth")
    line = _lines(desk, second)[f"parents/{mother}/agency_learned"]
    assert line.due == learned + 24 * clock.HOUR, "the earlier limit counts"
    assert [row.rule for row in line.rules] == list(dict.fromkeys(row.rule for row in line.rules)), "each rule once"
    assert _lines(desk, second)["police//agency_learned"].state == "settled"
    for occasion in (first, second):
        episode = desk.ask(episodes.episode, occasion.youth, occasion.id)
        assert episode is not None
        assert [each.learned for each in episode.clocks] == [learned, learned + 2 * clock.HOUR]
        assert episode.since == learned
    desk.do(locate.end, mika, second.id, "located", hand.now)
    desk.do(locate.end, mika, second.id, "returned", hand.now)
    assert desk.ask(episodes.open_episodes) == [], "back is back, for both"
    assert desk.ask(overview.today).missing == ()
    rules = [row.rule for line in _lines(desk, second).values() for row in line.rules if line.first.start == "returned"]
    assert rules.count("R-01") == 1


def test_after_an_import_whoever_has_the_case_plans_what_others_recorded(
    team: Office, hand: Any, request: pytest.FixtureRequest
) -> None:
    own: Desk = request.getfixturevalue("worker")
    youth = _dependent(own, "2011-05-30")
    occasion = Occasion(*own.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Jo"), youth).result)
    transfer.send(own, FolderDestination(team.folder))
    team.read(team.lead)
    hand.pass_by(clock.MINUTE)
    lead = team.lead.me
    team.lead.do(locate.hand_over, *_of(occasion), NowWith(person=lead.person, name=lead.name))
    mother = team.lead.do(youths.say_contact, youth, Contact(name="Rosa Sample", relation="parent")).result
    own.do(youths.say_tribes, youth, Tribes(indian_child=True, names=("Example Rancheria",)))
    transfer.send(own, FolderDestination(team.folder))
    team.read(team.lead)
    rows = [row for row in team.lead.ask(required.planned, occasion) if row.rule == "N-24"]
    assert [row.applies for row in rows] == ["yes"], "one plan again, of everything that is known"
    assert f"parents/{mother}/agency_learned" in _lines(team.lead, occasion)


def test_a_store_that_does_not_have_the_case_plans_nothing(team: Office, hand: Any, request: pytest.FixtureRequest) -> None:
    own: Desk = request.getfixturevalue("worker")
    youth = _dependent(own, "2011-05-30")
    own.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Jo"), youth)
    transfer.send(own, FolderDestination(team.folder))
    before = team.lead.book.last(team.lead.me.device)
    team.read(team.lead)
    assert team.lead.book.last(team.lead.me.device) == before
    assert team.lead.do(plans.keep_up).result == 0


def _of(occasion: Occasion) -> tuple[str, str]:
    return occasion.youth, occasion.id


def test_police_are_not_told_before_the_youth_was_last_seen(desk: Desk, hand: Any, missing: Occasion) -> None:
    _say(desk, missing, last_seen=LastSeen(at=hand.now - clock.HOUR, place="Example bus stop"))
    before = Proof(outcome="report_taken", made_at=hand.now - 2 * clock.HOUR, number="26-1")
    with pytest.raises(BadInput, match="the youth was last seen later"):
        desk.do(agenda.record_notice, missing, "police//agency_learned", before)
    assert _lines(desk, missing)["police//agency_learned"].made == ()
    desk.do(agenda.record_notice, missing, "police//agency_learned", replace(before, made_at=hand.now))
    assert _lines(desk, missing)["police//agency_learned"].state == "settled"


def test_nor_before_the_youth_was_last_seen_in_an_episode_that_was_joined(desk: Desk, hand: Any, missing: Occasion) -> None:
    other = Occasion(*desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Mika"), missing.youth).result)
    _say(desk, other, last_seen=LastSeen(at=hand.now - clock.HOUR, place="Example bus stop"))
    before = Proof(outcome="report_taken", made_at=hand.now - 2 * clock.HOUR, number="26-1")
    with pytest.raises(BadInput, match="the youth was last seen later"):
        desk.do(agenda.record_notice, missing, "police//agency_learned", before)


def test_nor_is_the_youth_last_seen_after_police_were_told(desk: Desk, hand: Any, missing: Occasion) -> None:
    by_other = Proof(outcome="done_by_other", made_at=hand.now - 2 * clock.HOUR, to_whom="the caregiver")
    desk.do(agenda.record_notice, missing, "police//agency_learned", by_other)
    with pytest.raises(
        BadInput, match="Police took the report Sat 20:34, and by the record the youth was last seen later"
    ) as said:
        _say(desk, missing, last_seen=LastSeen(at=hand.now - clock.HOUR, place="Example bus stop"))
    assert said.value.field == "last_seen"


_ONCE_POLICE_KNOW = """
[[duty]]
id = "W-90"
do.en = "Send the report number to the practice desk"
do.es = "Enviar el número de la denuncia al escritorio de práctica"
title.en = "Example County: send the report number on"
title.es = "Condado de ejemplo: enviar el número de la denuncia"
from = "police_told"
within = "PT2H"
all = ["missing_or_abducted"]
cite = [{ law = "Example County practice letter", url = "https://county.example/letter", confidence = "county" }]
"""


def test_a_county_s_own_duty_starts_when_police_take_the_report(desk: Desk, hand: Any, agency: Any, missing: Occasion) -> None:
    home = file.read(agency.county_file)
    newer = replace(home, version=home.version + 1, overlay=home.overlay + _ONCE_POLICE_KNOW)
    desk.do(adopt_county, file.sign(newer, agency.root))
    assert "W-90" not in _applying(desk, missing)
    desk.do(agenda.record_notice, missing, "ncmec//agency_learned", Proof(outcome="told", made_at=hand.now, number="N-1"))
    assert "W-90" not in _applying(desk, missing)
    desk.do(
        agenda.record_notice, missing, "police//agency_learned", Proof(outcome="report_taken", made_at=hand.now, number="26-1")
    )
    (line,) = [line for line in _lines(desk, missing).values() if line.first.rule == "W-90"]
    assert line.due == hand.now + 2 * clock.HOUR


def test_more_people_than_a_plan_can_hold_is_said_and_nothing_is_lost(desk: Desk, missing: Occasion) -> None:
    """One entry takes 64 KiB; an import that plans such an absence again must go on all the same."""
    people = (Contact(name=f"Sample parent {number}", relation="parent") for number in range(80))
    with pytest.raises(BadInput, match="more people to tell") as refused:
        list(map(partial(desk.do, youths.say_contact, missing.youth), people))
    assert "one contact" in refused.value.action
    held = desk.ask(record_of, missing.youth)
    assert held is not None
    assert len(held.contacts) > 12
    told = {line.first.person for line in desk.ask(required.lines, [missing]) if line.first.recipient == "parents"}
    assert set(held.contacts) <= told
    desk.do(plans.keep_up)
    for own_id, each in list(held.contacts.items())[:10]:
        desk.do(youths.say_contact, missing.youth, replace(each.value, removed=True), own_id)
    for number in range(8):
        desk.do(youths.say_contact, missing.youth, Contact(name=f"Sample guardian {number}", relation="guardian"))
    assert "This person is no longer a contact." in _stopped(desk, missing).values()
