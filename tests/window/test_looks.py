"""The window follows the system's theme until one is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QStyleHints
from PySide6.QtWidgets import QApplication, QWidget

from tests.window.person import Person
from ui import style
from ui.looks import Looks
from ui.pages.call import CallPage
from ui.pages.settings import SettingsPage
from ui.shelf import PAGES


@pytest.fixture
def looks(qapp: QApplication) -> Iterator[Looks]:
    style.apply(qapp, "light")
    wearer = QObject()
    yield Looks(wearer)
    wearer.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    style.apply(qapp, "light")


def _system_turns(to: Qt.ColorScheme) -> None:
    """The system changes its theme. Offscreen no system says so: what Qt would read of it is put in its place."""
    with patch.object(QStyleHints, "colorScheme", return_value=to):
        QGuiApplication.styleHints().colorSchemeChanged.emit(to)


def test_the_system_s_change_is_followed_at_once(looks: Looks) -> None:
    assert looks
    _system_turns(Qt.ColorScheme.Dark)
    assert style.theme().name == "dark"
    _system_turns(Qt.ColorScheme.Light)
    assert style.theme().name == "light"


def test_a_chosen_theme_stays(looks: Looks) -> None:
    looks.wear("dark")
    _system_turns(Qt.ColorScheme.Light)
    assert style.theme().name == "dark"
    looks.turn()
    assert style.theme().name == "light"


class _Gone(QObject):
    """Counts the widgets that another style sheet goes over, which takes seconds where every page was made."""

    def __init__(self) -> None:
        super().__init__()
        self.over = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it so
        self.over += event.type() == QEvent.Type.StyleChange and isinstance(watched, QWidget)
        return False


@pytest.fixture
def _light_again(qapp: QApplication) -> Iterator[None]:
    yield
    style.apply(qapp, "light")


@pytest.mark.usefixtures("_light_again")
def test_another_theme_goes_over_no_widget_and_loses_nothing_typed(person: Person, qapp: QApplication) -> None:
    for name in PAGES:
        assert person.app.pages[name]
    page = person.goes("call", CallPage)
    person.turns_here()
    page.form.name.edit.setFocus()
    person.types(page.form.name.edit, "Mika S")
    counted = _Gone()
    qapp.installEventFilter(counted)
    person.key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qapp.removeEventFilter(counted)
    assert style.theme().name == "dark"
    assert counted.over == 0
    assert QApplication.focusWidget() is page.form.name.edit
    person.qtbot.keyClicks(page.form.name.edit, "ample")
    assert page.form.name.text() == "Mika Sample"


@pytest.mark.usefixtures("_light_again")
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_window_that_changed_its_theme_looks_as_one_that_began_in_it(
    person: Person, qapp: QApplication, theme: style.Choice
) -> None:
    flash = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    call = person.goes("call", CallPage)
    settings = person.goes("settings", SettingsPage)
    person.sees("Ways into this store", settings)
    qapp.processEvents()  # a card that was just put there finds its place
    for page in (settings, call, person.app.setup):
        for each in ("dark", "light", theme):
            style.apply(qapp, each)
        turned = page.grab().toImage()
        qapp.setStyleSheet("")
        style.apply(qapp, theme)
        assert turned == page.grab().toImage()
    qapp.setCursorFlashTime(flash)
