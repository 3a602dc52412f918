"""Copies that are out: numbered, listed, collected after the return; a photo that NCMEC may publish leaves its loose end."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda import queries as agenda
from fieldapp.agenda.model import Line
from fieldapp.county.model import Setting
from fieldapp.desk import paperwork
from fieldapp.desk.accesslog import accesses
from fieldapp.desk.county import county
from fieldapp.desk.desk import Desk
from fieldapp.desk.paperfile import around
from fieldapp.desk.paperwork import Wanted
from fieldapp.desk.readers import recipients
from fieldapp.errors import DestinationTrouble
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.places import resource
from fieldapp.report.model import PaperKind
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Channel, Contact
from tests.desk.conftest import Hand


@pytest.fixture
def episode(desk: Desk, mika: str) -> str:
    return desk.do(locate.start_from_call, Call(came_at=desk.clock(), caller="Example Home A"), mika).result[1]


def _give(desk: Desk, youth: str, episode: str, to: Path, kind: PaperKind = PaperKind.POLICE_SHEET, **more: object) -> bytes:
    made = paperwork.make(desk, Wanted(youth=youth, episode=episode, kind=kind, **more))  # type: ignore[arg-type]
    return paperwork.give(desk, made.wanted, made.paper, "saved", to).result


def _back(desk: Desk, hand: Hand, youth: str, episode: str) -> None:
    for what in ("located", "returned"):
        hand.pass_by(clock.HOUR)
        desk.do(locate.end, youth, episode, what, hand.now)


def _line(desk: Desk, youth: str, episode: str, rule: str) -> Line | None:
    lines = desk.ask(agenda.lines, [agenda.Occasion(youth, episode)])
    return next((each for each in lines if each.first.rule == rule), None)


def test_copies_are_numbered_and_the_return_asks_for_them(
    desk: Desk, mika: str, episode: str, hand: Hand, tmp_path: Path
) -> None:
    given = [_give(desk, mika, episode, tmp_path / "1.pdf")]
    hand.pass_by(clock.MINUTE)
    given.append(_give(desk, mika, episode, tmp_path / "2.pdf"))
    beside = desk.ask(around, mika, episode, PaperKind.POLICE_SHEET)
    assert [(each.title, each.out) for each in beside.copies] == [("Copy 2", True), ("Copy 1", True)]
    assert beside.shred_by is not None
    assert beside.shred_by.isoformat() == "2026-12-21"
    assert not beside.over
    assert _line(desk, mika, episode, "P29-papers") is None
    _back(desk, hand, mika, episode)
    line = _line(desk, mika, episode, "P29-papers")
    assert line is not None
    assert line.state == "open"
    assert desk.ask(around, mika, episode, PaperKind.POLICE_SHEET).over
    paperwork.take_back(desk, mika, given[0], "back")
    assert _line(desk, mika, episode, "P29-papers").state == "open"  # type: ignore[union-attr]
    paperwork.take_back(desk, mika, given[1], "shredded")
    assert _line(desk, mika, episode, "P29-papers").state == "settled"  # type: ignore[union-attr]


def test_a_return_without_a_copy_asks_for_none(desk: Desk, mika: str, episode: str, hand: Hand) -> None:
    _back(desk, hand, mika, episode)
    assert _line(desk, mika, episode, "P29-papers") is None


def test_the_county_sets_until_when_a_copy_may_be_kept(
    desk: Desk, mika: str, episode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = desk.ask(county)
    days = Setting(id="shred-days", title_en="Days", title_es="Días", value="7")
    monkeypatch.setattr(paperwork, "county", lambda _view: replace(home, settings=(days,)))
    made = paperwork.make(desk, Wanted(youth=mika, episode=episode, kind=PaperKind.POLICE_SHEET))
    assert made.paper.shred_by is not None
    assert made.paper.shred_by.isoformat() == "2026-11-28"


def test_a_copy_past_its_day_says_so(desk: Desk, mika: str, episode: str, hand: Hand, tmp_path: Path) -> None:
    _give(desk, mika, episode, tmp_path / "paper.pdf")
    hand.pass_by(31 * clock.DAY)
    assert desk.ask(around, mika, episode, PaperKind.POLICE_SHEET).copies[0].state == "out, past its day"


def test_who_allowed_a_poster_stays_on_record_until_it_is_taken_down(
    desk: Desk, mika: str, episode: str, hand: Hand, tmp_path: Path
) -> None:
    picture = resource("demo", "photo.png").read_bytes()
    desk.do(youths.add_photo, mika, picture, "image/png", "2026-10-01", liked=True)
    kind = PaperKind.NCMEC_WORKSHEET
    without = paperwork.make(desk, Wanted(youth=mika, episode=episode, kind=kind))
    assert "photo" not in {each.field for each in without.paper.included}
    _give(desk, mika, episode, tmp_path / "n.pdf", kind, picked=frozenset({"photo"}), decided_by="Pat Template")
    again = paperwork.make(desk, Wanted(youth=mika, episode=episode, kind=kind, picked=frozenset({"photo"})))
    said = [line.value for section in again.paper.sections for line in section.lines if line.label == "Posters: who decides"]
    assert said == ["Pat Template"]
    _back(desk, hand, mika, episode)
    assert _line(desk, mika, episode, "P29-posters") is not None


def test_a_file_that_cannot_be_written_is_recorded_as_never_made(desk: Desk, mika: str, episode: str, tmp_path: Path) -> None:
    with pytest.raises(DestinationTrouble):
        _give(desk, mika, episode, tmp_path / "no such folder" / "paper.pdf")
    copy = desk.ask(around, mika, episode, PaperKind.POLICE_SHEET).copies[0]
    assert (copy.state, copy.out) == ("never made", False)


def test_every_way_of_giving_leaves_its_own_access_entry(desk: Desk, mika: str, episode: str, hand: Hand) -> None:
    wanted = Wanted(youth=mika, episode=episode, kind=PaperKind.OFFICER_CARD)
    made = paperwork.make(desk, wanted)
    for how in ("printed", "saved", "copied", "shown", "read_out"):
        hand.pass_by(clock.MINUTE)
        paperwork.give(desk, wanted, made.paper, how)  # type: ignore[arg-type]
    found = [each.what for each in accesses(desk) if each.about == "Missing youth: to photograph"]
    assert found == ["copied", "shown", "copied", "saved", "printed"]


def test_the_list_of_recipients_holds_nobody_who_must_not_be_told(desk: Desk, mika: str, episode: str) -> None:
    ways = (Channel(kind="email", value="parent@example.test"),)
    for name, tell in (("Rosa Sample", "tell"), ("Victor Sample", "do_not_tell"), ("Vera Sample", "through_attorney")):
        who = Contact(name=name, relation="parent", tell=tell, order="Order of 12 March", channels=ways, language="Spanish")  # type: ignore[arg-type]
        desk.do(youths.say_contact, mika, who)
    found = desk.ask(recipients, mika, episode, PaperKind.EMAIL_TEXT)
    parents = [each for each in found.listed if each.reader == "parents"]
    assert [(each.name, each.language) for each in parents] == [("Rosa Sample", "es")]
    assert found.withheld == 2
