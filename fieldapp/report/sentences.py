"""Whole sentences of papers: read from `words.toml`, filled with what the reader may have, blank where nothing is known."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import lru_cache

import msgspec

from fieldapp import places
from fieldapp.report.model import Line, Run
from fieldapp.report.told import Told

BLANK = "________"
_SLOT = re.compile(r"\{(\w+)\}")


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in the two languages of papers."""

    en: str
    es: str

    def say(self, language: str) -> str:
        """The text in "en" or "es"."""
        return self.es if language == "es" else self.en


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of a sentence; `may`: left out when a slot of it is not known."""

    en: str
    es: str
    may: bool = False

    def say(self, language: str) -> str:
        """The piece in "en" or "es"."""
        return self.es if language == "es" else self.en


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of parts, with the label it stands under in a script."""

    parts: tuple[Part, ...]
    label: Wording | None = None


class Law(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the law asks of the reader, in our own words, with the place it was read. `id` is the rule's."""

    id: str
    en: str
    es: str
    law: str
    url: str
    confidence: str

    def say(self, language: str) -> str:
        """The words in "en" or "es"."""
        return self.es if language == "es" else self.en


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sentences of sheets and scripts. `review` is "open" until a person has read the Spanish."""

    review: str
    police_law: tuple[Law, ...]
    ncmec_say: tuple[Sentence, ...]


class Letters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts of e-mails: one neutral subject, the family each recipient belongs to, the sentences of each family."""

    review: str
    subject: Wording
    practice: Wording
    families: dict[str, str]
    letters: dict[str, tuple[Sentence, ...]]


@lru_cache(maxsize=1)
def words() -> Words:
    """The sentences that come with the app."""
    return msgspec.convert(_read("words.toml"), Words)


@lru_cache(maxsize=1)
def letters() -> Letters:
    """The letters that come with the app."""
    return msgspec.convert(_read("letters.toml"), Letters)


def _read(name: str) -> object:
    return tomllib.loads(places.resource("papers", name).read_text(encoding="utf-8"))


def line(sentence: Sentence, told: Told) -> tuple[Line, ...]:
    """A sentence filled for a reader: one line, or none where nothing of it may be said or is known."""
    said = [(part, _slots(part, told)) for part in sentence.parts]
    kept = [part for part, slots in said if _may_say(part, slots, told)]
    runs = _joined([run for part in kept for run in _fill(part.say(told.language), told)])
    if not runs:
        return ()
    fields = tuple(dict.fromkeys(told.values[slot].field for part in kept for slot in _slots(part, told) if slot in told.values))
    label = sentence.label.say(told.language) if sentence.label else ""
    value = "".join(run.text for run in runs)
    return (Line(fields[0] if fields else "", label, value, also=fields[1:], runs=runs),)


def _slots(part: Part, told: Told) -> tuple[str, ...]:
    return tuple(_SLOT.findall(part.say(told.language)))


def _may_say(part: Part, slots: tuple[str, ...], told: Told) -> bool:
    if any(slot not in told.values and slot not in told.office for slot in slots):
        return False
    return not part.may or all(_value(slot, told) for slot in slots)


def _fill(said: str, told: Told) -> list[Run]:
    """The stretches of a text: its own words, and what was filled in (or a blank)."""
    runs = []
    for place, piece in enumerate(_SLOT.split(said)):
        if place % 2 == 0:
            runs += [Run(piece)] if piece else []
        elif value := _value(piece, told):
            runs.append(Run(value, filled=True))
        else:
            runs.append(Run(BLANK, blank=True))
    return runs


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """The stretches with one full stop where a value brings its own, and no blank before the first."""
    made: list[Run] = []
    for run in runs:
        doubled = made and made[-1].filled and made[-1].text.endswith((".", "!", "?")) and run.text.startswith(".")
        said = run.text[1:] if doubled else run.text
        said = said if made else said.lstrip()
        if said:
            made.append(replace(run, text=said))
    return tuple(made)


def _value(slot: str, told: Told) -> str:
    one = told.values.get(slot)
    if one is None:
        return told.office.get(slot, "")
    return one.words or one.value
