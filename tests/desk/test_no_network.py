"""From set-up to a bundle that is read, nothing opens a connection."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any, NoReturn

import pytest

from fieldapp.demo import county
from fieldapp.desk import transfer
from fieldapp.exchange.folder import FolderDestination
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth.queries import youths
from tests.desk.office import Office


def _refuse(*_args: object, **_named: object) -> NoReturn:
    raise AssertionError("a connection was opened")


def test_set_up_a_call_and_a_bundle_without_a_network(
    tmp_path: Path, agency: county.Agency, hand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", _refuse)
    monkeypatch.setattr(socket, "getaddrinfo", _refuse)
    office = Office(tmp_path, agency, hand)
    worker = office.store("worker", "Dana Demo-Worker")
    office.enroll(worker)
    office.empty()
    worker.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Mika Sample"))
    transfer.send(worker, FolderDestination(office.folder))
    assert office.through(office.lead) == ["accepted"]
    assert [line.name for line in office.lead.ask(youths)] == ["Mika Sample"]
    assert office.through(worker) == ["accepted"], "the receipt"
    for desk in office.open:
        desk.close()
