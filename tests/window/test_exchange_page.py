"""Two windows over two stores and one folder: enrolled, sent, read, answered; and every bad bundle and bad folder."""

from __future__ import annotations

import errno
import os
import resource
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fieldapp import clock
from fieldapp.demo import county, fiction
from fieldapp.desk import enrolling, office, opening
from fieldapp.desk import team as team_of
from fieldapp.desk.desk import Desk
from fieldapp.exchange import people, validity
from fieldapp.exchange.folder import FolderDestination
from fieldapp.ledger import local
from fieldapp.ledger.kinds import Role
from fieldapp.text import full_date
from fieldapp.vault.kdf import Cost
from fieldapp.youth import acts as youth_acts
from fieldapp.youth import queries as youth_queries
from tests.window.person import Person
from ui.app import App
from ui.pages.exchange import ExchangePage
from ui.widgets.places import PlaceButton

CHEAP = Cost(64, 1, 1)
KEY_WORDS = "amber ladders lean against the painted barn"


@dataclass
class Team:
    """A worker and a supervisor, each at their own window, and the folder between them."""

    worker: Person
    lead: Person
    folder: Path
    key: Path

    def exchange(self, person: Person) -> ExchangePage:
        return person.goes("exchange", ExchangePage)

    def words(self, person: Person) -> str:
        page = self.exchange(person)
        person.sees("This laptop", page)
        found = page._found
        assert found is not None
        return " ".join(found.words)

    def chooses(self, person: Person, folder: Path | None = None) -> ExchangePage:
        page = self.exchange(person)
        with person.picks(folder or self.folder):
            person.press("Add a folder", page)
        place = (folder or self.folder).name
        person.waits(lambda: any(b.text() == place and b.isChecked() for b in page.findChildren(PlaceButton)), lambda: place)
        return page

    def adopts(self) -> None:
        page = self.exchange(self.lead)
        with self.lead.picks(self.key):
            self.lead.press("Open the office key", page)
        self.lead.types(page.enrolling.key_sheet.passphrase.edit, KEY_WORDS)
        self.lead.press("Open", page.enrolling.key_sheet)
        self.lead.sees("signs who is enrolled", page)

    def hands_over_card(self) -> None:
        card = self.folder.parent / "dana.card"
        page = self.exchange(self.worker)
        with self.worker.picks(card):
            self.worker.press("Save my card", page)
        self.worker.sees("Your card is saved", page)
        lead = self.exchange(self.lead)
        with self.lead.picks(card):
            self.lead.press("Enroll from a card", lead)
        self.lead.sees("Dana Demo-Worker, Social worker", lead)

    def enrolls(self) -> None:
        self.adopts()
        self.hands_over_card()
        page = self.exchange(self.lead)
        self.lead.types(page.enrolling.sheet.words.edit, self.words(self.worker))
        self.lead.press("Enroll", page.enrolling.sheet)
        self.lead.sees("Dana Demo-Worker is enrolled", page)
        assert self.lead.app.shell.focusWidget() is page.choose  # and not the last button of the window, which hides everything
        self.chooses(self.lead)
        self.sends(self.lead)
        self.chooses(self.worker)
        self.reads(self.worker)
        self.worker.sees("List of people from Pat Template-Lead", self.exchange(self.worker))

    def sends(self, person: Person, says: str = "left there") -> None:
        page = self.exchange(person)
        person.press("Send", page)
        person.sees(says, page)

    def reads(self, person: Person, says: str = "read") -> None:
        page = self.exchange(person)
        page._say("")
        person.press("Read what came", page)
        person.waits(lambda: says in page.state.text(), lambda: f"{says} in {person.words(page)}")

    def bundle(self, person: Person) -> Path:
        me = person.app.session.me
        assert me is not None
        return max((self.folder / me.device).glob("*.fxb"))


def _store(root: Path, agency: county.Agency, name: str, role: Role) -> Path:
    new = opening.NewStore(name, role, agency.county_file, fiction.PASSPHRASES["worker"])
    opening.create(root / role, new, clock.now, CHEAP)
    return root / role


