"""A store that does not fit its head, a set-up that fails, and ways back in, through the real files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from fieldapp import clock
from fieldapp.demo import county, fiction
from fieldapp.desk import accesslog, audit, checking, keeping, locked, opening
from fieldapp.desk.desk import Desk
from fieldapp.errors import BadInput, DestinationTrouble, LockedOut, TooSoon, Trouble, WrongPassphrase
from fieldapp.exchange import selfcheck
from fieldapp.vault import agency_key, attempts
from fieldapp.vault.folder import StoreFolder
from fieldapp.vault.kdf import Cost
from fieldapp.vault.words import WordPlan
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names

CHEAP = Cost(64, 1, 1)
OLD = fiction.PASSPHRASES["worker"]
NEW = "eight brown otters cross the slow river"


def _findings(desk: Desk) -> list[str]:
    slices = checking.verify(desk)
    while True:
        try:
            next(slices)
        except StopIteration as ended:
            return [each.sentence for each in ended.value.findings]


def _said(desk: Desk) -> list[str]:
    return [each.what for each in accesslog.accesses(desk)]


def test_a_store_without_its_head_cannot_be_written_and_its_access_waits(desk: Desk, folder: Path, hand: Any) -> None:
    desk.close()
    places = StoreFolder(folder)
    head = places.head.read_bytes()
    places.head.unlink()
    before = places.database.read_bytes()
    again = opening.unlock(folder, OLD, hand)
    assert "head" in again.read_only
    with pytest.raises(Trouble):
        again.do(youths.open_record, Names(chosen="Dana Demo"))
    with pytest.raises(DestinationTrouble):
        again._connection.exec_driver_sql("DELETE FROM chain")
    with pytest.raises(Trouble):
        keeping.change_passphrase(again, OLD, NEW, CHEAP)
    again.close()
    assert places.database.read_bytes() == before
    assert attempts.looked(places.attempts) == [hand.now]
    places.head.write_bytes(head)
    mended = opening.unlock(folder, OLD, hand)
    assert mended.read_only == ""
    assert "looked_read_only" in _said(mended)
    assert attempts.looked(places.attempts) == []
    mended.close()


def test_what_a_crash_left_half_written_is_swept_up_at_the_next_unlock(desk: Desk, folder: Path, hand: Any) -> None:
    desk.close()
    stray = folder / ".new-abc"
    stray.write_bytes(b"half")
    again = opening.unlock(folder, OLD, hand)
    assert not stray.exists()
    assert _findings(again) == []
    again.close()


def test_another_window_s_half_written_file_is_left_alone(desk: Desk, folder: Path, hand: Any) -> None:
    stray = folder / ".new-abc"
    stray.write_bytes(b"half")
    with pytest.raises(Exception, match="already open"):
        opening.unlock(folder, OLD, hand)
    assert stray.exists()


def test_a_set_up_that_fails_leaves_no_folder_and_can_be_tried_again(
    tmp_path: Path, agency: county.Agency, hand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "new store"
    new = opening.NewStore(fiction.WORKER, "worker", agency.county_file, OLD)

    def full(_connection: Connection, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("fieldapp.desk.own.write_county", full)
        with pytest.raises(DestinationTrouble, match="No space"):
            opening.create(place, new, hand, CHEAP)
    assert not place.exists()
    opening.create(place, new, hand, CHEAP)
    opening.unlock(place, OLD, hand).close()


def test_verify_is_green_after_another_passphrase(desk: Desk, folder: Path, unlock: Callable[[], Desk], hand: Any) -> None:
    keeping.change_passphrase(desk, OLD, NEW, CHEAP)
    assert _findings(desk) == []
    desk.close()
    with pytest.raises(WrongPassphrase):
        opening.unlock(folder, OLD, hand)
    again = opening.unlock(folder, NEW, hand)
    assert _findings(again) == []
    again.close()


def _lock_out(folder: Path, hand: Any) -> None:
    for _turn in range(attempts.MOST):
        hand.pass_by(clock.MINUTE)
        with pytest.raises(WrongPassphrase) as refused:
            opening.unlock(folder, "not the passphrase", hand)
        assert not isinstance(refused.value, LockedOut)


@pytest.fixture
def with_words(tmp_path: Path, agency: county.Agency, hand: Any) -> tuple[Path, tuple[str, ...]]:
    place = tmp_path / "with words"
    new = opening.NewStore(fiction.WORKER, "worker", agency.county_file, OLD, WordPlan(2, 3))
    return place, opening.create(place, new, hand, CHEAP)


def test_a_delay_says_how_long_it_is_and_five_wrong_ones_are_a_case_of_their_own(desk: Desk, folder: Path, hand: Any) -> None:
    desk.close()
    for _turn in range(2):
        with pytest.raises(WrongPassphrase):
            opening.unlock(folder, "not the passphrase", hand)
    with pytest.raises(TooSoon) as early:
        opening.unlock(folder, OLD, hand)
    assert 0 < early.value.wait == locked.standing(folder, hand).wait <= 2 * clock.SECOND
    attempts.forget(StoreFolder(folder).attempts)
    _lock_out(folder, hand)
    with pytest.raises(LockedOut) as out:
        opening.unlock(folder, OLD, hand)
    assert "recovery words" in out.value.sentence
    assert out.value.action
    assert locked.standing(folder, hand).locked_out


def test_recovery_words_open_a_store_that_is_locked_out_and_give_it_a_new_passphrase(
    with_words: tuple[Path, tuple[str, ...]], hand: Any
) -> None:
    folder, sheets = with_words
    _lock_out(folder, hand)
    assert locked.standing(folder, hand).sheets == 2
    desk = opening.recover(folder, locked.by_words(sheets[1:]), NEW, hand, cost=CHEAP)
    assert _findings(desk) == []
    assert "recovered" in _said(desk)
    assert "failed_unlocks" in _said(desk)
    desk.close()
    opening.unlock(folder, NEW, hand).close()


def test_the_agency_s_key_opens_a_store_and_another_agency_s_changes_nothing(
    folder: Path, agency: county.Agency, hand: Any
) -> None:
    content = agency_key.lock(agency.recovery.private, "the agency keeps this one", hand.now, CHEAP)
    other = agency_key.lock(county.new_agency().recovery.private, "the agency keeps this one", hand.now, CHEAP)
    before = StoreFolder(folder).slots.read_bytes()
    for bad, words, error in (
        (other, "the agency keeps this one", WrongPassphrase),
        (content, "not that passphrase", WrongPassphrase),
        (content[:-40], "the agency keeps this one", BadInput),
        (b"\x00\xff", "the agency keeps this one", BadInput),
    ):
        with pytest.raises(error):
            opening.recover(folder, locked.by_agency(bad, words), NEW, hand, cost=CHEAP)
    with pytest.raises(BadInput):
        opening.recover(folder, locked.by_agency(content, "the agency keeps this one"), "short", hand, cost=CHEAP)
    assert StoreFolder(folder).slots.read_bytes() == before
    desk = opening.recover(folder, locked.by_agency(content, "the agency keeps this one"), NEW, hand, cost=CHEAP)
    assert _findings(desk) == []
    desk.close()


def test_a_wrong_word_is_named_by_its_place_and_a_sheet_twice_is_said(with_words: tuple[Path, tuple[str, ...]]) -> None:
    _folder, sheets = with_words
    words = sheets[0].split()
    words[6] = "zebra"
    with pytest.raises(BadInput, match="Sheet 2, word 7"):
        locked.check_sheet(" ".join(words), 2)
    with pytest.raises(BadInput, match="twice"):
        locked.check_sheet(sheets[0], 2, [sheets[0]])
    locked.check_sheet(sheets[1], 2, [sheets[0]])


def test_a_recovery_is_told_once_at_the_next_unlock_by_passphrase(folder: Path, agency: county.Agency, hand: Any) -> None:
    content = agency_key.lock(agency.recovery.private, "the agency keeps this one", hand.now, CHEAP)
    desk = opening.recover(folder, locked.by_agency(content, "the agency keeps this one"), NEW, hand, cost=CHEAP)
    assert audit.recoveries(desk) == ()
    desk.close()
    hand.pass_by(clock.HOUR)
    desk = opening.unlock(folder, NEW, hand)
    assert [each.words for each in audit.recoveries(desk)] == ["Opened by the agency's recovery key"]
    assert audit.recoveries(desk) == ()
    desk.close()
    desk = opening.unlock(folder, NEW, hand)
    assert audit.recoveries(desk) == ()
    desk.close()


def test_a_recovery_by_words_is_told_once_at_the_next_unlock_and_stands_in_the_accesses(
    with_words: tuple[Path, tuple[str, ...]], hand: Any
) -> None:
    folder, sheets = with_words
    opening.recover(folder, locked.by_words(sheets[:2]), NEW, hand, cost=CHEAP).close()
    recovered_at = hand.now
    hand.pass_by(clock.HOUR)
    desk = opening.unlock(folder, NEW, hand)
    assert audit.recoveries(desk) == (audit.Recovered(recovered_at, "Opened by recovery words"),)
    assert audit.recoveries(desk) == ()
    found = [(each.words, each.at) for each in accesslog.accesses(desk) if each.what == "recovered"]
    assert found == [("Opened by recovery words", recovered_at)]
    desk.close()


def _everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_opened_or_made_by_encryption_that_gives_wrong_answers(
    with_words: tuple[Path, tuple[str, ...]], agency: county.Agency, tmp_path: Path, hand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, sheets = with_words
    before = _everything(folder)
    new = opening.NewStore(fiction.WORKER, "worker", agency.county_file, OLD)
    name = next(iter(selfcheck._CHECKS))
    with monkeypatch.context() as patch:
        patch.setattr(selfcheck, "_CHECKS", {**selfcheck._CHECKS, name: lambda _held: 1 / 0})
        selfcheck.require_right_answers.cache_clear()
        for act in (
            lambda: opening.unlock(folder, OLD, hand),
            lambda: opening.unlock(folder, "not the passphrase", hand),
            lambda: opening.recover(folder, locked.by_words(sheets[:2]), NEW, hand, cost=CHEAP),
            lambda: opening.create(tmp_path / "another", new, hand, CHEAP),
        ):
            with pytest.raises(Trouble, match=re.escape(name)) as refused:
                act()
            assert "not touched" in refused.value.safe
    assert _everything(folder) == before, "no try was counted, and no lock is left"
    assert not (tmp_path / "another").exists()
    opening.unlock(folder, OLD, hand).close()
