"""What differs between two sets of rules, row by row and key by key, in words: for county counsel's redline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec

from fieldapp.policy.facts import Value
from fieldapp.policy.layers import Rules
from fieldapp.policy.loading import RulesFile, recipients_of
from fieldapp.policy.planning import force_on
from fieldapp.policy.schema import Cite, Content, InForce, NamedFact, Recipient, Row, Test, Text, said_as
from fieldapp.text import _

Side = Mapping[str, Row | NamedFact]
"""Rows and facts of one side by what tells them apart: the id, and whom it tells where an id stands more than once."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that differs. keys: (key, before, after) of what changed, empty for a row added or removed."""

    what: Literal["added", "removed", "changed"]
    row: str
    title: str
    keys: tuple[tuple[str, str, str], ...] = ()


def of_file(file: RulesFile) -> Side:
    """The rows and facts of a file."""
    rows = [placed.row for placed in file.rows]
    return _named(rows, file.facts, _told_apart(rows))


def of_day(rules: Rules, day: date) -> Side:
    """The rows of law in force on a day, each with the citations of that day; what dates it has plays no part."""
    rows = [placed.row for placed in rules.rows]
    in_force = (_as_of(row, day) for row in rows if force_on(row.in_force, day) is not False)
    return _named(in_force, rules.facts.values(), _told_apart(rows))


def _as_of(row: Row, day: date) -> Row:
    there = (cite for cite in row.cite if force_on(cite.in_force, day) is not False)
    cites = tuple(msgspec.structs.replace(cite, in_force=None) for cite in there)
    return msgspec.structs.replace(row, cite=cites, in_force=None)


def _told_apart(rows: Iterable[Row]) -> frozenset[str]:
    """Ids that stand more than once because their rows tell different people."""
    told: dict[str, set[tuple[str, ...]]] = {}
    for row in rows:
        told.setdefault(row.id, set()).add(recipients_of(row))
    return frozenset(row for row, groups in told.items() if len(groups) > 1)


def _named(rows: Iterable[Row], facts: Iterable[NamedFact], told_apart: frozenset[str]) -> Side:
    side: dict[str, Row | NamedFact] = {f"fact {fact.id}": fact for fact in facts}
    for row in rows:
        name = " ".join((row.id, *recipients_of(row))) if row.id in told_apart else row.id
        again = sum(each == name or each.startswith(f"{name} (") for each in side)
        side[f"{name} ({again + 1})" if again else name] = row
    return side


def changes(one: Side, other: Side) -> list[Change]:
    """From one side to the other, in the order of their names."""
    found = []
    for name in sorted({*one, *other}):
        before, after = one.get(name), other.get(name)
        if before is None and after is not None:
            found.append(Change("added", name, _title(after)))
        elif before is not None and after is None:
            found.append(Change("removed", name, _title(before)))
        elif before is not None and after is not None and before != after:
            found.append(Change("changed", name, _title(after), tuple(_keys(before, after))))
    return found


def _title(row: Row | NamedFact) -> str:
    return row.title.en if row.title else ""


def _keys(before: Row | NamedFact, after: Row | NamedFact) -> Iterable[tuple[str, str, str]]:
    for field in before.__struct_fields__:
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield said_as(field), _say(old), _say(new)


def _say(value: Value | Text | Cite | Recipient | Test | Content | InForce | tuple[object, ...]) -> str:  # noqa: PLR0911 - a kind a line
    match value:
        case None | () | "":
            return _("nothing")
        case True | False:
            return _("yes") if value else _("no")
        case Text():
            return value.en
        case Cite():
            return f"{value.law} [{value.confidence}] {value.url}".rstrip()
        case Recipient():
            return _("{to}, if {fact}").format(to=value.to, fact=_say(value.only_if))
        case Content():
            return value.item.en
        case tuple():
            return "; ".join(_say(each) for each in value)  # type: ignore[arg-type]
        case msgspec.Struct():
            said = {key: each for key, each in msgspec.to_builtins(value).items() if each is not None}
            return " ".join(f"{key} {', '.join(each) if isinstance(each, tuple) else each}" for key, each in said.items())
        case _:
            return str(value)
