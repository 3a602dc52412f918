"""One record of a history, opened: what came before and after it, where it stands in its chain, where it leads; and search."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from fieldapp.agenda.queries import recorded
from fieldapp.desk.access import Access
from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.desk.history import Outline, Ref
from fieldapp.desk.historylines import Line, Opened, lines, may_read, opened
from fieldapp.desk.telling import joined
from fieldapp.ledger.asked import asked
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.reading import Reading
from fieldapp.ledger.withdrawing import BY_ITS_MOVER
from fieldapp.ledger.work import View
from fieldapp.locate.entries import CallTaken, EpisodeStarted
from fieldapp.locate.queries import ids as episode_ids
from fieldapp.text import _
from fieldapp.youth.search import NameIndex

_HASH = re.compile(rb"[0-9a-f]{64}")
_MOST = 8
_SLICE = 200
_MOVED = f"SELECT m.was, m.at, m.actor FROM moved m WHERE m.made = ? AND {BY_ITS_MOVER}"  # noqa: S608 - the words are ours
"""Records that are read between two answers to others."""


@dataclass(frozen=True, slots=True)
class Detail:
    """before: what it changed or speaks of, newest first · after: what changed it or speaks of it, oldest first · chain: its
    number there, the device, the short hash and its kind, in a line that can be copied · hash: the whole of it, hex · doubt: of
    what was moved here, that the record it stood in says otherwise, "" where it agrees or is not in this store.
    """

    line: Line
    before: tuple[Line, ...]
    after: tuple[Line, ...]
    chain: str
    hash: str
    doubt: str = ""


def detail(desk: Desk, found: Outline, ref: Ref) -> Detail | None:
    """One record; None where it is not held any more."""
    held = next(iter(opened(desk, [ref])), None)
    if held is None:
        return None
    known = {each.entry: each for each in found.refs}
    before, after = desk.ask(_around, held.entry, held.fact, desk.book.reading)
    older = sorted((known[each] for each in before if each in known), key=lambda each: -each.at)[:_MOST]
    newer = sorted((known[each] for each in after if each in known), key=lambda each: each.at)[:_MOST]
    (line,) = lines(desk, [ref])
    doubt = desk.ask(_doubt, ref.entry)
    return Detail(line, lines(desk, older), lines(desk, newer), _chain(desk, held), held.entry.hash.hex(), doubt)


def _doubt(view: View, entry: bytes) -> str:
    """Whoever moved a record said when and by whom it was written before: held against that record, where it is here."""
    rows = asked(view.session, _MOVED, entry)
    for was, at, actor in rows:
        before = asked(view.session, "SELECT at, actor FROM entry WHERE hash = ?", was)
        if before and (at, actor) not in before:
            return _("The record that it was moved from has another time or author. Ask whoever moved it.")
    return ""


def closed_words(desk: Desk, youth: str, ref: Ref) -> str:
    """What a record says behind the key; writes that somebody looked, before anything is shown (P26)."""
    desk.note_access(Access(what="looked_restricted", about=youth))
    held = next(iter(opened(desk, [ref])), None)
    (line,) = lines(desk, [ref]) if held else (None,)
    if held is None or line is None:
        return ""
    if not line.standing.hidden:
        return held.telling.closed
    return joined(held.telling.title, held.telling.text, held.telling.closed) if may_read(desk, held.entry) else ""


def _chain(desk: Desk, held: Opened) -> str:
    own = held.entry.device == desk.me.device
    laptop = _("this laptop") if own else _("laptop {id}").format(id=held.entry.device[:6])
    kind = f"{held.entry.sealed.kind} {held.entry.sealed.version}" if held.entry.sealed else ""
    number = _("No. {n} of {laptop}").format(n=held.entry.seq, laptop=laptop)
    return " · ".join(part for part in (number, held.entry.hash.hex()[:12], kind) if part)


def _around(view: View, entry: Entry, fact: Fact | None, reading: Reading) -> tuple[set[bytes], set[bytes]]:
    """Hashes of what a record changed or names, and of what changed or names it."""
    body = entry.sealed.body if entry.sealed else b""
    before = {bytes.fromhex(each.decode()) for each in _HASH.findall(body)}
    naming = asked(
        view.session,
        "SELECT hash FROM entry WHERE stream = ? AND hash <> ? AND instr(body, ?) > 0",
        entry.stream,
        entry.hash,
        entry.hash.hex().encode(),
    )
    after = {bytes(row[0]) for row in naming}
    says = reading.gather_said([(entry, fact)]).says.get(entry.hash, ()) if fact is not None else ()
    for subject in says:
        rows = asked(view.session, "SELECT old, new FROM link WHERE stream = ? AND subject = ?", entry.stream, subject)
        before |= {bytes(old) for old, new in rows if new == entry.hash}
        after |= {bytes(new) for old, new in rows if old == entry.hash}
    return before, after


@dataclass(frozen=True, slots=True)
class Place:
    """Where the thing is that a record speaks of: a page, the record of the youth, and an id there."""

    page: str
    youth: str
    id: str = ""


def place_of(desk: Desk, youth: str, ref: Ref) -> Place:
    """Where Enter leads from a record; to the youth's own page where there is nothing else."""
    held = next(iter(opened(desk, [ref])), None)
    if held is None or held.fact is None or not lines(desk, [ref])[0].standing.counts:
        return Place("youth", youth)
    return desk.ask(_place, youth, ref.stream, held.fact)


