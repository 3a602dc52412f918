"""Turns: work that takes long stands aside while a page is made for somebody who waits for it.

Python lets only one thread work at a time. A page that comes while an import runs asks for its turn hundreds of times, and a
machine with two cores has work for three: without this it takes two or three times as long to appear.
"""

from __future__ import annotations

import time

_NAP_S = 0.001
_PATIENCE_S = 0.1
"""So long the work waits at most, whatever the window does: nobody's bundle starves."""


class Turns:
    """One for the process: the window asks for its turn, whoever works long gives way between two entries."""

    def __init__(self) -> None:
        self._until = 0.0

    def want(self) -> None:
        """From here on a page is being made, on the window's thread."""
        self._until = time.monotonic() + _PATIENCE_S

    def done(self) -> None:
        """It is there."""
        self._until = 0.0

    def give_way(self) -> None:
        """Wait while somebody's page is being made; called for each entry, so next to nothing where nobody waits."""
        while self._until:
            if time.monotonic() >= self._until:
                self._until = 0.0
            else:
                time.sleep(_NAP_S)


TURNS = Turns()
give_way = TURNS.give_way
