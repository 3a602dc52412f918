"""`fieldapp demo`: the walk, and a picture of every page in both themes."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fieldapp.demo import fiction
from fieldapp.demo.story import Walk, store_of
from fieldapp.demo.walk import WORKER, run
from fieldapp.desk.desk import Progress, Slices
from fieldapp.errors import FieldError
from fieldapp.text import _

_STORES = 4
"""Three stores, and the first of them unlocked."""


def demo(argv: Sequence[str]) -> int:
    """Make the fictional county and walk through the main job; with a window, open it afterwards."""
    parser = argparse.ArgumentParser(prog="fieldapp demo", description="A fictional county, walked through the main job.")
    parser.add_argument("--at", type=Path, help="a new folder for the stores, papers and pictures")
    parser.add_argument("--headless", action="store_true", help="open no window; print each step")
    args = parser.parse_args(argv)
    at = args.at or Path(tempfile.mkdtemp(prefix="fieldapp-demo-"))
    if at.exists() and (not at.is_dir() or any(at.iterdir())):
        print(f"{at} is not empty: choose a new folder.", file=sys.stderr)
        return 2
    try:
        walk = make(at)
    except OSError as error:
        print(f"{at} cannot be written to ({error.strerror}): choose another folder.", file=sys.stderr)
        return 3
    except FieldError as error:
        print(error.sentence, file=sys.stderr)
        return 3
    if args.headless:
        from ui.pictures import take_all

        for name in take_all(walk, at / "pictures"):
            print(f"  picture  {name}")
        print(f"Everything lies in {at}")
        return 0
    from ui.begin import run as open_window

    return open_window(store_of(walk, "worker"), fiction.PASSPHRASES["worker"])


def make(at: Path) -> Walk:
    """Walk, printing each step with what came of it and its time."""
    at.mkdir(parents=True, exist_ok=True)
    walk = Walk(at)
    for step in run(walk):
        print(f"{step.took:6d} ms  {step.title}: {step.result}", flush=True)
    _leave_lists(walk)
    return walk


def make_for_window() -> Slices[tuple[Path, str]]:
    """The demo behind the sixth door, step by step: the worker's store and its passphrase. Stopped, it leaves nothing."""
    at = Path(tempfile.mkdtemp(prefix="fieldapp-demo-"))
    walk, done = Walk(at), False
    steps = run(walk)
    try:
        for number, _step in enumerate(steps):
            yield Progress(number + 1, len(WORKER) + _STORES, _("Making the fictional county"))
        done = True
    finally:
        steps.close()
        if not done:
            shutil.rmtree(at, ignore_errors=True)
    return store_of(walk, "worker"), fiction.PASSPHRASES["worker"]


def _leave_lists(walk: Walk) -> None:
    stores = [
        {"role": role, "path": str(store_of(walk, role).relative_to(walk.at)), "passphrase": fiction.PASSPHRASES[role]}
        for role in ("worker", "officer", "supervisor")
    ]
    content = {
        "stores": stores,
        "bundles": _relative(walk, walk.bundles),
        "papers": _relative(walk, walk.papers),
        "office_key": {"path": "example-office.key", "passphrase": fiction.OFFICE_PASSPHRASE},
    }
    (walk.at / "demo.json").write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    (walk.at / "fiction.txt").write_text("\n".join(fiction.marks()) + "\n", encoding="utf-8")
    (walk.at / "example.county").write_bytes(walk.agency.county_file)


def _relative(walk: Walk, paths: list[Path]) -> list[str]:
    return [str(path.relative_to(walk.at)) for path in paths]
