"""Destruction by order: no word of the record is left at anybody's, chains hold, and who could not do all of it says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.desk import backups, checking, clearing, destinations, destroying, destruction, transfer
from fieldapp.desk.desk import Desk, run_through
from fieldapp.desk.destroyed import DestructionOrdered
from fieldapp.desk.destroying import Order
from fieldapp.desk.mondayfile import mondayfile
from fieldapp.desk.overview import today
from fieldapp.desk.youthfile import page_of
from fieldapp.errors import BadInput, FieldError, NotAllowed, WrongPassphrase
from fieldapp.exchange.folder import FolderDestination
from fieldapp.identify import acts as screening
from fieldapp.identify.queries import drafts
from fieldapp.ledger.rebuild import digest
from fieldapp.locate.queries import episodes
from fieldapp.places import resource
from fieldapp.vault import opening
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Health, Names
from fieldapp.youth.queries import youths as everyone
from tests.desk.full_record import Filled, come_back, fill
from tests.desk.office import Office

WORDS = fiction.PASSPHRASES["worker"]
ORDER = Order("Juvenile Court of Example County", "DEMO-ORDER-1", "2026-11-20")
_PAGE = 4096
PICTURE = resource("demo", "photo.png").read_bytes()


@pytest.fixture
def filled(worker: Desk) -> Filled:
    made = fill(worker, PICTURE)
    come_back(worker, made)
    return made


def _send(team: Office, desk: Desk, *, again: bool = False) -> None:
    run_through(transfer.posting(desk, FolderDestination(team.folder), again=again))


def _exchange(team: Office, *desks: Desk) -> None:
    """Everybody sends to the stick, then everybody reads it."""
    for desk in desks:
        _send(team, desk)
    for desk in desks:
        team.through(desk)


def enroll(team: Office, desk: Desk, *told: Desk) -> None:
    """One more, whom the others know of from now on."""
    team.empty()
    team.enroll(desk)
    team.empty()
    for each in told:
        if each is not team.lead:
            transfer.send_people(team.lead, each.me.device, FolderDestination(team.folder))
            team.through(each)
    team.empty()


def _destroy(desk: Desk, youth: str, **more: Any) -> str:
    return run_through(destroying.destroy(desk, youth, ORDER, WORDS, **more))


def _everything(desk: Desk) -> bytes:
    """Every page of the database as it is under its encryption, those in use by nothing too; SQLCipher's own layout."""
    root = Path(desk.files._places.root)
    key = opening.unlock(root, WORDS, desk.clock).database()
    raw, found = (root / "store.db").read_bytes(), []
    for at in range(0, len(raw), _PAGE):
        page, begins = raw[at : at + _PAGE], 16 if at == 0 else 0
        cipher = Cipher(AES(key), CBC(page[-80:-64])).decryptor()
        found.append(cipher.update(page[begins:-80]) + cipher.finalize())
    assert b"CREATE TABLE" in found[0] + b"".join(found)
    return b"".join(found)


def _left(desk: Desk, filled: Filled) -> dict[str, str]:
    held = _everything(desk)
    return {place: marker for place, marker in filled.markers.items() if marker.encode() in held}


def _holds(desk: Desk) -> None:
    assert run_through(checking.verify(desk)).findings == ()
    made = run_through(checking.rebuild_rows(desk))
    assert made.before == made.after


def test_nothing_of_it_is_left_anywhere_and_every_chain_holds(team: Office, worker: Desk, filled: Filled, tmp_path: Path) -> None:
    _exchange(team, worker, team.lead)
    assert len(_left(team.lead, filled)) == len(_left(worker, filled)) > 100
    _destroy(team.lead, filled.youth)
    _exchange(team, team.lead, worker)
    _exchange(team, worker, team.lead)
    for desk in (team.lead, worker):
        assert _left(desk, filled) == {}
        assert not list((Path(desk.files._places.root) / "attachments").iterdir())
        assert desk.ask(everyone) == []
        assert page_of(desk, filled.youth) is None
        assert desk.ask(episodes, filled.youth) == []
        _holds(desk)
    (order,) = destruction.orders(team.lead)
    assert (order.by, order.reference, order.dated, order.since) == (ORDER.by, ORDER.reference, ORDER.dated, 0)
    assert order.is_clear
    assert len(order.laptops) == 2


