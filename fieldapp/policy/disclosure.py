"""The disclosure matrix: which part of a youth's record may go to whom: always, after a person says yes, or never.

The cells are data (`resources/policy/disclosure.toml`), each with its reason, citation, confidence and counsel's mark. What the
file does not settle is not told: a missing cell is refused when the file is read, an unknown field is left out when judged.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import msgspec

from fieldapp import places
from fieldapp.errors import BadInput, Fault, RulesRefused
from fieldapp.policy.schema import RECIPIENTS, Cite, Text
from fieldapp.text import _

READERS: frozenset[str] = RECIPIENTS | {"cws_cms", "youth", "anyone_else"}
"""Everybody whom a paper, e-mail, call or export can be for: the recipients of the rules, the state's record, the youth, and
whoever asks without being any of them (P24)."""

FIELDS: frozenset[str] = frozenset({
    # who: no row for immigration status, Social Security number or birthplace, because the app does not hold them (P23)
    "chosen_name", "legal_name", "initials", "name_for_family", "pronouns", "gender_identity", "birth_date", "language",
    # looks
    "sex_code", "race", "ethnicity", "height", "weight", "hair", "eyes", "skin", "marks", "photo",
    # the absence
    "last_seen", "last_seen_with", "clothing", "belongings", "vehicle", "circumstances", "missing_category", "agency_learned",
    "earlier_episodes", "places", "phones", "accounts", "associates", "minor_associates", "words_of_youth", "if_found",
    "release_never", "return", "recovery", "police_report", "ncic_number", "ncmec_number",
    # health and danger
    "medication", "suicidality", "endangerments", "trafficking_risk", "pregnancy", "cse_status",
    # the case
    "jurisdiction", "court_number", "probation_number", "client_id", "notice_limits", "tribes", "indian_child",
    "placement_address", "caregiver", "contacts", "persons_of_concern", "hhs_question",
    # what the agency wrote
    "chronology", "notices", "search_efforts", "notes", "screening_answers", "screening_result", "return_interview",
    "safety_plan", "services", "health_education", "advocate_notes",
})  # fmt: skip
"""Every part of a youth's record that somebody could be told."""

Say = Literal["always", "ask", "never"]


class Reader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who can be told."""

    id: str
    title: Text


class Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a cell says what it says, with where that was read and how sure it is."""

    id: str
    words: Text
    cite: tuple[Cite, ...]


