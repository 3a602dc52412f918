"""Parts: a column in which one part takes the place of the one before while the others stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.inturns import Put
from ui.widgets.text import taken_off

Make = Callable[[], QWidget]
"""What makes a part."""


class Parts(QVBoxLayout):
    """Each part has a name. First `keep` says which there will be, then each is `put`, in that order."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)
        self._order: tuple[str, ...] = ()
        self._named: dict[str, QWidget] = {}

    def keep(self, names: Iterable[str] = ()) -> None:
        """Take off every part with another name; without names, all."""
        self._order = tuple(names)
        for name in [name for name in self._named if name not in self._order]:
            self._take_off(name)

    def named(self, name: str) -> QWidget | None:
        """The part that has a name now."""
        return self._named.get(name)

    def parts(self) -> dict[str, QWidget]:
        """All of them, by name, in their order."""
        return {name: self._named[name] for name in self._order if name in self._named}

    def in_turns(self, plan: Mapping[str, Make]) -> list[Put]:
        """Keep what is in it; what makes each part and puts it."""
        self.keep(plan)
        return [partial(self.put_made, name, make) for name, make in plan.items()]

    def put(self, name: str, part: QWidget) -> None:
        """A part, instead of the one that had its name; those before it are there already."""
        self._take_off(name)
        before = self._order[: self._order.index(name)]
        self.insertWidget(sum(each in self._named for each in before), part)  # one of them could perhaps not be made
        self._named[name] = part
        part.show()  # else it had no height before the next turn, and what is below it would jump

    def put_made(self, name: str, make: Make) -> None:
        """The same of a part that is made only now."""
        self.put(name, make())

    def _take_off(self, name: str) -> None:
        part = self._named.pop(name, None)
        if part is not None:
            self.removeWidget(part)
            taken_off(part)
