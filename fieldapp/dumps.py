"""No dump of the memory: where this process crashes, the system is to write none of what it holds onto the disk."""

from __future__ import annotations

import sys


def leave_none() -> None:
    """Set the limit for core dumps to nothing, for this process and those that it starts; Windows has no such limit."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
