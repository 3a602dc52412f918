"""A fuzzer on bundles, led by which lines of the app it reaches (`python -m torture.fuzz_bundle CORPUS -max_total_time=…`).

It runs only where atheris can be imported; the project does not depend on it.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def main() -> None:
    """Until its time is over, or something escaped."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["fieldapp.exchange", "fieldapp.ledger"]):
        from torture import fuzz_target
    with fuzz_target.ready(Path(sys.argv[1])) as target:
        atheris.Setup(sys.argv, target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
