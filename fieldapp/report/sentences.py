"""Whole sentences of papers and calls: read from data, filled with what the reader may have, blank where nothing is known."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
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
    """A piece of a sentence; `may`: left out when a slot of it is not known; `held`: not for every eye in the room."""

    en: str
    es: str
    may: bool = False
    held: bool = False

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
    """The sentences of sheets. `review` is "open" until a person has read the Spanish."""

    review: str
    police_law: tuple[Law, ...]


class Letters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts of e-mails: one neutral subject, the family each recipient belongs to, the sentences of each family."""

    review: str
    subject: Wording
    practice: Wording
    families: dict[str, str]
    letters: dict[str, tuple[Sentence, ...]]
    found: dict[str, tuple[Sentence, ...]]

    def letter(self, recipient: str, purpose: str) -> tuple[Sentence, ...]:
        """The sentences of the family that a recipient belongs to; none for a recipient without a letter."""
        family = self.families.get(recipient, "")
        return (self.found if purpose == "found" else self.letters).get(family, ())


class Refusal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be read out to somebody who refuses, and the laws (ids of `words.toml`) that stand behind it."""

    en: str
    es: str
    laws: tuple[str, ...]

    def say(self, language: str) -> str:
        """The words in "en" or "es"."""
        return self.es if language == "es" else self.en


class Calls(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said on the telephone: which sentences for which recipient, what goes on a machine, what answers a refusal.

    scripts: by what the call is for, then by recipient.
    """

    review: str
    voicemail: Part
    scripts: dict[str, dict[str, tuple[str, ...]]]
    sentence: dict[str, Sentence]
    refusal: dict[str, Refusal]

    def script(self, recipient: str, purpose: str = "report") -> tuple[Sentence, ...]:
        """The sentences for a recipient, in order; a call again without words of its own is as the first one."""
        listed = self.scripts[purpose].get(recipient) or self.scripts[purpose].get("other")
        first = self.scripts["report"]
        return tuple(self.sentence[name] for name in listed or first.get(recipient, first["other"]))

    def refused(self, recipient: str) -> Refusal:
        """What answers a refusal of a recipient."""
        return self.refusal.get(recipient, self.refusal["other"])


@lru_cache(maxsize=1)
def words() -> Words:
    """The sentences that come with the app."""
    return msgspec.convert(_read("words.toml"), Words)


@lru_cache(maxsize=1)
def letters() -> Letters:
    """The letters that come with the app."""
    return msgspec.convert(_read("letters.toml"), Letters)


@lru_cache(maxsize=1)
def calls() -> Calls:
    """The calls that come with the app."""
    return msgspec.convert(_read("calls.toml"), Calls)


def _read(name: str) -> object:
    return tomllib.loads(places.resource("papers", name).read_text(encoding="utf-8"))


def line(sentence: Sentence, told: Told) -> tuple[Line, ...]:
    """A sentence filled for a reader: one line, and one more for what is held back from sight; none of what may not be said or
    is not known.
    """
    said = [(part, _slots(part, told)) for part in sentence.parts]
    kept = [part for part, slots in said if _may_say(part, slots, told)]
    label = sentence.label.say(told.language) if sentence.label else ""
    open_parts, held_parts = ([part for part in kept if part.held is held] for held in (False, True))
    return (*_line(label, open_parts, told, held=False), *_line(label, held_parts, told, held=True))


def _line(label: str, parts: Sequence[Part], told: Told, *, held: bool) -> tuple[Line, ...]:
    runs = _joined([run for part in parts for run in _fill(part.say(told.language), told)])
    if not runs:
        return ()
    slots = (slot for part in parts for slot in _slots(part, told) if slot in told.values)
    fields = tuple(dict.fromkeys(told.values[slot].field for slot in slots))
    value = "".join(run.text for run in runs)
    return (Line(fields[0] if fields else "", label, value, also=fields[1:], runs=runs, held=held),)


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
