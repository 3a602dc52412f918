"""Forty names and whatever secrets a process used, and the search for any of them in what it wrote."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_MARK = "fictiv"
"""Stands in every word of every name and in nothing of the app's own, so that one look finds any of them."""
_BEGINNINGS = (
    "Ma",
    "Jo",
    "Lu",
    "Ka",
    "Be",
    "No",
    "Ti",
    "An",
    "Do",
    "Sa",
    "Wi",
    "Ke",
    "Ro",
    "Cha",
    "Ve",
    "Iñ",
    "Zo",
    "Ul",
    "Pe",
    "Ga",
)
_ENDS = ("a", "o", "ina", "el", "án", "us", "ett", "or", "ia", "ey")
HOW_MANY = 40


def forty(dice: random.Random) -> tuple[str, ...]:
    """Names of people who plainly never were."""
    words = [f"{begin}{_MARK}{end}" for begin in _BEGINNINGS for end in _ENDS]
    chosen = dice.sample(words, 2 * HOW_MANY)
    return tuple(f"{given} {family}" for given, family in zip(chosen[::2], chosen[1::2], strict=True))


@dataclass(slots=True)
class Secrets:
    """What must be found nowhere. names: of people · phrases: passphrases · keys: raw."""

    names: Sequence[str]
    phrases: set[str] = field(default_factory=set)
    keys: set[bytes] = field(default_factory=set)

    def found_in(self, content: bytes) -> Iterator[str]:
        """What of it stands in some bytes, and in which form."""
        lower = content.lower()
        for form, needle in _forms(_MARK.encode()):
            if needle in (content if form == "base64" else lower):
                yield f"a name in {form}"
        for phrase in self.phrases:
            for form, needle in _forms(phrase.lower().encode()):
                if form != "base64" and needle in lower:
                    yield f"a passphrase in {form}"
            if any(needle in content for form, needle in _forms(phrase.encode()) if form == "base64"):
                yield "a passphrase in base64"
        for key in self.keys:
            if key in content:
                yield "a key, raw"
            if key.hex().encode() in lower:
                yield "a key in hex"
            if any(needle in content for needle in _base64(key)):
                yield "a key in base64"


def _forms(word: bytes) -> Iterator[tuple[str, bytes]]:
    yield "UTF-8", word
    wide = word.decode().encode("utf-16-le")
    yield "UTF-16", wide
    for each in (*_base64(word), *_base64(wide)):
        yield "base64", each


def _base64(raw: bytes) -> Iterator[bytes]:
    """As it stands in base64 of something longer: what is the same wherever in it the bytes begin, of either alphabet."""
    for before in range(3):
        coded = base64.b64encode(bytes(before) + raw)
        first, last = (0, 2, 3)[before], len(coded) - (4 if (before + len(raw)) % 3 else 0)
        yield coded[first:last]
        yield coded[first:last].replace(b"+", b"-").replace(b"/", b"_")
