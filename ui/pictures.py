"""A picture of every page, light and dark, taken from the real window."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from fieldapp.demo import fiction
from fieldapp.demo.story import Walk
from ui import style
from ui.app import App

_MOST_MS = 20_000


def take_all(store: Path, into: Path, walk: Walk) -> Iterator[str]:
    """Open the store in a window that nobody sees, and take every page in both themes; yields the files' names."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["fieldapp"])
    into.mkdir(parents=True, exist_ok=True)
    if isinstance(application, QApplication):
        style.apply(application, "light")
    app = App(store)
    app.shell.show()
    try:
        app.front("start", app.start)
        yield from _both(app, application, into, "start")
        app.begin()
        yield from _both(app, application, into, "unlock")
        app.session.unlock(store, fiction.PASSPHRASES["worker"], app.on_not_opened)
        _until(lambda: app.session.me is not None)
        for name, youth, episode in (
            ("today", "", ""),
            ("youths", "", ""),
            ("caseload", "", ""),
            ("youth", walk.youths[fiction.MISSING], ""),
            ("call", "", ""),
            ("episode", *walk.missing),
            ("papers", *walk.missing),
            ("screening", "", ""),
            ("monday", "", ""),
            ("exchange", "", ""),
            ("settings", "", ""),
            ("notes", "", ""),
        ):
            app.go(name, youth, episode)
            yield from _both(app, application, into, name)
    finally:
        app.close()


def _both(app: App, application: object, into: Path, name: str) -> Iterator[str]:
    for theme in ("light", "dark"):
        if isinstance(application, QApplication):
            style.apply(application, "dark" if theme == "dark" else "light")
        app.work.run(lambda: None, lambda _none: None)
        _settle(app)
        file = into / f"{name}-{theme}.png"
        app.shell.grab().save(str(file))
        yield file.name


def _settle(app: App) -> None:
    """Let the store thread answer, and the window draw it."""
    answered: list[bool] = []
    for _round in range(3):
        answered.clear()
        app.work.run(lambda: None, lambda _none: answered.append(True))
        _until(lambda: bool(answered))


def _until(done: Callable[[], bool]) -> None:
    """Run the window's loop until something is true."""
    loop = QEventLoop()
    check = QTimer()
    check.setInterval(5)
    ended = QTimer()
    ended.setSingleShot(True)
    ended.timeout.connect(loop.quit)

    def look() -> None:
        if done():
            loop.quit()

    check.timeout.connect(look)
    check.start()
    ended.start(_MOST_MS)
    loop.exec()
    check.stop()
