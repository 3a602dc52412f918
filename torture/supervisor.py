"""A supervisor at their real window, offscreen, while bundles are read (`python -m torture.supervisor STORE STICK looks|works`).

They look on, or go from page to page, look somebody up, open a record and start a clock. A heart in the window's thread says how
long it stood still at most: in an idle window, in this work while nothing is read, and while everything is.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest

from bench.window import until
from fieldapp.demo import fiction
from fieldapp.desk.desk import Desk
from ui import begin
from ui.app import App
from ui.pages.call import CallPage
from ui.pages.episode import EpisodePage
from ui.pages.exchange import ExchangePage
from ui.pages.youth import YouthPage
from ui.pages.youths import YouthsPage

_IDLE_S, _LOOKS_S, _SETTLES_S, _BETWEEN_S = 2, 0.2, 1, 0.2
_BEAT_MS, _ASK_MS = 1, 100
_QUIET_ROUNDS = 2
_NAMES = ("writen", "Sample", "meanwile", "Kai", "robin", "Angel")


class Step(msgspec.Struct):
    """A kind of step. took: the longest one, ms · gap, own, held: of the beats in it."""

    took: float = 0
    gap: float = 0
    own: float = 0
    held: float = 0


class Gaps(msgspec.Struct, kw_only=True):
    """ms. longest: between two beats of the window's thread · own: that it was at work itself between two · held: that it was
    not, for others were · over: how often the gap was over 50 · read: the longest that a question of the window waited for its
    answer · rounds: of the supervisor's work.
    """

    longest: float = 0
    own: float = 0
    held: float = 0
    over: int = 0
    beats: int = 0
    read: float = 0
    reads: int = 0
    rounds: int = 0
    steps: dict[str, Step] = {}


class Seen(msgspec.Struct, kw_only=True):
    """What the window saw. written: youths for whom a clock was started meanwhile · said: what the page said in the end."""

    idle: Gaps
    quiet: Gaps
    busy: Gaps
    written: list[str]
    said: str
    seconds: float


class Heart(QObject):
    """Beats in the window's thread, and asks the store something now and then, as a page does."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.gaps, self.step = Gaps(), ""
        self._app, self._last, self._worked, self._asked = app, 0.0, 0.0, 0.0
        self._beat, self._ask = QTimer(self), QTimer(self)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._on_beat)
        self._ask.timeout.connect(self._on_ask)

    def start(self, *, asks: bool) -> None:
        """Count anew."""
        self.gaps, self._last, self._worked = Gaps(), time.perf_counter(), time.thread_time()
        self._beat.start(_BEAT_MS)
        if asks:
            self._ask.start(_ASK_MS)

    def stop(self) -> Gaps:
        """What was counted."""
        self._beat.stop()
        self._ask.stop()
        return self.gaps

    def _on_beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        gap, own = (now - self._last) * 1_000, (worked - self._worked) * 1_000
        self._last, self._worked = now, worked
        self.gaps.beats += 1
        self.gaps.over += gap > 50
        for each in (self.gaps, self.gaps.steps.setdefault(self.step, Step())):
            each.own, each.held = max(each.own, own), max(each.held, gap - own)
        self.gaps.longest = max(self.gaps.longest, gap)
        self.gaps.steps[self.step].gap = max(self.gaps.steps[self.step].gap, gap)

    def _on_ask(self) -> None:
        if not self._asked:
            self._asked = time.perf_counter()
            self._app.session.ask(lambda desk: desk.book.last(desk.me.device), self._on_answer)

    def _on_answer(self, _last: object) -> None:
        self.gaps.reads += 1
        self.gaps.read = max(self.gaps.read, (time.perf_counter() - self._asked) * 1_000)
        self._asked = 0.0


