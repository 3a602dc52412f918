"""Every outcome of a bundle at a supervisor's window: a sentence that says what happened and what is safe, and the next step."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.demo import county, fiction
from fieldapp.desk import enrolling, office, opening, transfer
from fieldapp.desk import team as team_of
from fieldapp.desk.desk import Desk
from fieldapp.exchange import people, suites
from fieldapp.exchange.folder import FolderDestination
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from tests.desk.office import Office
from tests.desk.test_validity import _adopted, _each, _signed
from tests.exchange.second_suite import TRIAL
from tests.window.person import Person
from ui.app import App
from ui.pages.exchange import ExchangePage

WORDS = fiction.PASSPHRASES["worker"]


class _Now:
    """The real clock, as the team's stores take it."""

    @property
    def now(self) -> int:
        return clock.now()

    def __call__(self) -> int:
        return clock.now()


@pytest.fixture
def team(tmp_path: Path, agency: county.Agency) -> Iterator[Office]:
    made = Office(tmp_path, agency, _Now())
    yield made
    for desk in made.open:
        desk.close()


def _opened(team: Office, name: str) -> Desk:
    """Somebody enrolled, with a record of their own."""
    desk = team.store("worker", name)
    team.empty()
    team.enroll(desk)
    desk.do(youths.open_record, Names(chosen=f"Youth of {name.split(maxsplit=1)[0]}"))
    return desk


def _sends(team: Office, desk: Desk) -> Path:
    made = transfer.send(desk, FolderDestination(team.folder))
    return team.folder / made[0].name


@pytest.fixture
def at_the_window(team: Office, make_app: Callable[[Path], App], qtbot: QtBot) -> Callable[[], tuple[Person, ExchangePage]]:
    """The supervisor unlocks, and goes to the folder."""

    def come() -> tuple[Person, ExchangePage]:
        team.lead.close()
        person = Person(make_app(team.root / "Pat-Template-Lead"), qtbot)
        person.unlocks(WORDS)
        page = person.goes("exchange", ExchangePage)
        with person.picks(team.folder):
            person.press("Add a folder", page)
        person.waits(lambda: page.folder == team.folder and page.read.isEnabled(), lambda: "a folder to read")
        return person, page

    return come


def _reads(person: Person, page: ExchangePage, says: str = "read") -> None:
    page._say("")
    person.press("Read what came", page)
    person.waits(lambda: says in page.state.text(), lambda: f"{says} in {person.words(page)}")


Come = Callable[[], tuple[Person, ExchangePage]]


def test_what_was_taken_in_says_so_and_what_is_odd_about_it_whom_to_ask(team: Office, at_the_window: Come) -> None:
    """Accepted, a gap, a fork, one that is older than before, and one that was here already."""
    plain, gap, twice, older = (_opened(team, name) for name in ("Ash Plain", "Kim Gap", "Lee Twice", "Max Older"))
    team.empty()
    place = twice.files._places.root
    shutil.copytree(place, team.root / "copy")
    copy = opening.unlock(team.root / "copy", WORDS, team.hand)
    team.open.append(copy)
    shutil.copytree(older.files._places.root, team.root / "older")
    before = opening.unlock(team.root / "older", WORDS, team.hand)
    team.open.append(before)
    for desk, name in ((twice, "Mika Sample"), (copy, "Noa Trial"), (older, "Kai Pattern")):
        desk.do(youths.open_record, Names(chosen=name))
    _sends(team, gap).unlink()  # a stick that was lost
    gap.do(youths.open_record, Names(chosen="Robin Example"))
    first = _sends(team, plain)
    for desk in (gap, twice, copy, older):
        _sends(team, desk)
    for _time in range(2):  # letters of the older copy, of which the second has a later number
        transfer.answer(before, [team.lead.me.device], FolderDestination(team.folder))
    person, page = at_the_window()
    _reads(person, page, "7 bundles read")
    person.sees("Bundle from Ash Plain", page)
    person.sees("An earlier bundle of this sender has not come: number 1. Nothing of what they wrote is missing.", page)
    person.sees("laptop and a copy of it both wrote: both are kept. Ask which one is theirs.", page)
    person.sees("has less than before: an old copy may be in use. Nothing here is lost. Ask them.", page)
    person.press("Ask them Receipt from Max Older", page)
    person.waits(lambda: "put back an older copy" in QApplication.clipboard().text(), lambda: "another message")
    person.press("Ask them Bundle from Lee Twice", page)
    person.sees("A message to the sender is copied; it names nobody.", page)
    assert "Which one do you use?" in QApplication.clipboard().text()
    with person.picks(first):
        person.press("Read a file", page)
    person.sees("1 bundle read.", page)
    assert person.words(page).count("Bundle from Ash Plain") == 1, "what was here already is no second row"


