"""An X screen without glass: what a person would see of it, point at and type, for a program that is not ours to look into."""

from __future__ import annotations

import os
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

WIDTH, HEIGHT = 1366, 768
PATIENCE_MS = 30_000
_WORDS = 25
"""Numbers at the head of the server's picture (the format of `xwd`), the most significant byte first."""


class Screen:
    """Stands until `close`. folder: an empty one, for the server's picture."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._picture = folder / "Xvfb_screen0"
        reads, says = os.pipe()
        size = f"{WIDTH}x{HEIGHT}x24"
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(says), "-screen", "0", size, "-nolisten", "tcp", "-fbdir", str(folder)],
            pass_fds=[says],
            stderr=subprocess.DEVNULL,
        )
        os.close(says)
        with os.fdopen(reads) as said:
            self.display = f":{said.readline().strip()}"  # the server picked a free one

    def close(self) -> None:
        """Take it away."""
        self._server.terminate()
        self._server.wait()

    def image(self) -> QImage:
        """What is on it now."""
        held = self._picture.read_bytes()
        head = struct.unpack(f">{_WORDS}I", held[: 4 * _WORDS])
        (begins, width, height, line, colours) = (head[0], head[4], head[5], head[12], head[19])
        return QImage(held[begins + 12 * colours :], width, height, line, QImage.Format.Format_RGB32).copy()

    def sees(self, colour: QColor, at: QPoint) -> None:
        """Wait until a place has a colour."""
        self.waits(lambda: self.image().pixelColor(at).rgb() == colour.rgb())

    def waits(self, until: Callable[[], object], patience_ms: int = PATIENCE_MS) -> None:
        """Wait until something is so."""
        if not self._comes(until, patience_ms):
            self.image().save(str(self._picture.with_name("screen.png")))
            raise AssertionError(f"waited in vain; what was there instead lies in {self._picture.parent}")

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

        def pressed() -> bool:
            self.press(*keys)
            return self._comes(until, 5_000)

        self.waits(pressed)

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
