"""From when to when somebody counts: what was written before the end counts whenever it comes, what was written after it waits to be
renewed, and no clock that is wrong by years loses a record (#19).
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from fieldapp import clock
from fieldapp.clock import DAY
from fieldapp.demo import fiction
from fieldapp.desk import backups, checking, enrolled, enrolling, office, transfer
from fieldapp.desk import team as team_of
from fieldapp.desk.checking import digest_of
from fieldapp.desk.desk import Desk, run_through
from fieldapp.errors import BadInput, BundleRefused, NotAllowed
from fieldapp.exchange import people, validity
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.people import Person, Roster
from fieldapp.exchange.saying import Outcome
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth.queries import youths as everyone
from tests.desk.office import Office

YEARS = 2 * 365 * DAY


@pytest.fixture
def team(team: Office, hand: Any) -> Office:
    """One whose supervisor, and the office key, last longer than a worker's enrollment."""
    _new_key(team, hand.now, hand.now + 3 * validity.TERM)
    enrolling.renew(team.lead, team.lead.me.person, hand.now + 3 * validity.TERM)
    return team


def _new_key(team: Office, since: int, until: int) -> None:
    private = Ed25519PrivateKey.generate()
    key = people.office_key(team.agency.root, private.public_key().public_bytes_raw(), until, since)
    team.lead.do(office.take_office_key, private.private_bytes_raw(), key)


def _call(desk: Desk, name: str) -> None:
    desk.do(locate.start_from_call, Call(came_at=desk.clock(), youth_name=name))


def _send(team: Office, desk: Desk) -> None:
    team.empty()
    transfer.send(desk, FolderDestination(team.folder))


def _read(team: Office, desk: Desk) -> Outcome:
    (outcome,) = team.read(desk)
    return outcome


def _barred(desk: Desk) -> int:
    return int(desk.book.connection.exec_driver_sql("SELECT count(*) FROM barred").scalar_one())


def _names(desk: Desk) -> list[str]:
    return sorted(line.name for line in desk.ask(everyone))


def _until(team: Office, desk: Desk) -> int:
    roster = team_of.roster(team.lead)
    assert roster is not None
    counts = validity.period_of(roster, desk.me.device)
    assert counts is not None
    return counts.until


def _signed(team: Office, change: Any) -> bytes:
    """Another version of the list of people, as an office key would sign it."""
    before = team_of.roster(team.lead)
    kept = msgspec.msgpack.decode(office.local.get(team.lead.book.connection, "office-key") or b"", type=office._Office)
    assert before is not None
    new = replace(change(before), version=before.version + 1, made=team.lead.clock())
    return people.sign(new, Ed25519PrivateKey.from_private_bytes(kept.private), kept.key)


def _adopted(desk: Desk, content: bytes) -> None:
    desk.batch(lambda book: office.adopt(book.connection, content, team_of.root(desk)))
    team_of.reload(desk)


def _each(change: Any) -> Any:
    """A change of everybody who is a worker."""

    def of(roster: Roster) -> Roster:
        return replace(roster, persons=tuple(change(each) if each.role == "worker" else each for each in roster.persons))

    return of


# -- the end


def test_an_enrollment_lasts_a_year_where_nobody_says_otherwise(team: Office, worker: Desk, hand: Any) -> None:
    assert _until(team, worker) == hand.now + validity.TERM
    roster = team_of.roster(worker)
    assert roster is not None
    assert enrolled.term(worker, validity.Period(0, hand.now + 10 * DAY)).state == "soon"


def test_what_was_written_before_the_end_and_comes_later_counts(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, "Mika Sample")
    hand.now = _until(team, worker) + DAY
    _send(team, worker)
    outcome = _read(team, team.lead)
    assert (outcome.outcome, outcome.reason) == ("accepted", "came after the end")
    assert "By their clock it was written before that, and counts." in outcome.sentence
    assert (_names(team.lead), _barred(team.lead)) == (["Mika Sample"], 0)


