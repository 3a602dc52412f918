"""`fieldapp`: alone it opens the window, `demo` walks the fictional county, everything else goes to the commands."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from fieldapp import dumps


def main(argv: Sequence[str] | None = None) -> int:
    """Run; Qt is loaded only where a window or pictures are wanted."""
    dumps.leave_none()
    args = list(sys.argv[1:] if argv is None else argv)
    if args[:1] != ["demo"]:  # a start and a command make next to no garbage; the window has a keeper of its own for it
        gc.disable()
    if not args:
        from ui.begin import run

        return run()
    if args[0] == "demo":
        from ui.demo import demo

        return demo(args[1:])
    from fieldapp.cli import main as commands

    return commands(args)


if __name__ == "__main__":
    sys.exit(main())
