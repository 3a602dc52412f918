"""Records in which nothing waits are passed over, and not one day longer than nothing waits."""

from __future__ import annotations

from typing import Any

import pytest

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion, lines
from fieldapp.demo.story import Walk
from fieldapp.demo.walk import run
from fieldapp.desk.beside_today import beside
from fieldapp.desk.desk import Desk, run_through
from fieldapp.desk.overview import Today, today
from fieldapp.desk.quiet import let_rest
from fieldapp.ledger import resting
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Happened, LastSeen
from fieldapp.vault.kdf import Cost
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Health

_OPEN = frozenset({"open", "begun", "offered"})


def _rested(desk: Desk) -> int:
    return int(desk.book.connection.exec_driver_sql("SELECT count(*) FROM rested").scalar_one())


def _looked_through(desk: Desk) -> Today:
    """Today with no record passed over; the index is wiped for it."""
    desk.batch(lambda book: resting.wake(book.connection))
    return desk.ask(today)


def _settle(desk: Desk, occasion: Occasion) -> list[bytes]:
    made = []
    for line in [each for each in desk.ask(lines, [occasion]) if each.state in _OPEN]:
        outcome = "report_taken" if line.first.recipient == "police" else "told" if line.first.recipient else "done"
        proof = Proof(outcome=outcome, made_at=desk.clock(), channel="phone", to_whom="Desk officer", number="1", note="done")
        made.append(desk.do(agenda.record_notice, occasion, line.key, proof).result)
        desk.do(agenda.mark_copied, occasion.youth, made[-1])
    return made


@pytest.fixture
def over(desk: Desk, mika: str, hand: Any) -> tuple[Occasion, list[bytes]]:
    """Missing once, back, and everything settled."""
    now = hand.now
    occasion = Occasion(*desk.do(locate.start_from_call, Call(came_at=now, caller="Example Home A"), mika).result)
    happened = Happened(agency_learned=now, whereabouts="unknown", last_seen=LastSeen(at=now - clock.HOUR, place="Example City"))
    desk.do(locate.say_happened, mika, occasion.id, happened)
    made = _settle(desk, occasion)
    for what in ("located", "returned"):
        hand.pass_by(clock.HOUR)
        desk.do(locate.end, mika, occasion.id, what, hand.now, "Example Home A")
    for _round in range(3):
        made += _settle(desk, occasion)
    return occasion, made


def test_a_record_that_is_settled_rests_and_today_is_the_same(desk: Desk, over: Any) -> None:
    del over
    before = desk.ask(today)
    run_through(let_rest(desk))
    assert _rested(desk) == 1
    assert desk.ask(today) == before == _looked_through(desk)


def test_who_is_missing_never_rests(desk: Desk, mika: str, hand: Any) -> None:
    desk.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A"), mika)
    run_through(let_rest(desk))
    assert len(desk.ask(today).missing) == 1
    assert _rested(desk) == 0


def test_whatever_is_written_wakes_it(desk: Desk, over: Any, mika: str, hand: Any) -> None:
    occasion, made = over
    run_through(let_rest(desk))
    hand.pass_by(clock.MINUTE)
    desk.do(agenda.take_back, made[0], "the wrong line")
    assert desk.ask(today).due == 1
    assert desk.ask(today) == _looked_through(desk)
    _settle(desk, occasion)
    run_through(let_rest(desk))
    desk.do(youths.say_health, mika, Health(medication="none"))
    run_through(let_rest(desk))
    desk.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A"), mika)
    assert len(desk.ask(today).missing) == 1


def test_through_the_whole_main_job_nothing_is_passed_over_that_waits(tmp_path: Any) -> None:
    """After each step, in every store, today is what it is with every record looked through."""
    walk = Walk(tmp_path, cost=Cost(64, 1, 1))
    rested = 0
    for _step in run(walk):
        for desk in walk.desks.values():
            if desk.read_only:
                continue
            run_through(let_rest(desk))
            rested = max(rested, _rested(desk))
            now = desk.clock()
            desk.clock, held = (lambda now=now: now), desk.clock
            shown, aside = desk.ask(today), desk.ask(beside)
            assert shown == _looked_through(desk)
            assert aside == desk.ask(beside)
            desk.clock = held
    walk.close()
    assert rested > 0
