"""A clock that cannot be right is said above Today, below an absence's timeline, and among the accesses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.desk import opening
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from tests.window.person import Person
from ui.app import App
from ui.pages.episode import EpisodePage
from ui.pages.settings import SettingsPage
from ui.pages.today import TodayPage

WORDS = fiction.PASSPHRASES["worker"]


@pytest.fixture
def at_the_window(make_app: Callable[[Path], App], store: Path, qtbot: QtBot) -> tuple[Person, str, str]:
    """A call was taken while the clock ran three hours ahead; since then it was put right, and a search was noted."""
    desk = opening.unlock(store, WORDS, lambda: clock.now() + 3 * clock.HOUR)
    call = Call(came_at=clock.now(), caller="Example Home A", youth_name="Mika Sample")
    youth, episode = desk.do(locate.start_from_call, call).result
    desk.close()
    desk = opening.unlock(store, WORDS, clock.now)
    desk.do(locate.note, youth, episode, "searched", clock.now(), "the park")
    desk.close()
    person = Person(make_app(store), qtbot)
    person.unlocks(WORDS)
    return person, youth, episode


def test_what_speaks_against_the_clock_is_said_wherever_times_are_read(at_the_window: tuple[Person, str, str]) -> None:
    person, youth, episode = at_the_window
    today = person.goes("today", TodayPage)
    person.sees("Check this computer's clock: it says ", today)
    person.sees("Every time left is counted by this clock.", today)
    page = person.goes("episode", EpisodePage, youth, episode)
    person.sees("A clock was wrong: what Dana Demo-Worker wrote at ", page)
    settings = person.goes("settings", SettingsPage)
    person.sees("its clock was set back", settings)
    person.app.session.lock()
    assert "Check this computer's clock" not in person.words(today), "nothing of it stays at a locked window"


def test_nothing_is_said_of_a_clock_that_is_right(person: Person) -> None:
    today = person.goes("today", TodayPage)
    person.sees("To copy into CWS/CMS", today)
    assert today.clock.isHidden()
