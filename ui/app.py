"""The application: which page is in front, what locks, and where errors go."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.desk import plans
from fieldapp.desk.leaving import Left
from fieldapp.desk.settings import Settings, settings
from fieldapp.errors import StoreDamaged, WrongPassphrase
from fieldapp.text import _, language, speak
from ui import clipboard
from ui.backing import Backing
from ui.bus import Bus
from ui.doors import Doors
from ui.foot import Foot
from ui.front import Front
from ui.garbage import Garbage
from ui.halfway import Halfway
from ui.idle import Idle
from ui.looks import Looks
from ui.nav import nav_of, settings_item, system_language
from ui.pages.call import CallPage
from ui.pages.leaving_card import still_there
from ui.pages.page import Page
from ui.pages.roles import role_words
from ui.pages.settings import SettingsPage
from ui.pages.setup import SetupPage
from ui.reminders import Reminders
from ui.screenlock import ScreenLock
from ui.session import Session, is_locked
from ui.shelf import PAGES, Shelf, let_go
from ui.telling import Telling
from ui.unfinished import Unfinished
from ui.way_in import WayIn
from ui.work import Work, words_for


class App:
    """One window, one session. at: where this laptop's store lies, or the window that already stands before it."""

    def __init__(self, at: Path | Front, now: clock.Clock = clock.now) -> None:
        self.before = at if isinstance(at, Front) else Front(at, now)
        self.shell = self.before.shell
        self.work = Work(self.on_error)
        self.session = Session(self.work, Bus(), now)
        self.idle, self.screen = Idle(), ScreenLock()
        self.garbage = Garbage(lambda: self.work.at_work)
        self.looks = Looks(self.shell)
        self._tongue = ""
        self._left: list[QWidget] = []
        self._ended = False
        self.foot = Foot(self.shell, self.session, self.idle, self.before.standing)
        self.telling = Telling(self.session, self.idle, self.foot, lambda: self.pages, self.shell.show_page)
        self.unfinished = Unfinished(self.session, self.shell.notices, lambda page: self.go(page, "", ""), self.telling.come_back)
        self.halfway = Halfway(self.session, self.shell.notices, lambda: self.pages, self.go)
        self.backing = Backing(self.session, self.work, self.before, self.on_error)
        self.reminders = Reminders(self.session, self.before, self.backing)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.start, self.unlock, self.setup = self.before.start, self.before.unlock, SetupPage(self.session)
        self.pages = Shelf(PAGES, self._page)

    def _page(self, name: str, kind: type[Page]) -> Page:
        """Make a page and listen to it."""
        page = kind(self.session)
        page.go.connect(self.go)
        page.counted.connect(partial(self.shell.count, name))
        self.telling.listen(page)
        if isinstance(page, SettingsPage):
            page.chosen.connect(self.on_settings)
            page.leaving.left.connect(self.on_left)
            page.locked_by.connect(self.on_not_opened)
            page.told.connect(self.shell.notices.stay)
        if isinstance(page, CallPage):
            page.left_typed.connect(self.unfinished.on_left_call)
        return page

    def make_pages(self) -> None:
        """Make the pages that nobody wanted yet, each when the window has nothing else to do."""
        if not self._ended and self.pages.make_one():
            QTimer.singleShot(0, self.shell, self.make_pages)

    def _connect(self) -> None:
        self.session.stepped.connect(self.on_step)
        self.session.unlocked.connect(self.on_unlocked)
        self.session.locked.connect(self.on_locked)
        self.shell.lock_asked.connect(self.on_lock)
        self.shell.theme_asked.connect(self.looks.turn)
        self.shell.language_asked.connect(self.on_language)
        self.shell.page_asked.connect(lambda page: self.go(page, "", ""))
        self.backing.laid_out.connect(self.begin)
        self.backing.words_asked.connect(lambda: self.go("settings", "", ""))
        self.idle.expired.connect(self.session.lock)
        self.screen.locked.connect(self.session.lock)
        self._connect_pages()

    def _connect_pages(self) -> None:
        self.doors = Doors(self.start, self.setup, self.shell, self.work, self.on_made, self.on_error)
        self.doors.practised.connect(self.before.practise)
        self.doors.restoring.connect(self.backing.restore)
        self.backing.listen(self.unlock)
        self.way_in = WayIn(self.unlock, self.session, lambda: self.before.folder)
        self.way_in.recovered.connect(self.backing.say_recovered)
        self.unlock.asked.connect(self.on_passphrase)
        self.unlock.stopped.connect(self.on_stop)

    def _say_anew(self) -> None:
        """Make every page again, in the language spoken now; the one in front is in front again."""
        before = self._widgets()
        at = next((name for name, page in self.pages.made().items() if page.isVisible()), self.home())
        self.before.build()
        self._build()
        self._connect_pages()
        self.shell.retell()
        self._show_nav()
        if self.session.me is None:
            self.begin()
        self.go(at, "", "")
        for page in before:
            self.shell.pages.removeWidget(page)
        self._left += before
        if self.session.me is None:
            let_go(self._left)
        self.foot.ask()

    def _discard_pages(self) -> None:
        """What was shown on a page, or typed into a sheet of it, goes with the page; others are made while nobody waits."""
        before = self.pages.emptied()
        for page in before:
            self.shell.pages.removeWidget(page)
        self._left += before
        let_go(self._left)
        self.garbage.clear()
        if len(before) == len(PAGES):
            QTimer.singleShot(0, self.shell, self.make_pages)

    def _widgets(self) -> tuple[QWidget, ...]:
        return (self.start, self.unlock, self.setup, *self.pages.made().values())

    def _show_nav(self) -> None:
        me = self.session.me
        if me is not None:
            self.shell.set_nav(nav_of(me.role), me.name, role_words(me.role), last=(settings_item(),))

    def home(self) -> str:
        """The page that a role begins with."""
        return "monday" if self.session.me and self.session.me.role == "supervisor" else "today"

    # -- where we are

    def begin(self) -> None:
        """The first page: unlock where there is a store, else the doors."""
        self.before.begin()
        self.look()

    def look(self) -> None:
        """How the store before us stands, and what the foot says of it."""
        if self.before.has_store():
            self.way_in.look()
        self.foot.show()

    def go(self, name: str, youth: str, episode: str) -> None:
        """To another page behind the unlock."""
        if name not in self.pages or self.session.me is None:
            return
        page = self.pages[name]
        self.work.shows()
        if youth:
            page.came_for = (youth, episode)
        page.enter(youth, episode)
        self.shell.show_page(name, page)
        self.work.shows()

    # -- what happens

    def on_made(self, folder: Path, passphrase: str) -> None:
        """A store was made: open it."""
        self.before.folder = folder
        self.backing.made(folder)
        self.shell.show_page("unlock", self.unlock)
        self.on_passphrase(passphrase)

    def on_passphrase(self, passphrase: str) -> None:
        """Somebody typed a passphrase."""
        self.unlock.busy(_("Checking the passphrase …"))
        self.session.unlock(self.before.folder, passphrase, self.on_not_opened)

    def on_step(self, what: str) -> None:
        """How far the unlocking is."""
        if self.session.me is None and self.unlock.state.text():
            self.unlock.busy(_("{what} …").format(what=what))

    def on_stop(self) -> None:
        """The unlocking is stopped; the passphrase may be typed again."""
        self.session.stop_unlocking()
        self.unlock.forget()
        self.way_in.look()

    def on_not_opened(self, error: BaseException) -> None:
        """It did not open: said where it was typed."""
        sentence, more = words_for(error)
        wrong = type(error) is WrongPassphrase
        self.unlock.refuse(sentence if wrong else f"{sentence} {more}".strip(), wrong=wrong)
        self.way_in.look()

    def on_unlocked(self) -> None:
        """The store is open."""
        me = self.session.me
        if me is None:
            return
        self.unlock.forget()
        self.shell.show_again()
        self._show_nav()
        self.idle.start()
        self.screen.listen(int(self.shell.winId()))
        self.session.ask(lambda desk: desk.ask(settings), self.on_settings)
        for page in self.pages.made().values():
            page.stale()
        self.go(self.home(), "", "")
        self.unfinished.look()
        self.halfway.look()
        self.backing.look()
        self.session.behind(self.foot.ask)
        if not self.session.warning:
            self.session.behind(lambda: self.session.do(lambda desk: desk.do(plans.keep_up)))  # a birthday, or newer rules
        self.foot.show()

    def on_lock(self) -> None:
        """Lock now; from the neutral window the next thing shown is the unlock page."""
        if self.shell.hidden and self.session.me is None:
            self.shell.show_again()
        self.session.lock()

    def on_locked(self) -> None:
        """Nothing of the store stays on any page."""
        self.idle.stop()
        self.shell.notices.clear()
        self.shell.set_nav((), "", "")
        self.shell.show_page("unlock", self.unlock)
        self._discard_pages()
        self.unlock.forget()
        self.unlock.tonight.practice = self.shell.practice
        self.way_in.look()
        self.foot.show()

    def on_left(self, found: Left) -> None:
        """The store is destroyed: the doors again, and what is still there."""
        self.before.practise("")
        self.begin()
        self.shell.notices.say(_("The store on this laptop is destroyed."), still_there(found), stays=True)

    def on_settings(self, chosen: Settings) -> None:
        """Follow what was chosen for this store."""
        self.idle.set_minutes(chosen.lock_minutes)
        self.looks.wear(chosen.theme)
        self._speak(chosen.language or self._tongue or system_language())
        self.foot.show()

    def on_language(self) -> None:
        """The other language, before anything is unlocked; a store's own choice counts once it is open."""
        if self.setup.isVisible():
            self.shell.notices.say(_("Set-up is half done."), _("Finish it or go back; what you typed would be lost."))
            return
        self._tongue = "en" if language() == "es" else "es"
        self._speak(self._tongue)

    def _speak(self, wanted: str) -> None:
        if wanted != language():
            speak(wanted)
            QTimer.singleShot(0, self.shell, self._say_anew)  # the page that chose it is still at work

    def on_error(self, error: BaseException) -> None:
        """An error that no page took: one presenter says it. A damaged store is locked again, and that said where it opens."""
        if isinstance(error, StoreDamaged):
            self.session.lock()
            self.on_not_opened(error)
        elif not is_locked(error):
            self.shell.notices.trouble(*words_for(error))

    def close(self) -> None:
        """End: lock, then let the thread finish."""
        self._ended = True
        self.session.stop_unlocking()
        self.session.lock()
        self.foot.stop()
        self.work.close(self.session.let_go)
        clipboard.forget()
        self.shell.close()
        let_go(self._left)
        for widget in self._widgets():  # pages that were never in front have no parent that would take them along
            widget.deleteLater()
        self.garbage.stop()