class Supervisor:
    """One who works on. written: the names they started a clock for."""

    def __init__(self, app: App, heart: Heart) -> None:
        self.app, self.heart = app, heart
        self.written: list[str] = []

    def works(self) -> None:
        """One round."""
        for name, step in (("call", self._calls), ("monday", self._monday), ("look up", self._looks_up), ("open", self._opens)):
            self.does(name, step)
        self.heart.gaps.rounds += 1

    def does(self, name: str, step: Callable[[], None]) -> None:
        """One step, and a moment to look at what it shows."""
        began, self.heart.step = time.perf_counter(), name
        step()
        seen = self.heart.gaps.steps.setdefault(name, Step())
        seen.took = max(seen.took, (time.perf_counter() - began) * 1_000)
        _sits(_BETWEEN_S)
        self.heart.step = ""

    def _monday(self) -> None:
        self.app.go("monday", "", "")
        self._answered()

    def _answered(self) -> None:
        """Until all that was asked so far has its answer."""
        done: list[bool] = []
        self.app.session.ask(_nothing, lambda _none: done.append(True))
        until(lambda: bool(done))

    def _looks_up(self) -> None:
        page = self.app.pages["youths"]
        assert isinstance(page, YouthsPage)
        self.app.go("youths", "", "")
        page.search.clear()
        for letter in _NAMES[len(self.written) % len(_NAMES)]:
            QTest.keyClick(page.search, letter)
        until(lambda: page._asked is None)

    def _opens(self) -> None:
        page, found = self.app.pages["youth"], self.app.pages["youths"]
        assert isinstance(page, YouthPage)
        assert isinstance(found, YouthsPage)
        if found.model.rowCount():
            QTest.keyClick(found.search, Qt.Key.Key_Return)
            until(page.isVisible)
            self._answered()

    def _calls(self) -> None:
        page, episode = self.app.pages["call"], self.app.pages["episode"]
        assert isinstance(page, CallPage)
        assert isinstance(episode, EpisodePage)
        name = f"Written Meanwhile {len(self.written)}"
        self.app.go("call", "", "")
        until(page.isVisible)
        page.form.name.edit.setText(name)
        page.form.start.click()
        until(episode.isVisible)
        self._answered()
        self.written.append(name)


def _nothing(_desk: Desk) -> None:
    pass


def main() -> None:
    """Three times the same window: idle, at work, and while everything on the stick is read."""
    place, stick = Path(sys.argv[1]), Path(sys.argv[2])
    _application, opening = begin.prepared(place, "")
    opening.show()
    until(lambda: opening.app is not None and len(opening.app.pages.made()) == len(opening.app.pages))
    app = opening.app
    assert app is not None
    app.on_passphrase(fiction.PASSPHRASES["supervisor"])
    until(lambda: app.session.me is not None)
    heart = Heart(app)
    someone = Supervisor(app, heart)
    someone.works()  # each page for the first time, as it is once a day
    _sits(_IDLE_S)
    heart.start(asks=True)
    _sits(_IDLE_S)
    idle = heart.stop()
    heart.start(asks=True)
    for _round in range(_QUIET_ROUNDS):
        someone.works()
    quiet = heart.stop()
    seen = _reads(app, heart, someone, stick, works=sys.argv[3] == "works")
    print(msgspec.json.encode(msgspec.structs.replace(seen, idle=idle, quiet=quiet)).decode())
    opening.close()


def _sits(seconds: float) -> None:
    end = time.monotonic() + seconds
    until(lambda: time.monotonic() > end)


def _reads(app: App, heart: Heart, someone: Supervisor, stick: Path, *, works: bool) -> Seen:
    page = app.pages["exchange"]
    assert isinstance(page, ExchangePage)
    app.go("exchange", "", "")
    page.use(stick)
    until(lambda: page.folder == stick and page.read.isEnabled())
    _sits(_SETTLES_S)
    heart.start(asks=True)
    began = time.perf_counter()
    page.read.click()
    while page.busy.isVisible() or not page.state.text():
        if works:
            someone.works()
            someone.does("exchange", lambda: app.go("exchange", "", ""))
        else:
            _sits(_LOOKS_S)
    seconds = time.perf_counter() - began
    return Seen(idle=Gaps(), quiet=Gaps(), busy=heart.stop(), written=someone.written, said=page.state.text(), seconds=seconds)


if __name__ == "__main__":
    main()
