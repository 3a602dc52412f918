"""Settings: kept in the store, followed by the window; the passphrase, the check, the county file, and who looked at what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.county import file
from fieldapp.demo import county, fiction
from fieldapp.vault import kdf
from fieldapp.vault.kdf import Cost
from tests.window.person import Person
from ui import style
from ui.pages.settings import SettingsPage
from ui.pages.youth import YouthPage

NEW = "six patient herons wade through morning fog"


@pytest.fixture
def page(person: Person) -> SettingsPage:
    made = person.goes("settings", SettingsPage)
    person.sees("Ways into this store", made)
    return made


@pytest.fixture(autouse=True)
def _light_again(qapp: QApplication) -> Iterator[None]:
    yield
    style.apply(qapp, "light")


def test_the_theme_is_kept_in_the_store_and_followed_at_the_next_unlock(
    person: Person, page: SettingsPage, qapp: QApplication
) -> None:
    person.press("Theme Dark", page)
    person.waits(lambda: style.theme().name == "dark", lambda: "dark")
    person.app.session.lock()
    style.apply(qapp, "light")
    person.app.looks.wear("light")
    person.unlocks(fiction.PASSPHRASES["worker"])
    person.waits(lambda: style.theme().name == "dark", lambda: "dark again")


def test_days_are_written_as_people_write_them(person: Person, page: SettingsPage) -> None:
    person.sees("3 Nov 2026", page)
    person.sees(f"31 Dec {clock.day(clock.now()).year + 1}", page)
    assert not re.findall(r"\d{4}-\d\d-\d\d", person.words(page))


def test_the_lock_follows_its_minutes_and_never_waits_longer_than_thirty(person: Person, page: SettingsPage) -> None:
    assert page.minutes.value() == "5"
    assert max(int(page.minutes.box.itemData(n)) for n in range(page.minutes.box.count())) == 30
    page.minutes.choose("15")
    page.minutes.box.activated.emit(page.minutes.box.currentIndex())
    person.sees("Locks in 15 min")


def test_another_passphrase(person: Person, page: SettingsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "calibrate", lambda: Cost(64, 1, 1))
    person.press("Change passphrase", page)
    sheet = page.sheet

    def change(old: str, new: str, again: str) -> None:
        for field, text in ((sheet.old, old), (sheet.new, new), (sheet.again, again)):
            person.types(field.edit, text)
        person.press("Change", sheet)

    change(fiction.PASSPHRASES["worker"], NEW, "something else")
    person.sees("The two differ", sheet)
    change("not the one of now", NEW, NEW)
    person.sees("does not open the store", sheet)
    assert sheet.new.edit.text() == NEW, "what was typed stays"
    change(fiction.PASSPHRASES["worker"], "weak", "weak")
    person.sees("Use at least 15 characters", sheet)
    change(fiction.PASSPHRASES["worker"], NEW, NEW)
    person.sees("Your passphrase is changed", person.app.shell.notices)
    assert sheet.old.edit.text() == sheet.new.edit.text() == "", "nothing typed stays"
    person.press("Check now", page)
    person.sees("everything is as it was written", page)
    person.app.session.lock()
    person.unlocks(NEW)
    person.app.session.lock()
    person.app.unlock.passphrase.edit.setText(fiction.PASSPHRASES["worker"])
    person.app.unlock.button.click()
    person.sees("does not open", person.app.unlock)


def test_the_check_says_that_all_is_well_and_is_itself_an_access(person: Person, page: SettingsPage) -> None:
    person.press("Check now", page)
    person.sees("everything is as it was written", page)
    person.goes("today", type(person.app.pages["today"]))
    page.stale()
    person.goes("settings", SettingsPage)
    person.sees("Checked the store", page)


def test_the_check_names_a_file_that_does_not_belong_and_changes_nothing(person: Person, page: SettingsPage, store: Path) -> None:
    (store / "left-by-somebody.txt").write_text("x")
    person.press("Check now", page)
    person.sees("left-by-somebody.txt", page)
    person.sees("tell your agency's IT", page)
    assert (store / "left-by-somebody.txt").read_text() == "x"


def test_the_check_can_be_stopped(person: Person, page: SettingsPage) -> None:
    page._on_verify()
    assert page.busy.isVisible()
    page.busy.stop.click()
    person.sees("Stopped. Nothing was changed.", page)
    person.press("Check now", page)
    person.sees("everything is as it was written", page)


def test_who_looked_at_what_by_initials(person: Person, page: SettingsPage, qtbot: QtBot) -> None:
    person.starts_a_call("Mika Sample")
    episode = person.app.pages["episode"]._shown  # type: ignore[attr-defined]
    person.goes("youth", YouthPage, episode.episode.youth)
    person.sees("Mika Sample", person.app.pages["youth"])
    page.stale()
    person.goes("settings", SettingsPage)
    person.sees("Opened a youth's record · MS", page)
    person.sees_no("Mika Sample", page)


def test_county_file_counsel_s_choices_and_what_nobody_has_read(person: Person, page: SettingsPage) -> None:
    for words in (
        "Example County, version 1", "the agency's key", "CC, 3 Nov 2026", "not yet seen by counsel", "Source to open: WIC 16501.35",
        "Filled by", "What is not protected", "FIPS", "Your agency's recovery key", "hide at once",
    ):  # fmt: skip
        person.sees(words, page)


def _newer(agency: county.Agency) -> bytes:
    held = file.read(agency.county_file)
    return file.sign(msgspec.structs.replace(held, version=2), agency.root)


def test_a_newer_county_file_is_taken_and_a_foreign_one_refused(
    person: Person, page: SettingsPage, agency: county.Agency, tmp_path: Path
) -> None:
    path = tmp_path / "next.county"
    for content, says in (
        (county.new_agency().county_file, "signed by another agency"),
        (agency.county_file[:500], "no county file, or it was cut short"),
        (_newer(agency), "Example County, version 2"),
    ):
        path.write_bytes(content)
        with person.picks(path):
            person.press("Take a newer file", page)
        person.sees(says, page)
