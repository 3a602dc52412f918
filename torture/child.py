"""A child process that does something and says so line by line, until it is done or killed at a given moment."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Say = Callable[[bytes], None]
Work = Callable[[Say], None]
_PATIENCE_S, _LOOK_S = 30, 0.0005


@dataclass(slots=True)
class Child:
    """One that runs. pid: its process · reads: where its lines come from · held: what came of them so far."""

    pid: int
    reads: int
    held: bytes = b""
    over: bool = False
    lines: list[bytes] = field(default_factory=list)

    def listen(self, until: float) -> None:
        """Take what it says until a moment (time.monotonic), or until it is over."""
        while not self.over and (left := until - time.monotonic()) > 0:
            if select.select([self.reads], [], [], left)[0]:
                self._take()

    def _take(self) -> None:
        came = os.read(self.reads, 1 << 16)
        self.over = not came
        *whole, self.held = (self.held + came).split(b"\n")
        self.lines += whole  # a line cut by the kill was never said

    def kill(self) -> list[bytes]:
        """End it at once, as the system does when memory runs out; returns all that it said before."""
        os.kill(self.pid, signal.SIGKILL)
        return self.ended()

    def ended(self) -> list[bytes]:
        """Wait for its end; returns all that it said."""
        while not self.over:
            self._take()
        os.close(self.reads)
        os.waitpid(self.pid, 0)
        return self.lines


def started(work: Work) -> Child:
    """A child that does the work: a fork, so that a thousand of them need not import everything a thousand times."""
    reads, writes = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writes)
        return Child(pid, reads)
    os.close(reads)
    code = 1
    try:
        work(lambda line: _say(writes, line))
        code = 0
    except BaseException as error:  # noqa: BLE001 - a child must never go on as a second parent
        _say(writes, _failed(error))
    finally:
        sys.stderr.flush()
        os._exit(code)


def _say(writes: int, line: bytes) -> None:
    os.write(writes, line + b"\n")


def _failed(error: BaseException) -> bytes:
    import traceback

    import msgspec

    where = traceback.extract_tb(error.__traceback__)[-1]
    told = f"{type(error).__name__}: {error} ({where.name}, line {where.lineno})"
    return msgspec.json.encode({"act": "failed", "error": told})


def killed(work: Work, begins: Callable[[bytes], bool], after: float) -> list[bytes]:
    """Start it, and kill it so many seconds after it said a certain line; returns all that it said."""
    running = started(work)
    end = time.monotonic() + _PATIENCE_S
    while not running.over and time.monotonic() < end and not any(map(begins, running.lines)):
        running.listen(time.monotonic() + _LOOK_S)
    running.listen(time.monotonic() + after)
    return running.kill()
