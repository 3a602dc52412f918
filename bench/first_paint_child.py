"""The process whose first paint is timed: it says when it painted, and when everything was loaded."""

from __future__ import annotations

import gc
import sys
import time

_HEAVY = ("sqlmodel", "sqlalchemy", "cryptography")


def bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            del event
            QTimer.singleShot(0, painted)

    def painted() -> None:
        print(time.time())
        application.exit()

    application = QApplication(sys.argv[:1])
    window = Bare()
    window.resize(1366, 768)
    window.show()
    application.exec()


def start() -> None:
    gc.disable()  # as `fieldapp` does
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from ui import begin

    def painted() -> None:
        print(time.time())
        early = [name for name in _HEAVY if name in sys.modules]
        if early:
            raise SystemExit(f"loaded before the first paint: {early}")

    def look() -> None:
        app = opening.app
        if app is None or len(app.pages.made()) < len(app.pages):
            QTimer.singleShot(5, look)
            return
        late = [name for name in _HEAVY if name not in sys.modules]
        if late:
            raise SystemExit(f"not loaded behind the first page: {late}")
        print(time.time())
        application.exit()

    application, opening = begin.prepared(None, "")
    opening.front.painted.connect(painted)
    opening.show()
    look()
    QApplication.exec()
    opening.close()


if __name__ == "__main__":
    {"bare": bare, "start": start}[sys.argv[1]]()
