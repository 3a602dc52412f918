"""A laptop's clock set back and forward, by minutes and by years: nothing vanishes, nothing is back-dated, nothing breaks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda import queries as required
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.demo import fiction
from fieldapp.desk import accesslog, backups, beside_today, checking, enrolling, office, transfer, youthfile
from fieldapp.desk import team as team_of
from fieldapp.desk.access import Access
from fieldapp.desk.casefile import page_of
from fieldapp.desk.clocks import SetBack
from fieldapp.desk.desk import Desk, run_through
from fieldapp.document import acts as document
from fieldapp.document import queries as documented
from fieldapp.document.model import Status
from fieldapp.errors import Fixable, NotAllowed
from fieldapp.exchange.folder import FolderDestination
from fieldapp.identify import acts as screening
from fieldapp.identify.model import Evidence, Rating
from fieldapp.identify.queries import draft, screenings
from fieldapp.locate import acts as locate
from fieldapp.locate import queries as episodes
from fieldapp.locate.model import Call, Happened, LastSeen
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Placement
from fieldapp.youth.queries import statements
from fieldapp.youth.queries import youth as record_of
from tests.desk.office import Office
from tests.property.oracle import pages

YEAR = 365 * clock.DAY
JUMPS = {
    "six minutes": 6 * clock.MINUTE,
    "a month": 31 * clock.DAY,
    "twenty years": 20 * YEAR,
}
NIGHTS = {
    "the night that is an hour longer": "2026-11-01T00:20:00-07:00",
    "the night that is an hour shorter": "2027-03-14T00:20:00-08:00",
    "the twenty-ninth of February": "2028-02-28T22:20:00-08:00",
    "the last hour of a year": "2026-12-31T23:20:00-08:00",
}


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    place = tmp_path / "disk"
    place.mkdir()
    return place


# -- a whole journey


def _tried(act: Callable[[], object]) -> None:
    """Done, or refused in words."""
    with suppress(Fixable):
        act()


def _call(desk: Desk, mika: str) -> Occasion:
    call = Call(came_at=desk.clock(), caller="Example Home A", call_back="555-0117")
    return Occasion(*desk.do(locate.start_from_call, call, mika).result)


def _go_on(desk: Desk, occasion: Occasion, hand: Any) -> None:
    """Everything that a night still asks for, in steps of ten minutes, whatever the clock says meanwhile."""
    youth, episode = occasion.youth, occasion.id
    seen = LastSeen(at=desk.clock() - clock.HOUR, place="Example City stop")
    learned = desk.ask(episodes.episode, youth, episode)
    assert learned is not None
    known = Happened(agency_learned=learned.happened.agency_learned, last_seen=seen)
    _tried(lambda: desk.do(locate.say_happened, youth, episode, known))
    for key in [line.key for line in desk.ask(required.lines, [occasion])][:3]:
        hand.pass_by(10 * clock.MINUTE)
        proof = Proof(outcome="told", made_at=desk.clock(), channel="phone", number="26-0411", note="by phone")
        _tried(lambda key=key, proof=proof: desk.do(agenda.record_notice, occasion, key, proof))  # type: ignore[misc]
    _tried(lambda: desk.do(locate.note, youth, episode, "searched", desk.clock(), "the park"))
    _tried(lambda: desk.do(document.say_status, youth, Status(cse="at_risk", suspected_at=desk.clock())))
    _tried(lambda: _screen(desk, youth))
    hand.pass_by(10 * clock.MINUTE)
    for what in ("located", "returned"):
        _tried(lambda what=what: desk.do(locate.end, youth, episode, what, desk.clock(), "Example Home A"))  # type: ignore[misc]


def _screen(desk: Desk, youth: str, code: str = "1") -> str:
    begun = desk.do(screening.begin, youth, "hmis-r15-r16").result
    kept = desk.ask(draft, begun)
    assert kept is not None
    said = Evidence(source="youth_said", code=code, as_of=clock.day(desk.clock()).isoformat(), basis="asked")
    rated = tuple(Rating(item=item, code=code, sources=(said,)) for item in ("R15.1", "R16.1", "R16.2"))
    desk.do(screening.keep, replace(kept, ratings=rated))
    desk.do(screening.finish, begun)
    return begun


def _limits(desk: Desk, occasion: Occasion) -> dict[str, int | None]:
    """Every line that is there -> its limit."""
    return {line.key: line.due for line in desk.ask(required.lines, [occasion])}


def _sound(desk: Desk) -> None:
    list(pages(desk))
    assert [each.sentence for each in run_through(checking.verify(desk)).findings] == []
    rows = run_through(checking.rebuild_rows(desk))
    assert rows.before == rows.after


def _claimed(desk: Desk, after: int) -> list[int]:
    """The times that this laptop's records claim, from a place of its chain on."""
    return [entry.at for entry in desk.book.range(desk.me.device, after + 1)]


