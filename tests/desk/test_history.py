"""The history of a youth: every record in plain words, with who, when, and whether it still counts; P26 holds in all of it."""

from __future__ import annotations

from typing import Any

import pytest

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.demo import fiction
from fieldapp.desk import transfer, wrongyouth
from fieldapp.desk.accesslog import accesses
from fieldapp.desk.desk import Desk, run_through
from fieldapp.desk.destroying import Order, destroy
from fieldapp.desk.history import Outline, Ref, Wanted, chosen, outline
from fieldapp.desk.historydetail import Words, closed_words, detail, place_of, searching
from fieldapp.desk.historylines import Line, lines
from fieldapp.exchange.folder import FolderDestination
from fieldapp.identify.entries import ScreeningReviewed
from fieldapp.ledger.kinds import Fact
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.places import resource
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Placement
from tests.desk.full_record import come_back, fill
from tests.desk.office import Office


def _outline(desk: Desk, youth: str) -> Outline:
    found = outline(desk, youth)
    assert found is not None
    return found


def _lines(desk: Desk, youth: str) -> tuple[Line, ...]:
    return lines(desk, _outline(desk, youth).refs)


def _titled(desk: Desk, youth: str, title: str) -> Line:
    return next(each for each in _lines(desk, youth) if each.title.startswith(title))


