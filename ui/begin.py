"""Opening the window: the application, its look and language, and the first page."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from fieldapp.text import speak
from ui import style
from ui.app import App
from ui.nav import system_language


def run(store: Path | None = None, passphrase: str = "") -> int:
    """Open the window, and stay until it is closed. store: another than this laptop's own, opened at once (the demo)."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("FieldApp")
    style.apply(application)
    speak(system_language())
    app = App(store)
    app.begin()
    app.shell.show()
    if passphrase:
        app.on_passphrase(passphrase)
    try:
        return application.exec()
    finally:
        app.close()
