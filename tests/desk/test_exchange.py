"""From one store to another: enrolled by eight words, a bundle sealed and signed, imported, answered by a receipt."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fieldapp import clock
from fieldapp.demo import county
from fieldapp.desk import enrolling, exchangefile, office, transfer
from fieldapp.desk import team as team_of
from fieldapp.desk.checking import digest_of
from fieldapp.desk.desk import Desk, run_through
from fieldapp.errors import BadInput, DestinationTrouble, NotAllowed, Trouble
from fieldapp.exchange import people
from fieldapp.exchange.folder import FolderDestination
from fieldapp.identify import acts as screenings
from fieldapp.identify import queries as screened
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.supervise.queries import monday
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from fieldapp.youth.queries import youth as record_of
from fieldapp.youth.queries import youths as everyone
from tests.desk.office import Office


def _call(desk: Desk, hand: Any, name: str = "Mika Sample") -> tuple[str, str]:
    return desk.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A", youth_name=name)).result


def _bundle(team: Office) -> Path:
    return next(team.folder.rglob("*.fxb"))


def test_a_bundle_arrives_whole_and_its_receipt_comes_back(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, hand)
    assert transfer.standing(worker).words.startswith("Supervisor has nothing yet")
    made = transfer.send(worker, FolderDestination(team.folder))
    assert [each.entries > 0 for each in made] == [True]
    outcomes = team.read(team.lead)
    assert [(each.outcome, each.reason) for each in outcomes] == [("accepted", "")]
    assert [line.name for line in team.lead.ask(everyone)] == ["Mika Sample"]
    assert team.lead.ask(monday, hand.now - clock.DAY).rows[0].what == "missing"
    team.empty()
    transfer.answer(team.lead, [outcomes[0].sender], FolderDestination(team.folder))
    assert [each.outcome for each in team.read(worker)] == ["accepted"]
    standing = transfer.standing(worker)
    assert (standing.waiting, standing.words) == (0, "Supervisor has everything through Sat 22:34")
    assert transfer.send(worker, FolderDestination(team.folder)) == []


def test_whoever_reads_is_told_whether_the_sender_hears_of_it(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, hand)
    transfer.send(worker, FolderDestination(team.folder))
    came = run_through(exchangefile.read_files(team.lead, (_bundle(team),)))
    assert (came.answered, came.owed) == (0, 1)
    assert [made.entries for made in transfer.send(team.lead, FolderDestination(team.folder))] == [0]
    _call(worker, hand, "Kai Placeholder")
    transfer.send(worker, FolderDestination(team.folder))
    came = run_through(exchangefile.read(team.lead, team.folder))
    assert ([each.outcome for each in came.outcomes], came.answered, came.owed) == (["accepted"], 1, 0)


def test_rows_of_both_stores_are_the_same(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, hand)
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    query = "SELECT stream, subject, entry FROM version WHERE stream != 'agency' ORDER BY 1, 2, 3"
    rows = [[tuple(row) for row in desk.book.connection.exec_driver_sql(query)] for desk in (worker, team.lead)]
    assert rows[0] == rows[1] != []


def test_the_same_file_again_is_a_duplicate(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, hand)
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    before = digest_of(team.lead)
    assert [each.outcome for each in team.read(team.lead)] == ["duplicate"]
    assert digest_of(team.lead) == before


def test_a_hole_is_accepted_and_named_and_closes_when_the_rest_comes(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, hand, "Mika Sample")
    transfer.send(worker, FolderDestination(team.folder))
    first = _bundle(team).rename(team.root / "first.fxb")
    card = team_of.card(team.lead)
    receipt_of_first = transfer.sending.sent_to(worker.book.connection, card.device)
    transfer.sending.write_sent(
        worker.book.connection,
        card.device,
        transfer.sending.SentTo(number=1, previous=receipt_of_first.previous, has=receipt_of_first.sent),
    )
    worker.book.connection.commit()
    _call(worker, hand, "Kai Pattern")
    transfer.send(worker, FolderDestination(team.folder))
    assert [each.outcome for each in team.read(team.lead)] == ["gap"]
    assert [each.outcome for each in team.read(team.lead, first)] == ["accepted"]
    assert [line.name for line in team.lead.ask(everyone)] == ["Kai Pattern", "Mika Sample"]


@pytest.mark.parametrize("place", [0, 20, 60, 300, 1500, 2100, -60_000, -1])
def test_one_flipped_bit_anywhere_and_nothing_is_taken(team: Office, worker: Desk, hand: Any, place: int) -> None:
    _call(worker, hand)
    transfer.send(worker, FolderDestination(team.folder))
    content = bytearray(_bundle(team).read_bytes())
    content[place] ^= 1
    flipped = team.root / "flipped.fxb"
    flipped.write_bytes(content)
    outcomes = team.read(team.lead, flipped, _bundle(team))
    assert {each.file: each.outcome for each in outcomes} == {"flipped.fxb": "set_aside", _bundle(team).name: "accepted"}
    refused = next(each for each in outcomes if each.outcome == "set_aside")
    assert refused.reason in {"altered", "unreadable", "cut", "newer_format", "not_for_us", "too_large", "unknown_sender"}
    assert refused.sentence


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.999])
def test_a_bundle_cut_short_is_set_aside(team: Office, worker: Desk, hand: Any, share: float) -> None:
    _call(worker, hand)
    transfer.send(worker, FolderDestination(team.folder))
    content = _bundle(team).read_bytes()
    cut = team.root / "cut.fxb"
    cut.write_bytes(content[: int(len(content) * share)])
    (outcome,) = team.read(team.lead, cut)
    assert (outcome.outcome, outcome.reason in {"cut", "unreadable"}) == ("set_aside", True)
    assert team.lead.ask(everyone) == []


def test_a_bundle_for_somebody_else_and_one_from_nobody_known(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, hand)
    transfer.send(worker, FolderDestination(team.folder))
    other = team.store("officer", "Lee Mock-Officer")
    assert [(each.outcome, each.reason) for each in team.read(other)] == [("set_aside", "not_for_us")]
    stranger = Office(team.root / "elsewhere", county.new_agency(), hand) if (team.root / "elsewhere").mkdir() is None else team
    team.open += stranger.open
    copied = team_of.card(team.lead)
    assert copied.sound()
    assert [(each.outcome, each.reason) for each in team.read(stranger.lead)] == [("set_aside", "not_for_us")]


def test_a_revoked_device_is_refused(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, hand)
    transfer.send(worker, FolderDestination(team.folder))
    roster = team_of.roster(team.lead)
    assert roster is not None
    from msgspec.structs import replace

    persons = tuple(
        replace(
            person,
            devices=tuple(replace(each, revoked=hand.now) if each.id == worker.me.device else each for each in person.devices),
        )
        for person in roster.persons
    )
    held = office.msgspec.msgpack.decode(office.local.get(team.lead.book.connection, "office-key") or b"", type=office._Office)
    new = people.Roster(version=roster.version + 1, made=hand.now, persons=persons)
    signed = people.sign(new, Ed25519PrivateKey.from_private_bytes(held.private), held.key)
    team.lead.batch(lambda book: office.adopt(book.connection, signed, team_of.root(team.lead)))
    assert [(each.outcome, each.reason) for each in team.read(team.lead)] == [("set_aside", "revoked")]


def test_wrong_words_enroll_nobody(team: Office) -> None:
    desk = team.store("worker", "Dana Demo-Worker")
    given = team_of.card(desk)
    with pytest.raises(BadInput):
        enrolling.enroll(team.lead, given, ("wrong",) * 8)
    with pytest.raises(NotAllowed):
        enrolling.enroll(desk, given, given.words())
    with pytest.raises(BadInput):
        transfer.send_people(team.lead, desk.me.device, FolderDestination(team.folder))


def test_a_card_that_takes_somebody_s_place_enrolls_nobody(team: Office, worker: Desk) -> None:
    """The eight words vouch for the laptop's keys alone, so its ids are held against who is enrolled."""
    own, lead = team_of.card(team.store("worker", "Mal Mock-Worker")), team_of.card(team.lead)
    dana = team_of.card(worker)
    for changes in (
        {"person": lead.person},
        {"person": lead.person, "name": lead.name},
        {"person": dana.person, "name": dana.name, "role": "supervisor"},
        {"device": lead.device},
        {"person": dana.person, "name": dana.name, "device": dana.device},
    ):
        card = msgspec.structs.replace(own, **changes)
        before = team_of.roster(team.lead)
        with pytest.raises(BadInput, match="is enrolled already, and is not"):
            enrolling.enroll(team.lead, card, card.words())
        assert team_of.roster(team.lead) == before
    second = msgspec.structs.replace(own, person=dana.person, name=dana.name)
    enrolling.enroll(team.lead, second, second.words())
    enrolling.enroll(team.lead, dana, dana.words())
    roster = team_of.roster(team.lead)
    assert roster is not None
    assert {each.name: len(each.devices) for each in roster.persons} == {lead.name: 1, dana.name: 2}


