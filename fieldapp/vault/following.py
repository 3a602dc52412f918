"""The head behind each commit: written at once, its flush to the disk awaited by the next one and not by who recorded something.

The commit holds by itself; after a power cut in between the head is behind, which heals. At most one record is on its way to the
disk at any time, so one that is torn always leaves the other.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from fieldapp.errors import DestinationTrouble
from fieldapp.vault import head
from fieldapp.vault.head import Heads


class Following:
    """Writes the head of one open store. What the disk refuses is no trouble here: the next commit tries again, or the unlock."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="head")
        self._flush: Future[None] | None = None

    def follow(self, heads: Heads) -> None:
        """Call it after the commit, not before."""
        self._settle()
        with suppress(DestinationTrouble):
            handle = head.begin(self._path, self._key, heads)
            if handle is not None:
                self._flush = self._pool.submit(head.end, handle)

    def close(self) -> None:
        """The last one is on the disk, too."""
        self._settle()
        self._pool.shutdown()

    def _settle(self) -> None:
        flush, self._flush = self._flush, None
        if flush is not None:
            with suppress(OSError):
                flush.result()