def test_what_was_written_after_it_is_kept_and_counts_once_it_is_renewed(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, "Mika Sample")
    hand.now = _until(team, worker) + DAY
    _call(worker, "Kai Pattern")
    assert _names(worker) == ["Kai Pattern", "Mika Sample"], "on their own laptop it counts: a night's work waits for nobody"
    assert _barred(worker) == 0
    assert "Your enrollment ended on" in transfer.standing(worker).words
    _send(team, worker)
    outcome = _read(team, team.lead)
    assert outcome.outcome == "accepted"
    assert outcome.reason.startswith("after the end ")
    assert "count once that is renewed" in outcome.sentence
    assert _names(team.lead) == ["Mika Sample"]
    assert _barred(team.lead) > 0
    assert run_through(checking.verify(team.lead)).findings == ()
    enrolling.renew(team.lead, worker.me.person, hand.now + 30 * DAY)
    assert (_names(team.lead), _barred(team.lead)) == (["Kai Pattern", "Mika Sample"], 0)
    assert digest_of(team.lead) == digest_of(worker)


def test_a_day_set_earlier_ends_it_then_and_takes_back_nothing_older(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, "Mika Sample")
    _send(team, worker)
    assert _read(team, team.lead).outcome == "accepted"
    hand.pass_by(DAY)
    enrolling.renew(team.lead, worker.me.person, hand.now + DAY)
    assert _names(team.lead) == ["Mika Sample"]
    hand.pass_by(2 * DAY)
    _call(worker, "Kai Pattern")
    _send(team, worker)
    assert _read(team, team.lead).reason.startswith("after the end")
    assert _names(team.lead) == ["Mika Sample"]


@pytest.mark.parametrize("ahead", [YEARS, -YEARS])
def test_a_sender_s_clock_that_is_years_wrong_loses_nothing_that_came_in_time(
    team: Office, worker: Desk, hand: Any, ahead: int
) -> None:
    """Nothing comes before it was written: what is here before the end was written before it, whatever its clock says."""
    worker.clock = lambda: hand.now + ahead
    _call(worker, "Mika Sample")
    _send(team, worker)
    assert _read(team, team.lead).reason == ""
    assert (_names(team.lead), _barred(team.lead)) == (["Mika Sample"], 0)
    team_of.reload(team.lead)
    assert (_names(team.lead), _barred(team.lead)) == (["Mika Sample"], 0), "judged again the same"


@pytest.mark.parametrize("ahead", [YEARS, -YEARS])
def test_a_reader_s_clock_that_is_years_wrong_loses_nothing(team: Office, worker: Desk, hand: Any, ahead: int) -> None:
    _call(worker, "Mika Sample")
    _send(team, worker)
    team.lead.clock = lambda: hand.now + ahead
    assert _read(team, team.lead).outcome == "accepted"
    assert (_names(team.lead), _barred(team.lead)) == (["Mika Sample"], 0)


def test_two_clocks_years_ahead_keep_a_record_out_until_the_reader_s_is_right(team: Office, worker: Desk, hand: Any) -> None:
    """Neither time speaks for it then; but what is here now was not received in years to come."""
    worker.clock = lambda: hand.now + 10 * YEARS
    _call(worker, "Mika Sample")
    worker.clock = hand
    _send(team, worker)
    hand.pass_by(10 * YEARS)
    assert _read(team, team.lead).reason.startswith("after the end")
    assert _names(team.lead) == []
    hand.pass_by(-10 * YEARS)
    enrolling.renew(team.lead, worker.me.person, hand.now + 30 * DAY)
    assert (_names(team.lead), _barred(team.lead)) == (["Mika Sample"], 0)


def test_a_clock_put_back_makes_no_ended_receipt_good(team: Office, worker: Desk, hand: Any) -> None:
    """It is at least as late as the list of people was signed."""
    roster = team_of.roster(worker)
    assert roster is not None
    assert validity.surely_by(roster, roster.made - YEARS) == roster.made
    assert validity.surely_by(roster, roster.made + 1) == roster.made + 1


def test_what_is_dated_back_after_the_end_counts_and_is_said_to_have_come_later(team: Office, worker: Desk, hand: Any) -> None:
    """Nobody can tell it from a week's work on a laptop without a network; so a person is told, and can revoke."""
    until = _until(team, worker)
    hand.now = until + 30 * DAY
    worker.clock = lambda: until - DAY
    _call(worker, "Kai Pattern")
    _send(team, worker)
    assert _read(team, team.lead).reason == "came after the end"


