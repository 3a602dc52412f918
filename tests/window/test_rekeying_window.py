"""My passphrase is known to others: ticked, everything is encrypted anew, and new recovery words are shown once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fieldapp import clock
from fieldapp.demo import county, fiction
from fieldapp.desk import backups, newwords, opening
from fieldapp.desk.backups import Kept
from fieldapp.vault import kdf
from fieldapp.vault import opening as ways
from fieldapp.vault.kdf import Cost
from fieldapp.vault.words import WordPlan
from tests.window.person import Person
from ui.app import App
from ui.pages.settings import SettingsPage
from ui.widgets.cards import Card

CHEAP = Cost(64, 1, 1)
OLD, NEW = fiction.PASSPHRASES["worker"], "eight brown otters cross the slow river"


@pytest.fixture
def person(
    make_app: Callable[[Path], App], qtbot: QtBot, tmp_path: Path, agency: county.Agency, monkeypatch: pytest.MonkeyPatch
) -> Person:
    monkeypatch.setattr(kdf, "calibrate", lambda: CHEAP)
    new = opening.NewStore(fiction.WORKER, "worker", agency.county_file, OLD, WordPlan(1, 1))
    opening.create(tmp_path / "store", new, clock.now, CHEAP)
    person = Person(make_app(tmp_path / "store"), qtbot)
    person.unlocks(OLD)
    person.app.session.ask(newwords.written, lambda _none: None)
    return person


def _settings(person: Person) -> SettingsPage:
    page = person.app.pages["settings"]
    assert isinstance(page, SettingsPage)
    return page


def _change(person: Person, old: str = OLD) -> SettingsPage:
    page = person.goes("settings", SettingsPage)
    person.sees("Recovery words, on one sheet", page)
    person.press("Change passphrase", page)
    for line, words in ((page.sheet.old, old), (page.sheet.new, NEW), (page.sheet.again, NEW)):
        person.types(line.edit, words)
    page.sheet.known.click()
    page.sheet.ok.click()
    return page


def test_new_words_are_shown_once_and_the_old_passphrase_opens_nothing(person: Person) -> None:
    page = _change(person)
    person.sees("Everything is encrypted anew.", person.app.shell.notices)
    person.sees("The old recovery words open nothing any more", page)
    shown = [label for label in person.words(page.words).split("\n") if label.isalpha() and label.islower()]
    page.words.ok.click()
    person.sees("Write the words down, then tick the box.", page)
    page.words.words.written.click()
    page.words.ok.click()
    person.sees_no("The old recovery words", page)
    assert ways.unlock_by_words(person.app.before.folder, [" ".join(shown)]).secret
    person.app.session.lock()
    person.app.unlock.passphrase.edit.setText(OLD)
    person.app.unlock.button.click()
    person.sees("This passphrase does not open the store.")
    person.waits(person.app.unlock.button.isEnabled, lambda: "another try")
    person.unlocks(NEW)
    person.sees("Nobody of yours is missing", person.app.pages["today"])


def test_a_backup_that_the_old_passphrase_still_opens_is_named_until_that_is_closed(person: Person, tmp_path: Path) -> None:
    disk, notices = tmp_path / "disk", person.app.shell.notices
    disk.mkdir()
    made = list[Kept]()
    person.app.session.look_long(lambda desk: backups.back_up(desk, disk), made.append)
    person.waits(lambda: bool(made), lambda: "a backup")
    disk.rename(tmp_path / "pulled-out")
    page = _change(person)
    person.sees(f"What is in {disk} still opens with the old passphrase: destroy it", notices)
    person.goes("today", type(person.app.pages["today"]))
    person.sees("still opens with the old passphrase", notices)
    card = next(each for each in notices.findChildren(Card) if "still opens with the old passphrase" in each.accessibleName())
    person.press("Close", card)
    person.sees_no("still opens with the old passphrase", notices)
    assert "encrypted anew" not in page.result.text()


def test_words_that_were_not_seen_are_shown_at_the_next_unlock_until_they_are_on_paper(person: Person) -> None:
    page = _change(person)
    person.sees("The old recovery words open nothing any more", page)
    person.app.session.lock()
    person.waits(lambda: not isValid(page), lambda: "no words in a locked window")
    person.unlocks(NEW)
    person.sees("Recovery words of this store are not on paper yet.")
    page = _settings(person)
    person.press("Show them")
    person.sees("Recovery words that are not on paper yet", page)
    shown = [label for label in person.words(page.words).split("\n") if label.isalpha() and label.islower()]
    assert ways.unlock_by_words(person.app.before.folder, [" ".join(shown)]).secret
    person.press("Cancel", page.words)
    person.app.session.lock()
    person.unlocks(NEW)
    page = _settings(person)
    person.press("Show them")
    person.sees("Recovery words that are not on paper yet", page)
    page.words.words.written.click()
    page.words.ok.click()
    person.waits(page.words.isHidden, lambda: "put away")
    person.app.session.lock()
    person.unlocks(NEW)
    page = person.goes("settings", SettingsPage)
    person.sees("Recovery words, on one sheet", page)
    assert page.words.isHidden()


def test_a_wrong_passphrase_is_said_in_the_sheet_and_nothing_is_encrypted_anew(person: Person) -> None:
    page = _change(person, "not that one at all, no")
    person.sees("This passphrase does not open the store.", page)
    assert page.sheet.isVisible()
    assert page.sheet.known.isChecked()
    assert page.words.isHidden()