def test_until_a_laptop_confirmed_it_is_named(team: Office, worker: Desk, filled: Filled) -> None:
    _exchange(team, worker, team.lead)
    _destroy(team.lead, filled.youth)
    (order,) = destruction.orders(team.lead)
    assert [(each.person, each.is_clear) for each in order.laptops] == [("Dana Demo-Worker", False), ("Pat Template-Lead", True)]
    _send(team, team.lead)
    team.empty()  # the stick is lost
    _send(team, team.lead)
    team.through(worker)
    assert worker.ask(everyone)
    _send(team, team.lead, again=True)
    team.through(worker)
    assert not worker.ask(everyone)
    _exchange(team, worker, team.lead)
    assert destruction.orders(team.lead)[0].is_clear
    team.empty()
    _send(team, team.lead, again=True)
    assert not list(team.folder.glob(f"{team.lead.me.device}/*.fxb")), "what was confirmed is not sent again"


def test_what_the_worker_is_told(team: Office, worker: Desk, filled: Filled) -> None:
    _exchange(team, worker, team.lead)
    _destroy(team.lead, filled.youth)
    team.empty()
    _send(team, team.lead)
    assert any("were destroyed here by an order" in each.sentence for each in team.read(worker))


def test_backups_and_bundles_that_carried_it_go_and_the_rest_is_sent_again(
    team: Office, worker: Desk, filled: Filled, tmp_path: Path
) -> None:
    other = worker.do(youths.open_record, filled.full(Names, "other")).result
    disk = tmp_path / "disk"
    disk.mkdir()
    run_through(backups.back_up(worker, disk))
    team.hand.pass_by(clock.HOUR)
    worker.do(destinations.remember, team.folder)
    _send(team, worker)
    team.through(team.lead)  # its receipt is not read: the bundle is still on the stick
    _destroy(team.lead, filled.youth)
    _send(team, team.lead)
    sent = set(team.folder.glob(f"{worker.me.device}/*.fxb"))
    team.through(worker)
    assert not any(each.exists() for each in sent)
    (kept,) = disk.glob("fieldapp-*")
    restored, _used = backups.restore(disk, tmp_path / "again", WORDS, team.hand)
    team.open.append(restored)
    left = _left(restored, filled)
    assert left
    assert all(place.startswith("other.") for place in left)
    _send(team, worker)
    team.through(team.lead)
    assert [line.id for line in team.lead.ask(everyone)] == [other]
    assert kept.is_dir()


def test_a_stick_out_of_reach_is_said_and_reached_later(team: Office, worker: Desk, filled: Filled, tmp_path: Path) -> None:
    disk, gone = tmp_path / "disk", tmp_path / "gone"
    disk.mkdir()
    run_through(backups.back_up(worker, disk))
    team.hand.pass_by(clock.HOUR)
    disk.rename(gone)
    _exchange(team, worker, team.lead)
    _destroy(team.lead, filled.youth)
    _exchange(team, team.lead, worker)
    _exchange(team, worker, team.lead)
    (order,) = destruction.orders(team.lead)
    assert [each.beyond for each in order.laptops if each.person == "Dana Demo-Worker"] == [("backups",)]
    assert not order.is_clear
    gone.rename(disk)
    team.hand.pass_by(clock.HOUR)
    for _twice in range(2):
        run_through(clearing.carry_out(worker))
    _exchange(team, worker, team.lead)
    assert destruction.orders(team.lead)[0].is_clear


