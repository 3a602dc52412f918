"""Withdrawing: an entry about entries of its own stream, which were written into the wrong one; from then on they take no effect.

What a person withdraws is named; what speaks of it, written by somebody who did not know, takes no effect with it. Both are
worked out from the stream's own entries and kept in `barred`, beside what was written without the right; no query thinks of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar

import msgspec
from sqlalchemy import Connection, LargeBinary
from sqlmodel import Field

from fieldapp.ledger.asked import asked
from fieldapp.ledger.entry import Sealed
from fieldapp.ledger.kinds import FIELD, LEAD, Fact, Kinds, Role
from fieldapp.ledger.rows import Fold, Folded, Into, Known, RowTable, Says

Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
_SUBJECT = "record/"
_NAMES = re.compile(rb"[0-9a-f]{64}|[a-z2-7]{26}")
"""Hashes and ids, as bodies name them."""


class Target(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """An entry that is withdrawn. begins: the id of what it began (an absence, a screening), by which others speak of it; it is
    kept here because the entry's own body may be destroyed.
    """

    entry: Hash
    begins: str = ""


class Withdrawn(Fact, frozen=True, kw_only=True):
    """These entries were written into the wrong youth's record. act: one id for all that was withdrawn together · moved: what
    of it could be was written anew elsewhere. An author withdraws their own; of others it takes no effect.
    """

    kind = "record.withdrawn"
    outlives: ClassVar[bool] = True
    act: str
    targets: tuple[Target, ...]
    reason: str
    moved: bool = False


class WithdrawnByLead(Withdrawn, frozen=True, kw_only=True):
    """The same by a supervisor, of whatever anybody wrote."""

    kind = "record.withdrawn_by_lead"
    roles: ClassVar[frozenset[Role]] = LEAD


class PutBack(Fact, frozen=True, kw_only=True):
    """They were right where they were: they count again. act: of the withdrawal."""

    kind = "record.put_back"
    outlives: ClassVar[bool] = True
    roles: ClassVar[frozenset[Role]] = FIELD
    act: str
    entries: tuple[Hash, ...]
    reason: str


class PutBackByLead(PutBack, frozen=True, kw_only=True):
    """The same by a supervisor; what a supervisor withdrew, only a supervisor puts back."""

    kind = "record.put_back_by_lead"
    roles: ClassVar[frozenset[Role]] = LEAD


class Origin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Of an entry that was written anew: which it was before, and when and by whom that was written. It names no other youth."""

    made: Hash
    was: Hash
    at: int
    by: str


class Moved(Fact, frozen=True, kw_only=True):
    """These entries were written before in another record, at those times and by those persons; so says who moved them."""

    kind = "record.moved"
    outlives: ClassVar[bool] = True
    origins: tuple[Origin, ...]


KINDS: tuple[type[Fact], ...] = (Withdrawn, WithdrawnByLead, PutBack, PutBackByLead, Moved)


class WithdrawalRow(RowTable, table=True):
    """That one entry is withdrawn, or put back."""

    __tablename__ = "withdrawal"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLModel reads it so

    target: bytes = Field(sa_type=LargeBinary)
    act: str
    begins: str
    back: bool
    lead: bool


class MovedRow(RowTable, table=True):
    """When and by whom an entry that was written anew was written before."""

    __tablename__ = "moved"

    made: bytes = Field(sa_type=LargeBinary, index=True)
    was: bytes = Field(sa_type=LargeBinary, index=True)
    at: int
    actor: str


BY_ITS_MOVER = (
    "EXISTS (SELECT 1 FROM entry said JOIN entry anew ON anew.stream = said.stream AND anew.hash = m.made"
    " WHERE said.stream = m.stream AND said.hash = m.entry AND anew.actor = said.actor)"
    " AND NOT EXISTS (SELECT 1 FROM barred o WHERE o.entry = m.entry)"
)
"""Of a row m of `moved`: that whoever says so wrote the entry anew themselves, in this record; of others' nobody says it."""

_WITHDRAWAL, _MOVED = Into(WithdrawalRow), Into(MovedRow)
TABLES = (_WITHDRAWAL, _MOVED)


def _withdrawn(_known: Known, fact: Withdrawn) -> Iterator[Folded]:
    lead = isinstance(fact, WithdrawnByLead)
    for each in fact.targets:
        yield _WITHDRAWAL.row(target=bytes.fromhex(each.entry), act=fact.act, begins=each.begins, back=False, lead=lead)
        yield Says(_SUBJECT + each.entry)


def _put_back(_known: Known, fact: PutBack) -> Iterator[Folded]:
    lead = isinstance(fact, PutBackByLead)
    for each in fact.entries:
        yield _WITHDRAWAL.row(target=bytes.fromhex(each), act=fact.act, begins="", back=True, lead=lead)
        yield Says(_SUBJECT + each)


def _moved(_known: Known, fact: Moved) -> Iterator[Folded]:
    for each in fact.origins:
        yield _MOVED.row(made=bytes.fromhex(each.made), was=bytes.fromhex(each.was), at=each.at, actor=each.by)


FOLDS: dict[type[Fact], Fold] = {
    Withdrawn: _withdrawn,
    WithdrawnByLead: _withdrawn,
    PutBack: _put_back,
    PutBackByLead: _put_back,
    Moved: _moved,
}


