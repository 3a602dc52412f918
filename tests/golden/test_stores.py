"""A store of any version that was ever used opens in this one with everything in it, and a newer one is left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fieldapp import clock
from fieldapp.agenda.queries import Occasion, lines
from fieldapp.demo import fiction
from fieldapp.desk import checking, history, opening
from fieldapp.desk.catalogue import ROW_FORM
from fieldapp.desk.desk import run_through
from fieldapp.desk.mondayfile import mondayfile
from fieldapp.desk.overview import today
from fieldapp.desk.withdrawnfile import waiting
from fieldapp.errors import StoreNewer
from fieldapp.ledger import local
from fieldapp.locate.queries import episodes
from fieldapp.youth.queries import youth as record_of
from fieldapp.youth.queries import youths as everyone
from tests.golden.make import STORES, WRITTEN

WITHDRAWING = 9
"""The first form in which records can be withdrawn."""
PASSPHRASE = fiction.PASSPHRASES["worker"]
KEPT = sorted(STORES.iterdir(), key=lambda path: int(path.name))


def _later() -> int:
    return WRITTEN + clock.DAY


def _copy(kept: Path, to: Path) -> Path:
    shutil.copytree(kept, to)
    (to / "notes").mkdir(exist_ok=True)  # version control keeps no empty folder
    return to


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return _copy(KEPT[-1], tmp_path / "store")


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: f"form {path.name}")
def test_everything_in_it_is_there(kept: Path, tmp_path: Path) -> None:
    desk = opening.unlock(_copy(kept, tmp_path / "store"), PASSPHRASE, _later)
    try:
        assert desk.read_only == ""
        line = next(each for each in desk.ask(everyone) if each.name == "Mika Sample")
        (episode,) = desk.ask(episodes, line.id)
        told = [each.first.recipient for each in desk.ask(lines, [Occasion(line.id, episode.id)]) if each.state == "settled"]
        assert told == ["ncmec"]
        record = desk.ask(record_of, line.id)
        assert record is not None
        assert len(record.photos) == 1
        assert run_through(checking.verify(desk)).findings == ()
        rows = run_through(checking.rebuild_rows(desk))
        assert rows.before == rows.after
    finally:
        desk.close()


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: f"form {path.name}")
def test_one_that_cannot_be_written_is_read_as_it_is_and_goes_on_as_a_new_device(kept: Path, tmp_path: Path) -> None:
    folder = _copy(kept, tmp_path / "store")
    (folder / "head").unlink()
    before = (folder / "store.db").read_bytes()
    desk = opening.unlock(folder, PASSPHRASE, _later)
    try:
        assert desk.read_only
        line = next(each for each in desk.ask(everyone) if each.name == "Mika Sample")
        (episode,) = desk.ask(episodes, line.id)
        assert [each.first.recipient for each in desk.ask(lines, [Occasion(line.id, episode.id)]) if each.state == "settled"]
        assert desk.ask(today).missing
        assert run_through(mondayfile(desk, 0)).orders == (0, 0)
        assert history.outline(desk, line.id)
        assert (folder / "store.db").read_bytes() == before
        assert desk.anew is not None
        desk = desk.anew()
        assert desk.read_only == ""
        assert run_through(checking.verify(desk)).findings == ()
    finally:
        desk.close()


@pytest.mark.parametrize("kept", [each for each in KEPT if int(each.name) >= WITHDRAWING], ids=lambda path: f"form {path.name}")
def test_what_was_entered_in_the_wrong_youth_is_where_it_belongs(kept: Path, tmp_path: Path) -> None:
    desk = opening.unlock(_copy(kept, tmp_path / "store"), PASSPHRASE, _later)
    try:
        records = {line.name: desk.ask(record_of, line.id) for line in desk.ask(everyone)}
        wrong, right = records["Mika Sample"], records["Kai Pattern"]
        assert wrong is not None
        assert right is not None
        assert (wrong.placement, right.health) == (None, None)
        assert right.placement is not None
        assert (right.placement.value.name, right.placement.at) == ("Example Home B", WRITTEN)
        assert wrong.health is not None
        assert len(waiting(desk).withdrawals) == 1
    finally:
        desk.close()


def test_one_of_this_version_is_kept() -> None:
    assert KEPT[-1].name == str(ROW_FORM), "raise ROW_FORM, then: python -m tests.golden.make"


def test_a_newer_one_is_refused_and_left_as_it_is(copied: Path) -> None:
    desk = opening.unlock(copied, PASSPHRASE, _later)
    desk.batch(lambda book: local.put(book.connection, "row-form", str(ROW_FORM + 1).encode()))
    desk.close()
    before = {path.name: path.read_bytes() for path in copied.iterdir() if path.is_file() and path.name != "attempts"}
    with pytest.raises(StoreNewer, match="newer version") as out:
        opening.unlock(copied, PASSPHRASE, _later)
    assert out.value.safe == "The store is unchanged."
    assert {path.name: path.read_bytes() for path in copied.iterdir() if path.is_file() and path.name != "attempts"} == before
