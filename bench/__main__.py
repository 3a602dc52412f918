"""`script/bench [--short] [NAME…]`: every figure in one table; exit 1 where a goal was missed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from bench import first_paint, frozen, growing, importing, notice, rebuilding, search, unlock
from bench.figures import Figure, table
from bench.sizes import SHORT, WHOLE, Size

BENCHES: Mapping[str, Callable[[Size], Iterator[Figure]]] = {
    "first_paint": first_paint.measure,
    "frozen": frozen.measure,
    "unlock": unlock.measure,
    "notice": notice.measure,
    "importing": importing.measure,
    "rebuilding": rebuilding.measure,
    "search": search.measure,
    "growing": growing.measure,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run them one after another; a short run shows figures and judges none."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--short", action="store_true", help="small sizes, to see that each bench runs; nothing is judged")
    parser.add_argument("name", nargs="*", choices=[[], *BENCHES], help="which; none means all")
    args = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    figures: list[Figure] = []
    for name in args.name or BENCHES:
        print(f"{name} …", file=sys.stderr, flush=True)
        figures += BENCHES[name](SHORT if args.short else WHOLE)
    print(table(figures, judged=not args.short))
    if _is_busy():
        print("\nThe machine had other work to do: figures in ms are higher than they are by themselves; ratios hold.")
    missed = [each.what for each in figures if each.holds is False]
    return 1 if missed and not args.short else 0


def _is_busy() -> bool:
    """Whether other programs wanted the processors too."""
    return hasattr(os, "getloadavg") and os.getloadavg()[0] > (os.cpu_count() or 1)


if __name__ == "__main__":
    sys.exit(main())
