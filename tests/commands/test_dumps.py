"""Where the app crashes, no memory of it is written to the disk: the limit of a real process, as each way in leaves it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")

ROOT = Path(__file__).resolve().parents[2]
_AS_MUCH_AS_MAY_BE = "hard = r.getrlimit(r.RLIMIT_CORE)[1]; r.setrlimit(r.RLIMIT_CORE, (hard, hard))"
_SAY = "print(*r.getrlimit(r.RLIMIT_CORE))"
WAYS = {
    "window": f"import ui.begin; ui.begin.run = lambda: {_SAY}; import ui.main; ui.main.main([])",
    "demo": f"import ui.demo; ui.demo.demo = lambda _args: {_SAY}; import ui.main; ui.main.main(['demo'])",
    "command": f"import fieldapp.cli as cli; cli.COMMANDS = {{'say': lambda *_: {_SAY} or 0}}; import ui.main; ui.main.main(['say'])",
    "command without Qt": (
        f"import sys, runpy, fieldapp.cli as cli; cli.COMMANDS = {{'say': lambda *_: {_SAY} or 0}}; sys.argv = ['fieldapp', 'say']; "
        "runpy.run_module('fieldapp', run_name='__main__')"
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_limit_is_nothing_before_anything_is_opened(way: str, tmp_path: Path) -> None:
    code = f"import resource as r; {_AS_MUCH_AS_MAY_BE}; {WAYS[way]}"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.split() == ["0", "0"], done.stderr
