"""What counts nowhere in a store, worked out anew from its entries alone: by whom they are, and what was withdrawn and put back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fieldapp.ledger.book import Book
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import Kinds
from fieldapp.ledger.withdrawing import PutBack, PutBackByLead, Withdrawn, WithdrawnByLead


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement about one entry. begins: the id of what that began."""

    by: Entry
    target: bytes
    begins: str
    back: bool
    lead: bool


def should_be_barred(book: Book) -> dict[str, set[bytes]]:
    """By stream: what was written without the right or after its device's time, what is withdrawn, and what speaks of that."""
    streams: dict[str, list[Entry]] = defaultdict(list)
    for chain in book.devices():
        for entry in book.range(chain):
            streams[entry.stream].append(entry)
    found = {}
    for stream, held in streams.items():
        wrong = {each.hash for each in held if each.sealed and not _counts(book, each)}
        wrong |= _withdrawn(book.reading.kinds, held, wrong)
        if wrong:
            found[stream] = wrong
    return found


def _counts(book: Book, entry: Entry) -> bool:
    assert entry.sealed is not None
    ends, terms = book.judge._terms.ends(), book.judge._terms
    late = entry.at > ends.get(entry.device, entry.at) and not terms.in_time(entry.device, entry.seq, entry.at)
    return not late and book.judge.may_write(entry.actor, entry.device, entry.sealed.kind)


def _withdrawn(kinds: Kinds, held: Iterable[Entry], wrong: set[bytes]) -> set[bytes]:
    here = {each.hash: each for each in held}
    found, names = set[bytes](), set[str]()
    stated = [each for each in _statements(kinds, here.values()) if each.by.hash not in wrong and _may(kinds, each, here)]
    for each in stated:
        about = [other for other in stated if other.target == each.target]
        if not each.back and not any(_replaces(other, each, here) for other in about):
            found.add(each.target)
            names |= {each.target.hex()} | ({each.begins} if each.begins else set())
    return {each for each in found | _speaking(kinds, here.values(), names) if each in here and here[each].sealed}


def _statements(kinds: Kinds, held: Iterable[Entry]) -> Iterable[_Said]:
    for each in held:
        fact = kinds.read(each.sealed) if each.sealed else None
        if isinstance(fact, Withdrawn):
            for one in fact.targets:
                yield _Said(each, bytes.fromhex(one.entry), one.begins, back=False, lead=isinstance(fact, WithdrawnByLead))
        if isinstance(fact, PutBack):
            for digest in fact.entries:
                yield _Said(each, bytes.fromhex(digest), "", back=True, lead=isinstance(fact, PutBackByLead))


def _may(kinds: Kinds, said: _Said, here: Mapping[bytes, Entry]) -> bool:
    """One's own, or as a supervisor; and nobody what outlives a withdrawal."""
    target = here.get(said.target)
    if target is not None and target.sealed and target.sealed.kind in kinds.outliving:
        return False
    return said.lead or (target is not None and target.actor == said.by.actor)


def _replaces(later: _Said, said: _Said, here: Mapping[bytes, Entry]) -> bool:
    """Whether it was written knowing the other, and by whoever may."""
    return (later.lead or not said.lead) and _knew(later.by, said.by, here)


def _knew(one: Entry, other: Entry, here: Mapping[bytes, Entry]) -> bool:
    known, waiting = set[bytes](), list(one.after)
    while waiting:
        each = waiting.pop()
        if each not in known:
            known.add(each)
            waiting += here[each].after if each in here else ()
    return other.hash in known


def _speaking(kinds: Kinds, held: Iterable[Entry], names: set[str]) -> set[bytes]:
    """Whose words name one of these, or an entry that does, or what such a one began."""
    found: set[bytes] = set()
    left = [each for each in held if each.sealed and each.sealed.kind not in kinds.outliving]
    while True:
        fresh = [e for e in left if e.hash not in found and e.sealed and any(name in e.sealed.body.decode() for name in names)]
        if not fresh:
            return found
        found |= {each.hash for each in fresh}
        names = names | {each.hash.hex() for each in fresh}
        names |= {begun for each in fresh if each.sealed for begun in kinds.begun_by(each.sealed)}
