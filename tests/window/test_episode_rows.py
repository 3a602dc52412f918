"""The rows of an absence can be told apart and read whole, on a laptop’s screen and in the smallest window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.demo import fiction
from fieldapp.demo.story import Walk, store_of
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Channel, Contact
from tests.window.person import Person
from ui.app import App
from ui.pages.episode import EpisodePage

ATTORNEY = Contact(
    name="Maximiliana Letrado-Fictional of Public Defenders",
    relation="parents_attorney",
    channels=(Channel(kind="phone", value="1-800-555-0142"),),
)


@pytest.fixture
def page(make_app: Callable[[Path], App], walk: Walk, qtbot: QtBot) -> EpisodePage:
    """The missing youth of the walk, with somebody entered whose name is long."""
    app = make_app(store_of(walk, "worker"))
    app.shell.resize(1366, 768)
    person = Person(app, qtbot)
    person.unlocks(fiction.PASSPHRASES["worker"])
    app.session.do(lambda desk: desk.do(youths.say_contact, walk.missing[0], ATTORNEY))
    shown = person.goes("episode", EpisodePage, *walk.missing)
    person.sees(ATTORNEY.name, shown)
    return shown


def test_two_rows_for_one_recipient_say_what_each_is_for(page: EpisodePage) -> None:
    kept_told = [row for row in page.lists.rows if row.line.first.ongoing and row.line.first.recipient == "ncmec"]
    assert len(kept_told) == 2
    for row in kept_told:
        words = _words(row)
        assert row.line.first.title_en in words
        assert row.button is not None
        assert row.line.first.title_en in row.button.accessibleName(), "and for who hears it read"
    assert len({row.line.first.title_en for row in kept_told}) == 2
    assert not any("161" in text for row in kept_told for text in _words(row)), "the source of the second stays closed"


@pytest.mark.parametrize("width", [1366, 1024])
def test_no_word_of_a_row_is_cut_off(page: EpisodePage, width: int, qtbot: QtBot) -> None:
    page.window().resize(width, 768)

    def whole() -> None:
        labels = [each for row in page.lists.rows if row.isVisible() for each in row.findChildren(QLabel) if each.isVisible()]
        assert labels
        for each in labels:
            assert not each.text().endswith("…"), each.text()
            flows = each.heightForWidth(each.width()) if each.wordWrap() else each.sizeHint().height()
            assert flows <= each.height(), each.text()
            longest = max(each.fontMetrics().horizontalAdvance(word) for word in (*each.text().split(), ""))
            assert longest <= each.width(), each.text()

    qtbot.waitUntil(whole)


def _words(row: QWidget) -> list[str]:
    return [label.text() for label in row.findChildren(QLabel)]
