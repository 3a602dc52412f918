"""Entries that this version cannot read, or is not meant to: kept, said, and shown after the update or when their words come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from fieldapp.demo import fiction
from fieldapp.desk import catalogue, checking, exchangefile, mending, opened, opening, transfer
from fieldapp.desk.checking import digest_of
from fieldapp.desk.desk import Desk, run_through
from fieldapp.desk.history import outline
from fieldapp.desk.historylines import lines
from fieldapp.exchange.folder import FolderDestination
from fieldapp.ledger.entry import Entry, Sealed, commitment_of, hash_of
from fieldapp.ledger.kinds import Kinds
from fieldapp.ledger.reading import Reading
from fieldapp.youth import acts as youths
from fieldapp.youth.entries import PhotoSaid, PlacementSaid
from fieldapp.youth.model import Names, Placement
from fieldapp.youth.queries import youth as record_of
from tests.desk.office import Office
from tests.property.oracle import pages

WORDS = fiction.PASSPHRASES["worker"]
PICTURE = bytes(range(256)) * 30
UNKNOWN = frozenset({PlacementSaid, PhotoSaid})
"""Kinds that the earlier version does not have yet."""


def _marks(desk: Desk, youth: str) -> list[tuple[str, ...]]:
    found = outline(desk, youth)
    assert found is not None
    return [each.marks for each in lines(desk, found.refs) if each.marks]


def _sound(desk: Desk) -> None:
    assert run_through(checking.verify(desk)).findings == ()
    rows = run_through(checking.rebuild_rows(desk))
    assert rows.before == rows.after
    list(pages(desk))


@pytest.fixture
def earlier(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The version before: it knows neither where a youth lives nor photos, and made its rows in the form before."""
    whole = catalogue.reading()
    kinds = Kinds([each for each in whole.kinds.all() if each not in UNKNOWN])
    old = Reading(kinds, {kind: fold for kind, fold in whole.folds.items() if kind not in UNKNOWN}, whole.tables)
    with monkeypatch.context() as patch:
        patch.setattr(opened, "reading", lambda: old)
        patch.setattr(mending, "ROW_FORM", catalogue.ROW_FORM - 1)
        yield patch


def _as_the_version_before_left_it(folder: Path, hand: Any) -> None:
    desk = opening.unlock(folder, WORDS, hand)
    desk.book.connection.exec_driver_sql(
        "UPDATE local SET value = ? WHERE key = 'row-form'", (str(catalogue.ROW_FORM - 1).encode(),)
    )
    desk.book.connection.commit()
    desk.close()


def test_what_came_from_a_newer_version_is_kept_and_said_and_shown_after_the_update(
    team: Office, worker: Desk, hand: Any, request: pytest.FixtureRequest
) -> None:
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    worker.do(youths.say_placement, youth, Placement(name="Example Home A"))
    worker.do(youths.add_photo, youth, PICTURE, "image/png", "2026-10-02")
    transfer.send(worker, FolderDestination(team.folder))
    folder = team.lead.files._places.root
    team.lead.close()
    _as_the_version_before_left_it(folder, hand)
    patch = request.getfixturevalue("earlier")

    before = opening.unlock(folder, WORDS, hand)
    assert team.through(before) == ["accepted"]
    held = before.ask(record_of, youth)
    assert held is not None
    assert (held.names.value.chosen, held.placement, held.photos) == ("Mika Sample", None, {})
    assert _marks(before, youth) == [("newer",), ("newer",)]
    _sound(before)
    before.do(youths.say_names, youth, Names(chosen="Mika Trial"))
    before.close()
    patch.undo()

    after = opening.unlock(folder, WORDS, hand)
    team.open.append(after)
    held = after.ask(record_of, youth)
    assert held is not None
    assert held.placement is not None
    assert (held.names.value.chosen, held.placement.value.name) == ("Mika Trial", "Example Home A")
    (photo,) = held.photos.values()
    assert after.files.get(photo.value.file) == PICTURE, "its file came along, though nobody could read who named it"
    assert _marks(after, youth) == []
    _sound(after)


# -- withheld


def _meant_for_oneself(desk: Desk, youth: str) -> Entry:
    """An entry of a kind that this version does not have, for its author alone."""
    seq, prev = desk.book.last(desk.me.device)
    sealed = Sealed(b"s" * 32, "youth.own_note", 1, "America/Los_Angeles", b'{"words":"for me alone"}')
    bare = Entry(
        b"", desk.me.device, seq + 1, prev, desk.clock(), youth, desk.me.person, "personal",
        tuple(sorted(desk.book.tips(youth))), commitment_of(sealed), b"", sealed,
    )  # fmt: skip
    digest = hash_of(bare)
    entry = replace(bare, hash=digest, signature=desk._pen.sign(digest))
    desk.batch(lambda book: book.admit([entry]))
    return entry


def test_words_that_are_not_meant_for_a_supervisor_stay_here_and_the_chain_holds_there(
    team: Office, worker: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    entry = _meant_for_oneself(worker, youth)
    worker.do(youths.say_placement, youth, Placement(name="Example Home A"))
    goes = exchangefile.exchange(worker).goes
    assert goes is not None
    assert ("Notes for other readers", 1, "not meant for this reader") in goes.stays
    transfer.send(worker, FolderDestination(team.folder))
    assert team.through(team.lead) == ["accepted"]
    held = team.lead.book.find(youth, entry.hash)
    assert held is not None
    assert (held.sealed, held.commitment) == (None, entry.commitment)
    assert _marks(team.lead, youth) == [("without_words",)]
    assert b"for me alone" not in b"".join(path.read_bytes() for path in team.folder.rglob("*.fxb"))
    _sound(team.lead)
    _sound(worker)
    before = digest_of(team.lead)

    monkeypatch.setitem(transfer.TEAM, "personal", True)  # as when counsel has set it otherwise
    team.empty()
    run_through(transfer.posting(worker, FolderDestination(team.folder), again=True))
    assert "set_aside" not in team.through(team.lead)
    held = team.lead.book.find(youth, entry.hash)
    assert held is not None
    assert held.sealed == entry.sealed, "what was withheld is taken when it comes"
    assert (_marks(team.lead, youth), digest_of(team.lead)) == ([("newer",)], before)
    _sound(team.lead)
