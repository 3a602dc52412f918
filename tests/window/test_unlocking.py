"""The locked window: tonight's doors, a note, a delay that counts, being locked out, and the two other ways in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.demo import county, fiction
from fieldapp.desk import opening, overview, plans
from fieldapp.desk.desk import Desk
from fieldapp.vault import agency_key, attempts, kdf, note
from fieldapp.vault.folder import StoreFolder
from fieldapp.vault.kdf import Cost
from fieldapp.vault.words import WordPlan, to_sheets
from tests.window.person import Person
from ui.app import App
from ui.begin import Opening

CHEAP = Cost(64, 1, 1)
NEW = "eight brown otters cross the slow river"
KEY_WORDS = "the agency keeps this one"


@pytest.fixture
def sheets(tmp_path: Path, agency: county.Agency) -> tuple[str, ...]:
    new = opening.NewStore(fiction.WORKER, "worker", agency.county_file, fiction.PASSPHRASES["worker"], WordPlan(2, 3))
    return opening.create(tmp_path / "store", new, clock.now, CHEAP)


@pytest.fixture
def outside(
    make_app: Callable[[Path], App], qtbot: QtBot, tmp_path: Path, sheets: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> Person:
    """Somebody before the locked window of a store with recovery words, two of three sheets."""
    monkeypatch.setattr(kdf, "calibrate", lambda: CHEAP)
    return Person(make_app(tmp_path / "store"), qtbot)


def _lock_out(folder: Path, tries: int = attempts.MOST) -> None:
    path, now = StoreFolder(folder).attempts, clock.now()
    for turn in range(tries):
        attempts.begin(path, now - (tries - turn) * clock.MINUTE)


def test_every_door_of_tonight_opens_by_its_key_and_names_nobody(outside: Person) -> None:
    page = outside.app.unlock
    for key, says in (
        (Qt.Key.Key_F3, "1-800-843-5678"),
        (Qt.Key.Key_F4, "Penal Code 14211"),
        (Qt.Key.Key_F5, "Who is gone"),
        (Qt.Key.Key_F6, "Leave the note"),
    ):
        outside.key(key)
        outside.sees(says, page)
    for word in ("Example County", fiction.WORKER):
        outside.sees_no(word)


def test_enter_opens_the_door_of_tonight_that_has_the_focus(outside: Person) -> None:
    outside.turns_here()
    door = next(each for each in outside._buttons(outside.app.unlock.tonight) if type(each).__name__ == "_Door")
    door.setFocus()
    outside.key(Qt.Key.Key_Return)
    outside.sees("1-800-843-5678", outside.app.unlock)


def test_a_note_goes_into_the_locked_store_and_is_gone_from_the_window(outside: Person, tmp_path: Path) -> None:
    page = outside.app.unlock
    outside.press("Write a note", page)
    outside.press("Leave the note", page)
    outside.sees("The note is empty", page)
    page.tonight.note.text.edit.setPlainText("Example Home A called: Mika is gone")
    outside.press("Leave the note", page)
    outside.sees("It is shown when the store is next unlocked", page)
    assert page.tonight.note.text.text() == ""
    (path,) = note.left(StoreFolder(tmp_path / "store"))
    assert b"Mika" not in path.read_bytes()


def test_a_delay_is_counted_down_and_then_a_try_is_free(outside: Person, tmp_path: Path) -> None:
    page = outside.app.unlock
    attempts.begin(StoreFolder(tmp_path / "store").attempts, clock.now() - clock.MINUTE)
    page.passphrase.edit.setText("not the passphrase")
    page.button.click()
    outside.sees("Next try in", page)
    assert not page.button.isEnabled()
    outside.sees_no("Next try in", page)
    outside.unlocks(fiction.PASSPHRASES["worker"])


def test_it_says_how_many_tries_are_left(outside: Person, tmp_path: Path) -> None:
    app, page = outside.app, outside.app.unlock
    outside.sees("After five wrong tries, only a recovery key opens it.", page)
    for turn in (2, 1):
        attempts.begin(StoreFolder(tmp_path / "store").attempts, clock.now() - turn * clock.MINUTE)
    app.way_in.look()
    outside.sees("3 tries left, then only a recovery key opens it.", page)
    page.passphrase.edit.setText("not the passphrase")
    page.button.click()
    outside.sees("This passphrase does not open the store. 2 tries left, then only a recovery key opens it.", page)
    outside.sees_no("Next try in", page)
    attempts.begin(StoreFolder(tmp_path / "store").attempts, clock.now() - 2 * clock.MINUTE)
    app.on_stop()  # a try was made, and nobody waited for its end
    outside.sees("1 try left, then only a recovery key opens it.", page)
    outside.sees_no("does not open", page)
    _lock_out(tmp_path / "store", 1)
    app.way_in.look()
    outside.sees("Five wrong passphrases", page)
    outside.sees_no("left, then", page)


def test_once_it_is_open_the_tries_before_count_no_more(outside: Person, tmp_path: Path) -> None:
    page = outside.app.unlock
    attempts.begin(StoreFolder(tmp_path / "store").attempts, clock.now() - clock.MINUTE)
    outside.app.way_in.look()
    outside.sees("4 tries left", page)
    outside.unlocks(fiction.PASSPHRASES["worker"])
    outside.app.on_lock()
    outside.sees("After five wrong tries", page)
    outside.sees_no("left, then", page)


def test_after_five_wrong_ones_the_window_says_what_opens_it_and_words_do(
    outside: Person, sheets: tuple[str, ...], tmp_path: Path
) -> None:
    app, page = outside.app, outside.app.unlock
    _lock_out(tmp_path / "store")
    app.way_in.look()
    outside.sees("Five wrong passphrases", page)
    assert not page.passphrase.edit.isEnabled()
    outside.press("Open by words", page)
    ways = page.ways
    words = sheets[0].split()
    ways.words.setPlainText(" ".join([*words[:6], "zebra", *words[7:]]))
    outside.sees("Word 7 is not one", page)
    outside.press("Next", ways)
    outside.sees("word 7: “zebra”", page)
    assert "zebra" in ways.words.toPlainText()
    ways.words.setPlainText(" ".join(word[:4] for word in words))
    outside.press("Next", ways)
    outside.sees("Sheet 2 of the 2 needed", page)
    ways.words.setPlainText(sheets[2])
    outside.press("Next", ways)
    outside.turns_here()
    outside.types(ways.new.edit, "short")
    outside.key(Qt.Key.Key_Return)
    outside.sees("Use at least 15", ways)
    outside.types(ways.new.edit, NEW)
    outside.key(Qt.Key.Key_Return)
    assert ways.again.edit.hasFocus(), "Enter behind the first leads to the second"
    outside.types(ways.again.edit, NEW)
    outside.key(Qt.Key.Key_Return)
    outside.sees("Opening the store", ways)
    outside.sees("Nobody of yours is missing")
    outside.sees("Your new passphrase is set")
    assert ways.words.toPlainText() == ways.new.edit.text() == ""
    app.on_lock()
    outside.sees("This laptop's store is locked")
    outside.unlocks(NEW)
    outside.sees("Opened by recovery words")
    outside.sees("If that was neither you nor agreed with you")
    app.go("settings", "", "")
    outside.sees("Opened by recovery words", app.pages["settings"])


def test_a_sheet_of_another_set_is_said_when_it_is_typed(outside: Person, sheets: tuple[str, ...]) -> None:
    page = outside.app.unlock
    outside.press("I forgot my passphrase", page)
    page.ways.words.setPlainText(sheets[0])
    outside.press("Next", page.ways)
    outside.sees("Sheet 2 of the 2 needed", page)
    page.ways.words.setPlainText(to_sheets(bytes(32), WordPlan(2, 3))[1])
    outside.press("Next", page.ways)
    outside.sees("Sheets of one set begin with the same two words.", page)
    page.ways.words.setPlainText(sheets[0])
    outside.press("Next", page.ways)
    outside.sees("The same sheet was entered twice.", page)
    page.ways.words.setPlainText(sheets[1])
    outside.press("Next", page.ways)
    outside.waits(page.ways.new.isVisible, lambda: "the new passphrase")


def test_a_wrong_last_word_is_said_once_and_no_more_once_it_is_right(outside: Person, sheets: tuple[str, ...]) -> None:
    page = outside.app.unlock
    outside.press("I forgot my passphrase", page)
    *before, last = sheets[0].split()
    page.ways.words.setPlainText(" ".join([*before, "zebra "]))
    outside.sees("Word 33 is not one of the recovery words.", page.ways)
    outside.press("Next", page.ways)
    outside.sees("word 33: “zebra” is not one of the recovery words.", page.ways)
    assert outside.words(page.ways).count("is not one of the recovery words.") == 1
    outside.sees("Sheet 1 of the 2 needed: 33 of 33 words", page.ways)
    page.ways.words.setPlainText(" ".join([*before, last]))
    outside.sees_no("is not one of the recovery words.", page.ways)
    outside.press("Next", page.ways)
    outside.sees("Sheet 2 of the 2 needed", page.ways)


def test_a_word_is_offered_and_tab_completes_it(outside: Person) -> None:
    page = outside.app.unlock
    outside.press("I forgot my passphrase", page)
    outside.turns_here()
    page.ways.words.setFocus()
    outside.qtbot.keyClicks(page.ways.words, "acade")
    outside.sees("academic", page)
    outside.qtbot.keyClicks(page.ways.words, "m")
    outside.qtbot.keyClick(page.ways.words, Qt.Key.Key_Tab)
    assert page.ways.words.toPlainText() == "academic "
    outside.sees("1 of 33 words", page)


def test_the_agency_s_key_file_opens_it_and_a_wrong_one_keeps_what_was_typed(
    outside: Person, agency: county.Agency, tmp_path: Path
) -> None:
    page, ways = outside.app.unlock, outside.app.unlock.ways
    file = tmp_path / "recovery.key"
    file.write_bytes(agency_key.lock(agency.recovery.private, KEY_WORDS, clock.now(), CHEAP))
    outside.press("I forgot my passphrase", page)
    outside.press("Way Agency", ways)
    outside.press("Next", ways)
    outside.sees("Open the key file first", ways)
    with outside.picks(file):
        outside.press("Open the key file", ways)
    outside.sees("Key file chosen: recovery.key", ways)
    outside.types(ways.key_words.edit, "not that passphrase")
    outside.press("Next", ways)
    outside.sees("does not open the recovery key", ways)
    assert ways.key_words.edit.text() == "not that passphrase"
    assert ways.key_words.isVisible(), "no new passphrase is asked for yet"
    outside.types(ways.key_words.edit, KEY_WORDS)
    outside.press("Next", ways)
    outside.waits(ways.new.isVisible, lambda: "the new passphrase")
    outside.types(ways.new.edit, NEW)
    outside.types(ways.again.edit, NEW)
    outside.press("Back", ways)
    outside.press("Next", ways)
    outside.waits(ways.new.isVisible, lambda: "the new passphrase again")
    assert ways.again.edit.text() == NEW
    outside.press("Open the store", ways)
    outside.sees("Nobody of yours is missing")


def test_a_file_that_is_no_key_is_said_when_it_is_chosen(outside: Person, agency: county.Agency, tmp_path: Path) -> None:
    page, ways = outside.app.unlock, outside.app.unlock.ways
    sheet, file = tmp_path / "caseload.xlsx", tmp_path / "recovery.key"
    sheet.write_bytes(b"PK\x03\x04 rows")
    file.write_bytes(agency_key.lock(agency.recovery.private, KEY_WORDS, clock.now(), CHEAP))
    outside.press("I forgot my passphrase", page)
    outside.press("Way Agency", ways)
    with outside.picks(sheet):
        outside.press("Open the key file", ways)
    outside.sees("This file is no recovery key, or was cut short.", ways)
    outside.sees("No key file chosen yet.", ways)
    with outside.picks(file):
        outside.press("Open the key file", ways)
    outside.sees("Key file chosen: recovery.key", ways)
    outside.sees_no("no recovery key", ways)


def test_gone_back_while_the_key_is_checked_nothing_comes_of_it(
    outside: Person, agency: county.Agency, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, ways = outside.app.unlock, outside.app.unlock.ways
    file, go_on, checked, check = tmp_path / "recovery.key", Event(), Event(), agency_key.unlock

    def slowly(content: bytes, passphrase: str) -> bytes:
        go_on.wait(10)
        try:
            return check(content, passphrase)
        finally:
            checked.set()

    file.write_bytes(agency_key.lock(agency.recovery.private, KEY_WORDS, clock.now(), CHEAP))
    monkeypatch.setattr(agency_key, "unlock", slowly)
    outside.press("I forgot my passphrase", page)
    outside.press("Way Agency", ways)
    with outside.picks(file):
        outside.press("Open the key file", ways)
    outside.types(ways.key_words.edit, KEY_WORDS)
    outside.press("Next", ways)
    outside.sees("Checking the passphrase", ways)
    outside.press("Way Recovery words", ways)
    go_on.set()
    outside.waits(checked.is_set, lambda: "an answer")
    heard = list[str]()
    outside.app.session.read(lambda: "after it", heard.append)
    outside.waits(lambda: heard == ["after it"], lambda: "the thread again")
    assert ways.words.isVisible()
    assert not ways.new.isVisible()
    outside.waits(ways.next.isEnabled, lambda: "another try")


def test_a_note_left_while_locked_starts_a_clock_at_its_own_time_when_confirmed(outside: Person, tmp_path: Path) -> None:
    places = StoreFolder(tmp_path / "store")
    at = clock.now() - 3 * clock.HOUR
    note.seal_note(places, "Example Home A called: Mika is gone", at)
    note.seal_note(places, "Nothing that matters", at + clock.HOUR)
    outside.unlocks(fiction.PASSPHRASES["worker"])
    page = outside.app.pages["notes"]
    outside.sees("Mika is gone", page)
    outside.sees("Left while locked", page)
    outside.press("Start the clock", page)
    outside.sees("Who is gone?", page)
    outside.types(page.findChildren(QLineEdit)[0], "Mika")
    outside.press("Start the clock", page)
    outside.sees("since the agency learned", outside.app.pages["episode"])
    outside.sees("3 h", outside.app.pages["episode"])
    outside.app.go("notes", "", "")
    outside.sees("Nothing that matters", page)
    outside.sees_no("Mika is gone", page)
    outside.press("Throw away", page)
    outside.press("Yes, throw away", page)
    outside.sees("No notes are waiting", page)
    assert note.left(places) == []


def test_the_blank_sheet_is_filled_in_as_a_note_without_unlocking(
    make_app: Callable[[Path], App], store: Path, qtbot: QtBot
) -> None:
    app = make_app(store)
    person = Person(app, qtbot)
    qtbot.keyClick(app.shell, Qt.Key.Key_F5)
    person.press("Fill it in as a note")
    edit = app.unlock.tonight.note.text.edit
    assert edit.hasFocus()
    assert "Who is gone" in edit.toPlainText()
    qtbot.keyClicks(edit, "Gene, 555-0117")
    assert edit.toPlainText().splitlines()[0].endswith("Gene, 555-0117"), "the answer stands behind its question"
    person.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.sees("It is shown when the store is next unlocked")
    assert edit.toPlainText() == ""
    person.unlocks(fiction.PASSPHRASES["worker"])
    person.sees("Gene, 555-0117", app.pages["notes"])
    app.go("today", "", "")
    person.sees("1 note waits", app.pages["today"])
    person.press("Read what was left", app.pages["today"])
    person.sees("Gene, 555-0117", app.pages["notes"])


def test_a_practice_store_says_so_while_locked_and_warns_of_real_numbers(
    make_app: Callable[[Path], App], store: Path, qtbot: QtBot
) -> None:
    app = make_app(store)
    person = Person(app, qtbot)
    person.unlocks(fiction.PASSPHRASES["worker"])
    person.waits(lambda: app.shell.practice, lambda: "a practice county")
    app.session.lock()
    person.sees("Practice")
    qtbot.keyClick(app.shell, Qt.Key.Key_F3)
    person.sees("these numbers are real")
    app.on_language()
    person.sees("¿Un joven ausente ahora?", app.shell)
    app.on_language()
    person.sees("Missing youth now?", app.shell)
    app.unlock.show_numbers()
    person.sees("these numbers are real")


def test_the_fictional_county_says_practice_before_it_is_opened_for_the_first_time(store: Path, qtbot: QtBot) -> None:
    opening_window = Opening(store, fiction.PASSPHRASES["worker"])
    opening_window.front.begin()
    shell, page = opening_window.front.shell, opening_window.front.unlock
    qtbot.addWidget(shell)
    shell.show()
    page.show_numbers()
    said = [each.text() for each in shell.findChildren(QLabel) if each.isVisible()]
    assert "Practice" in said
    assert "Practice: these numbers are real. Do not call them for an exercise." in said


def test_a_store_that_was_damaged_is_refused_where_it_is_unlocked_and_left(outside: Person, tmp_path: Path) -> None:
    """Wherever the bit is: on a page that unlocking reads, or on one that nothing has asked for yet."""
    page, database = outside.app.unlock, StoreFolder(tmp_path / "store").database
    whole = database.read_bytes()
    for place in (5_000, len(whole) // 2, len(whole) - 1):
        spoiled = bytearray(whole)
        spoiled[place] ^= 1
        database.write_bytes(spoiled)
        page.passphrase.edit.setText(fiction.PASSPHRASES["worker"])
        page.button.click()
        outside.sees("The store's database is damaged", page)
        outside.waits(lambda: page.button.isEnabled() and page.isVisible(), lambda: "free for another try")
        assert outside.app.session.me is None
        assert database.read_bytes() == spoiled
    database.write_bytes(whole)
    page.passphrase.complain("")
    outside.unlocks(fiction.PASSPHRASES["worker"])


def test_today_is_asked_for_before_the_plans_are_looked_through(outside: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    today, do, show = overview.today, Desk.do, outside.app.pages["today"].show_today

    def asked(*args: Any) -> Any:
        order.append("asked")
        return today(*args)

    def done(desk: Desk, act: Any, *args: Any) -> Any:
        order.append("plans" if act is plans.keep_up else "act")
        return do(desk, act, *args)

    def shown(*args: Any) -> None:
        show(*args)
        order.append("shown")

    monkeypatch.setattr(overview, "today", asked)
    monkeypatch.setattr(Desk, "do", done)
    monkeypatch.setattr(outside.app.pages["today"], "show_today", shown)
    outside.app.on_passphrase(fiction.PASSPHRASES["worker"])
    outside.qtbot.waitUntil(lambda: "plans" in order)
    assert order[:3] == ["asked", "shown", "plans"]


def test_a_store_locked_at_once_keeps_that_it_was_unlocked(outside: Person, tmp_path: Path) -> None:
    app = outside.app
    app.on_passphrase(fiction.PASSPHRASES["worker"])
    with outside.qtbot.waitSignal(app.session.unlocked):
        pass
    app.session.lock()
    closed: list[None] = []
    app.session.read(lambda: None, closed.append)
    outside.qtbot.waitUntil(lambda: bool(closed))
    desk = opening.unlock(tmp_path / "store", fiction.PASSPHRASES["worker"], clock.now)
    try:
        unlocks = "SELECT count(*) FROM entry WHERE kind = 'access'"
        assert desk.book.connection.exec_driver_sql(unlocks).scalar_one() == 2
    finally:
        desk.close()


def test_a_key_counts_for_the_idle_lock_in_every_window_that_is_open(outside: Person) -> None:
    outside.unlocks(fiction.PASSPHRASES["worker"])
    idle, shell = outside.app.idle, outside.app.shell
    over = QDialog(shell)
    over.show()
    idle.look()
    for window in (shell.windowHandle(), over.windowHandle()):
        idle._last -= 200
        assert idle.left() < 200
        QTest.keyClick(window, Qt.Key.Key_Shift)
        assert idle.left() > 290
    over.close()