def test_a_receipt_after_the_end_marks_nothing_until_it_is_renewed(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, "Mika Sample")
    _send(team, worker)
    assert _read(team, team.lead).outcome == "accepted"
    team.empty()
    until = hand.now + 30 * DAY
    enrolling.renew(team.lead, team.lead.me.person, until)
    transfer.send_people(team.lead, worker.me.device, FolderDestination(team.folder))
    assert _read(team, worker).outcome == "accepted"
    team.empty()
    hand.now = until + DAY
    transfer.answer(team.lead, [worker.me.device], FolderDestination(team.folder))
    outcome = _read(team, worker)
    assert (outcome.outcome, outcome.reason) == ("set_aside", "expired")
    assert "By this computer's date your supervisor's enrollment ended on" in transfer.standing(worker).words
    (receipt,) = team.folder.rglob("*.fxb")
    held = receipt.rename(team.root / receipt.name)
    enrolling.renew(team.lead, team.lead.me.person, hand.now + 30 * DAY)
    transfer.send_people(team.lead, worker.me.device, FolderDestination(team.folder))
    assert _read(team, worker).outcome == "gap", "the receipt before it is still aside"
    assert [each.outcome for each in team.read(worker, held)] == ["accepted"]
    assert transfer.standing(worker).waiting == 0


def test_to_a_supervisor_whose_time_is_over_no_record_goes(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, "Mika Sample")
    hand.now = _until(team, team.lead) + DAY
    assert "nothing is sent until it is renewed" in transfer.standing(worker).words
    team.empty()
    assert transfer.send(worker, FolderDestination(team.folder)) == []
    assert list(team.folder.rglob("*.fxb")) == []


# -- the beginning, and lists that differ


def test_before_the_first_day_it_is_set_aside_and_taken_in_on_it(team: Office, worker: Desk, hand: Any) -> None:
    starts = hand.now + 7 * DAY

    def later(person: Person) -> Person:
        return replace(person, since=starts, devices=tuple(replace(each, since=starts) for each in person.devices))

    _adopted(team.lead, _signed(team, _each(later)))
    _call(worker, "Mika Sample")
    _send(team, worker)
    assert (_read(team, team.lead).outcome, _read(team, team.lead).reason) == ("set_aside", "expired")
    hand.now = starts
    assert _read(team, team.lead).outcome == "accepted"
    assert _names(team.lead) == ["Mika Sample"], "what was written before the first day is no loss"


def test_an_end_that_a_newer_list_has_moved_is_said_to_be_that(team: Office, worker: Desk, hand: Any) -> None:
    """A reader who has not heard of the renewal is told which list to read first."""
    second = team.store("worker", "Robin Mock-Worker")
    team.enroll(second)
    team.empty()
    _adopted(worker, office.roster_bytes(team.lead.book.connection) or b"")
    until = hand.now + 30 * DAY
    enrolling.renew(team.lead, team.lead.me.person, until)
    _adopted(worker, office.roster_bytes(team.lead.book.connection) or b"")
    hand.now = until - DAY
    for each in (team.lead, worker, second):
        enrolling.renew(team.lead, each.me.person, until + 300 * DAY)
    hand.now = until + DAY
    transfer.answer(team.lead, [worker.me.device], FolderDestination(team.folder))
    outcome = _read(team, worker)
    assert (outcome.outcome, outcome.reason) == ("set_aside", "newer_people")
    assert "Read that list first" in outcome.sentence


@pytest.mark.parametrize("days", [-1, 0, 4_000])
def test_a_day_that_can_be_no_end_is_refused(team: Office, worker: Desk, hand: Any, days: int) -> None:
    before = team_of.roster(team.lead)
    with pytest.raises(BadInput, match="within three years"):
        enrolling.renew(team.lead, worker.me.person, hand.now + days * DAY)
    with pytest.raises(BadInput, match="not enrolled"):
        enrolling.renew(team.lead, "a" * 26, hand.now + DAY)
    with pytest.raises(NotAllowed):
        enrolling.renew(worker, worker.me.person, hand.now + DAY)
    assert team_of.roster(team.lead) == before


def test_a_lent_laptop_ends_before_its_person_does(team: Office, worker: Desk, hand: Any) -> None:
    lent = replace(team_of.card(team.store("worker", "Dana Demo-Worker 2")), person=worker.me.person, name=worker.me.name)
    enrolling.enroll(team.lead, lent, lent.words(), hand.now + 7 * DAY)
    roster = team_of.roster(team.lead)
    assert roster is not None
    mine, borrowed = (validity.period_of(roster, each) for each in (worker.me.device, lent.device))
    assert mine
    assert borrowed
    assert (mine.until, borrowed.until) == (hand.now + validity.TERM, hand.now + 7 * DAY)
    person = next(each for each in enrolled.enrolled(team.lead, roster) if each.person == worker.me.person)
    assert (person.term.state, enrolled.ending(team.lead)) == ("soon", 1)


