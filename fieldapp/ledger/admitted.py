"""What became of entries that came from elsewhere, batch by batch."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Admitted:
    """What became of a batch: how many entries were new, known, by somebody without the right, or written after their device's
    time; how many bodies its orders destroyed; which streams they touched.
    """

    new: int = 0
    known: int = 0
    barred: int = 0
    late: int = 0
    destroyed: int = 0
    streams: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    forked: bool = False

    def add(self, more: Admitted) -> None:
        """Count another batch along."""
        self.new, self.known, self.barred = self.new + more.new, self.known + more.known, self.barred + more.barred
        self.late, self.destroyed = self.late + more.late, self.destroyed + more.destroyed
        self.streams |= more.streams
        self.kinds |= more.kinds
        self.forked |= more.forked
