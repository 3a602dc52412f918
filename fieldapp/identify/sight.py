"""What trees of tests and numbers are made of: what they see, what they come to, and one table of a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import msgspec

AGE = "age"
"""What the youth's age is called where items are named."""
OLDEST = 150


@dataclass(frozen=True, slots=True)
class Sight:
    """What a tree sees of an item. code: the answer, None where it is not known or there is none · applies: None where it hangs
    on something not known, or where the unknown answer may be that it does not · hinges: what would settle that · supposed: taken
    for the argument's sake, nobody has said so.
    """

    code: str | None = None
    applies: bool | None = True
    hinges: tuple[str, ...] = ()
    supposed: bool = False


class Standing(Protocol):
    """The answers as they stand, as a tree asks for them."""

    @property
    def age(self) -> int | None:
        """In whole years, None where it is not known."""

    def sight(self, item: str) -> Sight:
        """What is known of an item."""

    def codes(self, item: str) -> tuple[str, ...]:
        """The codes that an unknown answer may turn out to be."""

    def worth(self, item: str, code: str) -> int:
        """The points of an answer; 0 for one that does not apply."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a test comes to. because: the items that decide it, or keep it open · hinges: those whose answer may be tried out."""

    value: bool | None
    because: tuple[str, ...] = ()
    hinges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """What a number comes to: at least low, at most high, both included."""

    low: int
    high: int
    because: tuple[str, ...] = ()
    hinges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """An item named in a tree, with the codes it is held against. pointed: its points are asked for · tried: its answers may be
    tried out, because the test hangs on it alone.
    """

    item: str
    codes: tuple[str, ...] = ()
    pointed: bool = False
    tried: bool = False


class Node(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="op"):
    """One table of a tree."""

    def parts(self) -> tuple[Node, ...]:
        """The nodes right under this one."""
        return ()

    def mentions(self) -> tuple[Mention, ...]:
        """The items that this node itself names."""
        return ()


def walk(node: Node) -> Iterator[Node]:
    """A node and everything under it."""
    yield node
    for part in node.parts():
        yield from walk(part)
