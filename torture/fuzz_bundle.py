"""A fuzzer on bundles, led by which lines of the app it reaches (`python -m torture.fuzz_bundle CORPUS -max_total_time=…`).

It runs only where atheris can be imported; the project does not depend on it.
"""

from __future__ import annotations

import importlib
import random
import sys
from pathlib import Path


def main() -> None:
    """Until its time is over, or something escaped."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["fieldapp.exchange", "fieldapp.ledger"]):
        from torture import fuzz_target
    with fuzz_target.ready(Path(sys.argv[1])) as target:

        def mutate(raw: bytes, most: int, seed: int) -> bytes:
            """Every second time by what the bytes mean, else as the fuzzer does it."""
            dice = random.Random(seed)
            changed: bytes = target.mutated(raw, dice) if dice.random() < 0.5 else atheris.Mutate(raw, most)
            return changed[:most]

        atheris.Setup(sys.argv, target, custom_mutator=mutate)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
