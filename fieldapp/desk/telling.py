"""What a record says, in plain words: what every kind's sentence is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fieldapp.agenda.model import STILL_TO_TELL
from fieldapp.desk.recipients import who_words
from fieldapp.text import _


@dataclass(frozen=True, slots=True)
class Telling:
    """title: what happened, in a line · text: more of it · closed: what is read only while a key is held (P26), "" for nothing.

    happened: when it happened, where that is said apart from when it was written down (ms UTC).
    """

    title: str
    text: str = ""
    closed: str = ""
    happened: int | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """Whom and what records name by id. people: who works here · contacts: people of the youth · steps: titles of rules."""

    people: Mapping[str, str]
    contacts: Mapping[str, str]
    steps: Mapping[str, str]

    def who(self, line: str) -> str:
        """Whom a line of the call list is about, or which step it is, in words that an open page may show."""
        to, _slash, rest = line.partition("/")
        person, *more = rest.split("/")
        if to == "step":
            return self.steps.get(person, person)
        if person.startswith("="):
            return person[1:]
        words = self.contacts.get(person) or " / ".join(who_words(each) for each in to.split("|"))
        follows = self.steps.get(more[1], "") if len(more) > 1 and not line.startswith(STILL_TO_TELL) else ""
        return _("{who} ({what})").format(who=words, what=follows) if follows else words

    def person(self, own: str) -> str:
        """Somebody who works here; "?" where nobody here knows them."""
        return self.people.get(own, "?")


Tell = Callable[[Any, Around], Telling]


def joined(*parts: str) -> str:
    """Parts in a line, those that say nothing left out."""
    return " · ".join(part for part in parts if part)


def labelled(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs of a label and words in a line, those without words left out."""
    return joined(*(f"{label}: {words}" for label, words in pairs if words))
