"""The outline of a youth's history: every record of every kind that this store holds, newest first.

It is read at once, without any body, so that one of very many opens quickly; the words are read where somebody looks.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from fieldapp.desk import team
from fieldapp.desk.desk import Desk, opens_youth
from fieldapp.ledger.envelopes import Envelope, envelopes, out_of_time
from fieldapp.ledger.work import View
from fieldapp.text import initials
from fieldapp.youth import queries as youths

Part = Literal["told", "locate", "identify", "document", "determine", "record", "people", "papers", "withdrawn", "other"]
"""What a record is about: who was told, the four words of the letter, the youth, their people, papers, what was withdrawn or
moved, or nobody here knows.
"""
PARTS: tuple[Part, ...] = get_args(Part)
_OF_ROOM: Mapping[str, Part] = {
    "agenda": "told", "locate": "locate", "identify": "identify", "document": "document", "determine": "determine",
    "youth": "record", "report": "papers", "record": "withdrawn",
}  # fmt: skip
_PEOPLE = frozenset({"youth.contact", "youth.concern"})


@dataclass(frozen=True, slots=True)
class Ref:
    """One record of the outline. at: ms UTC, as its device claims · kind: "" where its body is not here · jumped: dated well
    before something that its author had read.
    """

    stream: str
    entry: bytes
    at: int
    actor: str
    kind: str
    part: Part
    device: str
    seq: int
    audience: str
    jumped: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything that there is, newest first. people: (person's id, name, how many), most first · parts: how many of each."""

    youth: str
    name: str
    initials: str
    refs: tuple[Ref, ...]
    people: tuple[tuple[str, str, int], ...]
    parts: Mapping[Part, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is shown of it. since, until: instants, the second left out; None is no limit · found: what a search found."""

    part: Part | Literal[""] = ""
    person: str = ""
    since: int | None = None
    until: int | None = None
    found: frozenset[bytes] | None = None

    @property
    def all(self) -> bool:
        """Whether nothing is left out."""
        return self == Wanted()


def outline(desk: Desk, youth: str) -> Outline | None:
    """The outline; None where the record is not in this store."""
    found = desk.ask(_outline, youth)
    if found is None:
        return None
    head, name, refs = found
    names, counted = team.names(desk), Counter(each.actor for each in refs)
    people = tuple((person, names.get(person, "?"), count) for person, count in counted.most_common())
    parts = Counter(each.part for each in refs)
    return Outline(head, name, initials(name), refs, people, {part: parts[part] for part in PARTS if parts[part]})


@opens_youth
def _outline(view: View, youth: str) -> tuple[str, str, tuple[Ref, ...]] | None:
    record = youths.youth(view, youth)
    if record is None:
        return None
    # Records that are one youth lie beside each other by their dates; within each, nothing stands before what it follows.
    streams = [_refs(envelopes(view.session, each)) for each in (record.id, *record.joined)]
    oldest_first = list(heapq.merge(*streams, key=lambda ref: ref.at))
    return record.id, record.names.value.chosen, tuple(reversed(oldest_first))


def _refs(found: Sequence[Envelope]) -> list[Ref]:
    wrong = out_of_time(found)
    return [
        Ref(
            stream=each.stream,
            entry=each.hash,
            at=each.at,
            actor=each.actor,
            kind=each.kind or "",
            part=part_of(each.kind or ""),
            device=each.device,
            seq=each.seq,
            audience=each.audience,
            jumped=each.hash in wrong,
        )
        for each in found
    ]


def part_of(kind: str) -> Part:
    """What a kind of record is about."""
    return "people" if kind in _PEOPLE else _OF_ROOM.get(kind.partition(".")[0], "other")


def chosen(refs: Iterable[Ref], wanted: Wanted) -> tuple[Ref, ...]:
    """The records of an outline that are wanted, in its order."""
    if wanted.all:
        return tuple(refs)
    return tuple(each for each in refs if _is_wanted(each, wanted))


def _is_wanted(ref: Ref, wanted: Wanted) -> bool:
    return (
        (not wanted.part or ref.part == wanted.part)
        and (not wanted.person or ref.actor == wanted.person)
        and (wanted.since is None or ref.at >= wanted.since)
        and (wanted.until is None or ref.at < wanted.until)
        and (wanted.found is None or ref.entry in wanted.found)
    )