# -- the office key, and lists from before


def test_an_office_key_that_is_over_signs_nothing_and_says_so(team: Office, worker: Desk, hand: Any) -> None:
    hand.now = office.signs_until(team.lead.book.connection) + 1
    for act in (
        lambda: enrolling.renew(team.lead, worker.me.person, hand.now + DAY),
        lambda: enrolling.revoke(team.lead, worker.me.device),
    ):
        with pytest.raises(NotAllowed, match="office key was good until"):
            act()
    _new_key(team, hand.now - DAY, hand.now + DAY)
    enrolling.renew(team.lead, worker.me.person, hand.now + DAY)


def test_a_key_signs_nothing_of_before_its_first_day(team: Office, hand: Any) -> None:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    key = people.office_key(team.agency.root, public, hand.now + 9 * DAY, hand.now + DAY)
    root = team_of.root(team.lead)
    early, good = Roster(version=9, made=hand.now), Roster(version=9, made=hand.now + 2 * DAY)
    assert people.read(people.sign(good, private, key), root) == good
    with pytest.raises(BundleRefused):
        people.read(people.sign(early, private, key), root)
    with pytest.raises(BundleRefused):
        people.read(people.sign(early, private, replace(key, since=0)), root)
    for since, until, says in ((hand.now + 1, hand.now + 2, "good from"), (0, hand.now - 1, "was good until")):
        with pytest.raises(NotAllowed, match=says):
            _new_key(team, since, until)


def test_a_revocation_outlives_the_list_that_said_it(team: Office, worker: Desk, hand: Any, tmp_path: Path) -> None:
    """The supervisor's store comes back from before it: its next list, of a higher number, would trust the laptop again."""
    second = team.store("worker", "Robin Mock-Worker")
    team.enroll(second)
    disk = tmp_path / "disk"
    disk.mkdir()
    run_through(backups.back_up(team.lead, disk))
    enrolling.revoke(team.lead, worker.me.device)
    _adopted(second, office.roster_bytes(team.lead.book.connection) or b"")
    before = team_of.sender(second).roster_version
    team.lead.close()
    again, _used = backups.restore(disk, team.root / "again", fiction.PASSPHRASES["worker"], hand)
    team.open.append(again)
    team.empty()
    transfer.send(again, FolderDestination(team.folder))
    assert team.through(second)[0] == "accepted", "its number is higher than any that was signed after the backup"
    roster = team_of.roster(second)
    assert roster is not None
    assert roster.version > before
    found = roster.find(worker.me.device)
    assert found is not None
    assert found[1].revoked
    assert worker.me.device not in {each.id for each in team_of.others(second)}


def test_an_older_list_is_refused_however_it_is_put_forward(team: Office, worker: Desk, hand: Any) -> None:
    old = office.roster_bytes(team.lead.book.connection) or b""
    enrolling.renew(team.lead, worker.me.person, hand.now + DAY)
    newer = office.roster_bytes(team.lead.book.connection) or b""
    _adopted(worker, newer)
    other = _signed(team, lambda roster: replace(roster, persons=roster.persons[:1]))
    for content in (old, people.sign(*_same_number(team))):
        with pytest.raises(BundleRefused) as told:
            _adopted(worker, content)
        assert (told.value.reason, "older than the one here" in told.value.sentence) == ("older_people", True)
    assert office.roster_bytes(worker.book.connection) == newer
    _adopted(worker, newer)
    _adopted(worker, other)


def _same_number(team: Office) -> tuple[Roster, Ed25519PrivateKey, people.OfficeKey]:
    held = team_of.roster(team.lead)
    kept = msgspec.msgpack.decode(office.local.get(team.lead.book.connection, "office-key") or b"", type=office._Office)
    assert held is not None
    return replace(held, made=held.made + 1), Ed25519PrivateKey.from_private_bytes(kept.private), kept.key


def test_the_last_instant_of_a_day_is_that_of_the_wall_clock(hand: Any) -> None:
    on = date(2026, 11, 1)  # clocks go back that night, and the day has 25 hours
    assert clock.local(enrolling.end_of(on)).date() == on
    assert clock.local(enrolling.end_of(on) + 1).date() == on + timedelta(days=1)
    assert enrolling.last_day(hand.now) == clock.day(hand.now + validity.TERM)
