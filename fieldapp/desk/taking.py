"""Taking one file in: verified whole from a copy of its own, then admitted batch by batch, then judged; or set aside."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

import msgspec

from fieldapp.ahead import Ahead
from fieldapp.desk import office, team
from fieldapp.desk.copying import copied
from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.desk.restored import Restored
from fieldapp.errors import BundleRefused
from fieldapp.exchange import receiving, sending, setaside
from fieldapp.exchange.names import known_as
from fieldapp.exchange.receipts import Receipt, take_receipt
from fieldapp.exchange.receiving import BATCH, Verified
from fieldapp.exchange.refusals import refused
from fieldapp.exchange.saying import Outcome
from fieldapp.ledger import erasing
from fieldapp.ledger.admitted import Admitted
from fieldapp.ledger.book import Book
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import Kinds
from fieldapp.ledger.reading import Read
from fieldapp.ledger.rebuild import fold_stale
from fieldapp.text import _

ANSWERED = frozenset({"range", "selection"})
"""Forms that carry records, and are answered by a receipt."""


def taken(desk: Desk, path: Path, place: tuple[int, int] | None) -> Slices[Outcome]:
    """One file. place: which of how many it is, which is then all that is said of progress."""
    try:
        with copied(path) as copy:
            slices = _one(desk, copy, known_as(path))
            while True:
                try:
                    inner = next(slices)
                except StopIteration as done:
                    outcome: Outcome = done.value
                    return outcome
                yield Progress(*place, _("Reading bundles")) if place else inner
    except BundleRefused as error:
        own, known = desk.me.device, {each.id for each in team.others(desk)}
        refuse = partial(setaside.set_aside, path=path, error=error, now=desk.clock(), own=own, known=known)
        return desk.batch(refuse)


def _one(desk: Desk, path: Path, name: str) -> Slices[Outcome]:
    me, now = desk.me.device, desk.clock()
    first = receiving.verify(path, me, team.keys(desk), lambda opened: team.roster_for(desk, opened), desk.book, now)
    verified = yield from _checking(first)
    said = verified.opened.header
    skipped = desk.batch(partial(receiving.came, verified=verified, own=me, now=now))
    if said.form == "roster":
        content = next((content for _digest, content in verified.opened.files()), b"")
        desk.batch(lambda book: office.adopt(book.connection, content, team.root(desk)))
        team.reload(desk)
    elif said.form == "receipt":
        _take_receipt(desk, verified)
    elif desk.people.public_of(said.device) is None:  # a restored store, which is believed before anybody enrolled it
        desk.people.know(team.roster_for(desk, verified.opened))
    done = yield from _take_entries(desk, verified)
    if Restored.kind in done.kinds:
        team.reload(desk)
    ended = team.ended(desk, said.device)

    def judge(book: Book) -> Outcome:
        if said.form in ANSWERED:
            sending.owe_receipt(book, said.device)
        return receiving.judged(book, verified, me, skipped, done, name, desk.clock(), ended)

    return desk.batch(judge)


def _checking(slices: Generator[int, None, Verified]) -> Slices[Verified]:
    while True:
        try:
            done = next(slices)
        except StopIteration as ended:
            verified: Verified = ended.value
            return verified
        yield Progress(done, 0, _("Checking the bundle"))


def _take_entries(desk: Desk, verified: Verified) -> Slices[Admitted]:
    """Admit what a verified bundle carries, batch by batch; while one is put on the disk, the next is read."""
    done, named, gone, newer = Admitted(), set[str](), set[str](), False
    entries, kinds = verified.opened.entries(), desk.book.reading.kinds
    with Ahead(lambda: desk.book.read(list(islice(entries, BATCH)))) as ahead:
        while (read := ahead.take()).entries:
            admitted, kept = desk.batch(partial(_admit, read=read, ahead=ahead))
            done.add(admitted)
            named |= _files(kinds, kept)
            gone |= _files(kinds, read.entries)
            newer = newer or not all(kinds.knows(entry.sealed) for entry in kept if entry.sealed)
            yield Progress(done.new, verified.opened.header.sizes.entries, _("Taking in records"))
    if named or newer:
        yield from _take_files(desk, verified, named, gone - named, newer=newer)
    while left := desk.batch(fold_stale):
        yield Progress(0, left, _("Sorting records"))
    return done


def _admit(book: Book, read: Read, ahead: Ahead[Read]) -> tuple[Admitted, Sequence[Entry]]:
    """What became of a batch, and its entries as they may be kept."""
    done = book.take_in(read)
    ahead.start()
    return done, erasing.without_destroyed(book.connection, book.reading.kinds, read.entries)


def _files(kinds: Kinds, entries: Sequence[Entry]) -> set[str]:
    return {digest for entry in entries if entry.sealed for digest in kinds.files(entry.sealed)}


def _take_files(desk: Desk, verified: Verified, named: set[str], gone: set[str], *, newer: bool) -> Slices[None]:
    """Keep the files that the entries of a bundle name; others that it carries are nobody's, unless it has entries of a newer
    version, which may name them: they are read after the update, and nobody sends their files again then. gone: of entries that
    are destroyed here.
    """
    for place, (digest, content) in enumerate(verified.opened.files()):
        if digest.hex() in named or (newer and digest.hex() not in gone):
            desk.files.take(content)
        yield Progress(place + 1, len(named), _("Taking in photos"))


def _take_receipt(desk: Desk, verified: Verified) -> None:
    content = next((content for _digest, content in verified.opened.files()), b"")
    try:
        receipt = msgspec.msgpack.decode(content, type=Receipt)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise refused("unreadable") from error
    sender = verified.opened.header.device
    if not desk.batch(lambda book: take_receipt(book, team.sender(desk), sender, receipt)):
        raise refused("ahead")
