"""An X server without glass (Xvfb), and the picture that it would show, for programs that can only be looked at from outside."""

from __future__ import annotations

import mmap
import os
import struct
import subprocess
from pathlib import Path

WIDTH, HEIGHT = 1366, 768
_WORDS = 25
"""Numbers at the head of the picture (the format of `xwd`), the most significant byte first."""


class Xvfb:
    """Stands until `close`. folder: an empty one, for the picture."""

    def __init__(self, folder: Path) -> None:
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
        self.folder = folder
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        head = struct.unpack_from(f">{_WORDS}I", self._held)
        self._begins, self.line = head[0] + 12 * head[19], head[12]

    def close(self) -> None:
        """Take it away."""
        self._held.close()
        self._server.terminate()
        self._server.wait()

    def picture(self) -> bytes:
        """What is on the screen now: rows of `line` bytes, a dot in four (blue, green, red, nothing)."""
        return self._held[self._begins : self._begins + self.line * HEIGHT]

    def dot(self, x: int, y: int) -> bytes:
        """The blue, green and red of one place."""
        at = self._begins + y * self.line + 4 * x
        return self._held[at : at + 3]