@pytest.fixture
def team(make_app: Callable[[Path], App], qtbot: QtBot, tmp_path: Path, agency: county.Agency) -> Team:
    made = []
    for name, role in (("Dana Demo-Worker", "worker"), ("Pat Template-Lead", "supervisor")):
        person = Person(make_app(_store(tmp_path, agency, name, role)), qtbot)  # type: ignore[arg-type]
        person.unlocks(fiction.PASSPHRASES["worker"])
        made.append(person)
    folder, key = tmp_path / "stick", tmp_path / "office.key"
    folder.mkdir()
    key.write_bytes(enrolling.office_key_file(agency.root, KEY_WORDS, clock.now() + clock.DAY, clock.now(), CHEAP))
    return Team(made[0], made[1], folder, key)


def test_from_the_office_key_to_the_receipt_all_in_the_window(team: Team) -> None:
    team.worker.sees("Not enrolled yet: nothing has been sent.")
    team.lead.sees("Nobody is enrolled yet")
    team.lead.sees("Nothing waits.", team.exchange(team.lead))
    team.enrolls()
    team.worker.sees("Supervisor has nothing yet")
    team.worker.starts_a_call("Mika")
    page = team.exchange(team.worker)
    team.worker.sees("Next bundle to Pat Template-Lead", page)
    team.worker.sees("Calls, notices, outcomes", page)
    team.sends(team.worker)
    team.worker.sees("Bundle 1 to Pat Template-Lead", page)
    team.reads(team.lead)
    team.lead.sees("Bundle from Dana Demo-Worker", team.exchange(team.lead))
    team.lead.sees("A receipt for its sender was left there.", team.exchange(team.lead))
    team.lead.app.go("monday", "", "")
    team.lead.sees("Missing", team.lead.app.pages["monday"])
    team.lead.sees("1 of 1 read through")
    team.reads(team.worker)
    team.worker.sees("Receipt from Pat Template-Lead", page)
    team.worker.sees("Supervisor has everything through")
    team.worker.sees("everything through", page)
    team.worker.sees_no("Bundle 1 to Pat", page)


def test_a_lost_laptop_is_revoked_and_nothing_more_of_it_is_taken(team: Team) -> None:
    team.adopts()
    team.enrolls()
    page = team.exchange(team.lead)
    team.lead.press("A laptop of Dana Demo-Worker is lost", page)
    team.lead.sees("Whoever has it and knows its passphrase", page)
    team.lead.press("Cancel", page.enrolling.lost)
    assert not page.enrolling.isVisible()
    team.lead.press("A laptop of Dana Demo-Worker is lost", page)
    team.lead.press("Revoke it", page.enrolling.lost)
    team.lead.sees("That laptop is revoked.", page)
    team.lead.sees("no laptop: revoked", page)
    team.lead.sees_no("Lost…", page)


def test_an_enrollment_that_ends_soon_stands_out_and_is_renewed(team: Team) -> None:
    team.enrolls()
    page, own = team.exchange(team.lead), team.exchange(team.worker)
    last = clock.day(clock.now() + validity.TERM)
    team.worker.sees(f"Enrolled, good until {full_date(last)}", own)
    team.lead.sees(f"good until {full_date(last)}", page)
    team.lead.press("Renew the enrollment of Dana Demo-Worker", page)
    soon = clock.day(clock.now() + 10 * clock.DAY)
    page.enrolling.renewal.until.show_day(soon)
    team.lead.press("Renew", page.enrolling.renewal)
    team.lead.sees(f"Renewed until {full_date(soon)}. Send, so that others learn it too.", page)
    team.lead.sees(f"good until {full_date(soon)}", page)
    team.lead.app.go("monday", "", "")
    team.lead.sees("1 enrollment is to be renewed.", team.lead.app.pages["monday"])
    team.sends(team.lead)
    team.reads(team.worker)
    team.worker.sees(f"good until {full_date(soon)}", own)
    team.lead.goes("exchange", ExchangePage)
    team.lead.press("Renew the enrollment of Dana Demo-Worker", page)
    page.enrolling.renewal.until.show_day(clock.day(clock.now() - 2 * clock.DAY))
    team.lead.press("Renew", page.enrolling.renewal)
    team.lead.sees("An enrollment ends on a day from today on", page.enrolling.renewal)