@pytest.mark.parametrize("way", ["back", "forward"])
@pytest.mark.parametrize("jump", JUMPS)
def test_no_limit_vanishes_when_the_clock_is_set_in_the_middle_of_an_absence(
    desk: Desk, unlock: Callable[[], Desk], hand: Any, mika: str, jump: str, way: str
) -> None:
    occasion = _call(desk, mika)
    before = _limits(desk, occasion)
    last, _hash = desk.book.last(desk.me.device)
    by = JUMPS[jump] * (1 if way == "forward" else -1)
    hand.pass_by(by)
    began = hand.now
    _go_on(desk, occasion, hand)
    assert all(began <= at <= hand.now for at in _claimed(desk, last)), "each says the time that its clock said"
    _sound(desk)
    assert before.items() <= _limits(desk, occasion).items(), "nothing that was due moved or went"
    hand.pass_by(-by)
    again = unlock()
    _go_on(again, occasion, hand)
    _sound(again)
    assert before.items() <= _limits(again, occasion).items()


@pytest.mark.parametrize("night", NIGHTS)
def test_limits_are_elapsed_hours_in_nights_that_are_longer_or_shorter(desk: Desk, hand: Any, mika: str, night: str) -> None:
    learned = hand.now = clock.parse(NIGHTS[night])
    occasion = _call(desk, mika)
    assert _limits(desk, occasion)["ncmec//agency_learned"] == learned + 24 * clock.HOUR
    for _turn in range(4):  # through the hour that comes twice, or not at all
        hand.pass_by(50 * clock.MINUTE)
        list(pages(desk))
    _go_on(desk, occasion, hand)
    _sound(desk)


def test_two_laptops_with_clocks_years_apart_agree(team: Office, worker: Desk, hand: Any) -> None:
    """What the worker knew counts as later, though the supervisor's clock is two years ahead."""
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    occasion = _call(worker, youth)
    transfer.send(worker, FolderDestination(team.folder))
    hand.pass_by(2 * YEAR)
    assert team.through(team.lead) == ["accepted"]
    team.lead.do(youths.say_placement, youth, Placement(name="Home of two years on"))
    list(pages(team.lead))
    hand.pass_by(-2 * YEAR + clock.MINUTE)
    worker.do(youths.say_placement, youth, Placement(name="Example Home A"))
    team.empty()
    transfer.send(worker, FolderDestination(team.folder))
    assert team.through(team.lead) == ["accepted"]
    held = team.lead.ask(record_of, youth)
    assert held is not None
    assert held.placement is not None
    values = {each.name for each in (held.placement.value, *held.placement.others)}
    assert values == {"Home of two years on", "Example Home A"}, "neither knew of the other: both are shown"
    for desk in (team.lead, worker):
        _sound(desk)
    assert _limits(team.lead, occasion) == _limits(worker, occasion)


# -- what counts is told by who knew what, not by clocks


def test_the_status_stated_last_counts_though_the_clock_was_set_back(desk: Desk, hand: Any, mika: str) -> None:
    """Its reports have clocks of their own: they are planned, whatever the clock says."""
    desk.do(document.say_status, mika, Status(cse="none"))
    hand.pass_by(-YEAR)
    later = desk.do(document.say_status, mika, Status(cse="victim", suspected_at=hand.now, identified_at=hand.now)).result
    assert [each.value.cse for each in desk.ask(documented.history, mika)] == ["victim", "none"]
    assert desk.ask(required.lines, [Occasion(mika, later.hex())]), "a victim's status asks for something"


