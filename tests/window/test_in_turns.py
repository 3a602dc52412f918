"""Pages that take long are put together part by part: keys come in between, nothing is mixed, nothing jumps."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.window.person import Person
from ui.pages.exchange import ExchangePage
from ui.widgets.inturns import InTurns, together
from ui.widgets.parts import Parts
from ui.widgets.text import holding


@pytest.fixture
def seen(qtbot: QtBot) -> QWidget:
    """A window to put things on, in front."""
    window, layout = QWidget(), QVBoxLayout()
    layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # offscreen there is nobody to be told of it
    window.setLayout(layout)
    qtbot.addWidget(window)
    window.resize(300, 400)
    window.show()
    return window


def _nothing() -> None:
    pass


def test_whoever_waits_has_a_turn_between_two_acts(seen: QWidget, qtbot: QtBot) -> None:
    log: list[str] = []
    turns, key = InTurns(seen, partial(log.append, "shows")), QTimer(seen)
    key.timeout.connect(partial(log.append, "key"))
    key.start(0)
    turns.begin([partial(log.append, name) for name in ("one", "two", "three")])
    assert log == ["shows", "one", "shows"], "the first is done at once"
    assert turns.at_work
    qtbot.waitUntil(lambda: "three" in log)
    acts = [each for each in log if each != "shows"]
    assert [each for each in acts if each != "key"] == ["one", "two", "three"]
    assert "key" in acts[acts.index("one") : acts.index("two")]
    assert "key" in acts[acts.index("two") : acts.index("three")]
    assert not turns.at_work


def test_what_is_left_is_dropped_where_something_else_begins_or_the_page_goes(seen: QWidget, qtbot: QtBot) -> None:
    log: list[str] = []
    turns = InTurns(seen, _nothing)
    turns.begin([partial(log.append, "old"), partial(log.append, "old, left")])
    turns.begin([partial(log.append, "new"), partial(log.append, "new, second")])
    qtbot.waitUntil(lambda: not turns.at_work)
    assert log == ["old", "new", "new, second"]
    turns.begin([partial(log.append, "last"), partial(log.append, "never")])
    turns.stop()
    qtbot.wait(20)  # nothing can be waited for: nothing is to happen
    assert log[3:] == ["last"]


def test_a_part_that_cannot_be_made_leaves_out_no_other(seen: QWidget, qtbot: QtBot) -> None:
    def breaks() -> None:
        raise ValueError("this part is broken")

    log: list[str] = []
    turns = InTurns(seen, _nothing)
    with qtbot.capture_exceptions() as errors:
        turns.begin([partial(log.append, "one"), breaks, together(partial(log.append, "two"), partial(log.append, "three"))])
        qtbot.waitUntil(lambda: not turns.at_work)
    assert log == ["one", "two", "three"]
    assert [str(each[1]) for each in errors] == ["this part is broken"]


def test_a_part_takes_the_place_of_the_one_before_and_the_others_stand(seen: QWidget) -> None:
    def stand() -> list[str]:
        found = [parts.itemAt(place).widget() for place in range(parts.count())]
        return [each.text() for each in found if isinstance(each, QLabel)]

    parts, area = Parts(gap=4), QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(holding(parts))
    layout = seen.layout()
    assert layout is not None
    layout.addWidget(area)
    for put in parts.in_turns({name: partial(QLabel, name) for name in ("head", "phone", "end")}):
        put()
    assert stand() == ["head", "phone", "end"]
    head = parts.itemAt(0).widget()
    fresh = {"head": partial(QLabel, "head anew"), "writing": partial(QLabel, "writing"), "end": partial(QLabel, "end anew")}
    first, *others = parts.in_turns(fresh)
    assert stand() == ["head", "end"], "what is no longer there is taken off at once, the rest stands"
    first()
    assert stand() == ["head anew", "end"]
    assert head.isHidden()
    assert head.text() == "", "what a part said is gone with it"
    for put in others:
        put()
    assert stand() == ["head anew", "writing", "end anew"]
    parts.keep()
    assert parts.count() == 0


def test_where_one_part_cannot_be_made_the_others_keep_their_order(seen: QWidget) -> None:
    def breaks() -> QWidget:
        raise ValueError("this part is broken")

    parts = Parts(gap=0)
    holder = holding(parts)
    holder.setParent(seen)
    one, two, three = parts.in_turns({"one": breaks, "two": partial(QLabel, "two"), "three": partial(QLabel, "three")})
    with pytest.raises(ValueError, match="broken"):
        one()
    two()
    three()
    assert [each.text() for each in parts.parts().values() if isinstance(each, QLabel)] == ["two", "three"]
    assert [parts.itemAt(place).widget() for place in range(2)] == list(parts.parts().values())


def test_the_focus_stays_on_the_page_where_the_part_that_had_it_is_replaced(seen: QWidget, qtbot: QtBot) -> None:
    parts, area, below = Parts(gap=0), QScrollArea(), QLineEdit()
    area.setWidgetResizable(True)
    area.setWidget(holding(parts))
    layout = seen.layout()
    assert layout is not None
    layout.addWidget(area)
    layout.addWidget(below)
    seen.activateWindow()
    qtbot.waitUntil(seen.isActiveWindow)
    parts.in_turns({"one": partial(QPushButton, "one")})[0]()
    button = parts.itemAt(0).widget()
    qtbot.waitUntil(button.isVisible)
    button.setFocus()
    assert button.hasFocus()
    parts.in_turns({"one": partial(QPushButton, "another")})[0]()
    assert area.hasFocus(), "no key presses what happens to come next"


def test_an_answer_that_comes_once_a_page_was_left_is_asked_for_again_when_it_is_seen(person: Person) -> None:
    page = person.goes("exchange", ExchangePage)
    person.app.go("youths", "", "")
    answered: list[object] = []
    person.app.session.ask(lambda _desk: None, answered.append)
    person.waits(lambda: bool(answered), lambda: "all answers")
    assert page._found is None, "nothing was made for nobody"
    person.goes("exchange", ExchangePage)
    person.sees("Who is enrolled", page)
    person.sees("This laptop is not enrolled with a supervisor yet.", page)
