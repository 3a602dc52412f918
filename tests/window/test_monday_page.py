"""Monday at a supervisor's window: ownerless on top, then never told and late, each with its hours and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.demo import county, fiction
from fieldapp.desk import opening
from fieldapp.desk.casefile import casefile
from fieldapp.desk.desk import Desk
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Happened, NowWith
from fieldapp.vault.kdf import Cost
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Standing
from tests.window.person import Person
from ui.app import App
from ui.pages.episode import EpisodePage
from ui.pages.monday import MondayPage, since_friday

NOW = clock.parse("2026-11-23T07:58:00-08:00")
"""Monday morning."""


@dataclass
class Hand:
    now: int = NOW

    def __call__(self) -> int:
        return self.now


def _missing(desk: Desk, hand: Hand, name: str, learned: str) -> tuple[str, str]:
    """Somebody in care who has been missing since then."""
    hand.now = clock.parse(learned)
    youth = desk.do(youths.open_record, Names(chosen=name, legal=name)).result
    desk.do(youths.say_standing, youth, Standing(born="2011-05-30", jurisdiction="dependent", in_care=True, placement_order=True))
    call = Call(came_at=hand.now, caller="Example Home A", youth_name=name)
    met, episode = desk.do(locate.start_from_call, call, youth).result
    happened = Happened(agency_learned=hand.now, whereabouts="unknown")
    desk.do(locate.say_happened, met, episode, happened)
    return met, episode


def _tell_all(desk: Desk, hand: Hand, met: tuple[str, str], late: str, reason: str) -> None:
    """Everybody is told within the hour, but one recipient a day and more later."""
    case = desk.ask(casefile, *met)
    assert case is not None
    lines = [line for line, _reach in (*case.by_phone, *case.in_writing)]
    for line in sorted(lines, key=lambda line: line.first.recipient == late):
        is_late = line.first.recipient == late
        hand.now = case.episode.happened.agency_learned + round((25.2 if is_late else 0.5) * clock.HOUR)
        proof = Proof(outcome="told", made_at=hand.now, channel="phone", number="X-1", late_reason=reason if is_late else "")
        desk.do(agenda.record_notice, Occasion(*met), line.key, proof)


@pytest.fixture
def weekend(tmp_path: Path, agency: county.Agency) -> tuple[Path, Hand]:
    """Three youths: one nobody has, one whose NCMEC report came late, one never reported to anybody; all initials differ."""
    hand, place = Hand(), tmp_path / "lead"
    new = opening.NewStore(fiction.SUPERVISOR, "supervisor", agency.county_file, fiction.PASSPHRASES["supervisor"])
    opening.create(place, new, hand, Cost(64, 1, 1))
    desk = opening.unlock(place, fiction.PASSPHRASES["supervisor"], hand)
    try:
        never = _missing(desk, hand, "Lux Pattern", "2026-11-21T17:56:00-08:00")
        late = _missing(desk, hand, "Kai Placeholder", "2026-11-21T06:00:00-08:00")
        _tell_all(desk, hand, late, "ncmec", "The fax machine was out of paper")
        nobody = _missing(desk, hand, "Rio Sample", "2026-11-22T20:00:00-08:00")
        hand.now = clock.parse("2026-11-22T21:00:00-08:00")
        until = clock.parse("2026-11-23T06:00:00-08:00")
        desk.do(locate.hand_over, *nobody, NowWith(person=desk.me.person, name="Dana Demo-Worker", until=until))
        assert never
    finally:
        desk.close()
    hand.now = NOW
    return place, hand


@pytest.fixture
def lead(weekend: tuple[Path, Hand], make_app: Callable[[Path], App], qtbot: QtBot) -> Person:
    place, hand = weekend
    app = make_app(place)
    app.session.now = hand
    person = Person(app, qtbot)
    person.unlocks(fiction.PASSPHRASES["supervisor"])
    return person


def test_exceptions_come_first_ownerless_on_top(lead: Person) -> None:
    page = lead.goes("monday", MondayPage)
    lead.sees("Missing, nobody has it", page)
    names = [b.accessibleName() for b in page.findChildren(QPushButton) if b.isVisible() and ": " in b.accessibleName()]
    assert [name.split(": ")[1][:2] for name in names] == ["RS", "LP", "KP"]
    assert names[0].startswith("Assign")
    for words in (
        "Dana Demo-Worker’s shift ended Mon 06:00", "and not told", "when told", "still missing", "Give it to someone now",
        "NCMEC told late", "25 h 12 min", "“The fax machine was out of paper”", "Nobody", "Since Fri 17:00",
    ):  # fmt: skip
        lead.sees(words, page)
    lead.sees("38 h 02 min", page)
    for name in ("Lux", "Kai", "Rio"):
        lead.sees_no(name, page)


def test_the_six_counts(lead: Person) -> None:
    page = lead.goes("monday", MondayPage)
    lead.sees("Missing, nobody has it", page)
    names = {each.accessibleName() for each in page.findChildren(object) if hasattr(each, "accessibleName")}  # type: ignore[type-var]
    assert {"3 Missing now", "1 Nobody has it", "0 Back, no screen", "0 To review"} <= names


def test_a_row_opens_its_episode(lead: Person) -> None:
    page = lead.goes("monday", MondayPage)
    lead.press("Assign: RS", page)
    lead.sees("Rio Sample", lead.app.pages["episode"])
    assert isinstance(lead.app.pages["episode"], EpisodePage)


def test_nobody_is_enrolled_and_the_page_says_what_to_do(lead: Person) -> None:
    page = lead.goes("monday", MondayPage)
    lead.sees("Nobody is enrolled yet", page)
    lead.press("Exchange", page)
    lead.sees("Open the office key", lead.app.pages["exchange"])


@pytest.mark.parametrize(
    ("now", "friday"),
    [
        ("2026-11-23T07:58:00-08:00", "2026-11-20T17:00:00-08:00"),
        ("2026-11-20T16:59:00-08:00", "2026-11-13T17:00:00-08:00"),
        ("2026-11-20T17:00:00-08:00", "2026-11-20T17:00:00-08:00"),
        ("2026-11-02T08:00:00-08:00", "2026-10-30T17:00:00-07:00"),
    ],
)
def test_since_friday_at_five(now: str, friday: str) -> None:
    assert since_friday(clock.parse(now)) == clock.parse(friday)
