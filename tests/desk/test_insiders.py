"""Bundles that somebody enrolled made with their own keys, and that say what is not so: set aside, or of no effect."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from fieldapp import clock
from fieldapp.desk import overview, transfer
from fieldapp.desk import team as team_of
from fieldapp.desk.desk import Desk
from fieldapp.desk.exchangefile import exchange
from fieldapp.exchange import sending
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.receipts import Receipt
from fieldapp.ledger.entry import Entry, Sealed, commitment_of, hash_of
from fieldapp.locate import acts as locate
from fieldapp.locate.entries import CallTaken
from fieldapp.locate.model import Call
from fieldapp.supervise.queries import monday
from fieldapp.youth.queries import youths as everyone
from tests.desk.office import Office

Change = Callable[[Desk, Entry], Entry]


def _signed_anew(desk: Desk, entry: Entry) -> Entry:
    digest = hash_of(entry)
    return replace(entry, hash=digest, signature=desk._pen.sign(digest))


def _body(desk: Desk, entry: Entry, body: bytes) -> Entry:
    assert entry.sealed is not None
    sealed = Sealed(entry.sealed.salt, entry.sealed.kind, entry.sealed.version, entry.sealed.zone, body)
    return _signed_anew(desk, replace(entry, sealed=sealed, commitment=commitment_of(sealed)))


CHANGES: dict[str, Change] = {
    "another body": lambda _d, e: replace(e, sealed=replace(e.sealed, body=b'{"value":{"chosen":"Somebody Else"}}')),
    "no canonical body": lambda d, e: _body(d, e, b'{ "value": 1.5 }'),
    "another stream": lambda _d, e: replace(e, stream="a" * 26),
    "another person": lambda _d, e: replace(e, actor="a" * 26),
    "another device": lambda d, e: _signed_anew(d, replace(e, device="b" * 26)),
    "a time that no number holds": lambda _d, e: replace(e, at=2**63 - 1),
    "an earlier link": lambda d, e: _signed_anew(d, replace(e, prev=hashlib.sha256(b"x").digest())),
    "a place further on": lambda d, e: _signed_anew(d, replace(e, seq=e.seq + 5)),
    "no signature": lambda _d, e: replace(e, signature=bytes(64)),
}


@pytest.mark.parametrize("what", CHANGES)
def test_an_entry_that_does_not_hold_keeps_the_whole_bundle_out(
    team: Office, worker: Desk, hand: Any, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    worker.do(locate.start_from_call, Call(came_at=hand.now, caller="Example Home A", youth_name="Mika Sample"))
    ranged = worker.book.range
    last, _hash = worker.book.last(worker.me.device)

    def tampered(device: str, first: int = 1, last_one: int = 2**62) -> Iterator[Entry]:
        for entry in ranged(device, first, last_one):
            is_it = entry.device == worker.me.device and entry.seq == last and (first, last_one) != (last, last)
            yield CHANGES[what](worker, entry) if is_it else entry

    monkeypatch.setattr(worker.book, "range", tampered)
    transfer.send(worker, FolderDestination(team.folder))
    (spoiled,) = team.folder.rglob("*.fxb")
    assert [(each.outcome, each.reason) for each in team.read(team.lead)] == [("set_aside", "altered")]
    assert team.lead.ask(everyone) == []
    assert team.lead.book.last(worker.me.device)[0] == 0
    monkeypatch.undo()
    spoiled.unlink()
    list(transfer.posting(worker, FolderDestination(team.folder), again=True))
    assert [each.outcome for each in team.read(team.lead)] == ["gap"], "its number is a later one"
    assert [line.name for line in team.lead.ask(everyone)] == ["Mika Sample"]


def _receipt(desk: Desk, **changes: Any) -> bytes:
    roster = team_of.roster(desk)
    assert roster is not None
    return msgspec.msgpack.encode(Receipt(**({"number": 1, "holds": {}, "at": clock.now()} | changes)))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda _d, _w: b"no receipt", "unreadable"),
        (lambda _d, _w: b"", "unreadable"),
        (lambda d, w: _receipt(d, holds={w: (1, bytes(32))}), "ahead"),
        (lambda d, w: _receipt(d, holds={w: (10_000, bytes(32))}), "ahead"),
        (lambda d, w: _receipt(d, holds={w: (2**63 + 1, bytes(32))}), "ahead"),
        (lambda d, w: _receipt(d, holds={w: (-3, bytes(32))}), "ahead"),
    ],
)
def test_a_receipt_for_what_was_never_written_settles_nothing(
    team: Office, worker: Desk, hand: Any, content: Callable[[Desk, str], bytes], reason: str
) -> None:
    worker.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Mika Sample"))
    before = transfer.standing(worker).waiting
    _letter(team, worker, "receipt", content(team.lead, worker.me.device))
    assert [(each.outcome, each.reason) for each in team.read(worker)] == [("set_aside", reason)]
    assert transfer.standing(worker).waiting == before > 0


@pytest.mark.parametrize("content", [b"", b"nobody", b"\xff" * 3_000])
def test_a_list_of_people_that_the_agency_did_not_sign_is_not_taken(team: Office, worker: Desk, content: bytes) -> None:
    before = team_of.roster(worker)
    _letter(team, worker, "roster", content)
    assert [(each.outcome, each.reason) for each in team.read(worker)] == [("set_aside", "unsigned_people")]
    assert team_of.roster(worker) == before


def _letter(team: Office, to: Desk, form: Any, content: bytes) -> None:
    roster = team_of.roster(team.lead)
    assert roster is not None
    found = roster.find(to.me.device)
    assert found is not None
    by = team_of.sender(team.lead)
    made = team.lead.batch(lambda book: sending.letter(book, by, found[1], form, content, team.hand.now))
    path = Path(team.folder) / made.name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(made.content)


def test_a_time_that_no_calendar_has_closes_no_page(team: Office, worker: Desk, hand: Any) -> None:
    """A clock gone mad writes what is signed and whole; everybody's pages open all the same."""
    youth, _episode = worker.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Mika Sample")).result
    far = CallTaken(id="c" * 26, call=Call(came_at=2**52, taken_at=-(2**52), youth_name="Mika"))
    worker.batch(lambda book: book.write(worker._pen, youth, far, 2**60))
    transfer.send(worker, FolderDestination(team.folder))
    assert [each.outcome for each in team.read(team.lead)] == ["accepted"]
    for desk in (worker, team.lead):
        assert desk.ask(overview.today) is not None
        assert desk.ask(monday, hand.now - clock.DAY).rows
        assert exchange(desk).standing.words


def test_a_clock_shows_any_number() -> None:
    for instant in (-(2**63), -1, 0, 2**53, 2**63):
        assert clock.local(instant).year >= 1
        assert clock.iso(instant)