def test_an_entry_by_someone_without_the_right_takes_no_effect_on_any_replica(team: Office, worker: Desk, hand: Any) -> None:
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    with pytest.raises(NotAllowed):
        worker.do(screenings.review, youth, "a" * 26)
    forged = screenings.ScreeningReviewed(id="a" * 26)
    worker.batch(lambda book: book.write(worker._pen, youth, forged, hand.now))
    transfer.send(worker, FolderDestination(team.folder))
    assert [each.outcome for each in team.read(team.lead)] == ["accepted"]
    barred = team.lead.book.connection.exec_driver_sql("SELECT count(*) FROM barred").scalar()
    assert barred == 1
    assert team.lead.ask(screened.screenings, youth) == []


def test_a_folder_that_is_gone_says_so_and_everything_still_waits(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, hand)
    before = transfer.standing(worker).waiting
    shutil.rmtree(team.folder)
    with pytest.raises(DestinationTrouble) as told:
        transfer.send(worker, FolderDestination(team.folder))
    assert "not there" in told.value.sentence
    assert transfer.standing(worker).waiting == before


def test_a_folder_pulled_out_while_sending_leaves_nothing_half_done(
    team: Office, worker: Desk, hand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _call(worker, hand)
    before = transfer.standing(worker).waiting
    destination = FolderDestination(team.folder)

    def pulled(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fieldapp.exchange.folder.write_durably", pulled)
    with pytest.raises(DestinationTrouble) as told:
        transfer.send(worker, destination)
    assert "full" in told.value.sentence
    monkeypatch.undo()
    assert transfer.standing(worker).waiting == before
    assert len(transfer.send(worker, destination)) == 1
    assert [each.outcome for each in team.read(team.lead)] == ["accepted"]


def test_an_older_roster_is_not_taken(team: Office, unlock: Callable[[], Desk]) -> None:
    del unlock
    first = team.store("worker", "Dana Demo-Worker")
    team.enroll(first)
    old = shutil.copy(_bundle(team), team.root / "old.fxb")
    team.empty()
    second = team.store("worker", "Robin Mock-Worker")
    team.enroll(second)
    team.empty()
    transfer.send_people(team.lead, first.me.device, FolderDestination(team.folder))
    assert [each.outcome for each in team.read(first)] == ["accepted"]
    assert [(each.outcome, each.reason) for each in team.read(first, Path(old))] == [("set_aside", "older_people")]


def test_a_photo_travels_along_and_comes_again_where_it_was_lost(team: Office, worker: Desk, hand: Any) -> None:
    youth, _episode = _call(worker, hand)
    picture = bytes(range(256)) * 500
    worker.do(youths.add_photo, youth, picture, "image/png", "2026-10-02")
    transfer.send(worker, FolderDestination(team.folder))
    assert picture[:64] not in _bundle(team).read_bytes()
    assert [each.outcome for each in team.read(team.lead)] == ["accepted"]
    held = team.lead.ask(record_of, youth)
    assert held is not None
    (photo,) = held.photos.values()
    assert team.lead.files.get(photo.value.file) == picture
    kept = next(team.root.glob(f"Pat*/attachments/{photo.value.file.digest}"))
    kept.unlink()
    with pytest.raises(Trouble, match="has not come yet"):
        team.lead.files.get(photo.value.file)
    assert [each.outcome for each in team.read(team.lead)] == ["duplicate"]
    assert team.lead.files.get(photo.value.file) == picture


def test_a_hole_in_the_numbers_is_named(team: Office, worker: Desk, hand: Any) -> None:
    paths = []
    for name in ("Mika Sample", "Kai Pattern", "Noa Example"):
        _call(worker, hand, name)
        transfer.send(worker, FolderDestination(team.folder))
        paths.append(max(team.folder.rglob("*.fxb")))
    (third,) = team.read(team.lead, paths[2])
    assert third.outcome == "gap"
    assert third.reason == "missing bundles 1, 2"
    assert "number 1, 2" in third.sentence
    assert [each.outcome for each in team.read(team.lead, *paths)] == ["duplicate"] * 3
    _call(worker, hand, "Ash Placeholder")
    transfer.send(worker, FolderDestination(team.folder))
    assert [each.outcome for each in team.read(team.lead, max(team.folder.rglob("*.fxb")))] == ["accepted"]


def test_records_that_never_came_are_counted(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, hand, "Mika Sample")
    transfer.send(worker, FolderDestination(team.folder))
    card = team_of.card(team.lead)
    sent = transfer.sending.sent_to(worker.book.connection, card.device)
    transfer.sending.write_sent(worker.book.connection, card.device, msgspec.structs.replace(sent, has=sent.sent))
    worker.book.connection.commit()
    team.empty()
    _call(worker, hand, "Kai Pattern")
    transfer.send(worker, FolderDestination(team.folder))
    (outcome,) = team.read(team.lead)
    assert (outcome.outcome, outcome.reason.startswith("missing entries 1-")) == ("gap", True)
    assert "records of this sender have not come yet" in outcome.sentence


def test_a_stick_pulled_out_while_reading_is_said_and_blocks_no_other(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, hand)
    transfer.send(worker, FolderDestination(team.folder))
    outcomes = team.read(team.lead, team.folder / "gone.fxb", _bundle(team))
    assert sorted((each.outcome, each.reason) for each in outcomes) == [("accepted", ""), ("set_aside", "out_of_reach")]


def test_in_a_shared_folder_what_is_for_others_is_left_alone(team: Office, worker: Desk, hand: Any) -> None:
    other = team.store("officer", "Quinn Demo-Officer")
    team.enroll(other)
    team.empty()
    _call(worker, hand)
    _call(other, hand, "Kai Pattern")
    for desk in (worker, other):
        transfer.send(desk, FolderDestination(team.folder))
    assert team.through(worker) == []
    assert team.through(team.lead) == ["accepted", "accepted"]
    assert team.through(team.lead) == []
    assert team.through(worker) == ["accepted"]
