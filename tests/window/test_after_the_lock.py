"""After the lock: no row is reachable from any widget or model, and what was half filled in comes back."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fieldapp.demo import fiction
from fieldapp.demo.story import Walk, store_of
from fieldapp.desk import halfway
from fieldapp.ledger.kinds import Role
from tests.window.person import Person
from tests.window.test_everywhere import Stage
from ui.app import App
from ui.pages.episode import EpisodePage
from ui.pages.page import Page
from ui.pages.youth import YouthPage
from ui.shelf import PAGES
from ui.widgets.typed import typed_in

_TYPED = "Typedmarker"
_NAMES = (_TYPED, "Sample", "Pattern", "Placeholder", "Specimen", "Notareal", "Pretend", "Madeup", "Fiction", "Example Home")
_TEXTS = ("text", "toPlainText", "toolTip", "accessibleName", "accessibleDescription", "windowTitle", "placeholderText")
_SECTIONS = (
    "names",
    "standing",
    "placement",
    "tribes",
    "description",
    "health",
    "reach",
    "around",
    "own_words",
    "contact",
    "concern",
)
_FORMS = ("happened", "rest", "ending", "heard", "add", "hand_over", "contact")


def _texts(widget: QWidget) -> Iterator[str]:
    for name in _TEXTS:
        asked = getattr(widget, name, None)
        if callable(asked):
            yield str(asked())
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))


def _left() -> list[str]:
    """Where a name, or what was typed, can still be read: widgets, and models that are alive."""
    found = [
        f"{type(each).__name__}: {text}"
        for each in QApplication.allWidgets()
        if isValid(each)
        for text in _texts(each)
        if any(name in text for name in _NAMES)
    ]
    models = [each for each in gc.get_objects() if isinstance(each, QAbstractItemModel) and isValid(each)]
    for model in models:
        for row in range(model.rowCount()):
            said = str(model.data(model.index(row, 0), Qt.ItemDataRole.DisplayRole)) + str(
                getattr(model, "rows", [""] * (row + 1))[row:]
            )
            found += [f"{type(model).__name__}: {said}" for name in _NAMES if name in said]
    return found


def _held(app: App) -> list[str]:
    """Pages that are gone from the window and that something still holds; the test's own loop lets them go later than the app's."""
    gc.collect()
    pages = [each for each in gc.get_objects() if isinstance(each, Page) and not isValid(each)]
    return [type(each).__name__ for each in pages if each.session is app.session]


def _types_everywhere(page: QWidget) -> None:
    for field in page.findChildren(QLineEdit):
        if field.isEnabled() and not field.isReadOnly():
            field.setText(_TYPED)
    for words in page.findChildren(QPlainTextEdit):
        words.setPlainText(_TYPED)


@pytest.mark.parametrize("role", ["worker", "supervisor"])
def test_nothing_of_the_store_is_left_in_the_window(
    walk: Walk, make_app: Callable[[Path], App], qtbot: QtBot, role: Role
) -> None:
    app = make_app(store_of(walk, role))
    here = Stage(app, Person(app, qtbot), walk)
    here.person.unlocks(fiction.PASSPHRASES[role])
    here.settles()
    for name in PAGES:
        here.shows(name)
    assert _left(), "names stood there before"
    _types_everywhere(here.app.shell)
    here.app.on_lock()

    def gone() -> bool:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return here.app.session.me is None and not _left()

    here.person.waits(gone, lambda: f"nothing left, not {_left()[:5]}")
    here.person.waits(
        lambda: not _held(here.app), lambda: f"nothing holds a page that is gone, with what it had in hand: {_held(here.app)}"
    )


def _comes_back(person: Person, walk: Walk, name: str, kind: type[Page], sheet: str) -> None:
    """Open a sheet, fill it in, lock, unlock, go on."""
    page = person.goes(name, kind, *walk.missing)
    person.app.session.ask(lambda _desk: None, lambda _none: page.open_again(sheet))
    person.waits(lambda: page.sheet_open() is not None, lambda: f"{sheet} open")
    opened = page.sheet_open()
    assert opened is not None
    texts = [each for each in (*opened.findChildren(QLineEdit), *opened.findChildren(QPlainTextEdit)) if each.accessibleName()]
    assert texts
    for place, each in enumerate(texts):
        (each.setText if isinstance(each, QLineEdit) else each.setPlainText)(f"half a word {place}")
    before = typed_in(opened)
    person.app.go("today", "", "")
    person.app.shell.show_page(name, page)  # as it was left
    person.waits(page.isVisible, lambda: f"{name} again")
    person.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    person.waits(lambda: person.app.session.me is None, lambda: "locked")
    person.unlocks(fiction.PASSPHRASES["worker"])
    person.sees("was half filled in when it locked.")
    person.press("Go on", person.app.shell.notices)
    again = person.app.pages[name]

    def filled() -> bool:
        now = again.sheet_open()
        return now is not None and typed_in(now) == before

    person.waits(filled, lambda: f"{sheet} as it was: {before}\n{typed_in(again.sheet_open()) if again.sheet_open() else None}")
    assert again.isVisible()
    kept: list[object] = []
    person.app.session.ask(lambda desk: desk.ask(halfway.kept), kept.append)
    person.waits(lambda: kept == [()], lambda: f"nothing is kept any more, not {kept}")


@pytest.fixture
def worker(walk: Walk, make_app: Callable[[Path], App], qtbot: QtBot) -> Person:
    person = Person(make_app(store_of(walk, "worker")), qtbot)
    person.unlocks(fiction.PASSPHRASES["worker"])
    return person


@pytest.mark.parametrize("section", _SECTIONS)
def test_a_section_half_filled_in_comes_back(worker: Person, walk: Walk, section: str) -> None:
    _comes_back(worker, walk, "youth", YouthPage, f"{section} ")


@pytest.mark.parametrize("form", _FORMS)
def test_a_form_of_an_episode_half_filled_in_comes_back(worker: Person, walk: Walk, form: str) -> None:
    _comes_back(worker, walk, "episode", EpisodePage, f"{form} parent" if form == "contact" else f"{form} ")
