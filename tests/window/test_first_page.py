"""The first page is there before anything heavy is loaded; what a person does meanwhile is kept, and done."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.demo import fiction
from tests.window.person import Person
from ui.app import App
from ui.front import Front

_HEAVY = ("sqlmodel", "sqlalchemy", "cryptography", "fieldapp.desk.desk")
_CHILD = """
import sys
import threading
import weakref
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.begin import Opening
from ui import style

application = QApplication([])
style.apply(application)
opening = Opening(Path(sys.argv[1]), "")
heavy = sys.argv[2:]

def painted():
    print("painted", [name for name in heavy if name in sys.modules])
    opening.front.start.buttons["worker"].click()

def look():
    if opening.app is None or len(opening.app.pages.made()) < len(opening.app.pages):
        QTimer.singleShot(20, look)
        return
    print("loaded", [name for name in heavy if name not in sys.modules])
    print("in front", type(opening.front.shell.pages.currentWidget()).__name__)
    application.exit()

opening.front.painted.connect(painted)
opening.show()
look()
application.exec()
opening.close()
"""


def test_the_doors_are_painted_before_anything_heavy_is_loaded_and_an_early_step_is_kept(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(tmp_path / "none"), *_HEAVY],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.stdout.splitlines() == ["painted []", "loaded []", "in front SetupPage"]


@pytest.fixture
def early(store: Path, qapp: QApplication, make_app: Callable[[Path | Front], App], qtbot: QtBot) -> Callable[[bool], App]:
    """A person types their passphrase, and may think better of it, before the application is there."""

    def typed(stops: bool) -> App:  # noqa: FBT001 - one word
        front = Front(store)
        front.begin()
        front.show()
        qtbot.waitUntil(front.unlock.isVisible)
        front.unlock.passphrase.edit.setText(fiction.PASSPHRASES["worker"])
        front.unlock.button.click()
        if stops:
            front.unlock.stop.click()
        app = make_app(front)
        front.take_over()
        return app

    return typed


def test_a_passphrase_typed_before_everything_is_loaded_opens_the_store(early: Callable[[bool], App], qtbot: QtBot) -> None:
    person = Person(early(False), qtbot)
    person.waits(lambda: person.app.session.me is not None, person.words)
    person.sees("Missing now")


def test_a_passphrase_taken_back_before_everything_is_loaded_opens_nothing(early: Callable[[bool], App], qtbot: QtBot) -> None:
    person = Person(early(True), qtbot)
    person.sees("This laptop's store is locked and encrypted.")
    assert person.app.unlock.button.isEnabled()
    assert person.app.unlock.passphrase.edit.text() == ""
    person.unlocks(fiction.PASSPHRASES["worker"])


class _Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - a virtual function of Qt
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_no_page_shows_a_window_of_its_own_while_it_is_made(unlocked: App, qapp: QApplication) -> None:
    windows = _Windows()
    qapp.installEventFilter(windows)
    pages = list(unlocked.pages.values())
    qapp.removeEventFilter(windows)
    assert windows.shown == []
    assert len(pages) == len(unlocked.pages)


def test_garbage_of_the_window_is_never_taken_down_on_another_thread(unlocked: App, qtbot: QtBot) -> None:
    """A widget in a circle of references that nobody holds: only the window's own look may find it."""

    class Circle(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.itself = self

    gone: list[int] = []
    weakref.finalize(Circle(), lambda: gone.append(threading.get_ident()))
    done: list[object] = []
    unlocked.session.ask(lambda _desk: [[] for _ in range(200_000)], done.append)  # enough for Python to look, where it may
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    gc.collect()  # where the window has not looked by itself meanwhile
    assert gone == [threading.get_ident()]


def test_where_the_frame_has_no_room_the_window_fills_the_screen(store: Path, qapp: QApplication, qtbot: QtBot) -> None:
    front = Front(store)
    front.begin()
    qtbot.addWidget(front.shell)
    room = front.shell.screen().availableGeometry()
    assert (room.width(), room.height()) < (front.shell.width(), front.shell.height())
    front.show()
    assert front.shell.isMaximized()