class Cell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one field is for some readers. only: holds inside a missing episode; outside one it is `never` (P25).

    counsel: initials and day of county counsel's review, "" until then.
    """

    say: Say
    to: tuple[str, ...]
    because: str
    only: Literal["", "missing_episode"] = ""
    counsel: str = ""


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One part of a youth's record with its cells: every reader in exactly one of them."""

    id: str
    title: Text
    cells: tuple[Cell, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reader: tuple[Reader, ...]
    reason: tuple[Reason, ...]
    field: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A field that is not told, or not before a person says yes; why in words, for the screen."""

    field: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What one reader may have of some fields: told, left out with the reason, and still to be asked. Order as given."""

    included: tuple[str, ...]
    left_out: tuple[Withheld, ...]
    asked: tuple[Withheld, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole matrix, read and complete."""

    fields: Mapping[str, Field]
    readers: Mapping[str, Reader]
    reasons: Mapping[str, Reason]

    def cell(self, field: str, reader: str) -> Cell:
        """The one cell of a field and a reader; KeyError where there is no such field or reader."""
        return next(cell for cell in self.fields[field].cells if reader in cell.to)

    def judge(
        self, fields: Iterable[str], recipient: str, *, missing_episode: bool, picked: frozenset[str], language: str = "en"
    ) -> Disclosed:
        """What `recipient` may have of `fields`. picked: the fields that a person said yes to; a yes never opens a `never`.

        BadInput for a recipient that the matrix does not know. A field it does not know is left out.
        """
        if recipient not in self.readers:
            sentence = _("{word} is nobody that this app can tell something.").format(word=recipient)
            raise BadInput("recipient", sentence, _("Choose whom the paper is for."))
        included: list[str] = []
        withheld: dict[Say, list[Withheld]] = {"never": [], "ask": []}
        for name in dict.fromkeys(fields):
            say, why = self._said(name, recipient, missing_episode, language)
            if say == "always" or (say == "ask" and name in picked):
                included.append(name)
            else:
                withheld[say].append(Withheld(name, self.label(name, language), why))
        return Disclosed(tuple(included), tuple(withheld["never"]), tuple(withheld["ask"]))

    def _said(self, name: str, recipient: str, missing_episode: bool, language: str) -> tuple[Say, str]:  # noqa: FBT001
        if name not in self.fields:
            return "never", _("Nobody has settled who may be told this.")
        cell = self.cell(name, recipient)
        if cell.only == "missing_episode" and not missing_episode:
            return "never", _("Only while a missing episode is open.")
        return cell.say, _in(self.reasons[cell.because].words, language)

    def label(self, name: str, language: str = "en") -> str:
        """What a person calls a field."""
        return _in(self.fields[name].title, language) if name in self.fields else name

    def label_of_reader(self, reader: str, language: str = "en") -> str:
        """What a person calls somebody who can be told."""
        return _in(self.readers[reader].title, language)


def _in(text: Text, language: str) -> str:
    return text.es if language == "es" else text.en


@lru_cache(maxsize=1)
def matrix() -> Matrix:
    """The matrix that ships with the app."""
    path = places.resource("policy", "disclosure.toml")
    return parse(path.read_bytes(), path.name)


def parse(content: bytes, name: str) -> Matrix:
    """A matrix from the bytes of its file; RulesRefused lists every fault that was found."""
    try:
        file = msgspec.convert(tomllib.loads(content.decode()), _File, strict=True)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _refused((Fault(name, "-", "-", str(error)),)) from error
    faults = tuple(Fault(name, row, key, sentence) for row, key, sentence in _faults(file))
    if faults:
        raise _refused(faults)
    return Matrix(
        {each.id: each for each in file.field}, {each.id: each for each in file.reader}, {each.id: each for each in file.reason}
    )


def _refused(faults: tuple[Fault, ...]) -> RulesRefused:
    sentence = _("The list of who may be told what cannot be used as it is written: {first}").format(first=faults[0])
    return RulesRefused(sentence, _("Mend the file and load it again; until then nothing is told to anybody."), faults)


_Found = Iterator[tuple[str, str, str]]


def _faults(file: _File) -> _Found:
    yield from _names("reader", (each.id for each in file.reader), READERS)
    yield from _names("field", (each.id for each in file.field), FIELDS)
    reasons = {each.id for each in file.reason}
    yield from _names("reason", (each.id for each in file.reason), frozenset(reasons))
    for reason in file.reason:
        if not reason.cite:
            yield reason.id, "cite", _("A reason needs its citation; ours is a proposal.")
    yield from _silent((each.id, each.title) for each in file.reader)
    yield from _silent((each.id, each.words) for each in file.reason)
    yield from _silent((each.id, each.title) for each in file.field)
    for field in file.field:
        yield from _faults_of_field(field, reasons)


def _silent(texts: Iterable[tuple[str, Text]]) -> _Found:
    for own, text in texts:
        if not text.en.strip() or not text.es.strip():
            yield own, "title", _("It needs words in English and in Spanish.")


def _names(key: str, given: Iterable[str], known: frozenset[str]) -> _Found:
    names = list(given)
    for each in dict.fromkeys(names):
        if each not in known:
            yield each, key, _("{name} is not known here.").format(name=each)
        if names.count(each) > 1:
            yield each, key, _("{name} stands here twice.").format(name=each)
    for each in sorted(known - set(names)):
        yield each, key, _("{name} is missing.").format(name=each)


def _faults_of_field(field: Field, reasons: set[str]) -> _Found:
    yield from ((field.id, f"to.{each}", sentence) for each, _key, sentence in _names("to", _readers(field), READERS))
    for cell in field.cells:
        if cell.because not in reasons:
            yield field.id, "because", _("{name} is no reason of this file.").format(name=cell.because)


def _readers(field: Field) -> Iterator[str]:
    return (each for cell in field.cells for each in cell.to)
