"""The window follows the system's theme until one is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QStyleHints
from PySide6.QtWidgets import QApplication

from ui import style
from ui.looks import Looks


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
