"""A laptop's clock set back and forward, by minutes and by years: nothing vanishes, nothing is back-dated, nothing breaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fieldapp import clock
from fieldapp.cli import run_through
from fieldapp.desk import backups
from fieldapp.desk.desk import Desk
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names

YEAR = 365 * clock.DAY


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    place = tmp_path / "disk"
    place.mkdir()
    return place


# -- backups


def _backed_up(desk: Desk, disk: Path, name: str) -> backups.Kept:
    desk.do(youths.open_record, Names(chosen=name))
    return run_through(backups.back_up(desk, disk, keep=2))


def test_backups_of_a_clock_that_ran_ahead_push_out_none_that_is_made_after_it_was_put_right(
    desk: Desk, disk: Path, hand: Any
) -> None:
    hand.pass_by(20 * YEAR)
    ahead = [_backed_up(desk, disk, f"Kai Pattern {turn}") for turn in range(2)]
    hand.pass_by(-20 * YEAR)
    first = _backed_up(desk, disk, "Mika Sample")
    assert {path.name for path in disk.iterdir()} == {ahead[1].name, first.name}
    assert backups.newest(disk).name == first.name, "though it is said to be older"
    second = _backed_up(desk, disk, "Noa Trial")
    assert {path.name for path in disk.iterdir()} == {first.name, second.name}
    assert backups.newest(disk).name == second.name


def test_a_backup_is_due_when_the_last_is_said_to_be_of_a_day_to_come(desk: Desk, disk: Path, hand: Any) -> None:
    hand.pass_by(20 * YEAR)
    run_through(backups.back_up(desk, disk))
    assert not backups.is_due(backups.backups(desk), hand.now)
    hand.pass_by(-20 * YEAR)
    assert backups.is_due(backups.backups(desk), hand.now)


def test_two_backups_at_one_moment_are_two(desk: Desk, disk: Path, hand: Any) -> None:
    made = {run_through(backups.back_up(desk, disk)).name for _turn in range(3)}
    assert made == {path.name for path in disk.iterdir()}
    assert len(made) == 3
