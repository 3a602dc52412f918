"""Reading instruments: strict, and every fault named by file, item and key, all of them in one pass."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import msgspec

from fieldapp import places
from fieldapp.errors import Fault, InstrumentRefused
from fieldapp.identify import checking, covering, reach
from fieldapp.identify.draft import Draft
from fieldapp.identify.instrument import Instrument
from fieldapp.identify.schema import Band, Group, Head, Item, ValueSet
from fieldapp.text import _

_PATH = re.compile(r" - at `\$\.?(?P<path>[^`]*)`")
T = TypeVar("T", bound=msgspec.Struct)


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Instrument]:
    """The instruments that come with the app, by id."""
    found = (read(path) for path in sorted(places.resource("instruments").glob("*.toml")))
    return MappingProxyType({form.id: form for form in found})


def read(path: Path) -> Instrument:
    """Read one file; InstrumentRefused lists every fault in it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        fault = Fault(path.name, "-", "-", _("The file cannot be read ({why}).").format(why=error.strerror or error))
        raise refused((fault,)) from error
    return parse(content, path.name)


def parse(content: bytes, name: str) -> Instrument:
    """The same from bytes."""
    try:
        tables = tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise refused((Fault(name, "-", "-", _("This is no TOML: {why}.").format(why=error)),)) from error
    draft = _drafted(tables, Draft(name, content, hashlib.sha256(content).hexdigest()))
    sound = checking.check(draft)
    if draft.head is None:
        raise refused(draft.faults)
    form = draft.built(draft.head, sound.conditions, sound.bands)
    form = replace(form, by_one=reach.can_be_tried(form))
    covering.check(draft, form, whole=len(sound.bands) == len(draft.bands), score_is_sound=sound.score)
    if draft.faults:
        raise refused(draft.faults)
    return form


def refused(faults: tuple[Fault, ...] | list[Fault]) -> InstrumentRefused:
    """The error for faults found in an instrument."""
    return InstrumentRefused(
        _("This form cannot be used as it is written: {first}").format(first=faults[0]),
        _("Mend the file and load it again; the forms in use stay as they are."),
        tuple(faults),
    )


def _drafted(tables: dict[str, object], draft: Draft) -> Draft:
    """Every table that can be converted; what cannot is a fault."""
    value_sets, groups, bands = (_rows(tables, key, draft) for key in ("valueSet", "item", "band"))
    draft.head = _convert(tables, Head, "-", draft)
    for place, table in enumerate(value_sets, 1):
        name = _named(table, "id", place)
        draft.listed.append(name)
        found = _convert(table, ValueSet, name, draft)
        if found is not None:
            draft.sets[found.id] = found
    for place, table in enumerate(groups, 1):
        _group(table, place, draft)
    for place, table in enumerate(bands, 1):
        band = _convert(table, Band, _named(table, "id", place), draft)
        draft.bands += [band] if band else []
    return draft


def _group(table: dict[str, object], place: int, draft: Draft) -> None:
    name = _named(table, "linkId", place)
    if table.get("type") != "group":
        draft.fault(name, "type", _("A form is made of groups; items stand under one as [[item.item]]."))
        return
    draft.named.append(name)
    rows = _rows(table, "item", draft)
    group = _convert(table, Group, name, draft)
    items: list[Item] = []
    for n, row in enumerate(rows, 1):
        own = _named(row, "linkId", n)
        draft.named.append(own)
        item = _convert(row, Item, own, draft)
        items += [item] if item else []
    draft.groups.append((group or Group(link_id=name, type="group"), items))


def _rows(tables: dict[str, object], key: str, draft: Draft) -> list[dict[str, object]]:
    listed = tables.pop(key, [])
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        draft.fault("-", key, _("Rows are written with double brackets: [[{key}]].").format(key=key))
        return []
    return listed


def _named(table: Mapping[str, object], key: str, place: int) -> str:
    return str(table.get(key) or _("row {n}").format(n=place))


def _convert(table: dict[str, object], kind: type[T], row: str, draft: Draft) -> T | None:
    """A table as its struct; every key that is unknown, missing or of the wrong type is a fault of its own."""
    fields = {each.encode_name: each for each in msgspec.structs.fields(kind)}
    known = {key: value for key, value in table.items() if key in fields}
    for key in table:
        if key not in fields:
            draft.fault(row, key, _("No such key."))
    missing = [key for key, each in fields.items() if each.required and key not in known]
    for key in missing:
        draft.fault(row, key, _("This key is needed and is not there."))
    while True:
        try:
            return msgspec.convert(known, kind, strict=True)
        except msgspec.ValidationError as error:
            path = _PATH.search(str(error))
            key = path["path"] if path else ""
            top = re.split(r"[.\[]", key, maxsplit=1)[0]
            if top not in known:
                return None
            draft.fault(row, key, _PATH.sub("", str(error)))
            del known[top]
