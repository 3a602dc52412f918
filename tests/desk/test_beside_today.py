"""What stands beside Today's list: ready sheets that grew old, and notices not yet entered elsewhere."""

from __future__ import annotations

from typing import Any

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk import overview
from fieldapp.desk.beside_today import beside
from fieldapp.desk.casefile import casefile
from fieldapp.desk.desk import Desk
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Handle, Health, Reach
from tests.desk.conftest import LEARNED


def test_a_section_that_was_begun_grows_old_and_is_fresh_once_it_is_stated_again(desk: Desk, mika: str, hand: Any) -> None:
    assert desk.ask(beside).ready == ()
    desk.do(youths.say_reach, mika, Reach(handles=(Handle(service="phone", value="555-0199"),)))
    desk.do(youths.add_photo, mika, b"\x89PNG" + bytes(100), "image/png", "2026-10-02")
    hand.pass_by(91 * clock.DAY)
    desk.do(youths.say_health, mika, Health(medication="none known"))
    old = desk.ask(beside).ready
    assert {(each.initials, each.what) for each in old} == {("MS", "reach"), ("MS", "photo")}
    desk.do(youths.say_reach, mika, Reach(handles=(Handle(service="phone", value="555-0198"),)))
    assert [each.what for each in desk.ask(beside).ready] == ["photo"]


def test_a_notice_waits_to_be_entered_until_it_is_marked(desk: Desk, mika: str, hand: Any) -> None:
    met = desk.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A", youth_name="Mika"), mika).result
    case = desk.ask(casefile, *met)
    assert case is not None
    line, _reach = case.by_phone[0]
    proof = Proof(outcome="told", made_at=hand.now, channel="phone", to_whom="Desk", number="X-1")
    notice = desk.do(agenda.record_notice, Occasion(*met), line.key, proof).result
    (waiting,) = desk.ask(beside).to_copy
    assert (waiting.youth, waiting.occasion, waiting.initials) == (met[0], met[1], "MS")
    desk.do(agenda.mark_copied, met[0], notice)
    assert desk.ask(beside).to_copy == ()


def test_what_is_owed_after_a_return_stays_on_today_until_it_is_settled(desk: Desk, mika: str, hand: Any) -> None:
    met = desk.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A", youth_name="Mika"), mika).result
    hand.pass_by(26 * clock.HOUR)
    desk.do(locate.end, *met, "returned", hand.now, "", "")
    owed = [row for _band, rows in desk.ask(overview.today).bands for row in rows if row.kind == "episode"]
    assert [(row.youth, row.occasion) for row in owed] == [met]
    assert owed[0].due == LEARNED + clock.DAY
    assert owed[0].law
    case = desk.ask(casefile, *met)
    assert case is not None
    proof = Proof(outcome="done_by_other", made_at=hand.now, to_whom="Desk", late_reason="nobody had the case")
    for line, _reach in (*case.by_phone, *case.in_writing, *case.reverse):
        if line.state in {"open", "begun"}:
            desk.do(agenda.record_notice, Occasion(*met), line.key, proof)
    assert not [row for _band, rows in desk.ask(overview.today).bands for row in rows if row.kind == "episode"]