def test_after_its_end_one_goes_on_working_and_what_was_written_waits_for_the_renewal(team: Team) -> None:
    team.enrolls()
    page, own = team.exchange(team.lead), team.exchange(team.worker)
    over = clock.now() - clock.DAY
    _with_worker(team, lambda person: replace(person, until=over))
    page.refresh()
    team.lead.sees(f"ended on {full_date(clock.day(over))}", page)
    team.sends(team.lead)
    team.reads(team.worker)
    team.worker.sees("Go on working: everything is kept and can be sent", own)
    team.worker.sees(f"Your enrollment ended on {full_date(clock.day(over))}")
    team.worker.starts_a_call("Mika")
    team.sends(team.worker)
    team.reads(team.lead)
    team.lead.sees("written after the sender's enrollment ended", page)
    team.lead.app.go("monday", "", "")
    team.lead.sees("Nothing stands out", team.lead.app.pages["monday"])
    team.lead.goes("exchange", ExchangePage)
    received = next(each for each in team.lead._buttons(page) if each.text() == "Renew…" and not each.isFlat())
    received.click()
    team.lead.press("Renew", page.enrolling.renewal)
    team.lead.sees("it is renewed since, and", page)
    team.lead.app.go("monday", "", "")
    team.lead.sees("Missing", team.lead.app.pages["monday"])


def test_wrong_words_enroll_nobody_and_cannot_be_skipped(team: Team) -> None:
    team.adopts()
    team.hands_over_card()
    page = team.exchange(team.lead)
    team.lead.press("Enroll", page.enrolling.sheet)
    team.lead.sees("The eight words differ", page.enrolling.sheet)
    typed = "aunt aunt aunt aunt aunt aunt aunt aunt"
    team.lead.types(page.enrolling.sheet.words.edit, typed)
    team.lead.press("Enroll", page.enrolling.sheet)
    team.lead.sees("The eight words differ", page.enrolling.sheet)
    assert page.enrolling.sheet.words.text() == typed, "what was typed is kept"
    own = team.words(team.worker)
    assert own not in team.lead.words(page), "the words are never shown where they are typed"
    team.lead.press("Cancel", page.enrolling.sheet)
    found = page._found
    assert found is not None
    assert [each.name for each in found.people] == ["Pat Template-Lead"]


