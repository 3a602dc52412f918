"""What the unlock page asks of the locked store: whether it may be tried, a note left, another way in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fieldapp.desk import locked, opening
from ui.pages.unlock import UnlockPage
from ui.session import Session
from ui.work import Job, words_for


class WayIn(QObject):
    """Between the unlock page and the store thread; `folder` says where the store lies now. recovered: it opened another way."""

    recovered = Signal()

    def __init__(self, page: UnlockPage, session: Session, folder: Callable[[], Path]) -> None:
        super().__init__(page)
        self._page, self._session, self._folder = page, session, folder
        page.note_left.connect(self._on_note)
        self._recovering = False
        self._key: Job | None = None
        page.recovered.connect(self._on_recovered)
        page.key_given.connect(self._on_key)
        session.unlocked.connect(self._on_unlocked)

    def look(self) -> None:
        """Show how the store stands: locked out, to be waited for, or ready."""
        folder, now = self._folder(), self._session.now
        self._session.read(lambda: locked.standing(folder, now), self._page.stand, lambda _error: None)

    def _on_note(self, text: str) -> None:
        folder, now = self._folder(), self._session.now
        self._session.read(
            lambda: locked.leave_note(folder, text, now),
            self._page.tonight.note.kept,
            lambda error: self._page.tonight.note.refuse(" ".join(words_for(error)).strip()),
        )

    def _on_key(self, content: bytes, passphrase: str) -> None:
        """The passphrase of a key file takes seconds to check; the one typed before it counts no more."""
        if self._key is not None:
            self._key.cancel()
        self._key = self._session.read(
            lambda: locked.check_key(content, passphrase),
            lambda _none: self._page.ways.key_opens(),
            lambda error: self._page.ways.key_refused(" ".join(words_for(error)).strip()),
        )

    def _on_recovered(self, way: opening.WayBack, passphrase: str) -> None:
        self._recovering = True
        self._session.recover(self._folder(), way, passphrase, self._on_not_recovered)

    def _on_not_recovered(self, error: BaseException) -> None:
        self._recovering = False
        self._page.ways.refuse(" ".join(words_for(error)).strip())

    def _on_unlocked(self) -> None:
        if self._recovering:
            self._recovering = False
            self.recovered.emit()
