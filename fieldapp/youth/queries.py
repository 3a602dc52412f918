"""Rows of the youth room as values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_type_hints

import msgspec
from sqlmodel import col, select

from fieldapp.ledger.current import Current, allowed, current, current_everywhere
from fieldapp.ledger.work import View
from fieldapp.text import initials
from fieldapp.youth import model
from fieldapp.youth.entries import SECTIONS
from fieldapp.youth.tables import JoinedRow, OpenedRow, SectionRow

_PLURAL = {"youth.contact": "contacts", "youth.concern": "concerns", "youth.photo": "photos"}
_DECODERS = {each.kind: msgspec.json.Decoder(get_type_hints(each)["value"]) for each in SECTIONS}


def youth(view: View, youth_id: str) -> model.Youth | None:
    """Everything that counts now about one youth, of all records joined into one; None where no names were ever stated.

    The record begun first of all outside a call heads; what it does not state is taken from the others.
    """
    group = records_of(view, youth_id)
    parts = [part for part in (_record(view, each) for each in group) if part]
    if not any("names" in part for part in parts):
        return None
    merged: dict[str, Any] = {"contacts": {}, "concerns": {}, "photos": {}}
    for part in reversed(parts):
        for name, value in part.items():
            merged[name] = {**merged[name], **value} if isinstance(value, dict) else value
    return model.Youth(id=group[0], joined=group[1:], **merged)


def records_of(view: View, youth_id: str) -> tuple[str, ...]:
    """All records that are this young person, the one that heads first."""
    groups = _groups(view)
    return groups.get(youth_id, (youth_id,))


def _groups(view: View) -> dict[str, tuple[str, ...]]:
    """Each joined record's id -> its whole group, the heading record first."""
    together: dict[str, set[str]] = {}
    for row in allowed(view.session, view.session.exec(select(JoinedRow)).all()):
        both = together.get(row.stream, {row.stream}) | together.get(row.other, {row.other})
        together.update(dict.fromkeys(both, both))
    if not together:
        return {}
    calls = {row.stream for row in view.session.exec(select(OpenedRow).where(OpenedRow.source == "call")).all()}
    return {each: tuple(sorted(group, key=lambda one: (one in calls, one))) for each, group in together.items()}


def _record(view: View, youth_id: str) -> dict[str, Any]:
    rows = view.session.exec(select(SectionRow).where(SectionRow.stream == youth_id)).all()
    return _parts(rows, current(view.session, youth_id, "youth."))


def youths(view: View) -> list[model.YouthLine]:
    """Every youth in this store by the name that heads the page, joined records once."""
    found = current_everywhere(view.session, "youth.")
    wanted = {digest for each in found.values() for subject, digests in each.items() if "/" not in subject for digest in digests}
    kinds = ("youth.names", "youth.standing", "youth.assignment")
    rows = view.session.exec(select(SectionRow).where(col(SectionRow.kind).in_(kinds))).all()
    by_youth: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row.entry in wanted:
            by_youth.setdefault(row.stream, {}).setdefault(row.kind, _value(row))
    groups = _groups(view)
    heads = {each for each in by_youth if groups.get(each, (each,))[0] == each}
    lines = [_line(each, held) for each, held in by_youth.items() if "youth.names" in held and each in heads]
    return sorted(lines, key=lambda line: line.name.casefold())


def _line(youth_id: str, held: dict[str, Any]) -> model.YouthLine:
    name = held["youth.names"].chosen
    standing = held.get("youth.standing")
    worker = held.get("youth.assignment")
    return model.YouthLine(youth_id, name, initials(name), standing.born if standing else None, worker.name if worker else "")


def _value(row: SectionRow) -> Any:  # noqa: ANN401 - one of the section values of model.py, by kind
    return _DECODERS[row.kind].decode(row.value)


def _parts(rows: Iterable[SectionRow], now: Current) -> dict[str, Any]:
    by_entry = {(row.subject, row.entry): row for row in rows}
    parts: dict[str, Any] = {"contacts": {}, "concerns": {}, "photos": {}}
    for subject, digests in now.items():
        stated = _stated([by_entry[subject, digest] for digest in digests if (subject, digest) in by_entry])
        if stated is None:
            continue
        kind, _slash, own_id = subject.partition("/")
        if kind in _PLURAL:
            if not stated.value.removed:
                parts[_PLURAL[kind]][own_id] = stated
        else:
            parts[kind.removeprefix("youth.")] = stated
    return parts


def _stated(rows: list[SectionRow]) -> model.Stated[Any] | None:
    """The latest by claimed time heads; the others written at the same time stand beside it, marked."""
    if not rows:
        return None
    first, *others = sorted(rows, key=lambda row: (-row.at, row.entry))
    values = tuple(value for value in map(_value, others) if value != _value(first))
    return model.Stated(_value(first), first.at, first.actor, values)
