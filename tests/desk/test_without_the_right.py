"""Three replicas and a worker who may not sign off: what they write all the same is kept everywhere and counts nowhere."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from fieldapp.desk import checking, office, opening, own, transfer
from fieldapp.desk import team as team_of
from fieldapp.desk.catalogue import reading
from fieldapp.desk.desk import Desk
from fieldapp.desk.exchangefile import exchange
from fieldapp.determine import acts as determine
from fieldapp.determine.entries import DeclineReviewed
from fieldapp.determine.model import Action
from fieldapp.determine.queries import actions, waiting
from fieldapp.document import acts as document
from fieldapp.document.model import GridRow, Status
from fieldapp.errors import NotAllowed
from fieldapp.exchange.folder import FolderDestination
from fieldapp.identify import acts as screenings
from fieldapp.identify.entries import ScreeningReviewed
from fieldapp.identify.model import Evidence, Rating
from fieldapp.identify.queries import Screening, draft
from fieldapp.identify.queries import screenings as screened
from fieldapp.ledger import ids
from fieldapp.ledger.kinds import Fact
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from tests.desk.office import Office


@pytest.fixture
def second(team: Office, worker: Desk) -> Desk:
    """Another supervisor of the same agency: the third replica."""
    desk = team.store("supervisor", "Sam Second-Lead")
    team.enroll(desk)
    transfer.send_people(team.lead, worker.me.device, FolderDestination(team.folder))
    team.through(worker)
    team.empty()
    return desk


def _screening(desk: Desk) -> tuple[str, str]:
    youth = desk.do(youths.open_record, Names(chosen="Mika Sample")).result
    made = desk.do(screenings.begin, youth, "hmis-r15-r16").result
    kept = desk.ask(draft, made)
    assert kept is not None
    said = Evidence(source="youth_said", code="0", as_of="2026-11-21", basis="asked after supper")
    rated = tuple(Rating(item=item, code="0", sources=(said,)) for item in ("R15.1", "R16.1", "R16.2"))
    desk.do(screenings.keep, msgspec.structs.replace(kept, ratings=rated))
    desk.do(screenings.finish, made)
    return youth, made


def _spread(team: Office, worker: Desk, second: Desk) -> tuple[Desk, Desk, Desk]:
    """Everything the worker wrote, at all three."""
    transfer.send(worker, FolderDestination(team.folder))
    assert team.through(team.lead) == ["accepted"]
    assert team.through(second) == ["accepted"]
    return worker, team.lead, second


def test_the_kinds_that_not_everybody_may_write_are_known() -> None:
    """A new one belongs into the tests below, or into those of its own (test_destroying.py, test_wrong_youth.py)."""
    barred = {kind for kind, roles in reading().kinds.roles().items() if "worker" not in roles}
    elsewhere = {"youth.destruction_ordered", "record.withdrawn_by_lead", "record.put_back_by_lead"}
    assert barred == {"identify.reviewed", "agency.roster", "determine.reviewed", *elsewhere}


def test_a_review_by_a_worker_is_refused_and_one_forged_all_the_same_counts_at_none_of_three(
    team: Office, worker: Desk, second: Desk, hand: Any
) -> None:
    youth, made = _screening(worker)
    with pytest.raises(NotAllowed):
        worker.do(screenings.review, youth, made)
    worker.batch(lambda book: book.write(worker._pen, youth, ScreeningReviewed(id=made), hand.now))
    for desk in _spread(team, worker, second):
        assert [each.reviewed for each in desk.ask(screened, youth)] == [None]
        assert _kept(desk, "identify.reviewed") == 1
    (came,) = [each for each in exchange(team.lead).taken if each.records]
    assert (came.outcome, "by somebody who may not make it" in came.sentence) == ("accepted", True)
    assert checking.digest_of(team.lead) == checking.digest_of(second) == checking.digest_of(worker)
    team.lead.do(screenings.review, youth, made)
    assert [_reviewed_at(each) for each in team.lead.ask(screened, youth)] == [hand.now]


def test_a_worker_who_makes_their_own_store_a_supervisor_s_is_one_nowhere_else(
    team: Office, worker: Desk, second: Desk, hand: Any
) -> None:
    youth, made = _screening(worker)
    itself = own.read_self(worker.book.connection)
    worker.batch(lambda book: own.write_self(book.connection, msgspec.structs.replace(itself, role="supervisor")))
    folder = team.root / "Dana-Demo-Worker"
    worker.close()
    again = opening.unlock(folder, "paper lantern drifts over seven quiet hills", hand)
    team.open.append(again)
    assert again.me.role == "worker", "the list of people that the agency signed counts"
    with pytest.raises(NotAllowed):
        again.do(screenings.review, youth, made)
    again.batch(lambda book: book.write(again._pen, youth, ScreeningReviewed(id=made), hand.now))
    for desk in _spread(team, again, second):
        assert [each.reviewed for each in desk.ask(screened, youth)] == [None]


def test_a_list_of_people_that_a_worker_wrote_changes_nobody_s_rights(
    team: Office, worker: Desk, second: Desk, hand: Any
) -> None:
    before = [team_of.roster(desk) for desk in (worker, team.lead, second)]
    forged: Fact = office.RosterMade(number=99, digest="0" * 64, devices=(worker.me.device,))
    worker.batch(lambda book: book.write(worker._pen, ids.AGENCY, forged, hand.now))
    for desk, held in zip(_spread(team, worker, second), before, strict=True):
        assert team_of.roster(desk) == held
        barred = desk.book.connection.exec_driver_sql("SELECT count(*) FROM barred WHERE stream = ?", (ids.AGENCY,)).scalar()
        assert barred == 1


def test_a_right_that_is_given_later_counts_from_then_on_everywhere(team: Office, worker: Desk, second: Desk, hand: Any) -> None:
    """What is kept is judged again by each new list of people, so no replica stays behind."""
    youth, made = _screening(worker)
    worker.batch(lambda book: book.write(worker._pen, youth, ScreeningReviewed(id=made), hand.now))
    _spread(team, worker, second)
    for desk in (team.lead, second):
        _make_supervisor(desk, worker.me.person)
        assert [_reviewed_at(each) for each in desk.ask(screened, youth)] == [hand.now]


def test_what_a_worker_declined_no_worker_confirms_or_sends_back(team: Office, worker: Desk, second: Desk, hand: Any) -> None:
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    worker.do(document.say_status, youth, Status(cse="at_risk", rows=(GridRow(type="at_risk", start="2026-11-01"),)))
    worker.do(determine.decline, youth, "ACT-MDT", "No team in this county.")
    with pytest.raises(NotAllowed):
        worker.do(determine.review_declined, youth, "ACT-MDT", "again", confirmed=False)
    (decision,) = _mdt(worker, youth).decisions
    forged = DeclineReviewed(rule="ACT-MDT", decision=decision.entry, confirmed=False, note="again")
    worker.batch(lambda book: book.write(worker._pen, youth, forged, hand.now))
    for desk in _spread(team, worker, second):
        assert _mdt(desk, youth).state == "declined"
        assert ("ACT-MDT" in {rule for _youth, rule in desk.ask(waiting, [youth])}) is False
    team.lead.do(determine.review_declined, youth, "ACT-MDT", "Ask the next county.", confirmed=False)
    assert _mdt(team.lead, youth).state == "proposed"
    assert (youth, "ACT-MDT") in team.lead.ask(waiting, [youth])


def _mdt(desk: Desk, youth: str) -> Action:
    return next(each for each in desk.ask(actions, youth) if each.rule == "ACT-MDT")


def _make_supervisor(desk: Desk, person: str) -> None:
    roster = team_of.roster(desk)
    assert roster is not None
    persons = tuple(msgspec.structs.replace(each, role="supervisor") if each.id == person else each for each in roster.persons)
    desk.people.know(msgspec.structs.replace(roster, persons=persons))
    desk.batch(lambda book: book.judge_again())


def _reviewed_at(screening: Screening) -> int | None:
    return screening.reviewed.at if screening.reviewed else None


def _kept(desk: Desk, kind: str) -> int:
    found = desk.book.connection.exec_driver_sql("SELECT count(*) FROM entry WHERE kind = ?", (kind,)).scalar()
    return int(found or 0)
