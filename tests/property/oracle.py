"""What must hold of every store, worked out anew from its entries alone, by slow and simple means."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator

from msgspec.structs import replace
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from bench.county import run_through
from fieldapp.desk import accesslog, checking, exchangefile, nextsteps, overview, screeningfile, statusfile, youthfile
from fieldapp.desk.casefile import page_of
from fieldapp.desk.desk import Desk
from fieldapp.ledger import tables
from fieldapp.ledger.book import Book
from fieldapp.ledger.current import current, current_everywhere
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.rebuild import digest, fold_stale
from fieldapp.locate import queries as episodes_of
from fieldapp.supervise.queries import monday
from fieldapp.youth import queries as records
from fieldapp.youth.queries import youths as everyone

Subject = tuple[str, str]
"""Stream and subject."""


def entries_of(book: Book) -> list[Entry]:
    """Everything that is held."""
    return [entry for device in book.devices() for entry in book.range(device)]


def latest(book: Book) -> dict[Subject, set[bytes]]:
    """Of each subject the statements that no other was written knowing; what an author without the right wrote is passed over."""
    after: dict[bytes, tuple[bytes, ...]] = {}
    says: dict[Subject, set[bytes]] = defaultdict(set)
    barred = {row[0] for row in book.connection.exec_driver_sql("SELECT entry FROM barred")}
    for entry in entries_of(book):
        after[entry.hash] = entry.after
        for subject in book.reading.gather([entry]).says.get(entry.hash, ()):
            if entry.hash not in barred:
                says[entry.stream, subject].add(entry.hash)
    return {each: stated - _known_to(stated, after) for each, stated in says.items()}


def _known_to(stated: set[bytes], after: dict[bytes, tuple[bytes, ...]]) -> set[bytes]:
    """Everything that the authors of these knew, themselves left out."""
    known: set[bytes] = set()
    waiting = [parent for each in stated for parent in after.get(each, ())]
    while waiting:
        each = waiting.pop()
        if each not in known:
            known.add(each)
            waiting.extend(after.get(each, ()))
    return known


def counting(book: Book) -> dict[Subject, set[bytes]]:
    """The same as the store's own indexes have it, asked for in both ways that queries have."""
    with Session(book.connection) as session:
        everywhere = current_everywhere(session, "")
        found = {(stream, subject): set(kept) for stream, now in everywhere.items() for subject, kept in now.items()}
        for stream in {stream for stream, _subject in found}:
            assert current(session, stream) == everywhere[stream]
    return {each: kept for each, kept in found.items() if kept}


def in_any_order(book: Book, dice: random.Random) -> str:
    """The digest of a ledger that got the same entries in any order, in batches of any size, some twice, some bodies later."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as connection:
        tables.create(connection)
        other = Book(connection, book.reading, book.judge.may_write, book.judge._terms)
        held = entries_of(book)
        dice.shuffle(held)
        early = [replace(each, sealed=None) for each in held[: len(held) // 5]]
        waiting = [*early, *held, *held[: len(held) // 9]]
        while waiting:
            size = dice.choice((1, 2, 7, 50))
            batch, waiting = waiting[:size], waiting[size:]
            other.admit(batch)
            if dice.random() < 0.2:
                fold_stale(other)
        while fold_stale(other):
            pass
        assert counting(other) == counting(book)
        for name in ("tip", "awaited", "barred", "fork", "destroyed"):
            rows = [set(map(tuple, each.connection.exec_driver_sql(f"SELECT * FROM {name}"))) for each in (book, other)]  # type: ignore[arg-type]
            assert rows[0] == rows[1], name
        line = digest(other)
    engine.dispose()
    return line


def pages(desk: Desk) -> Iterator[object]:
    """Every page's question, asked of everything that there is."""
    yield desk.ask(overview.today)
    yield desk.ask(everyone)
    yield desk.ask(monday, 0)
    yield exchangefile.exchange(desk)
    yield accesslog.accesses(desk)
    yield screeningfile.overview(desk)
    for youth in desk.ask(records.heads):
        yield desk.ask(youthfile.youthfile, youth)
        yield statusfile.open_file(desk, youth)
        yield nextsteps.page_of(desk, youth)
    for episode in desk.ask(episodes_of.all_episodes):
        yield page_of(desk, episode.youth, episode.id)


def check(desk: Desk, dice: random.Random) -> None:
    """All of it, of one store."""
    found = {each: kept for each, kept in latest(desk.book).items() if kept}
    assert counting(desk.book) == found
    line = digest(desk.book)
    assert in_any_order(desk.book, dice) == line
    assert [each.sentence for each in run_through(checking.verify(desk)).findings] == []
    made = run_through(checking.rebuild_rows(desk))
    assert made.before == made.after == line
    list(pages(desk))