def test_what_was_destroyed_is_taken_in_from_nobody(team: Office, worker: Desk, filled: Filled, tmp_path: Path) -> None:
    third = team.store("supervisor", "Alex Example-Lead")
    enroll(team, third, team.lead, worker)
    _send(team, worker)
    old = [each.rename(tmp_path / each.name) for each in team.folder.glob(f"{worker.me.device}/*.fxb")]
    assert "accepted" in [each.outcome for each in team.read(team.lead, *old)]
    _destroy(team.lead, filled.youth)
    assert "duplicate" in [each.outcome for each in team.read(team.lead, *old)]
    _send(team, team.lead)
    team.through(third)
    assert destruction.orders(third)
    assert "accepted" in [each.outcome for each in team.read(third, *old)], "the order came before what it is about"
    for desk in (team.lead, third):
        assert _left(desk, filled) == {}
        _holds(desk)


def test_nor_is_a_file_of_it(team: Office, worker: Desk, filled: Filled, tmp_path: Path) -> None:
    """The order came before the photo's record, whose words are withheld; the photo itself is kept by nobody either."""
    third = team.store("supervisor", "Alex Example-Lead")
    enroll(team, third, team.lead, worker)
    _send(team, worker)
    old = [each.rename(tmp_path / each.name) for each in team.folder.glob(f"{worker.me.device}/*.fxb")]
    team.read(team.lead, *old)
    _destroy(team.lead, filled.youth)
    _send(team, team.lead)
    team.through(third)
    assert "accepted" in [each.outcome for each in team.read(third, *old)]
    worker.do(youths.add_photo, worker.do(youths.open_record, Names(chosen="Kai Pattern")).result, PICTURE, "image/png", None)
    _send(team, worker, again=True)
    for desk in (team.lead, third):
        team.through(desk)
        kept = list((Path(desk.files._places.root) / "attachments").iterdir())
        assert len(kept) == 1, "the other youth's alone"


def test_what_comes_later_waits_for_a_decision(team: Office, worker: Desk, filled: Filled, tmp_path: Path) -> None:
    _exchange(team, worker, team.lead)
    _destroy(team.lead, filled.youth)
    worker.do(youths.say_health, filled.youth, Health(medication=filled.mark("late")))  # it has not heard of the order
    _exchange(team, worker, team.lead)
    (order,) = destruction.orders(team.lead)
    assert order.since == 1
    with pytest.raises(WrongPassphrase):
        run_through(destroying.destroy_rest(team.lead, order.order, "another passphrase altogether"))
    run_through(destroying.destroy_rest(team.lead, order.order, WORDS))
    _exchange(team, team.lead, worker)
    assert destruction.orders(team.lead)[0].since == 0
    assert _left(team.lead, filled) == _left(worker, filled) == {}
    with pytest.raises(BadInput, match="Nothing came"):
        run_through(destroying.destroy_rest(team.lead, order.order, WORDS))


def test_a_laptop_that_may_not_order_it_destroys_nothing(team: Office, worker: Desk, filled: Filled) -> None:
    with pytest.raises(NotAllowed):
        _destroy(worker, filled.youth)
    named = tuple(entry.hash.hex() for entry in worker.book.stream(filled.youth))
    forged = DestructionOrdered(order="a" * 26, by="x", reference="x", dated="2026-01-01", whole=True, entries=named)
    worker.batch(lambda book: book.write(worker._pen, filled.youth, forged, worker.clock()))
    _exchange(team, worker, team.lead)
    for desk in (worker, team.lead):
        assert [line.id for line in desk.ask(everyone)] == [filled.youth]
        assert destruction.orders(desk) == ()
        _holds(desk)


