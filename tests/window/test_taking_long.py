"""What takes long says so, leaves the window free, and can be stopped: unlocking, the demo, a paper."""

from __future__ import annotations

import gc
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldapp.demo import fiction
from fieldapp.demo.story import Walk
from fieldapp.desk.desk import Changes, Desk, Progress, Slices
from fieldapp.turns import give_way
from fieldapp.vault import opening
from tests.window.person import Person
from ui import demo
from ui.app import App
from ui.pages.papers import PapersPage
from ui.pages.youths import YouthsPage


class Gate:
    """Holds the store thread where a test wants to look at the window."""

    def __init__(self) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()

    def wait(self) -> None:
        self.reached.set()
        assert self.go_on.wait(20)


def test_unlocking_says_what_it_does_and_can_be_stopped(
    make_app: Callable[[Path], App], store: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, real = Gate(), opening.open_slot

    def slow(*args: object) -> object:
        gate.wait()
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "open_slot", slow)
    app = make_app(store)
    person = Person(app, qtbot)
    app.unlock.passphrase.edit.setText(fiction.PASSPHRASES["worker"])
    app.unlock.button.click()
    person.sees("Checking the passphrase", app.unlock)
    person.waits(gate.reached.is_set, lambda: "the thread at work")
    person.press("Stop", app.unlock)
    person.sees_no("Checking the passphrase", app.unlock)
    gate.go_on.set()
    monkeypatch.undo()
    assert app.session.me is None
    person.unlocks(fiction.PASSPHRASES["worker"])


def test_a_paper_says_that_it_is_made_and_another_choice_replaces_it(
    unlocked: App, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.starts_a_call()
    gate = Gate()
    page = person.goes("papers", PapersPage)
    person.sees("Give copy 1", page)
    unlocked.work.run(gate.wait)
    person.waits(gate.reached.is_set, lambda: "the thread at work")
    person.press("Paper: NCMEC sheet", page)
    person.sees("Making the paper", page)
    person.press("Stop", page)
    person.sees("Stopped. Choose a paper", page)
    person.press("Paper: Chronology", page)
    gate.go_on.set()
    person.sees("When the agency learned", page.lists)
    person.sees_no("Making the paper", page)
    assert page.view.chips["chronology"].isChecked()
    assert not page.view.well.leaf.blank


def test_the_demo_door_shows_how_far_it_is_and_leaves_nothing_when_stopped(
    make_app: Callable[[Path], App], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()

    def walk(_walk: Walk):  # type: ignore[no-untyped-def]  # noqa: ANN202
        for _step in range(3):
            (_walk.at / "something").write_text("x")
            yield None
        gate.wait()
        yield None

    rooms = tmp_path / "rooms"
    rooms.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(rooms))
    monkeypatch.setattr(demo, "run", walk)
    app = make_app(tmp_path / "no store yet")
    person = Person(app, qtbot)
    person.press("Look around", app.start)
    person.sees("Making the fictional county 3 /", app.start)
    assert list(rooms.iterdir())
    person.press("Stop", app.start)
    gate.go_on.set()
    person.waits(lambda: not list(rooms.iterdir()), lambda: "nothing left")
    assert app.start.isVisible()
    assert not app.start.busy.isVisible()


def test_a_search_is_answered_while_a_long_act_is_under_way_and_another_act_waits_for_its_end(person: Person) -> None:
    over, order = threading.Event(), list[str]()

    def act(name: str) -> Callable[[Desk], Slices[Changes[None]]]:
        def works(_desk: Desk) -> Slices[Changes[None]]:
            while not over.is_set():
                order.append(name)
                yield Progress(0, 0)
            return Changes(None, frozenset(), frozenset())

        return works

    ended: list[str] = []
    for name in ("first", "second"):
        person.app.session.do_long(act(name), lambda _none, name=name: ended.append(name))
    page = person.goes("youths", YouthsPage)
    person.types(page.search, "nobody")
    person.sees("Nobody by that name or number.", page)
    assert ended == []
    assert set(order) == {"first"}
    over.set()
    person.waits(lambda: ended == ["first", "second"], lambda: f"both, but {ended}")


def test_long_work_stands_aside_until_a_page_is_painted_but_not_for_ever(unlocked: App, person: Person) -> None:
    begun, gone_on = threading.Event(), threading.Event()

    def works() -> None:
        begun.set()
        give_way()
        gone_on.set()

    unlocked.work.shows()
    unlocked.work.run(works)
    assert begun.wait(20)
    assert not gone_on.is_set()
    person.waits(gone_on.is_set, lambda: "the work to go on once the page is painted")
    gone_on.clear()
    unlocked.work.shows()
    unlocked.work.run(works)
    assert gone_on.wait(20), "a window that does not come to an end keeps nobody's bundle"


def test_garbage_is_not_looked_for_amid_work_except_after_a_while(unlocked: App, person: Person) -> None:
    gate, looked = Gate(), list[str]()
    person.waits(lambda: not unlocked.work.at_work, lambda: "the store thread at rest")
    unlocked.work.run(gate.wait)
    person.waits(gate.reached.is_set, lambda: "the thread at work")
    waste = [[] for _each in range(2_000)]
    gc.callbacks.append(lambda phase, _info: looked.append(phase))
    try:
        for _second in range(10):
            unlocked.garbage.look()
        assert not looked
        unlocked.garbage.look()
        assert looked
    finally:
        gc.callbacks.pop()
        gate.go_on.set()
    assert waste
