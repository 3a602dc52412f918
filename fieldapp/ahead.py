"""The next piece of a long work, made on another thread while this one waits for the disk or does what Python does alone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """make: makes the next piece, one at a time; it may not touch the store, whose connection stays on its own thread.

    Nothing is begun unasked: without `start` a piece is made where it is taken, and no thread begins.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead")
        self._coming: Future[T] | None = None

    def start(self) -> None:
        """Begin the next piece. One that is mostly Python's own work is begun right before a commit, for which Python stands
        still: beside other such work it would only take turns.
        """
        if self._coming is None:
            self._coming = self._pool.submit(self._make)

    def take(self) -> T:
        """The next piece, awaited; whatever went wrong with it is raised here."""
        coming, self._coming = self._coming, None
        return coming.result() if coming is not None else self._make()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
