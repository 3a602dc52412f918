"""A process that ends in the middle of a change of passphrase: one of them opens, and nothing looks like a stranger's afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fieldapp.demo import fiction
from fieldapp.desk import checking, keeping, opening, own
from fieldapp.desk.desk import Desk
from fieldapp.ledger import local
from fieldapp.vault import slots
from tests.desk.conftest import CHEAP

OLD, NEW = fiction.PASSPHRASES["worker"], fiction.PASSPHRASES["officer"]


class _Killed(BaseException):
    """Nobody catches it."""


def _findings(desk: Desk) -> list[str]:
    slices = checking.verify(desk)
    while True:
        try:
            next(slices)
        except StopIteration as done:
            return [each.sentence for each in done.value.findings]


@pytest.mark.parametrize(("written", "opens"), [(0, OLD), (1, OLD), (1, NEW), (2, NEW)])
def test_cut_short_behind_any_write_the_file_of_ways_in_is_the_store_s_own(
    folder: Path, desk: Desk, hand: Any, monkeypatch: pytest.MonkeyPatch, written: int, opens: str
) -> None:
    count, write = 0, slots.write

    def cut(path: Path, made: Any) -> None:
        nonlocal count
        if count == written:
            raise _Killed
        count += 1
        write(path, made)
        if count == written == 2:
            raise _Killed

    monkeypatch.setattr(slots, "write", cut)
    with pytest.raises(_Killed):
        keeping.change_passphrase(desk, OLD, NEW, CHEAP)
    desk.close()
    monkeypatch.undo()
    again = opening.unlock(folder, opens, hand)
    assert _findings(again) == []
    held = local.get(again.book.connection, own.SLOTS_DIGEST)
    assert held == slots.digest(folder / "slots"), "the others of before are strangers again"
    again.close()


def test_a_file_of_ways_in_put_back_from_before_the_change_is_still_found(folder: Path, desk: Desk, hand: Any) -> None:
    before = (folder / "slots").read_bytes()
    keeping.change_passphrase(desk, OLD, NEW, CHEAP)
    desk.close()
    (folder / "slots").write_bytes(before)
    again = opening.unlock(folder, OLD, hand)
    assert any("slots" in each for each in _findings(again))
    again.close()
