"""The window of a journey, as `fieldapp` opens it, offscreen, and a person at it who goes on whatever happens."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from torture.day import Room
from ui import begin, printing
from ui.app import App
from ui.pages.call import CallPage
from ui.pages.exchange import ExchangePage
from ui.pages.page import Page
from ui.pages.papers import PapersPage
from ui.pages.youths import YouthsPage

_PATIENCE_S = 4
_STEPS = 5


def walk(room: Room, words: str, names: Sequence[str], dice: random.Random, trouble: str, happened: Callable[[], None]) -> None:
    """Unlock, do some things, lock, unlock again, close; where a step leads nowhere, the next."""

    class Watched(begin.Opening):
        def show(self) -> None:
            super().show()
            QTimer.singleShot(0, self, lambda: Person(self, room, words, names, dice, trouble, happened).walks())

    begin.Opening = Watched  # type: ignore[misc]
    begin.run(room.store)


def until(true: Callable[[], bool]) -> bool:
    """Let the window live until something is true, or nobody waits any longer."""
    loop, look, end = QEventLoop(), QTimer(), time.monotonic() + _PATIENCE_S
    look.timeout.connect(lambda: loop.quit() if true() or time.monotonic() > end else None)
    look.start(5)
    loop.exec()
    look.stop()
    return true()


class Person:
    """Somebody who has five things to do."""

    def __init__(
        self,
        opening: begin.Opening,
        room: Room,
        words: str,
        names: Sequence[str],
        dice: random.Random,
        trouble: str,
        happened: Callable[[], None],
    ) -> None:
        self._opening, self._room, self._words, self._names = opening, room, words, names
        self._dice, self._trouble, self._happened = dice, trouble, happened

    @property
    def app(self) -> App:
        """The whole window, once it is loaded."""
        if self._opening.app is None:
            raise SystemExit("the window was never loaded")
        return self._opening.app

    def walks(self) -> None:
        """The journey."""
        until(lambda: self._opening.app is not None and len(self.app.pages.made()) == len(self.app.pages))
        steps = [self._calls, self._looks_up, self._settles, self._reads, self._papers, self._locks]
        if self._unlocks():
            chosen = self._dice.choices(steps, k=_STEPS)
            own = {"bundles": self._reads, "paper": self._papers}.get(self._trouble, self._calls)
            chosen.insert(self._dice.randrange(_STEPS), own)
            for step in chosen:
                if self._trouble == "slot":
                    QTimer.singleShot(self._dice.randrange(40), self.app.shell, self._slips)
                step()
        QApplication.exit()

    def _slips(self) -> None:
        """A mistake in the window's own thread, which nobody catches."""
        self._happened()
        raise KeyError(self._dice.choice(self._names))

    def _unlocks(self) -> bool:
        self.app.unlock.passphrase.edit.setText(self._words)
        self.app.unlock.button.click()
        return until(lambda: self.app.session.me is not None)

    def _calls(self) -> None:
        page = self.app.pages["call"]
        assert isinstance(page, CallPage)
        self.app.go("call", "", "")
        if until(page.isVisible):
            QTest.keyClicks(page.form.name.edit, self._name().encode("ascii", "ignore").decode())
            page.form.start.click()
            until(self.app.pages["episode"].isVisible)
            self._presses(self.app.pages["episode"])

    def _looks_up(self) -> None:
        page = self.app.pages["youths"]
        assert isinstance(page, YouthsPage)
        self.app.go("youths", "", "")
        page.search.clear()
        QTest.keyClicks(page.search, self._name().split()[0].encode("ascii", "ignore").decode())
        if until(lambda: page.model.rowCount() > 0):
            QTest.keyClick(page.search, Qt.Key.Key_Return)
            until(self.app.pages["youth"].isVisible)
            self._presses(self.app.pages["youth"])

    def _settles(self) -> None:
        self.app.go("settings", "", "")
        self._answered()
        self.app.looks.turn()

    def _reads(self) -> None:
        page = self.app.pages["exchange"]
        assert isinstance(page, ExchangePage)
        self.app.go("exchange", "", "")
        page.use(self._room.stick)
        if until(lambda: page.folder == self._room.stick and page.read.isEnabled()):
            page.read.click()
            until(lambda: not page.busy.isVisible())
            self._answered()
            if self._trouble == "bundles":
                self._happened()

    def _papers(self) -> None:
        page = self.app.pages["papers"]
        assert isinstance(page, PapersPage)
        self.app.go("papers", "", "")
        if not until(lambda: page.giving._made is not None):
            return
        if self._trouble == "paper":
            self._happened()
            printing.has_printer = lambda: True
            printing.choose = lambda _parent, _title: self._broken_printer()
            page.giving.give.click()
            self._answered()
            page.giving.save_to(self._room.out / "gone" / "paper.pdf")
        else:
            page.giving.save_to(self._room.out / f"{self._dice.randrange(10**9)}.pdf")
        self._answered()

    def _broken_printer(self) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(self._room.out / "gone" / "printed.pdf"))
        return printer

    def _locks(self) -> None:
        self.app.shell.lock_asked.emit()
        until(lambda: self.app.session.me is None)
        self._unlocks()

    def _presses(self, page: Page) -> None:
        """Whatever lies there."""
        self._answered()
        buttons = [each for each in page.findChildren(QPushButton) if _can_be_pressed(each)]
        if buttons:
            self._dice.choice(buttons).click()
            self._answered()

    def _answered(self) -> None:
        done: list[bool] = []
        self.app.session.ask(lambda _desk: None, lambda _none: done.append(True), lambda _error: done.append(True))
        until(lambda: bool(done) or self.app.session.me is None)

    def _name(self) -> str:
        return self._dice.choice(self._names)


def _can_be_pressed(button: QWidget) -> bool:
    """A button that opens nothing of the system's, which would wait for somebody."""
    return button.isVisible() and button.isEnabled() and "…" not in button.accessibleName()
