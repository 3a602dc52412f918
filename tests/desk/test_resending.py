"""What is lost, damaged or came in another order on its way comes again without anybody's asking twice, and nothing comes twice (#17)."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from fieldapp.demo import fiction
from fieldapp.desk import backups, transfer
from fieldapp.desk.checking import digest_of
from fieldapp.desk.desk import Desk, Progress, run_through
from fieldapp.exchange import receiving, sending
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.receipts import receipt_for
from fieldapp.exchange.setaside import aside
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from fieldapp.youth.queries import youths as everyone
from tests.desk.office import Office

NAMES = ("Mika Sample", "Kai Pattern", "Noa Example", "Ash Placeholder")


def _call(desk: Desk, hand: Any, name: str) -> None:
    desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name=name))


def _open(desk: Desk, _hand: Any, name: str) -> None:
    desk.do(youths.open_record, Names(chosen=name))


def _sends(team: Office, desk: Desk) -> Path:
    """One bundle, alone in the folder."""
    team.empty()
    (made,) = transfer.send(desk, FolderDestination(team.folder))
    return team.folder / made.name


def _as_if_acknowledged(team: Office, desk: Desk) -> None:
    """As if the supervisor had answered, so that the next bundle brings only what is new."""
    lead = team.lead.me.device
    held = sending.sent_to(desk.book.connection, lead)
    sending.write_sent(desk.book.connection, lead, replace(held, has=held.sent, left=()))
    desk.book.connection.commit()


def _several(team: Office, desk: Desk, hand: Any, names: tuple[str, ...] = NAMES, write: Any = _call) -> list[Path]:
    """A bundle for each name, none of which brings what another does."""
    made = []
    for name in names:
        write(desk, hand, name)
        path = _sends(team, desk)
        made.append(path.rename(team.root / path.name))
        _as_if_acknowledged(team, desk)
    team.empty()
    return made


def _lay(team: Office, desk: Desk, *paths: Path) -> None:
    """Into the folder, as the sender would have put them there."""
    place = team.folder / desk.me.device
    place.mkdir(exist_ok=True)
    for path in paths:
        shutil.copy(path, place / path.name)


def _names(desk: Desk) -> list[str]:
    return sorted(line.name for line in desk.ask(everyone))


# -- asked for by a receipt


def test_a_hole_is_named_in_the_receipt_and_the_next_sending_fills_it(team: Office, worker: Desk, hand: Any) -> None:
    _first, _second, third = _several(team, worker, hand, NAMES[:3])
    _lay(team, worker, third)
    assert team.through(team.lead) == ["gap"]
    assert receiving.lacks(team.lead.book, worker.me.device)
    receipt = receipt_for(team.lead.book, [worker.me.device], 0, hand.now)
    assert receipt.lacks[worker.me.device][0][0] == 1
    assert team.through(worker) == ["accepted"]
    assert transfer.standing(worker).waiting > 0
    assert sending.sent_to(worker.book.connection, team.lead.me.device).asked
    _sends(team, worker)
    assert team.through(team.lead) == ["accepted"]
    assert _names(team.lead) == sorted(NAMES[:3])
    assert not receiving.lacks(team.lead.book, worker.me.device)
    assert team.through(worker) == ["accepted"]
    assert transfer.send(worker, FolderDestination(team.folder)) == [], "asked and answered"
    assert not sending.sent_to(worker.book.connection, team.lead.me.device).asked


def test_a_damaged_bundle_is_asked_for_with_the_next_receipt_and_said_once(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, hand, "Mika Sample")
    path = _sends(team, worker)
    content = path.read_bytes()
    path.write_bytes(content[:-10])
    assert team.through(team.lead) == ["set_aside"]
    (kept,) = aside(team.lead.book.connection)
    assert (kept.reason, kept.asked, kept.number) == ("cut", True, 1)
    assert team.through(team.lead) == [], "the same damage is not said again"
    assert team.through(worker) == ["accepted"], "a receipt that asks for it"
    again = transfer.send(worker, FolderDestination(team.folder))
    assert len(again) == 1, "sent again though nothing was written since"
    assert team.through(team.lead) == ["gap"], "the number of the damaged one has not come"
    assert _names(team.lead) == ["Mika Sample"]
    assert aside(team.lead.book.connection) == [], "all that it would have brought is here"
    assert not receiving.lacks(team.lead.book, worker.me.device)
    assert team.through(worker) == ["accepted"]
    assert transfer.standing(worker).waiting == 0
    assert transfer.send(worker, FolderDestination(team.folder)) == []


def test_a_damaged_file_that_was_mended_is_read(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, hand, "Mika Sample")
    path = _sends(team, worker)
    content = path.read_bytes()
    path.write_bytes(content[:-10] + bytes(10))
    assert team.through(team.lead) == ["set_aside"]
    path.write_bytes(content)
    assert team.through(team.lead) == ["accepted"]
    assert aside(team.lead.book.connection) == []


def test_what_was_asked_for_once_is_not_sent_for_ever(team: Office, worker: Desk, hand: Any) -> None:
    """A receipt that came late asks again for what was sent meanwhile."""
    _call(worker, hand, "Mika Sample")
    path = _sends(team, worker)
    path.write_bytes(path.read_bytes()[:-10])
    assert team.through(team.lead) == ["set_aside"]
    asking = [each.rename(team.root / each.name) for each in (team.folder / team.lead.me.device).glob("*.fxb")]
    for _time in range(2):
        assert [each.outcome for each in team.read(worker, *asking)][-1] in {"accepted", "duplicate"}
        team.empty()
        made = transfer.send(worker, FolderDestination(team.folder))
        assert len(made) == (1 if _time == 0 else 0)


def test_a_stranger_s_junk_makes_nobody_send_anything(team: Office, worker: Desk, hand: Any) -> None:
    """Whose it is stands in the clear, and proves nothing: only who is enrolled is asked, and for nothing that was acknowledged."""
    stranger = team.store("worker", "Sam Stranger")
    stranger.batch(
        lambda book: transfer.office.adopt(
            book.connection, transfer.office.roster_bytes(team.lead.book.connection) or b"", transfer.team.root(stranger)
        )
    )
    _call(stranger, hand, "Kai Pattern")
    path = _sends(team, stranger)
    path.write_bytes(path.read_bytes()[:-10])
    (outcome,) = team.read(team.lead, path)
    assert (outcome.reason, outcome.asked) == ("cut", False)
    team.empty()
    assert transfer.send(team.lead, FolderDestination(team.folder)) == []


# -- a reader that was restored


def test_receipts_from_before_a_restore_no_longer_count_and_what_it_lacks_goes_again(
    team: Office, worker: Desk, hand: Any, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    _call(worker, hand, "Mika Sample")
    _sends(team, worker)
    team.through(team.lead)
    team.through(worker)
    run_through(backups.back_up(team.lead, disk))
    hand.pass_by(60_000)
    _call(worker, hand, "Kai Pattern")
    _sends(team, worker)
    team.through(team.lead)
    team.through(worker)
    assert transfer.standing(worker).waiting == 0
    held = worker.book.last(worker.me.device)[0]
    team.lead.close()
    again, _used = backups.restore(disk, team.root / "again", fiction.PASSPHRASES["worker"], hand)
    team.open.append(again)
    assert _names(again) == ["Mika Sample"]
    team.empty()
    transfer.send(again, FolderDestination(team.folder))
    assert team.through(worker) == ["accepted", "accepted"]
    assert 0 < transfer.standing(worker).waiting < held, "what the backup held need not go again"
    _sends(team, worker)
    assert team.through(again) == ["accepted"]
    assert _names(again) == ["Kai Pattern", "Mika Sample"]
    assert team.through(worker) == ["accepted"]
    assert transfer.standing(worker).waiting == 0


# -- replay and order


def test_the_same_file_a_hundred_times_is_one_import(team: Office, worker: Desk, hand: Any) -> None:
    _call(worker, hand, "Mika Sample")
    path = _sends(team, worker)
    outcomes = team.read(team.lead, *[path] * 100)
    assert [each.outcome for each in outcomes] == ["accepted"] + ["duplicate"] * 99
    assert (
        sum(each.entries for each in outcomes)
        == sum(worker.book.last(chain)[0] for chain in (worker.me.device, f"{worker.me.device}/access")) - 1
    ), "all but the access entry that says that it was sent"


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[1::5], ids=str)
def test_in_whatever_order_they_come_everything_is_there_in_the_end(
    team: Office, worker: Desk, hand: Any, order: tuple[int, ...]
) -> None:
    paths = _several(team, worker, hand)
    words = [team.read(team.lead, paths[place])[0].outcome for place in order]
    assert set(words) <= {"accepted", "gap"}
    assert words[0] == ("accepted" if order[0] == 0 else "gap")
    assert _names(team.lead) == sorted(NAMES)
    assert not receiving.lacks(team.lead.book, worker.me.device)
    assert digest_of(team.lead) == digest_of(worker)


# -- one bad among many


def test_one_bad_bundle_among_sixty_blocks_no_other_and_the_reading_can_be_stopped(team: Office, worker: Desk, hand: Any) -> None:
    paths = _several(team, worker, hand, tuple(f"Mika Sample{number}" for number in range(60)), _open)
    bad = paths[17]
    bad.write_bytes(bad.read_bytes()[:-1] + b"\0")
    _lay(team, worker, *paths)
    slices, seen = transfer.read_folder(team.lead, FolderDestination(team.folder)), list[Progress]()
    for each in slices:
        seen.append(each)
        if each.done == 30:
            break
    slices.close()
    assert {each.what for each in seen} == {"Reading bundles"}
    assert [each.done for each in seen] == sorted(each.done for each in seen)
    assert {each.total for each in seen} == {60}
    assert len(_names(team.lead)) == 29, "what was taken in until then stays"
    assert sending.sent_to(team.lead.book.connection, worker.me.device).owed
    outcomes = team.through(team.lead)
    assert outcomes == ["accepted"] * 30, "the rest, and not the damaged one once more"
    assert len(_names(team.lead)) == 59
    assert [(each.name, each.reason) for each in aside(team.lead.book.connection)] == [(bad.name, "altered")]
