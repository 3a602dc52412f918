"""Layers: federal and state law as one set of rows, and a county's overlay that may add, fill and tighten, never loosen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from fieldapp import places
from fieldapp.errors import Fault
from fieldapp.policy import loading
from fieldapp.policy.consistency import faults_of_terms, repeats, taken_names
from fieldapp.policy.loading import Placed, RulesFile, refused
from fieldapp.policy.overlays import overlaid
from fieldapp.policy.schema import LAYERS, NamedFact, Text
from fieldapp.text import _


@dataclass(frozen=True, slots=True)
class Rules:
    """All rows that are judged together. version: of what was read, so that an episode can keep it."""

    rows: tuple[Placed, ...]
    facts: Mapping[str, NamedFact]
    questions: Mapping[str, Text]
    days_off: frozenset[date]
    version: str

    def title_of(self, fact: str) -> Text:
        """The words of a fact, or of the question behind a key."""
        if fact in self.facts:
            return self.facts[fact].title
        return self.questions.get(fact) or BUILT_IN_TITLES.get(fact) or Text(fact, fact)


BUILT_IN_TITLES: Mapping[str, Text] = {
    "minor": Text("Under 18", "Menor de 18 años"),
    "nonminor_dependent": Text("18 to 20 and in care", "De 18 a 20 años y bajo cuidado"),
    "age": Text("By age", "Por la edad"),
}


def law() -> tuple[Path, ...]:
    """The files of law that ship with the app."""
    return (places.resource("policy", "federal.toml"), places.resource("policy", "california.toml"))


@lru_cache(maxsize=4)
def shipped() -> Rules:
    """Federal and California law, without any county."""
    return combine(_law_read())


@lru_cache(maxsize=1)
def _law_read() -> tuple[loading.RulesFile, ...]:
    """The law as read: it ships with the app, so it is read once."""
    return tuple(loading.read(path) for path in law())


def with_overlay(content: bytes, file: str) -> Rules:
    """The law with a county's overlay over it."""
    overlay = loading.parse(content, file)
    if overlay.layer != "county":
        sentence = _('This is a file of law; what lies over the law is a county\'s, with layer = "county".')
        raise refused([Fault(file, "-", "layer", sentence)])
    return combine([*_law_read(), overlay])


def beside_the_law(path: Path) -> Rules:
    """A file as it would be used: over the law, or in place of the shipped file of its own layer."""
    own = loading.read(path)
    others = [each for each in (loading.read(one) for one in law()) if each.layer != own.layer]
    return combine([*others, own])


def combine(files: Sequence[RulesFile]) -> Rules:
    """Put files together, law first, counties over it, in whatever order they come. RulesRefused lists what does not fit."""
    files = sorted(files, key=lambda each: LAYERS.index(each.layer))
    base = [each for each in files if each.layer != "county"]
    overlays = [each for each in files if each.layer == "county"]
    facts = {fact.id: fact for each in files for fact in each.facts}
    questions = {question.key: question.ask for each in files for question in each.questions}
    rows = [placed for each in base for placed in each.rows]
    faults = [*taken_names(files), *faults_of_terms(files, facts)]
    for overlay in overlays:
        rows = list(overlaid(rows, overlay, faults))
    faults.extend(repeats(rows))
    if faults:
        raise refused(faults)
    days_off = frozenset(each for file in files for each in file.days_off)
    return Rules(tuple(rows), facts, questions, days_off, _version(files))


def _version(files: Sequence[RulesFile]) -> str:
    digest = hashlib.sha256()
    for each in files:
        rows = [(placed.kind, placed.row) for placed in each.rows]
        digest.update(
            msgspec.json.encode([each.layer, each.name, rows, each.facts, each.questions, each.days_off], order="sorted")
        )
    return digest.hexdigest()[:12]
