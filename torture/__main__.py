"""`script/torture [--short] [--json] [NAME…]`: every row in one table; exit 1 where a goal was missed."""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from torture import arriving, bundle, disk, guess, journeys, keys, kill, nights, older, parser, power, processes, store
from torture.counts import SHORT, WHOLE, Counts
from torture.found import Row, table

ROWS: Mapping[str, Callable[[Counts, random.Random], Iterator[Row]]] = {
    "journeys": journeys.torture,
    "kill": kill.torture,
    "power": power.torture,
    "older": older.torture,
    "store": store.torture,
    "keys": keys.torture,
    "arriving": arriving.torture,
    "guess": guess.torture,
    "bundle": bundle.torture,
    "parser": parser.torture,
    "disk": disk.torture,
    "processes": processes.torture,
    "nights": nights.torture,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run them one after another; a short run is judged too: nothing may be wrong, however seldom it was tried."""
    told = argparse.ArgumentParser(prog="script/torture", description=__doc__)
    told.add_argument("--short", action="store_true", help="small counts, as the suite runs them")
    told.add_argument("--json", action="store_true", help="the rows for a script")
    told.add_argument("--seed", type=int, default=None, help="where to strike, as an earlier run said it")
    told.add_argument("name", nargs="*", choices=[[], *ROWS], help="which; none means all")
    args = told.parse_args(argv)
    if not hasattr(os, "fork"):
        print("This needs a system that can fork and kill processes: Linux or macOS.", file=sys.stderr)
        return 3
    seed = time.time_ns() % 1_000_000 if args.seed is None else args.seed
    rows: list[Row] = []
    for name in args.name or ROWS:
        began = time.monotonic()
        print(f"{name} (--seed {seed}) …", end=" ", file=sys.stderr, flush=True)
        rows += ROWS[name](SHORT if args.short else WHOLE, random.Random(f"{name} {seed}"))
        print(f"{time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    print(msgspec.json.encode(rows).decode() if args.json else table(rows))
    return 1 if any(each.word == "missed" for each in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
