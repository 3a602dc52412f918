"""Entered in the wrong youth: hidden everywhere at once, written anew where it belongs, undone; and nobody else's work lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda import queries as lines
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk import casefile, overview, paperfile, transfer, wrongyouth, youthfile
from fieldapp.desk.callfile import callfile
from fieldapp.desk.checking import digest_of
from fieldapp.desk.desk import Desk
from fieldapp.desk.history import outline
from fieldapp.desk.historydetail import detail
from fieldapp.desk.lookup import lookup
from fieldapp.desk.withdrawnfile import waiting
from fieldapp.desk.writing import letters
from fieldapp.determine.queries import actions
from fieldapp.document import acts as document
from fieldapp.document.model import GridRow, Status
from fieldapp.document.queries import grid, status
from fieldapp.errors import BadInput, NotAllowed
from fieldapp.exchange.folder import FolderDestination
from fieldapp.identify import acts as screening
from fieldapp.identify.model import Evidence, Rating
from fieldapp.identify.queries import draft, screenings
from fieldapp.ledger.rebuild import rebuild
from fieldapp.ledger.withdrawing import Moved, Origin, Target, Withdrawn, WithdrawnByLead
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Happened
from fieldapp.locate.queries import episodes, find, open_episodes
from fieldapp.places import resource
from fieldapp.report.model import PaperKind
from fieldapp.report.queries import copies
from fieldapp.supervise.queries import monday
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Contact, Names, Placement, Standing
from fieldapp.youth.queries import youth as record_of
from tests.desk.full_record import fill
from tests.desk.office import Office
from tests.desk.test_every_kind_barred import _given as given_out
from tests.desk.test_every_kind_barred import _only_in as only_in
from tests.desk.test_every_kind_barred import _said as said_of

WHY = "two youths of one name"


def _withdraw(desk: Desk, stream: str, *roots: bytes, to: str = "", reason: str = WHY) -> int:
    return desk.do(wrongyouth.withdraw, desk.book.reading.kinds, stream, roots, to, reason).result


def _put_back(desk: Desk, stream: str, reason: str = "it was this one") -> int:
    act = next((each.act for each in waiting(desk).withdrawals if each.stream == stream), "")
    return desk.do(wrongyouth.put_back, desk.book.reading.kinds, stream, act, reason).result


def _entry(desk: Desk, stream: str, kind: str) -> bytes:
    """The last of a kind."""
    row = desk.book.connection.exec_driver_sql(
        "SELECT hash FROM entry WHERE stream = ? AND kind = ? ORDER BY seq DESC LIMIT 1", (stream, kind)
    ).first()
    assert row is not None, kind
    return bytes(row[0])


@pytest.fixture
def kai(desk: Desk) -> str:
    """The right youth."""
    youth = desk.do(youths.open_record, Names(chosen="Kai Pattern")).result
    desk.do(youths.say_standing, youth, Standing(born="2010-02-03", jurisdiction="dependent", in_care=True, placement_order=True))
    return youth


def _missing(desk: Desk, youth: str, hand: Any) -> Occasion:
    return Occasion(*desk.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A"), youth).result)


def _told(desk: Desk, occasion: Occasion, hand: Any, number: str = "26-0411") -> bytes:
    proof = Proof(outcome="told", made_at=hand.now, channel="phone", number=number)
    return desk.do(agenda.record_notice, occasion, "ncmec//agency_learned", proof).result


def _everything(desk: Desk, youth: str) -> Iterator[Any]:
    """What every page would say of a youth, and of all."""
    yield desk.ask(record_of, youth)
    yield desk.ask(youthfile.youthfile, youth)
    yield desk.ask(overview.today)
    yield desk.ask(monday, 0)
    yield desk.ask(open_episodes)
    yield desk.ask(episodes, youth)
    yield desk.ask(status, youth)
    yield desk.ask(grid, youth)
    yield desk.ask(screenings, youth)
    yield desk.ask(actions, youth)
    yield [desk.ask(casefile.casefile, youth, each.id) for each in desk.ask(episodes, youth)]


def test_a_whole_absence_goes_with_all_that_hangs_on_it_and_comes_back_as_it_was(
    desk: Desk, mika: str, kai: str, hand: Any
) -> None:
    before = repr(list(_everything(desk, mika)))
    absent = _missing(desk, mika, hand)
    hand.pass_by(clock.HOUR)
    _told(desk, absent, hand)
    desk.do(locate.note, mika, absent.id, "searched", hand.now, "the skate park")
    with_it = repr(list(_everything(desk, mika)))
    assert _withdraw(desk, mika, _entry(desk, mika, "locate.started")) == 0
    hand.now -= clock.HOUR
    assert repr(list(_everything(desk, mika))) == before
    hand.now += clock.HOUR
    everything = _put_back(desk, mika)
    assert repr(list(_everything(desk, mika))) == with_it
    moved = _withdraw(desk, mika, _entry(desk, mika, "locate.started"), to=kai)
    assert 4 <= moved < everything, "what was planned is planned anew"
    assert len(desk.ask(episodes, kai)) == 1
    assert _put_back(desk, mika) == everything
    assert desk.ask(episodes, kai) == []
    assert repr(list(_everything(desk, mika))) == with_it


def test_it_is_the_right_youth_s_with_its_own_times_and_authors(desk: Desk, mika: str, kai: str, hand: Any) -> None:
    learned = hand.now
    absent = _missing(desk, mika, hand)
    hand.pass_by(clock.HOUR)
    _told(desk, absent, hand)
    desk.do(locate.note, mika, absent.id, "searched", hand.now, "the skate park")
    desk.do(locate.say_happened, mika, absent.id, Happened(agency_learned=learned, learned_how="the home"))
    hand.pass_by(clock.DAY)
    _withdraw(desk, mika, _entry(desk, mika, "locate.started"), to=kai)
    (episode,) = desk.ask(episodes, kai)
    assert episode.id != absent.id
    assert (episode.since, episode.started_at) == (learned, learned)
    assert episode.call is not None
    assert [(item.text, item.recorded_at) for item in episode.timeline] == [("the skate park", learned + clock.HOUR)]
    found = {line.first.recipient: line for line in desk.ask(lines.lines, [Occasion(kai, episode.id)])}
    assert found["ncmec"].state == "settled"
    assert [(made.recorded_at, made.proof.number) for made in found["ncmec"].made] == [(learned + clock.HOUR, "26-0411")]
    assert found["tribe"].first.applies == "unknown", "planned by what is known of the right youth"
    assert [tile.initials for tile in desk.ask(overview.today).missing] == ["KP"]


def test_one_notice_goes_to_the_absence_that_goes_on_there(desk: Desk, mika: str, kai: str, hand: Any) -> None:
    wrong, right = _missing(desk, mika, hand), _missing(desk, kai, hand)
    notice = _told(desk, wrong, hand)
    assert _withdraw(desk, mika, notice, to=kai) == 1
    states = {youth: {line.first.recipient: line.state for line in desk.ask(lines.lines, [at])} for youth, at in
              ((mika, wrong), (kai, right))}  # fmt: skip
    assert (states[mika]["ncmec"], states[kai]["ncmec"]) == ("open", "settled")


def test_one_notice_without_an_absence_there_is_withdrawn_and_says_why_it_is_not_moved(
    desk: Desk, mika: str, kai: str, hand: Any
) -> None:
    notice = _told(desk, _missing(desk, mika, hand), hand)
    found = desk.ask(wrongyouth.chosen, desk.book.reading.kinds, mika, [notice], kai)
    assert [step.why for step in found.steps] == ["it is about something that is not moved"]
    assert _withdraw(desk, mika, notice, to=kai) == 0
    assert not [line for line in desk.ask(lines.lines, desk.ask(lines.occasions, mika)) if line.made]


def _screened(desk: Desk, youth: str) -> str:
    begun = desk.do(screening.begin, youth, "hmis-r15-r16").result
    kept = desk.ask(draft, begun)
    assert kept is not None
    source = Evidence(source="youth_said", code="1", as_of="2026-11-20")
    ratings = tuple(Rating(item=item, code="1", sources=(source,)) for item in ("R15.1", "R16.1", "R16.2"))
    desk.do(screening.keep, type(kept)(**{name: getattr(kept, name) for name in kept.__struct_fields__} | {"ratings": ratings}))
    desk.do(screening.finish, begun)
    return begun


def test_a_screening_takes_its_amendments_along_and_what_it_proposed_is_proposed_anew(
    desk: Desk, mika: str, kai: str, hand: Any
) -> None:
    own = _screened(desk, mika)
    (held,) = desk.ask(screenings, mika)
    desk.do(screening.amend, mika, own, held.ratings, "seen in the file")
    assert desk.ask(actions, mika)
    hand.pass_by(clock.DAY)
    assert _withdraw(desk, mika, _entry(desk, mika, "identify.finished"), to=kai) == 2
    assert desk.ask(screenings, mika) == desk.ask(actions, mika) == []
    (there,) = desk.ask(screenings, kai)
    assert (there.ratings, there.finished_at, len(there.amended)) == (held.ratings, held.finished_at, 1)
    assert there.id != own
    assert {each.rule for each in desk.ask(actions, kai)}
    assert desk.ask(overview.today).due


def test_a_step_that_the_screening_settled_is_open_again(desk: Desk, mika: str, hand: Any) -> None:
    absent = _missing(desk, mika, hand)
    hand.pass_by(clock.HOUR)
    desk.do(locate.end, mika, absent.id, "returned", hand.now, "", "")
    hand.pass_by(clock.HOUR)

    def state() -> list[str]:
        return [line.state for line in desk.ask(lines.lines, [absent]) if line.first.rule in {"R-04", "ACT-RESCREEN"}]

    assert state() == ["open"]
    _screened(desk, mika)
    assert state() == ["settled"]
    _withdraw(desk, mika, _entry(desk, mika, "identify.finished"))
    assert state() == ["open"]


def test_a_status_and_its_rows_are_gone_at_once_and_a_newer_one_of_the_right_youth_stays(
    desk: Desk, mika: str, kai: str, hand: Any
) -> None:
    row = GridRow(type="at_risk", start="2026-11-02")
    desk.do(document.say_status, mika, Status(cse="victim", rows=(row,), identified_at=hand.now))
    assert desk.ask(grid, mika)
    hand.pass_by(clock.HOUR)
    desk.do(document.say_status, kai, Status(cse="at_risk"))
    assert _withdraw(desk, mika, _entry(desk, mika, "document.status"), to=kai) == 0
    assert desk.ask(status, mika) is None
    assert desk.ask(grid, mika) == []
    assert not [line for at in desk.ask(lines.occasions, mika) for line in desk.ask(lines.lines, [at])]
    held = desk.ask(status, kai)
    assert held is not None
    assert held.value.cse == "at_risk"


def test_a_section_a_contact_and_a_photo_are_moved_and_what_stood_before_counts_again(
    desk: Desk, mika: str, kai: str, hand: Any
) -> None:
    desk.do(youths.say_placement, mika, Placement(name="Example Home A"))
    hand.pass_by(clock.HOUR)
    desk.do(youths.say_placement, mika, Placement(name="Example Home B"))
    desk.do(youths.say_contact, mika, Contact(name="Luz Example", relation="parent"))
    picture = resource("demo", "photo.png").read_bytes()
    desk.do(youths.add_photo, mika, picture, "image/png", "2026-10-01")
    roots = [_entry(desk, mika, kind) for kind in ("youth.placement", "youth.contact", "youth.photo")]
    hand.pass_by(clock.HOUR)
    assert _withdraw(desk, mika, *roots, to=kai) == 3
    wrong, right = desk.ask(record_of, mika), desk.ask(record_of, kai)
    assert wrong is not None
    assert right is not None
    assert (wrong.placement.value.name if wrong.placement else "", wrong.contacts, wrong.photos) == ("Example Home A", {}, {})
    assert right.placement is not None
    assert (right.placement.value.name, right.placement.at) == ("Example Home B", hand.now - clock.HOUR)
    assert [each.value.name for each in right.contacts.values()] == ["Luz Example"]
    (photo,) = right.photos.values()
    assert desk.files.get(photo.value.file) == picture
    assert lookup(desk, "Kai").total == 1


def test_papers_that_are_out_stay_on_the_list(desk: Desk, hand: Any) -> None:
    made = fill(desk, resource("demo", "photo.png").read_bytes())
    given_out(desk, made)
    before = desk.ask(copies, made.youth)
    assert before
    _withdraw(desk, made.youth, _entry(desk, made.youth, "locate.started"))
    assert desk.ask(copies, made.youth) == before
    assert desk.ask(find, made.episode) is None


REFUSED: tuple[tuple[str, Callable[[Desk, str, str], object], str], ...] = (
    ("no reason", lambda desk, wrong, right: _withdraw(desk, wrong, _entry(desk, wrong, "youth.standing"), to=right, reason=" "),
     "needs its reason"),
    ("the same youth", lambda desk, wrong, _right: _withdraw(desk, wrong, _entry(desk, wrong, "youth.standing"), to=wrong),
     "the same youth"),
    ("nobody", lambda desk, wrong, _right: _withdraw(desk, wrong, _entry(desk, wrong, "youth.standing"), to="a" * 26),
     "not in your store"),
    ("nothing", lambda desk, wrong, right: _withdraw(desk, wrong, to=right), "Nothing is chosen"),
    ("the record", lambda desk, wrong, right: _withdraw(desk, wrong, _entry(desk, wrong, "youth.opened"), to=right),
     "cannot be withdrawn by itself"),
    ("the only name", lambda desk, wrong, right: _withdraw(desk, wrong, _entry(desk, wrong, "youth.names"), to=right),
     "needs a name"),
    ("no reason to put back", lambda desk, wrong, _right: desk.do(wrongyouth.put_back, desk.book.reading.kinds, wrong, "x", ""),
     "needs its reason"),
    ("not withdrawn", lambda desk, wrong, _right: desk.do(wrongyouth.put_back, desk.book.reading.kinds, wrong, "x", "why"),
     "not withdrawn any more"),
)  # fmt: skip


@pytest.mark.parametrize(("act", "words"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED])
def test_what_cannot_be_is_refused_and_nothing_is_written(
    desk: Desk, mika: str, kai: str, act: Callable[[Desk, str, str], object], words: str
) -> None:
    before = digest_of(desk)
    with pytest.raises(BadInput, match=words):
        act(desk, mika, kai)
    assert digest_of(desk) == before


def test_it_is_withdrawn_once(desk: Desk, mika: str) -> None:
    root = _entry(desk, mika, "youth.tribes")
    _withdraw(desk, mika, root)
    with pytest.raises(BadInput, match="withdrawn already"):
        _withdraw(desk, mika, root)


# -- several laptops


def _sends(team: Office, desk: Desk, *to: Desk) -> None:
    transfer.send(desk, FolderDestination(team.folder))
    for each in to:
        team.read(each)
    team.empty()


def test_it_is_hidden_at_the_supervisor_s_once_it_comes_and_rows_are_equal(team: Office, worker: Desk, hand: Any) -> None:
    wrong = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    right = worker.do(youths.open_record, Names(chosen="Kai Pattern")).result
    absent = _missing(worker, wrong, hand)
    _told(worker, absent, hand)
    _sends(team, worker, team.lead)
    assert [tile.initials for tile in team.lead.ask(overview.today).missing] == ["MS"]
    _withdraw(worker, wrong, _entry(worker, wrong, "locate.started"), to=right)
    _sends(team, worker, team.lead)
    assert [tile.initials for tile in team.lead.ask(overview.today).missing] == ["KP"]
    assert digest_of(team.lead) == digest_of(worker)
    (episode,) = team.lead.ask(episodes, right)
    told = [line for line in team.lead.ask(lines.lines, [Occasion(right, episode.id)]) if line.made]
    assert [line.first.recipient for line in told] == ["ncmec"]
    barred = sorted(team.lead.book.connection.exec_driver_sql("SELECT entry FROM barred").scalars())
    team.lead.batch(lambda book: list(rebuild(book)))
    assert sorted(team.lead.book.connection.exec_driver_sql("SELECT entry FROM barred").scalars()) == barred != []


def test_what_somebody_wrote_meanwhile_is_kept_counts_nowhere_and_can_be_moved_after(
    team: Office, worker: Desk, hand: Any
) -> None:
    wrong = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    right = worker.do(youths.open_record, Names(chosen="Kai Pattern")).result
    own = _screened(worker, wrong)
    _sends(team, worker, team.lead)
    (held,) = team.lead.ask(screenings, wrong)
    team.lead.do(screening.amend, wrong, own, held.ratings, "the supervisor saw the file")
    _withdraw(worker, wrong, _entry(worker, wrong, "identify.finished"), to=right)
    _sends(team, worker, team.lead)
    assert team.lead.ask(screenings, wrong) == []
    (there,) = team.lead.ask(screenings, right)
    assert there.amended == ()
    (loose,) = waiting(team.lead).loose
    assert _entry(team.lead, wrong, "identify.amended") in loose.entries
    assert _withdraw(team.lead, wrong, *loose.entries, to=right) == 1
    (there,) = team.lead.ask(screenings, right)
    assert [each.words for each in there.amended] == ["the supervisor saw the file"]
    assert waiting(team.lead).loose == ()


def test_a_worker_withdraws_their_own_alone_and_a_supervisor_anybody_s(team: Office, worker: Desk, hand: Any) -> None:
    other = team.store("officer", "Robin Mock-Officer")
    team.enroll(other)
    team.empty()
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    worker.do(youths.say_placement, youth, Placement(name="Example Home A"))
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    entries = list(worker.book.range(worker.me.device))
    other.batch(lambda book: book.admit(entries))
    root = _entry(other, youth, "youth.placement")
    with pytest.raises(NotAllowed, match="Somebody else wrote this"):
        _withdraw(other, youth, root)
    _withdraw(team.lead, youth, root)
    held = team.lead.ask(record_of, youth)
    assert held is not None
    assert held.placement is None
    back = list(team.lead.book.range(team.lead.me.device))
    worker.batch(lambda book: book.admit(back))
    with pytest.raises(NotAllowed, match="Somebody else withdrew this"):
        _put_back(worker, youth)
    assert _put_back(team.lead, youth) == 1


def test_who_says_that_another_s_record_was_moved_changes_neither_its_author_nor_whether_it_counts(
    team: Office, worker: Desk, hand: Any
) -> None:
    wrong = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    right = worker.do(youths.open_record, Names(chosen="Kai Pattern")).result
    worker.do(youths.say_placement, wrong, Placement(name="Example Home A"))
    _sends(team, worker, team.lead)
    team.lead.do(youths.say_placement, right, Placement(name="Example Home B"))
    good, bad = _entry(team.lead, right, "youth.placement"), _entry(worker, wrong, "youth.placement")
    _withdraw(team.lead, wrong, bad)
    forged = Moved(origins=(Origin(made=good.hex(), was=bad.hex(), at=1, by=worker.me.person),))
    worker.batch(lambda book: book.write(worker._pen, right, forged, hand.now))
    _sends(team, worker, team.lead)
    found = outline(team.lead, right)
    assert found is not None
    ref = next(each for each in found.refs if each.entry == good)
    shown = detail(team.lead, found, ref)
    assert shown is not None
    assert (shown.doubt, shown.line.standing.origin) == ("", "")
    assert _put_back(team.lead, wrong) == 1
    held = team.lead.ask(record_of, right)
    assert held is not None
    assert held.placement is not None
    assert held.placement.value.name == "Example Home B"


def test_a_worker_who_writes_as_a_supervisor_withdraws_nothing_anywhere(team: Office, worker: Desk, hand: Any) -> None:
    youth = team.lead.do(youths.open_record, Names(chosen="Mika Sample")).result
    team.lead.do(youths.say_placement, youth, Placement(name="Example Home A"))
    root = _entry(team.lead, youth, "youth.placement")
    entries = list(team.lead.book.range(team.lead.me.device))
    worker.batch(lambda book: book.admit(entries))
    for kind in (Withdrawn, WithdrawnByLead):
        forged = kind(act="a" * 26, targets=(Target(entry=root.hex()),), reason="mine now")
        worker.batch(lambda book, forged=forged: book.write(worker._pen, youth, forged, hand.now))
    _sends(team, worker, team.lead)
    for desk in (worker, team.lead):
        held = desk.ask(record_of, youth)
        assert held is not None
        assert held.placement is not None
        assert waiting(desk).withdrawals == ()


def test_nothing_of_any_kind_that_is_withdrawn_is_in_any_answer(desk: Desk, hand: Any) -> None:
    """A marker that stands in records of one kind alone is nowhere once they are withdrawn, and all of it comes back."""
    filled = fill(desk, resource("demo", "photo.png").read_bytes())
    before, told = said_of(desk, filled), set[str]()
    for kind, markers in only_in(desk, filled).items():
        if kind in {"youth.names", "report.given"}:  # a record needs a name, and a paper that is out is out
            continue
        shown = {marker for marker in markers if marker in before}
        rows = desk.book.connection.exec_driver_sql("SELECT hash FROM entry WHERE stream = ? AND kind = ?", (filled.youth, kind))
        _withdraw(desk, filled.youth, *(bytes(row[0]) for row in rows))
        after = said_of(desk, filled)
        assert not {marker for marker in shown if marker in after}, kind
        told |= {kind} if shown else set()
        _put_back(desk, filled.youth)
    again = said_of(desk, filled)
    assert {each for each in filled.markers.values() if each in again} == {
        each for each in filled.markers.values() if each in before
    }
    assert len(told) > 15


def test_a_page_that_is_open_on_what_was_withdrawn_finds_nothing_there(desk: Desk, mika: str, hand: Any) -> None:
    absent = _missing(desk, mika, hand)
    line = desk.ask(lines.lines, [absent])[0].key
    _withdraw(desk, mika, _entry(desk, mika, "locate.started"))
    assert desk.ask(casefile.casefile, mika, absent.id) is None
    written = desk.ask(letters, mika, absent.id)
    assert written is None or written.letters == ()
    assert desk.ask(callfile, mika, absent.id, line, "en", frozenset()) is None
    assert desk.ask(paperfile.around, mika, absent.id, PaperKind.POLICE_SHEET).copies == ()
    for act in (
        lambda: _told(desk, absent, hand),
        lambda: desk.do(locate.note, mika, absent.id, "searched", hand.now, "the park"),
        lambda: desk.do(locate.end, mika, absent.id, "returned", hand.now, "", ""),
    ):
        with pytest.raises(BadInput):
            act()
