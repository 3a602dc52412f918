"""An entry that is not what its kind says: never written here, and one that comes from elsewhere is kept and stops nothing."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from fieldapp.desk import checking, transfer
from fieldapp.desk.desk import Desk
from fieldapp.errors import Bug
from fieldapp.exchange.folder import FolderDestination
from fieldapp.ledger.kinds import Fact, Kinds
from fieldapp.ledger.rebuild import rebuild
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from fieldapp.youth.queries import youths as everyone
from tests.desk.office import Office


class Garbled(Fact, frozen=True, kw_only=True):
    """A name that is a number, and a field that nobody knows."""

    kind = "youth.names"
    value: int = 7
    gloves: str = "red"


def test_nothing_is_written_that_cannot_be_read_again(desk: Desk, hand: Any) -> None:
    youth, episode = desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Mika")).result
    before = desk.book.last(desk.me.device)
    with pytest.raises(Bug):
        desk.do(locate.note, youth, episode, "danced", hand.now)  # type: ignore[arg-type]
    assert desk.book.last(desk.me.device) == before


def test_one_that_comes_is_kept_and_neither_it_nor_what_follows_stops_anything(team: Office, worker: Desk, hand: Any) -> None:
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    held = worker.book.reading
    worker.book.reading = dataclasses.replace(held, kinds=Kinds([Garbled]), folds={})
    worker.batch(lambda book: book.write(worker._pen, youth, Garbled(), hand.now))
    worker.book.reading = held
    worker.do(youths.open_record, Names(chosen="Kai Pattern"))
    transfer.send(worker, FolderDestination(team.folder))
    assert [(each.outcome, each.reason) for each in team.read(team.lead)] == [("accepted", "")]
    for desk in (worker, team.lead):
        assert [line.name for line in desk.ask(everyone)] == ["Kai Pattern", "Mika Sample"]
        before = checking.digest_of(desk)
        desk.batch(lambda book: list(rebuild(book)))
        assert checking.digest_of(desk) == before
    assert checking.digest_of(worker) == checking.digest_of(team.lead)
    worker.do(youths.say_names, youth, Names(chosen="Mika Renamed"))
    assert [line.name for line in worker.ask(everyone)] == ["Kai Pattern", "Mika Renamed"]
