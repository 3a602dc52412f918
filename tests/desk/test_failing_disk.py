"""A disk that takes one write no more: what was recorded is said to be, what was not is said in words, and the store goes on."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from fieldapp.demo import county, fiction
from fieldapp.desk import keeping, opening, transfer
from fieldapp.desk.desk import Desk
from fieldapp.errors import DestinationTrouble, FieldError, StoreDamaged
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.vault import changing, head, store
from fieldapp.vault import opening as ways
from fieldapp.youth.queries import youths as everyone
from tests.desk.conftest import CHEAP
from torture.failing import no_larger_than

GOLDEN = Path(__file__).parent.parent / "exchange" / "golden" / "fx1-range.fxb"
WORDS, NEW = fiction.PASSPHRASES["worker"], fiction.PASSPHRASES["officer"]


def _full(*_args: object, **_kwargs: object) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_what_was_committed_is_no_failure_though_the_head_could_not_be_written(
    folder: Path, desk: Desk, hand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told that it failed, the worker would record the notice a second time."""
    monkeypatch.setattr(os, "fdatasync", _full, raising=False)
    monkeypatch.setattr(os, "fsync", _full)
    desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Mika Sample"))
    monkeypatch.undo()
    desk.close()
    again = opening.unlock(folder, WORDS, hand)
    assert (again.read_only, [line.name for line in again.ask(everyone)]) == ("", ["Mika Sample"])
    again.close()


def test_a_head_that_cannot_be_mended_waits_for_room(
    folder: Path, desk: Desk, hand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (folder / "head").read_bytes()
    desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Mika Sample"))
    desk.close()
    (folder / "head").write_bytes(before)  # as a crash leaves it
    monkeypatch.setattr(head, "_write", _full)
    again = opening.unlock(folder, WORDS, hand)
    assert again.read_only.startswith("The disk with your store is full, so the store is open for reading only.")
    assert [line.name for line in again.ask(everyone)] == ["Mika Sample"]
    again.close()
    monkeypatch.undo()
    mended = opening.unlock(folder, WORDS, hand)
    assert mended.read_only == ""
    mended.close()


def test_a_new_passphrase_that_lies_on_the_disk_is_not_said_to_have_failed(
    folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fieldapp.places.flush_folder", _full)
    monkeypatch.setattr("fieldapp.vault.attempts.write_durably", lambda *_args: None)
    keeping.change_passphrase(desk, WORDS, NEW, CHEAP)
    monkeypatch.undo()
    assert ways.by_passphrase(folder, NEW)


def test_nor_is_one_whose_digest_the_full_database_does_not_take(
    folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = changing._write
    batch = desk.batch

    def then_full(path: Path, held: Any) -> None:
        write(path, held)
        monkeypatch.setattr(desk, "batch", lambda work: batch(lambda _book: _trouble()))

    monkeypatch.setattr(changing, "_write", then_full)
    keeping.change_passphrase(desk, WORDS, NEW, CHEAP)
    assert ways.by_passphrase(folder, NEW)


def _trouble() -> None:
    raise DestinationTrouble("full")


def test_a_bundle_that_finds_no_room_is_not_said_to_be_gone(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = tmp_path / "some.fxb"
    bundle.write_bytes(GOLDEN.read_bytes())
    for name in ("shutil.copyfile", "tempfile.mkdtemp"):
        monkeypatch.setattr(name, _full)
        with pytest.raises(DestinationTrouble, match="full"):
            list(transfer.receive(desk, [bundle]))
        monkeypatch.undo()


def test_a_store_that_finds_no_room_is_not_made_and_nothing_is_left(tmp_path: Path, agency: county.Agency, hand: Any) -> None:
    place = tmp_path / "none"
    with no_larger_than(512), pytest.raises(FieldError):
        opening.create(place, opening.NewStore(fiction.WORKER, "worker", agency.county_file, WORDS), hand, CHEAP)
    assert not place.exists()
    with no_larger_than(512), pytest.raises(DestinationTrouble):
        store.create(tmp_path / "store.db", bytes(32))


def test_a_question_that_the_file_no_longer_answers_is_told_in_words(folder: Path, desk: Desk, hand: Any) -> None:
    """Pages ask past SQLAlchemy, which does not hear of it then: cut in mid-use, the file is damaged, not the app at fault."""
    desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Mika Sample"))
    desk.book.connection.exec_driver_sql("PRAGMA shrink_memory")
    os.truncate(folder / "store.db", 4096 * 2)
    with pytest.raises(StoreDamaged):
        desk.ask(everyone)
