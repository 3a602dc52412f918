"""The store thread: one thread does all the work, the window never waits, results come back by one queued signal."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from fieldapp.desk.desk import Progress
from fieldapp.errors import Bug
from fieldapp.text import _
from fieldapp.turns import TURNS

R = TypeVar("R")
_TURN_S = 0.0005
"""So long one thread of Python works before another has a turn. By itself it is 5 ms, and a page that comes while an import runs
asks for its turn dozens of times: it stood still for a tenth of a second.
"""
_PAINTED_MS = 12
"""A window is painted 5 ms after it was laid out; what falls due later comes after that."""
Then = Callable[[Any], None]
Failed = Callable[[BaseException], None]
Shown = Callable[[Progress], None]


@dataclass(slots=True)
class Job:
    """Something that was asked of the store thread; `cancel` lets it end without a word. over: it has its answer."""

    then: Then | None
    failed: Failed | None
    progress: Shown | None
    canceled: Event = field(default_factory=Event)
    over: bool = False

    def cancel(self) -> None:
        """Forget the job: a long act stops at its next slice, whose commit stays."""
        self.canceled.set()


_Line = deque[tuple[Job, Generator[Progress, None, object]]]


class Work(QObject):
    """Runs functions one after another. Between the slices of a long act whatever waits goes first, so the window's questions are
    answered while an import runs; a question that takes long itself has every second slice. Long acts wait for each other.
    """

    _done = Signal(object, object)

    def __init__(self, on_error: Failed) -> None:
        super().__init__()
        self.on_error = on_error
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._acts, self._questions = _Line(), _Line()
        self._going = self._asked_last = self._closed = self._in_hand = False
        self._turn_before = sys.getswitchinterval()
        sys.setswitchinterval(_TURN_S)
        self._shown = QTimer(self)
        self._shown.setSingleShot(True)
        self._shown.timeout.connect(TURNS.done)
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], R], then: Callable[[R], None] | None = None, failed: Failed | None = None) -> Job:
        """Have a function run on the store thread; `then` gets its result, `failed` its error, both on the window's thread."""
        job = Job(then, failed, None)
        self._pool.submit(self._do, self._carry_out, job, work)
        return job

    def run_long(
        self,
        work: Callable[[], Generator[Progress, None, R]],
        then: Callable[[R], None] | None = None,
        failed: Failed | None = None,
        progress: Shown | None = None,
    ) -> Job:
        """The same for a long act; `progress` hears of every slice, `job.cancel` ends it at the next one."""
        return self._put(self._acts, Job(then, failed, progress), work)

    def ask_long(
        self,
        work: Callable[[], Generator[Progress, None, R]],
        then: Callable[[R], None] | None = None,
        failed: Failed | None = None,
        progress: Shown | None = None,
    ) -> Job:
        """The same for a question that somebody waits for, and that writes nothing: no act under way keeps it waiting."""
        return self._put(self._questions, Job(then, failed, progress), work)

    def _put(self, line: _Line, job: Job, work: Callable[[], Generator[Progress, None, object]]) -> Job:
        self._pool.submit(self._do, self._begin, line, job, work)
        return job

    @property
    def at_work(self) -> bool:
        """Whether the store thread has something in hand."""
        return self._in_hand or self._going

    def shows(self) -> None:
        """A page is about to be made, or was just made: a long act stands aside until it is painted."""
        TURNS.want()
        self._shown.start(_PAINTED_MS)

    def close(self, last: Callable[[], None]) -> None:
        """End the thread after what it is doing; what waits is dropped, but `last` (giving the store back) is done."""
        self._closed = True
        self._pool.submit(last)
        self._pool.shutdown(wait=True)
        sys.setswitchinterval(self._turn_before)

    # -- on the store thread

    def _do(self, what: Callable[..., None], *args: object) -> None:
        self._in_hand = True
        try:
            what(*args)
        finally:
            self._in_hand = False

    def _carry_out(self, job: Job, work: Callable[[], object]) -> None:
        if job.canceled.is_set() or self._closed:
            return
        try:
            self._done.emit(job, _Finished(work()))
        except BaseException as error:  # noqa: BLE001 - whatever it is, the window must be told
            self._done.emit(job, _Failure(error))

    def _begin(self, line: _Line, job: Job, work: Callable[[], Generator[Progress, None, object]]) -> None:
        try:
            line.append((job, work()))
        except BaseException as error:  # noqa: BLE001 - as above
            self._done.emit(job, _Failure(error))
        if not self._going:
            self._go_on()

    def _go_on(self) -> None:
        """One slice of the oldest of a line, of the two in turn; then whatever waits, then the next slice."""
        self._asked_last = bool(self._questions) and not (self._acts and self._asked_last)
        line = self._questions if self._asked_last else self._acts
        if line:
            self._slice(line)
        self._going = bool(self._acts or self._questions) and not self._closed
        if self._going:
            self._pool.submit(self._do, self._go_on)

    def _slice(self, line: _Line) -> None:
        job, slices = line[0]
        try:
            if job.canceled.is_set() or self._closed:
                slices.close()
                line.popleft()
            else:
                self._done.emit(job, next(slices))
        except StopIteration as ended:
            line.popleft()
            self._done.emit(job, _Finished(ended.value))
        except BaseException as error:  # noqa: BLE001 - as above
            line.popleft()
            self._done.emit(job, _Failure(error))

    # -- on the window's thread

    def _on_done(self, job: Job, result: object) -> None:
        job.over = not isinstance(result, Progress)
        if job.canceled.is_set() or self._closed:
            return
        if isinstance(result, _Failure):
            (job.failed or self.on_error)(result.error)
        elif isinstance(result, Progress):
            if job.progress is not None:
                job.progress(result)
        elif isinstance(result, _Finished) and job.then is not None:
            self.shows()
            try:
                job.then(result.value)
            finally:
                self.shows()  # it is painted a little later


@dataclass(frozen=True, slots=True)
class _Failure:
    error: BaseException


@dataclass(frozen=True, slots=True)
class _Finished:
    value: Any


def words_for(error: BaseException) -> tuple[str, str]:
    """An error as the person reads it: what happened, and what to do or what is safe."""
    sentence = getattr(error, "sentence", "")
    if sentence and not isinstance(error, Bug):
        return sentence, getattr(error, "action", "") or getattr(error, "safe", "")
    code = getattr(error, "code", "") or type(error).__name__
    return _("Something went wrong inside the app (code {code}).").format(code=code), _("What you recorded before is safe.")