@dataclass(frozen=True, slots=True)
class Hidden:
    """What takes no effect in a stream. named: each entry that is withdrawn -> the entry that says so · loose: what speaks of
    one of them and was not named, because whoever withdrew did not know of it.
    """

    named: Mapping[bytes, bytes]
    loose: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement about a target."""

    entry: bytes
    begins: str
    back: bool
    lead: bool


def hidden(connection: Connection, kinds: Kinds, stream: str) -> Hidden:
    """What is withdrawn in a stream, by everything that is held of it here. `barred` holds who lacked the right."""
    authors = {row[0]: (row[1], row[2]) for row in connection.exec_driver_sql(_ENTRIES, (stream,))}
    about: dict[bytes, list[_Said]] = defaultdict(list)
    for target, begins, back, lead, entry, actor in connection.exec_driver_sql(_STATED, (stream,)):
        author, kind = authors.get(target, ("", None))
        if (lead or actor == author) and kind not in kinds.outliving:
            about[target].append(_Said(entry, begins, bool(back), bool(lead)))
    newer: dict[bytes, set[bytes]] = defaultdict(set)
    for old, new in connection.exec_driver_sql(_LINKS, (stream, _SUBJECT, _SUBJECT + "\uffff")):
        newer[old].add(new)
    named, names = dict[bytes, bytes](), set[bytes]()
    for target, stated in about.items():
        ended = [each for each in _tops(stated, newer) if not each.back]
        if ended:
            named[target] = min(each.entry for each in ended)
            names |= {target.hex().encode(), *(each.begins.encode() for each in ended if each.begins)}
    loose = frozenset(speaking(connection, kinds, stream, names) - named.keys()) if names else frozenset()
    return Hidden(named, loose)


_ENTRIES = "SELECT hash, actor, kind FROM entry WHERE stream = ?"
_STATED = (
    "SELECT w.target, w.begins, w.back, w.lead, w.entry, e.actor FROM withdrawal w"
    " CROSS JOIN entry e ON e.stream = w.stream AND e.hash = w.entry"
    " WHERE w.stream = ? AND w.entry NOT IN (SELECT entry FROM barred)"
)
_LINKS = "SELECT old, new FROM link WHERE stream = ? AND subject BETWEEN ? AND ?"
_BODIES = "SELECT hash, salt, kind, version, zone, body FROM entry WHERE stream = ? AND body IS NOT NULL"


def _tops(stated: Iterable[_Said], newer: Mapping[bytes, Iterable[bytes]]) -> list[_Said]:
    """The statements that no later one replaced; no later one but a supervisor's replaces a supervisor's."""
    by_entry = {each.entry: each for each in stated}
    return [each for each in by_entry.values() if not _replaced(each, by_entry, newer)]


def _replaced(one: _Said, by_entry: Mapping[bytes, _Said], newer: Mapping[bytes, Iterable[bytes]]) -> bool:
    waiting, seen = list(newer.get(one.entry, ())), set[bytes]()
    while waiting:
        each = waiting.pop()
        later = by_entry.get(each)
        if later is not None and (later.lead or not one.lead):
            return True
        if each not in seen:
            seen.add(each)
            waiting.extend(newer.get(each, ()))
    return False


def speaking(connection: Connection, kinds: Kinds, stream: str, names: Iterable[bytes]) -> set[bytes]:
    """Entries that speak of something by one of these names (a hash in hex, an id), or of an entry that does, and so on."""
    waiting: dict[bytes, tuple[set[bytes], Sealed]] = {}
    for digest, *under in connection.exec_driver_sql(_BODIES, (stream,)):
        sealed = Sealed(*under)
        if sealed.kind not in kinds.outliving:
            waiting[digest] = (set(_NAMES.findall(sealed.body)), sealed)
    known, found = set(names), set[bytes]()
    while fresh := {digest for digest, (named, _sealed) in waiting.items() if not named.isdisjoint(known)}:
        for digest in fresh:
            known |= {digest.hex().encode(), *(each.encode() for each in kinds.begun_by(waiting.pop(digest)[1]))}
        found |= fresh
    return found


def bar(connection: Connection, kinds: Kinds, stream: str) -> None:
    """Mark what is withdrawn in a stream, beside what was written without the right, which is marked already."""
    found = hidden(connection, kinds, stream)
    marked = [(digest, stream) for digest in (*found.named, *found.loose)]
    if marked:
        connection.exec_driver_sql(_BAR, marked)


_BAR = (
    "INSERT OR IGNORE INTO barred (entry, stream)"
    " SELECT hash, stream FROM entry WHERE hash = ? AND stream = ? AND kind IS NOT NULL"
)


def streams(connection: Connection, among: Collection[str] | None = None) -> list[str]:
    """The streams in which something was ever withdrawn, of those asked for or of all; few are, of however many."""
    if among is not None and len(among) == 1:
        (one,) = among
        return [one] if asked(connection, _ONE, one) else []
    found = [row[0] for row in asked(connection, "SELECT DISTINCT stream FROM withdrawal")]
    return found if among is None else [each for each in found if each in among]


_ONE = "SELECT 1 FROM withdrawal WHERE stream = ? LIMIT 1"
