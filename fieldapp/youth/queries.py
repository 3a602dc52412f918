"""Rows of the youth room as values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import col, select

from fieldapp.ledger.asked import asked
from fieldapp.ledger.current import Current, current, current_everywhere
from fieldapp.ledger.knowing import in_order
from fieldapp.ledger.said import Said, said
from fieldapp.ledger.work import View
from fieldapp.text import initials, words
from fieldapp.youth import model
from fieldapp.youth.entries import SECTIONS, AssignmentSaid, Joined, NamesSaid, SectionSaid, StandingSaid, subject_of
from fieldapp.youth.tables import JoinedRow, OpenedRow, SectionRow

_PLURAL = {"youth.contact": "contacts", "youth.concern": "concerns", "youth.photo": "photos"}
_IN_LISTS = (NamesSaid, StandingSaid, AssignmentSaid)


def youth(view: View, youth_id: str) -> model.Youth | None:
    """Everything that counts now about one youth, of all records joined into one; None where no names were ever stated.

    The record begun first of all outside a call heads; what it does not state is taken from the others.
    """
    group = records_of(view, youth_id)
    parts = [_record(view, each) for each in group]
    if not any("names" in part for part in parts):
        return None
    merged: dict[str, Any] = {"contacts": {}, "concerns": {}, "photos": {}}
    for part in reversed(parts):
        for name, value in part.items():
            merged[name] = {**merged[name], **value} if isinstance(value, dict) else value
    return model.Youth(id=group[0], joined=group[1:], **merged)


def born_of(view: View, youth_id: str) -> str | None:
    """The birth date, ISO; None where nobody has stated it."""
    record = youth(view, youth_id)
    return record.standing.value.born if record and record.standing else None


def records_of(view: View, youth_id: str) -> tuple[str, ...]:
    """All records that are this young person, the one that heads first."""
    return groups(view).get(youth_id, (youth_id,))


def groups(view: View) -> dict[str, tuple[str, ...]]:
    """Each joined record's id -> its whole group, the heading record first: of those that came here."""
    together: dict[str, set[str]] = {}
    for each in said(view.session, JoinedRow, Joined):
        one, other = each.stream, each.fact.other
        both = together.get(one, {one}) | together.get(other, {other})
        together.update(dict.fromkeys(both, both))
    if not together:
        return {}
    calls, named = _begun_by_call(view, together), _named(view, together)
    return {each: tuple(sorted(group, key=lambda one: (one not in named, one in calls, one))) for each, group in together.items()}


def _begun_by_call(view: View, records: Iterable[str]) -> set[str]:
    rows = asked(
        view.session,
        "SELECT stream FROM youth_opened WHERE source = 'call' AND stream IN (SELECT value FROM json_each(?))",
        json.dumps(list(records)),
    )
    return {row[0] for row in rows}


def _named(view: View, records: Iterable[str]) -> set[str]:
    """Those of the records that have a name here; one that has not come yet heads nothing."""
    rows = asked(
        view.session,
        "SELECT stream FROM version WHERE stream IN (SELECT value FROM json_each(?)) AND subject = 'youth.names'"
        " AND entry NOT IN (SELECT entry FROM barred)",
        json.dumps(list(records)),
    )
    return {row[0] for row in rows}


def only_calls(view: View, youth_id: str) -> bool:
    """Whether nothing but calls has begun this youth's record: nobody has said yet whose it is (P2)."""
    own = records_of(view, youth_id)
    rows = view.session.exec(select(OpenedRow).where(col(OpenedRow.stream).in_(own))).all()
    return bool(rows) and all(row.source == "call" for row in rows)


def _record(view: View, youth_id: str) -> dict[str, Any]:
    return _parts(said(view.session, SectionRow, SECTIONS, stream=youth_id), current(view.session, youth_id, "youth."))


def youths(view: View, among: Sequence[str] | None = None) -> list[model.YouthLine]:
    """Every youth in this store by the name that heads the page, joined records once. among: heading records, else all."""
    kept = {
        (stream, digest)
        for stream, found in current_everywhere(view.session, "youth.", among).items()
        for digests in found.values()
        for digest in digests
    }
    by_youth: dict[str, dict[str, Any]] = {}
    only = {} if among is None else {"stream": among}
    for each in said(view.session, SectionRow, _IN_LISTS, kind=[kind.kind for kind in _IN_LISTS], **only):
        if (each.stream, each.entry) in kept:
            by_youth.setdefault(each.stream, {})[each.fact.kind] = each.fact.value
    joined = groups(view)
    heading = (each for each in by_youth if joined.get(each, (each,))[0] == each)
    return listed(_line(each, by_youth[each]) for each in heading if NamesSaid.kind in by_youth[each])


