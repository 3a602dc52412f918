"""Two workers take calls about one youth on two stores; the supervisor gets both and joins them: neither clock nor call is lost."""

from __future__ import annotations

from typing import Any

import pytest

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda import queries as required
from fieldapp.agenda.model import Line, Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk import overview, transfer
from fieldapp.desk.checking import digest_of
from fieldapp.desk.desk import Desk
from fieldapp.errors import BadInput
from fieldapp.exchange.folder import FolderDestination
from fieldapp.locate import acts as locate
from fieldapp.locate import queries as episodes
from fieldapp.locate.model import Call
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Standing
from fieldapp.youth.queries import count
from fieldapp.youth.queries import youth as record_of
from fieldapp.youth.queries import youths as everyone
from tests.desk.office import Office


@pytest.fixture
def two(team: Office) -> tuple[Desk, Desk]:
    """The youth's own worker, and whoever is on call tonight."""
    own, on_call = team.store("worker", "Dana Demo-Worker"), team.store("worker", "Robin Mock-Oncall")
    for desk in (own, on_call):
        team.enroll(desk)
        team.empty()
    return own, on_call


def _record(desk: Desk) -> str:
    youth = desk.do(youths.open_record, Names(chosen="Mika Sample", legal="Mikaela Sample")).result
    standing = Standing(born="2011-05-30", jurisdiction="dependent", in_care=True, placement_order=True)
    desk.do(youths.say_standing, youth, standing)
    return youth


def _call(desk: Desk, at: int, caller: str, name: str, youth: str = "") -> Occasion:
    return Occasion(*desk.do(locate.start_from_call, Call(came_at=at, caller=caller, youth_name=name), youth).result)


def _send(team: Office, *desks: Desk) -> None:
    for desk in desks:
        transfer.send(desk, FolderDestination(team.folder))
    assert {each.outcome for each in team.read(team.lead)} == {"accepted"}
    team.empty()


def _line(desk: Desk, occasion: Occasion, key: str) -> Line:
    return next(each for each in desk.ask(required.lines, desk.ask(episodes.group, occasion.id)) if each.key == key)


def test_both_clocks_both_calls_and_every_notice_survive_the_joining(team: Office, two: tuple[Desk, Desk], hand: Any) -> None:
    own, on_call = two
    first = hand.now
    late_call = _call(on_call, first, "Neighbor", "Mica")
    hand.pass_by(40 * clock.MINUTE)
    youth = _record(own)
    known = _call(own, hand.now, "Example Home A", "", youth)
    proof = Proof(outcome="report_taken", made_at=hand.now, agency="Example City Police", number="26-0417")
    own.do(agenda.record_notice, known, "police//agency_learned", proof)
    _send(team, own, on_call)
    lead = team.lead
    assert len(lead.ask(overview.today).missing) == 2, "nobody knows yet that they are one"

    lead.do(locate.join_call, late_call.youth, youth, "the neighbor misheard the name")

    (tile,) = lead.ask(overview.today).missing
    assert (tile.youth, tile.initials, tile.since) == (youth, "MS", first)
    assert [line.name for line in lead.ask(everyone)] == ["Mika Sample"]
    for occasion in (known, late_call):
        police, center = (_line(lead, occasion, key) for key in ("police//agency_learned", "ncmec//agency_learned"))
        assert police.state == "settled"
        assert police.made[0].proof.number == "26-0417"
        assert center.due == first + 24 * clock.HOUR, "the earlier call's limit"
    both = [lead.ask(episodes.episode, each.youth, each.id) for each in (known, late_call)]
    assert {(each.call.caller, each.call.came_at) for each in both if each and each.call} == {
        ("Example Home A", first + 40 * clock.MINUTE),
        ("Neighbor", first),
    }
    record = lead.ask(record_of, late_call.youth)
    assert record is not None
    assert record.names.value.legal == "Mikaela Sample", "either way leads to the real record"


def test_calls_that_go_on_after_the_joining_still_find_each_other(team: Office, two: tuple[Desk, Desk], hand: Any) -> None:
    own, on_call = two
    late_call = _call(on_call, hand.now, "Neighbor", "Mica")
    youth = _record(own)
    known = _call(own, hand.now, "Example Home A", "", youth)
    _send(team, own, on_call)
    team.lead.do(locate.join_call, late_call.youth, youth, "")
    hand.pass_by(clock.HOUR)
    proof = Proof(outcome="told", made_at=hand.now, number="NC-7")
    on_call.do(agenda.record_notice, late_call, "ncmec//agency_learned", proof)
    _send(team, on_call)
    assert _line(team.lead, known, "ncmec//agency_learned").state == "settled"


def test_two_calls_first_and_the_record_last_are_all_one(desk: Desk, hand: Any, mika: str) -> None:
    first = _call(desk, hand.now, "Neighbor", "Mica")
    hand.pass_by(clock.HOUR)
    second = _call(desk, hand.now, "School", "Micaela")
    desk.do(locate.join_call, first.youth, mika, "")
    desk.do(locate.join_call, second.youth, mika, "")
    (tile,) = desk.ask(overview.today).missing
    assert tile.next_due == hand.now - clock.HOUR + 24 * clock.HOUR
    assert {each.id for each in desk.ask(episodes.group, first.id)} == {first.id, second.id}
    with pytest.raises(BadInput):
        desk.do(locate.join_call, second.youth, mika, "")


def test_rows_made_anew_are_the_same_after_a_joining(team: Office, two: tuple[Desk, Desk], hand: Any) -> None:
    from fieldapp.ledger.rebuild import rebuild

    own, on_call = two
    late_call = _call(on_call, hand.now, "Neighbor", "Mica")
    youth = _record(own)
    _call(own, hand.now, "Example Home A", "", youth)
    _send(team, own, on_call)
    team.lead.do(locate.join_call, late_call.youth, youth, "")
    before = digest_of(team.lead)
    team.lead.batch(lambda book: list(rebuild(book)))
    assert digest_of(team.lead) == before


@pytest.mark.parametrize("_turn", range(4))
def test_what_was_joined_is_seen_whole_though_the_other_record_has_not_come(
    team: Office, two: tuple[Desk, Desk], hand: Any, _turn: int
) -> None:
    """Which of two records heads hangs on their ids; neither may hide the other while it is on its way, nor close a page."""
    own, on_call = two
    youth = _record(own)
    known = _call(own, hand.now, "Example Home A", "", youth)
    late_call = _call(on_call, hand.now, "Neighbor", "Mica")
    other = on_call.do(youths.open_record, Names(chosen="Mika Other")).result
    transfer.send(on_call, FolderDestination(team.folder))
    late = next(team.folder.rglob("*.fxb"))
    kept = late.rename(team.root / late.name)
    own.do(youths.join, youth, other, "one youth")
    own.do(youths.join, youth, late_call.youth, "one youth")
    own.do(locate.join_episodes, youth, known.id, late_call.youth, late_call.id)
    _send(team, own)
    for desk in (own, team.lead):
        assert [line.name for line in desk.ask(everyone)] == ["Mika Sample"]
        assert desk.ask(count) == 1
        (tile,) = desk.ask(overview.today).missing
        assert (tile.youth, tile.initials) == (youth, "MS")
        record = desk.ask(record_of, youth)
        assert record is not None
        assert record.id == youth
        assert desk.ask(episodes.group, known.id) == [known]
    assert [each.outcome for each in team.read(team.lead, kept)] == ["accepted"]
    assert len(team.lead.ask(everyone)) == 1
    assert {each.id for each in team.lead.ask(episodes.group, known.id)} == {known.id, late_call.id}
