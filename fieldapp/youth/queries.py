"""Rows of the youth room as values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_type_hints

import msgspec
from sqlmodel import col, select

from fieldapp.ledger.current import Current, current, current_everywhere
from fieldapp.ledger.work import View
from fieldapp.text import initials
from fieldapp.youth import model
from fieldapp.youth.entries import SECTIONS
from fieldapp.youth.tables import JoinedRow, SectionRow

_PLURAL = {"youth.contact": "contacts", "youth.concern": "concerns", "youth.photo": "photos"}
_DECODERS = {each.kind: msgspec.json.Decoder(get_type_hints(each)["value"]) for each in SECTIONS}


def youth(view: View, youth_id: str) -> model.Youth | None:
    """Everything that counts now about one youth; None where no names were ever stated here."""
    rows = view.session.exec(select(SectionRow).where(SectionRow.stream == youth_id)).all()
    return _youth(youth_id, rows, current(view.session, youth_id, "youth."), joined_to(view, youth_id))


def joined_to(view: View, youth_id: str) -> tuple[str, ...]:
    """The other records that are this young person, by entries in either stream."""
    rows = view.session.exec(
        select(JoinedRow).where((JoinedRow.stream == youth_id) | (JoinedRow.other == youth_id))
    ).all()
    return tuple(sorted({row.other if row.stream == youth_id else row.stream for row in rows}))


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
    later = {row.stream for row in view.session.exec(select(JoinedRow)).all() if row.stream > row.other}
    lines = [_line(each, held) for each, held in by_youth.items() if "youth.names" in held and each not in later]
    return sorted(lines, key=lambda line: line.name.casefold())


def _line(youth_id: str, held: dict[str, Any]) -> model.YouthLine:
    name = held["youth.names"].chosen
    standing = held.get("youth.standing")
    worker = held.get("youth.assignment")
    return model.YouthLine(youth_id, name, initials(name), standing.born if standing else None, worker.name if worker else "")


def _value(row: SectionRow) -> Any:  # noqa: ANN401 - one of the section values of model.py, by kind
    return _DECODERS[row.kind].decode(row.value)


def _youth(
    youth_id: str, rows: Iterable[SectionRow], now: Current, joined: tuple[str, ...]
) -> model.Youth | None:
    by_entry = {(row.subject, row.entry): row for row in rows}
    parts: dict[str, Any] = {"contacts": {}, "concerns": {}, "photos": {}}
    for subject, digests in now.items():
        stated = _stated([by_entry[subject, digest] for digest in digests if (subject, digest) in by_entry])
        if stated is None:
            continue
        kind, _, own_id = subject.partition("/")
        if kind in _PLURAL:
            if not stated.value.removed:
                parts[_PLURAL[kind]][own_id] = stated
        else:
            parts[kind.removeprefix("youth.")] = stated
    return model.Youth(id=youth_id, joined=joined, **parts) if "names" in parts else None


def _stated(rows: list[SectionRow]) -> model.Stated[Any] | None:
    """The latest by claimed time heads; the others written at the same time stand beside it, marked."""
    if not rows:
        return None
    first, *others = sorted(rows, key=lambda row: (-row.at, row.entry))
    values = tuple(value for value in map(_value, others) if value != _value(first))
    return model.Stated(_value(first), first.at, first.actor, values)
