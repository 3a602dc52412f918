"""An X screen without glass: what a person would see of it, point at and type, for a program that is not ours to look into."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from shipping.xvfb import HEIGHT, WIDTH, Xvfb

PATIENCE_MS = 60_000


class Screen:
    """Stands until `close`. folder: an empty one, for the server's picture."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._server = Xvfb(folder)
        self.display, self.close = self._server.display, self._server.close

    def image(self) -> QImage:
        """What is on it now."""
        held = self._server.picture()
        return QImage(held, WIDTH, HEIGHT, self._server.line, QImage.Format.Format_RGB32).copy()

    def sees(self, colour: QColor, at: QPoint) -> None:
        """Wait until a place has a colour."""
        self.waits(lambda: self.image().pixelColor(at).rgb() == colour.rgb())

    def waits(self, until: Callable[[], object], patience_ms: int = PATIENCE_MS) -> None:
        """Wait until something is so."""
        if not self._comes(until, patience_ms):
            self.image().save(str(self._server.folder / "screen.png"))
            raise AssertionError(f"waited in vain; what was there instead lies in {self._server.folder}")

    def click(self, at: QPoint) -> None:
        """Point at a place and press."""
        self._do("mousemove", str(at.x()), str(at.y()), "click", "1")

    def types(self, text: str) -> None:
        """Type where the focus is."""
        self._do("type", "--delay", "2", text)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other ("ctrl+s")."""
        self._do("key", *keys)

    def press_until(self, until: Callable[[], object], *keys: str) -> None:
        """Press keys, and again where nothing came of it: a page that is still being made takes none."""
        self.try_until(until, lambda: self.press(*keys))

    def try_until(self, until: Callable[[], object], do: Callable[[], object]) -> None:
        """Do something, and again where nothing came of it in a while."""

        def done() -> bool:
            do()
            return self._comes(until, 5_000)

        self.waits(done)

    def shows(self, title: str) -> None:
        """Wait for a window and put it into the corner, since nobody else places windows here."""
        self._do("search", "--sync", "--onlyvisible", "--name", title, "windowmove", "0", "0")

    def has_window(self, title: str) -> bool:
        """Whether a window with such a title is there."""
        return self._do("search", "--onlyvisible", "--name", title, check=False) == 0

    def _comes(self, until: Callable[[], object], patience_ms: int) -> bool:
        try:
            self._qtbot.waitUntil(lambda: bool(until()), timeout=patience_ms)
        except self._qtbot.TimeoutError:
            return False
        return True

    def _do(self, *words: str, check: bool = True) -> int:
        env = {**os.environ, "DISPLAY": self.display}
        return subprocess.run(["xdotool", *words], env=env, check=check, capture_output=True, timeout=60).returncode
