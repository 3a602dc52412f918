"""The window with its first page, before anything heavy is loaded: painted at once, taken over by the application behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaObject, QObject, Qt, Signal, SignalInstance

from fieldapp import clock
from fieldapp.text import _, moment
from ui.shell import Shell
from ui.widgets.painted import once_painted

if TYPE_CHECKING:  # each is loaded when it is wanted: one of them is painted first, the other is not needed for that
    from ui.pages.drills import Drills
    from ui.pages.start import StartPage
    from ui.pages.unlock import UnlockPage

_FRAME = 40
"""Room for a title bar, in logical pixels."""


class Front(QObject):
    """What stands before the unlock. folder: where this laptop's store lies, or will.

    What a person does before the application is there is kept, and done as soon as it is.
    """

    painted = Signal()
    """The first page has been seen."""

    def __init__(self, folder: Path, now: clock.Clock = clock.now) -> None:
        super().__init__()
        self.folder = folder
        self._now = now
        self._practice = ""
        self._early: list[Callable[[], None]] = []
        self._heard: list[QMetaObject.Connection] = []
        self.shell = Shell()

    @cached_property
    def start(self) -> StartPage:
        """The doors."""
        from ui.pages.start import StartPage

        page = StartPage()
        page.drills_asked.connect(self.show_drills)
        return page

    @cached_property
    def unlock(self) -> UnlockPage:
        """Where the store is unlocked."""
        from ui.pages.unlock import UnlockPage

        page = UnlockPage()
        page.practise(self._practice)
        page.tonight.practice = self.shell.practice
        page.drills_asked.connect(self.show_drills)
        return page

    @cached_property
    def drills(self) -> Drills:
        """How each way back is walked; nothing need be open for that."""
        from ui.pages.drills import Drills

        page = Drills()
        page.left.connect(self.begin)
        return page

    def build(self) -> None:
        """Have its pages made anew, in the language spoken now."""
        for name in ("start", "unlock"):
            self.__dict__.pop(name, None)
        drills: Drills | None = self.__dict__.pop("drills", None)
        if drills is not None:
            self.shell.pages.removeWidget(drills)
            drills.deleteLater()

    def practise(self, passphrase: str) -> None:
        """The store is the fictional county's: nobody chose its passphrase, so the locked window says it; "" where it is not."""
        self._practice = passphrase
        self.shell.show_practice(practice=bool(passphrase))
        self.unlock.practise(passphrase)

    def has_store(self) -> bool:
        """Whether there is a store to unlock."""
        return (self.folder / "slots").exists()

    def standing(self) -> str:
        """What the foot says while nothing is open."""
        if not self.has_store():
            return _("No store on this laptop yet")
        return _("Locked · {when}").format(when=moment(self._now()))

    def begin(self) -> None:
        """The first page: unlock where there is a store, else the doors."""
        if self.has_store():
            self.shell.show_page("unlock", self.unlock)
            self.unlock.passphrase.edit.setFocus()
        else:
            self.shell.show_page("start", self.start)
        self.shell.foot(self.standing(), "")

    def show_drills(self) -> None:
        """Put the drills in front."""
        self.shell.show_page("drills", self.drills)
        self.drills.begin()

    def show(self) -> None:
        """Show the window; `painted` follows, and what a person does until `take_over` is kept."""
        self._listen()
        once_painted(self.shell, self.painted.emit)
        room = self.shell.screen().availableGeometry()
        if room.width() <= self.shell.width() or room.height() < self.shell.height() + _FRAME:
            self.shell.showMaximized()  # a window with its frame would hang over the edge, its foot out of sight
        else:
            self.shell.show()

    def _listen(self) -> None:
        """Keep what is done on the page in front, and on the window around it."""
        early: list[SignalInstance] = [self.shell.theme_asked, self.shell.language_asked]
        if self.has_store():
            page = self.unlock
            early += [page.asked, page.note_left, page.recovered, page.backup_chosen, page.restored]
            self._heard.append(page.stopped.connect(self._on_stopped))
        else:
            early += [self.start.chosen, self.start.county_opened]
            self._heard.append(self.start.chosen.connect(lambda: self.shell.setCursor(Qt.CursorShape.BusyCursor)))
        for signal in early:
            self._heard.append(signal.connect(lambda *said, signal=signal: self._early.append(partial(signal.emit, *said))))

    def take_over(self) -> None:
        """The application listens now: what was done before is said again, to it."""
        for each in self._heard:
            QObject.disconnect(each)
        self._heard.clear()
        self.shell.unsetCursor()
        early, self._early = self._early, []
        for say in early:
            say()

    def _on_stopped(self) -> None:
        self._early.clear()
        self.unlock.forget()