@pytest.mark.parametrize(
    ("order", "passphrase", "error", "sentence"),
    [
        (Order("", "1", "2026-11-20"), WORDS, BadInput, "missing"),
        (Order("Court", " ", "2026-11-20"), WORDS, BadInput, "missing"),
        (Order("Court", "1" * 201, "2026-11-20"), WORDS, BadInput, "too long"),
        (Order("Court", "1", "20.11.2026"), WORDS, BadInput, "no date"),
        (Order("Court", "1", "2026-11-30"), WORDS, BadInput, "not come yet"),
        (ORDER, "another passphrase altogether", WrongPassphrase, None),
    ],
)
def test_what_will_not_do_destroys_nothing(
    team: Office, worker: Desk, filled: Filled, order: Order, passphrase: str, error: type[FieldError], sentence: str | None
) -> None:
    _exchange(team, worker, team.lead)
    before = digest(team.lead.book)
    with pytest.raises(error, match=sentence):
        run_through(destroying.destroy(team.lead, filled.youth, order, passphrase))
    assert digest(team.lead.book) == before
    assert destruction.orders(team.lead) == ()


def test_who_is_missing_now_is_not_destroyed(team: Office, worker: Desk) -> None:
    made = fill(worker, PICTURE)
    _exchange(team, worker, team.lead)
    assert destruction.before(team.lead, made.youth).missing
    with pytest.raises(BadInput, match="missing now"):
        _destroy(team.lead, made.youth)
    assert team.lead.ask(everyone)


def test_what_would_go_is_counted_first(team: Office, worker: Desk, filled: Filled) -> None:
    _exchange(team, worker, team.lead)
    found = destruction.before(team.lead, filled.youth)
    assert found.records == sum(1 for _entry in worker.book.stream(filled.youth))
    assert (found.files, found.laptops, found.missing) == (1, 1, False)
    assert found.since <= found.until


def test_joined_records_go_together(team: Office, worker: Desk, filled: Filled, tmp_path: Path) -> None:
    other = worker.do(youths.open_record, filled.full(Names, "other")).result
    worker.do(youths.join, filled.youth, other, filled.mark("reason"))
    _exchange(team, worker, team.lead)
    _destroy(team.lead, filled.youth)
    _exchange(team, team.lead, worker)
    _exchange(team, worker, team.lead)
    assert _left(team.lead, filled) == _left(worker, filled) == {}
    assert destruction.orders(team.lead)[0].is_clear


def test_drafts_of_it_go_and_others_stay(team: Office, worker: Desk, filled: Filled) -> None:
    other = worker.do(youths.open_record, filled.full(Names, "other")).result
    _exchange(team, worker, team.lead)
    for youth in (filled.youth, other):
        worker.do(screening.begin, youth, "hmis-r15-r16")
    _destroy(team.lead, filled.youth)
    _exchange(team, team.lead, worker)
    assert [each.youth for each in worker.ask(drafts)] == [other]


def test_any_single_record_may_go_and_every_page_opens(team: Office, worker: Desk, filled: Filled) -> None:
    """Rows that hung on it are not half there: each page is asked for after each."""
    _exchange(team, worker, team.lead)
    lead = team.lead
    entries = sorted((entry.seq, entry.hash) for entry in lead.book.stream(filled.youth))
    for place, (_seq, each) in enumerate(entries):
        if place % 5 == 0 or place == len(entries) - 1:
            _destroy(lead, filled.youth, chosen=[each])
            page_of(lead, filled.youth)
            lead.ask(episodes, filled.youth)
            lead.ask(today)
            run_through(mondayfile(lead, 0))
            assert lead.book.find(filled.youth, each).sealed is None  # type: ignore[union-attr]
    _holds(lead)
    assert all(not order.since for order in destruction.orders(lead)), "chosen ones say nothing of the rest"


def test_a_crash_between_the_order_and_the_files_is_made_up_for(team: Office, worker: Desk, filled: Filled) -> None:
    _exchange(team, worker, team.lead)
    slices = destroying.destroy(team.lead, filled.youth, ORDER, WORDS)
    next(slices)
    next(slices)
    slices.close()
    rooms = Path(team.lead.files._places.root) / "attachments"
    assert list(rooms.iterdir())
    run_through(clearing.carry_out(team.lead))
    assert not list(rooms.iterdir())
    assert [each.is_clear for each in destruction.orders(team.lead)[0].laptops if each.device == team.lead.me.device] == [True]
