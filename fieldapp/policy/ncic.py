"""The NCIC vocabulary: plain words that a worker picks, and the code that stands beside them on a paper."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from fieldapp import places
from fieldapp.errors import Fault, RulesRefused
from fieldapp.text import _


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text in the languages that papers speak."""

    en: str
    es: str

    def say(self, language: str) -> str:
        """The text in "en" or "es"; English for any other language."""
        return self.es if language == "es" else self.en


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a list of codes was read, and how far it can be trusted."""

    title: str
    url: str
    confidence: str


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One value of a list: the code for print, the words for people."""

    code: str
    en: str
    es: str

    def say(self, language: str = "en") -> str:
        """The words, in "en" or "es"."""
        return self.es if language == "es" else self.en


class CodeList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field of an NCIC record: its field code (EYE, HAI …), title, source, and its values in the order offered."""

    ncic: str
    title: Wording
    source: str
    codes: tuple[Code, ...]
    remark: Wording | None = None

    def words(self, code: str, language: str = "en") -> str:
        """The words of a code; what is no code of this list is itself the words ("" stays "")."""
        return next((one.say(language) for one in self.codes if one.code == code), code)

    def code(self, words: str) -> str:
        """The code of words as a worker picked them, in either language; "" when there is none."""
        wanted = words.casefold().strip()
        return next((one.code for one in self.codes if wanted in (one.en, one.es, one.code.casefold())), "")


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: dict[str, Source]
    list: dict[str, CodeList]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All lists by name (`eyes`, `hair`, `skin`, `race`, `sex`, `circumstance` …) and their sources."""

    lists: dict[str, CodeList]
    sources: dict[str, Source]

    def __getitem__(self, name: str) -> CodeList:
        return self.lists[name]

    def source_of(self, name: str) -> Source:
        """Where the codes of a list were read."""
        return self.sources[self.lists[name].source]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The lists that come with the app."""
    return load(places.resource("policy", "ncic.toml"))


def load(path: Path) -> Vocabulary:
    """Read and check a vocabulary file.

    Raises RulesRefused with every fault found: a wrong or missing key, a list without a known source, a code twice.
    """
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise _refused((Fault(path.name, "-", "-", str(wrong)),)) from wrong
    faults = tuple(_faults(path.name, file))
    if faults:
        raise _refused(faults)
    return Vocabulary(file.list, file.source)


def _faults(name: str, file: _File) -> list[Fault]:
    found: list[Fault] = []
    for key, codes in file.list.items():
        if codes.source not in file.source:
            found.append(Fault(name, key, "source", _("names a source that this file does not describe")))
        seen: set[str] = set()
        for one in codes.codes:
            if one.code in seen:
                found.append(Fault(name, key, one.code, _("stands twice in its list")))
            seen.add(one.code)
    return found


def _refused(faults: tuple[Fault, ...]) -> RulesRefused:
    return RulesRefused(
        _("The list of NCIC codes cannot be read as written."), _("Put the file right, or install the app again."), faults
    )
