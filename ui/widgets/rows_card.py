"""A card of rows, which are put on it a few at a time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.widgets.cards import Card, Hairline
from ui.widgets.inturns import Put, together
from ui.widgets.parts import Make, Parts
from ui.widgets.text import column, holding


class RowsCard(Card):
    """Each row takes the place of the one that stood there before; hidden until there are any. at_a_time: rows in one turn."""

    def __init__(self, at_a_time: int) -> None:
        super().__init__(margin=0, gap=0)
        self._at_a_time, self._parts = at_a_time, Parts(gap=0)
        self.body.addLayout(self._parts)
        self.forget()

    def forget(self) -> None:
        """Nothing of it stays."""
        self._parts.keep()
        self.hide()

    def in_turns(self, head: Make, rows: Iterable[Make], foot: Make | None = None) -> list[Put]:
        """What puts the head, the rows, each below a line, and the foot."""
        made: list[Make] = [head, *(partial(_lined, each) for each in rows), *([foot] if foot else [])]
        put = self._parts.in_turns({str(place): each for place, each in enumerate(made)})
        first, *others = (together(*put[at : at + self._at_a_time]) for at in range(0, len(put), self._at_a_time))
        return [together(first, self.show), *others]


def _lined(make: Make) -> QWidget:
    return holding(column(Hairline(), make()))
