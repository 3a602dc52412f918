"""Bundles from somebody whom nobody enrolled, from a revoked laptop, and passed on to somebody they were not made for."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fieldapp.desk import enrolling, office, transfer
from fieldapp.desk import team as team_of
from fieldapp.desk.checking import digest_of
from fieldapp.desk.desk import Desk
from fieldapp.errors import BadInput, NotAllowed
from fieldapp.exchange import bundle, header, people
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.header import Recipient
from fieldapp.exchange.suites import FX1
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth.queries import youths as everyone
from tests.desk.office import Office


def _sent(team: Office, desk: Desk, hand: Any, name: str) -> Path:
    desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name=name))
    (made,) = transfer.send(desk, FolderDestination(team.folder))
    return team.folder / made.name


def _roster_to(desk: Desk, lead: Desk) -> None:
    """Give a store the list of people without being on it, as a copied file would."""
    content = office.roster_bytes(lead.book.connection) or b""
    desk.batch(lambda book: office.adopt(book.connection, content, team_of.root(lead)))
    team_of.reload(desk)


def _said(team: Office, desk: Desk, *paths: Path) -> list[tuple[str, str]]:
    return [(each.outcome, each.reason) for each in team.read(desk, *paths)]


def test_from_somebody_unknown_it_is_set_aside_and_taken_in_once_they_are_enrolled(team: Office, hand: Any) -> None:
    stranger = team.store("worker", "Robin Mock-Worker")
    _roster_to(stranger, team.lead)
    path = _sent(team, stranger, hand, "Kai Pattern")
    before = digest_of(team.lead)
    assert _said(team, team.lead, path) == [("set_aside", "unknown_sender")]
    assert (digest_of(team.lead), team.lead.book.last(stranger.me.device)[0]) == (before, 0)
    given = team_of.card(stranger)
    enrolling.enroll(team.lead, given, given.words())
    assert _said(team, team.lead, path) == [("accepted", "")]
    assert [line.name for line in team.lead.ask(everyone)] == ["Kai Pattern"]


def test_under_another_s_name_it_is_unknown(team: Office, worker: Desk, hand: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    by = team_of.sender(worker)
    monkeypatch.setattr(team_of, "sender", lambda _desk: type(by)(team.lead.me.person, by.device, by.keys, by.roster_version))
    assert _said(team, team.lead, _sent(team, worker, hand, "Kai Pattern")) == [("set_aside", "unknown_sender")]
    assert team.lead.ask(everyone) == []


def _revoke(team: Office, device: str) -> None:
    held = team_of.roster(team.lead)
    kept = msgspec.msgpack.decode(office.local.get(team.lead.book.connection, "office-key") or b"", type=office._Office)
    assert held is not None
    persons = tuple(
        msgspec.structs.replace(
            each,
            devices=tuple(msgspec.structs.replace(d, revoked=team.hand.now) if d.id == device else d for d in each.devices),
        )
        for each in held.persons
    )
    new = people.Roster(version=held.version + 1, made=team.hand.now, persons=persons)
    signed = people.sign(new, Ed25519PrivateKey.from_private_bytes(kept.private), kept.key)
    team.lead.batch(lambda book: office.adopt(book.connection, signed, team_of.root(team.lead)))
    team_of.reload(team.lead)


def test_a_revoked_laptop_is_refused_whatever_it_sends_and_is_sent_nothing_more(team: Office, worker: Desk, hand: Any) -> None:
    first = _sent(team, worker, hand, "Kai Pattern")
    assert _said(team, team.lead, first) == [("accepted", "")]
    second = _sent(team, worker, hand, "Noa Example")
    _revoke(team, worker.me.device)
    before = digest_of(team.lead)
    assert _said(team, team.lead, second, first) == [("set_aside", "revoked")] * 2
    assert digest_of(team.lead) == before
    assert [line.name for line in team.lead.ask(everyone)] == ["Kai Pattern"], "what came before is kept"
    team.empty()
    list(transfer.posting(team.lead, FolderDestination(team.folder)))
    assert list(team.folder.rglob("*.fxb")) == []


def _readdressed(path: Path, to: Desk, by: Desk) -> Path:
    """The same content and signature under a head that names somebody else, by one who may open it: key, MAC and all are right."""
    opened = bundle.open_for(path, by.me.device, team_of.keys(by))
    one = msgspec.structs.replace(opened.header, recipients=(Recipient(to.me.device, 5, bytes(32)),))
    raw = header.encode(one)
    info = FX1.label("key") + header.hash_of(raw, FX1)
    before = header.start(raw) + FX1.seal(team_of.card(to).sealing, opened.key, info)
    new = path.with_name(f"{hashlib.sha256(before).hexdigest()}.fxb")
    new.write_bytes(before + bundle.mac(FX1, opened.key, before) + path.read_bytes()[opened.starts :])
    return new


def test_one_that_its_reader_passes_on_under_a_new_address_is_refused(team: Office, worker: Desk, hand: Any) -> None:
    """The sender signed for whom it was; a supervisor cannot make it one for somebody else (nor another one for themselves)."""
    second = team.store("supervisor", "Sam Second-Lead")
    team.enroll(second)
    transfer.send_people(team.lead, worker.me.device, FolderDestination(team.folder))
    team.through(worker)
    team.empty()
    worker.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Kai Pattern"))
    transfer.send(worker, FolderDestination(team.folder))
    mine = next(path for path in team.folder.rglob("*.fxb") if header.may_be_for(path, team.lead.me.device))
    for reader in (second, team.lead):
        assert _said(team, reader, _readdressed(mine, reader, team.lead)) == [("set_aside", "altered")]
        assert reader.ask(everyone) == []
    assert _said(team, second, mine) == [("set_aside", "not_for_us")]
    assert _said(team, team.lead, mine) == [("accepted", "")]


def test_a_laptop_revoked_by_its_supervisor_is_heard_no_more_and_sent_no_more(team: Office, worker: Desk, hand: Any) -> None:
    _sent(team, worker, hand, "Mika Sample")
    assert _said(team, team.lead) == [("accepted", "")]
    late = _sent(team, worker, hand, "Kai Pattern")
    enrolling.revoke(team.lead, worker.me.device)
    assert _said(team, team.lead, late) == [("set_aside", "revoked")]
    assert [line.name for line in team.lead.ask(everyone)] == ["Mika Sample"]
    assert team_of.others(team.lead) == []
    card = team_of.card(worker)
    with pytest.raises(BadInput, match="is enrolled already, and is not"):
        enrolling.enroll(team.lead, card, card.words())
    team.empty()
    transfer.send(team.lead, FolderDestination(team.folder))
    assert list(team.folder.rglob("*.fxb")) == []


@pytest.mark.parametrize("device", ["own", "a" * 26])
def test_who_is_not_there_or_oneself_is_not_revoked(team: Office, worker: Desk, device: str) -> None:
    before = team_of.roster(team.lead)
    with pytest.raises(BadInput):
        enrolling.revoke(team.lead, team.lead.me.device if device == "own" else device)
    with pytest.raises(NotAllowed):
        enrolling.revoke(worker, team.lead.me.device)
    assert team_of.roster(team.lead) == before