def test_what_was_damaged_is_asked_for_and_settled_once_its_records_came(team: Office, at_the_window: Come) -> None:
    desk = _opened(team, "Kim Gap")
    team.empty()
    path = _sends(team, desk)
    path.write_bytes(path.read_bytes()[:-1])
    person, page = at_the_window()
    _reads(person, page, "1 of them set aside")
    person.sees("The bundle was cut short on its way.", page)
    person.sees("Nothing of it was taken in; nothing is lost. Their laptop is asked for it with the receipt.", page)
    person.press("Ask again Bundle 1 from Kim Gap", page)
    assert "Bundle 1 could not be read here" in QApplication.clipboard().text()
    _reads(person, page, "nothing new to read")
    assert team.through(desk) == ["accepted"]
    _sends(team, desk)
    _reads(person, page, "1 bundle read")
    person.sees("Bundle from Kim Gap", page)
    person.sees("Nothing was set aside.", page)


def test_what_was_set_aside_says_why_and_leads_on(team: Office, at_the_window: Come) -> None:
    """Unknown, revoked, not begun, a newer version's, somebody else's, and no bundle at all."""
    lost, later, newer = (_opened(team, name) for name in ("Ash Lost", "Kim Later", "Lee Newer"))
    stranger = team.store("worker", "Sam Stranger")
    _adopted(stranger, office.roster_bytes(team.lead.book.connection) or b"")
    stranger.do(youths.open_record, Names(chosen="Robin Example"))
    team.empty()
    for desk in (lost, later, stranger):
        _sends(team, desk)
    with pytest.MonkeyPatch.context() as updated:
        updated.setitem(suites.IN_SERVICE, TRIAL.name, TRIAL)
        card = team_of.card(team.lead)
        enrolling.enroll(team.lead, card, card.words())
        _adopted(newer, office.roster_bytes(team.lead.book.connection) or b"")
        _sends(team, newer)
    enrolling.revoke(team.lead, lost.me.device)
    starts = clock.now() + 7 * clock.DAY

    def postponed(person: people.Person) -> people.Person:
        return replace(person, since=starts) if person.id == later.me.person else person

    _adopted(team.lead, _signed(team, _each(postponed)))
    (team.folder / "holiday.fxb").write_bytes(b"not ours")
    others = transfer.send_people(team.lead, newer.me.device, FolderDestination(team.folder))
    person, page = at_the_window()
    _reads(person, page, "5 bundles read, 5 of them set aside")
    for says in (
        "The sender's device is not enrolled here. Get the current list of people, then import again.",
        "The sender's device was revoked. Call the sender before you trust anything that comes from it.",
        "The sender's enrollment is not valid today. Check this computer's date, then have it renewed.",
        "The bundle was made by a newer version of this app. Update this one, then import it again.",
        "This file is no bundle of this app, or is damaged. Ask the sender to send it again.",
    ):
        person.sees(says, page)
    with person.picks(team.folder / others.name):
        person.press("Read a file", page)
    person.sees("encrypted for somebody else. Only the device it was made for can open it.", page)
    person.press("Renew… Bundle 1 from Kim Later", page)
    person.sees("Renew an enrollment", page)
    person.press("Cancel", page.enrolling.renewal)
    card_file = team.root / "sam.card"
    enrolling.save_card(stranger, card_file)
    with person.picks(card_file):
        person.press("Enroll from a card… ", page)
    person.sees("Sam Stranger, Social worker", page)
    person.types(page.enrolling.sheet.words.edit, " ".join(team_of.card(stranger).words()))
    person.press("Enroll", page.enrolling.sheet)
    person.sees("Sam Stranger is enrolled", page)
    _reads(person, page, "read, ")
    person.sees("Bundle from Sam Stranger", page)


def test_a_list_of_people_that_is_older_is_set_aside_in_the_window(
    team: Office, make_app: Callable[[Path], App], qtbot: QtBot
) -> None:
    desk = _opened(team, "Kim Gap")
    old = team.folder / transfer.send_people(team.lead, desk.me.device, FolderDestination(team.folder)).name
    enrolling.renew(team.lead, desk.me.person, clock.now() + 90 * clock.DAY)
    _adopted(desk, office.roster_bytes(team.lead.book.connection) or b"")
    desk.close()
    person = Person(make_app(desk.files._places.root), qtbot)
    person.unlocks(WORDS)
    page = person.goes("exchange", ExchangePage)
    with person.picks(old):
        person.press("Read a file", page)
    person.sees("The list of people is older than the one here, or another of the same number. It was not taken.", page)
    person.sees("Nothing of it was taken in; nothing is lost.", page)
