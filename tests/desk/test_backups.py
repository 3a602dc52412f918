"""A backup made, the laptop lost, the store made again elsewhere: nothing is missing, and it sends before anyone re-enrols it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from fieldapp import clock
from fieldapp.county import file as county_file
from fieldapp.county.model import BackupPlan
from fieldapp.demo import county, fiction
from fieldapp.desk import (
    accesslog,
    audit,
    backups,
    checking,
    clearing,
    destroying,
    destruction,
    enrolling,
    leaving,
    locked,
    office,
    opening,
    rekeying,
    transfer,
)
from fieldapp.desk import team as team_of
from fieldapp.desk.access import Access
from fieldapp.desk.checking import digest_of
from fieldapp.desk.county import adopt_county
from fieldapp.desk.county import county as county_of
from fieldapp.desk.desk import Desk, run_through
from fieldapp.desk.destroying import Order
from fieldapp.desk.restored import successions
from fieldapp.errors import BadInput, DestinationTrouble, LockedOut, StoreInUse, Trouble, UnsuitableFolder, WrongPassphrase
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.succession import extended
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.vault import agency_key, earlier
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from fieldapp.youth.queries import youths as everyone
from tests.desk.conftest import CHEAP
from tests.desk.office import Office
from torture.failing import no_larger_than

WORDS = fiction.PASSPHRASES["worker"]


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    place = tmp_path / "disk"
    place.mkdir()
    return place


def _call(desk: Desk, hand: Any, name: str) -> None:
    desk.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A", youth_name=name))


def _names(desk: Desk) -> list[str]:
    return sorted(line.name for line in desk.ask(everyone))


def _restored(team: Office, disk: Path, place: str = "again") -> Desk:
    desk, _used = backups.restore(disk, team.root / place, WORDS, team.hand)
    team.open.append(desk)
    return desk


def test_everything_comes_back_as_a_new_device_that_checks_out(team: Office, worker: Desk, hand: Any, disk: Path) -> None:
    _call(worker, hand, "Mika Sample")
    made = run_through(backups.back_up(worker, disk))
    assert made.records == worker.book.last(worker.me.device)[0] > 0
    before, device = digest_of(worker), worker.me.device
    worker.close()
    again = _restored(team, disk)
    assert (again.me.person, again.me.device == device, again.read_only) == (worker.me.person, False, "")
    assert _names(again) == ["Mika Sample"]
    assert [each.sentence for each in run_through(checking.verify(again)).findings] == []
    rows = run_through(checking.rebuild_rows(again))
    assert rows.before == rows.after != before  # one row more: who goes on for whom
    shown = accesslog.accesses(again)
    assert {each.who for each in shown} == {"Dana Demo-Worker"}
    assert {"Went on as a new device", "Unlocked"} <= {each.words for each in shown}, "those of the device before too"
    again.close()
    assert opening.unlock(team.root / "again", WORDS, hand).read_only == ""


def test_what_was_never_sent_goes_out_before_anyone_enrols_it_again(team: Office, worker: Desk, hand: Any, disk: Path) -> None:
    _call(worker, hand, "Mika Sample")
    run_through(backups.back_up(worker, disk))
    worker.close()
    again = _restored(team, disk)
    _call(again, hand, "Kai Pattern")
    transfer.send(again, FolderDestination(team.folder))
    assert [(each.outcome, each.sentence) for each in team.read(team.lead)] == [("accepted", "")]
    assert _names(team.lead) == ["Kai Pattern", "Mika Sample"]
    assert team.lead.book.connection.exec_driver_sql("SELECT count(*) FROM barred").scalar() == 0
    team.empty()
    transfer.answer(team.lead, [again.me.device], FolderDestination(team.folder))
    assert [each.outcome for each in team.read(again)] == ["accepted"]
    assert transfer.standing(again).waiting == 0
    assert transfer.send(again, FolderDestination(team.folder)) == []
    _call(again, hand, "Noa Trial")
    team.empty()
    transfer.send(again, FolderDestination(team.folder))
    assert [each.outcome for each in team.read(team.lead)] == ["accepted"]
    assert [each.sentence for each in run_through(checking.verify(team.lead)).findings] == []


def test_it_can_still_be_enrolled_by_its_eight_words(team: Office, worker: Desk, hand: Any, disk: Path) -> None:
    run_through(backups.back_up(worker, disk))
    worker.close()
    again = _restored(team, disk)
    card = team_of.card(again)
    enrolling.enroll(team.lead, card, card.words())
    _call(again, hand, "Kai Pattern")
    transfer.send(again, FolderDestination(team.folder))
    assert [each.outcome for each in team.read(team.lead)] == ["accepted"]
    assert worker.me.device not in {each.id for each in team_of.others(team.lead)}


def test_a_restored_supervisor_is_told_everything_anew(team: Office, worker: Desk, hand: Any, disk: Path) -> None:
    _call(worker, hand, "Mika Sample")
    transfer.send(worker, FolderDestination(team.folder))
    run_through(backups.back_up(team.lead, disk))
    team.lead.close()
    again = _restored(team, disk, "lead-again")
    assert [each.id for each in team_of.others(again)] == [worker.me.device]
    team.empty()
    transfer.send(again, FolderDestination(team.folder))
    assert team.through(worker) == ["accepted", "accepted"], "who is who, and what it holds"
    assert [each.id for each in team_of.supervisors(worker)] == [again.me.device]
    team.empty()
    transfer.send(worker, FolderDestination(team.folder))
    assert team.through(again) == ["accepted"]
    assert _names(again) == ["Mika Sample"]
    team.through(worker)
    assert transfer.standing(worker).waiting == 0


def test_only_the_key_of_the_device_before_names_who_goes_on_for_it(team: Office, worker: Desk, hand: Any, disk: Path) -> None:
    run_through(backups.back_up(worker, disk))
    worker.close()
    again = _restored(team, disk)
    (honest,) = successions(again.book.connection)
    roster = team_of.roster(team.lead)
    assert roster is not None
    assert extended(roster, [honest]).find(again.me.device) is not None
    stranger = team.store("worker", "Sam Stranger")
    forged = honest.signed(team_of.keys(stranger))
    assert extended(roster, [forged]).find(again.me.device) is None
    (person,) = (each for each in roster.persons if each.id == worker.me.person)
    revoked = replace(person, devices=tuple(replace(each, revoked=hand.now) for each in person.devices))
    others = tuple(each for each in roster.persons if each.id != person.id)
    assert extended(replace(roster, persons=(*others, revoked)), [honest]).find(again.me.device) is None


def test_what_a_stranger_sends_as_somebody_s_new_laptop_is_set_aside(team: Office, worker: Desk, hand: Any, disk: Path) -> None:
    stranger = team.store("worker", "Sam Stranger")
    place = stranger.files._places.root
    run_through(backups.back_up(stranger, disk))
    stranger.close()
    again = _restored(team, disk)
    assert place.exists()
    office.adopt(again.book.connection, office.roster_bytes(team.lead.book.connection) or b"", team_of.root(again))
    again.book.connection.commit()
    _call(again, hand, "Kai Pattern")
    transfer.send(again, FolderDestination(team.folder))
    assert [(each.outcome, each.reason) for each in team.read(team.lead)] == [("set_aside", "unknown_sender")]


def test_back_in_by_the_agency_s_key_is_kept_and_told(
    team: Office, worker: Desk, hand: Any, disk: Path, agency: county.Agency
) -> None:
    for _time in range(30):  # the places told of are those of the device before
        worker.note_access(Access(what="verified"))
    assert audit.recoveries(worker) == ()
    run_through(backups.back_up(worker, disk))
    worker.close()
    place = team.root / "again"
    run_through(backups.lay_out(disk, place))
    key = agency_key.lock(agency.recovery.private, "the agency keeps this one", hand.now, CHEAP)
    new = "five wholly new words for this"
    desk = opening.recover(place, locked.by_agency(key, "the agency keeps this one"), new, hand, cost=CHEAP)
    assert desk.anew is not None
    again = desk.anew()
    assert audit.recoveries(again) == ()
    assert [each.sentence for each in run_through(checking.verify(again)).findings] == []
    again.close()
    hand.pass_by(clock.HOUR)
    again = opening.unlock(place, new, hand)
    assert [each.words for each in audit.recoveries(again)] == ["Opened by the agency's recovery key"]
    again.close()


def test_only_the_newest_stay(worker: Desk, hand: Any, disk: Path) -> None:
    other = disk / "fieldapp-not-ours"
    other.mkdir()
    for _day in range(4):
        hand.pass_by(clock.DAY)
        run_through(backups.back_up(worker, disk, keep=2))
    held = sorted(path.name for path in disk.iterdir())
    assert len(held) == 3
    assert other.name in held
    assert backups.newest(disk).name == held[1]
    assert backups.backups(worker) == backups.Backups(to=str(disk), at=hand.now)


def test_photos_go_along(team: Office, worker: Desk, hand: Any, disk: Path) -> None:
    kept = worker.files.put(b"a picture", "image/png")
    run_through(backups.back_up(worker, disk))
    worker.close()
    again = _restored(team, disk)
    assert again.files.get(kept) == b"a picture"


@pytest.mark.parametrize("file", ["store.db", "slots", "note.pub"])
@pytest.mark.parametrize("how", ["flip", "cut", "gone", "link"])
def test_a_damaged_backup_is_named_and_nothing_is_made(team: Office, worker: Desk, disk: Path, file: str, how: str) -> None:
    made = run_through(backups.back_up(worker, disk))
    path = made.folder / file
    content = path.read_bytes()
    if how == "flip":
        path.write_bytes(content[:40] + bytes([content[40] ^ 1]) + content[41:])
    elif how == "cut":
        path.write_bytes(content[:-1])
    elif how == "gone":
        path.unlink()
    else:
        path.rename(team.root / "elsewhere")
        path.symlink_to(team.root / "elsewhere")
    with pytest.raises(Trouble, match=r"damaged|missing"):
        run_through(backups.lay_out(disk, team.root / "again"))
    assert not (team.root / "again").exists()


def test_a_manifest_that_names_a_file_outside_is_refused(team: Office, worker: Desk, disk: Path) -> None:
    made = run_through(backups.back_up(worker, disk))
    said = made.folder / "backup"
    said.write_text(said.read_text().replace('"note.pub":', '"../note.pub":'))
    shutil.copy(made.folder / "note.pub", disk / "note.pub")
    with pytest.raises(Trouble, match="damaged"):
        run_through(backups.lay_out(made.folder, team.root / "again"))


def test_a_wrong_passphrase_copies_nothing_and_counts_nowhere(team: Office, worker: Desk, disk: Path) -> None:
    made = run_through(backups.back_up(worker, disk))
    held = sorted(path.name for path in made.folder.iterdir())
    with pytest.raises(WrongPassphrase):
        backups.restore(disk, team.root / "again", "another passphrase entirely", team.hand)
    assert not (team.root / "again").exists()
    assert sorted(path.name for path in made.folder.iterdir()) == held


def test_a_place_that_will_not_do_is_said(team: Office, worker: Desk, disk: Path, tmp_path: Path) -> None:
    with pytest.raises(DestinationTrouble, match="cannot be reached"):
        run_through(backups.back_up(worker, tmp_path / "pulled-out"))
    with pytest.raises(BadInput, match="inside"):
        run_through(backups.back_up(worker, worker.files._places.root))
    with pytest.raises(BadInput, match="no backup"):
        backups.newest(disk)
    run_through(backups.back_up(worker, disk))
    with pytest.raises(UnsuitableFolder, match="not empty"):
        run_through(backups.lay_out(disk, disk))


# -- where the county says


def _county_sets(team: Office, desk: Desk, **plan: Any) -> None:
    held = desk.ask(county_of)
    new = replace(held, version=held.version + 1, backups=BackupPlan(**plan))
    desk.do(adopt_county, county_file.sign(new, team.agency.root))


def test_where_the_county_says_and_as_many_as_it_says(team: Office, worker: Desk, hand: Any, disk: Path, tmp_path: Path) -> None:
    run_through(backups.back_up(worker, disk))
    office_drive = tmp_path / "office-drive"
    _county_sets(team, worker, to=str(office_drive), keep=2)
    assert backups.backups(worker) == backups.Backups(str(office_drive), 0, 2, by_county=True)
    assert not backups.is_due(backups.backups(worker), hand.now), "it is out of reach"
    office_drive.mkdir()
    assert backups.is_due(backups.backups(worker), hand.now)
    for _day in range(4):
        hand.pass_by(clock.DAY)
        run_through(backups.back_up(worker, office_drive))
    assert len(list(office_drive.iterdir())) == 2
    assert backups.backups(worker).at == hand.now
    _county_sets(team, worker, keep=3)
    assert backups.backups(worker) == backups.Backups(str(office_drive), hand.now, 3)
    assert len(list(disk.iterdir())) == 1, "nothing is taken away from where they went before"


def test_of_where_they_went_before_nothing_that_an_old_passphrase_opens_stays(
    team: Office, worker: Desk, hand: Any, disk: Path, tmp_path: Path
) -> None:
    other, gone = tmp_path / "other", tmp_path / "gone"
    for place in (disk, gone, other):
        place.mkdir(exist_ok=True)
        hand.pass_by(1_000)
        run_through(backups.back_up(worker, place))
    gone.rename(tmp_path / "pulled-out")
    new = "eight brown otters cross the slow river"
    assert run_through(rekeying.renew(worker, WORDS, new, CHEAP)).left == (str(gone),)
    assert (list(disk.iterdir()), len(list(other.iterdir()))) == ([], 1)
    assert leaving.destroy(worker, new, unsent_too=True).backups == str(gone)
    assert list(other.iterdir()) == []


# -- where a store lies already


def _kept_beside(team: Office, disk: Path, hand: Any) -> tuple[Path, Path]:
    place = team.root / "Dana-Demo-Worker"
    beside = backups.place_beside(place, hand.now)
    assert beside is not None
    made = run_through(backups.lay_out(disk, place, beside))
    assert made.beside == beside
    return place, beside


def test_a_store_that_lies_there_is_kept_beside_and_opens_as_it_was(team: Office, worker: Desk, hand: Any, disk: Path) -> None:
    _call(worker, hand, "Mika Sample")
    run_through(backups.back_up(worker, disk))
    _call(worker, hand, "Kai Pattern")
    worker.close()
    place, beside = _kept_beside(team, disk, hand)
    assert [each.name for each in earlier.found_beside(place)] == [beside.name]
    desk = opening.unlock(place, WORDS, hand)
    assert desk.anew is not None
    again = desk.anew()
    assert _names(again) == ["Mika Sample"]
    again.close()
    before = opening.unlock(beside, WORDS, hand)
    assert (before.read_only, _names(before)) == ("", ["Kai Pattern", "Mika Sample"])
    before.close()


def test_its_name_says_the_day_on_which_it_was_made_here(worker: Desk, hand: Any, disk: Path) -> None:
    """One of an evening in California bears that day, when it is the next in London; which is newer is told by what they say."""
    evening = clock.of_wall(2026, 11, 3, 21, 30)
    hand.now = evening
    made = run_through(backups.back_up(worker, disk))
    assert made.name.startswith("fieldapp-20261103-2130")
    named_ahead = disk / f"fieldapp-20261104-053000000-{worker.me.device[:8]}"  # as they were named before
    made.folder.rename(named_ahead)
    hand.now = evening + clock.HOUR
    later = run_through(backups.back_up(worker, disk))
    assert later.name.startswith("fieldapp-20261103-2230")
    assert backups.newest(disk).name == later.name
    assert backups.newest(named_ahead).made == evening


def test_twice_in_a_second_each_has_a_name_of_its_own(team: Office, worker: Desk, hand: Any, disk: Path) -> None:
    run_through(backups.back_up(worker, disk))
    worker.close()
    names = {_kept_beside(team, disk, hand)[1] for _time in range(3)}
    assert len(names) == 3
    assert len(earlier.found_beside(team.root / "Dana-Demo-Worker")) == 3
    assert backups.place_beside(team.root / "nothing", hand.now) is None


def test_one_that_a_window_has_open_stays_where_it_is(team: Office, worker: Desk, hand: Any, disk: Path) -> None:
    run_through(backups.back_up(worker, disk))
    place = team.root / "Dana-Demo-Worker"
    held = sorted(path.name for path in team.root.iterdir())
    with pytest.raises(StoreInUse):
        run_through(backups.lay_out(disk, place, backups.place_beside(place, hand.now)))
    assert sorted(path.name for path in team.root.iterdir()) == held
    _call(worker, hand, "Mika Sample")


def test_a_disk_that_fails_at_the_last_step_puts_it_back(
    team: Office, worker: Desk, hand: Any, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_through(backups.back_up(worker, disk))
    worker.close()
    place = team.root / "Dana-Demo-Worker"
    held, rename = sorted(path.name for path in team.root.iterdir()), Path.rename

    def fails(path: Path, to: Path) -> Path:
        if path.name.endswith(".half"):
            raise OSError(5, "Input/output error")
        return rename(path, to)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", fails)
        with pytest.raises(UnsuitableFolder, match="could not be made"):
            run_through(backups.lay_out(disk, place, backups.place_beside(place, hand.now)))
    assert sorted(path.name for path in team.root.iterdir()) == held
    opening.unlock(place, WORDS, hand).close()


def test_a_damaged_backup_leaves_the_store_that_is_there(team: Office, worker: Desk, hand: Any, disk: Path) -> None:
    made = run_through(backups.back_up(worker, disk))
    (made.folder / "slots").unlink()
    worker.close()
    place = team.root / "Dana-Demo-Worker"
    with pytest.raises(Trouble, match="damaged"):
        run_through(backups.lay_out(disk, place, backups.place_beside(place, hand.now)))
    assert earlier.found_beside(place) == []
    opening.unlock(place, WORDS, hand).close()


def test_restoring_wins_nobody_a_guess(team: Office, worker: Desk, hand: Any, disk: Path) -> None:
    run_through(backups.back_up(worker, disk))
    worker.close()
    place = team.root / "Dana-Demo-Worker"
    for _time in range(5):
        hand.pass_by(clock.MINUTE)
        with pytest.raises(WrongPassphrase):
            opening.unlock(place, "not that one at all", hand)
    _kept_beside(team, disk, hand)
    hand.pass_by(clock.HOUR)
    with pytest.raises(LockedOut):
        opening.unlock(place, WORDS, hand)


def test_what_was_kept_beside_is_destroyed_with_the_store_and_named_when_its_passphrase_is_known(
    team: Office, worker: Desk, hand: Any, disk: Path
) -> None:
    run_through(backups.back_up(worker, disk))
    worker.close()
    place, beside = _kept_beside(team, disk, hand)
    desk = opening.unlock(place, WORDS, hand)
    assert desk.anew is not None
    again = desk.anew()
    new = "eight brown otters cross the slow river"
    assert run_through(rekeying.renew(again, WORDS, new, CHEAP)).left == (str(beside),)
    (beside / "slots").unlink()
    (beside / "holiday.txt").write_text("not ours")
    assert leaving.destroy(again, new, unsent_too=True).files == ("holiday.txt",)
    assert [path.name for path in beside.iterdir()] == ["holiday.txt"]
    assert not place.exists()


def test_a_store_kept_beside_is_a_copy_that_an_order_of_destruction_did_not_reach(
    team: Office, worker: Desk, hand: Any, disk: Path
) -> None:
    youth = team.lead.do(youths.open_record, Names(chosen="Mika Sample")).result
    run_through(backups.back_up(team.lead, disk))
    team.lead.close()
    place = team.root / "Pat-Template-Lead"
    run_through(backups.lay_out(disk, place, backups.place_beside(place, hand.now)))
    desk = opening.unlock(place, WORDS, hand)
    assert desk.anew is not None
    lead = desk.anew()
    run_through(destroying.destroy(lead, youth, Order("Juvenile Court", "DEMO-1", "2026-11-20"), WORDS))
    (order,) = destruction.orders(lead)
    assert not order.is_clear
    assert leaving.destroy_earlier(lead, WORDS) == ()
    run_through(clearing.carry_out(lead))
    (order,) = destruction.orders(lead)
    assert {each.beyond for each in order.laptops if each.at} == {()}
    lead.close()


def test_a_disk_that_fails_leaves_nothing_half_made(worker: Desk, disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(DestinationTrouble, match="full"):
        run_through(backups.back_up(worker, disk))
    assert list(disk.iterdir()) == []


def test_a_full_disk_for_backups_is_not_taken_for_the_store_s(worker: Desk, hand: Any, disk: Path) -> None:
    """The database is written there by its own driver, which says only that some disk is full."""
    _call(worker, hand, "Mika Sample")
    with no_larger_than(20_000), pytest.raises(DestinationTrouble, match="the disk for backups is full"):
        run_through(backups.back_up(worker, disk))
    assert list(disk.iterdir()) == []
    _call(worker, hand, "Kai Pattern")
    assert run_through(backups.back_up(worker, disk)).records > 0
    assert _names(worker) == ["Kai Pattern", "Mika Sample"]


def test_ended_while_an_old_one_is_removed_nothing_half_gone_keeps_its_name(
    worker: Desk, hand: Any, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = run_through(backups.back_up(worker, disk))
    remove = shutil.rmtree

    def cut(path: Path, *, ignore_errors: bool = False) -> None:
        if path.exists():
            (path / "store.db").unlink()
            raise KeyboardInterrupt
        remove(path, ignore_errors=ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", cut)
    hand.pass_by(1)
    with pytest.raises(KeyboardInterrupt):
        run_through(backups.back_up(worker, disk, 1))
    monkeypatch.undo()
    assert old.name not in {path.name for path in disk.iterdir()}
    assert len(list(disk.iterdir())) == 2
    hand.pass_by(1)
    run_through(backups.back_up(worker, disk, 3))
    assert [path.name for path in disk.iterdir() if path.name.endswith(".half")] == [], "the next one sweeps up"


def test_what_a_restore_cut_short_left_is_in_nobody_s_way(team: Office, worker: Desk, disk: Path) -> None:
    run_through(backups.back_up(worker, disk))
    half = team.root / "again.half"
    half.mkdir()
    (half / "store.db").write_bytes(b"half of it")
    worker.close()
    again = _restored(team, disk)
    assert again.read_only == ""
    assert not half.exists()


def test_an_empty_folder_that_is_there_is_taken(team: Office, worker: Desk, disk: Path) -> None:
    run_through(backups.back_up(worker, disk))
    (team.root / "again").mkdir()
    worker.close()
    assert _restored(team, disk).read_only == ""


def test_opened_as_it_lies_there_a_backup_is_for_reading_only(team: Office, worker: Desk, hand: Any, disk: Path) -> None:
    made = run_through(backups.back_up(worker, disk))
    worker.close()
    copy = team.root / "copy"
    shutil.copytree(made.folder, copy)
    desk = opening.unlock(copy, WORDS, hand)
    assert "reading only" in desk.read_only
    assert desk.anew is not None
    fresh = desk.anew()
    assert (fresh.read_only, fresh.me.device == worker.me.device) == ("", False)
    fresh.close()


def test_a_store_of_an_earlier_version_has_no_such_table_yet(worker: Desk, hand: Any) -> None:
    folder = worker.files._places.root
    worker.book.connection.exec_driver_sql("DROP TABLE restored")
    worker.book.connection.exec_driver_sql("UPDATE local SET value = ? WHERE key = 'row-form'", (b"6",))
    worker.close()
    again = opening.unlock(folder, WORDS, hand)
    assert again.book.connection.exec_driver_sql("SELECT count(*) FROM restored").scalar() == 0
    again.close()
