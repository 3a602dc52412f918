"""Something that takes a while: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from fieldapp.text import _
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.text import Said, row

if TYPE_CHECKING:  # the start window has one, and paints before the desk is loaded
    from fieldapp.desk.desk import Progress
    from ui.work import Job


class Busy(Card):
    """Shown while a job runs; `stopped` says that the person ended it."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__(margin=12)
        self._job: Job | None = None
        self._build()
        self.hide()

    def _build(self) -> None:
        self.words = Said("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.stop = Btn(_("Stop"), "plain", key="Esc", height=32).bound("Escape")
        self.stop.clicked.connect(self._on_stop)
        self.body.addLayout(row(self.words, 8, self.bar, 8, self.stop))

    def begin(self, job: Job, words: str) -> None:
        """A job was begun."""
        self._job = job
        self._say(words, 0, 0)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """How far it is; without a known end the bar only moves."""
        self._say(progress.what, progress.done, progress.total)

    def _say(self, what: str, done: int, total: int) -> None:
        numbers = f" {done:,} / {total:,}" if total else f" {done:,}" if done else ""
        self.words.setText(what + numbers)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setAccessibleName(what)

    def end(self) -> None:
        """It is over, or the store was locked."""
        self._job = None
        self.hide()

    def cancel(self) -> None:
        """Forget the job that runs, for another."""
        if self._job is not None:
            self._job.cancel()
        self.end()

    def _on_stop(self) -> None:
        self.cancel()
        self.stopped.emit()