def listed(lines: Iterable[model.YouthLine]) -> list[model.YouthLine]:
    """Lines in the order of every list: by the words of the name."""
    return sorted(lines, key=lambda line: (words(line.name), line.id))


def names(view: View, among: Iterable[str] | None = None) -> dict[str, str]:
    """The name that heads each youth's page, by the record that heads; read alone. among: the records asked for, else all."""
    asked_for = None if among is None else sorted(set(among))
    kept = current_everywhere(view.session, NamesSaid.kind, asked_for)
    counting = {digest for found in kept.values() for digest in found.get(NamesSaid.kind, ())}
    only = {} if asked_for is None else {"stream": asked_for}
    stated = said(view.session, SectionRow, NamesSaid, counting, kind=NamesSaid.kind, **only)
    heads = {record: group[0] for record, group in groups(view).items()}
    return {each.stream: each.fact.value.chosen for each in stated if heads.get(each.stream, each.stream) == each.stream}


def count(view: View) -> int:
    """How many youths there are, joined records once."""
    return len(heads(view))


def heads(view: View) -> list[str]:
    """The record that heads each youth, of those with a name; from the rows alone."""
    named = asked(
        view.session,
        "SELECT DISTINCT stream FROM version WHERE subject = 'youth.names' AND entry NOT IN (SELECT entry FROM barred)",
    )
    joined = groups(view)
    return [stream for (stream,) in named if joined.get(stream, (stream,))[0] == stream]


def _line(youth_id: str, held: dict[str, Any]) -> model.YouthLine:
    names: model.Names = held[NamesSaid.kind]
    standing: model.Standing | None = held.get(StandingSaid.kind)
    worker: model.Assignment | None = held.get(AssignmentSaid.kind)
    found_by = [names.chosen, names.legal, *names.other]
    if standing:
        found_by += [standing.cws_client_id, standing.court_number, standing.probation_number]
    return model.YouthLine(
        id=youth_id,
        name=names.chosen,
        initials=initials(names.chosen),
        born=standing.born if standing else None,
        worker=worker.name if worker else "",
        found_by=tuple(text for text in found_by if text),
    )


def _parts(stated: Iterable[Said[SectionSaid]], now: Current) -> dict[str, Any]:
    by_entry = {(subject_of(each.fact), each.entry): each for each in stated}
    parts: dict[str, Any] = {"contacts": {}, "concerns": {}, "photos": {}}
    for subject, digests in now.items():
        held = [by_entry[subject, digest] for digest in digests if (subject, digest) in by_entry]
        if not held:
            continue
        value = _stated(held)
        kind, _slash, own_id = subject.partition("/")
        if kind not in _PLURAL:
            parts[kind.removeprefix("youth.")] = value
        elif not value.value.removed:
            parts[_PLURAL[kind]][own_id] = value
    return parts


def _stated(held: list[Said[SectionSaid]]) -> model.Stated[Any]:
    """The latest by claimed time heads; the others written at the same time stand beside it, marked."""
    first, *others = sorted(held, key=lambda each: (-each.at, each.entry))
    values = tuple(each.fact.value for each in others if each.fact.value != first.fact.value)
    return model.Stated(first.fact.value, first.at, first.actor, values)


def statements(view: View, youth_id: str, subject: str) -> tuple[model.Statement, ...]:
    """Everything that was ever stated of a section in the record that its present value comes from, newest first."""
    return _statements(view, holder(view, youth_id, subject), subject)


def holder(view: View, youth_id: str, subject: str) -> str:
    """Of all records of one youth the one whose statement of a section is shown; the heading one where none has any."""
    group = records_of(view, youth_id)
    return next((each for each in group if subject in current(view.session, each, subject)), group[0])


def _statements(view: View, stream: str, subject: str) -> tuple[model.Statement, ...]:
    counting = current(view.session, stream, subject).get(subject, ())
    found = in_order(view.session, said(view.session, SectionRow, SECTIONS, stream=stream, subject=subject))
    listed = [model.Statement(each.fact.value, each.at, each.actor, each.fact.reason, each.entry in counting) for each in found]
    listed.reverse()
    return tuple(sorted(listed, key=lambda each: not each.counts))
