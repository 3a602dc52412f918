"""Other youths in what was typed: on paper they become "another youth", unless a person picked them (P6, P21)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fieldapp.report.facts import CaseFacts
from fieldapp.report.slots import another_youth, is_picked, minors

_SHORT = 3
"""A first name shorter than this is too easily part of something else."""


def unnamed(facts: CaseFacts, picked: frozenset[str]) -> Callable[[str], str]:
    """What takes the names of other youths out of a text: those around the youth, and those who are missing too."""
    own = {
        word.casefold() for name in (facts.legal_name, facts.chosen_name, *facts.also_known_as) for word in (name, *name.split())
    }
    names = sorted({name for name in _names(facts, picked) if name.casefold() not in own}, key=len, reverse=True)
    if not names:
        return lambda said: said
    found = "|".join(f"(?i:{re.escape(name)})" if " " in name else re.escape(name) for name in names)
    whole = re.compile(rf"\b(?:{found})\b")
    return lambda said: whole.sub(another_youth(1), said)


def _names(facts: CaseFacts, picked: frozenset[str]) -> Iterator[str]:
    for place, (name, _note) in enumerate(minors(facts)):
        if not is_picked(picked, place):
            first = name.split()[0] if name.split() else ""
            yield from (each for each in (name, first) if len(each) >= _SHORT)
    yield from (name for name in facts.also_missing if len(name.split()) > 1)
