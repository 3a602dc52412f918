"""Hostile names, links, pipes and sizes in every folder that is read or written: nothing breaks, nothing outside is touched."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from fieldapp import cli
from fieldapp.demo import county, fiction
from fieldapp.desk import backups, checking, enrolling, exchangefile, opening, transfer
from fieldapp.desk.desk import Desk, run_through
from fieldapp.errors import BadInput, DestinationTrouble, UnsuitableFolder
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.saying import Outcome
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from fieldapp.youth.queries import youths as everyone
from tests.desk.conftest import CHEAP
from tests.desk.hostile_names import FEW, NO_TEXT, STEMS
from tests.desk.office import Office

WORDS = fiction.PASSPHRASES["worker"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="that system takes none of these names")


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Path]:
    """A folder that nobody may write to or read from; it is as it was in the end."""
    place = tmp_path / "outside"
    place.mkdir()
    (place / "secret").write_bytes(b"secret")
    yield place
    assert {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()} == {"secret": b"secret"}


@pytest.fixture
def bundle(team: Office, worker: Desk) -> bytes:
    """Records of the worker for the supervisor."""
    worker.do(youths.open_record, Names(chosen="Mika Sample"))
    transfer.send(worker, FolderDestination(team.folder))
    (path,) = team.folder.rglob("*.fxb")
    content = path.read_bytes()
    team.empty()
    return content


def _plain(shown: str) -> bool:
    return shown.isprintable() and shown == shown.strip() and 0 < len(shown) <= 90


def _read(desk: Desk, folder: Path) -> list[Outcome]:
    return run_through(transfer.read_folder(desk, FolderDestination(folder)))


def test_a_bundle_is_read_under_any_name_and_its_name_is_shown_harmless(team: Office, bundle: bytes) -> None:
    for stem in STEMS:
        (team.folder / f"{stem}.fxb").write_bytes(bundle)
    outcomes = _read(team.lead, team.folder)
    assert sorted(each.outcome for each in outcomes) == ["accepted", *["duplicate"] * (len(STEMS) - 1)]
    assert len({each.file for each in outcomes}) == len(STEMS), "two that look alike are told apart"
    assert all(_plain(each.file) for each in outcomes)
    assert all(_plain(each.name) for each in exchangefile.exchange(team.lead).taken)
    assert _read(team.lead, team.folder) == [], "each is remembered by its own name"
    assert [line.name for line in team.lead.ask(everyone)] == ["Mika Sample"]


def test_what_is_no_bundle_is_set_aside_under_any_name(team: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for stem in STEMS:
        (team.folder / f"{stem}.fxb").write_bytes(b"no bundle")
    outcomes = _read(team.lead, team.folder)
    assert {(each.outcome, each.reason) for each in outcomes} == {("set_aside", "unreadable")}
    assert len({each.file for each in outcomes}) == len(STEMS)
    assert all(_plain(each.name) for each in exchangefile.exchange(team.lead).aside)
    team.lead.close()
    secret = tmp_path / "passphrase"
    secret.write_text(WORDS)
    store = str(team.root / "Pat-Template-Lead")
    assert cli.main(["import", str(team.folder), "--store", store, "--passphrase-file", str(secret)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(STEMS), "no name breaks a line"
    assert all("set_aside unreadable" in line for line in lines)


def test_links_pipes_folders_and_sizes_without_end_are_passed_over_or_set_aside(
    team: Office, bundle: bytes, outside: Path
) -> None:
    elsewhere = team.root / "real.fxb"
    elsewhere.write_bytes(bundle)
    (team.folder / "link.fxb").symlink_to(elsewhere)
    (team.folder / "away").symlink_to(outside, target_is_directory=True)
    (team.folder / "gone.fxb").symlink_to(team.root / "not there")
    (team.folder / "round.fxb").symlink_to(team.folder / "round.fxb")
    (team.folder / "zero.fxb").symlink_to("/dev/zero")
    (team.folder / "folder.fxb").mkdir()
    os.mkfifo(team.folder / "pipe.fxb")
    for name, content in (("empty-inside.fxb", b""), ("header-only.fxb", bundle)):
        (team.folder / name).write_bytes(content)
        os.truncate(team.folder / name, 10 * 2**30)
    outcomes = {each.file: (each.outcome, each.reason) for each in _read(team.lead, team.folder)}
    assert outcomes == {"empty-inside.fxb": ("set_aside", "unreadable"), "header-only.fxb": ("set_aside", "too_large")}
    picked = [team.folder / name for name in ("pipe.fxb", "folder.fxb", "zero.fxb", "gone.fxb", "round.fxb")]
    outcomes = {each.file: (each.outcome, each.reason) for each in team.read(team.lead, *picked)}
    assert set(outcomes) == {path.name for path in picked}
    assert {outcome for outcome, _reason in outcomes.values()} == {"set_aside"}
    assert team.lead.ask(everyone) == []


def test_nothing_is_written_through_a_link_on_a_stick(team: Office, worker: Desk, outside: Path) -> None:
    worker.do(youths.open_record, Names(chosen="Mika Sample"))
    (team.folder / ".fieldapp-probe").symlink_to(outside / "secret")
    (team.folder / worker.me.device).symlink_to(outside, target_is_directory=True)
    with pytest.raises(DestinationTrouble, match="a link leads elsewhere"):
        transfer.send(worker, FolderDestination(team.folder))
    (team.folder / worker.me.device).unlink()
    assert len(transfer.send(worker, FolderDestination(team.folder))) == 1
    assert team.through(team.lead) == ["accepted"]


@pytest.mark.parametrize("stem", FEW)
def test_a_folder_of_any_name_is_sent_to_backed_up_to_and_restored_from(team: Office, worker: Desk, stem: str) -> None:
    worker.do(youths.open_record, Names(chosen="Mika Sample"))
    place = team.root / stem
    place.mkdir()
    before = set(team.root.iterdir())
    assert len(run_through(exchangefile.send(worker, place))) == 1
    run_through(backups.back_up(worker, place))
    again, used = backups.restore(place, team.root / "again", WORDS, team.hand)
    team.open.append(again)
    assert [line.name for line in again.ask(everyone)] == ["Mika Sample"]
    assert _plain(used.name)
    assert set(team.root.iterdir()) == {*before, team.root / "again"}


@pytest.mark.parametrize("stem", NO_TEXT)
def test_a_folder_whose_name_is_no_text_is_refused_in_words(team: Office, worker: Desk, hand: Any, stem: str) -> None:
    worker.do(youths.open_record, Names(chosen="Mika Sample"))
    place = team.root / stem
    place.mkdir()
    for act in (exchangefile.send, backups.back_up):
        with pytest.raises(DestinationTrouble, match="no text that this computer can write") as refused:
            run_through(act(worker, place))  # type: ignore[operator]
        assert "Rename it" in refused.value.sentence + refused.value.safe
    new = opening.NewStore(fiction.WORKER, "worker", team.agency.county_file, WORDS)
    with pytest.raises(UnsuitableFolder, match="no text that this computer can write"):
        opening.create(place, new, hand, CHEAP)
    assert list(place.iterdir()) == []
    worker.close()
    shutil.copytree(team.root / "Dana-Demo-Worker", place / "moved")
    desk = opening.unlock(place / "moved", WORDS, hand)
    assert [line.name for line in desk.ask(everyone)] == ["Mika Sample"], "one that was moved there opens all the same"
    desk.close()


@pytest.mark.parametrize("stem", FEW)
def test_a_store_lives_under_any_name_that_is_text(tmp_path: Path, agency: county.Agency, hand: Any, stem: str) -> None:
    place = tmp_path / stem
    opening.create(place, opening.NewStore(fiction.WORKER, "worker", agency.county_file, WORDS), hand, CHEAP)
    desk = opening.unlock(place, WORDS, hand)
    desk.do(youths.open_record, Names(chosen="Mika Sample"))
    assert run_through(checking.verify(desk)).findings == ()
    desk.close()
    assert {path.name for path in tmp_path.iterdir()} == {stem}


def test_strangers_in_a_store_s_folder_break_no_line_and_no_backup(team: Office, worker: Desk, outside: Path) -> None:
    inside = worker.files._places.root
    for stem in STEMS:
        with suppress(FileExistsError):
            (inside / f"{stem}.txt").write_bytes(b"x")
            (inside / "attachments" / f"{stem}.txt").write_bytes(b"x")
    (inside / "attachments" / ("a" * 64)).symlink_to(outside / "secret")
    os.mkfifo(inside / "attachments" / ("b" * 64))
    found = run_through(checking.verify(worker)).findings
    assert {each.what for each in found} == {"file"}
    assert all(each.sentence.isprintable() and each.where.isprintable() for each in found)
    assert len(found) > 2 * len(STEMS)
    disk = team.root / "disk"
    disk.mkdir()
    run_through(backups.back_up(worker, disk))
    assert b"secret" not in b"".join(path.read_bytes() for path in disk.rglob("*") if path.is_file())
    again, _used = backups.restore(disk, team.root / "again", WORDS, team.hand)
    team.open.append(again)
    assert run_through(checking.verify(again)).findings == ()


def test_what_only_looks_like_a_backup_is_none(team: Office, worker: Desk, outside: Path) -> None:
    disk = team.root / "disk"
    disk.mkdir()
    made = run_through(backups.back_up(worker, disk))
    shutil.copytree(made.folder, outside / "copy")
    (disk / "fieldapp-99990101-000000000-aaaaaaaa").symlink_to(outside / "copy", target_is_directory=True)
    (disk / "pipe").mkdir()
    os.mkfifo(disk / "pipe" / "backup")
    (disk / "huge").mkdir()
    (disk / "huge" / "backup").write_bytes(b"{")
    os.truncate(disk / "huge" / "backup", 10 * 2**30)
    assert backups.newest(disk).folder == made.folder
    shutil.rmtree(outside / "copy")


@pytest.mark.parametrize("read", [enrolling.read_card, enrolling._key_file])
def test_a_pipe_a_folder_or_a_file_without_end_is_no_card_and_no_key(tmp_path: Path, read: Callable[[Path], object]) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "huge").write_bytes(b"{")
    os.truncate(tmp_path / "huge", 10 * 2**30)
    for path in (tmp_path / "pipe", tmp_path / "huge", tmp_path, tmp_path / "not there", Path("/dev/zero")):
        with pytest.raises(BadInput) as refused:
            read(path)
        assert refused.value.sentence
