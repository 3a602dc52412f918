"""The commands that need no window: rules, scores, and a store's verify, rebuild, export and import."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TextIO

from fieldapp import __version__
from fieldapp.errors import Bug, FieldError, Fixable, Trouble
from fieldapp.text import _

OK, FOUND, MISUSE, COULD_NOT = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 all well, 1 something was found or refused, 2 wrong use, 3 could not run."""
    args = list(sys.argv[1:] if argv is None else argv)
    name = args.pop(0) if args else ""
    command = _COMMANDS.get(name)
    if command is None:
        if name in {"--version", "version"}:
            print(f"fieldapp {__version__}")
            return OK
        stream = sys.stdout if name in {"--help", "-h", "help"} else sys.stderr
        print(_usage(), file=stream)
        return OK if stream is sys.stdout else MISUSE
    try:
        return command(args, sys.stdout, sys.stderr)
    except Fixable as error:
        _say(error, error.action, sys.stderr)
        return MISUSE
    except (Trouble, Bug) as error:
        _say(error, getattr(error, "safe", ""), sys.stderr)
        return COULD_NOT


def _say(error: FieldError, more: str, err: TextIO) -> None:
    print(" ".join(part for part in (error.sentence, more) if part), file=err)
    for fault in getattr(error, "faults", ()):
        print(f"  {fault}", file=err)


def _usage() -> str:
    lines = [
        _("fieldapp: alone it opens the window. Commands:"),
        *(f"  fieldapp {name}" for name in sorted(_COMMANDS)),
        "  fieldapp demo",
    ]
    return "\n".join(lines)
