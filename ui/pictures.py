"""A picture of every page, light and dark, taken from the real window."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from fieldapp.demo import fiction
from fieldapp.demo.story import Walk, store_of
from ui import style
from ui.app import App
from ui.pages.screening import ScreeningPage
from ui.shelf import PAGES

_MOST_MS = 20_000
Shown = Literal["worker", "supervisor"]


_LEADS = ("monday",)
"""The pages that a supervisor's store fills."""


def pages(walk: Walk, role: Shown) -> Iterator[tuple[str, str, str]]:
    """Every page behind the unlock that is pictured from a role's store: its name, the youth and the episode it shows."""
    missing = dict.fromkeys(("episode", "callmode", "writing", "papers"), walk.missing)
    concern = dict.fromkeys(("actions", "restricted"), (walk.youths[fiction.CONCERN], ""))
    youth = dict.fromkeys(("youth", "history"), (walk.youths[fiction.MISSING], ""))
    shows = {**youth, **missing, **concern}
    for name in PAGES:
        if (name in _LEADS) == (role == "supervisor"):
            yield name, *shows.get(name, ("", ""))


def take_all(walk: Walk, into: Path) -> Iterator[str]:
    """Open the worker's and the supervisor's store in a window that nobody sees; yields the names of the pictures' files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["fieldapp"])
    if not isinstance(application, QApplication):
        raise TypeError("pictures want an application with a window")
    into.mkdir(parents=True, exist_ok=True)
    roles: tuple[Shown, ...] = ("worker", "supervisor")
    for role in roles:
        style.apply(application, "light")
        app = App(store_of(walk, role))
        app.shell.show()
        try:
            yield from _store(app, application, walk, role, into)
        finally:
            app.close()


def _store(app: App, application: QApplication, walk: Walk, role: Shown, into: Path) -> Iterator[str]:
    """Every page in one theme, then every page in the other: each change of theme paints every page of the window anew."""
    if role == "worker":
        yield from _before_unlock(app, into, "light")
    app.begin()
    app.session.unlock(app.before.folder, fiction.PASSPHRASES[role], app.on_not_opened)
    _until(lambda: app.session.me is not None and app.foot.told)
    for theme in ("light", "dark"):
        if theme == "dark":
            style.apply(application, "dark")
        for name, youth, episode in pages(walk, role):
            app.go(name, youth, episode)
            yield _take(app, into, f"{name}-{theme}")
        if role == "worker":
            yield _rating(app, walk, into, theme)
    if role == "worker":
        app.session.lock()
        yield from _before_unlock(app, into, "dark")


def _before_unlock(app: App, into: Path, theme: str) -> Iterator[str]:
    """The pages that anybody can see."""
    app.shell.show_page("start", app.start)
    yield _take(app, into, f"start-{theme}")
    app.setup.begin("worker")
    app.shell.show_page("setup", app.setup)
    yield _take(app, into, f"setup-{theme}")
    app.begin()
    yield _take(app, into, f"unlock-{theme}")


def _rating(app: App, walk: Walk, into: Path, theme: str) -> str:
    """The screening that goes on, as somebody sees it who is alone."""
    app.go("screening", *walk.screening)
    _settle(app)
    page = app.pages["screening"]
    if isinstance(page, ScreeningPage):
        page.rating.on_hide()
    return _take(app, into, f"rating-{theme}")


def _take(app: App, into: Path, name: str) -> str:
    _settle(app)
    file = into / f"{name}.png"
    app.shell.grab().save(str(file))
    return file.name


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