@pytest.fixture
def missing(desk: Desk, mika: str, hand: Any) -> Occasion:
    return Occasion(*desk.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A"), mika).result)


def test_everything_is_there_newest_first_and_opening_it_is_written_down(desk: Desk, missing: Occasion, hand: Any) -> None:
    hand.pass_by(clock.HOUR)
    desk.do(locate.note, missing.youth, missing.id, "searched", hand.now, "the skate park")
    first, *rest = _lines(desk, missing.youth)
    assert (first.title, first.who, first.role, first.came) == ("Searched", "Dana Demo-Worker", "worker", None)
    assert first.text.startswith("the skate park")
    held = desk.book.connection.exec_driver_sql("SELECT count(*) FROM entry WHERE stream = ?", (missing.youth,)).scalar()
    assert 1 + len(rest) == held
    assert rest[-1].title == "Record begun"
    assert [each.ref.at for each in (first, *rest)] == sorted((each.ref.at for each in (first, *rest)), reverse=True)
    assert "opened_youth" in [each.what for each in accesses(desk)]


def test_no_status_and_no_result_stands_in_a_row_or_is_found_and_the_key_shows_it_and_is_logged(desk: Desk, hand: Any) -> None:
    made = fill(desk, resource("demo", "photo.png").read_bytes())
    hand.pass_by(clock.MINUTE)
    come_back(desk, made)
    found = _outline(desk, made.youth)
    told = lines(desk, found.refs)
    said = repr(told)
    closed = {place: text for place, text in made.markers.items() if place.startswith(("status.", "screening."))}
    assert closed
    assert not {place for place, text in closed.items() if text in said}
    assert made.markers["names.legal"] not in said
    assert made.markers["happened.pregnancy"] not in said
    assert not [word for word in ("victim", "At Risk", "Identified", "Clear concern") if word in said]
    stated = next(each for each in told if each.title == "Restricted notes: stated")
    assert stated.closed
    held = Words()
    for text in closed.values():
        hits = run_through(searching(desk, found, text, held))  # markers are one slip apart
        assert not [each for each in lines(desk, chosen(found.refs, Wanted(found=hits))) if text in repr(each)]
    assert made.markers["status.basis"] in closed_words(desk, made.youth, stated.ref)
    assert "looked_restricted" in [each.what for each in accesses(desk)]


def test_a_contact_taken_back_is_struck_with_who_when_and_why(desk: Desk, missing: Occasion, hand: Any) -> None:
    proof = Proof(outcome="told", made_at=hand.now - 2 * clock.HOUR, channel="phone", number="26-0411")
    notice = desk.do(agenda.record_notice, missing, "ncmec//agency_learned", proof).result
    assert _titled(desk, missing.youth, "NCMEC: told").late == "written down 2 h 00 min after"
    desk.do(agenda.take_back, notice, "it was the other line")
    line = _titled(desk, missing.youth, "NCMEC: told")
    assert line.standing.how == "struck"
    assert line.standing.why == "Dana Demo-Worker, Sat 21 Nov 2026, 22:34 PST: it was the other line"
    opened = detail(desk, _outline(desk, missing.youth), line.ref)
    assert opened is not None
    assert [each.title for each in opened.after] == ["NCMEC: recorded by mistake, taken back"]
    assert opened.hash == notice.hex()
    assert opened.chain == f"No. {line.ref.seq} of this laptop · {notice.hex()[:12]} · agenda.notice 1"


def test_what_was_changed_later_says_so_and_what_it_changed_is_told(desk: Desk, mika: str, hand: Any) -> None:
    for home in ("Example Home A", "Example Home B"):
        hand.pass_by(clock.DAY)
        desk.do(youths.say_placement, mika, Placement(name=home))
    now, before = (each for each in _lines(desk, mika) if each.title == "Placement: stated")
    assert (now.standing.how, before.standing.how) == ("stands", "changed")
    opened = detail(desk, _outline(desk, mika), now.ref)
    assert opened is not None
    assert [each.text for each in opened.before] == ["Example Home A"]


def _write(desk: Desk, youth: str, fact: Fact) -> None:
    desk.batch(lambda book: book.write(desk._pen, youth, fact, desk.clock()))


def test_what_somebody_had_no_right_to_write_is_kept_and_said_so(desk: Desk, mika: str) -> None:
    _write(desk, mika, ScreeningReviewed(id="a" * 26))
    line = _titled(desk, mika, "Screening read by a supervisor")
    assert (line.marks, line.standing.how) == (("not_authorized",), "barred")


def test_what_cannot_be_read_here_is_kept_and_said_so(team: Office, worker: Desk, hand: Any) -> None:
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    connection = worker.book.connection
    worker.do(youths.say_placement, youth, Placement(name="Example Home A"))
    connection.exec_driver_sql("UPDATE entry SET version = 99 WHERE kind = 'youth.opened'")
    connection.exec_driver_sql(
        "UPDATE entry SET salt = NULL, kind = NULL, version = NULL, zone = NULL, body = NULL WHERE kind = 'youth.placement'"
    )
    connection.commit()
    withheld, _names, newer = _lines(worker, youth)
    assert (withheld.title, withheld.marks) == ("A record without its words", ("without_words",))
    assert (newer.title, newer.marks) == ("Written with a newer version of this app", ("newer",))


def _withdrawn(desk: Desk, stream: str, root: bytes, to: str = "") -> None:
    desk.do(wrongyouth.withdraw, desk.book.reading.kinds, stream, [root], to, "two youths of one name")


def test_what_was_withdrawn_says_by_whom_and_why_and_its_words_are_behind_the_key(desk: Desk, mika: str, hand: Any) -> None:
    desk.do(youths.say_placement, mika, Placement(name="Example Home A"))
    other = desk.do(youths.open_record, Names(chosen="Kai Pattern")).result
    root = _titled(desk, mika, "Placement").ref
    hand.pass_by(clock.HOUR)
    _withdrawn(desk, mika, root.entry, other)
    line = next(each for each in _lines(desk, mika) if each.ref.entry == root.entry)
    assert (line.title, line.text, line.standing.how, line.closed) == ("Something about the youth", "", "withdrawn", True)
    assert line.standing.why == "Dana Demo-Worker, Sat 21 Nov 2026, 23:34 PST: two youths of one name"
    assert "Example Home A" not in repr(_lines(desk, mika))
    assert "Kai" not in repr(_lines(desk, mika))
    found = _outline(desk, mika)
    assert run_through(searching(desk, found, "Example Home", Words())) == frozenset()
    assert closed_words(desk, mika, root) == "Placement: stated · Example Home A"
    assert place_of(desk, mika, root).page == "youth"
    assert _titled(desk, mika, "1 record withdrawn: entered in the wrong youth").text.endswith("written anew where they belong")
    there = _titled(desk, other, "Placement")
    assert (there.text, there.marks) == ("Example Home A", ("moved",))
    assert there.standing.origin.startswith(
        "Written by Dana Demo-Worker, Sat 21 Nov 2026, 22:34 PST, in another record; moved here"
    )
    opened = detail(desk, _outline(desk, other), there.ref)
    assert opened is not None
    assert opened.doubt == ""
    desk.book.connection.exec_driver_sql("UPDATE moved SET at = at + 1")
    desk.book.connection.commit()
    opened = detail(desk, _outline(desk, other), there.ref)
    assert opened is not None
    assert opened.doubt.startswith("The record that it was moved from has another time")


def test_what_another_wrote_meanwhile_is_marked_and_not_shown(team: Office, worker: Desk, hand: Any) -> None:
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    absent = worker.do(locate.start_from_call, Call(came_at=hand.now), youth).result[1]
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    team.lead.do(locate.note, youth, absent, "searched", hand.now, "the skate park")
    _withdrawn(worker, youth, next(each.entry for each in _outline(worker, youth).refs if each.kind == "locate.started"))
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    own = next(each for each in _lines(team.lead, youth) if "loose" in each.marks and each.ref.kind == "locate.moment")
    assert (own.title, own.standing.how) == ("Something of an absence", "loose")
    assert "skate park" in closed_words(team.lead, youth, own.ref)


def test_what_was_destroyed_by_order_is_said_to_be(team: Office, hand: Any) -> None:
    lead = team.lead
    youth = lead.do(youths.open_record, Names(chosen="Mika Sample")).result
    lead.do(youths.say_placement, youth, Placement(name="Example Home A"))
    chosen_one = _titled(lead, youth, "Placement").ref.entry
    order = Order("Example Juvenile Court", "EX-77", "2026-11-20")
    run_through(destroy(lead, youth, order, fiction.PASSPHRASES["worker"], [chosen_one]))
    gone = next(each for each in _lines(lead, youth) if each.ref.entry == chosen_one)
    assert (gone.title, gone.marks) == ("A record that was destroyed by order", ("destroyed",))
    assert _titled(lead, youth, "1 record destroyed by order").text.startswith("Example Juvenile Court · EX-77")
    assert _titled(lead, youth, "Destruction carried out")


def test_what_two_people_stated_at_once_is_marked_and_says_when_it_came(team: Office, worker: Desk, hand: Any) -> None:
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    team.lead.do(youths.say_placement, youth, Placement(name="Example Home B"))
    worker.do(youths.say_placement, youth, Placement(name="Example Home A"))
    hand.pass_by(2 * clock.DAY)
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    both = [each for each in _lines(team.lead, youth) if each.title == "Placement: stated"]
    assert [each.marks for each in both] == [("same_time",), ("same_time",)]
    assert {each.came for each in both} == {None, hand.now}
    team.lead.do(youths.decide, youth, "youth.placement", Placement(name="Example Home A"), "asked the home")
    assert [each.marks for each in _lines(team.lead, youth) if each.title == "Placement: stated"] == [(), ()]


def test_a_record_that_came_again_keeps_the_time_at_which_it_came_first(team: Office, worker: Desk, hand: Any) -> None:
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    transfer.send(worker, FolderDestination(team.folder))
    paths = list(team.folder.rglob("*.fxb"))
    team.read(team.lead, *paths)
    first = hand.now
    hand.pass_by(clock.DAY)
    team.read(team.lead, *paths)
    assert {each.came for each in _lines(team.lead, youth)} == {first}


def test_a_date_before_what_its_author_had_read_is_said_to_be_a_wrong_clock(desk: Desk, mika: str, hand: Any) -> None:
    hand.pass_by(-clock.DAY)
    desk.do(youths.say_placement, mika, Placement(name="Example Home A"))
    first = _lines(desk, mika)[0]
    assert (first.title, first.marks) == ("Placement: stated", ("clock",)), "it stands after what its author had read"


def test_two_records_of_one_youth_are_one_history(desk: Desk, mika: str) -> None:
    other = desk.do(youths.open_record, Names(chosen="Mika S.")).result
    desk.do(youths.join, mika, other, "same birth date")
    found = _outline(desk, other)
    assert {each.stream for each in found.refs} == {mika, other}
    assert sum(each.title.startswith("Joined with another") for each in lines(desk, found.refs)) == 2


def test_it_is_narrowed_by_kind_person_day_and_words_that_forgive_a_slip(desk: Desk, missing: Occasion, hand: Any) -> None:
    start = hand.now
    hand.pass_by(clock.DAY)
    desk.do(locate.note, missing.youth, missing.id, "searched", hand.now, "the skáte park")
    found = _outline(desk, missing.youth)
    (only,) = chosen(found.refs, Wanted(since=start + clock.HOUR))
    assert only.kind == "locate.moment"
    assert only not in chosen(found.refs, Wanted(until=start + clock.HOUR))
    assert {each.part for each in chosen(found.refs, Wanted(part="locate"))} == {"locate"}
    assert chosen(found.refs, Wanted(person=desk.me.person)) == found.refs
    assert chosen(found.refs, Wanted(person="q" * 26)) == ()
    held = Words()
    for typed in ("skate", "SKATE park", "skaet", "park dana"):
        assert run_through(searching(desk, found, typed, held)) == frozenset({only.entry}), typed
    assert run_through(searching(desk, found, "swimming", held)) == frozenset()


def test_enter_leads_to_the_thing_that_a_record_speaks_of(desk: Desk, hand: Any) -> None:
    made = fill(desk, resource("demo", "photo.png").read_bytes())
    notice = next(each for each in _outline(desk, made.youth).refs if each.kind == "agenda.notice")
    desk.do(agenda.mark_copied, made.youth, notice.entry)
    by_kind: dict[str, Ref] = {each.kind: each for each in _outline(desk, made.youth).refs}
    for kind, page, own in (
        ("locate.moment", "episode", made.episode),
        ("locate.call", "episode", made.episode),
        ("locate.started", "episode", made.episode),
        ("agenda.copied", "episode", made.episode),
        ("identify.finished", "screening", None),
        ("determine.proposed", "actions", ""),
        ("document.status", "youth", ""),
        ("youth.health", "youth", ""),
    ):
        place = place_of(desk, made.youth, by_kind[kind])
        assert (place.page, place.youth) == (page, made.youth), kind
        assert own is None or place.id == own, kind


def test_a_record_that_is_not_in_the_store_has_none(desk: Desk) -> None:
    assert outline(desk, "a" * 26) is None


def test_the_outline_says_whose_it_is_and_who_wrote_how_many(desk: Desk, mika: str) -> None:
    found = _outline(desk, mika)
    assert (found.name, found.initials) == ("Mika Sample", "MS")
    assert found.people == ((desk.me.person, "Dana Demo-Worker", len(found.refs)),)
