"""The pages behind the unlock: each is made when it is first wanted, or one by one before that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ui.pages.page import Page

Kinds = Mapping[str, type[Page]]


class Shelf(Mapping[str, Page]):
    """Pages by the name that other pages go to. make: makes one and listens to it."""

    def __init__(self, kinds: Kinds, make: Callable[[str, type[Page]], Page]) -> None:
        self._kinds = kinds
        self._make = make
        self._made: dict[str, Page] = {}

    def __getitem__(self, name: str) -> Page:
        """The page, made where nobody wanted it before."""
        if name not in self._made:
            self._made[name] = self._make(name, self._kinds[name])
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is such a page, made or not."""
        return name in self._kinds

    def __iter__(self) -> Iterator[str]:
        """Every page's name."""
        return iter(self._kinds)

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self._kinds)

    def made(self) -> dict[str, Page]:
        """Those that were made so far."""
        return dict(self._made)

    def make_one(self) -> bool:
        """Make one that nobody wanted yet; False when all are made."""
        missing = next((name for name in self._kinds if name not in self._made), None)
        return missing is not None and self[missing] is not None
