"""Reading rules files: strict, and every fault named by file, row and key, all of them in one pass."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from fieldapp.errors import Fault, RulesRefused
from fieldapp.policy.clocks import is_limit, longer
from fieldapp.policy.schema import (
    INSTANTS,
    KINDS,
    LAYERS,
    RECIPIENTS,
    Cite,
    InForce,
    Kind,
    Layer,
    NamedFact,
    Question,
    Row,
    Shorter,
    Text,
)
from fieldapp.text import _

_TABLES = (*KINDS, "fact", "question")
_PATH = re.compile(r"at `\$\.?(?P<path>[^`]*)`")
_UNKNOWN = re.compile(r"field `(?P<field>[^`]+)`")


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with where it was read and what kind it is."""

    file: str
    kind: Kind
    row: Row


@dataclass(frozen=True, slots=True)
class RulesFile:
    """One file as read. file: its name on the disk · name: whose law or overlay it is."""

    file: str
    layer: Layer
    name: str
    days_off: tuple[date, ...]
    rows: tuple[Placed, ...]
    facts: tuple[NamedFact, ...]
    questions: tuple[Question, ...]


def read(path: Path) -> RulesFile:
    """Read one file; RulesRefused lists every fault that can be seen in the file alone."""
    try:
        return parse(path.read_bytes(), path.name)
    except OSError as error:
        fault = Fault(path.name, "-", "-", _("The file cannot be read ({why}).").format(why=error.strerror or error))
        raise refused([fault]) from error


def parse(content: bytes, name: str) -> RulesFile:
    """The same from bytes."""
    try:
        tables = tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise refused([Fault(name, "-", "-", _("This is no TOML: {why}.").format(why=error))]) from error
    faults: list[Fault] = []
    layer, title = _heading(name, tables, faults)
    days_off = tuple(_days_off(name, tables.pop("days_off", []), faults))
    faults.extend(Fault(name, "-", key, _("No such table.")) for key in tables if key not in _TABLES)
    rows = tuple(Placed(name, kind, row) for kind in KINDS for row in _convert(name, tables.get(kind, []), Row, "id", faults))
    facts = tuple(_convert(name, tables.get("fact", []), NamedFact, "id", faults))
    questions = tuple(_convert(name, tables.get("question", []), Question, "key", faults))
    for placed in rows:
        faults.extend(_faults_of(placed, overlay=layer == "county"))
    faults.extend(
        Fault(name, each.id, "title", _("It needs words in English and in Spanish.")) for each in facts if is_silent(each.title)
    )
    faults.extend(
        Fault(name, each.key, "ask", _("It needs words in English and in Spanish.")) for each in questions if is_silent(each.ask)
    )
    if faults:
        raise refused(faults)
    return RulesFile(name, layer, title, days_off, rows, facts, questions)


def refused(faults: Iterable[Fault]) -> RulesRefused:
    """The error for faults found in rules."""
    found = tuple(faults)
    return RulesRefused(
        _("These rules cannot be used as they are written: {first}").format(first=found[0]),
        _("Mend the row in the file and load it again; the rules in force stay as they are."),
        found,
    )


def _heading(file: str, tables: dict[str, object], faults: list[Fault]) -> tuple[Layer, str]:
    layer, name = tables.pop("layer", "county"), tables.pop("name", file)
    if not isinstance(name, str) or not name.strip():
        faults.append(Fault(file, "-", "name", _("The name of a rules file is a text.")))
    for known in LAYERS:
        if layer == known:
            return known, str(name)
    faults.append(Fault(file, "-", "layer", _("{word} is no layer: write federal, state or county.").format(word=layer)))
    return "county", str(name)


def _days_off(name: str, listed: object, faults: list[Fault]) -> Iterator[date]:
    for each in listed if isinstance(listed, list) else [listed]:
        try:
            yield date.fromisoformat(str(each))
        except ValueError:
            faults.append(Fault(name, "-", "days_off", _("{day} is no date.").format(day=each)))


T = TypeVar("T", Row, NamedFact, Question)


def _convert(name: str, tables: object, kind: type[T], id_key: str, faults: list[Fault]) -> Iterator[T]:
    if not isinstance(tables, list):
        faults.append(Fault(name, "-", "-", _("Rows are written with double brackets: [[duty]].")))
        return
    for place, table in enumerate(tables, 1):
        own = str(table.get(id_key, _("row {n}").format(n=place))) if isinstance(table, dict) else str(place)
        try:
            yield msgspec.convert(table, kind, strict=True)
        except msgspec.ValidationError as error:
            faults.append(Fault(name, own, _key_of(str(error)), _sentence_of(str(error))))


def _key_of(message: str) -> str:
    """The key that a message of the decoder is about."""
    field = _UNKNOWN.search(message)
    path = _PATH.search(message)
    keys = [part for part in ((path["path"] if path else ""), (field["field"] if field else "")) if part]
    return ".".join(keys) or "-"


def _sentence_of(message: str) -> str:
    """What a message of the decoder says, without its path, which stands in the key."""
    if "unknown field" in message:
        return _("No such key.")
    if "missing required field" in message:
        return _("This key is missing.")
    return message.split(" - at ", maxsplit=1)[0] + "."


