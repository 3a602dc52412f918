"""What a person sees and presses: unlock, a call, the clock, a notice, the way back, lock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.demo import fiction
from ui import style
from ui.app import App
from ui.pages.episode import EpisodePage
from ui.pages.papers import PapersPage
from ui.pages.screening import ScreeningPage
from ui.pages.sections import ContactSheet, StandingSheet
from ui.pages.youth import YouthPage
from ui.pages.youths import YouthsPage
from ui.widgets.buttons import Btn, Choices


def _words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def _button(widget: QWidget, name: str) -> QPushButton:
    found = [each for each in widget.findChildren(QPushButton) if each.isVisible() and each.accessibleName().startswith(name)]
    assert found, f"no button {name}"
    return found[0]


def _start(app: App, qtbot: QtBot, name: str = "Mika") -> EpisodePage:
    qtbot.keyClick(app.shell, Qt.Key.Key_F2)
    page = app.pages["call"]
    qtbot.waitUntil(page.isVisible)
    qtbot.keyClicks(page.name.edit, name)  # type: ignore[attr-defined]
    page.start.click()  # type: ignore[attr-defined]
    episode = app.pages["episode"]
    assert isinstance(episode, EpisodePage)
    qtbot.waitUntil(lambda: episode.isVisible() and episode._shown is not None, timeout=10_000)
    return episode


def test_a_wrong_passphrase_says_so_and_what_was_typed_is_gone(
    make_app: Callable[[Path], App], store: Path, qtbot: QtBot
) -> None:
    app = make_app(store)
    app.unlock.passphrase.edit.setText("not the passphrase at all")
    app.unlock.button.click()
    qtbot.waitUntil(lambda: "does not open" in _words(app.unlock), timeout=10_000)
    assert app.unlock.passphrase.edit.text() == ""
    assert app.session.me is None


def test_a_locked_window_shows_public_numbers_and_a_blank_sheet(
    make_app: Callable[[Path], App], store: Path, qtbot: QtBot
) -> None:
    app = make_app(store)
    qtbot.keyClick(app.shell, Qt.Key.Key_F3)
    assert "1-800-843-5678" in app.unlock.shown()
    qtbot.keyClick(app.shell, Qt.Key.Key_F5)
    assert "Who is gone" in app.unlock.shown()
    assert "Example County" not in _words(app.shell)


def test_a_call_becomes_a_running_clock_and_required_contacts(unlocked: App, qtbot: QtBot) -> None:
    episode = _start(unlocked, qtbot)
    words = _words(episode)
    assert "0 min" in words
    assert "NCMEC" in words
    today = unlocked.pages["today"]
    unlocked.go("today", "", "")
    qtbot.waitUntil(lambda: "since the agency learned" in _words(today), timeout=10_000)
    assert "Mika" not in _words(today), "lists show initials"


def test_a_notice_is_recorded_with_its_number(unlocked: App, qtbot: QtBot) -> None:
    episode = _start(unlocked, qtbot)
    qtbot.waitUntil(lambda: "By phone now" in _words(episode) or "Not known" in _words(episode))
    case = episode._shown
    assert case is not None
    line, reach = next(pair for pair in (*case.by_phone, *case.unknown) if pair[0].key == "ncmec//agency_learned")
    episode.sheet.open_for(line, reach, unlocked.session.now())
    qtbot.keyClicks(episode.sheet.number.edit, "NC-1")
    episode.sheet.record.click()
    qtbot.waitUntil(lambda: "NC-1" in _words(episode), timeout=10_000)
    assert not episode.sheet.isVisible()


def test_a_refused_outcome_without_a_reason_keeps_what_was_typed(unlocked: App, qtbot: QtBot) -> None:
    episode = _start(unlocked, qtbot)
    case = episode._shown
    assert case is not None
    line, reach = (*case.by_phone, *case.unknown)[0]
    episode.sheet.open_for(line, reach, unlocked.session.now())
    qtbot.keyClicks(episode.sheet.person.edit, "Desk officer")
    episode.sheet._choose("refused")
    episode.sheet.record.click()
    qtbot.waitUntil(lambda: "needs a reason" in episode.sheet.fault.text(), timeout=10_000)
    assert episode.sheet.isVisible()
    assert episode.sheet.person.text() == "Desk officer"


def test_located_and_returned_are_recorded_from_the_page(unlocked: App, qtbot: QtBot) -> None:
    episode = _start(unlocked, qtbot)
    for what in ("located", "returned"):
        _button(episode, "Found").click()
        qtbot.waitUntil(episode.ending.isVisible)
        assert episode.ending.what.value() == what
        episode.ending.ok.click()
        qtbot.waitUntil(lambda: not episode.ending.isVisible(), timeout=10_000)
        qtbot.waitUntil(lambda what=what: what.capitalize() in _words(episode), timeout=10_000)  # type: ignore[misc]


def test_search_forgives_and_a_new_record_opens(unlocked: App, qtbot: QtBot) -> None:
    page = unlocked.pages["youths"]
    assert isinstance(page, YouthsPage)
    unlocked.go("youths", "", "")
    qtbot.waitUntil(page.isVisible)
    page.search.setText("María Exampleton")
    page._on_new()
    qtbot.waitUntil(unlocked.pages["youth"].isVisible, timeout=10_000)
    unlocked.go("youths", "", "")
    qtbot.waitUntil(page.isVisible)
    for typed in ("exampelton maria", "maria", "exampletn"):
        page.search.setText(typed)
        qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=10_000)
    page.search.setText("nobody at all")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0, timeout=10_000)


def test_locking_leaves_nothing_on_any_page(unlocked: App, qtbot: QtBot) -> None:
    _start(unlocked, qtbot, "Mika Unforgettable")
    qtbot.waitUntil(lambda: "Mika Unforgettable" in _words(unlocked.shell), timeout=10_000)
    qtbot.keyClick(unlocked.shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: unlocked.session.me is None)
    for page in unlocked.pages.values():
        assert "Unforgettable" not in "\n".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())
    assert unlocked.unlock.isVisible()


def test_quick_hide_shows_a_neutral_window_at_once(unlocked: App, qtbot: QtBot) -> None:
    _start(unlocked, qtbot, "Mika Hidden")
    qtbot.keyClick(unlocked.shell, Qt.Key.Key_F9)
    assert "Mika" not in _words(unlocked.shell)
    assert unlocked.shell.windowTitle() == "FieldApp"
    qtbot.waitUntil(lambda: unlocked.session.me is None)


def test_a_paper_says_what_is_left_out_and_giving_it_is_recorded(unlocked: App, qtbot: QtBot, tmp_path: Path) -> None:
    _start(unlocked, qtbot)
    page = unlocked.pages["papers"]
    assert isinstance(page, PapersPage)
    unlocked.go("papers", "", "")
    qtbot.waitUntil(lambda: page._made is not None and bool(page._made.pictures), timeout=20_000)
    qtbot.waitUntil(lambda: "Left out, and why" in _words(page), timeout=10_000)
    page.save_to(tmp_path / "paper.pdf")
    qtbot.waitUntil((tmp_path / "paper.pdf").exists, timeout=20_000)
    qtbot.waitUntil(lambda: page._made is not None and page._made.paper.copy_number == 2, timeout=20_000)


@pytest.mark.parametrize(
    "name", ["today", "youths", "call", "papers", "screening", "monday", "episode", "start", "unlock", "setup"]
)
def test_every_control_has_a_name(unlocked: App, qtbot: QtBot, unnamed: Callable[[QWidget], list[str]], name: str) -> None:
    if name in {"start", "unlock", "setup"}:
        page: QWidget = getattr(unlocked, name)
        unlocked.front(name, page)
    elif name == "episode":
        page = _start(unlocked, qtbot)
    else:
        page = unlocked.pages[name]
        unlocked.go(name, "", "")
    qtbot.waitUntil(page.isVisible)
    assert unnamed(unlocked.shell) == []


def test_the_theme_switches_while_the_window_is_open(unlocked: App, qtbot: QtBot, qapp: QApplication) -> None:
    before = style.theme().name
    qtbot.keyClick(unlocked.shell, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert style.theme().name != before
    style.apply(qapp, "light")


def test_the_demo_s_passphrase_is_no_text_on_the_screen(unlocked: App) -> None:
    assert fiction.PASSPHRASES["worker"] not in _words(unlocked.shell)


def test_today_says_what_to_do_when_nobody_is_missing(unlocked: App, qtbot: QtBot) -> None:
    page = unlocked.pages["today"]
    qtbot.waitUntil(lambda: "Nobody of yours is missing" in _words(page), timeout=10_000)
    assert isinstance(_button(page, "Start from a call"), Btn)


def test_a_newcomer_enters_a_youth_and_a_parent_who_must_not_be_told(unlocked: App, qtbot: QtBot) -> None:
    unlocked.go("youths", "", "")
    listing = unlocked.pages["youths"]
    assert isinstance(listing, YouthsPage)
    listing.search.setText("Mika Exampleton")
    listing._on_new()
    page = unlocked.pages["youth"]
    assert isinstance(page, YouthPage)
    qtbot.waitUntil(lambda: page.isVisible() and page._file is not None, timeout=10_000)
    page.edit("standing")
    standing = page.sheets["standing"]
    assert isinstance(standing, StandingSheet)
    standing.born.edit.setText("2099-01-01")
    standing.ok.click()
    qtbot.waitUntil(lambda: "future" in standing.fault.text(), timeout=10_000)
    standing.born.edit.setText("2011-05-30")
    standing.ok.click()
    qtbot.waitUntil(lambda: not standing.isVisible() and "2011-05-30" in _words(page), timeout=10_000)
    page.edit("contact")
    contact = page.sheets["contact"]
    assert isinstance(contact, ContactSheet)
    contact.name.edit.setText("Victor Exampleton")
    contact.tell.choose("do_not_tell")
    contact.ok.click()
    qtbot.waitUntil(lambda: "needs its ground" in contact.fault.text(), timeout=10_000)
    contact.order.edit.setText("Order of 12 March")
    contact.ok.click()
    qtbot.waitUntil(lambda: "Do not tell: Victor Exampleton" in _words(page), timeout=10_000)


def test_a_screening_is_kept_at_every_answer_and_finished(unlocked: App, qtbot: QtBot) -> None:
    _start(unlocked, qtbot)
    page = unlocked.pages["screening"]
    assert isinstance(page, ScreeningPage)
    unlocked.go("screening", "", "")
    qtbot.waitUntil(lambda: page.isVisible() and "Begin a screening" in _words(page), timeout=10_000)
    page.form.choose("hmis-r15-r16")
    page.who.edit.setText("Mika")
    qtbot.waitUntil(lambda: page.match.text() == "M", timeout=10_000)
    _button(page, "Begin").click()
    qtbot.waitUntil(lambda: "1. Ever received" in _words(page), timeout=10_000)
    page.findChildren(Choices)[0]._values["0"].click()
    qtbot.waitUntil(lambda: page._rating is not None and len(page._rating.kept.ratings) == 1, timeout=10_000)
    assert "No disclosure" not in _words(page), "the result is hidden until it is asked for"
    unlocked.session.lock()
    qtbot.waitUntil(unlocked.unlock.isVisible)
    unlocked.on_passphrase(fiction.PASSPHRASES["worker"])
    qtbot.waitUntil(lambda: unlocked.session.me is not None, timeout=10_000)
    unlocked.go("screening", "", "")
    qtbot.waitUntil(
        lambda: any(each.text() == "Resume" and each.isVisible() for each in page.findChildren(QPushButton)), timeout=10_000
    )
    _button(page, "Resume").click()
    qtbot.waitUntil(lambda: page._rating is not None and len(page._rating.kept.ratings) == 1, timeout=10_000)
    _button(page, "Finish and lock").click()
    qtbot.waitUntil(unlocked.pages["youth"].isVisible, timeout=10_000)