def test_an_office_key_of_another_agency_or_with_wrong_words_is_refused(team: Team, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.key"
    stranger.write_bytes(
        enrolling.office_key_file(county.new_agency().root, KEY_WORDS, clock.now() + clock.DAY, clock.now(), CHEAP)
    )
    torn = tmp_path / "torn.key"
    torn.write_bytes(team.key.read_bytes()[:200])
    page = team.exchange(team.lead)
    for path, words, says in (
        (team.key, "not the words of this key", "does not open the office key"),
        (stranger, KEY_WORDS, "not signed by your agency"),
        (torn, KEY_WORDS, "no office key, or was cut short"),
    ):
        with team.lead.picks(path):
            team.lead.press("Open the office key", page)
        team.lead.types(page.enrolling.key_sheet.passphrase.edit, words)
        team.lead.press("Open", page.enrolling.key_sheet)
        team.lead.sees(says, page.enrolling.key_sheet)
        team.lead.press("Cancel", page.enrolling.key_sheet)
    team.lead.sees("First open the office key", page)


def test_a_worker_is_offered_no_office_key(team: Team) -> None:
    page = team.exchange(team.worker)
    team.worker.sees("This laptop", page)
    team.worker.sees_no("Open the office key", page)
    team.worker.sees_no("Enroll from a card", page)


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _flipped(content: bytes) -> bytes:
    return content[:-40] + bytes([content[-40] ^ 1]) + content[-39:]


@pytest.mark.parametrize(("spoil", "says"), [(_cut, "cut short on its way"), (_flipped, "not what its sender made")])
def test_a_spoiled_bundle_is_set_aside_and_the_whole_one_still_comes(
    team: Team, spoil: Callable[[bytes], bytes], says: str
) -> None:
    team.enrolls()
    team.worker.starts_a_call("Mika")
    team.sends(team.worker)
    whole = team.bundle(team.worker)
    content = whole.read_bytes()
    whole.write_bytes(spoil(content))
    page = team.exchange(team.lead)
    team.reads(team.lead, "set aside")
    team.lead.sees(says, page)
    team.lead.sees("nothing is lost", page)
    team.lead.sees("from Dana Demo-Worker", page)
    whole.write_bytes(content)
    team.reads(team.lead, "1 bundle read.")
    team.lead.sees("Bundle from Dana Demo-Worker", page)
    team.lead.sees_no(says, page)


def test_a_bundle_addressed_anew_is_set_aside(team: Team) -> None:
    team.enrolls()
    team.worker.starts_a_call("Mika")
    team.sends(team.worker)
    me, lead = team.worker.app.session.me, team.lead.app.session.me
    assert me is not None
    assert lead is not None
    path = team.bundle(team.lead)  # the list of people, made for the worker
    path.with_name("000099-0000000000000000.fxb").write_bytes(
        path.read_bytes().replace(me.device.encode(), lead.device.encode(), 1)
    )
    sender = team.folder / me.device
    shutil.move(path.with_name("000099-0000000000000000.fxb"), sender / "000099-0000000000000000.fxb")
    team.reads(team.lead, "set aside")
    team.lead.sees("The bundle is not what its sender made", team.exchange(team.lead))


def test_a_bundle_for_somebody_else_picked_by_hand_and_one_from_a_stranger(team: Team) -> None:
    team.enrolls()
    page = team.exchange(team.worker)
    team.worker.starts_a_call("Mika")
    team.sends(team.worker)
    other = team.bundle(team.worker)
    with team.worker.picks(other):
        team.worker.press("Read a file", page)
    team.worker.sees("encrypted for somebody else", page)
    team.worker.sees("ask the sender to read the newest list of people, with this laptop on it, and to send it again", page)


def test_a_bundle_read_again_was_had_already(team: Team) -> None:
    team.enrolls()
    team.worker.starts_a_call("Mika")
    team.sends(team.worker)
    team.reads(team.lead, "1 bundle read.")
    page = team.exchange(team.lead)
    assert "had it already" not in team.lead.words(page).lower()
    with team.lead.picks(team.bundle(team.worker)):
        team.lead.press("Read a file", page)
    team.lead.sees("1 bundle read. You had it already.", page)
    team.lead.sees("Nothing new: you had all of it.", page)
    team.lead.sees("Had it already", page)


def test_of_a_file_that_names_no_sender_nobody_is_said_to_be_asked(team: Team, tmp_path: Path) -> None:
    team.enrolls()
    page = team.exchange(team.lead)
    letter = tmp_path / "letter.fxb"
    letter.write_text("Dear all, this is no bundle.")
    with team.lead.picks(letter):
        team.lead.press("Read a file", page)
    team.lead.sees("1 of them set aside", page)
    team.lead.sees("It names no sender that is known here: ask whoever gave it to you.", page)
    assert "Ask again" not in team.lead.words(page)


def test_a_stranger_s_bundle_and_a_revoked_laptop_s_are_set_aside(team: Team) -> None:
    team.enrolls()
    team.worker.starts_a_call("Mika")
    team.sends(team.worker)
    page = team.exchange(team.lead)
    for change, says in (
        (lambda person: replace(person, devices=tuple(replace(each, revoked=1) for each in person.devices)), "was revoked"),
        (lambda person: None, "device is not enrolled here"),
    ):
        _with_worker(team, change)
        team.reads(team.lead, "set aside")
        team.lead.sees(says, page)
    team.lead.app.go("monday", "", "")
    team.lead.sees("Nothing stands out", team.lead.app.pages["monday"])


def _with_worker(team: Team, change: Callable[[people.Person], people.Person | None]) -> None:
    """Who is enrolled, changed at the supervisor's as a later version would have it."""

    def sign(desk: Desk) -> None:
        before = team_of.roster(desk)
        assert before is not None
        persons = tuple(new for each in before.persons if (new := change(each) if each.role == "worker" else each))
        held = local.get(desk.book.connection, "office-key")
        assert held is not None
        key = msgspec.msgpack.decode(held, type=office._Office)
        new = people.Roster(version=before.version + 1, made=desk.clock(), persons=persons)
        signed = people.sign(new, Ed25519PrivateKey.from_private_bytes(key.private), key.key)
        desk.batch(lambda book: office.adopt(book.connection, signed, team_of.root(desk)))
        team_of.reload(desk)

    done: list[bool] = []
    team.lead.app.session.ask(sign, lambda _none: done.append(True))
    team.lead.waits(lambda: bool(done), lambda: "another list of people")


# -- folders that will not do


@pytest.fixture
def with_photo(team: Team) -> Team:
    """A call, a photo of a megabyte, everything waiting at the worker's."""
    team.enrolls()
    team.worker.starts_a_call("Mika")
    done: list[bool] = []

    def add(desk: Desk) -> None:
        (youth,) = [each.id for each in desk.ask(youth_queries.youths)]
        desk.do(youth_acts.add_photo, youth, os.urandom(3_000_000), "image/png", "2026-10-02")

    team.worker.app.session.ask(add, lambda _none: done.append(True))
    team.worker.waits(lambda: bool(done), lambda: "a photo")
    return team


def _still_arrives(team: Team) -> None:
    """What could not be sent waits, nothing half-written lies there, and the next sending brings all of it."""
    page = team.exchange(team.worker)
    team.worker.sees("ready to send", page)
    assert not list(team.folder.rglob(".new-*"))
    team.sends(team.worker)
    team.reads(team.lead, "1 bundle read.")
    team.lead.sees("Bundle from Dana Demo-Worker", team.exchange(team.lead))


def test_a_folder_that_gets_full_while_sending(with_photo: Team) -> None:
    """The system itself ends the write half-way, as a full stick does."""
    team, page = with_photo, with_photo.exchange(with_photo.worker)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, before[1]))
    try:
        team.sends(team.worker, "The folder is full, or takes no file of this size.")
        team.worker.sees("what was to be sent is still waiting here", page)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    _still_arrives(team)


