"""Opening the window: the first page is painted, then everything heavy is loaded behind it."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from fieldapp import log, places
from fieldapp.text import speak
from ui import style
from ui.front import Front
from ui.nav import system_language

if TYPE_CHECKING:  # this, and all that it stands on, is what is loaded behind the first page
    from ui.app import App


class Opening(QObject):
    """From the first page to the whole application. passphrase: opens the store at once (the demo)."""

    _loaded = Signal()

    def __init__(self, store: Path | None, passphrase: str) -> None:
        super().__init__()
        self.app: App | None = None
        self.front = Front(store or places.default_store())
        if passphrase:
            self.front.practise(passphrase)
        self._passphrase = passphrase
        self._thread = Thread(target=self._load, name="loading")
        self.front.painted.connect(self._thread.start)
        self._loaded.connect(self._on_loaded)

    def show(self) -> None:
        """Paint the first page."""
        self.front.begin()
        self.front.show()

    def on_bug(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        """What nobody caught: kept by its type alone, since its text may name somebody, and said to whoever sits here."""
        log.fault("window", error)
        if self.app is not None:
            self.app.on_error(error)

    def close(self) -> None:
        """End; what is still loading is waited for."""
        if self._thread.is_alive():
            self._thread.join()
        if self.app is not None:
            self.app.close()

    def _load(self) -> None:
        import ui.app  # noqa: F401 - to have it loaded, off the window's thread

        gc.freeze()  # what was loaded stays: looked through for garbage again and again, it would cost 60 ms amid an unlock
        self._loaded.emit()

    def _on_loaded(self) -> None:
        from ui.app import App

        self.app = App(self.front)
        self.app.look()
        self.front.take_over()
        if self._passphrase:
            self.app.on_passphrase(self._passphrase)
        self.app.make_pages()


def prepared(store: Path | None, passphrase: str) -> tuple[QApplication, Opening]:
    """The application in its look and language, and the first page, not shown yet."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("FieldApp")
    application.setDesktopFileName("fieldapp")  # by which a desktop finds the icon and the entry of the package
    style.apply(application)
    speak(system_language())
    return application, Opening(store, passphrase)


def run(store: Path | None = None, passphrase: str = "") -> int:
    """Open the window, and stay until it is closed. store: another than this laptop's own, opened at once (the demo)."""
    application, opening = prepared(store, passphrase)
    sys.excepthook = opening.on_bug
    opening.show()
    try:
        return application.exec()
    finally:
        sys.excepthook = sys.__excepthook__
        opening.close()
