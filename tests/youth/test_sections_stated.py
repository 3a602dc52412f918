"""Sections of a youth's record as people state them: days that can be, what is taken back, what two people said at once."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from fieldapp import clock
from fieldapp.demo.fiction import WORKER
from fieldapp.desk import transfer
from fieldapp.desk.accesslog import accesses
from fieldapp.desk.casefile import casefile
from fieldapp.desk.desk import Desk
from fieldapp.desk.restricted import look
from fieldapp.desk.youthfile import page_of, versions, youthfile
from fieldapp.errors import BadInput
from fieldapp.exchange.folder import FolderDestination
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth import acts
from fieldapp.youth.model import (
    Channel,
    Concern,
    Contact,
    Description,
    Handle,
    Health,
    Names,
    OwnWords,
    Placement,
    Reach,
    Standing,
)
from fieldapp.youth.queries import youth as record_of
from tests.desk.conftest import team, worker
from tests.desk.office import Office

__all__ = ["team", "worker"]


def _section(desk: Desk, youth: str, name: str) -> Any:
    file = desk.ask(youthfile, youth)
    assert file is not None
    return next(each for each in file.sections if each.name == name)


@pytest.mark.parametrize(
    ("day", "words"),
    [("2099-01-01", "lies in the future"), ("2001-01-01", "before the youth's birth"), ("2026-02-31", "is no date")],
)
def test_a_day_that_cannot_be_is_refused_on_each_sheet_and_nothing_is_lost(desk: Desk, mika: str, day: str, words: str) -> None:
    desk.do(acts.say_placement, mika, Placement(name="Example Home A"))
    for act, value in (
        (acts.say_placement, Placement(name="Example Home B", since=day)),
        (acts.say_reach, Reach(handles=(Handle(service="chat", value="@x", last_online=day),))),
    ):
        with pytest.raises(BadInput, match=words):
            desk.do(act, mika, value)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match=words):
        desk.do(acts.add_photo, mika, b"picture", "image/jpeg", day)
    assert dict(_section(desk, mika, "placement").pairs)["Home"] == "Example Home A"
    assert _section(desk, mika, "photo").at is None


def test_a_birth_date_after_what_has_happened_is_refused(desk: Desk, mika: str) -> None:
    desk.do(acts.say_placement, mika, Placement(name="Example Home A", since="2015-03-01"))
    with pytest.raises(BadInput, match="2015-03-01"):
        desk.do(acts.say_standing, mika, Standing(born="2016-01-01"))
    with pytest.raises(BadInput, match="is no date"):
        desk.do(acts.say_contact, mika, Contact(name="Ash Sample", relation="parent", review_on="31 Feb"))


def test_still_right_makes_a_section_fresh_again_without_retyping(desk: Desk, mika: str, hand: Any) -> None:
    desk.do(acts.say_health, mika, Health(medication="inhaler"))
    hand.pass_by(120 * clock.DAY)
    assert _section(desk, mika, "health").stale
    desk.do(acts.say_again, mika, "youth.health")
    fresh = _section(desk, mika, "health")
    assert not fresh.stale
    assert fresh.pairs == (("Medicine", "inhaler"),)


def test_what_is_taken_back_gives_way_to_the_value_before_and_stays_to_be_read(desk: Desk, mika: str, hand: Any) -> None:
    for home in ("Example Home A", "Wrong Home"):
        hand.pass_by(clock.MINUTE)
        desk.do(acts.say_placement, mika, Placement(name=home))
    with pytest.raises(BadInput, match="needs its reason"):
        desk.do(acts.take_back, mika, "youth.placement", "  ")
    desk.do(acts.take_back, mika, "youth.placement", "entered for another youth")
    listed = versions(desk, mika, "youth.placement")
    assert [(each.words, each.reason, each.counts) for each in listed] == [
        ("Example Home A", "entered for another youth", True),
        ("Wrong Home", "", False),
        ("Example Home A", "", False),
    ]
    assert {each.by for each in listed} == {WORKER}


def test_a_first_value_taken_back_leaves_the_section_empty(desk: Desk, mika: str) -> None:
    contact = desk.do(acts.say_contact, mika, Contact(name="Wrong Person", relation="parent")).result
    desk.do(acts.say_own_words, mika, OwnWords(whom_to_call="Auntie"))
    desk.do(acts.take_back, mika, f"youth.contact/{contact}", "not this youth's")
    desk.do(acts.take_back, mika, "youth.own_words", "asked to")
    record = desk.ask(record_of, mika)
    assert record is not None
    assert record.contacts == {}
    assert _section(desk, mika, "own_words").at is None
    with pytest.raises(BadInput, match="Nothing else was known"):
        desk.do(acts.take_back, mika, "youth.names", "typo")


def test_a_changed_contact_keeps_its_history(desk: Desk, mika: str, hand: Any) -> None:
    told = Contact(name="Victor Sample", relation="parent", channels=(Channel(kind="phone", value="555-0111"),))
    contact = desk.do(acts.say_contact, mika, told).result
    hand.pass_by(clock.MINUTE)
    limited = msgspec.structs.replace(told, tell="do_not_tell", order="Order of 12 March")
    desk.do(acts.say_contact, mika, limited, contact)
    record = desk.ask(record_of, mika)
    assert record is not None
    assert [each.value.tell for each in record.contacts.values()] == ["do_not_tell"]
    assert len(versions(desk, mika, f"youth.contact/{contact}")) == 2


def test_a_number_of_a_person_of_concern_is_never_dialable(desk: Desk, mika: str, hand: Any) -> None:
    mother = Contact(name="Rosa Sample", relation="parent", channels=(Channel(kind="phone", value="(213) 555-0118"),))
    desk.do(acts.say_contact, mika, mother)
    episode = desk.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A"), mika).result
    numbers = _dialable(desk, mika, episode[1])
    assert "(213) 555-0118" in numbers
    desk.do(acts.say_concern, mika, Concern(name="Unknown Mister", phones=("1 213 555 0118",)))
    file = desk.ask(youthfile, mika)
    assert file is not None
    assert [(each.concern, each.holder) for each in file.alarms] == [("Unknown Mister", "Rosa Sample")]
    assert "(213) 555-0118" not in _dialable(desk, mika, episode[1])
    with pytest.raises(BadInput, match="person of concern"):
        desk.do(
            acts.say_contact, mika, Contact(name="New", relation="friend", channels=(Channel(kind="phone", value="555-0118"),))
        )


def _dialable(desk: Desk, youth: str, episode: str) -> list[str]:
    file = desk.ask(casefile, youth, episode)
    assert file is not None
    return [reach.phone for _line, reach in (*file.by_phone, *file.in_writing, *file.unknown, *file.keep_telling)]


def test_each_look_at_restricted_notes_is_an_access_entry(desk: Desk, mika: str) -> None:
    assert look(desk, mika) == ("Nothing restricted is on file.",)
    look(desk, mika)
    looks = [each.about for each in accesses(desk) if each.what == "looked_restricted"]
    assert looks == ["MS", "MS"]


def test_the_description_is_read_in_words_and_kept_in_codes(desk: Desk, mika: str) -> None:
    desk.do(acts.say_description, mika, Description(eyes="BRO", hair="BLK", height=67, weight=141))
    pairs = dict(_section(desk, mika, "description").pairs)
    assert pairs["Height"] == "5 ft 7 in, 141 lb"
    assert "BRO" not in pairs["Hair, eyes"]
    assert "brown" in pairs["Hair, eyes"]


def test_two_stores_that_changed_one_fact_show_both_until_a_person_decides(team: Office, worker: Desk, hand: Any) -> None:
    lead = team.lead
    youth = worker.do(acts.open_record, Names(chosen="Mika Sample")).result
    transfer.send(worker, FolderDestination(team.folder))
    team.read(lead)
    hand.pass_by(clock.MINUTE)
    worker.do(acts.say_placement, youth, Placement(name="Example Home A"))
    lead.do(acts.say_placement, youth, Placement(name="Example Home B"))
    transfer.send(worker, FolderDestination(team.folder))
    team.read(lead)
    file = page_of(lead, youth)
    assert file is not None
    (twice,) = file.twice
    assert {(each.words, each.by) for each in twice.versions} == {
        ("Example Home A", "Dana Demo-Worker"),
        ("Example Home B", "Pat Template-Lead"),
    }
    chosen = next(each.value for each in twice.versions if each.words == "Example Home A")
    hand.pass_by(clock.MINUTE)
    with pytest.raises(BadInput, match="not one value"):
        lead.do(acts.say_again, youth, twice.subject)
    lead.do(acts.decide, youth, twice.subject, chosen, "caregiver called")
    after = page_of(lead, youth)
    assert after is not None
    assert after.twice == ()
    assert dict(next(each for each in after.sections if each.name == "placement").pairs)["Home"] == "Example Home A"
    assert len(versions(lead, youth, twice.subject)) == 3, "both statements stay, and the decision is one more"
    with pytest.raises(BadInput, match="decided meanwhile"):
        lead.do(acts.decide, youth, twice.subject, Placement(name="Example Home B"), "again")