def test_a_folder_that_is_read_only(with_photo: Team) -> None:
    """One that nobody may write to, not even the system's administrator."""
    page = with_photo.chooses(with_photo.worker, Path("/sys/kernel"))
    with_photo.sends(with_photo.worker, "read-only, or you may not write there")
    with_photo.worker.press("stick", page)
    with_photo.worker.waits(lambda: page.folder == with_photo.folder, lambda: "the stick again")
    _still_arrives(with_photo)


def test_a_stick_pulled_out_while_sending(with_photo: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    put = FolderDestination.put_new

    def pulled_out(self: FolderDestination, name: str, content: bytes) -> None:
        shutil.rmtree(with_photo.folder)
        put(self, name, content)

    monkeypatch.setattr(FolderDestination, "put_new", pulled_out)
    with_photo.sends(with_photo.worker, "the stick was pulled out")
    monkeypatch.undo()
    page = with_photo.exchange(with_photo.worker)
    with_photo.worker.waits(lambda: page.folder is None, lambda: "a folder out of reach")
    assert any("not in reach" in b.accessibleName() for b in page.findChildren(PlaceButton))
    with_photo.folder.mkdir()
    page.refresh()
    with_photo.worker.waits(lambda: page.folder == with_photo.folder, lambda: "the stick again")
    _still_arrives(with_photo)


def test_a_lost_stick_s_bundle_can_be_sent_again(with_photo: Team) -> None:
    team, page = with_photo, with_photo.exchange(with_photo.worker)
    team.sends(team.worker)
    shutil.rmtree(team.folder)
    team.folder.mkdir()
    team.sends(team.worker, "nothing new to send")
    team.worker.press("Send bundle", page)
    team.worker.sees("left there", page)
    team.reads(team.lead, "1 bundle read.")
    team.lead.sees("Bundle from Dana Demo-Worker", team.exchange(team.lead))


def test_a_receipt_that_cannot_be_left_is_owed_until_the_next_sending(with_photo: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    team, page = with_photo, with_photo.exchange(with_photo.lead)
    team.sends(team.worker)

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("fieldapp.exchange.folder.write_durably", full)
    team.reads(team.lead, "1 bundle read.")
    monkeypatch.undo()
    team.lead.sees("Receipt for Dana Demo-Worker", page)
    team.sends(team.lead)
    team.lead.sees_no("Receipt for Dana Demo-Worker", page)
    team.reads(team.worker)
    team.worker.sees("Supervisor has everything through")


def test_locking_while_a_bundle_is_read_shows_nothing_and_breaks_nothing(with_photo: Team) -> None:
    team = with_photo
    team.sends(team.worker)
    page = team.exchange(team.lead)
    team.lead.press("Read what came", page)
    team.lead.app.session.lock()
    team.lead.waits(team.lead.app.unlock.isVisible, lambda: "the unlock page")
    team.lead.waits(lambda: not isValid(page), lambda: "the page that was locked is gone")
    team.lead.unlocks(fiction.PASSPHRASES["worker"])
    page = team.exchange(team.lead)
    team.reads(team.lead)
    team.lead.sees("Bundle from Dana Demo-Worker", page)


def test_its_key_sends_when_the_button_says_how_much_waits(with_photo: Team) -> None:
    person, page = with_photo.worker, with_photo.exchange(with_photo.worker)
    person.waits(lambda: page.send.text().startswith("Send "), page.send.text)
    person.turns_here()
    person.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.sees("left there", page)
