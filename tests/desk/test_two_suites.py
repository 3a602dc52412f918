"""The day after fx1: a store reads bundles of both suites, writes the newest that its reader can open, and one that was not updated
yet sets what it cannot read aside, until it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from fieldapp.desk import enrolling, transfer
from fieldapp.desk import team as team_of
from fieldapp.desk.desk import Desk
from fieldapp.exchange import header, suites
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.setaside import aside
from fieldapp.exchange.suites import FX1
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth.queries import youths as everyone
from tests.desk.office import Office
from tests.exchange.second_suite import TRIAL


@contextmanager
def updated() -> Iterator[None]:
    """A version of the app in which the second suite is in service."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(suites.IN_SERVICE, TRIAL.name, TRIAL)
        yield


def _sends(team: Office, desk: Desk, hand: Any, name: str) -> Path:
    desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name=name))
    team.empty()
    (made,) = transfer.send(desk, FolderDestination(team.folder))
    return (team.folder / made.name).rename(team.root / Path(made.name).name)


def _suite(path: Path) -> str:
    with path.open("rb") as file:
        return header.read(file)[0].suite


def _enroll_again(team: Office, desk: Desk) -> None:
    """The updated laptop's card brings its key for the second suite; its eight words cover that too."""
    card = team_of.card(desk)
    assert set(card.more) == {TRIAL.name}
    assert card.words() != _of_before(card).words()
    enrolling.enroll(team.lead, card, card.words())


def _of_before(card: Any) -> Any:
    """The card of before the update."""
    return type(card)(
        person=card.person, name=card.name, role=card.role, device=card.device, signing=card.signing, sealing=card.sealing
    )


def _told(team: Office, desk: Desk) -> None:
    team.empty()
    transfer.send_people(team.lead, desk.me.device, FolderDestination(team.folder))
    assert [each.outcome for each in team.read(desk)] == ["accepted"]
    team.empty()


def test_only_one_is_in_service() -> None:
    assert list(suites.IN_SERVICE) == ["fx1"]
    assert FX1.label("export") == b"fieldapp/fx1/export"


def test_the_newest_that_the_reader_can_open_is_written_and_both_are_read(team: Office, worker: Desk, hand: Any) -> None:
    with updated():
        first = _sends(team, worker, hand, "Mika Sample")
        assert _suite(first) == "fx1", "the reader's key for the second is not known yet"
        assert [each.outcome for each in team.read(team.lead, first)] == ["accepted"]
        _enroll_again(team, team.lead)
        _told(team, worker)
        second = _sends(team, worker, hand, "Kai Pattern")
        assert _suite(second) == TRIAL.name
        assert second.stat().st_size < first.stat().st_size
        assert [each.outcome for each in team.read(team.lead, second)] == ["accepted"]
        assert [each.outcome for each in team.read(team.lead, first)] == ["duplicate"]
        assert sorted(line.name for line in team.lead.ask(everyone)) == ["Kai Pattern", "Mika Sample"]


def test_a_reader_that_was_not_updated_sets_it_aside_and_takes_it_in_after_its_update(
    team: Office, worker: Desk, hand: Any
) -> None:
    with updated():
        _enroll_again(team, team.lead)
        _told(team, worker)
        path = _sends(team, worker, hand, "Mika Sample")
    (outcome,) = team.read(team.lead, path)
    assert (outcome.outcome, outcome.reason) == ("set_aside", "newer_format")
    assert "made by a newer version of this app. Update this one, then import it again." in outcome.sentence
    assert [each.reason for each in aside(team.lead.book.connection)] == ["newer_format"]
    assert team.lead.ask(everyone) == []
    (team.folder / "left").mkdir()
    path.rename(team.folder / "left" / path.name)
    assert team.through(team.lead) == ["set_aside"], "it is read again each time, and stays where it is"
    with updated():
        assert team.through(team.lead) == ["accepted"]
        assert [line.name for line in team.lead.ask(everyone)] == ["Mika Sample"]
        assert aside(team.lead.book.connection) == []


def test_one_reader_that_cannot_open_the_newest_gets_the_older(team: Office, worker: Desk, hand: Any) -> None:
    """Each reader is written to in what they can open; nobody is left out because another is ahead."""
    second = team.store("supervisor", "Sam Second-Lead")
    team.enroll(second)
    with updated():
        _enroll_again(team, team.lead)
        _told(team, worker)
        worker.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Mika Sample"))
        made = transfer.send(worker, FolderDestination(team.folder))
        written = {each.to: _suite(team.folder / each.name) for each in made}
        assert written == {team.lead.me.device: TRIAL.name, second.me.device: "fx1"}
    (theirs,) = (team.folder / each.name for each in made if each.to == second.me.device)
    assert [each.outcome for each in team.read(second, theirs)] == ["accepted"]


def test_nothing_of_one_suite_passes_for_the_other(team: Office, worker: Desk, hand: Any) -> None:
    """The name in the header is in every label: changed, nothing opens, whatever else fits."""
    with updated():
        path = _sends(team, worker, hand, "Mika Sample")
        content = path.read_bytes()
        renamed = path.with_name("000099-0000000000000000.fxb")
        length = int.from_bytes(content[16:20], "big") + 3
        renamed.write_bytes(content[:16] + length.to_bytes(4, "big") + content[20:].replace(b"\xa3fx1", b"\xa6trial2", 1))
        assert _suite(renamed) == TRIAL.name
        (outcome,) = team.read(team.lead, renamed)
        assert (outcome.outcome, outcome.reason) == ("set_aside", "altered")


def test_a_damaged_key_of_a_suite_is_no_card(team: Office, worker: Desk) -> None:
    with updated():
        card = team_of.card(worker)
        assert card.sound()
        assert not type(card)(**{**{f: getattr(card, f) for f in card.__struct_fields__}, "more": {TRIAL.name: b"short"}}).sound()
        assert suites.newest_for([{"fx1": card.sealing, TRIAL.name: b"short"}]) is FX1
        assert suites.newest_for([]) is TRIAL
