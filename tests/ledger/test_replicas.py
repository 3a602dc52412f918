"""Any number of devices, any order, any duplication: equal entries make equal rows, and nothing written is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlmodel import Session

from fieldapp.ledger.book import Book
from fieldapp.ledger.current import current, current_everywhere
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.rebuild import digest, fold_stale, rebuild
from fieldapp.ledger.signing import Pen

STREAM = "a" * 26
OTHER = "b" * 26

_slow_fixture = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@given(data=st.data())
@_slow_fixture
def test_equal_entries_make_equal_rows(
    data: st.DataObject, books: Callable[..., Book], pens: Callable[[], Pen], trial: type[Any]
) -> None:
    replicas = [(books(), pens()) for _ in range(data.draw(st.integers(2, 4)))]
    written: list[Entry] = []
    for at in range(data.draw(st.integers(1, 14))):
        book, pen = data.draw(st.sampled_from(replicas))
        if written and data.draw(st.booleans()):
            book.admit(data.draw(st.lists(st.sampled_from(written), max_size=4)))
            fold_stale(book)
        stream, subject = data.draw(st.sampled_from((STREAM, OTHER))), data.draw(st.sampled_from(("name", "place")))
        written.append(book.write(pen, stream, trial(name=f"n{at}", subject=subject), at % 3))
    lines = set()
    for book, _pen in replicas:
        late = data.draw(st.permutations(written))
        cut = data.draw(st.integers(0, len(late)))
        for batch in (late[:cut], late[cut:], late):
            book.admit(batch)
        fold_stale(book)
        before = digest(book)
        list(rebuild(book))
        assert digest(book) == before
        rows = book.connection.exec_driver_sql("SELECT count(*) FROM trial_name").scalar()
        assert rows == len(written)
        lines.add(before)
    assert len(lines) == 1


def test_what_was_written_knowing_the_other_counts(book: Book, pen: Pen, trial: type[Any]) -> None:
    book.write(pen, STREAM, trial(name="old"), 100)
    later = book.write(pen, STREAM, trial(name="new"), 5)  # a clock that jumped back changes nothing
    found = current(Session(book.connection), STREAM)
    assert found == {"name": (later.hash,)}


def test_two_who_did_not_know_of_each_other_both_show_until_somebody_decides(
    books: Callable[..., Book], pens: Callable[[], Pen], trial: type[Any]
) -> None:
    one, two, ours, theirs = books(), books(), pens(), pens()
    first = one.write(ours, STREAM, trial(name="first"), 1)
    two.admit([first])
    mine, yours = one.write(ours, STREAM, trial(name="mine"), 2), two.write(theirs, STREAM, trial(name="yours"), 3)
    one.admit([yours])
    assert set(current(Session(one.connection), STREAM)["name"]) == {mine.hash, yours.hash}
    decided = one.write(ours, STREAM, trial(name="mine"), 4)
    assert current(Session(one.connection), STREAM) == {"name": (decided.hash,)}


def test_an_entry_without_the_right_counts_nowhere_and_what_it_replaced_counts_again(
    books: Callable[..., Book], pens: Callable[[], Pen], trial: type[Any]
) -> None:
    allowed, stranger = pens(), pens()
    source, replica = books(), books(lambda actor, _device, _kind: actor == allowed.actor)
    good = source.write(allowed, STREAM, trial(name="good"), 1)
    bad = source.write(stranger, STREAM, trial(name="bad"), 2)
    replica.admit([good, bad])
    session = Session(replica.connection)
    assert current(session, STREAM) == {"name": (good.hash,)}
    assert current_everywhere(session, "name")[STREAM] == {"name": (good.hash,)}
    assert digest(source) == digest(replica), "what depends on the roster is in no row"
    after = source.write(allowed, STREAM, trial(name="after"), 3)
    replica.admit([after])
    assert current(session, STREAM) == {"name": (after.hash,)}


def test_a_body_that_was_withheld_is_folded_when_it_comes(
    book: Book, books: Callable[..., Book], pen: Pen, trial: type[Any]
) -> None:
    entry = book.write(pen, STREAM, trial(name="n"), 1)
    bare = replace(entry, sealed=None)
    other = books()
    other.admit([bare])
    assert current(Session(other.connection), STREAM) == {}
    other.admit([entry])
    assert fold_stale(other) == 0
    assert digest(other) == digest(book)


def test_a_body_that_comes_in_the_same_batch_as_its_bare_entry_is_taken(
    book: Book, books: Callable[..., Book], pen: Pen, trial: type[Any]
) -> None:
    entry = book.write(pen, STREAM, trial(name="n"), 1)
    bare = replace(entry, sealed=None)
    other = books()
    done = other.admit([bare, entry, bare])
    assert (done.new, done.known, done.kinds, done.streams) == (1, 2, {"trial.named"}, {STREAM})
    fold_stale(other)
    assert digest(other) == digest(book)


def test_two_entries_at_one_place_are_a_fork_and_both_stay(books: Callable[..., Book], pen: Pen, trial: type[Any]) -> None:
    one, clone, replica = books(), books(), books()
    first = one.write(pen, STREAM, trial(name="first"), 1)
    clone.admit([first])
    mine, cloned = one.write(pen, STREAM, trial(name="mine"), 2), clone.write(pen, STREAM, trial(name="cloned"), 2)
    replica.admit([first, mine])
    assert replica.admit([cloned]).forked
    assert set(current(Session(replica.connection), STREAM)["name"]) == {mine.hash, cloned.hash}
    assert replica.connection.exec_driver_sql("SELECT device, seq FROM fork").all() == [(pen.device, 2)]


def test_access_entries_have_a_chain_of_their_own_and_make_no_rows(
    book: Book, pen: Pen, trial: type[Any], opened: type[Any]
) -> None:
    book.write_access(pen, opened(), 1)
    case = book.write(pen, STREAM, trial(name="n"), 2)
    assert (case.seq, book.last(f"{pen.device}/access")[0]) == (1, 1)
    assert case.after == ()
    assert set(book.devices()) == {pen.device, f"{pen.device}/access"}


@pytest.mark.parametrize("twice", [1, 3])
def test_the_same_entry_comes_again_and_changes_nothing(
    book: Book, books: Callable[..., Book], pen: Pen, trial: type[Any], twice: int
) -> None:
    entries = [book.write(pen, STREAM, trial(name=f"n{n}"), n) for n in range(5)]
    other = books()
    for _ in range(twice):
        done = other.admit(entries)
    assert done.new == (0 if twice > 1 else 5)
    assert digest(other) == digest(book)
