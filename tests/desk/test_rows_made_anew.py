"""Rebuild reproduces every row of every table: of a full record, after imports in any order, joins and what was said at once."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from fieldapp import clock
from fieldapp.desk import transfer
from fieldapp.desk.checking import digest_of, rebuild_rows
from fieldapp.desk.desk import Desk
from fieldapp.exchange.folder import FolderDestination
from fieldapp.ledger.rebuild import rebuild
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.places import resource
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Placement
from tests.desk.full_record import come_back, fill
from tests.desk.office import Office

Rows = dict[str, list[tuple[Any, ...]]]


def _rows(desk: Desk) -> Rows:
    """Every row of every table that entries make, with its table."""
    ask = desk.book.connection.exec_driver_sql
    tables = ("version", "link", "barred", *(into.name for into in desk.book.reading.tables))
    return {name: sorted(map(tuple, ask(f'SELECT * FROM "{name}"')), key=repr) for name in tables}


def _made_anew(desk: Desk) -> None:
    before = _rows(desk)
    desk.batch(lambda book: list(rebuild(book)))
    assert _rows(desk) == before


def _checked(desk: Desk) -> bool:
    slices = rebuild_rows(desk)
    while True:
        try:
            next(slices)
        except StopIteration as done:
            return bool(done.value.before == done.value.after)


def test_of_a_full_record_whose_youth_came_back(desk: Desk, hand: Any) -> None:
    made = fill(desk, resource("demo", "photo.png").read_bytes())
    hand.pass_by(clock.MINUTE)
    come_back(desk, made)
    rows = _rows(desk)
    assert len([name for name, held in rows.items() if held]) > 10
    _made_anew(desk)


@pytest.fixture
def bundles(team: Office, worker: Desk, hand: Any) -> list[Path]:
    """Two workers and an own supervisor write about one youth at once, join records and episodes; bundles in the order sent."""
    other = team.store("officer", "Robin Mock-Officer")
    team.enroll(other)
    team.empty()
    made = fill(worker, resource("demo", "photo.png").read_bytes())
    paths = _left(team, worker)
    youth = other.do(youths.open_record, Names(chosen="Mica")).result
    episode = other.do(locate.start_from_call, Call(came_at=hand.now, caller="Neighbor", youth_name="Mica"), youth).result[1]
    other.do(youths.say_placement, made.youth, Placement(name="Example Home B"))
    worker.do(youths.say_placement, made.youth, Placement(name="Example Home A"))
    paths += _left(team, other)
    worker.do(youths.join, made.youth, youth, "one youth")
    other.do(youths.join, youth, made.youth, "one youth")
    worker.do(locate.join_episodes, made.youth, made.episode, youth, episode)
    hand.pass_by(clock.MINUTE)
    come_back(worker, made)
    return [*paths, *_left(team, worker), *_left(team, other)]


def _left(team: Office, desk: Desk) -> list[Path]:
    return [team.folder / each.name for each in transfer.send(desk, FolderDestination(team.folder))]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::9])
def test_after_imports_in_any_order(team: Office, bundles: list[Path], order: tuple[int, ...]) -> None:
    assert len(bundles) == 4
    for place in order:
        assert {each.outcome for each in team.read(team.lead, bundles[place])} <= {"accepted", "gap", "duplicate"}
    _made_anew(team.lead)
    before = digest_of(team.lead)
    for path in bundles:
        team.read(team.lead, path)
    assert digest_of(team.lead) == before, "twice is once"
    _made_anew(team.lead)


def test_rows_that_no_entry_made_are_found_and_go(desk: Desk) -> None:
    youth = desk.do(youths.open_record, Names(chosen="Mika Sample")).result
    before = _rows(desk)
    for forged in (
        "INSERT INTO version (stream, subject, entry) VALUES ('nobody', 'youth.names', x'00')",
        f"INSERT INTO version (stream, subject, entry) VALUES ('{youth}', 'youth.names', x'00')",
        f"UPDATE version SET subject = 'youth.health' WHERE stream = '{youth}'",
        "DELETE FROM version",
    ):
        desk.batch(lambda book, forged=forged: book.connection.exec_driver_sql(forged))
        assert not _checked(desk), forged
        assert _rows(desk) == before
        assert _checked(desk)


def test_a_bar_that_was_taken_away_is_put_back(team: Office, worker: Desk, hand: Any) -> None:
    from fieldapp.identify.entries import ScreeningReviewed

    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    worker.batch(lambda book: book.write(worker._pen, youth, ScreeningReviewed(id="a" * 26), hand.now))
    before = _rows(worker)["barred"]
    worker.batch(lambda book: book.connection.exec_driver_sql("DELETE FROM barred"))
    assert _checked(worker)
    assert _rows(worker)["barred"] == before != []