def _place(view: View, youth: str, stream: str, fact: Fact) -> Place:
    room = fact.kind.partition(".")[0]
    if room == "identify":
        return Place("screening", stream, str(getattr(fact, "id", "")))
    episode = _episode(view, stream, fact)
    if episode:
        return Place("papers" if room == "report" else "episode", stream, episode)
    return Place("actions" if room in {"agenda", "determine"} else "youth", youth)


def _episode(view: View, stream: str, fact: Fact) -> str:
    """The absence that a record is about; "" for none."""
    if isinstance(fact, CallTaken):
        return next(_begun_with(view, stream, fact.id), "")
    notice = str(getattr(fact, "notice", ""))
    told = recorded(view, bytes.fromhex(notice)) if _HASH.fullmatch(notice.encode()) else None
    named = told.fact.occasion if told else ""
    for each in ("episode", "occasion", *(("id",) if isinstance(fact, EpisodeStarted) else ())):
        named = named or str(getattr(fact, each, ""))
    return named if named in episode_ids(view, [stream]) else ""


def _begun_with(view: View, stream: str, call: str) -> Iterator[str]:
    rows = asked(
        view.session,
        "SELECT e.id FROM episode e JOIN entry b ON b.stream = e.stream AND b.hash = e.entry"
        " WHERE e.stream = ? AND instr(b.body, ?) > 0",
        stream,
        call.encode(),
    )
    return (str(row[0]) for row in rows)


class Words:
    """The words of a history, held for a search as long as its page is open; made in slices, on the store's thread alone."""

    def __init__(self) -> None:
        self.index = NameIndex()
        self.read = 0


def searching(desk: Desk, found: Outline, typed: str, held: Words) -> Slices[frozenset[bytes]]:
    """The records that typed words fit, forgiving as the search for a youth is; what only the key shows is never found."""
    yield from _reading(desk, found, held)
    return frozenset(map(bytes.fromhex, held.index.fitting(typed)))


def _reading(desk: Desk, found: Outline, held: Words) -> Generator[Progress]:
    while some := found.refs[held.read : held.read + _SLICE]:
        told = lines(desk, some)
        held.index.add((each.ref.entry.hex(), (each.title, each.text, each.who, each.standing.why)) for each in told)
        held.read += len(some)
        if len(found.refs) > _SLICE:
            yield Progress(held.read, len(found.refs), _("Reading the history"))
