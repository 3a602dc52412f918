"""Leaving: the store is destroyed from the settings, once that is meant, and the doors stand open again."""

from __future__ import annotations

from fieldapp.demo import fiction
from tests.window.person import Person
from ui.pages.settings import SettingsPage


def test_the_store_goes_and_the_doors_are_there_again(person: Person) -> None:
    person.starts_a_call("Mika Sample")
    page = person.goes("settings", SettingsPage)
    person.sees("Ways into this store", page)
    person.press("Destroy this store", page)
    sheet = page.leaving.sheet
    person.waits(sheet.isVisible, lambda: "the sheet")
    person.types(sheet.passphrase.edit, fiction.PASSPHRASES["worker"])
    person.press("Destroy it", sheet)
    person.sees("not reached your supervisor", sheet)
    assert (person.app.before.folder / "slots").exists()
    sheet.unsent.click()
    person.press("Destroy it", sheet)
    person.sees("Which door is yours?")
    person.sees("The store on this laptop is destroyed.")
    person.sees_no("Practice")
    assert not person.app.before.folder.exists()
    assert person.app.session.me is None


def test_nothing_says_practice_of_the_store_that_comes_after_the_practice_county(person: Person) -> None:
    app = person.app
    app.before.practise(fiction.PASSPHRASES["worker"])
    page = person.goes("settings", SettingsPage)
    person.press("Destroy this store", page)
    person.types(page.leaving.sheet.passphrase.edit, fiction.PASSPHRASES["worker"])
    person.press("Destroy it", page.leaving.sheet)
    person.sees("Which door is yours?")
    app.shell.show_page("unlock", app.unlock)
    person.sees("This laptop's store is locked and encrypted.")
    person.sees_no("Practice")
    app.unlock.show_numbers()
    assert "Practice" not in app.unlock.shown()


def test_a_wrong_passphrase_is_said_and_nothing_goes(person: Person) -> None:
    page = person.goes("settings", SettingsPage)
    person.sees("Ways into this store", page)
    person.press("Destroy this store", page)
    sheet = page.leaving.sheet
    person.waits(sheet.isVisible, lambda: "the sheet")
    assert sheet.unsent.isHidden()
    person.types(sheet.passphrase.edit, "not that one at all, no")
    person.press("Destroy it", sheet)
    person.sees("This passphrase does not open the store.", sheet)
    assert (person.app.before.folder / "slots").exists()
    person.press("Cancel", sheet)
    assert sheet.passphrase.edit.text() == ""