def test_an_amendment_by_a_clock_set_back_counts_and_waits_to_be_read(team: Office, worker: Desk, hand: Any) -> None:
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    begun = _screen(worker, youth, "0")
    (held,) = worker.ask(screenings, youth)
    worker.do(screening.amend, youth, begun, held.ratings, "more became known")
    hand.pass_by(-2 * clock.HOUR)
    changed = tuple(each for each in held.ratings if each.item != "R16.2")
    worker.do(screening.amend, youth, begun, changed, "one was the other youth's")
    hand.pass_by(2 * clock.HOUR)
    transfer.send(worker, FolderDestination(team.folder))
    assert team.through(team.lead) == ["accepted"]
    (seen,) = team.lead.ask(screenings, youth)
    assert ([each.words for each in seen.amended][-1], seen.ratings) == ("one was the other youth's", changed)
    team.lead.do(screening.review, youth, begun)
    assert [each.unread for each in team.lead.ask(screenings, youth)] == [False]
    hand.pass_by(-2 * clock.HOUR)
    worker.do(screening.amend, youth, begun, held.ratings, "they were the same after all")
    hand.pass_by(2 * clock.HOUR)
    team.empty()
    transfer.send(worker, FolderDestination(team.folder))
    assert team.through(team.lead) == ["accepted"]
    assert [each.unread for each in team.lead.ask(screenings, youth)] == [True], "whoever read it did not have that before them"


def test_what_is_taken_back_gives_way_to_what_was_said_before_it(desk: Desk, hand: Any, mika: str) -> None:
    for name, by in (("first", 0), ("second", -YEAR), ("third", clock.HOUR)):
        hand.pass_by(by)
        desk.do(youths.say_placement, mika, Placement(name=name))
    assert [each.value for each in desk.ask(statements, mika, "youth.placement")] == [
        Placement(name=name) for name in ("third", "second", "first")
    ]
    desk.do(youths.take_back, mika, "youth.placement", "it was the sister's")
    held = desk.ask(record_of, mika)
    assert held is not None
    assert held.placement is not None
    assert held.placement.value.name == "second"


# -- said where times are read


def test_today_says_that_the_clock_cannot_be_right_until_it_is(
    desk: Desk, unlock: Callable[[], Desk], hand: Any, mika: str
) -> None:
    _call(desk, mika)
    assert desk.ask(beside_today.beside).clock is None
    hand.pass_by(-4 * clock.MINUTE)
    assert desk.ask(beside_today.beside).clock is None, "by some minutes clocks are put right"
    hand.pass_by(-YEAR)
    desk = unlock()
    desk.do(youths.say_names, mika, Names(chosen="Mika Sample"))
    told = desk.ask(beside_today.beside).clock
    assert told is not None
    assert told.sentence == (
        "Check this computer's clock: it says Fri 21 Nov 2025, 22:30 PST, and records made here before say"
        " Sat 21 Nov 2026, 22:34 PST."
    )
    assert "Every time left" in told.more
    hand.pass_by(YEAR)
    assert desk.ask(beside_today.beside).clock is None


def test_an_evening_by_a_clock_that_ran_ahead_is_not_held_against_it_for_years(desk: Desk, hand: Any) -> None:
    hand.pass_by(20 * YEAR)
    youth = desk.do(youths.open_record, Names(chosen="Mika Sample")).result
    hand.pass_by(-20 * YEAR)
    assert desk.ask(beside_today.beside).clock is not None
    for number in range(50):
        desk.do(youths.say_placement, youth, Placement(name=f"Example Home {number}"))
    assert desk.ask(beside_today.beside).clock is None


def test_an_episode_says_whose_records_were_dated_by_a_clock_that_was_set_back(desk: Desk, hand: Any, mika: str) -> None:
    occasion = _call(desk, mika)
    hand.pass_by(clock.HOUR)
    desk.do(locate.note, mika, occasion.id, "searched", hand.now, "the park")
    case = page_of(desk, mika, occasion.id)
    assert case is not None
    assert case.set_back == ()
    hand.pass_by(-2 * clock.HOUR)
    desk.do(locate.note, mika, occasion.id, "searched", hand.now, "the mall")
    case = page_of(desk, mika, occasion.id)
    assert case is not None
    assert case.set_back == (SetBack(hand.now, desk.me.person),)


def test_what_was_opened_under_a_clock_set_back_stands_where_it_was_opened_in_the_audit(
    desk: Desk, unlock: Callable[[], Desk], hand: Any, mika: str
) -> None:
    """Who sets the clock back by years to look does not sink to the bottom of the list, or out of it."""
    desk.note_access(Access(what="verified"))
    hand.pass_by(-20 * YEAR)
    desk = unlock()
    desk.ask(youthfile.youthfile, mika)
    hand.pass_by(20 * YEAR + clock.HOUR)
    desk.note_access(Access(what="rebuilt"))
    listed = accesslog.accesses(desk, 4)
    assert [(each.what, each.set_back) for each in listed] == [
        ("rebuilt", False),
        ("opened_youth", True),
        ("unlocked", True),
        ("verified", False),
    ]
    assert clock.day(listed[1].at).year == 2006, "what its clock claimed is shown as it claimed it"


