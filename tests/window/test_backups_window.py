"""Backups as a person makes them, and the way back: a laptop lost, another one at work again with everything that was backed up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.county import file as county_file
from fieldapp.county.model import BackupPlan
from fieldapp.demo import county, fiction
from fieldapp.desk import locked, opening
from fieldapp.desk.county import adopt_county
from fieldapp.vault import agency_key, earlier
from fieldapp.vault.kdf import Cost
from fieldapp.youth.queries import youths as everyone
from tests.window.person import Person
from ui.app import App
from ui.pages.settings import SettingsPage

WORDS = fiction.PASSPHRASES["worker"]


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    place = tmp_path / "disk"
    place.mkdir()
    return place


def _back_up(person: Person, disk: Path) -> SettingsPage:
    page = person.goes("settings", SettingsPage)
    person.sees("None yet.", page)
    with person.picks(disk):
        person.press("Back up now", page)
    person.sees("Made in", page)
    return page


def test_a_backup_is_made_where_one_says_and_again_there(person: Person, disk: Path) -> None:
    page = _back_up(person, disk)
    person.press("Back up now", page)
    person.waits(lambda: len(list(disk.iterdir())) == 2, lambda: "a second backup")
    person.sees("Made in", page)


def test_where_the_county_says_nobody_chooses_otherwise(person: Person, agency: county.Agency, disk: Path) -> None:
    page = person.goes("settings", SettingsPage)
    person.sees("None yet.", page)
    held = county_file.read(agency.county_file)
    new = county_file.sign(replace(held, version=held.version + 1, backups=BackupPlan(to=str(disk), keep=14)), agency.root)
    done: list[object] = []
    person.app.session.do(lambda desk: desk.do(adopt_county, new), done.append)
    person.waits(lambda: bool(done), lambda: "the county's file of now")
    page.refresh()
    person.sees(str(disk), page)  # "None yet in" it, or where the day's own was quicker "The last one was made"
    person.sees("Your county sets where. The newest 14 stay there.", page)
    person.press("Back up now", page)
    person.sees("Made in", page)
    page.refresh()
    person.waits(lambda: not page.backup.other.isVisible(), lambda: "no other folder to choose")
    assert list(disk.iterdir())


def test_a_folder_that_is_gone_is_said_and_the_button_is_there_again(person: Person, disk: Path) -> None:
    page = person.goes("settings", SettingsPage)
    person.sees("None yet.", page)
    with person.picks(disk / "gone"):
        person.press("Back up now", page)
    person.sees("The folder for backups cannot be reached.", page)
    assert page.backup.now.isEnabled()


def test_another_laptop_is_at_work_again_from_the_backup(
    person: Person, disk: Path, make_app: Callable[[Path], App], tmp_path: Path, qtbot: QtBot
) -> None:
    person.starts_a_call("Mika Sample")
    _back_up(person, disk)
    person.app.session.lock()
    again = Person(make_app(tmp_path / "new-laptop"), qtbot)
    again.turns_here()
    with again.picks(disk):
        again.key(Qt.Key.Key_5)
        again.sees("This is the backup of")
    again.waits(again.app.unlock.isVisible, lambda: "the unlock page")
    again.unlocks(WORDS)
    again.waits(lambda: again.app.session.warning == "", lambda: f"a store to write in, but: {again.app.session.warning}")
    again.sees("since the agency learned", again.app.pages["today"])
    again.sees_no("This is the backup of")
    again.sees("this laptop goes on as a new device")
    again.goes("settings", SettingsPage)
    again.sees("Went on as a new device")


def test_a_backup_comes_back_in_the_place_of_a_store_which_is_kept_beside(person: Person, disk: Path) -> None:
    app, folder = person.app, person.app.before.folder
    person.starts_a_call("Mika Sample")
    _back_up(person, disk)
    person.starts_a_call("Kai Pattern")
    app.session.lock()
    page = app.unlock
    with person.picks(disk):
        person.press("Restore from a backup", page)
    person.sees("The newest backup there is of", page)
    person.sees("is not written over: it is kept beside, as “store-before-", page)
    person.press("Back", page.restore)
    person.sees("This laptop's store is locked", page)
    assert earlier.found_beside(folder) == []
    with person.picks(disk):
        person.press("Restore from a backup", page)
    person.sees("goes on as a new device", page)
    person.press("Restore", page.restore.restore.parentWidget())
    person.sees("What was here before is kept in")
    (beside,) = earlier.found_beside(folder)
    assert page.passphrase.edit.isVisible()
    person.unlocks(WORDS)
    person.waits(lambda: app.session.warning == "", lambda: f"a store to write in, but: {app.session.warning}")
    found: list[list[str]] = []
    app.session.ask(lambda desk: [line.name for line in desk.ask(everyone)], found.append)
    person.waits(lambda: found == [["Mika Sample"]], lambda: f"who was there at the backup, but: {found}")
    desk = opening.unlock(beside, WORDS, clock.now)
    assert sorted(line.name for line in desk.ask(everyone)) == ["Kai Pattern", "Mika Sample"]
    desk.close()
    settings = person.goes("settings", SettingsPage)
    person.sees(str(beside), settings.kept)
    person.press("Destroy it", settings.kept)
    person.types(settings.kept.sheet.passphrase.edit, "not that one at all")
    person.press("Destroy it", settings.kept.sheet)
    person.sees("This passphrase does not open the store", settings.kept)
    assert earlier.found_beside(folder) == [beside]
    person.types(settings.kept.sheet.passphrase.edit, WORDS)
    person.press("Destroy it", settings.kept.sheet)
    person.waits(settings.kept.isHidden, lambda: "nothing kept beside")
    assert earlier.found_beside(folder) == []


def test_a_folder_without_a_backup_leaves_the_locked_store_and_another_can_be_chosen(
    person: Person, disk: Path, tmp_path: Path
) -> None:
    _back_up(person, disk)
    person.app.session.lock()
    page = person.app.unlock
    with person.picks(tmp_path / "gone"):
        person.press("Restore from a backup", page)
    person.sees("This folder cannot be read.", page)
    assert not page.restore.restore.isEnabled()
    with person.picks(disk):
        person.press("Another folder", page.restore)
    person.sees("The newest backup there is of", page)
    (made,) = disk.iterdir()
    (made / "slots").unlink()
    person.press("Restore", page.restore.restore.parentWidget())
    person.sees("This backup is damaged", page)
    person.press("Back", page.restore)
    person.unlocks(WORDS)


def test_a_folder_without_a_backup_is_said(make_app: Callable[[Path], App], tmp_path: Path, qtbot: QtBot) -> None:
    person = Person(make_app(tmp_path / "none"), qtbot)
    person.turns_here()
    with person.picks(tmp_path):
        person.key(Qt.Key.Key_5)
        person.sees("There is no backup in this folder.")
    assert person.app.start.isVisible()


def test_a_store_whose_head_is_lost_can_be_gone_on_with(person: Person) -> None:
    folder = person.app.before.folder
    person.app.session.lock()
    person.waits(lambda: person.app.session.me is None, lambda: "locked")
    person.app.work.run((folder / "head").unlink)
    person.unlocks(WORDS)
    person.sees("open for reading only")
    person.press("Continue as a new device")
    person.waits(lambda: person.app.session.warning == "", lambda: "a store to write in")
    person.sees_no("open for reading only")
    person.starts_a_call("Mika Sample")


def test_who_is_back_is_told_that_a_recovery_key_was_used(person: Person, agency: county.Agency) -> None:
    folder, new = person.app.before.folder, "five wholly new words for this"
    person.app.session.lock()
    key = agency_key.lock(agency.recovery.private, "the agency keeps this one", clock.now(), Cost(64, 1, 1))
    way = locked.by_agency(key, "the agency keeps this one")
    used: list[bool] = []

    def by_the_agency() -> None:
        opening.recover(folder, way, new, clock.now, cost=Cost(64, 1, 1)).close()

    person.app.work.run(by_the_agency, lambda _none: used.append(True))
    person.waits(lambda: used == [True], lambda: "the agency was in and out")
    person.unlocks(new)
    person.sees("Opened by the agency's recovery key")
    person.sees("If that was neither you nor agreed with you")
