"""What is withdrawn takes no effect, nor does what speaks of it; by whoever may, in whatever order it comes, and until put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from fieldapp.ledger.book import Book
from fieldapp.ledger.current import current
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.ids import new_id
from fieldapp.ledger.rebuild import digest, fold_stale, rebuild
from fieldapp.ledger.said import said
from fieldapp.ledger.signing import Pen
from fieldapp.ledger.withdrawing import Moved, Origin, PutBack, PutBackByLead, Target, Withdrawn, WithdrawnByLead, hidden
from tests.ledger.conftest import Named, NamedRow

STREAM, ACT = "a" * 26, "b" * 26
Books = Callable[..., Book]


def _said(book: Book) -> list[str]:
    with Session(book.connection) as session:
        return [each.fact.name for each in said(session, NamedRow, Named, stream=STREAM)]


def _barred(book: Book) -> set[bytes]:
    return {row[0] for row in book.connection.exec_driver_sql("SELECT entry FROM barred")}


def _takes(book: Book, *sources: Book) -> None:
    for source in sources:
        book.admit([entry for device in source.devices() for entry in source.range(device)])
    while fold_stale(book):
        pass


def _withdrawn(*entries: Entry, begins: str = "", lead: bool = False) -> Withdrawn:
    kind = WithdrawnByLead if lead else Withdrawn
    return kind(act=ACT, targets=tuple(Target(entry=each.hash.hex(), begins=begins) for each in entries), reason="wrong youth")


def _back(*entries: Entry, lead: bool = False) -> PutBack:
    kind = PutBackByLead if lead else PutBack
    return kind(act=ACT, entries=tuple(each.hash.hex() for each in entries), reason="it was right")


def test_it_counts_nowhere_what_it_had_replaced_counts_again_and_put_back_all_is_as_before(book: Book, pen: Pen) -> None:
    first = book.write(pen, STREAM, Named(name="first"), 1)
    wrong = book.write(pen, STREAM, Named(name="wrong"), 2)
    book.write(pen, STREAM, _withdrawn(wrong), 3)
    assert _said(book) == ["first"]
    with Session(book.connection) as session:
        assert current(session, STREAM, "name")["name"] == (first.hash,)
    assert [entry.hash for entry in book.stream(STREAM) if entry.hash == wrong.hash] == [wrong.hash], "it is kept"
    book.write(pen, STREAM, _back(wrong), 4)
    assert _said(book) == ["first", "wrong"]
    assert _barred(book) == set()


def test_somebody_else_withdraws_nothing_of_an_author_s_but_a_lead_does(book: Book, pen: Pen, pens: Callable[[], Pen]) -> None:
    wrong = book.write(pen, STREAM, Named(name="wrong"), 1)
    other = pens()
    book.write(other, STREAM, _withdrawn(wrong), 2)
    assert _said(book) == ["wrong"]
    book.write(other, STREAM, _withdrawn(wrong, lead=True), 3)
    assert _said(book) == []
    book.write(pen, STREAM, _back(wrong), 4)
    assert _said(book) == [], "what a lead withdrew, only a lead puts back"
    book.write(other, STREAM, _back(wrong, lead=True), 5)
    assert _said(book) == ["wrong"]


def test_without_the_right_nobody_withdraws(books: Books, pen: Pen) -> None:
    book = books(lambda _actor, _device, kind: kind != WithdrawnByLead.kind)
    wrong = book.write(pen, STREAM, Named(name="wrong"), 1)
    statement = book.write(pen, STREAM, _withdrawn(wrong, lead=True), 2)
    assert (_said(book), _barred(book)) == (["wrong"], {statement.hash})


def test_what_speaks_of_it_takes_no_effect_with_it_however_far(book: Book, pen: Pen, begun: Any) -> None:
    own, step = new_id(), new_id()
    root = book.write(pen, STREAM, begun(id=own), 1)
    about = book.write(pen, STREAM, Named(name=f"about {own}", subject="about"), 2)
    book.write(pen, STREAM, Named(name=f"of {about.hash.hex()}/x", subject="of"), 3)
    follows = book.write(pen, STREAM, begun(id=step), 4)
    book.write(pen, STREAM, Named(name="apart", subject="apart"), 5)
    book.write(pen, STREAM, _withdrawn(root, begins=own), 6)
    assert _said(book) == ["apart"]
    book.write(pen, STREAM, Named(name=f"written later, of {own}", subject="late"), 7)
    assert _said(book) == ["apart"]
    found = hidden(book.connection, book.reading.kinds, STREAM)
    assert set(found.named) == {root.hash}
    assert about.hash in found.loose
    assert follows.hash not in found.loose


def test_what_was_written_at_the_same_time_is_hidden_where_it_meets(books: Books, pens: Callable[[], Pen], begun: Any) -> None:
    one, other, own = books(), books(), new_id()
    mine, theirs = pens(), pens()
    root = one.write(mine, STREAM, begun(id=own), 1)
    _takes(other, one)
    one.write(mine, STREAM, _withdrawn(root, begins=own), 2)
    other.write(theirs, STREAM, Named(name=f"about {own}"), 2)
    assert _said(other) == [f"about {own}"]
    _takes(other, one)
    _takes(one, other)
    assert (_said(one), _said(other)) == ([], [])
    assert digest(one) == digest(other)
    assert _barred(one) == _barred(other)


def test_withdrawn_and_put_back_at_the_same_time_stays_withdrawn(books: Books, pen: Pen) -> None:
    one, other = books(), books()
    wrong = one.write(pen, STREAM, Named(name="wrong"), 1)
    one.write(pen, STREAM, _withdrawn(wrong), 2)
    _takes(other, one)
    twin = Pen(pen.actor, new_id(), pen.key)
    one.write(pen, STREAM, _back(wrong), 3)
    other.write(twin, STREAM, _withdrawn(wrong), 3)
    _takes(one, other)
    _takes(other, one)
    assert _said(one) == _said(other) == []


def test_its_body_destroyed_what_comes_late_of_it_is_hidden_all_the_same(book: Book, pen: Pen, begun: Any, ordered: Any) -> None:
    own = new_id()
    root = book.write(pen, STREAM, begun(id=own), 1)
    book.write(pen, STREAM, _withdrawn(root, begins=own), 2)
    book.write(pen, STREAM, ordered(entries=(root.hash.hex(),)), 3)
    book.write(pen, STREAM, Named(name=f"late, of {own}"), 4)
    assert _said(book) == []


def test_the_withdrawal_destroyed_what_counts_is_the_same_as_where_it_came_late(
    book: Book, books: Books, pen: Pen, ordered: Any
) -> None:
    wrong = book.write(pen, STREAM, Named(name="wrong"), 1)
    statement = book.write(pen, STREAM, _withdrawn(wrong), 2)
    there = books()
    _takes(there, book)
    book.write(pen, STREAM, ordered(entries=(statement.hash.hex(),)), 3)
    late = books()
    for other in (there, late):
        _takes(other, book)
    assert [_said(each) for each in (book, there, late)] == [["wrong"]] * 3
    assert [_barred(each) for each in (book, there, late)] == [set()] * 3


def test_nobody_withdraws_a_withdrawal(book: Book, pen: Pen) -> None:
    wrong = book.write(pen, STREAM, Named(name="wrong"), 1)
    statement = book.write(pen, STREAM, _withdrawn(wrong), 2)
    book.write(pen, STREAM, _withdrawn(statement), 3)
    assert _said(book) == []
    assert _barred(book) == {wrong.hash}


def test_what_was_moved_here_has_its_time_and_author_of_before(book: Book, pen: Pen) -> None:
    made = book.write(pen, STREAM, Named(name="moved"), 9)
    origin = Origin(made=made.hash.hex(), was="c" * 64, at=2, by="d" * 26)
    moved = book.write(pen, STREAM, Moved(origins=(origin,)), 9)
    with Session(book.connection) as session:
        (found,) = said(session, NamedRow, Named, stream=STREAM)
        assert (found.at, found.actor) == (2, "d" * 26)
        book.connection.exec_driver_sql("INSERT INTO barred (entry, stream) VALUES (?, ?)", (moved.hash, STREAM))
        (found,) = said(session, NamedRow, Named, stream=STREAM)
        assert (found.at, found.actor) == (9, pen.actor), "said by somebody without the right"


def test_nobody_says_of_another_s_entry_that_it_was_moved_nor_from_another_record(
    book: Book, pen: Pen, pens: Callable[[], Pen]
) -> None:
    made = book.write(pen, STREAM, Named(name="own"), 9)
    origin = Origin(made=made.hash.hex(), was="c" * 64, at=2, by="d" * 26)
    book.write(pens(), STREAM, Moved(origins=(origin,)), 9)
    book.write(pen, "e" * 26, Moved(origins=(origin,)), 9)
    with Session(book.connection) as session:
        (found,) = said(session, NamedRow, Named, stream=STREAM)
        assert (found.at, found.actor) == (9, pen.actor)


@pytest.fixture
def written(book: Book, pen: Pen, begun: Any) -> list[Entry]:
    """Something begun, spoken of twice, withdrawn, spoken of again, put back in part and withdrawn again."""

    def make() -> Iterator[Entry]:
        own = new_id()
        root = book.write(pen, STREAM, begun(id=own), 1)
        yield root
        about = book.write(pen, STREAM, Named(name=f"about {own}"), 2)
        yield about
        yield book.write(pen, STREAM, Named(name=f"of {about.hash.hex()}", subject="of"), 3)
        yield book.write(pen, STREAM, _withdrawn(root, begins=own), 4)
        yield book.write(pen, STREAM, Named(name=f"late, of {own}", subject="late"), 5)
        yield book.write(pen, STREAM, _back(root), 6)
        yield book.write(pen, STREAM, _withdrawn(about), 7)
        yield book.write(pen, STREAM, Named(name="apart", subject="apart"), 8)

    return list(make())


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
def test_any_order_of_arrival_comes_to_the_same(book: Book, books: Books, written: list[Entry], data: st.DataObject) -> None:
    other = books()
    coming = data.draw(st.permutations(written))
    cut = data.draw(st.integers(0, len(coming)))
    for part in (coming[:cut], coming[cut:], coming[:2]):
        other.admit(part)
        while fold_stale(other):
            pass
    assert digest(other) == digest(book)
    assert _barred(other) == _barred(book)
    assert sorted(_said(other)) == sorted(_said(book))
    assert "apart" in _said(other)
    for _done in rebuild(other):
        pass
    assert _barred(other) == _barred(book)
