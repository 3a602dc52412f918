"""What must hold of every store, worked out anew from its entries alone, by slow and simple means."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec.structs import replace
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from fieldapp import clock
from fieldapp.desk import accesslog, checking, exchangefile, nextsteps, overview, screeningfile, statusfile, youthfile
from fieldapp.desk.casefile import page_of
from fieldapp.desk.desk import Desk, run_through
from fieldapp.desk.history import outline
from fieldapp.desk.historylines import lines
from fieldapp.desk.mondayfile import mondayfile
from fieldapp.desk.quiet import let_rest
from fieldapp.ledger import tables
from fieldapp.ledger.book import Book
from fieldapp.ledger.current import current, current_everywhere
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.rebuild import digest, fold_stale
from fieldapp.locate import queries as episodes_of
from fieldapp.supervise.queries import monday
from fieldapp.youth import queries as records
from fieldapp.youth.queries import records_of
from fieldapp.youth.queries import youths as everyone
from tests.property.withdrawals import should_be_barred

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


def in_any_order(book: Book, words: Mapping[bytes, Entry], dice: random.Random) -> str:
    """The digest of a ledger that got the same entries in any order, in batches of any size, some twice, some bodies later.

    words: entries with their bodies; what was destroyed in the one comes with its body to the other.
    """
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as connection:
        tables.create(connection)
        other = Book(connection, book.reading, book.judge.may_write, book.judge._terms)
        destroyed = {row[0] for row in book.connection.exec_driver_sql("SELECT hash FROM destroyed")}
        held = [words.get(each.hash, each) if each.hash in destroyed else each for each in entries_of(book)]
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
        assert counting(other) == counting(book), "what is current, in any order"
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


def rows_by_stream(book: Book) -> dict[str, set[tuple[object, ...]]]:
    """Every row that entries made, under the stream of those; the last of each row is its table."""
    found: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for name in ("version", "link", "tip", "awaited", *(into.name for into in book.reading.tables)):
        for row in book.connection.exec_driver_sql(f'SELECT stream, * FROM "{name}"'):
            found[row[0]].add((*row, name))
    return found


def entries_by_stream(book: Book) -> dict[str, frozenset[tuple[bytes, bool]]]:
    """What is held of each stream: every entry, and whether with its body."""
    found: dict[str, set[tuple[bytes, bool]]] = defaultdict(set)
    for stream, entry, body in book.connection.exec_driver_sql("SELECT stream, hash, body IS NOT NULL FROM entry"):
        found[stream].add((entry, bool(body)))
    return {stream: frozenset(held) for stream, held in found.items()}


def barred_by_stream(book: Book) -> dict[str, set[bytes]]:
    """What counts nowhere."""
    found: dict[str, set[bytes]] = defaultdict(set)
    for stream, entry in book.connection.exec_driver_sql("SELECT stream, entry FROM barred"):
        found[stream].add(entry)
    return found


def histories(desk: Desk) -> None:
    """Every record has all its entries in its history, withdrawn ones too, and each of them a line."""
    held = entries_by_stream(desk.book)
    for youth in desk.ask(records.heads):
        found = outline(desk, youth)
        assert found is not None
        here = {digest for stream in desk.ask(records_of, youth) for digest, _body in held[stream]}
        assert {each.entry for each in found.refs} == here, "in the history"
        assert len(lines(desk, found.refs)) == len(found.refs) == len(here)


def files(desk: Desk, words: Mapping[bytes, Entry]) -> None:
    """No file is left of what was destroyed."""
    kinds, held = desk.book.reading.kinds, {each.hash: each for each in entries_of(desk.book)}
    named = {digest for each in held.values() if each.sealed for digest in kinds.files(each.sealed)}
    gone = [words[digest] for digest, each in held.items() if each.sealed is None and digest in words]
    left = {digest for each in gone if each.sealed for digest in kinds.files(each.sealed)} - named
    assert not [digest for digest in left if desk.files.cipher(digest) is not None], "files of what was destroyed"


def monday_holds(desk: Desk) -> None:
    """A supervisor's page is the same over the records awake as over all, now and once most have come to rest."""
    held = desk.clock
    for later in (0, 10 * clock.DAY):
        now = held() + later
        desk.clock = lambda now=now: now
        run_through(let_rest(desk))
        for since in (now - clock.HOUR, now - 7 * clock.DAY, 0):
            assert run_through(mondayfile(desk, since)).monday == desk.ask(monday, since)
    desk.clock = held


def check(desk: Desk, words: Mapping[bytes, Entry], dice: random.Random) -> None:
    """All of it, of one store. words: of every entry that any store ever held them of."""
    found = {each: kept for each, kept in latest(desk.book).items() if kept}
    assert counting(desk.book) == found, "what is current"
    line = digest(desk.book)
    assert barred_by_stream(desk.book) == should_be_barred(desk.book), "what counts nowhere"
    assert in_any_order(desk.book, words, dice) == line, "in any order"
    assert [each.sentence for each in run_through(checking.verify(desk)).findings] == []
    made = run_through(checking.rebuild_rows(desk))
    assert made.before == made.after == line, "as a rebuild makes it"
    list(pages(desk))
    histories(desk)
    files(desk, words)
    monday_holds(desk)
