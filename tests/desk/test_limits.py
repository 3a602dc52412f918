"""What a locked window may know: the instants of what Today asks for, each line once, with ids that name nothing."""

from __future__ import annotations

from typing import Any

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk import calling
from fieldapp.desk.calling import CallDraft
from fieldapp.desk.desk import Desk
from fieldapp.desk.limits import limits
from fieldapp.desk.overview import owed, today, waits
from fieldapp.ledger.ids import is_id
from fieldapp.locate.model import Call, Happened, Waiting


def _call(hand: Any, mika: str, caller: str, wait: Waiting | None = None) -> CallDraft:
    call = Call(came_at=hand.now, taken_at=hand.now, youth_name="Mika", caller=caller)
    return CallDraft(opened_at=hand.now, call=call, happened=Happened(agency_learned=hand.now), youth=mika, wait=wait)


def _on_today(desk: Desk) -> set[int]:
    return {row.due for _band, rows in desk.ask(today).bands for row in rows if row.due is not None}


def test_every_limit_on_today_is_there_and_what_is_settled_is_not(desk: Desk, mika: str, hand: Any) -> None:
    assert desk.ask(limits) == ()
    occasion = Occasion(*desk.do(calling.start, _call(hand, mika, "Example Home A"), waits=False).result)
    before = desk.ask(limits)
    assert _on_today(desk)
    assert _on_today(desk) <= {each.at for each in before}
    assert list(before) == sorted(before)
    (lines,) = desk.ask(waits).lines.values()
    told = next(each for each in owed(lines) if each.first.recipient == "ncmec")
    proof = Proof(outcome="told", made_at=hand.now, channel="phone", to_whom="Intake", number="NC-90023")
    desk.do(agenda.record_notice, occasion, told.key, proof)
    (gone,) = set(before) - set(desk.ask(limits))
    assert gone.at == told.due


def test_the_ids_are_of_one_line_each_and_no_ids_of_the_store(desk: Desk, mika: str, hand: Any) -> None:
    desk.do(calling.start, _call(hand, mika, "Example Home A"), waits=False)
    found = desk.ask(limits)
    assert len({each.id for each in found}) == len(found)
    assert not [each for each in found if is_id(each.id) or each.id in {mika, "ncmec", "police"}]


def test_a_second_call_about_the_same_absence_asks_for_nothing_twice(desk: Desk, mika: str, hand: Any) -> None:
    desk.do(calling.start, _call(hand, mika, "Example Home A"), waits=False)
    first = [each.at for each in desk.ask(limits)]
    hand.pass_by(clock.HOUR)
    desk.do(calling.start, _call(hand, mika, "Aunt"), waits=False)
    assert [each.at for each in desk.ask(limits)] == first


def test_late_it_is_the_instant_at_which_it_is_decided_again(desk: Desk, mika: str, hand: Any) -> None:
    until = hand.now + clock.HOUR
    wait = Waiting(decided_by="Pat Template-Lead", why="texted from the bus", decide_again_at=until)
    desk.do(calling.start, _call(hand, mika, "Example Home A", wait), waits=True)
    assert until in {each.at for each in desk.ask(limits)}
    assert _on_today(desk) <= {each.at for each in desk.ask(limits)}
