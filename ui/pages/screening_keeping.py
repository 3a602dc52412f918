"""Keeping a draft as it changes: at once after an answer, a third of a second after the last letter of a text."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.desk.screeningfile import SoFar, keep
from fieldapp.identify.queries import Kept
from ui.session import Session

_PAUSE_MS = 300


class Keeping(QObject):
    """`kept` says what the draft comes to, once it lies encrypted in the store."""

    kept = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: Kept | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    def take(self, draft: Kept, typing: bool) -> None:  # noqa: FBT001 - a signal's own
        """A draft that changed. typing: more letters may follow."""
        self._waiting = draft
        if not typing:
            self.flush()
        elif not self._timer.isActive():
            self._timer.start()  # not again at each letter: who types on and on is kept all the same

    def flush(self) -> None:
        """Keep what waits, now."""
        self._timer.stop()
        draft, self._waiting = self._waiting, None
        if draft is not None:
            self._session.do(lambda desk: keep(desk, draft), self._on_kept)

    def drop(self) -> None:
        """What waits is of no use any more."""
        self._timer.stop()
        self._waiting = None

    def _on_kept(self, so_far: SoFar) -> None:
        if self._waiting is None:
            self.kept.emit(so_far)