def _faults_of(placed: Placed, *, overlay: bool) -> Iterator[Fault]:
    row = placed.row
    found = [*_faults_of_clock(row), *(("in_force", sentence) for sentence in _faults_of_dates(row.in_force))]
    found += [
        ("tell", _("{word} is no recipient.").format(word=word))
        for word in (*recipients_of(row), *row.tell_one_of)
        if word not in RECIPIENTS
    ]
    found += [("cite", sentence) for cite in row.cite for sentence in _faults_of_cite(cite)]
    if not overlay:
        found += incomplete(placed.kind, row)
    return (Fault(placed.file, row.id, key, sentence) for key, sentence in found)


def _faults_of_clock(row: Row) -> Iterator[tuple[str, str]]:
    for key, limit in (("within", row.within), ("written_within", row.written_within)):
        if limit is not None and not is_limit(limit):
            yield key, _("{limit} is no limit: write PT24H or P7D.").format(limit=limit)
    if row.shorter is not None:
        yield from _faults_of_shorter(row, row.shorter)
    alone, beside = row.by_end_of_business_day, row.or_by_end_of_business_day
    for key, days in (("by_end_of_business_day", alone), ("or_by_end_of_business_day", beside)):
        if days is not None and days < 1:
            yield key, _("A business day is counted from 1, the next one.")
    if alone is not None and (row.within or beside is not None):
        yield "by_end_of_business_day", _("It stands alone; the second of two limits is `or_by_end_of_business_day`.")
    for start in starts_of(row):
        if start not in INSTANTS:
            yield "from", _("{name} is no instant that a clock can start at.").format(name=start)


def _faults_of_shorter(row: Row, shorter: Shorter) -> Iterator[tuple[str, str]]:
    if not is_limit(shorter.within):
        yield "shorter", _("{limit} is no limit: write PT24H or P7D.").format(limit=shorter.within)
    elif not row.offered or row.within is None or not is_limit(row.within) or not longer(row.within, shorter.within):
        yield "shorter", _("A second limit is that of a step that is offered, and shorter than its `within`.")


def incomplete(kind: Kind, row: Row) -> Iterator[tuple[str, str]]:
    """(key, sentence) of what a row that stands by itself lacks."""
    if row.title is None or is_silent(row.title):
        yield "title", _("A row needs a title in English and in Spanish.")
    if kind == "slot":
        if not row.source:
            yield "source", _("An empty slot names the source to open.")
        if row.within or row.by_end_of_business_day or row.written_within:
            yield "within", _("An empty slot has no clock: nobody has read one.")
        return
    if not row.cite:
        yield "cite", _("A row without a citation is no rule.")
    if kind == "expect" and row.by is None:
        yield "by", _("An expected act needs who owes it: caregiver, police or court.")
    if kind == "duty" and not (row.tell or row.tell_one_of or row.do):
        yield "tell", _("A required contact needs whom to tell, or what to do.")
    if row.or_by_end_of_business_day and not row.within:
        yield "or_by_end_of_business_day", _("An *or* needs the limit beside it: `within`.")
    if _has_limit(row) and not starts_of(row) and not row.offered:
        yield "from", _("A limit needs the instant that it runs from.")


def _has_limit(row: Row) -> bool:
    return bool(row.within or row.written_within or row.by_end_of_business_day)


def is_silent(text: Text) -> bool:
    """Whether a text lacks words in one of the languages."""
    return not text.en.strip() or not text.es.strip()


def _faults_of_cite(cite: Cite) -> Iterator[str]:
    if not cite.law.strip():
        yield _("A citation needs its law or source.")
    if cite.url and not re.fullmatch(r"https?://[^\s]+", cite.url):
        yield _("{url} is no address.").format(url=cite.url)
    yield from _faults_of_dates(cite.in_force)


def _faults_of_dates(force: InForce | None) -> Iterator[str]:
    if force is None:
        return
    for each in (force.start, force.to, force.sure_from):
        if each is not None and day(each) is None:
            yield _("{day} is no date.").format(day=each)
            return
    start, sure, to = (day(each) if each is not None else None for each in (force.start, force.sure_from, force.to))
    if (start and sure and sure < start) or (start and to and to < start) or (sure and to and to < sure):
        yield _("These dates are in no order that can be.")


def day(written: str | int) -> date | None:
    """A date as rules write it: ISO, or a bare year for its first day; None where it is none."""
    try:
        return date(int(written), 1, 1) if re.fullmatch(r"\d{4}", str(written)) else date.fromisoformat(str(written))
    except ValueError:
        return None


def starts_of(row: Row) -> tuple[str, ...]:
    """The instants that a row's clock may start at; the earliest that is given counts."""
    if row.start is None:
        return ()
    return (row.start,) if isinstance(row.start, str) else row.start


def recipients_of(row: Row) -> tuple[str, ...]:
    """The words of whom a row tells."""
    return tuple(each if isinstance(each, str) else each.to for each in row.tell)
