"""The start window's doors: what each leads to, and the county file that is opened before any of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from fieldapp.desk import opening
from fieldapp.text import _
from ui.pages.setup import SetupPage, county_words
from ui.pages.start import StartPage
from ui.shell import Shell
from ui.work import Failed, Work, words_for


class Doors(QObject):
    """Listens to one start page. made: a store lies in a folder and opens with a passphrase · failed: says an error."""

    practised = Signal(str)
    """The fictional county was made; its passphrase."""
    restoring = Signal(Path)
    """Back from the backups in a folder."""

    def __init__(
        self, start: StartPage, setup: SetupPage, shell: Shell, work: Work, made: Callable[[Path, str], None], failed: Failed
    ) -> None:
        super().__init__(start)
        self._start, self._setup, self._shell, self._work = start, setup, shell, work
        self._made, self._failed = made, failed
        self._county = b""
        start.chosen.connect(self._on_door)
        start.county_opened.connect(self._on_county)
        setup.left.connect(lambda: shell.show_page("start", start))
        setup.done.connect(made)

    def _on_door(self, door: str) -> None:
        if door in {"worker", "supervisor"}:
            self._setup.begin("supervisor" if door == "supervisor" else "worker", self._county)
            self._shell.show_page("setup", self._setup)
        elif door == "demo":
            from ui.demo import make_for_window

            job = self._work.run_long(make_for_window, self._on_demo, self._on_no_demo, self._start.busy.show_progress)
            self._start.busy.begin(job, _("Making the fictional county"))
        elif door == "restore":
            name = QFileDialog.getExistingDirectory(self._start, _("The folder with your backups"))
            if name:
                self.restoring.emit(Path(name))
        else:
            self._shell.notices.say(_("Not built yet."), _("This door comes with a later version."))

    def _on_county(self, content: bytes) -> None:
        """Read on the other thread: a signature is checked."""

        def shown(words: str) -> None:
            self._county = content
            self._start.county.show_county(_("County file opened"), words)

        self._work.run(lambda: county_words(opening.read_county(content, self._setup.now())), shown, self._on_no_county)

    def _on_no_county(self, error: BaseException) -> None:
        self._start.county.refuse(*words_for(error))

    def _on_demo(self, made: tuple[Path, str]) -> None:
        self._start.busy.end()
        self.practised.emit(made[1])
        self._made(*made)

    def _on_no_demo(self, error: BaseException) -> None:
        """It could not be made: said, and every door is there again."""
        self._start.busy.end()
        self._failed(error)