# -- a supervisor's office key


def test_an_office_key_past_its_day_by_this_clock_says_so_and_signs_when_the_clock_is_right(
    team: Office, worker: Desk, hand: Any, disk: Path
) -> None:
    card = team_of.card(team.store("officer", "Quinn Demo-Officer"))
    hand.pass_by(2 * YEAR)
    before = team_of.roster(team.lead)
    for act in (
        lambda: enrolling.enroll(team.lead, card, card.words()),
        lambda: enrolling.revoke(team.lead, worker.me.device),
    ):
        with pytest.raises(NotAllowed, match="good until") as refused:
            act()
        assert "this computer's date" in refused.value.action
    assert team_of.roster(team.lead) == before
    run_through(backups.back_up(team.lead, disk))
    again, _used = backups.restore(disk, team.root / "again", fiction.PASSPHRASES["worker"], hand)
    team.open.append(again)
    hand.pass_by(-2 * YEAR)
    transfer.send(again, FolderDestination(team.folder))
    signed = office.signed_roster(again.book.connection, team_of.root(again))
    assert signed is not None
    assert signed.find(again.me.device) is not None, "it says who it is with the first that it sends"


@pytest.mark.parametrize("first", ["enroll", "renew", "revoke"])
def test_a_store_restored_under_a_wrong_clock_signs_no_number_that_was_given_already(
    team: Office, worker: Desk, hand: Any, disk: Path, first: str
) -> None:
    """The laptop before enrolled somebody after its backup: that list has a number, and others go by it."""
    run_through(backups.back_up(team.lead, disk))
    card = team_of.card(team.store("officer", "Quinn Demo-Officer"))
    enrolling.enroll(team.lead, card, card.words())
    transfer.send_people(team.lead, worker.me.device, FolderDestination(team.folder))
    team.through(worker)
    given = team_of.roster(worker)
    assert given is not None
    hand.pass_by(2 * YEAR)
    again, _used = backups.restore(disk, team.root / "again", fiction.PASSPHRASES["worker"], hand)
    team.open.append(again)
    hand.pass_by(-2 * YEAR)
    {
        "enroll": lambda: enrolling.enroll(again, card, card.words()),
        "renew": lambda: enrolling.renew(again, worker.me.person, hand.now + YEAR),
        "revoke": lambda: enrolling.revoke(again, team.lead.me.device),
    }[first]()
    signed = office.signed_roster(again.book.connection, team_of.root(again))
    assert signed is not None
    assert signed.version > given.version
    assert signed.find(again.me.device) is not None, "it says who it is before anything else"
    team.empty()
    transfer.send(again, FolderDestination(team.folder))
    assert "set_aside" not in team.through(worker)
    assert team_of.roster(worker) == team_of.roster(again)


# -- backups


def _backed_up(desk: Desk, disk: Path, name: str) -> backups.Kept:
    desk.do(youths.open_record, Names(chosen=name))
    return run_through(backups.back_up(desk, disk, keep=2))


def test_backups_of_a_clock_that_ran_ahead_push_out_none_that_is_made_after_it_was_put_right(
    desk: Desk, disk: Path, hand: Any
) -> None:
    hand.pass_by(20 * YEAR)
    ahead = [_backed_up(desk, disk, f"Kai Pattern {turn}") for turn in range(2)]
    hand.pass_by(-20 * YEAR)
    first = _backed_up(desk, disk, "Mika Sample")
    assert {path.name for path in disk.iterdir()} == {ahead[1].name, first.name}
    assert backups.newest(disk).name == first.name, "though it is said to be older"
    second = _backed_up(desk, disk, "Noa Trial")
    assert {path.name for path in disk.iterdir()} == {first.name, second.name}
    assert backups.newest(disk).name == second.name


def test_a_backup_is_due_when_the_last_is_said_to_be_of_a_day_to_come(desk: Desk, disk: Path, hand: Any) -> None:
    hand.pass_by(20 * YEAR)
    run_through(backups.back_up(desk, disk))
    assert not backups.is_due(backups.backups(desk), hand.now)
    hand.pass_by(-20 * YEAR)
    assert backups.is_due(backups.backups(desk), hand.now)


def test_two_backups_at_one_moment_are_two(desk: Desk, disk: Path, hand: Any) -> None:
    made = {run_through(backups.back_up(desk, disk)).name for _turn in range(3)}
    assert made == {path.name for path in disk.iterdir()}
    assert len(made) == 3
