"""Something that takes a while: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from fieldapp.desk.desk import Progress
from fieldapp.text import _
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.text import Said, row
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
        self.show_progress(Progress(0, 0, words))
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """How far it is; without a known end the bar only moves."""
        numbers = f" {progress.done:,} / {progress.total:,}" if progress.total else f" {progress.done:,}" if progress.done else ""
        self.words.setText(progress.what + numbers)
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        self.bar.setAccessibleName(progress.what)

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
