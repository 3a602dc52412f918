"""An error that nobody caught is said in a sentence, and no name reaches the terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_CHILD = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pathlib import Path
from ui import begin, style

def breaks():
    raise KeyError("Mika Sample-Fiction")

class Watched(begin.Opening):
    def show(self):
        super().show()
        self.look()

    def look(self):
        if self.app is None or len(self.app.pages.made()) < len(self.app.pages):
            QTimer.singleShot(20, self.look)
            return
        QTimer.singleShot(0, breaks)
        QTimer.singleShot(50, self.tell)

    def tell(self):
        print([label.text() for label in self.front.shell.findChildren(QLabel) if label.isVisible() and "code" in label.text()])
        QApplication.exit()

begin.Opening = Watched
sys.exit(begin.run(Path(sys.argv[1])))
"""


def test_what_nobody_caught_is_said_by_its_code_and_names_nobody(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _CHILD, str(tmp_path / "none")]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "Something went wrong inside the app (code KeyError)." in done.stdout
    assert "KeyError" in done.stderr
    assert "Mika" not in done.stdout + done.stderr
